"""HTML to the text its reader sees, and what its reader does not see.

Comes in: HTML, whole or in remnants inside a paste. Goes out: readable text (tables as tab-joined rows, blockquotes
with ">", strike-through as ~~text~~, links as their text) and the hidden stretches with the reason why each is hidden.
"""

import re
from typing import Any

from clarifier.errors import UnreadableInput
from clarifier.mail.grid import Grid, is_layout
from clarifier.mail.styles import Style, hiding, inherited, sheet_of
from clarifier.mail.thread import Hidden
from clarifier.mail.unseen import Unseen

_BLOCKS = frozenset([
    "html", "body", "div", "p", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "pre", "blockquote", "center", "section", "article", "header", "footer",
    "main", "nav", "form", "dl", "dt", "dd", "address", "figure", "caption", "fieldset",
])  # fmt: skip
_SPACED = frozenset(["p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "dl"])
_DROPPED = frozenset(
    ["head", "script", "style", "title", "meta", "link", "noscript", "svg", "template", "object", "iframe", "select"]
)
_UNSEEN = {
    "title": True,
    "noscript": False,
    "svg": False,
    "template": False,
    "object": False,
    "iframe": False,
    "select": True,
}
_SAYING = ("title", "alt", "aria-label", "value")  # attributes that hold words
_LISTS = frozenset(["ol", "ul"])
_STRUCK = frozenset(["s", "strike", "del"])
_SPACE = re.compile(r"[ \t\n\r\f]+")


def from_html(markup: str, keep_lines: bool = False) -> tuple[str, tuple[Hidden, ...]]:
    """The readable text of HTML. `keep_lines`: line breaks in the markup are breaks of the text too (remnants in a
    paste).
    """
    from lxml import etree

    markup = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup.replace("\x00", ""))
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(f"<html><body>{markup}</body></html>" if keep_lines else markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any("depth" in fault.message for fault in parser.error_log):
        raise UnreadableInput("This HTML is nested too deep to be read whole; paste the customer's text instead.")
    if root is None:
        return "", ()
    writer = _Writer(keep_lines, sheet_of(root))
    writer.read(root)
    return writer.text(), tuple(writer.unseen.found)


class _Writer:
    """Collects text while the tree is walked without recursion."""

    def __init__(self, keep_lines: bool, sheet: dict[str, str]) -> None:
        self.keep_lines = keep_lines
        self.sheet = sheet
        self.unseen = Unseen()
        self._lines: list[list[str]] = [[]]
        self._quotes: list[int] = [0]
        self._depth = 0
        self._pre = 0
        self._grids: list[Grid] = []
        self._items: list[int] = []  # of each open list: how many there are so far
        self._layouts: list[bool] = []

    def read(self, root: Any) -> None:
        """Walk the tree; a stack holds elements to open and marks to close."""
        stack: list[tuple[str, Any, Style]] = [("open", root, Style())]
        while stack:
            step, element, style = stack.pop()
            if step == "text":
                self._say(element, style)
            elif step == "close":
                self._close(element)
            else:
                self._open(stack, element, style)

    def text(self) -> str:
        """The lines written so far, at most one blank line between them."""
        out: list[str] = []
        blank = False
        for parts, quotes in zip(self._lines, self._quotes, strict=True):
            line = "".join(parts).replace("\u00a0", " ").rstrip()
            if not line.strip():
                blank = True
                continue
            if out and blank:
                out.append(">" * min(quotes, out[-1].count(">") if out[-1].startswith(">") else 0))
            blank = False
            out.append(f"{'>' * quotes} {line}" if quotes else line)
        return "\n".join(out)

    def _open(self, stack: list[tuple[str, Any, Style]], element: Any, outer: Style) -> None:
        if not isinstance(element.tag, str):
            self.unseen.comment(element.text or "")
            if element.tail:
                self._say(element.tail, outer)
            return
        tag = element.tag.rpartition("}")[2].casefold()
        tail = element.tail
        if tail:
            stack.append(("text", tail, outer))
        if tag in _DROPPED:
            if tag in _UNSEEN:
                self.unseen.tell(
                    "".join(element.itertext()), "in a part of the HTML that is not displayed", _UNSEEN[tag]
                )
            elif tag == "head":
                stack.extend(("open", child, outer) for child in reversed(element) if child.tag == "title")
            return
        style = inherited(outer, tag, element.attrib, self.sheet)
        if style.gone:
            self.unseen.hide("".join(element.itertext()), style.gone)
            return
        for name in _SAYING:
            if name in element.attrib and (name != "value" or element.get("type", "").casefold() == "hidden"):
                self.unseen.tell(
                    element.attrib[name], f"in the {name} of an HTML element, where nobody reads it", digits=True
                )
        stack.append(("close", tag, style))
        if tag == "br":
            self._break()
            return
        if tag == "img":
            return
        self._start(tag, element)
        pending: list[tuple[str, Any, Style]] = []
        if element.text:
            pending.append(("text", element.text, style))
        for child in element:
            pending.append(("open", child, style))
        stack.extend(reversed(pending))

    def _start(self, tag: str, element: Any) -> None:
        if tag in ("td", "th"):
            self._start_cell(element)
            return
        if tag in _BLOCKS:
            self._break(soft=True, blank=tag in _SPACED)
        if tag == "table":
            self._grids.append(Grid())
        elif tag == "tr":
            self._in_row = False
            if self._grids:
                self._grids[-1].next_row()
        if tag == "blockquote":
            self._depth += 1
            self._quotes[-1] = self._depth
        elif tag in _LISTS:
            self._items.append(0)
        elif tag == "li":
            self._items = self._items or [0]  # one that stands in no list
            self._items[-1] += 1
            self._lines[-1].append("- " if not _numbered(element) else f"{self._items[-1]}. ")
        elif tag == "hr":
            self._lines[-1].append("_" * 32)
            self._break()
        elif tag == "pre":
            self._pre += 1
        elif tag in _STRUCK:
            self._lines[-1].append("~~")

    _in_row = False

    def _start_cell(self, element: Any) -> None:
        """A cell stands behind a tab for each column that it is further; one that is a page of its own has lines of its own."""
        step = self._grids[-1].enter(element) if self._grids else 1
        layout = is_layout(element)
        self._layouts.append(layout)
        if layout:
            self._in_row = False
            self._break(soft=True)
            return
        if self._in_row or "".join(self._lines[-1]).strip():
            step = max(step, 1)
        self._lines[-1].append("\t" * step if self._in_row or self._grids else "")
        self._in_row = True

    def _close(self, tag: str) -> None:
        if tag in ("td", "th") and self._layouts and self._layouts.pop():
            self._in_row = False
            self._break(soft=True)
        if tag == "table" and self._grids:
            self._grids.pop()
        if tag in _LISTS and self._items:
            self._items.pop()
        if tag in _STRUCK:
            self._lines[-1].append("~~")
        if tag == "pre":
            self._pre -= 1
        if tag == "blockquote":
            self._break(soft=True, blank=True)
            self._depth -= 1
            self._quotes[-1] = self._depth
        elif tag in _BLOCKS and tag != "html":
            if tag == "tr":
                self._in_row = False
            self._break(soft=True, blank=tag in _SPACED)

    def _say(self, text: str, style: Style) -> None:
        """Words as their reader sees them, or does not."""
        if why := hiding(style):
            self.unseen.say(text, why)
            return
        self._write(text)
        if text.strip():
            self.unseen.interrupted()

    def _write(self, text: str) -> None:
        if self._pre or self.keep_lines:
            pieces = text.split("\n")
            for place, piece in enumerate(pieces):
                if place:
                    self._break(soft=not self._pre)
                self._lines[-1].append(piece if self._pre else _SPACE.sub(" ", piece))
            return
        squeezed = _SPACE.sub(" ", text)
        line = self._lines[-1]
        if squeezed.startswith(" ") and (not line or line[-1].endswith((" ", "\t"))):
            squeezed = squeezed[1:]
        if squeezed:
            line.append(squeezed)

    def _break(self, soft: bool = False, blank: bool = False) -> None:
        """A new line; a soft one only where the line holds something. In a table row cells keep to one line."""
        if self._in_row and soft:
            if self._lines[-1] and not self._lines[-1][-1].endswith((" ", "\t")):
                self._lines[-1].append(" ")
            return
        if self._in_row:
            self._lines[-1].append(" ")
            return
        holds = any(part.strip() for part in self._lines[-1])
        if not soft or holds:
            self._new_line()
        if blank and len(self._lines) > 1 and any(part.strip() for part in self._lines[-2]):
            self._new_line()
        self._quotes[-1] = self._depth

    def _new_line(self) -> None:
        self._lines.append([])
        self._quotes.append(self._depth)


def _numbered(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "ol"
