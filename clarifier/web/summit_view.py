"""The Summit tab before a summit: what comes next in one sentence, and the draft as it can be edited. Pure functions.

Comes in: summits and actions as the team room keeps them, and today. Goes out: frozen views that the templates read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from clarifier.team.agenda import OUTCOMES, Agenda, Attendee, Item
from clarifier.team.summit_page import when
from clarifier.team.summits import NAG_DAYS, Summit, minutes_of
from clarifier.team.wording import day
from clarifier.texts import fill
from clarifier.web.summit_words import ActionRow, Part, beside, counted, parts, words

LENGTHS = (30, 45, 60, 90)  # minutes on offer
AHEAD, HOUR = 7, 10  # a draft is proposed in a week, at ten
SATURDAY = 5
EARLY = timedelta(hours=12)  # before its beginning a summit is started by a second click only


@dataclass(frozen=True)
class SummitRow:
    """A summit in a list."""

    number: int
    state: str
    title: str
    day: str
    said: str


@dataclass(frozen=True)
class HomeView:
    """What one sees first. `is_urgent` where a summit is late; `current` is the one that runs or is planned."""

    sentence: str
    is_urgent: bool
    current: SummitRow | None
    others: tuple[SummitRow, ...]
    earlier: tuple[SummitRow, ...]
    actions: tuple[ActionRow, ...]
    open_said: str
    may_run: bool
    is_empty: bool


@dataclass(frozen=True)
class ItemView:
    """An item as it is read and edited. `beside` is the customer where the title does not name them."""

    id: str
    place: int
    title: str
    beside: str
    customer: str
    minutes: int
    outcome: str
    outcome_word: str
    owner: str
    why: str
    why_parts: tuple[Part, ...]
    options: tuple[tuple[str, str], ...]
    quotes: tuple[tuple[str, str], ...]
    requests: tuple[str, ...]
    pre_read: str
    kind: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class ParkedView:
    """Something in the parking lot; `minutes` is empty where it was never an item."""

    id: str
    text: str
    minutes: str


@dataclass(frozen=True)
class PlanView:
    """A planned summit. `over` is how many minutes are too many; `not_before` is its day where that is far ahead, else empty."""

    number: int
    title: str
    when: str
    day: str
    time: str
    minutes: int
    lengths: tuple[int, ...]
    total: str
    spare: str
    over: int
    items: tuple[ItemView, ...]
    lot: tuple[ParkedView, ...]
    attendees: tuple[Attendee, ...]
    names: tuple[str, ...]
    facilitator: str
    next_facilitator: str
    note: str
    outcomes: tuple[tuple[str, str], ...]
    not_before: str
    may_run: bool


def home_view(
    found: Sequence[Summit], actions: Sequence[ActionRow], said: str, days: int | None, now: datetime, zone: tzinfo, may_run: bool
) -> HomeView:  # fmt: skip
    """The first sentence, the summit that comes next, open actions, earlier summits. `days` passed since the last one."""
    today = now.astimezone(zone).date()
    to_come = [each for each in found if each.state in ("running", "planned")]
    sentence, is_urgent = _sentence(to_come[0] if to_come else None, days, now, zone)
    rows = [_row(each, today) for each in to_come]
    earlier = tuple(_row(each, today) for each in found if each.state == "closed")
    current = rows[0] if rows else None
    return HomeView(sentence, is_urgent, current, tuple(rows[1:]), earlier, tuple(actions), said, may_run, not found)


def plan_view(found: Summit, now: datetime, may_run: bool) -> PlanView:
    """The draft with all that can be edited in it."""
    agenda, form = found.agenda, words()
    planned = minutes_of(agenda)
    over = planned - agenda.minutes
    return PlanView(
        number=found.id,
        title=agenda.title,
        when=when(agenda),
        day=f"{agenda.starts:%Y-%m-%d}",
        time=f"{agenda.starts:%H:%M}",
        minutes=agenda.minutes,
        lengths=tuple(sorted({*LENGTHS, agenda.minutes})),
        total=fill(form["total"]["fits"], planned=str(planned), minutes=str(agenda.minutes)),
        spare=_spare(over),
        over=max(0, over),
        items=item_views(agenda),
        lot=tuple(ParkedView(each.id, each.text, str(each.item.minutes) if each.item else "") for each in found.lot),
        attendees=agenda.attendees,
        names=_names(agenda),
        facilitator=agenda.facilitator or "",
        next_facilitator=agenda.next_facilitator or "",
        note=agenda.note,
        outcomes=tuple((each, form["outcomes"][each]) for each in OUTCOMES),
        not_before=day(agenda.starts.date(), now.date()) if agenda.starts - now > EARLY else "",
        may_run=may_run,
    )


def item_views(agenda: Agenda) -> tuple[ItemView, ...]:
    """The items in their order."""
    last = len(agenda.items)
    return tuple(_item(each, place, last) for place, each in enumerate(agenda.items, 1))


def default_start(today: date) -> tuple[str, str]:
    """The day and the time that a draft is proposed for: a working day in a week."""
    wanted = today + timedelta(days=AHEAD)
    wanted += timedelta(days=max(0, 7 - wanted.weekday()) if wanted.weekday() >= SATURDAY else 0)
    return wanted.isoformat(), f"{HOUR:02d}:00"


def _sentence(current: Summit | None, days: int | None, now: datetime, zone: tzinfo) -> tuple[str, bool]:
    form: dict[str, Any] = words()["sentence"]
    today = now.astimezone(zone).date()
    if current is None:
        if days is None:
            return form["none"], False
        if days >= NAG_DAYS:
            return fill(form["overdue"], days=str(days)), True
        said = fill(form["last"], ago=counted_days(days)) if days else form["last_today"]
        return said, False
    agenda = current.agenda
    if current.state == "running":
        if current.run.current is None:
            return form["running_done"], True
        order = [each.id for each in agenda.items]
        return fill(form["running"], place=str(order.index(current.run.current) + 1), count=str(len(order))), True
    starts = agenda.starts.astimezone(zone)
    time, on, ahead = f"{starts:%H:%M}", day(starts.date(), today), (starts.date() - today).days
    if agenda.starts < now - timedelta(minutes=agenda.minutes):
        return fill(form["late"], day=on, time=time), True
    values = {"time": time, "items": counted("items", len(agenda.items)), "minutes": str(agenda.minutes)}
    if ahead <= 0:
        return fill(form["today"], **values), False
    if ahead == 1:
        return fill(form["tomorrow"], day=on, **values), False
    return fill(form["planned"], day=on, days=str(ahead), **values), False


def counted_days(days: int) -> str:
    """`a day ago`, `12 days ago`."""
    form = words()["ago"]
    return str(form["one"]) if days == 1 else fill(form["many"], days=str(days))


def _row(found: Summit, today: date) -> SummitRow:
    agenda = found.agenda
    on = found.held_on or agenda.starts.date()
    if found.state == "closed":
        still = sum(each.status == "open" for each in agenda.actions)
        said = f"{len(agenda.decisions)} decided · {still} of {len(agenda.actions)} actions open"
        said += f" · rated {agenda.rating:g}" if agenda.rating is not None else ""
    else:
        said = f"{agenda.starts:%H:%M} · {agenda.minutes} min · {counted('items', len(agenda.items))}"
    return SummitRow(found.id, found.state, agenda.title, day(on, today), said)


def _spare(over: int) -> str:
    form = words()["total"]
    if over > 0:
        return str(form["over_one"]) if over == 1 else fill(form["over"], count=str(over))
    if over == 0:
        return ""
    return str(form["free_one"]) if over == -1 else fill(form["free"], count=str(-over))


def _item(item: Item, place: int, last: int) -> ItemView:
    named = {part.number for part in parts(item.why) if part.number}
    return ItemView(
        id=item.id,
        place=place,
        title=item.title,
        beside=beside(item.title, item.customer),
        customer=item.customer or "",
        minutes=item.minutes,
        outcome=item.outcome,
        outcome_word=words()["outcomes"][item.outcome],
        owner=item.owner or "",
        why=item.why,
        why_parts=parts(item.why),
        options=tuple((chr(ord("A") + number), each) for number, each in enumerate(item.options)),
        quotes=tuple((each.request, each.quote) for each in item.evidence if each.quote),
        requests=tuple(each.request for each in item.evidence if each.request not in named and not each.quote),
        pre_read=item.pre_read,
        kind=item.kind,
        is_first=place == 1,
        is_last=place == last,
    )


def _names(agenda: Agenda) -> tuple[str, ...]:
    """Whoever may own or lead something, each once."""
    given = [each.name for each in agenda.attendees]
    given += [each for each in (agenda.facilitator, agenda.next_facilitator) if each]
    given += [each.owner for each in agenda.items if each.owner]
    return tuple(dict.fromkeys(given))
