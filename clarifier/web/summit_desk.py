"""What the Summit tab asks before and after a summit, as plain functions: no Gradio in them, and nothing is decided here.

Comes in: a seat (who, when, which database), and what they look for or edit. Goes out: cards as markup, and plain data for the browser.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from clarifier.errors import BadSettings, Conflict
from clarifier.team import ledger, summits
from clarifier.team.drafting import Options, draft_agenda
from clarifier.team.people import members
from clarifier.team.rights import RUNS, may_read, may_run
from clarifier.team.summit_edits import edit_of
from clarifier.team.summit_exports import exported
from clarifier.team.summit_plan import as_clocks_show
from clarifier.team.summits import Summit
from clarifier.team.topics import LONGEST, MOST_TOPICS
from clarifier.web.cards import card
from clarifier.web.entry_view import entry_view
from clarifier.web.office import Seat
from clarifier.web.summit_minutes_view import minutes_view
from clarifier.web.summit_run_view import run_view, ticking
from clarifier.web.summit_view import default_start, home_view, plan_view
from clarifier.web.summit_words import action_row, open_said, words

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar",
    "md": "text/markdown",
    "text": "text/plain",
}
MOST_STEPS = 4  # of a request that is looked at in place
Json = dict[str, Any]


def home(seat: Seat) -> Json:
    """What comes next, what is still open, what was held. Raises NotAllowed, StoreError."""
    may_read(seat.person, "summit")
    found = summits.summits(seat.database)
    rows = [
        action_row(each, seat.today, runs(seat) or is_own(seat, each.owner))
        for each in summits.open_actions(seat.database, seat.today)
    ]
    days = summits.days_since_last(seat.database, seat.today)
    view = home_view(found, rows, open_said(rows), days, seat.now, seat.zone, runs(seat))
    day, time = default_start(seat.today)
    return {
        "home": card("summit_home.html", view=view),
        "sentence": view.sentence,
        "empty": view.is_empty,
        "runs": view.may_run,
        "planned": view.current is not None,
        "day": day,
        "time": time,
        "heard": view.sentence,
    }


def draft(seat: Seat, starts: str, minutes: int, topics: Sequence[str], key: str) -> Json:
    """Drafts the agenda from what happened, and keeps it as planned. Raises NotAllowed, BadSettings, SummitError, StoreError."""
    may_run(seat.person, "summit")
    wall = _wall(starts)
    options = Options(as_clocks_show(wall, seat.zone), minutes, tuple(topics))
    agenda = draft_agenda(seat.database, seat.person, seat.now, seat.zone, options)
    return shown(seat, summits.plan(seat.database, agenda, seat.submission(key)))


def show(seat: Seat, number: int) -> Json:
    """A summit as it stands: the draft, the run or the minutes. Raises NotAllowed, SummitError."""
    may_read(seat.person, "summit")
    return shown(seat, summits.summit(seat.database, number))


def look(seat: Seat, number: int, version: int) -> Json:
    """The same where it changed since this version; else only the moment, by which the browser sets its clock."""
    may_read(seat.person, "summit")
    found = summits.changed_since(seat.database, number, version)
    if found is None:
        return {"same": True, "now": int(seat.now.timestamp() * 1000)}
    return shown(seat, found)


def edit(seat: Seat, number: int, data: object, version: int, key: str) -> Json:
    """The draft after an edit. Where somebody else was faster, `conflict` says so beside the draft as it is now."""
    wanted = edit_of(data)
    try:
        return shown(seat, summits.edit(seat.database, number, wanted, seat.submission(key), version))
    except Conflict as error:
        return {**shown(seat, summits.summit(seat.database, number)), "conflict": str(error)}


def discard(seat: Seat, number: int, version: int, key: str) -> Json:
    """Puts a planned summit away, and shows what is left."""
    summits.discard(seat.database, number, seat.submission(key), version)
    return home(seat)


def action(seat: Seat, action_id: str, status: str, because: str, key: str) -> Json:
    """Marks an action done, dropped or open again. `said` tells what became of which."""
    found = summits.change_action(seat.database, action_id, seat.submission(key), status, because=because)
    return {"id": found.id, "status": found.status, "what": found.what}


def export(seat: Seat, number: int, form: str) -> tuple[str, str, bytes]:
    """A file's name, its media type and its bytes. Raises BadSettings for an unknown form."""
    may_read(seat.person, "summit")
    if form not in FORMS:
        raise BadSettings(f"A summit is exported as {', '.join(FORMS)}; not as {form[:20]!r}.")
    found = summits.summit(seat.database, number)
    kind = "minutes" if found.state == "closed" else "agenda"
    suffix = "txt" if form == "text" else form
    name = f"summit-{found.agenda.starts:%Y-%m-%d}-{kind}.{suffix}"
    return name, FORMS[form], exported(found.agenda, form, seat.now, found.uid, found.version)


