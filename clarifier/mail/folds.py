"""Which stretches of a body are kept but not read: signatures, disclaimers, banners, mobile lines, quoted text.

Comes in: a body, its quoted stretches, its sender. Goes out: Folded values in order, none overlapping.
Losing a request is worse than keeping noise: a line that may hold content ends the fold before it.
"""

from bisect import bisect_left

from clarifier.mail.closings import (
    is_banner,
    is_closing,
    is_delimiter,
    is_disclaimer,
    is_legal,
    is_mobile,
    is_parting,
    is_sender,
    is_signature_line,
    may_hold_content,
)
from clarifier.mail.contacts import Words, is_contact, is_name, is_short_name, is_titled, signature_weight
from clarifier.mail.thread import Address, Folded, FoldKind

_LONGEST_SIGNATURE = 14  # lines with words
_LAST_LINES = 10  # a name alone opens a signature only that near the end
_BANNER_LINES = 3
_CLOSINGS = 5  # one below the other: "Thanks again," "Kind regards,"
_LETTER = 1000  # lines
_PAGE = 60  # lines; no legal notice and no signature is longer


def fold(body: str, quoted: tuple[Folded, ...] = (), sender: Address | None = None) -> tuple[Folded, ...]:
    """The folded stretches of a body, in order."""
    cut = _last_pages(body)
    if cut:
        before = tuple(part for part in quoted if part.start < cut)
        after = tuple(Folded("quoted", part.start - cut, part.end - cut) for part in quoted if part.start >= cut)
        return before + tuple(
            Folded(part.kind, part.start + cut, part.end + cut) for part in fold(body[cut:], after, sender)
        )
    lines = _Lines(body, quoted)
    kinds: list[FoldKind | None] = ["quoted" if inside else None for inside in lines.quoted]
    _banners(lines, kinds)
    _disclaimers(lines, kinds)
    for place, words in enumerate(lines.words):
        if kinds[place] is None and is_mobile(words):
            kinds[place] = "signature"
    _signatures(lines, kinds, sender)
    if _nothing_else(lines, kinds):
        # A body with nothing but a signature still reads: its words are all there is.
        kinds = [
            None if kind == "signature" and not is_mobile(lines.words[place]) else kind
            for place, kind in enumerate(kinds)
        ]
    return _folds(lines, kinds)


def _last_pages(body: str) -> int:
    """Where the part begins that is searched: a body longer than any letter is a list, and only its end can be a
    signature.
    """
    if body.count("\n") <= 2 * _LETTER:
        return 0
    place = len(body)
    for _ in range(_LETTER):
        place = body.rindex("\n", 0, place)
    return place + 1


class _Lines:
    """The lines of a body: offsets, words, and whether they are quoted."""

    def __init__(self, body: str, quoted: tuple[Folded, ...]) -> None:
        self.spans: list[tuple[int, int]] = []
        self.words: list[Words] = []
        self.quoted: list[bool] = []
        start, step = 0, 0
        for text in body.split("\n"):
            end = start + len(text)
            while step < len(quoted) and quoted[step].end <= start:
                step += 1
            inside = step < len(quoted) and quoted[step].start <= start < quoted[step].end
            self.spans.append((start, end))
            self.words.append(Words.of(text))
            self.quoted.append(inside)
            start = end + 1

        self.ends = list(range(len(self.words)))  # where the paragraph of each line ends
        for place in range(len(self.words) - 1, -1, -1):
            if self.words[place].text and not self.quoted[place]:
                self.ends[place] = self.ends[place + 1] if place + 1 < len(self.words) else place + 1

    def paragraph(self, place: int) -> range:
        """The lines from `place` to the next blank one, at most a page of them."""
        return range(place, min(self.ends[place], place + _PAGE))


