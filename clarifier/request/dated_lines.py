"""Which lines a date speaks of: those its clause names, or of several dates in a sentence those beside it.

Comes in: a date in its sentence and the drafts of lines. Goes out: the places of the drafts; none where it speaks of all.
"""

import re
from collections.abc import Sequence

from clarifier.request.dates import DateReading
from clarifier.request.drafts import Draft, bare
from clarifier.request.items.name_words import name_words
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.row_numbers import rows_called


def drafts_of(
    reading: Reading, found: DateReading, passage: Passage, clause: tuple[int, int], drafts: Sequence[Draft]
) -> tuple[int, ...]:
    """The drafts a date speaks of: those its clause names, or of several dates in a sentence those beside it."""
    text = reading.text
    if (excepted := _exception(reading, passage)) is not None:
        return _drafts_in(text[excepted : found.start], drafts) if excepted < found.start else ()
    if _ALL.search(text[passage.start : found.start]):
        return ()
    days = [d for d in reading.dates_in(passage.start, passage.end) if d.standing and not d.past]
    if len(days) > 1 and found in days and len({d.latest for d in days}) == len(days):
        place = days.index(found)
        trailing = [
            _drafts_in(text[a:b], drafts)
            for a, b in zip([passage.start, *[d.end for d in days]], [d.start for d in days], strict=False)
        ]
        leading = [
            _drafts_in(text[a:b], drafts)
            for a, b in zip([d.end for d in days], [*[d.start for d in days[1:]], passage.end], strict=True)
        ]
        if _REST.search(text, days[place - 1].end if place else passage.start, found.start):
            return ()
        beside = next((side for side in (trailing, leading) if all(side)), None)
        if beside:
            return beside[place]
    start, end = clause
    more = _AND_ANOTHER.match(text, end, passage.end)
    return _drafts_in(_named_clause(text, passage, start, more.end() if more else end), drafts)


_REST = re.compile(r"\b(?:everything|all|anything) else\b|\bthe (?:rest|others?|remaining|remainder|balance)\b", re.I)
# "... is good enough for the gutters and the brackets, not 26 April": the clause goes on
_AND_ANOTHER = re.compile(r"and (?:the|our) [\w-]+(?: [\w-]+)?(?=\s*[,.;!?)]|$)")
# "All by 30 April, only the trucks can be 14 May": what stands right before a date, however the sentence goes on
_ALL = re.compile(
    r"(?:^|[.!?;:\n-]\s*)(?:all|everything|the (?:whole )?lot|all of (?:it|them|this))(?: \w+){0,2} $", re.I
)
# "everything by the 20th, except line 3, which we need on the 12th": what stands behind it is said of what it excepts
_EXCEPT = re.compile(
    r"\b(?:except(?:ed|ing)?(?: for| that)?|apart from|other than|with the exception of|excluding|save for|all but|aside from|not counting)\b(?! (?:i|we|you|it|they)\b)",
    re.I,
)


def is_excepted(reading: Reading, found: DateReading, passage: Passage) -> bool:
    """Whether a date is said of what its sentence excepts from another."""
    excepted = _exception(reading, passage)
    return excepted is not None and excepted < found.start


def _exception(reading: Reading, passage: Passage) -> int | None:
    """Where a sentence begins to say what its first date does not hold for."""
    found = _EXCEPT.search(reading.text, passage.start, passage.end)
    return found.end() if found and reading.dates_in(passage.start, found.start()) else None


def _named_clause(text: str, passage: Passage, start: int, end: int) -> str:
    """The clause of a date; with what stands before it in the sentence where it only says "these" or "they", or nothing ("Latches: 5 May")."""
    clause, before = text[start:end], text[passage.start : start]
    named = is_named_before(before) or re.search(r"\b(?:these|those|them|they|ones)\b", clause, re.I)
    return text[passage.start : end] if named else clause


def is_named_before(before: str) -> bool:
    """Whether a colon ends the words before a date, and they are few: "Latches: "."""
    return re.fullmatch(r"\W*(?:\w[\w'’-]*\W{1,2}){1,4}(?<=:) ?", before) is not None


def _drafts_in(clause: str, drafts: Sequence[Draft]) -> tuple[int, ...]:
    """The drafts a clause names, when it names some of them and not all."""
    if len(drafts) < 2:
        return ()
    key = bare(clause)
    words = name_words(clause)
    common = set.intersection(*[d.names for d in drafts]) if all(d.names for d in drafts) else set()
    telling = {word for word in words if len(word) > 2} - common  # long enough to tell one item from the others in talk
    spoken = _codes(clause)
    if spoken and (coded := tuple(i for i, d in enumerate(drafts) if not spoken.isdisjoint(_row_codes(d)))):
        return coded if len(coded) < len(drafts) else ()
    if called := rows_called(clause, drafts):
        return called if len(called) < len(drafts) else ()
    named = tuple(
        i for i, d in enumerate(drafts) if (d.part and bare(d.part.value) in key) or not telling.isdisjoint(d.names)
    ) or tuple(i for i, d in enumerate(drafts) if any(_inflected(word, name) for word in telling for name in d.names))
    return named if len(named) < len(drafts) else ()


_CODE = re.compile(r"(?<![\w-])([A-Z]{1,2}-?\d{1,2})s?(?![\w-])")


def _codes(text: str) -> set[str]:
    """The short names of items in a text: "P1", "L2", "the P2s"."""
    return set(_CODE.findall(text))


def _row_codes(draft: Draft) -> set[str]:
    """The short names in the row of a list that a draft was read from."""
    rows = [(m.reading, m.reading.passage_of(m.start)) for m in draft.mentions if m.amount and m.listed]
    return {
        code for reading, place in rows if place is not None for code in _codes(reading.words(reading.passages[place]))
    }


def _inflected(word: str, name: str) -> bool:
    """Whether two words are one in different cases or numbers: "pokrowce" and "pokrowiec", "nóżki" and "nóżek"; or one closes the
    other, as in languages that join words: "Klemmen" and "Reihenklemme"."""
    one, other = _FLEETING.sub("", word), _FLEETING.sub("", name)
    shorter = min(len(one), len(other))
    stem = max(_STEM - (one != word or other != name), shorter - 2)
    if shorter >= stem and one[:stem] == other[:stem]:
        return True
    return any(
        whole.find(part[: max(_STEM, len(part) - 2)], max(_FIRST, len(whole) - len(part) - 2)) > 0
        for part, whole in ((word, name), (name, word))
        if _STEM <= len(part) <= len(whole)
    )


_STEM = 5  # letters that two forms of a word share
_FIRST = 3  # letters of the word that another one closes
_FLEETING = re.compile(r"e(?=[kc]$)")  # "butelek" of "butelki", "pokrowiec" of "pokrowce"
