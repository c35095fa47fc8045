"""A text in another language with its small words put into English, and where each stretch of it stands in the text.

Comes in: a text, the code of its language, and spans to leave alone (dates, amounts). Goes out: a Gloss. Names of things, numbers and all
words that the language's phrasebook does not know stay as they were written, so what is read from a gloss is cited from the text itself.
What it does not know: grammar; it puts phrases for phrases, in the order they stand. Time is linear in the text: a phrase has bounded gaps.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clarifier.request.phrasebook import Item, Phrase, Phrasebook, phrasebook
from clarifier.request.spellings import Word, words_of

_DEEP = 3  # phrases within the gaps of phrases


@dataclass(frozen=True)
class Piece:
    """`gloss.text[start:end]` stands for `source[source_start:source_end]`; `same`: letter by letter."""

    start: int
    end: int
    source_start: int
    source_end: int
    same: bool


@dataclass(frozen=True)
class Gloss:
    """`text` is `source` with known phrases in English; `pieces` cover both without gaps."""

    text: str
    source: str
    pieces: tuple[Piece, ...]

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [p.start for p in self.pieces], [p.source_start for p in self.pieces]

    def in_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the gloss stands for: whole phrases."""
        if not self.pieces:
            return start, end
        first = self.pieces[max(0, bisect_right(self._starts[0], start) - 1)]
        last = self.pieces[max(0, bisect_right(self._starts[0], max(start, end - 1)) - 1)]
        begin = first.source_start + start - first.start if first.same else self._in_phrase(first, start, end)
        close = last.source_start + end - last.start if last.same else last.source_end
        return begin, max(begin, close)

    def _in_phrase(self, piece: Piece, start: int, end: int) -> int:
        """Where a stretch begins in the source that begins within a phrase: "the yard" after "deliver to" at the phrase's last word."""
        if self.text[start : piece.end] != "the" or start == piece.start or end <= piece.end:
            return piece.source_start
        return piece.source_start + self.source[piece.source_start : piece.source_end].rfind(" ") + 1

    def in_gloss(self, place: int) -> int:
        """Where a place of the source stands in the gloss."""
        if not self.pieces:
            return place
        piece = self.pieces[max(0, bisect_right(self._starts[1], place) - 1)]
        return (
            piece.start + place - piece.source_start
            if piece.same
            else piece.end
            if place >= piece.source_end
            else piece.start
        )


_Match = list[tuple[int, int]]  # for each run of a phrase, the words it covers: from, to


def gloss(
    text: str,
    language: str,
    kept: Sequence[tuple[int, int]] = (),
    marked: Mapping[tuple[int, int], str] | None = None,
    known: Mapping[tuple[int, int], str] | None = None,
) -> Gloss:
    """The text with the phrases that the language's book knows in English. Spans of `kept` stay as they are; so do those `marked`
    as an amount ("#") or a date ("%"), of which phrases may speak, but for those whose English is `known`."""
    book = phrasebook(language)
    words = words_of(text, _apart([*kept, *(marked or {})]), marked or {}, book)
    book = book.of({form for word in words for form in word.forms})
    written, pieces, place, length = [], [], 0, 0
    spans = {(word.start, word.end) for word in words if word.fixed}
    apart = [(*span, english) for span, english in (known or {}).items() if span in spans]
    for start, end, english in sorted([*_replaced(text, words, 0, len(words), book, 0), *apart]):
        if start > place:
            pieces.append(Piece(length, length + start - place, place, start, same=True))
            written.append(text[place:start])
            length += start - place
        pieces.append(Piece(length, length + len(english), start, end, same=False))
        written.append(english)
        length += len(english)
        place = end
    if place < len(text):
        pieces.append(Piece(length, length + len(text) - place, place, len(text), same=True))
        written.append(text[place:])
    return Gloss("".join(written), text, tuple(pieces))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order; of two that overlap, the one that begins first, and is longer."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > start and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def _replaced(
    text: str, words: Sequence[Word], first: int, last: int, book: Phrasebook, deep: int
) -> Iterator[tuple[int, int, str]]:
    """The stretches of the text that are put into English, in order: where, and what stands there instead."""
    place = first
    while place < last:
        best: tuple[_Match, Phrase] | None = None
        for phrase in book.beginning_with(words[place].forms):
            match = _matched(phrase.items, 0, text, words, place, last)
            if not match or not _may_stand(phrase, match, words):
                continue
            rank = (_covered(match), phrase.placed)  # the longest, and of these the one that says where it may stand
            if best is None or rank > (_covered(best[0]), best[1].placed):
                best = (match, phrase)
        if best is None:
            place += 1
            continue
        runs, phrase = _runs_put(*best, words), best[1]
        for index, (begin, end, english) in enumerate(runs):
            if end == begin and english:  # the phrase begins or ends with an amount: its English stands beside it
                at = words[begin].start if index == 0 else words[begin - 1].end
                yield at, at, f"{english} " if index == 0 else f" {english}"
            elif end > begin:
                yield _put(
                    text, words, begin, end, english, capital=index == 0 and words[begin].capital and words[begin].opens
                )
            if index + 1 < len(runs) and deep < _DEEP:
                yield from _replaced(text, words, end, runs[index + 1][0], book, deep + 1)
        place = max(runs[-1][1], place + 1)