def _banners(lines: _Lines, kinds: list[FoldKind | None]) -> None:
    seen = 0
    for place, words in enumerate(lines.words):
        if not words.text:
            continue
        if seen < _BANNER_LINES and kinds[place] is None:
            joined = " ".join(lines.words[step].folded for step in lines.paragraph(place)[:4])
            if is_banner(words, joined):
                for step in lines.paragraph(place)[:4]:
                    if (
                        step == place
                        or is_banner(lines.words[step], lines.words[step].folded)
                        or _proves(lines.words[step])
                    ):
                        kinds[step] = "disclaimer"
                continue
        if kinds[place] is None:
            seen += 1


def _proves(words: Words) -> bool:
    return is_banner(words, words.folded, continued=True)


def _disclaimers(lines: _Lines, kinds: list[FoldKind | None]) -> None:
    place, within = 0, False
    while place < len(lines.words):
        words = lines.words[place]
        if not words.text or kinds[place]:
            place += 1
            continue
        paragraph = lines.paragraph(place)
        starts = is_disclaimer(words)
        text = " ".join(lines.words[step].folded for step in paragraph) if starts or within else ""
        if (starts and (len(text) > 60 or is_legal(text) or len(paragraph) == 1)) or (within and is_legal(text)):
            for step in paragraph:
                if step > place and may_hold_content(lines.words[step], legal=True):
                    break
                kinds[step] = kinds[step] or "disclaimer"
            within = True
            place = paragraph.stop
        else:
            within = False
            place += 1


def _signatures(lines: _Lines, kinds: list[FoldKind | None], sender: Address | None) -> None:
    spoken = [place for place, words in enumerate(lines.words) if words.text and kinds[place] is None]
    place = 0
    while place < len(lines.words):
        words = lines.words[place]
        if not words.text or kinds[place]:
            place += 1
            continue
        start = _opening(lines, kinds, spoken, place, sender)
        if start is None:
            place += 1
            continue
        stop = _run(lines, kinds, start, sender)
        if stop > start:
            for step in range(start, stop):
                kinds[step] = kinds[step] or "signature"
        place = max(stop, place + 1)


def _opening(
    lines: _Lines, kinds: list[FoldKind | None], spoken: list[int], place: int, sender: Address | None
) -> int | None:
    """The first line of a signature that this line opens, or None."""
    words = lines.words[place]
    following = _following(lines, kinds, place)
    if is_delimiter(words):
        return place if following is None or _holds(lines, kinds, place, sender) else None
    after = lines.words[following] if following is not None else None
    if is_closing(words) or (after and is_parting(words) and is_sender(after, sender)):
        return _after_closing(lines, kinds, place, sender)
    remaining = len(spoken) - bisect_left(spoken, place)
    if remaining > _LAST_LINES + 4 or place == spoken[0]:
        return None
    apart = not lines.words[place - 1].text or is_closing(lines.words[place - 1])
    addressed = "," in words.text and any(letter.isdigit() for letter in words.text)
    if apart and addressed and _named_below(lines, place, sender):
        return None
    if is_sender(words, sender):
        fits = apart or remaining <= 4 or lines.words[place - 1].text.endswith(".")
        return place if fits and _holds(lines, kinds, place, sender) else None
    if remaining > _LAST_LINES or _closes_below(lines, kinds, place):
        return None
    ended = lines.words[place - 1].text.endswith((".", "!"))
    if is_name(words) and (apart or ended) and _weight(lines, kinds, place) >= (2 if apart else 3):
        return place if _holds(lines, kinds, place, sender) else None
    if is_contact(words) and apart and _holds(lines, kinds, place, sender):
        return place
    return None


def _named_below(lines: _Lines, place: int, sender: Address | None) -> bool:
    """Whether the writer's name begins a paragraph of its own further down: an address above it is still the letter."""
    for step in range(place + 1, min(place + 5, len(lines.words) - 1)):
        below = lines.words[step + 1]
        if not lines.words[step].text and below.text:
            signed = lines.words[step + 2] if step + 2 < len(lines.words) else None
            return is_sender(below, sender) or bool(signed and is_parting(below) and is_sender(signed, sender))
    return False


