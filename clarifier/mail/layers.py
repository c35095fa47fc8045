"""One readable text to its messages, newest first: where each begins, what its header said, which characters are its
body.

Comes in: the source. Goes out: Layer values and the header spans; together they hold every character once.
A layer that is quoted loses its quote marks; text after a quotation belongs to the message that quoted it.
Where answers stand between quoted lines, the quoted lines stay in the answer's message and are folded as "quoted".
"""

import re
from dataclasses import dataclass, field

from clarifier.mail.attributions import attribution_at, shared_lines
from clarifier.mail.headers import Opener, block_at, label_of, one_line_block
from clarifier.mail.lines import Line, read_lines
from clarifier.mail.lotus import lotus_block_at
from clarifier.mail.separators import Kind, bare_title, titles_before
from clarifier.mail.thread import Folded, Stretch

_OPENING = re.compile(r"[:：@]|-\s?-")  # every line that opens a message holds one of these
_MOST = 2000  # messages that are told apart; what stands below so many is the text of the last
_INDENT = 4  # columns by which Outlook sets off what it quotes


@dataclass(frozen=True)
class Layer:
    """One message as it stands in the text, its header still words."""

    body: str
    origin: tuple[Stretch, ...]
    quoted: tuple[Folded, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    opened_by: Kind | None = None  # None: the text begins with it


@dataclass
class _Frame:
    """A layer being read: its depth of quote marks, the frame it stands in, and whether that frame has gone on after
    it.
    """

    number: int
    depth: int
    parent: int | None
    opener: Opener | None
    resumed_by_parent: bool = False
    merged_into: int | None = None


def read_layers(source: str) -> tuple[tuple[Layer, ...], tuple[tuple[int, int], ...]]:
    """The layers of the text, newest first, and the spans that are in no body."""
    lines = read_lines(source, shared_lines(source))
    openers = find_openers(source, lines)
    owners, frames = _assign(lines, openers)
    layers = _build(source, lines, owners, frames)
    taken = sorted((stretch.source_start, stretch.length) for layer in layers for stretch in layer.origin)
    return tuple(layers), _rest(len(source), taken)


def find_openers(source: str, lines: list[Line]) -> list[Opener]:
    """Every header block, attribution and bare separator of the text, in order, none overlapping."""
    openers: list[Opener] = []
    place = barren = 0
    while place < len(lines) and len(openers) < _MOST:
        opener = None
        if not lines[place].blank and _OPENING.search(source, lines[place].marks[-1], lines[place].end):
            if place >= barren and label_of(source[lines[place].marks[-1] : lines[place].end]):
                opener, barren = block_at(source, lines, place)
            opener = opener or _opener_at(source, lines, place)
        if opener is None:
            place += 1
            continue
        floor = openers[-1].end if openers else 0
        first, said = titles_before(source, lines, max(opener.first, floor), opener.depth)
        first = max(first, floor)
        kind: Kind = "forward" if said == "forward" or opener.kind == "forward" else opener.kind
        end = _closed(source, lines, first, max(opener.end, place + 1))
        if openers and openers[-1].end > first:
            first = openers[-1].end
        openers.append(Opener(first, end, opener.depth, kind, opener.fields))
        place = end
    return [opener for opener in openers if not _emptied(lines, opener)]


def _opener_at(source: str, lines: list[Line], place: int) -> Opener | None:
    if one_line := one_line_block(source, lines[place], place):
        return one_line
    if lotus := lotus_block_at(source, lines, place):
        return lotus
    if attribution := attribution_at(source, lines, place):
        return attribution
    said = bare_title(source, lines[place])
    if said and not _header_follows(source, lines, place):
        return Opener(place, place + 1, lines[place].depth, said)
    return None


def _header_follows(source: str, lines: list[Line], place: int) -> bool:
    """Whether the separator is followed by a header block that will take it as its title."""
    for follower in range(place + 1, min(place + 5, len(lines))):
        if not lines[follower].blank:
            content = source[lines[follower].marks[-1] : lines[follower].end]
            if label_of(content) and block_at(source, lines, follower)[0]:
                return True
            return bool(
                one_line_block(source, lines[follower], follower)
                or attribution_at(source, lines, follower)
                or bare_title(source, lines[follower])
            )
    return False


def _closed(source: str, lines: list[Line], first: int, end: int) -> int:
    """The line behind the header; Zoho closes it with the separator that opened it."""
    closing = end
    while closing < len(lines) and lines[closing].blank and closing - end < 2:
        closing += 1
    same = closing < len(lines) and lines[closing].text(source) == lines[first].text(source)
    return closing + 1 if same and bare_title(source, lines[first]) == "forward" else end


def _emptied(lines: list[Line], opener: Opener) -> bool:
    """A bare separator with nothing behind it opens nothing."""
    return opener.kind == "bare" and not opener.fields and all(line.blank for line in lines[opener.end :])


def _assign(lines: list[Line], openers: list[Opener]) -> tuple[list[int | None], list[_Frame]]:
    """The frame each line belongs to (None: a header line)."""
    owners: list[int | None] = [None] * len(lines)
    frames = [_Frame(0, 0, None, None)]
    current = frames[0]
    after: dict[int, int] = {}  # frame -> the child that ended when the frame went on
    starts = {opener.first: opener for opener in openers}
    followers = [*[opener.first for opener in openers[1:]], len(lines)]
    limits = {opener.first: limit for opener, limit in zip(openers, followers, strict=False)}
    worded = next((place for place, line in enumerate(lines) if not line.blank), len(lines))
    place = 0
    while place < len(lines):
        opener = starts.get(place)
        if opener and opener.end > place:
            alone = opener.kind == "forward" or opener.first <= worded
            answers = alone and _answers_inside(lines, opener, limits[place])
            current = _open(lines, frames, current, opener, answers=answers)
            place = opener.end
            continue
        line = lines[place]
        if not line.blank:
            while line.depth < current.depth and current.parent is not None:
                parent = frames[current.parent]
                current.resumed_by_parent = True
                after[parent.number] = current.number
                current = parent
            if line.depth > current.depth and current.number in after:
                child = frames[after.pop(current.number)]
                if child.opener is None or child.opener.kind in ("attribution", "bare"):
                    child.merged_into = current.number
        owners[place] = current.number
        place += 1
    _quote_merged(owners, frames)
    return owners, frames


def _answers_inside(lines: list[Line], opener: Opener, limit: int) -> bool:
    """Whether the message under a header answers between lines it quotes: quoted first, then words of its own."""
    depths = [line.depth for line in lines[opener.end : limit] if not line.blank]
    return bool(depths) and depths[0] > opener.depth and opener.depth in depths


def _open(lines: list[Line], frames: list[_Frame], current: _Frame, opener: Opener, *, answers: bool) -> _Frame:
    below = next((line for line in lines[opener.end : opener.end + 8] if not line.blank), None)
    depth = max(opener.depth, below.depth if below else opener.depth)
    if answers or (below and below.depth < opener.depth):
        depth = opener.depth
    base = current
    while base.parent is not None and opener.depth < base.depth:
        base = frames[base.parent]
    # Unquoted text below the header ends the message above for good; quoted text may be followed by more of it.
    parent = base.number if depth > base.depth else base.parent
    frame = _Frame(len(frames), depth, parent, opener)
    frames.append(frame)
    return frame


def _quote_merged(owners: list[int | None], frames: list[_Frame]) -> None:
    """Lines of a merged frame go to the frame that answers between them; its header lines too."""
    if not any(frame.merged_into is not None for frame in frames):
        return
    target: list[int] = []
    for frame in frames:  # a parent always stands before its children
        home = frame.merged_into
        if home is None and frame.parent is not None and target[frame.parent] != frame.parent:
            home = frame.parent
        target.append(frame.number if home is None else target[home])
    for frame in frames:
        if target[frame.number] != frame.number and frame.opener:
            frame.merged_into = target[frame.number]
            for place in range(frame.opener.first, frame.opener.end):
                owners[place] = frame.number
    for place, owner in enumerate(owners):
        if owner is not None and target[owner] != owner:
            owners[place] = -1 - target[owner]  # negative: belongs there, and is quoted


def _build(source: str, lines: list[Line], owners: list[int | None], frames: list[_Frame]) -> list[Layer]:
    members: dict[int, list[tuple[int, bool]]] = {}
    for place, owner in enumerate(owners):
        if owner is None:
            continue
        quoted = owner < 0
        number = -1 - owner if quoted else owner
        members.setdefault(number, []).append((place, quoted or lines[place].depth > frames[number].depth))
    layers = []
    for frame in frames:
        mine = members.get(frame.number, [])
        worded = [step for step, (place, _) in enumerate(mine) if not lines[place].blank]
        mine = mine[worded[0] : worded[-1] + 1] if worded else []
        if frame.merged_into is not None or (not mine and (frame.opener is None or not frame.opener.fields)):
            continue
        layers.append(_layer(source, lines, frame, mine))
    return layers


def _layer(source: str, lines: list[Line], frame: _Frame, mine: list[tuple[int, bool]]) -> Layer:
    attributed = frame.opener is not None and frame.opener.kind == "attribution"
    indent = _indent(source, lines, mine, frame.depth) if attributed else 0
    pieces: list[str] = []
    origin: list[Stretch] = []
    quoted: list[Folded] = []
    length, in_quote = 0, False
    size, reached = 0, -1  # of the stretch being read, and where in the source it has come to
    last = len(mine) - 1
    for step, (place, is_quoted) in enumerate(mine):
        line = lines[place]
        start, end = line.marks[min(frame.depth, len(line.marks) - 1)], line.end
        if indent and not line.blank:
            start = min(start + indent, end)
        if step == 0 and source[start : start + 2].strip() and source[start] == " ":  # Yahoo sets off the first line
            start += 1
        while not is_quoted and start < end and source[start] in "\ufeff\u200b":
            start += 1
        if step < last and source.startswith("\n", end):
            end += 1
        text = source[start:end]
        if not text:
            continue
        if start == reached:
            size += len(text)
        else:
            if size:
                origin.append(Stretch(length - size, reached - size, size))
            size = len(text)
        reached = end
        if is_quoted and not line.blank:
            begin = quoted.pop().start if in_quote else length
            quoted.append(Folded("quoted", begin, length + len(text.rstrip("\n"))))
        in_quote = in_quote if line.blank else is_quoted
        pieces.append(text)
        length += len(text)
    if size:
        origin.append(Stretch(length - size, reached - size, size))
    fields = dict(frame.opener.fields) if frame.opener else {}
    return Layer("".join(pieces), tuple(origin), tuple(quoted), fields, frame.opener.kind if frame.opener else None)


def _indent(source: str, lines: list[Line], mine: list[tuple[int, bool]], depth: int) -> int:
    """The columns by which every line of an attributed text is set off, at most four."""
    for place, quoted in mine:
        line = lines[place]
        if not line.blank and (quoted or not source.startswith(" " * _INDENT, line.at(depth))):
            return 0
    return _INDENT


def _rest(length: int, taken: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans of the source that no body holds."""
    spans, place = [], 0
    for start, size in taken:
        if start > place:
            spans.append((place, start))
        place = max(place, start + size)
    if place < length:
        spans.append((place, length))
    return tuple(spans)
