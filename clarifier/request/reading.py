"""Everything that can be read from one message before it is decided what it means.

Comes in: a message and the day it was sent. Goes out: its passages, dates, identifiers, amounts, places, and what was planted in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Literal, TypeVar

from clarifier.mail.thread import Message
from clarifier.request.dates import DateReading, find_dates
from clarifier.request.dates.apposition import with_appositions
from clarifier.request.dates.corrected import with_corrections
from clarifier.request.dates.then import with_counted
from clarifier.request.identifiers import Identifier, find_identifiers
from clarifier.request.passages import Passage, find_passages
from clarifier.request.places import Place, find_places
from clarifier.request.planted import find_planted
from clarifier.request.quantities import GRADE, Amount, find_amounts, number_style
from clarifier.request.quantities.numbers import Style
from clarifier.request.streets import find_streets

MOST = 100_000  # characters of one message that are read: some 40 pages
MOST_STEPS = 4_000  # groups of digits and line breaks in them: a list of 500 items with prices and dates has no more
MOST_FINDS = 2_000  # numbers and dates of one message that are weighed: a list of 500 items has no more


@dataclass(frozen=True)
class Reading:
    """`text` is the message's body with folded and planted parts blanked: offsets are those of the body."""

    message: Message
    text: str
    reference: date | None
    passages: tuple[Passage, ...]
    dates: tuple[DateReading, ...]
    identifiers: tuple[Identifier, ...]
    amounts: tuple[Amount, ...]
    places: tuple[Place, ...]
    planted: tuple[tuple[int, int], ...]
    english: str = ""  # the text as it was read, where it is in another language
    style: Style | None = None  # the message's own decimal sign

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where each kind of find starts, in order: what stands in a stretch is found by halving, not by walking."""
        finds = ("passages", "dates", "identifiers", "amounts")
        return {name: [one.start for one in getattr(self, name)] for name in finds}

    def _slice(self, name: str, start: int, end: int) -> slice:
        starts = self._starts[name]
        return slice(bisect_left(starts, start), bisect_left(starts, end))

    def passages_in(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that start in a stretch."""
        return self.passages[self._slice("passages", start, end)]

    def dates_in(self, start: int, end: int) -> tuple[DateReading, ...]:
        """The dates that start in a stretch."""
        return self.dates[self._slice("dates", start, end)]

    def identifiers_in(self, start: int, end: int) -> tuple[Identifier, ...]:
        """The identifiers that start in a stretch."""
        return self.identifiers[self._slice("identifiers", start, end)]

    def amounts_in(self, start: int, end: int) -> tuple[Amount, ...]:
        """The amounts that start in a stretch."""
        return self.amounts[self._slice("amounts", start, end)]

    @cached_property
    def barriers(self) -> dict[int, int]:
        """Where identifiers and dates start, and where each ends: an item's name never runs into one."""
        spans = {i.start: i.end for i in self.identifiers} | {i.value_start: i.end for i in self.identifiers}
        return spans | {d.start: d.end for d in self.dates}

    @cached_property
    def sizes(self) -> dict[int, int]:
        """Where dimensions start and end."""
        return {a.start: a.end for a in self.amounts if a.kind == "dimension"}

    @cached_property
    def counts(self) -> frozenset[int]:
        """Where amounts of goods start, and grades: a name ends before either."""
        return frozenset(a.start for a in self.amounts if a.kind == "count" or a.note == GRADE)

    def passage_of(self, place: int) -> int | None:
        """The index of the passage that holds a place of the text."""
        index = bisect_right(self._starts["passages"], place) - 1
        return index if index >= 0 and place < self.passages[index].end else None

    def words(self, passage: Passage) -> str:
        """A passage's text."""
        return self.text[passage.start : passage.end]

    @property
    def finds(self) -> int:
        """How many numbers and dates were found."""
        return len(self.dates) + len(self.identifiers) + len(self.amounts)


def read_message(
    message: Message,
    reference: date | None,
    order: Literal["dm", "md"] | None,
    most: int = MOST,
    most_finds: int = MOST_FINDS,
) -> Reading:
    """Reads one message, up to `most` characters and so many finds. Without a reference day no date phrase can be read."""
    return read_text(message, message.spoken, reference, order, most, most_finds)


