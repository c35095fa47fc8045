"""Lines called by their place in the order: "line 3", "pos. 20", "items 1 and 4", "the last position".

Comes in: words of the customer's and the drafts of lines. Goes out: the places of the drafts that are meant. Where the rows of an order bear
numbers of their own, these count; else the first row is item 1, and "line 1" may well be one that packs or fills.
"""

import re
from collections.abc import Iterator, Sequence

from clarifier.request.drafts import Draft

_CALLED = re.compile(
    r"\b(?P<word>lines?|pos(?:itions?)?|items?|rows?|clins?|nos?|numbers?)\b\.? {0,2}(?:no\.? ?|nr\.? ?|numbers? |# ?)?"
    r"(?P<numbers>\d{1,4}(?:(?:, ?| and | & |/| or | to | thru | through |[-–])\d{1,4}\b)*)(?![\w.-]*\d)"
    r"(?! (?:(?:is|are|will|would|to) )?(?:be )?(?:goes|go|down|stops?|stands?|idle|idling|starts?|restarts?|runs?|running|halts?|sits?|shuts?|pcs|pieces|units|of)\b)",
    re.I,
)
_ALWAYS = ("pos", "position", "positions", "item", "items", "row", "rows")  # the others only where rows bear numbers
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_NTH = re.compile(rf"\b({'|'.join(_ORDINALS)}) (?:order line|position|item|row)\b", re.I)
_ROW_NUMBER = re.compile(r"[ \t|]*(?:(?:line|pos(?:ition)?|item|itm|ln|no)\b\.? ?|#)?(\d{1,4})(?!\w|[.,]\d)", re.I)


def rows_called(text: str, drafts: Sequence[Draft]) -> tuple[int, ...]:
    """The places of the drafts whose rows a text calls by their place."""
    borne = [_number_of(draft) for draft in drafts]
    own = len(set(borne)) == len(borne) and None not in borne
    called = [one for one in _CALLED.finditer(text) if own or one["word"].casefold() in _ALWAYS]
    numbers = {number for one in called for number in _numbers(one["numbers"])}
    places = {_ORDINALS[nth[1].casefold()] % len(drafts) for nth in _NTH.finditer(text)} if drafts else set()
    places |= {i for i in range(len(drafts)) if (borne[i] if own else i + 1) in numbers}
    return tuple(sorted(places))


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
