"""From the ledger's rows to what the board and the list show: pure functions.

Comes in: a Board or Lines, today, and the names of people by their logins. Goes out: frozen views that the templates read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clarifier.team.board import RISKS, Board, Lane, Line
from clarifier.team.wording import day
from clarifier.texts import fill, table
from clarifier.web.entry_words import words

STATUS = {
    "overdue": "missing",
    "slipped": "heat",
    "unasked": "unclear",
    "unanswered": "unclear",
    "soon": "near",
    "": "",
}
MOST_SAID = 3  # risks in the first sentence


@dataclass(frozen=True)
class RequestCard:
    """A request on the board or in a list; `due` is the day that matters, `due_word` whose it is."""

    number: str
    customer: str
    title: str
    state: str
    state_word: str
    risk_word: str
    status: str
    due: str
    due_word: str
    people: str
    is_expedited: bool


@dataclass(frozen=True)
class LaneView:
    """A column: `more` are those that it does not show."""

    slug: str
    title: str
    count: int
    cards: tuple[RequestCard, ...]
    more: int
    empty: str


@dataclass(frozen=True)
class BoardView:
    """The first sentence and the lanes; `is_urgent` where somebody waits."""

    sentence: str
    is_urgent: bool
    lanes: tuple[LaneView, ...]


def board_view(found: Board, today: date, names: Mapping[str, str]) -> BoardView:
    """The board as shown."""
    return BoardView(
        todays_sentence(found),
        any(found.risks[each] for each in RISKS[:4]),
        tuple(_lane(lane, today, names) for lane in found.lanes),
    )


def request_card(line: Line, today: date, names: Mapping[str, str]) -> RequestCard:
    """One request as a card or a row."""
    ledger = table("wording/ledger")
    return RequestCard(
        number=line.number,
        customer=line.customer,
        title=line.title,
        state=line.state,
        state_word=ledger["states"][line.state],
        risk_word=ledger["risks"].get(line.risk, ""),
        status=STATUS[line.risk],
        due=day(line.due, today) if line.due else "",
        due_word=words("due")[_whose(line)] if line.due else "",
        people=_people(line, names),
        is_expedited=line.is_expedited,
    )


def todays_sentence(found: Board) -> str:
    """What matters to customers today, in one sentence."""
    said = words("today")
    if not any(lane.count for lane in found.lanes[:-1]):
        return said["none"]
    parts: list[str] = []
    for risk in RISKS[:-1]:
        if found.risks[risk] and len(parts) < MOST_SAID:
            parts.append(_said(risk, found, is_first=not parts))
    return f"{'; '.join(parts)}." if parts else said["calm"]


def _said(risk: str, found: Board, *, is_first: bool) -> str:
    """How many have this risk: customers, where the lanes show all of them, else requests."""
    shown = [line for lane in found.lanes for line in lane.lines if line.risk == risk]
    is_all = len(shown) == found.risks[risk]
    count = len({line.customer.casefold() for line in shown}) if is_all else found.risks[risk]
    name = "overdue_untold" if risk == "overdue" and any(line.latest_told_due is None for line in shown) else risk
    wording = table("wording/requests_page")["today"][name]
    if not is_first:
        return fill(wording["then"], count=f"{count:,}")
    one, many = table("wording/requests_page")["who"]["customer" if is_all else "request"]
    who = one if count == 1 else fill(many, count=f"{count:,}")
    return fill(wording["one" if count == 1 else "many"], who=who)


def _lane(lane: Lane, today: date, names: Mapping[str, str]) -> LaneView:
    slug = lane.states[0]
    cards = tuple(request_card(line, today, names) for line in lane.lines)
    title, empty = table("wording/ledger")["lanes"][slug], words("empty_lanes")[slug]
    return LaneView(slug, title, lane.count, cards, max(0, lane.count - len(cards)), empty)


def _whose(line: Line) -> str:
    if line.state in ("delivered", "closed") and line.due:
        return "delivered"
    if line.latest_told_due:
        return "told"
    return "promised" if line.promised_due else "requested"


def _people(line: Line, names: Mapping[str, str]) -> str:
    """Whose it is, and who shall answer."""
    owner = names.get(line.owner, line.owner)
    asked = names.get(line.asked_of, line.asked_of)
    return f"{owner} → {asked}" if asked and line.state == "asked" else owner
