"""How well emails are read: expected readings and clarifier's JSON come in, a Score by field goes out.

A field counts as found (right), extra (said, and wrong or not in the email) or lost (in the email, and not said);
a wrong value is both extra and lost. Beside the fields: traps (values of the text that must not become an amount, a
date, a part or a place), evidence that stands in its message, questions that had to be asked, questions that had not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cases import Case
from benchmarks.matching import (
    Object,
    amount,
    equal,
    number,
    pair_lines,
    plain,
    same_amount,
    same_code,
    same_text,
    says_half_of_it,
    says_half_of_the_shorter,
    shares_a_word,
    stated,
    unit,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# One question settles either of these: asking for the part number asks which item, and so on.
_SAME_QUESTION = ({"which_item", "part_number"}, {"date_conflict", "date_ambiguous"})
_LONG_NAMES = {"partial": "partial_delivery"}


@dataclass
class Score:
    """The counts of a set of emails; `notes` says what went wrong where."""

    emails: int = 0
    unread: int = 0
    flawless: int = 0
    found: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    traps: int = 0
    evidence: Counter[bool] = field(default_factory=Counter)
    asked: Counter[bool] = field(default_factory=Counter)  # of the questions that had to be asked
    needless: Counter[bool] = field(default_factory=Counter)  # of the questions that had not to be
    questions: int = 0
    notes: list[str] = field(default_factory=list)

    def compare(
        self, name: str, expected: object, said: object, same: Callable[[Any, Any], bool] = equal, case: str = ""
    ) -> bool:
        """Count one value; whether it is right."""
        if expected is None and said is None:
            return True
        if expected is not None and said is not None and same(expected, said):
            self.found[name] += 1
            return True
        self.extra[name] += said is not None
        self.lost[name] += expected is not None
        self.notes.append(f"{case}  {name}: expected {expected!r}, read {said!r}")
        return False

    def fields(self) -> list[str]:
        """The fields that occurred."""
        return sorted({*self.found, *self.extra, *self.lost})

    def precision_recall_f1(self, name: str | None = None) -> tuple[float, float, float]:
        """Of one field, or of all taken together."""
        names = self.fields() if name is None else [name]
        found, extra, lost = (sum(count[n] for n in names) for count in (self.found, self.extra, self.lost))
        precision, recall = share(found, found + extra, 0.0), share(found, found + lost, 0.0)
        return precision, recall, share(2 * precision * recall, precision + recall, 0.0)


def share(part: float, whole: float, without: float = 1.0) -> float:
    """A part of a whole; `without` where there is no whole."""
    return part / whole if whole else without


def score(readings: Iterable[tuple[Case, Object]]) -> Score:
    """The score of clarifier's JSON (empty where an email could not be read) for each case."""
    total = Score()
    for case, answer in readings:
        total.emails += 1
        total.unread += not answer
        before = len(total.notes)
        request = answer.get("request") or {}
        for name, expected, said, same in _compared(case.expect, request):
            total.compare(name, expected, said, same, case.id)
        total.flawless += len(total.notes) == before
        _count_traps(total, case, request)
        _count_questions(total, case, answer)
        _count_evidence(total, answer)
    return total


_Compared = tuple[str, object, object, Callable[[Any, Any], bool]]


def _compared(expect: Mapping[str, Any], request: Object) -> Iterator[_Compared]:
    """What is compared in one email: field, expected, said, and what counts as the same."""
    customer = request.get("customer") or {}
    yield "is_request", expect["is_request"], request.get("is_request"), equal
    if not expect["reference_date_given"]:
        yield "reference_date", expect["reference_date"], (request.get("reference_date") or "")[:10] or None, equal
    for name in ("company", "contact", "email"):
        yield name, expect[name], stated(customer.get(name)), same_text
    for name in ("po_number", "quote_number"):
        yield name, expect[name], stated(request.get(name)), same_code
    for line, said in pair_lines(expect["lines"], request.get("lines") or []):
        yield from _compared_line(line or {}, said or {}, request)
    yield from _compared_dates(expect["needed_by"], request.get("needed_by") or {})
    if expect["is_request"]:
        for name, long_name in (("partial", "partial_delivery"), ("date_flexibility", "date_flexibility")):
            said_choice = stated(request.get(long_name))
            known = None if expect[name] in ("unstated", "unknown") else expect[name]
            yield name, known, None if said_choice in (None, "", "unknown") else said_choice, equal
    yield "ship_to", expect["ship_to"], stated(request.get("ship_to")), same_text
    if expect["priority_reason"]:  # an email may give a reason that the case does not list: no harm
        reasons = [why for key in ("reason", "consequence_if_late") if (why := stated(request.get(key)))]
        yield "priority_reason", expect["priority_reason"], " | ".join(reasons) or None, says_half_of_it
    yield "complaint", expect["complaint"], stated(request.get("complaint")), says_half_of_the_shorter


