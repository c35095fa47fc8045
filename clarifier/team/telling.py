"""A request and its steps, told as a colleague would: the same words on the page and in a terminal.

Comes in: what is asked for, or a record. Goes out: short texts; the words that are not a customer's stand in knowledge/wording/ledger.toml.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

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
    Portion,
    RequestLine,
    Revised,
    Told,
    Undone,
)  # fmt: skip
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table

MOST_ITEMS = 3  # that a sentence names
_TURNS = dict.fromkeys(
    (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # the direction of what follows


def straight(text: str) -> str:
    """Without the marks that would turn the direction of the sentence around it."""
    return text.translate(_TURNS)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


def needed(content: Content, today: date) -> str:
    """Who needs what by when, in one sentence."""
    return _said("needs", customer=straight(content.customer), items=items(content, today))


def items(content: Content, today: date, *, dated: bool = True) -> str:
    """`500 bearing caps and 40 seals by Fri 22 November`; beyond three, how many more."""
    days = {line.requested for line in content.lines}
    one = next(iter(days)) if dated and len(days) == 1 else None
    shown = [item(line, today, dated=dated and len(days) > 1) for line in content.lines[:MOST_ITEMS]]
    if len(content.lines) > MOST_ITEMS:
        shown.append(f"{len(content.lines) - MOST_ITEMS} more")
    return f"{listed(shown)} by {day(one, today)}" if one else listed(shown)


def item(line: RequestLine, today: date, *, dated: bool = False) -> str:
    """`500 bearing caps 44-1182-C rev D`, and the day it is asked for."""
    name = straight(line.name)
    much = f"{amount(line.quantity, line.unit)} {name}" if line.quantity else name
    return f"{much} by {day(line.requested, today)}" if dated and line.requested else much


def portions(schedule: Iterable[Portion], content: Content, today: date, *, named: bool = False) -> list[str]:
    """`500 by Fri 22 November` for each portion, in the order of their days; `named` says of what."""
    found = sorted(schedule, key=lambda each: (each.on, each.line))
    is_named = named or len(content.lines) > 1
    return [f"{_some(content, each, is_named)} by {day(each.on, today)}" for each in found]


def line_of(content: Content, number: int) -> RequestLine:
    """The line of this number, counted from 1; an empty one where it was taken out since."""
    return content.lines[number - 1] if number <= len(content.lines) else RequestLine(description=f"line {number}")


def buffer(days: int) -> str:
    """The reserve inside a promise, named openly."""
    return (
        _said("buffer_none") if not days else _said("buffer_one") if days == 1 else _said("buffer_many", days=str(days))
    )


def facts(record: Record, content: Content, today: date, names: Mapping[str, str]) -> Iterator[str]:
    """What a step says, in short parts; `names` are people's by their logins. What was written at length is `text_of` it."""
    ledger = table("wording/ledger")
    match record.step:
        case Asked() as step:
            yield _said("asked_of", name=names.get(step.of, step.of)) if step.of else _said("asked_anybody")
        case AskedBack() as step:
            yield f"“{step.question}”"
        case Answered() as step:
            yield str(ledger["decisions"][step.decision])
            yield from portions(step.promise, content, today)
            yield step.because
        case Told() as step:
            yield from portions(step.told, content, today) or [_said("told_nothing")]
            yield _said("earlier", why=step.earlier_because) if step.earlier_because else ""
            yield _said("at_wish") if step.at_customers_wish else ""
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
            yield _said("by_customer" if step.by_customer else "by_us", why=step.because)
        case Closed() | Undone() as step:
            yield step.because
        case Noted() as step:
            yield step.text
        case HeadsUp() as step:
            yield step.note
        case Revised() as step:
            yield needed(step, today)
            yield step.because


def text_of(record: Record) -> str:
    """What somebody wrote at length with a step."""
    match record.step:
        case Asked() as step:
            return step.text
        case CustomerAsked() as step:
            return step.questions
        case CustomerAnswered() as step:
            return step.answer
        case Answered() as step:
            return _said("rests_on", what=step.rests_on) if step.rests_on else ""
    return ""


def _some(content: Content, portion: Portion, is_named: bool) -> str:
    line = line_of(content, portion.line)
    much = amount(portion.quantity, line.unit)
    return f"{much} {straight(line.name)}" if is_named else much


def _said(key: str, **values: str) -> str:
    return fill(table("wording/ledger")["telling"][key], **values)
