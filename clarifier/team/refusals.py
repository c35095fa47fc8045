"""What is wrong with data that somebody handed in, in one sentence: comes in pydantic's error, goes out what to mend, and where."""

from typing import Any

from pydantic import ValidationError

NAMES = {"because": "the reason", "text": "the note", "of": "who is asked"}  # fields whose name says too little
MOST_SHOWN = 40  # characters of what was typed


def refusal(error: ValidationError, unknown: str = "", skip: int = 1) -> str:
    """The first thing that is wrong, where it stands and what would be right. `unknown` is said of what is nothing that is known here;
    `skip` leaves out the names of classes."""
    first = error.errors(include_url=False)[0]
    where = [str(part + 1) if isinstance(part, int) else part.replace("_", " ") for part in first["loc"][skip:]]
    place = (" ".join(NAMES.get(each, each) for each in where) or "this").capitalize()
    kind, context, given = first["type"], first.get("ctx", {}), _shown(first["input"])
    if unknown and kind.startswith("union_tag"):
        return unknown
    if kind.startswith("datetime"):
        return f"{place} must be a day such as 2026-12-03, with its hour where one is asked for: 2026-12-03T10:00."
    if kind.startswith("date"):
        return f"{place} must be a day such as 2026-11-22, not {given}."
    if kind.startswith(("decimal", "finite", "greater_than", "less_than", "int")):
        return f"{place} must be a {_number(kind, context)}, not {given}."
    if kind in ("too_short", "too_long") and isinstance(first["input"], str):
        kind = f"string_{kind}"
    if kind in ("string_too_short", "missing"):
        return f"{place} is missing: say it in a few words."
    if kind == "string_too_long":
        return f"{place} is longer than {context['max_length']:,} characters; shorten it."
    if kind == "too_long":
        return f"{place} can name {context['max_length']:,} at most; leave some out."
    if kind == "too_short":
        return f"{place} must name at least one."
    said = str(context.get("error", first["msg"]))
    return f"{place} cannot be used: {said[:1].lower()}{said[1:]}."


def _number(kind: str, context: dict[str, Any]) -> str:
    """What number would be right."""
    if kind == "decimal_max_places":
        return f"number of at most {context['decimal_places']} decimals"
    if kind == "less_than_equal":
        return f"number of at most {_plain(context['le'])}"
    whole = "whole number" if kind.startswith("int") else "number"
    return f"{whole} from {_plain(context['ge'])} on" if "ge" in context else f"{whole} above 0"


def _plain(limit: object) -> str:
    """A limit as people write it; of a decimal pydantic tells only how Python writes it."""
    return f"{int(str(limit).removeprefix('Decimal(').strip(chr(39) + ')')):,}"


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return repr(text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")
