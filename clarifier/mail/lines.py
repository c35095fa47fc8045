"""The lines of a readable text, each with its quote marks counted.

Comes in: the source. Goes out: Line values with offsets into it. A line keeps where its text starts after any number of
marks, so a layer can take off its own marks and leave deeper ones standing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_QUOTED = re.compile(r"[ \t\u200b\ufeff]{0,4}>")
_CLOSED_BELOW = re.compile(r">[\w ]{0,16}[:：]?\s*$")
_AMOUNT = re.compile(r">(?:=\s?)?\d")
_LINK = re.compile(r"[ \t]{0,8}[<(\[]{0,2}(?:https?://|www\.)[^\s<>]{1,2000}[ >)\]]{0,4}\s{0,4}")
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
BLANK = " \t\r\f\v\u00a0\u3000" + INVISIBLE


@dataclass(frozen=True, slots=True)
class Line:
    """`source[start:end]` without its line break; `marks[k]` is where the text begins once k quote marks are taken
    off.
    """

    start: int
    end: int
    marks: tuple[int, ...]
    blank: bool

    @property
    def depth(self) -> int:
        """How many quote marks open the line."""
        return len(self.marks) - 1

    def at(self, depth: int) -> int:
        """Where the text starts after taking off up to `depth` marks."""
        return self.marks[min(depth, len(self.marks) - 1)]

    def text(self, source: str) -> str:
        """The line without any of its marks, white space around it left out."""
        return source[self.marks[-1] : self.end].strip(BLANK)


def read_lines(source: str, cuts: frozenset[int] = frozenset()) -> list[Line]:
    """The lines of the source; a cut divides a line in two (where a quotation's first words share a line with the
    answer).
    """
    lines: list[Line] = []
    start = 0
    ordered = iter(sorted(cuts))
    cut = next(ordered, None)
    for piece in source.split("\n"):
        end = start + len(piece)
        begin = start
        while cut is not None and cut <= end:
            if cut > begin:
                lines.append(_line(source, begin, cut))
                begin = cut
            cut = next(ordered, None)
        lines.append(_line(source, begin, end))
        start = end + 1
    return list(_no_quotes_unmarked(source, lines))


def _line(source: str, start: int, end: int) -> Line:
    if start == end:
        return Line(start, end, (start,), True)
    marks = [start]
    if source.find(">", start, min(end, start + 5)) >= 0 and _QUOTED.match(source, start, end):
        place = source.index(">", start)
        while place < end and source[place] == ">":
            after = place + 1
            marks.append(after + 1 if after < end and source[after] in " \u00a0" else after)
            place = after
            while place < end and place - after < 2 and source[place] in " \t\u00a0":
                place += 1
    blank = not source[marks[-1] : end].strip(BLANK)
    return Line(start, end, tuple(marks), blank)


def _no_quotes_unmarked(source: str, lines: list[Line]) -> Iterator[Line]:
    """Lines whose first sign quotes nobody: ">50 pcs" among unquoted lines says "more than 50"; ">:" may end an address
    above. And a link that lost its marks between two quoted lines gets them back.
    """
    for place, line in enumerate(lines):
        if line.depth == 1:
            around = lines[max(0, place - 1) : place] + lines[place + 1 : place + 2]
            amount = _AMOUNT.match(source, line.start, line.end) and not any(other.depth for other in around)
            if amount or (place and _closes_address(source, lines[place - 1], line)):
                yield Line(
                    line.start, line.end, (line.start,), line.blank and not source[line.start : line.end].strip(BLANK)
                )
                continue
        elif not line.depth and 0 < place < len(lines) - 1 and not line.blank:
            depth = min(lines[place - 1].depth, lines[place + 1].depth)
            if depth and _LINK.fullmatch(source, line.start, line.end):
                yield Line(line.start, line.end, (line.start,) * (depth + 1), False)
                continue
        yield line


def _closes_address(source: str, above: Line, line: Line) -> bool:
    if above.depth or not _CLOSED_BELOW.match(source, line.start, line.end):
        return False
    tail = source[max(above.start, above.end - 120) : above.end]
    return tail.rfind("<") > tail.rfind(">") and "@" in tail[tail.rfind("<") + 1 :]
