"""Checks a claim against the customer's words: finds its quote to the letter, and reads the value anew with our own grammars.

Comes in: a claim and the sentences it may point at. Goes out: Words (where they stand) and values read from them, or None. Nothing is
matched loosely: white space, line wraps and quote marks may differ, no letter and no digit may, and "200" never stands inside "1,200".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clarifier.request.claims import Said
from clarifier.request.dates import DateReading
from clarifier.request.facts import Evidence, Fact, Quantity, cite
from clarifier.request.narrow import Inquiry, Sentence
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

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
    """The one date phrase that the words hold; where they hold several, none."""
    found = [
        d for d in words.reading.dates if d.start < words.end and words.start < d.end and d.standing and not d.past
    ]
    return found[0] if len({(d.earliest, d.latest) for d in found}) == 1 else None


def read_amount(words: Words) -> Quantity | None:
    """The one amount that the words hold, as our own grammar reads it."""
    found = [a for a in words.reading.amounts if a.start < words.end and words.start < a.number_end and not a.negated]
    found = [a for a in found if _is_amount(a)]
    if len(found) != 1:
        return None
    one = found[0]
    return Quantity(
        one.value, one.minimum, one.maximum, one.unit or "ea",
        cite(words.reading.message, one.start, one.end), one.approximate, "inferred",
    )  # fmt: skip


def _is_amount(amount: Amount) -> bool:
    return amount.kind == "count" and any(v is not None for v in (amount.value, amount.minimum, amount.maximum))


def read_code(words: Words, kinds: Iterable[str]) -> Fact | None:
    """The identifier of one of these kinds in the words; a code the words are all of counts as one."""
    allowed = set(kinds)
    for one in words.reading.identifiers_in(words.start, words.end):
        if one.kind in allowed and not one.negated:
            return Fact(one.value, cite(words.reading.message, one.value_start, one.end), "inferred")
    if re.fullmatch(r"(?=\S*\d)[\w./#-]{2,30}", words.text):
        return words.fact()
    return None
