"""The customer's answer, weighed against the questions it answers: gaps close, values change, nothing is asked twice.

Comes in: the request as read from the whole thread, the questions asked before the answer, the readings of the answer.
Goes out: the request with what the answer settles. An answer may stand under a quoted question, carry its number, or be
one sentence among others; what fits no question has been read like any later message.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from clarifier.mail.thread import Thread, renumber
from clarifier.request.facts import Choice, Evidence, Fact, Field, Line, Period, Quantity, Question, Request, cite
from clarifier.request.items.inline import NO, YES
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.request.statements import Statement, find_statements
from clarifier.request.totals import Conflict
from clarifier.request.wording import number, shown

_FIRM = re.compile(r"\b(?:firm|exact(?:ly)?|fixed|precise(?:ly)?|final|sharp|definite(?:ly)?|no (?:more|less))\b", re.I)


def without_answers(thread: Thread) -> Thread:
    """The thread as it was when the questions were asked."""
    messages = renumber(thread.messages[thread.answers :])
    newest = next((m.index for m in messages if m.author == "customer"), None)
    return replace(thread, messages=messages, customer_message=newest, answers=0)


def settle(
    request: Request,
    conflicts: tuple[Conflict, ...],
    questions: Sequence[Question],
    asked: Request,
    answers: Sequence[Reading],
) -> tuple[Request, tuple[Conflict, ...]]:
    """The request with each question closed that the answer closes."""
    statements = [s for reading in answers for s in find_statements(reading, questions)]
    for place, question in enumerate(questions):
        mine = [s for s in statements if s.question == place] or [s for s in statements if s.question is None]
        if question.field == "quantity_conflict":
            request, conflicts = _settle_conflict(request, conflicts, mine)
        elif question.field in ("date_ambiguous", "date_conflict"):
            request = _settle_date(request, asked, mine)
        elif settler := _SETTLERS.get(question.field):
            request = settler(request, mine)
    return request, conflicts


def _settle_date(request: Request, asked: Request, statements: Sequence[Statement]) -> Request:
    period = asked.needed_by
    if (
        period is None
        or period.latest is None
        or (
            request.needed_by
            and not request.needed_by.ambiguous
            and request.needed_by.status == "stated"
            and _from(request.needed_by.evidence, statements)
        )
    ):
        return request
    options = [period.latest, *period.alternatives]
    for statement in statements:
        if chosen := _chosen_day(statement, options):
            others = tuple(day for day in options if day != chosen)
            earliest = chosen if period.earliest == period.latest else None
            return replace(
                request, needed_by=Period(earliest, chosen, statement.evidence, False, others, None, "stated")
            )
    return request


def _chosen_day(statement: Statement, options: Sequence[date]) -> date | None:
    for found in statement.reading.dates_in(statement.start, statement.end):
        if found.standing:
            named = [
                day
                for day in options
                if day in (found.latest, found.earliest)
                or (day.day == (found.latest or found.earliest or day).day and re.search(rf"\b{day.day}", found.quote))
            ]
            if len(named) == 1:
                return named[0]
    spoken = [
        day
        for day in options
        if re.search(rf"\b0?{day.day}(?:st|nd|rd|th|\.)?\b", statement.words)
        or re.search(rf"\b{day:%A}\b", statement.words, re.I)
    ]
    if len(spoken) == 1:
        return spoken[0]
    for words, day in (
        (r"\b(?:first|former|1st one)\b", options[0]),
        (r"\b(?:second|latter|2nd one)\b", options[1] if len(options) > 1 else None),
        (r"\b(?:earlier|sooner)\b", min(options)),
        (r"\blater\b(?! (?:than|date))", max(options)),
    ):
        if re.search(words, statement.words, re.I):
            return day
    return None


def _settle_amount(request: Request, statements: Sequence[Statement]) -> Request:
    """An approximate or missing amount: a number, a range, or "firm"."""
    place = next(
        (i for i, line in enumerate(request.lines) if line.quantity is None or line.quantity.approximate), None
    )
    if place is None:
        return request
    line = request.lines[place]
    for statement in statements:
        amounts = statement.amounts()
        if amounts and (line.quantity is None or _near(amounts[0], line.quantity)):
            return _with_line(request, place, replace(line, quantity=_quantity(amounts[0], line.quantity, statement)))
        if (
            line.quantity
            and line.quantity.approximate
            and (_FIRM.search(statement.words) or (statement.question is not None and YES.match(statement.words)))
        ):
            firm = replace(
                line.quantity,
                approximate=False,
                evidence=statement.evidence,
                alternatives=(*line.quantity.alternatives, shown(line.quantity)),
            )
            return _with_line(request, place, replace(line, quantity=firm))
    return request


def _near(amount: Amount, quantity: Quantity) -> bool:
    """Whether a number can be the answer to "is 500 firm?": within half and double of it."""
    value = amount.value or amount.maximum or amount.minimum or 0
    return quantity.value is None or quantity.value / 2 <= value <= quantity.value * 2


def _quantity(amount: Amount, old: Quantity | None, statement: Statement) -> Quantity:
    earlier = (*old.alternatives, shown(old)) if old else ()
    unit = amount.unit or (old.unit if old else "ea")
    return Quantity(
        amount.value,
        amount.minimum,
        amount.maximum,
        unit,
        cite(statement.reading.message, amount.start, amount.end),
        amount.approximate,
        "stated",
        earlier,
    )


def _settle_conflict(
    request: Request, conflicts: tuple[Conflict, ...], statements: Sequence[Statement]
) -> tuple[Request, tuple[Conflict, ...]]:
    """Two amounts: the answer names the right one."""
    for conflict in conflicts:
        for statement in statements:
            for amount in statement.amounts():
                said = number(amount.value) if amount.value is not None else ""
                if said and said in (conflict.stated.split(" ")[0], conflict.other.split(" ")[0]):
                    lines = [_agreed(line, amount, statement) if not conflict.total else line for line in request.lines]
                    return replace(request, lines=tuple(lines)), tuple(c for c in conflicts if c is not conflict)
    return request, conflicts


def _agreed(line: Line, amount: Amount, statement: Statement) -> Line:
    if line.quantity is None or line.quantity.status != "conflicting":
        return line
    return replace(line, quantity=_quantity(amount, line.quantity, statement))


def _settle_partial(request: Request, statements: Sequence[Statement]) -> Request:
    if request.partial_delivery.value != "unknown":
        return request
    for statement in statements:
        about = statement.question is not None or re.search(
            r"\b(?:first|part|partial|half|split|rest|later|together|once)\b", statement.words, re.I
        )
        if about and (match := YES.match(statement.words) or NO.match(statement.words)):
            return replace(
                request, partial_delivery=Choice("allowed" if match.re is YES else "refused", statement.evidence)
            )
    return request


def _settle_flexibility(request: Request, statements: Sequence[Statement]) -> Request:
    if request.date_flexibility.value != "unknown":
        return request
    for statement in statements:
        lasting = [
            a for a in statement.reading.amounts if statement.start <= a.start < statement.end and a.kind == "duration"
        ]
        about = statement.question is not None
        if about and (NO.match(statement.words) or re.search(r"\b(?:0|zero|none|no) days?\b", statement.words, re.I)):
            return replace(request, date_flexibility=Choice("fixed", statement.evidence))
        if lasting and (
            about
            or re.search(
                r"\b(?:later|late|slip|extra|more|max|up to|at most|ok(?:ay)?|fine|works?)\b", statement.words, re.I
            )
        ):
            return replace(request, date_flexibility=Choice("flexible", statement.evidence))
    return request


def _settle_place(request: Request, statements: Sequence[Statement]) -> Request:
    if request.ship_to:
        return request
    for statement in statements:
        if statement.question is not None and len(statement.words.split()) >= 2:
            return replace(request, ship_to=Fact(" ".join(statement.words.split()), statement.evidence))
    return request


def _settle_needed_by(request: Request, statements: Sequence[Statement]) -> Request:
    if request.needed_by:
        return request
    for statement in statements:
        for found in statement.reading.dates_in(statement.start, statement.end):
            if found.standing and not found.past:
                evidence = cite(statement.reading.message, found.start, found.end)
                return replace(
                    request,
                    needed_by=Period(
                        found.earliest, found.latest, evidence, found.ambiguous, found.alternatives, found.note
                    ),
                )
    return request


def _settle_item(request: Request, statements: Sequence[Statement]) -> Request:
    """The item: a part number, or the words under the question."""
    if not request.lines:
        return request
    line = request.lines[0]
    for statement in statements:
        part = next(
            (
                i
                for i in statement.reading.identifiers
                if i.kind in ("part", "drawing") and statement.start <= i.start < statement.end
            ),
            None,
        )
        if part:
            fact = Fact(part.value, cite(statement.reading.message, part.value_start, part.end))
            return _with_line(request, 0, replace(line, part_number=fact))
        if statement.question is not None and len(statement.words.split()) >= 2 and not NO.match(statement.words):
            said = Fact(
                " ".join(statement.words.split()),
                statement.evidence,
                "stated",
                (line.description.value,) if line.description else (),
            )
            return _with_line(request, 0, replace(line, description=said))
    return request


def _settle_unit(request: Request, statements: Sequence[Statement]) -> Request:
    for statement in statements:
        for amount in statement.amounts():
            if amount.unit and request.lines and request.lines[0].quantity:
                return _with_line(
                    request, 0, replace(request.lines[0], quantity=replace(request.lines[0].quantity, unit=amount.unit))
                )
    return request


def _with_line(request: Request, place: int, line: Line) -> Request:
    return replace(request, lines=(*request.lines[:place], line, *request.lines[place + 1 :]))


def _from(evidence: Evidence, statements: Sequence[Statement]) -> bool:
    return any(evidence.message == s.reading.message.index for s in statements)


_SETTLERS: dict[Field, Callable[[Request, Sequence[Statement]], Request]] = { "quantity_approximate": _settle_amount, "quantity": _settle_amount,
    "partial_delivery": _settle_partial, "date_flexibility": _settle_flexibility, "ship_to": _settle_place, "needed_by": _settle_needed_by,
    "which_item": _settle_item, "unit": _settle_unit,
}  # fmt: skip
