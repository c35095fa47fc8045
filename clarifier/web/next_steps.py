"""What somebody can do with a request now: the one next step, and the quiet ones.

Comes in: a life, and who looks at it. Goes out: the steps on offer, by their kind. Whether a step is possible is asked of the ledger's own
rules, by trying it on a copy; here stands only which one is the main button.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clarifier.errors import LedgerError, NotAllowed
from clarifier.team.life import Life, Record
from clarifier.team.moves import after
from clarifier.team.rights import may_do
from clarifier.team.standing import next_due
from clarifier.team.steps import (
    Answered,
    Asked,
    AskedBack,
    Cancelled,
    Closed,
    CustomerAnswered,
    CustomerAsked,
    Delivered,
    Emergency,
    HeadsUp,
    Noted,
    Part,
    Revised,
    Step,
    Told,
    Undone,
)  # fmt: skip
from clarifier.web.entry_words import words
from clarifier.web.office import Seat

MAIN = {
    "drafted": "asked", "waiting": "customer_answered", "asked": "answered", "answered": "told", "told": "delivered",
    "delivered": "closed",
}  # fmt: skip
MORE = (
    "customer_asked", "customer_answered", "heads_up", "asked", "answered", "told", "delivered", "revised", "emergency", "noted", "closed",
    "cancelled", "undone",
)  # fmt: skip
_SOME = "as typed"  # stands for the words that the form will ask for


@dataclass(frozen=True)
class Offer:
    """A step on offer."""

    kind: str
    label: str


@dataclass(frozen=True)
class Offers:
    """`main` is the next step where it is theirs; `stands` says where the request is; `asked_back` what production wants to know."""

    main: Offer | None
    more: tuple[Offer, ...]
    stands: str
    asked_back: str


def offers(life: Life, seat: Seat) -> Offers:
    """What this person can do with it now."""
    able = set(possible(life, seat))
    kind = "closed" if life.state == "told" and not life.latest_told else MAIN.get(life.state, "")
    main = Offer(kind, words("next")[kind]) if kind in able else None
    labels = words("more")
    more = tuple(Offer(each, labels[each]) for each in MORE if each in able and not (main and main.kind == each))
    return Offers(main, more, _stands(life, seat.today), _asked_back(life))


def possible(life: Life, seat: Seat) -> Iterator[str]:
    """The kinds of step that could be taken now, by this person."""
    for step in _tries(life, seat):
        try:
            may_do(seat.person, step.kind)
            after(life, Record(life.version + 1, seat.now, seat.person.login, seat.person.name, step))
        except (LedgerError, NotAllowed):
            continue
        yield step.kind


def _tries(life: Life, seat: Seat) -> Iterator[Step]:
    """A step of each kind, as somebody would fill it in now."""
    yield from (HeadsUp(), CustomerAsked(), CustomerAnswered(), Asked(), Emergency(cause="other"), Noted(text=_SOME))
    content = life.content.model_dump(exclude={"kind", "because"})
    yield Revised(**content)
    yield Answered(decision="no", because=_SOME)
    yield Told(told=life.promise)
    if not life.is_complete:
        yield Delivered(on=seat.today, parts=(Part(line=1, quantity=Decimal(1)),))
    yield from (Closed(because=_SOME), Cancelled(because=_SOME), Undone(because=_SOME))


def _stands(life: Life, today: date) -> str:
    said = words("stands")
    due = next_due(life)
    if life.state == "told" and due and due < today:
        return said["told_overdue"]
    if life.state == "drafted" and life.is_shared:
        return said["drafted_shared" if life.asks else "drafted_announced"]
    if life.state == "answered" and not life.promise:
        return said["refused"]
    if life.state == "told" and not life.latest_told:
        return said["told_no"]
    return said[life.state]


def _asked_back(life: Life) -> str:
    """The question that production waits to have answered."""
    last = life.questions[-1] if life.questions and life.state in ("drafted", "waiting") else None
    if last is None or not isinstance(last.step, AskedBack) or any(each.sequence > last.sequence for each in life.asks):
        return ""
    return f"{last.name} asks: “{last.step.question}”"