def read_quoted(message: Message, reference: date | None, order: Literal["dm", "md"] | None) -> Reading:
    """Reads only what the message quotes: the questions between which its answers stand."""
    quoted = [(fold.start, fold.end) for fold in message.folded if fold.kind == "quoted"]
    ends = [0, *[end for _, end in quoted]]
    others = list(zip(ends, [*[start for start, _ in quoted], len(message.body)], strict=True))
    return read_text(message, blanked(message.body, others).replace(">", " "), reference, order)


_STEP = re.compile(r"\d+|\n")


def end_of_reach(text: str, most: int = MOST) -> int:
    """Where reading stops: the end of a text, or of the last whole line before the limit of a longer one."""
    too_many = next(islice(_STEP.finditer(text, 0, most), MOST_STEPS, None), None)
    most = too_many.start() if too_many else most
    return len(text) if len(text) <= most else text.rfind("\n", 0, most) + 1 or most


def read_text(
    message: Message,
    spoken: str,
    reference: date | None,
    order: Literal["dm", "md"] | None,
    most: int = MOST,
    most_finds: int = MOST_FINDS,
) -> Reading:
    """Reads a text that has the offsets of the message's body: its first `most` characters, and no more finds than can be weighed."""
    spoken = spoken[: end_of_reach(spoken, most)]
    planted = find_planted(spoken)
    text = _QUOTED.sub(r" \1 ", blanked(spoken, planted))
    streets = find_streets(text)
    dates = (
        [
            d
            for d in find_dates(_unnumbered(text), reference, order, message.language)
            if not _inside(d.start, d.end, streets)
        ]
        if reference
        else []
    )
    dates = with_appositions(text, with_counted(text, with_corrections(text, dates)))
    spans = [(d.start, d.end) for d in dates]
    identifiers = find_identifiers(text, [*spans, *streets])
    taken = [*spans, *streets, *[(i.start, i.end) for i in identifiers]]
    style = number_style(text)
    amounts = find_amounts(text, style, taken, message.language)
    finds = sorted([*(d.start for d in dates), *(i.start for i in identifiers), *(a.start for a in amounts)])
    if len(finds) > most_finds:
        text = text[: end_of_reach(text, finds[most_finds])]
        dates, identifiers, amounts = _within(text, dates), _within(text, identifiers), _within(text, amounts)
        planted = tuple(span for span in planted if span[1] <= len(text))
    passages = find_passages(text)
    places = find_places(text, passages, [(d.start, d.end) for d in dates])
    amounts = [_dotted_thousands(a) for a in amounts]
    sure = [(p.start, p.end) for p in places if p.score >= 5]
    amounts = [a for a in amounts if a.unit or not _inside(a.start, a.end, sure)]
    return Reading(
        message,
        text,
        reference,
        tuple(passages),
        tuple(dates),
        tuple(identifiers),
        tuple(amounts),
        tuple(places),
        tuple(planted),
        style=style,
    )


_Find = TypeVar("_Find", DateReading, Identifier, Amount)


def _within(text: str, finds: Sequence[_Find]) -> list[_Find]:
    """The finds of a text that was cut."""
    return [find for find in finds if find.end <= len(text)]


_NUMBERING = re.compile(r"^[ \t]*\(?(\d{1,2})[.)][ \t]+(?=\S)", re.M)


def _unnumbered(text: str) -> str:
    """The text with the numbers of a numbered list blanked: "1. March 12" is no first of March."""
    marks = list(_NUMBERING.finditer(text))
    counted = [m for m, place in zip(marks, range(1, len(marks) + 1), strict=True) if int(m[1]) == place]
    return blanked(text, [m.span() for m in counted]) if len(counted) > 1 else text


# words in straight quotes: the closing mark behind a number would read as inches
_QUOTED = re.compile(r'(?<![\d"])"([A-Za-zÀ-ž][^"\n]{0,60}\S)"(?!\w)')


def _dotted_thousands(amount: Amount) -> Amount:
    """`35.000 labels`: pieces have no decimals, so a point before three digits parts thousands."""
    digits = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+)\b.*", amount.quote, re.S)
    if (
        amount.kind != "count"
        or amount.unit not in ("", "ea")
        or not digits
        or amount.value is None
        or amount.value >= 1000
    ):
        return amount
    return replace(amount, value=float(digits[1].replace(".", "")))


_WORDS = re.compile(r"[^\n]+")


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spans, in order, replaced by spaces, line breaks kept."""
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], _WORDS.sub(lambda match: " " * len(match[0]), text[start:end])]
        place = end
    return "".join([*pieces, text[place:]])


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in spans)