def peek(seat: Seat, number: str) -> Json:
    """A request in a few lines, for whoever looks at it in the middle of a summit."""
    found = ledger.entry(seat.database, ledger.number_of(number), seat.person)
    names = {each.person.login: each.person.name for each in members(seat.database)}
    view = entry_view(found, seat, names | {seat.person.login: seat.person.name})
    return {"peek": card("summit_peek.html", view=view, most=MOST_STEPS), "number": found.number}


def shown(seat: Seat, found: Summit) -> Json:
    """A summit as its page shows it, by its state."""
    answer: Json = {
        "number": found.id, "version": found.version, "state": found.state, "by": found.edited_by, "runs": runs(seat),
        "now": int(seat.now.timestamp() * 1000),
    }  # fmt: skip
    if found.state == "planned":
        view = plan_view(found, seat.now, runs(seat))
        return {**answer, "plan": card("summit_plan.html", view=view), "heard": f"{view.total}. {view.spare}"}
    if found.state == "running":
        run = run_view(found, seat.today, runs(seat), seat.person.login, seat.person.name)
        return {
            **answer,
            "agenda": card("summit_stops.html", view=run),
            "item": card("summit_item.html", view=run),
            "notes": card("summit_notes.html", view=run),
            "clock": ticking(found, seat.now, seat.zone),
            "kind": run.item.kind if run.item else "",
            "title": run.item.title if run.item else "",
            "paused": run.is_paused,
            "first": run.is_first,
            "closing": run.is_closing,
            "names": sorted({each.name for each in found.agenda.attendees}),
        }
    if found.state == "closed":
        minutes = minutes_view(found, seat.today, runs(seat), seat.person.login, seat.person.name)
        return {**answer, "minutes": card("summit_minutes.html", view=minutes), "heard": minutes.sentence}
    return {**answer, "said": words()["news"]["put_away"]}


def runs(seat: Seat) -> bool:
    """Whether this person drafts, edits and runs summits."""
    return "summit" in RUNS[seat.person.role]


def is_own(seat: Seat, owner: str | None) -> bool:
    """Whether an action is this person's."""
    return (owner or "").casefold() in (seat.person.login.casefold(), seat.person.name.casefold())


def limits() -> Json:
    """What the form of a draft takes."""
    return {"topics": MOST_TOPICS, "topic": LONGEST}


def _wall(text: str) -> datetime:
    """When a summit starts, as its form says it. Raises BadSettings."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadSettings("Choose the day and the time at which the summit starts.") from error
    if not date(2000, 1, 1) <= found.date() <= date(2199, 12, 31):
        raise BadSettings(f"The year {found.year} is out of range; choose the day of the summit.")
    return found.replace(tzinfo=None)


def checked(data: object) -> Mapping[str, Any]:
    """What a form holds, as plain data. Raises BadSettings."""
    if not isinstance(data, dict):
        raise BadSettings("The form was sent without what was typed; try again.")
    return data
