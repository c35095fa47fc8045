"""The agenda of the next summit, drafted from what happened: `draft_agenda`.

Comes in: the ledger, the pulse, the last minutes and what a manager adds. Goes out: an Agenda that opens with thanks, goes through what is
open and the one number, talks about customers, and closes with who does what. Every claim names its request. Its words are templates in
knowledge/wording/summit.toml filled with what the ledger says, and a manager's own topics without their heat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from clarifier.team import pulse
from clarifier.team.agenda import Action, Agenda, Attendee, Item
from clarifier.team.attendees import OPERATIONS, attendees, next_facilitator
from clarifier.team.behind import Behind, behind
from clarifier.team.customer_items import customer_items, shoes
from clarifier.team.database import Database
from clarifier.team.figures import Figure
from clarifier.team.measures import measures
from clarifier.team.occasions import Occasions, occasions
from clarifier.team.person import Person
from clarifier.team.summit_actions import open_actions
from clarifier.team.summit_words import (
    days,
    evidence,
    fixed,
    item,
    joined,
    names,
    numbered,
    only,
    short,
    told_on,
    whose,
)
from clarifier.team.summits import last_minutes
from clarifier.team.timetable import timetable
from clarifier.team.topics import topic_items
from clarifier.texts import fill, table

A_MONTH = timedelta(days=35)  # looked back where there was no summit before
EARLY = 10  # days of a month in which the month before is looked at


@dataclass(frozen=True)
class Options:
    """When the summit starts (an aware datetime), how long it takes, and what a manager adds as typed or pasted. `last` are the minutes
    of the summit before and `actions` what is open from any: both are read from the database where they are None."""

    starts: datetime
    minutes: int = 60
    topics: tuple[str, ...] = field(default=())
    since: date | None = None
    last: Agenda | None = None
    actions: tuple[Action, ...] | None = None


def draft_agenda(database: Database, reader: Person, now: datetime, zone: tzinfo, options: Options) -> Agenda:
    """The agenda. Raises NotAllowed, BadSettings, StoreError."""
    today = now.astimezone(zone).date()
    last, actions = _carried(database, today, options)
    since = options.since or (last.starts.astimezone(zone).date() if last else today - A_MONTH)
    found = occasions(database, reader, since, now, today)
    about = customer_items(found, today) or ([_first()] if found.is_empty else [])
    items = [
        _thanks(found),
        _carried_over(actions, today),
        _measures(database, reader, today),
        _pulse(database),
        *sorted([*topic_items(options.topics, database), *about], key=lambda each: -each.rank),
        shoes(found, about),
        fixed("social"),
    ]
    people = attendees(database, items, last)
    facilitator, following = next_facilitator(people, last)
    made = [*(each for each in items if each), _close(following)]
    table_ = timetable(made, options.minutes)
    parked = last.parking_lot if last else ()
    return Agenda(
        title=table("wording/summit")["title"],
        starts=options.starts,
        minutes=options.minutes,
        items=tuple(_owned(each, people, facilitator) for each in table_.items),
        attendees=people,
        facilitator=facilitator,
        next_facilitator=following,
        parking_lot=(
            *(each.title for each in table_.cut),
            *(_said("carried_over", "parked", words=each) for each in parked),
        ),
        actions=actions,
        note=_note(found, len(table_.cut), options.minutes, (today - since).days if last else 0),
    )


def _owned(each: Item, people: Sequence[Attendee], facilitator: str | None) -> Item:
    """The item with somebody who moves it: what needs another way of working is operations' to move, the rest the facilitator's."""
    if each.owner:
        return each
    floor = next((one.name for one in people if one.team in OPERATIONS), None)
    return replace(each, owner=(floor if each.kind in ("emergencies", "padding") else None) or facilitator)


def _carried(database: Database, today: date, options: Options) -> tuple[Agenda | None, tuple[Action, ...]]:
    kept = last_minutes(database) if options.last is None or options.actions is None else None
    last = options.last or (kept.agenda if kept else None)
    if options.actions is not None:
        return last, options.actions
    if options.last is not None:
        return last, tuple(each for each in options.last.actions if each.status == "open")
    return last, open_actions(database, today)


def _thanks(found: Occasions) -> Item:
    saved = found.saved_the_day[0] if found.saved_the_day else None
    others = [each for each in found.early_words if each is not saved]
    early = next((each for each in others if saved and each.life.content.customer != saved.life.content.customer), None)
    early = early or (others[0] if others else None)
    whys = []
    if saved:
        answer = saved.life.answers[0]
        hours = (answer.at - saved.life.asks[0].at).total_seconds() / 3600
        within = "an hour" if hours <= 1 else f"{round(hours)} hours" if hours < 48 else days(round(hours / 24))
        whys.append(
            _said(
                "thanks",
                "saved",
                number=saved.number,
                who=answer.name,
                hours=within,
                customer=saved.life.content.customer,
            )
        )
    if early and early.life.heads_up:
        due = max((p.on for p in early.life.requested), default=None)
        notice = days((due - early.life.heads_up.at.date()).days) if due else "well"
        who, customer = early.life.heads_up.name, early.life.content.customer
        whys.append(_said("thanks", "early", who=who, number=early.number, notice=notice, customer=customer))
    key = "title_both" if saved and early else "title" if saved else "title_early" if early else "title_none"
    words = {}
    if first := saved or early:
        words["item"] = short(first)
    if saved:
        words["customer"] = saved.life.content.customer
    if early:
        words["whose"] = whose(early.life.content.customer)
    if saved and early:
        words["other_item"] = short(early)
    named = [each for each in (saved, early) if each]
    made = item("thanks", _said("thanks", key, **words), " ".join(whys) or _said("thanks", "none"), evidence(named))
    return replace(made, customer=only(names(named)))


def _carried_over(actions: Sequence[Action], today: date) -> Item:
    if not actions:
        nothing = item("carried_over", _said("carried_over", "title_none"), _said("carried_over", "why_none"))
        return replace(nothing, minutes=1)
    words = table("wording/summit")["items"]["carried_over"]
    lines = []
    for each in actions:
        key = "undated" if each.due is None else "overdue" if each.due < today else "due"
        when = words[key] if each.due is None else fill(words[key], day=told_on(each.due, today))
        lines.append(fill(words["line"], what=each.what.rstrip("."), owner=each.owner or words["nobody"], due=when))
    count = "one action is open" if len(actions) == 1 else f"{len(actions)} actions are open"
    made = item(
        "carried_over", _said("carried_over", "title", open=count), _said("carried_over", "why", list="; ".join(lines))
    )
    customers = dict.fromkeys(each.customer for each in actions if each.customer)
    return replace(made, outcome="agree", customer=only(list(customers)))


def _measures(database: Database, reader: Person, today: date) -> Item:
    series = measures(database, reader, today, months=3).headline.months
    figure = _told_of(series, today)
    if figure is None or figure.month is None:
        return item("measures", _said("measures", "title_none"), _said("measures", "why_none"))
    missed = figure.count - figure.number
    _, lines = behind(database, reader, "told", figure.month, today, which="no", most=6) if missed else (0, [])
    title = _said("measures", "title", kept=str(figure.number), count=str(figure.count), month=f"{figure.month:%B}")
    why = _said("measures", "why", missed=joined(_behind(lines, missed))) if missed else _said("measures", "why_all")
    customers = list(dict.fromkeys(each.customer for each in lines))
    made = item("measures", title, why, numbered([each.number for each in lines]))
    return replace(made, customer=only(customers))


def _first() -> Item:
    """What a first summit talks about, while the ledger cannot say."""
    made = item("customer_issue", _said("first", "title"), _said("first", "why"), name="first")
    return replace(made, outcome="solve")


def _told_of(series: Sequence[Figure], today: date) -> Figure | None:
    """The newest month that says something: early in a month the one before."""
    counted = [each for each in series if each.count]
    if len(counted) > 1 and today.day <= EARLY and counted[-1].month == today.replace(day=1):
        return counted[-2]
    return counted[-1] if counted else None


def _behind(lines: Sequence[Behind], missed: int) -> list[str]:
    more = missed - len(lines)
    return [f"{each.customer} ({each.number})" for each in lines] + ([f"{more} more"] if more > 0 else [])


def _pulse(database: Database) -> Item:
    points = pulse.trend(database)
    if not points:
        why = _said("pulse", "why_none")
    elif points[-1].mean is None:
        why = _said("pulse", "why_few")
    else:
        before = points[-2].mean if len(points) > 1 else None
        spread = f"{before:.1f} the time before" if before is not None else "the first figure there is"
        why = _said(
            "pulse", "why", mean=f"{points[-1].mean:.1f}", answers=f"{points[-1].answers} answers", spread=spread
        )
    return item("pulse", _said("pulse", "title"), why)


def _close(following: str | None) -> Item:
    title = _said("close", "title", name=following) if following else _said("close", "title_open")
    return replace(item("close", title, _said("close", "why")), outcome="agree")


def _note(found: Occasions, cut: int, minutes: int, ago: int) -> str:
    notes = table("wording/summit")["notes"]
    said = [notes["empty"]] if found.is_empty else []
    if ago > A_MONTH.days:
        said.append(fill(notes["overdue"], days=str(ago)))
    if cut:
        said.append(fill(notes["cut"], count="One item" if cut == 1 else f"{cut} items", minutes=str(minutes)))
    return " ".join(said)


def _said(kind: str, key: str, **values: str) -> str:
    return fill(table("wording/summit")["items"][kind][key], **values)
