"""Which stretches of a body are kept but not read: signatures, disclaimers, banners, mobile lines, quoted text.

Comes in: a body, its quoted stretches, its sender. Goes out: Folded values in order, none overlapping.
Losing a request is worse than keeping noise: a line that may hold content ends the fold before it.
"""

from clarifier.mail.body_lines import BodyLines
from clarifier.mail.closings import is_banner, is_disclaimer, is_legal, is_mobile, may_hold_content
from clarifier.mail.contacts import Words
from clarifier.mail.signatures import mark_signatures
from clarifier.mail.thread import Address, Folded, FoldKind

_BANNER_LINES = 3
_LETTER = 1000  # lines


def fold(body: str, quoted: tuple[Folded, ...] = (), sender: Address | None = None) -> tuple[Folded, ...]:
    """The folded stretches of a body, in order."""
    cut = _last_pages(body)
    if cut:
        before = tuple(part for part in quoted if part.start < cut)
        after = tuple(Folded("quoted", part.start - cut, part.end - cut) for part in quoted if part.start >= cut)
        return before + tuple(
            Folded(part.kind, part.start + cut, part.end + cut) for part in fold(body[cut:], after, sender)
        )
    lines = BodyLines(body, quoted)
    kinds: list[FoldKind | None] = ["quoted" if inside else None for inside in lines.quoted]
    _banners(lines, kinds)
    _disclaimers(lines, kinds)
    for place, words in enumerate(lines.words):
        if kinds[place] is None and is_mobile(words):
            kinds[place] = "signature"
    mark_signatures(lines, kinds, sender)
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


def _banners(lines: BodyLines, kinds: list[FoldKind | None]) -> None:
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


def _disclaimers(lines: BodyLines, kinds: list[FoldKind | None]) -> None:
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


def _nothing_else(lines: BodyLines, kinds: list[FoldKind | None]) -> bool:
    return not any(words.text and kinds[place] in (None, "quoted") for place, words in enumerate(lines.words))


def _folds(lines: BodyLines, kinds: list[FoldKind | None]) -> tuple[Folded, ...]:
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