def _may_stand(phrase: Phrase, match: _Match, words: Sequence[Word]) -> bool:
    """Whether the phrase's English may stand for all it covers: it swallows no number."""
    return not any(
        gap == "covered" and _numbers(words, before[1], after[0])
        for gap, before, after in zip(phrase.gaps, match, match[1:], strict=False)
    )


def _numbers(words: Sequence[Word], begin: int, end: int) -> bool:
    return any(word.fixed for word in words[begin:end])


def _runs_put(match: _Match, phrase: Phrase, words: Sequence[Word]) -> list[tuple[int, int, str]]:
    """The runs of a match with the English for each; a gap that does not stay joins the runs beside it."""
    runs = [(*match[0], phrase.english[0])]
    for gap, (begin, end), english in zip(phrase.gaps, match[1:], phrase.english[1:], strict=True):
        first, last, written = runs[-1]
        if gap == "kept" or (gap == "numbers" and _numbers(words, last, begin)):
            runs.append((begin, end, english))
        else:
            runs[-1] = (first, end, f"{written} {english}".strip())
    return runs


def _put(
    text: str, words: Sequence[Word], begin: int, end: int, english: str, *, capital: bool
) -> tuple[int, int, str]:
    start, close = words[begin].start, words[end - 1].end
    if (
        not english
        and begin
        and text[words[begin - 1].end : start].isspace()
        and "\n" not in text[words[begin - 1].end : start]
    ):
        start = words[begin - 1].end
    written = english[:1].upper() + english[1:] if capital else english
    if start and text[start - 1].isalnum() and written[:1].isalpha():
        written = " " + written  # the phrase has a comma that stood there
    if written and text[close - 1] in "'’" and text[close : close + 1].isalpha():
        written += " "
    return start, close, written + ("\n" if "\n" in text[start:close] else "")


def _covered(match: _Match) -> int:
    return sum(end - begin for begin, end in match)


def _matched(items: Sequence[Item], at: int, text: str, words: Sequence[Word], place: int, last: int) -> _Match | None:
    """The runs of words that items from `at` on cover from a place on, the longest choice first; None where they do not fit."""
    start = place
    while at < len(items):
        item = items[at]
        if item.gap:
            if item.begins and not (place < last and item.begins in words[place].forms):
                return None
            for then in range(place + bool(item.begins), min(last, place + item.gap) + 1):
                if then > place and words[then - 1].ends:
                    break
                if then < last and not _joined(text, words, then):
                    break
                if rest := _matched(items, at + 1, text, words, then, last):
                    return [(start, place), *rest]
            return None
        if item.ahead:
            return (
                [(start, place)]
                if place < last and item.fits(words[place].forms) and _joined(text, words, place)
                else None
            )
        if place < last and _fits(item, words[place]) and (not at or _joined(text, words, place)):
            if item.optional and (rest := _matched(items, at + 1, text, words, place + 1, last)):
                return [(start, rest[0][1]), *rest[1:]]
            if item.optional:
                at += 1
                continue
            place += 1
        elif not item.optional:
            return None
        at += 1
    return [(start, place)]


def _fits(item: Item, word: Word) -> bool:
    return item.fits(word.forms) and (word.opens or not item.opens)


def _joined(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a word goes on from the one before it: no blank line and no cell's end between."""
    if not place:
        return True
    between = text[words[place - 1].end : words[place].start]
    return between.count("\n") < 2 and "\t" not in between
