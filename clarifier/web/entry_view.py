"""From one request's life to what its page shows: pure functions, no screen and no database in them.

Comes in: an Entry, who looks, today and the zone of the works, the names of people by their logins. Goes out: a frozen EntryView that the
templates read. What was asked for, promised, told and delivered stand side by side; what is no longer so stays, struck through.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from clarifier.team.ledger import Entry
from clarifier.team.life import Life, Record, promised, told
from clarifier.team.moves import taken_back
from clarifier.team.steps import Answered, Content, Portion, RequestLine, Undone
from clarifier.team.telling import buffer, needed, portions
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table
from clarifier.web.entry_forms import Filled, filled, read_here
from clarifier.web.entry_words import shortened, words
from clarifier.web.happenings import Happening, at, happening
from clarifier.web.letters import Letter, letters
from clarifier.web.next_steps import Offers, offers
from clarifier.web.office import Seat

DECISIONS = {"yes": "found", "can_but": "unclear", "no": "missing"}
NOTHING = Decimal(0)
MOST_PORTIONS = 12  # of an answer; the table of the lines holds all of them


@dataclass(frozen=True)
class Said:
    """So much on a day; `is_past` where it is no longer so, `note` a word beside it."""

    words: str
    is_past: bool = False
    note: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the request with its four columns."""

    name: str
    quantity: str
    requested: tuple[Said, ...]
    promised: tuple[Said, ...]
    told: tuple[Said, ...]
    delivered: tuple[Said, ...]


@dataclass(frozen=True)
class AnswerShown:
    """What production answered last; `portions` as they are said."""

    word: str
    status: str
    who: str
    when: str
    portions: tuple[str, ...]
    buffer: str
    rests_on: str
    options: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class EntryView:
    """Everything the page of a request shows."""

    number: str
    version: int
    state: str
    state_word: str
    sentence: str
    why: str
    customer: tuple[str, ...]
    owner: str
    expedited: str
    rows: tuple[Row, ...]
    answer: AnswerShown | None
    happenings: tuple[Happening, ...]
    letters: tuple[Letter, ...]
    offers: Offers
    filled: Filled

    @property
    def is_open_to_answers(self) -> bool:
        """Whether production's page may be opened: it is asked, or whoever looks may change its answer."""
        return self.state == "asked" or any(each.kind == "answered" for each in self.offers.more)


def entry_view(
    entry: Entry, seat: Seat, names: Mapping[str, str], planners: Sequence[tuple[str, str]] = ()
) -> EntryView:
    """The page of a request, for whoever sits here; `planners` are those who may be asked, each a login and a name."""
    life, today = entry.life, seat.today
    content = life.content
    past = taken_back(entry.records)
    history = [each for each in entry.records if each.sequence not in past and not isinstance(each.step, Undone)]
    facts = (content.contact, content.email, content.po_number and f"PO {content.po_number}", content.ship_to)
    return EntryView(
        number=entry.number,
        version=life.version,
        state=life.state,
        state_word=table("wording/ledger")["states"][life.state],
        sentence=needed(content, today),
        why=content.why,
        customer=tuple(each for each in facts if each),
        owner=names.get(life.owner, life.owner),
        expedited=_cause(life.emergency),
        rows=tuple(_row(life, history, number, today) for number in range(1, len(content.lines) + 1)),
        answer=_answer(life, today, seat.zone),
        happenings=tuple(
            happening(each, content, seat.zone, today, names, is_past=each.sequence in past)
            for each in reversed(entry.records)
        ),
        letters=letters(source) if (source := read_here(content)) else (),
        offers=offers(life, seat),
        filled=filled(life, today, planners),
    )


def _row(life: Life, history: Sequence[Record], number: int, today: date) -> Row:
    line = life.content.lines[number - 1]
    asked = [
        each.step.lines[number - 1]
        for each in history
        if isinstance(each.step, Content) and len(each.step.lines) >= number
    ]
    promises = [promised(each) for each in life.answers]
    return Row(
        name=line.name,
        quantity=amount(line.quantity, line.unit) if line.quantity else "",
        requested=_versions([_asked(each, today) for each in asked]),
        promised=_schedules(promises, number, line, today),
        told=_schedules([told(each) for each in life.tells], number, line, today, _counting(life)),
        delivered=_delivered(life, number, line, today),
    )  # fmt: skip


def _asked(line: RequestLine, today: date) -> tuple[str, ...]:
    much = amount(line.quantity, line.unit) if line.quantity else ""
    return (" · ".join(each for each in (much, day(line.requested, today) if line.requested else "") if each) or "—",)


def _versions(found: Sequence[tuple[str, ...]], notes: Mapping[int, str] | None = None) -> tuple[Said, ...]:
    """Each version's words; those of earlier ones that differ are past."""
    shown: list[Said] = []
    for place, version in enumerate(found):
        is_last = place == len(found) - 1
        if not is_last and version == found[place + 1]:
            continue
        shown += [Said(each, not is_last, (notes or {}).get(place, "")) for each in version]
    return tuple(shown)


def _schedules(
    schedules: Sequence[tuple[Portion, ...]], number: int, line: RequestLine, today: date, counting: int | None = None
) -> tuple[Said, ...]:
    """The portions of a line, version by version; `counting` is the version that the line is measured by, where it is not the last."""
    no = (words("sentences")["no_dates"],)
    versions = []
    for schedule in schedules:
        own = sorted((each for each in schedule if each.line == number), key=lambda each: each.on)
        versions.append(tuple(f"{amount(each.quantity, line.unit)} · {day(each.on, today)}" for each in own))
    found = [own if schedule else no for own, schedule in zip(versions, schedules, strict=True)]
    notes = {} if counting is None else {counting: words("sentences")["counts"]}
    return _versions(found, notes)


def _counting(life: Life) -> int | None:
    """Which of the tells is the yardstick, where the customer was told something else since."""
    tells = [told(each) for each in life.tells]
    if not tells or life.told == life.latest_told or life.told not in tells:
        return None
    return max(place for place, schedule in enumerate(tells) if schedule == life.told)


def _delivered(life: Life, number: int, line: RequestLine, today: date) -> tuple[Said, ...]:
    goods = sorted(life.goods, key=lambda each: each.on)
    came = [
        Said(f"{amount(part.quantity, line.unit)} · {day(each.on, today)}")
        for each in goods
        for part in each.parts
        if part.line == number
    ]
    left = life.owed.get(number, NOTHING) - life.delivered.get(number, NOTHING)
    if came and left > 0:
        came.append(Said("", note=fill(words("sentences")["to_come"], amount=amount(left, line.unit))))
    return tuple(came)


def _answer(life: Life, today: date, zone: tzinfo) -> AnswerShown | None:
    record = life.answers[-1] if life.answers else None
    if record is None or not isinstance(record.step, Answered):
        return None
    step = record.step
    return AnswerShown(
        word=table("wording/ledger")["decisions"][step.decision],
        status=DECISIONS[step.decision],
        who=record.name,
        when=at(record.at, zone, today),
        portions=shortened(portions(step.promise, life.content, today), MOST_PORTIONS),
        buffer=buffer(step.buffer_days) if step.promise else "",
        rests_on=step.rests_on,
        options=step.options,
        because=step.because,
    )  # fmt: skip


def _cause(emergency: Record | None) -> str:
    cause = getattr(emergency.step, "cause", "") if emergency else ""
    return str(table("wording/ledger")["causes"][cause]) if cause else ""
