"""Clarifications as files: Markdown to read, CSV and XLSX for a spreadsheet.

Comes in: one clarification or several. Goes out: text or bytes. No cell can start a formula, whatever an email says.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from clarifier.cells import safe
from clarifier.request.clarify import Clarification
from clarifier.request.facts import Evidence, Fact, Line, Question
from clarifier.request.gaps import checklist
from clarifier.request.messages import ask_production, reply_to_customer
from clarifier.request.rules import rules
from clarifier.request.summary import fields, outcome
from clarifier.request.wording import amount, when

_COLUMNS = (
    "company", "contact", "email", "po_number", "quote_number", "line", "part_number", "description", "revision", "quantity", "minimum_quantity",
    "maximum_quantity", "approximate", "unit", "earliest", "latest", "partial_delivery", "date_flexibility", "ship_to", "missing",
)  # fmt: skip


def outcome_words(clarification: Clarification) -> str:
    """The outcome sentence as plain text."""
    return "".join(part.text for part in outcome(clarification))


def notices(clarification: Clarification) -> list[str]:
    """What a reader must know beyond the request: parts not read, words that speak to software, hidden text, a reply not in their language."""
    named = {"unread": "Not read", "instruction": "Set aside", "hidden": "Hidden"}
    told = [
        f"{named[one.field]}: “{' '.join(one.quote.split())[:80]}” ({one.why})" if one.quote else one.why
        for one in clarification.set_aside
        if one.field in named
    ]
    note = clarification.reply_language.note
    return [*told, note] if note and clarification.request.is_request else told


def in_english(question: Question) -> str:
    """What a question in the customer's language asks, in English; "" where it is English already."""
    return question.text_en if question.text_en != question.text else ""


def standing_in(evidence: Iterable[Evidence], clarification: Clarification) -> str:
    """ " in PO.pdf" for words that stand in attached files, "" for those of the mails themselves."""
    messages = clarification.thread.messages
    files = [messages[each.message].attachment for each in evidence if each.part == "body"]
    names = dict.fromkeys(file.name for file in files if file)
    return f" in {', '.join(names)}" if names else ""


def _plain_end(evidence: Iterable[Evidence], clarification: Clarification) -> str:
    named = standing_in(evidence, clarification)
    return f" {_plain(named)}" if named else ""


def as_markdown(clarification: Clarification) -> str:
    """The request as a page of Markdown: outcome, fields with their words, questions, both drafts."""
    request = clarification.request
    lines = [f"# {_plain(outcome_words(clarification))}", ""]
    if told := notices(clarification):
        lines += [*[f"- {_plain(notice)}" for notice in told], ""]
    if not request.is_request:
        return "\n".join(lines)
    if request.lines:
        lines += ["| Part | Item | Rev | Quantity | Needed by |", "| --- | --- | --- | --- | --- |"]
        lines += [f"| {' | '.join(_plain(cell) for cell in _row(line, clarification))} |" for line in request.lines]
        lines.append("")
    lines += ["| Field | Status | Value | The customer's words |", "| --- | --- | --- | --- |"]
    for view in fields(clarification):
        if view.line is None or len(request.lines) == 1:
            quotes = "; ".join(f"“{_plain(e.quote)}”" for e in view.evidence) + _plain_end(view.evidence, clarification)
            lines.append(f"| {view.label} | {view.word} | {_plain(view.text)} | {quotes} |")
    if clarification.questions:
        lines += ["", "## Questions", ""]
        for question in clarification.questions:
            lines.append(f"- {_plain(question.text)} ({rules()[question.rule].short})")
            if english := in_english(question):
                lines.append(f"  In English: {_plain(english)}")
    for title, draft in (
        ("Reply to the customer", reply_to_customer(clarification)),
        ("Ask to production", ask_production(clarification)),
    ):
        lines += ["", f"## {title}", "", *[f"    {line}".rstrip() for line in draft.splitlines()]]
    return "\n".join(lines) + "\n"


def as_csv(clarifications: Clarification | Iterable[Clarification]) -> str:
    """One row a line of the requests, with the columns of UBL's names; amounts in `unit`, dates in ISO."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([safe(cell) for cell in row] for row in _rows(_many(clarifications)))
    return out.getvalue()


def as_xlsx(clarifications: Clarification | Iterable[Clarification]) -> bytes:
    """The rows of `as_csv` as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = "Requests"
    sheet.append(list(_COLUMNS))
    for row in _rows(_many(clarifications)):
        sheet.append([safe(value) for value in row])
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _many(clarifications: Clarification | Iterable[Clarification]) -> Sequence[Clarification]:
    return [clarifications] if isinstance(clarifications, Clarification) else list(clarifications)


def _row(line: Line, clarification: Clarification) -> list[str]:
    period = line.needed_by or clarification.request.needed_by
    quantity = line.quantity
    return [
        _value(line.part_number) or "", _value(line.description) or "", _value(line.revision) or "",
        f"{amount(quantity, unit=False)} {quantity.unit}" if quantity else "—", when(period) or "—",
    ]  # fmt: skip


def _rows(clarifications: Sequence[Clarification]) -> Iterable[list[object]]:
    for clarification in clarifications:
        request = clarification.request
        for index, line in enumerate(request.lines or ((Line(),) if request.is_request else ())):
            quantity, period = line.quantity, line.needed_by or request.needed_by
            yield [
                _value(request.customer.company), _value(request.customer.contact), _value(request.customer.email),
                _value(request.po_number), _value(request.quote_number), index + 1, _value(line.part_number), _value(line.description), _value(line.revision),
                quantity.value if quantity else None, quantity.minimum if quantity else None, quantity.maximum if quantity else None,
                quantity.approximate if quantity else None, quantity.unit if quantity else None,
                period.earliest.isoformat() if period and period.earliest else None, period.latest.isoformat() if period and period.latest else None,
                request.partial_delivery.value, request.date_flexibility.value, _value(request.ship_to), " ".join(clarification.readiness.missing),
            ]  # fmt: skip


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _plain(text: str) -> str:
    """Text that stays text in Markdown: one line, its marks escaped."""
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#!" else c for c in flat)


def missing_words(clarification: Clarification) -> list[str]:
    """The gaps' reasons that block, as sentences."""
    return [gap.why for gap in clarification.gaps if checklist()[gap.field]["blocks"]]