def _compared_line(line: Object, said: Object, request: Object) -> Iterator[_Compared]:
    wanted = amount(line, ("quantity", "quantity_min", "quantity_max"))
    quantity = said.get("quantity") or None
    yield "part_number", line.get("part_number"), stated(said.get("part_number")), same_code
    yield "revision", line.get("revision"), stated(said.get("revision")), same_code
    yield "quantity", wanted, amount(quantity, ("value", "minimum", "maximum")), same_amount
    if wanted and line.get("unit"):
        yield "unit", unit(line["unit"]), unit(quantity.get("unit")) if quantity else None, equal
    if line.get("description"):
        yield "description", line["description"], stated(said.get("description")), shares_a_word
    latest = (said.get("needed_by") or {}).get("latest")
    everything_by = (request.get("needed_by") or {}).get("latest")
    if line.get("needed_by") or (latest and latest != everything_by):
        yield "line_needed_by", line.get("needed_by"), latest, equal


def _compared_dates(expected: Mapping[str, Any], said: Object) -> Iterator[_Compared]:
    yield "needed_by", expected["latest"], said.get("latest"), equal
    yield "needed_by_earliest", expected["earliest"], said.get("earliest"), equal
    yield "ambiguous_date", expected["ambiguous"] or None, said.get("ambiguous") or None, equal


def _count_traps(total: Score, case: Case, request: Object) -> None:
    lines, period = request.get("lines") or [], request.get("needed_by") or {}
    amounts = {number((line.get("quantity") or {}).get("value")) for line in lines} - {None}
    names = {plain(stated(line.get("part_number")) or "") for line in lines}
    names = (names | {plain(stated(request.get("ship_to")) or "")}) - {""}
    days = {period.get("latest"), period.get("earliest")}
    for trap in map(str, case.expect["traps"]):
        as_number = number(trap.replace(",", ""))
        if as_number in amounts or plain(trap) in names or (_DAY.fullmatch(trap) and trap in days):
            total.traps += 1
            total.notes.append(f"{case.id}  trap sprung: {trap}")


def _count_questions(total: Score, case: Case, answer: Object) -> None:
    asked = {question["field"] for question in answer.get("questions") or []}
    total.questions += len(answer.get("questions") or [])
    for name in case.expect["must_ask"]:
        wanted = _LONG_NAMES.get(name, name)
        settling = next((group for group in _SAME_QUESTION if wanted in group), {wanted})
        total.asked[bool(settling & asked)] += 1
        if not settling & asked:
            total.notes.append(f"{case.id}  not asked: {name}")
    for name in case.expect["must_not_ask"]:
        needless = _LONG_NAMES.get(name, name) in asked
        total.needless[needless] += 1
        if needless:
            total.notes.append(f"{case.id}  asked though the email says it: {name}")


def _count_evidence(total: Score, answer: Object) -> None:
    bodies = {message["index"]: message["body"] for message in (answer.get("thread") or {}).get("messages", [])}
    for value in _cited(answer.get("request") or {}):
        place = value["evidence"] or {}
        quote = place.get("quote")
        body = bodies.get(place.get("message"), "")
        total.evidence[bool(quote) and body[place["start"] : place["end"]] == quote] += 1


def _cited(value: object) -> Iterator[Object]:
    """Every object of the request that says something and names words of a message for it."""
    if isinstance(value, dict):
        if "evidence" in value and value.get("value", value.get("latest")) not in (None, "unknown"):
            yield value
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)
