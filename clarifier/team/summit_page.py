"""What stands on a page about a summit, before it has a form: the same words in the same order for Markdown, a chat, Word and a calendar.

Comes in: an Agenda, as a draft or with what was decided. Goes out: labels and lines of text, each on one line, without what no program should
get: control characters, signs that turn the writing round, halves of characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clarifier.team.agenda import Action, Agenda, Item
from clarifier.team.summit_plan import ends
from clarifier.texts import fill, table

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """An item as it is shown. `details` are pairs of a label, which may be empty, and its text."""

    number: int
    title: str
    outcome: str
    minutes: str
    owner: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ActionRow:
    """An action as it is shown."""

    id: str
    what: str
    owner: str
    due: str
    status: str


def words() -> dict[str, Any]:
    """The words around it."""
    return table("wording/summit_exports")


def plain(text: str) -> str:
    """The text on one line."""
    return " ".join(_UNFIT.sub("", text).split())


def head(agenda: Agenda) -> Iterator[tuple[str, str]]:
    """What stands above the items: when, with whom, who leads it, how it was."""
    said = words()
    yield said["when"], when(agenda)
    if agenda.attendees:
        yield said["with"], ", ".join(_guest(each.name, each.team) for each in agenda.attendees)
    for label, value in (("facilitator", agenda.facilitator), ("next_facilitator", agenda.next_facilitator)):
        if value:
            yield said[label], plain(value)
    if agenda.rating is not None:
        yield said["rating"], fill(said["rating_words"], mean=f"{agenda.rating:g}")
    if agenda.note.strip():
        yield said["note"], plain(agenda.note)


def when(agenda: Agenda) -> str:
    """`Thursday 3 December 2026, 10:00 to 11:00 CET (60 minutes)`; the zone twice where clocks change meanwhile."""
    start, end = agenda.starts, ends(agenda)
    zone = f" {start:%Z}" if start.utcoffset() != end.utcoffset() else ""
    return fill(
        words()["length"], day=f"{start:%A} {_day(start.date())}", start=f"{start:%H:%M}{zone}", end=f"{end:%H:%M %Z}".strip(),
        count=str(agenda.minutes),
    )  # fmt: skip


def rows(agenda: Agenda) -> list[Row]:
    """The items, numbered from 1."""
    said = words()
    return [
        Row(
            number,
            _title(item),
            said["outcomes"][item.outcome],
            fill(said["minutes_words"], count=str(item.minutes)),
            plain(item.owner or ""),
            tuple(_details(item)),
        )
        for number, item in enumerate(agenda.items, 1)
    ]


def actions(agenda: Agenda) -> list[ActionRow]:
    """Who does what by when."""
    return [_action(each) for each in agenda.actions]


def lines(texts: tuple[str, ...]) -> list[str]:
    """These texts, those left out that say nothing."""
    return [line for each in texts if (line := plain(each))]


def _title(item: Item) -> str:
    title, customer = plain(item.title), plain(item.customer or "")
    if not customer or customer.casefold() in title.casefold():
        return title
    return fill(words()["about"], customer=customer, title=title)


def _details(item: Item) -> Iterator[tuple[str, str]]:
    said = words()
    if item.why.strip():
        yield "", plain(item.why)
    for place, option in enumerate(lines(item.options)):
        yield chr(ord("A") + place % 26), option
    if item.evidence:
        quoted = (f"{plain(each.request)}{f' “{plain(each.quote)}”' if each.quote else ''}" for each in item.evidence)
        yield said["requests"], ", ".join(quoted)
    if item.pre_read.strip():
        yield said["pre_read"], plain(item.pre_read)


def _action(action: Action) -> ActionRow:
    said = words()
    due = _day(action.due) if action.due else said["undated"]
    owner = plain(action.owner or "") or said["nobody"]
    return ActionRow(plain(action.id), plain(action.what), owner, due, said["states"][action.status])


def _guest(name: str, team: str) -> str:
    return f"{plain(name)} ({plain(team)})" if plain(team) else plain(name)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
