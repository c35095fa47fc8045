"""A step of a request's life as a line of its timeline: who, when, what.

Comes in: a Record and the request as it stands. Goes out: a frozen Happening. What was taken back says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from clarifier.team.life import Record
from clarifier.team.steps import (
    Answered,
    Asked,
    AskedBack,
    Cancelled,
    Closed,
    Content,
    CustomerAnswered,
    CustomerAsked,
    Delivered,
    Emergency,
    HeadsUp,
    Noted,
    Revised,
    Told,
    Undone,
)  # fmt: skip
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table
from clarifier.web.entry_words import line_of, needed, portions, shortened, words

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
        facts=shortened([each for each in _facts(record, content, today, names) if each], MOST_FACTS),
        text=_text(record),
        is_past=is_past,
    )


def at(moment: datetime, zone: tzinfo, today: date) -> str:
    """`Tue 3 November, 14:05` by the clock of the works."""
    there = moment.astimezone(zone)
    return f"{day(there.date(), today)}, {there:%H:%M}"


def _facts(record: Record, content: Content, today: date, names: Mapping[str, str]) -> Iterator[str]:
    ledger = table("wording/ledger")
    match record.step:
        case Asked() as step:
            said = words("sentences")
            yield fill(said["asked_of"], name=names.get(step.of, step.of)) if step.of else said["asked_anybody"]
        case AskedBack() as step:
            yield f"“{step.question}”"
        case Answered() as step:
            yield str(ledger["decisions"][step.decision])
            yield from portions(step.promise, content, today)
            yield step.because
        case Told() as step:
            yield from portions(step.told, content, today)
            yield step.earlier_because and f"earlier than promised, because {step.earlier_because}"
            yield "at the customer's own wish" if step.at_customers_wish else ""
        case Delivered() as step:
            for part in step.parts:
                line = line_of(content, part.line)
                name = f" {line.name}" if len(content.lines) > 1 else ""
                yield f"{amount(part.quantity, line.unit)}{name} on {day(step.on, today)}"
            yield step.note
        case Emergency() as step:
            yield str(ledger["causes"][step.cause])
            yield step.note
        case Cancelled() as step:
            yield ("by the customer: " if step.by_customer else "by us: ") + step.because
        case Closed() | Undone() as step:
            yield step.because
        case Noted() as step:
            yield step.text
        case HeadsUp() as step:
            yield step.note
        case Revised() as step:
            yield needed(step, today)
            yield step.because


def _text(record: Record) -> str:
    match record.step:
        case Asked() as step:
            return step.text
        case CustomerAsked() as step:
            return step.questions
        case CustomerAnswered() as step:
            return step.answer
        case Answered() as step:
            return step.rests_on and f"It rests on: {step.rests_on}"
    return ""
