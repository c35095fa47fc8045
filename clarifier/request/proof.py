"""Checks a claim against the customer's words: finds its quote to the letter, and reads the value anew with our own grammars.

Comes in: a claim and the sentences it may point at. Goes out: Words (where they stand) and values read from them, or None. Nothing is
matched loosely: white space, line wraps and quote marks may differ, no letter and no digit may, and "200" never stands inside "1,200".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clarifier.request.claims import Said
from clarifier.request.dates import DateReading, find_dates
from clarifier.request.facts import Evidence, Fact, Period, Quantity, cite
from clarifier.request.narrow import Inquiry, Sentence
from clarifier.request.quantities import Amount, find_amounts
from clarifier.request.reading import Reading
from clarifier.texts import table

_LESS = re.compile(
    r"\b(?:knock|take|strike|cut|drop|reduce|minus|less|fewer|off)\b[^.]*\b(?:off|away|out|by|fewer|less)\b", re.I
)
_UP_TO = re.compile(r"\b(?:up to|at (?:the )?most|max\w*|bis zu|jusqu'à|hasta)\b", re.I)
_LONGEST = 600  # letters of a quote; what is longer points at nothing


@dataclass(frozen=True)
class Words:
    """A stretch of a customer's message."""

    reading: Reading
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(self.reading.text[self.start : self.end].split())

    @property
    def evidence(self) -> Evidence:
        """The words as evidence."""
        return cite(self.reading.message, self.start, self.end)

    def fact(self) -> Fact:
        """The words as a value found by a model."""
        return Fact(self.text, self.evidence, "inferred")

    def overlaps(self, other: Evidence | None) -> bool:
        """Whether evidence stands in these words."""
        return (
            other is not None
            and other.message == self.reading.message.index
            and self.start < other.end
            and other.start < self.end
        )


def find_words(said: Said, inquiry: Inquiry) -> Words | None:
    """Where the words of a claim stand: in the sentence it names, else anywhere in the customer's sentences that were shown."""
    if len(said.quote) > _LONGEST or (said.at <= 0 and not said.quote.strip()):
        return None
    named = inquiry.sentences.get(said.at)
    if not said.quote.strip():
        return whole(named) if named else None
    if named and (found := within(whole(named), said.quote)):
        return found
    return next((found for one in inquiry.sentences.values() if (found := within(whole(one), said.quote))), None)


def whole(sentence: Sentence) -> Words | None:
    """All words of a sentence."""
    start, end = sentence.passage.start, sentence.passage.end
    return Words(sentence.reading, start, end) if sentence.reading.text[start:end].strip() else None


def within(words: Words | None, quote: str) -> Words | None:
    """A quote inside a stretch of words, to the letter."""
    parts = quote.split()
    if words is None or not parts or len(quote) > _LONGEST:
        return None
    pattern = r"[\s>]+".join(re.escape(part) for part in parts)
    if re.match(r"\w", parts[0]):
        pattern = r"(?<!\w)(?<!\d[.,])" + pattern
    if re.search(r"\w$", parts[-1]):
        pattern += r"(?!\w)(?![.,]\d)"
    match = re.compile(pattern).search(words.reading.text, words.start, words.end)
    return Words(words.reading, *match.span()) if match else None


def read_date(words: Words) -> DateReading | None:
    """The first date phrase that the words hold: as the message's own reading has it where that is the whole of them, else read alone."""
    near = [d for d in words.reading.dates if d.start < words.end and words.start < d.end and d.standing and not d.past]
    whole_phrase = next((d for d in near if d.start <= words.start and words.end <= d.end), None)
    if whole_phrase or words.reading.reference is None:
        return whole_phrase
    alone = [d for d in find_dates(words.reading.text[words.start : words.end], words.reading.reference) if d.standing]
    if not alone:
        return near[0] if near else None
    return replace(alone[0], start=alone[0].start + words.start, end=alone[0].end + words.start)


def period_of(words: Words, found: DateReading, alternatives: Iterable[date] = ()) -> Period:
    """A date phrase as a period found by a model, earlier or other readings beside it."""
    others = tuple(dict.fromkeys(day for day in (*found.alternatives, *alternatives) if day != found.latest))
    place = cite(words.reading.message, found.start, found.end)
    return Period(found.earliest, found.latest, place, found.ambiguous, others, found.note, "inferred")


def read_amount(words: Words, before: Quantity | None = None) -> Quantity | None:
    """The one amount that the words hold, as our own grammar reads it; "one" and "a" count where they are all that is said.

    A change ("knock fifteen off") is reckoned from the amount `before`, a lower and an upper bound are one range.
    """
    if words.text.casefold() in table("checklists/reading")["single"]:
        return Quantity(1, None, None, "ea", words.evidence, False, "inferred")
    found = [a for a in words.reading.amounts if a.start < words.end and words.start < a.number_end and not a.negated]
    found = [a for a in found if _is_amount(a)]
    if not found:  # the sentence around it made it something else; the words alone are an amount
        alone = find_amounts(words.reading.text[words.start : words.end])
        found = [replace(a, start=a.start + words.start, end=a.end + words.start) for a in alone if _is_amount(a)]
    if len(found) == 2 and (bounds := _bounds(found[0], found[1], words)):
        found = [bounds]
    if len(found) != 1:
        return None
    one = found[0]
    if before and before.value and one.value and (step := _step(words, one.value)):
        return (
            replace(before, value=before.value + step, evidence=words.evidence, status="inferred")
            if before.value + step > 0
            else None
        )
    return Quantity(
        one.value, one.minimum, one.maximum, one.unit or "ea",
        cite(words.reading.message, one.start, one.end), one.approximate, "inferred",
    )  # fmt: skip


def _bounds(low: Amount, high: Amount, words: Words) -> Amount | None:
    """ "No fewer than 500, but I can go up to 600": a lower and an upper bound as one range."""
    most = high.maximum or (high.value if _UP_TO.search(words.reading.text, low.end, high.start + 6) else None)
    if low.minimum is None or low.maximum is not None or most is None:
        return None
    return replace(low, value=None, maximum=most, end=high.end)


def _step(words: Words, value: float) -> float:
    """The change that the words themselves speak of ("fifteen off", "another 40"); 0 where they name an amount outright."""
    if _LESS.search(words.text):
        return -value
    alone = [a.change for a in find_amounts(words.text) if _is_amount(a)]
    return value if alone == ["more"] else -value if alone == ["fewer"] else 0


def _is_amount(amount: Amount) -> bool:
    return amount.kind == "count" and any(v is not None for v in (amount.value, amount.minimum, amount.maximum))


def read_code(words: Words, kinds: Sequence[str]) -> Fact | None:
    """The identifier in the words, of the first of these kinds that is there; a code the words are all of counts as one."""
    there = [
        one for one in words.reading.identifiers_in(words.start, words.end) if not one.negated and one.kind in kinds
    ]
    if there:
        best = min(there, key=lambda one: (len(one.value) < 3, kinds.index(one.kind), -len(one.value)))
        return Fact(best.value, cite(words.reading.message, best.value_start, best.end), "inferred")
    if re.fullmatch(r"(?=\S*\d)[\w./#-]{2,30}", words.text):
        return words.fact()
    return None