def _after_closing(lines: _Lines, kinds: list[FoldKind | None], place: int, sender: Address | None) -> int | None:
    """The line after "Kind regards," and its like where a signature begins there."""
    following = _following(lines, kinds, place)
    for _ in range(_CLOSINGS):
        if following is None or following - place > 3 or not is_closing(lines.words[following]):
            break
        place, following = following, _following(lines, kinds, following)
    if following is None or following - place > 3:
        return None
    after = lines.words[following]
    if is_sender(after, sender) and not may_hold_content(after):
        return following
    if is_name(after) and not may_hold_content(after):
        sure = (sender is not None and is_short_name(after)) or is_titled(after)
        return following if sure or _more(lines, kinds, following, sender) else None
    return following if _holds(lines, kinds, following, sender) and signature_weight(after) > 0 else None


def _more(lines: _Lines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> bool:
    """Whether further lines of a signature stand below its first: a name alone proves little where the writer is unknown,
    and a long one may be a team or a thing."""
    return any(lines.words[step].text for step in range(start + 1, _run(lines, kinds, start, sender)))


def _closes_below(lines: _Lines, kinds: list[FoldKind | None], place: int) -> bool:
    """Whether a closing follows: then what stands here is still the letter ("Address: ..." above "Kind regards")."""
    stop = min(place + _LAST_LINES * 2, len(lines.words))
    return any(is_closing(lines.words[step]) for step in range(place + 1, stop) if kinds[step] is None)


def _following(lines: _Lines, kinds: list[FoldKind | None], place: int) -> int | None:
    """The next line with words that is not folded."""
    for step in range(place + 1, min(place + _PAGE, len(lines.words))):
        if lines.words[step].text and not kinds[step]:
            return step
    return None


def _holds(lines: _Lines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> bool:
    """Whether what begins here is a signature: a whole one, or one that reaches the end of the body or a postscript."""
    stop = _run(lines, kinds, start, sender)
    weights = [signature_weight(lines.words[step]) for step in range(start, stop)]
    if sum(weights) >= 4 and max(weights) >= 2:
        return True  # whole by itself: what stands below it stays
    for step in range(stop, len(lines.words)):
        if lines.words[step].text and kinds[step] is None:
            return lines.words[step].is_postscript
    return True


def _weight(lines: _Lines, kinds: list[FoldKind | None], start: int) -> int:
    """How much what follows, as far as a delimiter, says "signature"; a line of a telephone counts like a number."""
    stop = next((step for step in range(start, len(lines.words)) if is_delimiter(lines.words[step])), len(lines.words))
    steps = range(start, stop)
    return sum(
        2 if kinds[step] == "signature" else signature_weight(lines.words[step])
        for step in steps
        if kinds[step] in (None, "signature")
    )


def _run(lines: _Lines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> int:
    """The line after the last one that still reads like a signature."""
    count, stop, delimited = 0, start, False
    for step in range(start, min(start + _PAGE, len(lines.words))):
        words = lines.words[step]
        delimited = delimited or is_delimiter(words)
        if kinds[step] == "quoted":
            break
        if not words.text or kinds[step]:
            continue
        fits = (
            is_delimiter(words)
            or is_sender(words, sender)
            or is_closing(words)
            or (is_signature_line(words) and not may_hold_content(words, delimited=delimited))
        )
        if not fits or count >= _LONGEST_SIGNATURE:
            break
        count += 1
        stop = step + 1
    return stop


def _nothing_else(lines: _Lines, kinds: list[FoldKind | None]) -> bool:
    return not any(words.text and kinds[place] in (None, "quoted") for place, words in enumerate(lines.words))


def _folds(lines: _Lines, kinds: list[FoldKind | None]) -> tuple[Folded, ...]:
    """Neighbouring lines of one kind as one stretch; blank lines between them go with them."""
    folds: list[Folded] = []
    open_kind: FoldKind | None = None
    for place, kind in enumerate(kinds):
        if not lines.words[place].text:
            continue
        if kind is not None:
            start, end = lines.spans[place]
            if open_kind == kind:
                folds[-1] = Folded(kind, folds[-1].start, end)
            else:
                folds.append(Folded(kind, start, end))
        open_kind = kind
    return tuple(fold for fold in folds if fold.end > fold.start)
