"""What production must know and the email does not say, or says in two ways.

Comes in: a request, the readings it came from, and amounts that contradict each other. Goes out: gaps in the order of what
blocks the work (knowledge/checklists/request.toml). What the email answers is never a gap.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from clarifier.request.cues import says
from clarifier.request.facts import Field, Gap, Line, Period, Readiness, Request
from clarifier.request.reading import Reading
from clarifier.request.speech import Speech, speech
from clarifier.request.totals import Conflict
from clarifier.texts import fill, placeholders, table


@cache
def checklist() -> dict[str, dict[str, Any]]:
    """The checklist, by field, in its order."""
    return {entry["field"]: entry for entry in table("checklists/request")["gap"]}


def find_gaps(request: Request, readings: Sequence[Reading], conflicts: Sequence[Conflict]) -> tuple[Gap, ...]:
    """The gaps of a request; none where nothing is asked for."""
    if not request.is_request:
        return ()
    text = "\n".join(reading.english or reading.text for reading in readings)
    details = _details(request, text, conflicts)
    return tuple(
        Gap(
            cast(Field, field),
            _why(_entry_text(entry, "why", details[field]), details[field]),
            entry["rule"],
            details[field],
            conflicts[0].amounts if field == "quantity_conflict" else (),
        )
        for field, entry in checklist().items()
        if field in details
    )


def readiness(request: Request, gaps: Sequence[Gap]) -> Readiness:
    """Whether production can be asked; `missing` are the gaps that block."""
    missing = tuple(gap.field for gap in gaps if checklist()[gap.field]["blocks"])
    return Readiness(request.is_request and not missing, missing)


def _entry_text(entry: dict[str, Any], name: str, details: dict[str, str]) -> str:
    """The checklist's text, in its variant for this kind of gap where it has one."""
    return str(entry.get(f"{name}_{details.get('kind') or ''}", entry[name]))


def _why(template: str, details: dict[str, str]) -> str:
    return fill(template, **{name: details[name] for name in placeholders(template)})


def _details(request: Request, text: str, conflicts: Sequence[Conflict]) -> dict[str, dict[str, str]]:
    """For each gap that is open, the words its reason needs."""
    found: dict[str, dict[str, str]] = {}
    if (
        not request.lines
        or _unsure(request, text)
        or any(not (line.part_number or line.description) for line in request.lines)
    ):
        found["which_item"] = {}
    if conflicts:
        first = conflicts[0]
        found["quantity_conflict"] = {
            "one": first.stated.removesuffix(" ea"),
            "other": first.other.removesuffix(" ea"),
            "kind": "total" if first.total else "",
        }
    if any(line.quantity is None for line in request.lines):
        found["quantity"] = {}
    found |= _date_gaps(request)
    rough = next(
        (
            line.quantity
            for line in request.lines
            if line.quantity and line.quantity.approximate and line.quantity.value
        ),
        None,
    )
    if rough:
        found["quantity_approximate"] = {"quote": rough.evidence.quote}
    if any(_lacks_unit(line) for line in request.lines):
        found["unit"] = {}
    if not (request.ship_to or request.collects or says("wanting/wanting/usual_place", text)):
        found["ship_to"] = {}
    if request.partial_delivery.value == "unknown" and _worth_splitting(request.lines):
        found["partial_delivery"] = {}
    if request.date_flexibility.value == "unknown" and request.needed_by:
        found["date_flexibility"] = {}
    if re.search(r"\b(?:new|updated|changed|latest|revised) (?:rev(?:ision)?|drawing|print)\b", text, re.I) and any(
        line.part_number and not line.revision for line in request.lines
    ):
        found["revision"] = {}
    return found


def _unsure(request: Request, text: str) -> bool:
    """Whether the customer does not know which item it is, and no part number settles it."""
    return says("wanting/wanting/unsure_item", text) and not all(line.part_number for line in request.lines)


def _date_gaps(request: Request) -> dict[str, dict[str, str]]:
    periods = [p for p in (request.needed_by, *[line.needed_by for line in request.lines]) if p]
    found: dict[str, dict[str, str]] = {}
    if not periods:
        found["needed_by"] = {}
    for period in periods:
        if period.status == "conflicting":
            found.setdefault("date_conflict", {"note": f"Two dates are given: {_days(period)}."})
        elif period.ambiguous and period.note and _speaks_of_weekday(period):
            found.setdefault("date_conflict", {"note": period.note})
        elif period.ambiguous:
            one, other = two_days(period)
            found.setdefault("date_ambiguous", {"quote": day_words(period), "one": one, "other": other})
    return found


def _speaks_of_weekday(period: Period) -> bool:
    """A weekday that does not match its date is a conflict; two readings of one phrase are an ambiguity."""
    return bool(
        re.search(r"\d", period.evidence.quote)
        and re.search(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", period.note or "", re.I)
        and re.search(r"[^\W\d]{2,}", period.evidence.quote)
        and period.note
        and " not " in period.note
    )


def two_days(period: Period, said: Speech | None = None) -> tuple[str, str]:
    """The two readings of a period, in words; in English where no language is given."""
    said = said or speech()
    other = period.alternatives[0] if period.alternatives else None
    return said.spoken_day(period.latest or period.earliest), said.spoken_day(other) if other else said.text(
        "day.another"
    )


def day_words(period: Period) -> str:
    """The customer's words for the day, without "by": what a question quotes."""
    quote = " ".join(period.evidence.quote.split())
    return re.sub(
        r"^(?:by|before|on|until|till|no later than|not later than|for|in|at|latest|due|the latest)\s+(?=\S)",
        "",
        quote,
        flags=re.I,
    )


def _days(period: Period) -> str:
    return " and ".join(speech().spoken_day(d) for d in (period.latest, *period.alternatives[:1]) if d)


def _lacks_unit(line: Line) -> bool:
    """An amount of something that is not counted in pieces, with no unit written."""
    if not line.quantity or line.quantity.unit != "ea" or not line.description:
        return False
    if re.search(
        r"[^\W\d_]",
        re.sub(
            r"\b(?:about|approx|around|some|another|more|min|max|up to|at least|k)\b",
            "",
            line.quantity.evidence.quote,
            flags=re.I,
        ),
    ):
        return False
    last = re.findall(r"\w+", line.description.value.casefold())[-1:]
    return bool(last) and last[0] in set(table("lexicons/items")["uncountable"])


def _worth_splitting(lines: Sequence[Line]) -> bool:
    amounts = [q.value or q.maximum or q.minimum or 0 for line in lines if (q := line.quantity)]
    return len(lines) > 1 or sum(amounts) > 1
