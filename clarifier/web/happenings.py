"""A step of a request's life as a line of its timeline: who, when, what.

Comes in: a Record and the request as it stands. Goes out: a frozen Happening. What was taken back says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from clarifier.team.life import Record
from clarifier.team.steps import Content
from clarifier.team.telling import facts, text_of
from clarifier.team.wording import day
from clarifier.web.entry_words import shortened

MOST_FACTS = 8  # of a step; the table of the lines holds all of them


@dataclass(frozen=True)
class Happening:
    """`facts` are short, `text` is what somebody wrote, to unfold; `is_past` where it was taken back."""

    sequence: int
    kind: str
    title: str
    who: str
    when: str
    via: str
    facts: tuple[str, ...]
    text: str
    is_past: bool


def happening(
    record: Record, content: Content, zone: tzinfo, today: date, names: Mapping[str, str], *, is_past: bool
) -> Happening:
    """One line of the timeline."""
    return Happening(
        sequence=record.sequence,
        kind=record.step.kind,
        title=type(record.step).title,
        who=record.name,
        when=at(record.at, zone, today),
        via="" if record.via == "page" else record.via,
        facts=shortened([each for each in facts(record, content, today, names) if each], MOST_FACTS),
        text=text_of(record),
        is_past=is_past,
    )


def at(moment: datetime, zone: tzinfo, today: date) -> str:
    """`Tue 3 November, 14:05` by the clock of the works."""
    there = moment.astimezone(zone)
    return f"{day(there.date(), today)}, {there:%H:%M}"
