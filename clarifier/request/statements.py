"""What an answer says, sentence by sentence, and which of our questions each sentence answers.

Comes in: the reading of an answer and the questions asked. Goes out: statements. One may stand under a quoted question,
carry its number, or be a sentence among others that may answer any.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.request.facts import Evidence, Question, cite
from clarifier.request.foreign import glossed
from clarifier.request.items.inline import answered
from clarifier.request.language import language_of
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

_NUMBERED = re.compile(r"^[ \t]*(?:\(?(\d{1,2})[.):]|[Qq](\d)[.:)]?)[ \t]+", re.M)


@dataclass(frozen=True)
class Statement:
    """One sentence of an answer; `question` is the place of the question it stands under, None where it may answer any."""

    reading: Reading
    start: int
    end: int
    question: int | None

    @property
    def words(self) -> str:
        """What it says."""
        return self.reading.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        """The statement as evidence."""
        return cite(self.reading.message, self.start, self.end)

    def amounts(self) -> list[Amount]:
        """The amounts of goods it names."""
        return [
            a for a in self.reading.amounts if self.start <= a.start < self.end and a.kind == "count" and not a.negated
        ]


def find_statements(reading: Reading, questions: Sequence[Question]) -> list[Statement]:
    pairs = answered(reading)
    if pairs:
        return [
            Statement(reading, p.start, p.end, _alike(reading.message.body[p.quoted_start : p.quoted_end], questions))
            for p in pairs
        ]
    marks = list(_NUMBERED.finditer(reading.text))
    if len(marks) > 1 or (len(marks) == 1 and len(questions) == 1):
        ends = [*[m.start() for m in marks[1:]], len(reading.text.rstrip())]
        return [
            Statement(reading, m.end(), end, int(m[1] or m[2]) - 1)
            for m, end in zip(marks, ends, strict=True) if reading.text[m.end() : end].strip()
        ]  # fmt: skip
    return [Statement(reading, p.start, p.end, 0 if len(questions) == 1 else None) for p in reading.passages]


def _alike(quoted: str, questions: Sequence[Question]) -> int | None:
    """The question that a quoted block repeats, the last of several: an answer stands right under its question."""
    flat = " ".join(re.sub(r"[>\s]+", " ", quoted).casefold().split())
    places = [max(flat.rfind(" ".join(text.casefold().split())[:25]) for text in _texts(q)) for q in questions]
    if places and max(places) >= 0:
        return max(range(len(places)), key=places.__getitem__)
    held = set(re.findall(r"\w+", quoted.casefold()))
    shares = [max(_share(held, text) for text in _texts(q)) for q in questions]
    return max(range(len(shares)), key=shares.__getitem__) if shares and max(shares) >= 0.6 else None


def _texts(question: Question) -> tuple[str, ...]:
    """The forms in which a question may stand quoted: in the customer's language, in English, and read as if it were English."""
    if not question.text_en:
        return (question.text,)
    return question.text, question.text_en, glossed(question.text, language_of(question.text).code).text


def _share(held: set[str], text: str) -> float:
    """How many of a question's words are held."""
    asked = set(re.findall(r"\w+", text.casefold()))
    return len(held & asked) / max(1, len(asked))
