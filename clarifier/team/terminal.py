"""Requests for reading in a terminal: a list, and one with all that happened to it.

Comes in: entries and rows of lists, today, the works' time zone. Goes out: lines of text without a control character, whatever a customer wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo
from decimal import Decimal

from clarifier.team.board import Line
from clarifier.team.ledger import Entry
from clarifier.team.life import Life, Record
from clarifier.team.moves import taken_back
from clarifier.team.schedules import totals
from clarifier.team.standing import title
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
from clarifier.texts import table

_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def list_text(count: int, lines: Iterable[Line], today: date) -> str:
    """A row each: number, state, when it is due, customer, what; and how many there are where not all are shown."""
    words = _words()
    rows = []
    for line in lines:
        due = day(line.due, today) if line.due else ""
        risk = f"  ({words['risks'][line.risk]})" if line.risk else ""
        rows.append(
            f"{line.number:8}{words['states'][line.state]:26}{due:24}{line.customer[:24]:26}{line.title[:60]}{risk}"
        )
    if len(rows) < count:
        rows.append(f"{len(rows)} of {count}; name --most or --search for others.")
    return _clean("\n".join(row.rstrip() for row in rows) + "\n") if rows else "No request matches.\n"


def entry_text(entry: Entry, today: date, zone: tzinfo) -> str:
    """The request, its lines with what was asked, promised, told and delivered, and each step with its time."""
    life, content = entry.life, entry.life.content
    rows = [f"{entry.number}  {content.customer}: {_words()['states'][life.state]}", title(life)]
    rows += [f"{name}: {said}" for name, said in _about(life) if said]
    for number, line in enumerate(content.lines, 1):
        rows += ["", f"{number}. {_what(line)}", *(f"   {each}" for each in _dates(life, number, line, today))]
    rows.append("")
    past = taken_back(entry.records)
    for record in entry.records:
        at = record.at.astimezone(zone)
        said = " ".join(step_words(record, life, today).split())
        mark = "  [taken back]" if record.sequence in past else ""
        rows.append(f"{record.sequence:3}  {at:%Y-%m-%d %H:%M}  {record.name}: {said}{mark}")
    return _clean("\n".join(rows) + "\n")


def said(entry: Entry, today: date) -> str:
    """Where a request stands now, and what was just done, in one line: `R-0042 (with production) v2: Asked production`."""
    state = _words()["states"][entry.life.state]
    words = " ".join(step_words(entry.records[-1], entry.life, today).split())
    return _clean(f"{entry.number} ({state}), version {entry.life.version}: {words}")


def step_words(record: Record, life: Life, today: date) -> str:
    """What happened, in a line: `Production answered: Yes; 300 on Fri 20 November`."""
    details = [each for each in _details(record, life, today) if each]
    name = type(record.step).title
    return f"{name}: {'; '.join(details)}" if details else name


def schedule_words(schedule: Iterable[Portion], life: Life, today: date) -> str:
    """`300 on Fri 20 November, 200 on Wed 25 November`, with the lines where there are several."""
    return ", ".join(
        f"{_of(each.line, life)}{_much(each.line, each.quantity, life)} on {day(each.on, today)}"
        for each in sorted(schedule, key=lambda each: (each.line, each.on))
    )


def _details(record: Record, life: Life, today: date) -> Iterator[str]:
    match record.step:
        case Content() as step:
            yield ", ".join(_what(line) for line in step.lines[:3]) + ("" if len(step.lines) < 4 else " and more")
            yield step.because if isinstance(step, Revised) else ""
        case Asked() as step:
            yield f"{step.of} shall answer" if step.of else ""
        case AskedBack() as step:
            yield step.question
        case Answered() as step:
            yield _words()["decisions"][step.decision]
            yield schedule_words(step.promise, life, today)
            yield f"rests on {step.rests_on}" if step.rests_on else ""
            yield f"{step.buffer_days} days of reserve" if step.buffer_days else ""
            yield ", or ".join(step.options)
            yield step.because
        case Told() as step:
            yield schedule_words(step.told, life, today) or "no date"
            yield "at the customer's wish" if step.at_customers_wish else ""
            yield step.earlier_because
        case Delivered() as step:
            yield ", ".join(f"{_of(part.line, life)}{_much(part.line, part.quantity, life)}" for part in step.parts)
            yield f"on {day(step.on, today)}"
            yield step.note
        case Emergency() as step:
            yield _words()["causes"][step.cause]
            yield step.note
        case CustomerAsked(questions=said) | CustomerAnswered(answer=said) | HeadsUp(note=said) | Noted(text=said):
            yield said
        case Closed(because=said) | Cancelled(because=said) | Undone(because=said):
            yield said


def _about(life: Life) -> Iterator[tuple[str, str]]:
    content = life.content
    yield "Order", content.po_number
    yield "Contact", ", ".join(each for each in (content.contact, content.email) if each)
    yield "Ship to", content.ship_to
    yield "Why", " ".join(content.why.split())
    yield "Owner", life.owner


def _dates(life: Life, number: int, line: RequestLine, today: date) -> Iterator[str]:
    yield f"asked for   {day(line.requested, today)}" if line.requested else "asked for   no day named"
    for name, schedule in (("promised", life.promise), ("told", life.latest_told)):
        ours = [each for each in schedule if each.line == number]
        if ours:
            said = ", ".join(f"{amount(each.quantity, line.unit)} on {day(each.on, today)}" for each in ours)
            yield f"{name:12}{said}"
    if came := life.delivered.get(number):
        of = totals(life.latest_told or life.promise).get(number)
        yield f"delivered   {amount(came, line.unit)}" + (f" of {amount(of, line.unit)}" if of else "")


def _what(line: RequestLine) -> str:
    return f"{amount(line.quantity, line.unit)} {line.name}" if line.quantity else line.name


def _of(line: int, life: Life) -> str:
    return f"line {line}: " if len(life.content.lines) > 1 else ""


def _much(line: int, quantity: Decimal, life: Life) -> str:
    known = life.content.lines[line - 1].unit if line <= len(life.content.lines) else ""
    return amount(quantity, known)


def _words() -> Mapping[str, Mapping[str, str]]:
    return table("wording/ledger")


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text)
