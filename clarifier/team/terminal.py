"""Requests for reading in a terminal: a list, and one with all that happened to it.

Comes in: entries and rows of lists, today, the works' time zone. Goes out: lines of text without a control character, whatever a customer wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo

from clarifier.team.board import Line
from clarifier.team.ledger import Entry
from clarifier.team.life import Life, Record
from clarifier.team.moves import taken_back
from clarifier.team.schedules import totals
from clarifier.team.standing import title
from clarifier.team.steps import Answered, Drafted, RequestLine
from clarifier.team.telling import buffer, facts, item, items, text_of
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
        rows += ["", f"{number}. {item(line, today)}", *(f"   {each}" for each in _dates(life, number, line, today))]
    rows.append("")
    past = taken_back(entry.records)
    for record in entry.records:
        at = record.at.astimezone(zone)
        said = " ".join(step_words(record, entry, today).split())
        mark = "  [taken back]" if record.sequence in past else ""
        rows.append(f"{record.sequence:3}  {at:%Y-%m-%d %H:%M}  {record.name}: {said}{mark}")
    return _clean("\n".join(rows) + "\n")


def said(entry: Entry, today: date) -> str:
    """Where a request stands now, and what was just done, in one line: `R-0042 (with production) v2: Asked production`."""
    state = _words()["states"][entry.life.state]
    words = " ".join(step_words(entry.records[-1], entry, today).split())
    return _clean(f"{entry.number} ({state}), version {entry.life.version}: {words}")


def step_words(record: Record, entry: Entry, today: date) -> str:
    """What happened, in a line: `Production answered: Yes; 300 by Fri 20 November`."""
    details = [each.rstrip(".") for each in _details(record, entry, today) if each]
    name = type(record.step).title
    return f"{name}: {'; '.join(details)}" if details else name


def _details(record: Record, entry: Entry, today: date) -> Iterator[str]:
    """What the page unfolds or shows in a card of its own stands in the line here."""
    step = record.step
    if isinstance(step, Drafted):
        yield items(step, today)
    yield from facts(record, entry.life.content, today, {each.by: each.name for each in entry.records})
    if isinstance(step, Answered):
        yield buffer(step.buffer_days) if step.buffer_days else ""
        yield ", or ".join(step.options)
    yield text_of(record)


def _about(life: Life) -> Iterator[tuple[str, str]]:
    content = life.content
    yield "Order", content.po_number
    yield "Contact", ", ".join(each for each in (content.contact, content.email) if each)
    yield "Ship to", content.ship_to
    yield "Why", " ".join(content.why.split())
    yield "Owner", life.drafted.name


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


def _words() -> Mapping[str, Mapping[str, str]]:
    return table("wording/ledger")


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text)
