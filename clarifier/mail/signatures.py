"""Where a signature begins and ends: after a closing, a delimiter, the writer's name, or contact lines near the end.

Comes in: the lines of a body, what kinds of fold they are already, the sender. Goes out: the lines of signatures, marked. A line that may
hold content ends a signature.
"""

from bisect import bisect_left

from clarifier.mail.body_lines import PAGE, BodyLines
from clarifier.mail.closings import (
    is_closing,
    is_delimiter,
    is_parting,
    is_sender,
    is_signature_line,
    may_hold_content,
)
from clarifier.mail.contacts import is_contact, is_name, is_short_name, is_titled, signature_weight
from clarifier.mail.thread import Address, FoldKind

_LONGEST_SIGNATURE = 14  # lines with words
_LAST_LINES = 10  # a name alone opens a signature only that near the end
_CLOSINGS = 5  # one below the other: "Thanks again," "Kind regards,"


def mark_signatures(lines: BodyLines, kinds: list[FoldKind | None], sender: Address | None) -> None:
    """Marks the lines of signatures among those that are of no kind yet."""
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
    lines: BodyLines, kinds: list[FoldKind | None], spoken: list[int], place: int, sender: Address | None
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


def _named_below(lines: BodyLines, place: int, sender: Address | None) -> bool:
    """Whether the writer's name begins a paragraph of its own further down: an address above it is still the letter."""
    for step in range(place + 1, min(place + 5, len(lines.words) - 1)):
        below = lines.words[step + 1]
        if not lines.words[step].text and below.text:
            signed = lines.words[step + 2] if step + 2 < len(lines.words) else None
            return is_sender(below, sender) or bool(signed and is_parting(below) and is_sender(signed, sender))
    return False


def _after_closing(lines: BodyLines, kinds: list[FoldKind | None], place: int, sender: Address | None) -> int | None:
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


def _more(lines: BodyLines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> bool:
    """Whether further lines of a signature stand below its first: a name alone proves little where the writer is unknown,
    and a long one may be a team or a thing."""
    return any(lines.words[step].text for step in range(start + 1, _run(lines, kinds, start, sender)))


def _closes_below(lines: BodyLines, kinds: list[FoldKind | None], place: int) -> bool:
    """Whether a closing follows: then what stands here is still the letter ("Address: ..." above "Kind regards")."""
    stop = min(place + _LAST_LINES * 2, len(lines.words))
    return any(is_closing(lines.words[step]) for step in range(place + 1, stop) if kinds[step] is None)


def _following(lines: BodyLines, kinds: list[FoldKind | None], place: int) -> int | None:
    """The next line with words that is not folded."""
    for step in range(place + 1, min(place + PAGE, len(lines.words))):
        if lines.words[step].text and not kinds[step]:
            return step
    return None


def _holds(lines: BodyLines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> bool:
    """Whether what begins here is a signature: a whole one, or one that reaches the end of the body or a postscript."""
    stop = _run(lines, kinds, start, sender)
    weights = [signature_weight(lines.words[step]) for step in range(start, stop)]
    if sum(weights) >= 4 and max(weights) >= 2:
        return True  # whole by itself: what stands below it stays
    for step in range(stop, len(lines.words)):
        if lines.words[step].text and kinds[step] is None:
            return lines.words[step].is_postscript
    return True


def _weight(lines: BodyLines, kinds: list[FoldKind | None], start: int) -> int:
    """How much what follows, as far as a delimiter, says "signature"; a line of a telephone counts like a number."""
    stop = next((step for step in range(start, len(lines.words)) if is_delimiter(lines.words[step])), len(lines.words))
    steps = range(start, stop)
    return sum(
        2 if kinds[step] == "signature" else signature_weight(lines.words[step])
        for step in steps
        if kinds[step] in (None, "signature")
    )


def _run(lines: BodyLines, kinds: list[FoldKind | None], start: int, sender: Address | None) -> int:
    """The line after the last one that still reads like a signature."""
    count, stop, delimited = 0, start, False
    for step in range(start, min(start + PAGE, len(lines.words))):
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
