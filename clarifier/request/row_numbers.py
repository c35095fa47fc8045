"""Lines called by their place in the order: "line 3", "pos. 20", "items 1 and 4", "the last position".

Comes in: words of the customer's and the drafts of lines. Goes out: the places of the drafts that are meant. Where the rows of an order bear
numbers of their own, these count; else the first row is item 1, and "line 1" may well be one that packs or fills.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clarifier.request.drafts import Draft


@dataclass(frozen=True)
class Call:
    """`text[start:end]` calls the drafts at these places."""

    start: int
    end: int
    rows: tuple[int, ...]


_CALLED = re.compile(
    r"\b(?P<word>lines?|pos(?:itions?)?|items?|rows?|clins?|nos?|numbers?)\b\.? {0,2}(?:no\.? ?|nr\.? ?|numbers? |# ?)?"
    r"(?P<numbers>\d{1,4}(?:(?:, ?| and | & |/| or | to | thru | through |[-–])\d{1,4}\b)*)(?![\w.-]*\d)"
    r"(?! (?:(?:is|are|will|would|to) )?(?:be )?(?:goes?(?! (?:up|down|to|from|back))|down(?! to)|stops?|stands?|idle|idling|starts?|restarts?|runs?|running|halts?|sits?|shuts?|pcs|pieces|units|of)\b)",
    re.I,
)
_TO = re.compile(r" to (\d+)\Z")  # "item 2 to 84": a new amount where no row is 84
_ALWAYS = ("pos", "position", "positions", "item", "items", "row", "rows")  # the others only where rows bear numbers
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_NTH = re.compile(rf"\b({'|'.join(_ORDINALS)}) (?:order line|position|item|row)\b", re.I)
_ROW_NUMBER = re.compile(r"[ \t|]*(?:(?:line|pos(?:ition)?|item|itm|ln|no)\b\.? ?|#)?(\d{1,4})(?!\w|[.,]\d)", re.I)


def rows_called(text: str, drafts: Sequence[Draft]) -> tuple[int, ...]:
    """The places of the drafts whose rows a text calls by their place."""
    return tuple(sorted({row for call in calls(text, drafts) for row in call.rows}))


def calls(text: str, drafts: Sequence[Draft]) -> list[Call]:
    """Where a text calls rows by their place, in order; calls of rows that are not there are none."""
    matches, nths = list(_CALLED.finditer(text)), list(_NTH.finditer(text))
    if not drafts or not (matches or nths):
        return []  # most sentences: only then are the rows' own numbers looked up
    borne = [_number_of(draft) for draft in drafts]
    own = len(set(borne)) == len(borne) and None not in borne
    found = [Call(*nth.span(), (_ORDINALS[nth[1].casefold()] % len(drafts),)) for nth in nths]
    for one in matches:
        if own or one["word"].casefold() in _ALWAYS:
            there = [number for number in (borne if own else range(1, len(drafts) + 1)) if number is not None]
            to = _TO.search(one["numbers"])
            said = one["numbers"][: to.start()] if to and int(to[1]) not in there else one["numbers"]
            numbers = set(_numbers(said))
            rows = tuple(row for row, number in enumerate(there) if number in numbers)
            found.append(Call(one.start(), one.start("numbers") + len(said), rows))
    return sorted((one for one in found if one.rows), key=lambda one: one.start)


def _numbers(said: str) -> Iterator[int]:
    """The numbers of "1, 3 and 5", and all between those of "10-30"."""
    for first, last in re.findall(r"(\d+)(?: ?(?:to|thru|through|[-–]) ?(\d+))?", said):
        yield from range(int(first), int(last or first) + 1)


def _number_of(draft: Draft) -> int | None:
    """The number that a draft's row begins with, which is none of its amount."""
    row = next((m for m in draft.mentions if m.amount and m.listed), None)
    if row is None or row.amount is None:
        return None
    text = row.reading.message.body
    found = _ROW_NUMBER.match(text, text.rfind("\n", 0, row.start) + 1)
    return int(found[1]) if found and found.start(1) != row.amount.start else None
