"""What the Requests tab asks of the ledger, as plain functions: no Gradio in them, and nothing is decided here.

Comes in: a seat (who, when, which database), and what they look for or did. Goes out: cards as markup, and plain data for the browser.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from clarifier.errors import BadStep, Conflict
from clarifier.team import board as boards
from clarifier.team import ledger, links
from clarifier.team.ledger import Entry
from clarifier.team.life import STATES
from clarifier.team.people import Member, members
from clarifier.team.person import Role
from clarifier.team.plausible import check_days
from clarifier.team.schedules import days_early
from clarifier.team.steps import Revised, Step, Told, step_of
from clarifier.web.cards import card
from clarifier.web.entry_view import entry_view
from clarifier.web.entry_words import early, question, telling
from clarifier.web.office import Seat
from clarifier.web.requests_view import board_view, request_card

A_LANE = 20  # requests that a lane shows
A_PAGE = 50  # requests that a list shows at once
MOST_WORDS = 200  # characters of a search
MOST_SKIPPED = 10**9  # of a list: as many as there may be numbers
Json = dict[str, Any]


def board(seat: Seat, *, mine: bool = False) -> Json:
    """The board, urgent ones first; `mine` keeps those that the person saved or is asked for."""
    whose = seat.person.login if mine else ""
    found = boards.board(seat.database, seat.person, seat.now, seat.today, whose=whose, most=A_LANE)
    is_empty = not any(lane.count for lane in found.lanes) and not listing(seat)["count"]
    view = board_view(found, seat.today, _names(members(seat.database), seat))
    return {"board": card("board.html", view=view, is_empty=is_empty), "sentence": view.sentence, "empty": is_empty}


def listing(seat: Seat, words: str = "", state: str = "", skip: int = 0) -> Json:
    """A page of all requests that hold these words, closed and cancelled ones too."""
    states, skip = (state,) if state in STATES else (), min(max(0, skip), MOST_SKIPPED)
    count, found = boards.lines(
        seat.database, seat.person, seat.now, seat.today,
        states=states, words=words[:MOST_WORDS], most=A_PAGE, skip=skip,
    )  # fmt: skip
    names = _names(members(seat.database), seat)
    cards = [request_card(line, seat.today, names) for line in found]
    shown = skip + len(cards)
    return {
        "rows": card("rows.html", cards=cards, is_first=not skip, is_searched=bool(words.strip() or states)),
        "count": count,
        "shown": shown,
        "more": max(0, count - shown),
    }


def entry(seat: Seat, number: str) -> Json:
    """One request, opened."""
    return _shown(seat, ledger.entry(seat.database, ledger.number_of(number), seat.person))


def standing(seat: Seat, number: str) -> Json:
    """How many steps a request has, and who took the last one: asked every few seconds by whoever looks at it."""
    found = ledger.entry(seat.database, ledger.number_of(number), seat.person)
    last = found.life.last
    return {"version": found.life.version, "said": f"{last.name}: {type(last.step).title}"}


def take(seat: Seat, number: str, kind: str, data: Mapping[str, Any], version: int, key: str) -> Json:
    """Takes a step, and shows the request after it. Where somebody else was faster, `conflict` says so beside the request as it is now:
    what was typed is the browser's to keep."""
    found = ledger.number_of(number)
    step = _step(seat, found, kind, data)
    check_days(step, seat.today)
    try:
        taken = ledger.take(seat.database, found, step, seat.submission(key), expected=version)
    except Conflict as error:
        now = ledger.entry(seat.database, found, seat.person)
        return {**_shown(seat, now), "conflict": str(error)}
    return _shown(seat, taken)


def weigh(seat: Seat, number: str, told: Sequence[Mapping[str, Any]]) -> Json:
    """What telling these dates would mean: the warning where they are earlier than promised, and a draft of what to write."""
    life = ledger.entry(seat.database, ledger.number_of(number), seat.person).life
    try:
        step = step_of({"kind": "told", "told": list(told)})
    except BadStep as error:
        return {"warning": "", "draft": "", "trouble": str(error)}
    if not isinstance(step, Told):
        raise BadStep("These are no dates to tell.")
    days = days_early(step.told, life.promise)
    return {"warning": early(days), "draft": telling(life, step.told, seat.today), "trouble": ""}


def _step(seat: Seat, number: int, kind: str, data: Mapping[str, Any]) -> Step:
    """The step that was typed. A change keeps what its form does not hold; the question to production speaks of the new lines."""
    if kind != "revised":
        return step_of({**data, "kind": kind})
    content = ledger.entry(seat.database, number, seat.person).life.content
    kept = content.model_dump(exclude={"kind", "because", "lines", "missing"})
    typed, named = (_listed(data, name) for name in ("lines", "missing"))
    lines = [
        {name: value for name, value in each.items() if value != ""} if isinstance(each, dict) else each
        for each in typed
    ]
    missing = [each for each in content.missing if each in named]
    because = data.get("because", "")
    changed = step_of({**kept, "kind": kind, "lines": lines, "missing": missing, "because": because})
    if not isinstance(changed, Revised) or changed.lines == content.lines:
        return changed
    return changed.model_copy(update={"ask": question(changed, seat.today)})


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    """What a form holds under a name, one or several. Raises BadStep."""
    found = data.get(name, ())
    if not isinstance(found, list | tuple):
        raise BadStep("The form was sent without what was typed; try again.")
    return list(found)


def _shown(seat: Seat, found: Entry) -> Json:
    people = members(seat.database)
    names = _names(people, seat)
    planners = [
        (each.person.login, each.person.name) for each in people if each.active and each.person.role is Role.planner
    ]
    view = entry_view(found, seat, names, planners)
    _, rows = boards.lines(seat.database, seat.person, seat.now, seat.today, only=[found.id], most=1)
    return {
        "entry": card(
            "entry.html",
            view=view,
            line=request_card(rows[0], seat.today, names),
            link=links.answer_link(seat.database, found) if view.is_open_to_answers else "",
        ),
        "number": found.number,
        "version": found.life.version,
        "heard": f"{found.number}: {view.sentence} {view.offers.stands}",
    }


def _names(people: Sequence[Member], seat: Seat) -> dict[str, str]:
    """What people are called, by their logins; whoever works alone is in no table."""
    return {each.person.login: each.person.name for each in people} | {seat.person.login: seat.person.name}
