"""A Word document (.docx) to text: paragraphs as lines, tables as tab-joined rows, headers first and footers last.

Comes in: the bytes. Goes out: Contents. What was deleted while changes were tracked is gone, what was inserted stands;
hidden words (hidden font, white letters, a point high) are reported and not read.
"""

from collections.abc import Iterator
from typing import Any

from clarifier.mail.papers.contents import HIDDEN_SHOWN, LONGEST, Contents, Unread
from clarifier.mail.papers.package import opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}sdtPr"])
_DEEPEST = 60


def from_docx(data: bytes) -> Contents:
    """The text of a document."""
    from lxml import etree

    archive = opened(data)
    names = sorted(archive.namelist())
    chosen = [
        *[n for n in names if n.startswith("word/header")],
        *[n for n in names if n == "word/document.xml"],
        *[n for n in names if n.startswith("word/footer") and "footnotes" not in n],
    ]
    hidden: list[str] = []
    parts: list[str] = []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    for name in chosen:
        try:
            root = etree.fromstring(archive.read(name), parser)
        except (etree.XMLSyntaxError, ValueError, OSError) as error:
            raise Unread("the document is damaged") from error
        words = "\n".join(_blocks(root, hidden, 0)).strip("\n")
        if words.strip():
            parts.append(words)
    if not parts:
        raise Unread("all of its words are hidden" if hidden else "there are no words in it")
    unseen = ((" ".join(" ".join(hidden).split())[:HIDDEN_SHOWN], "hidden in the document"),) if hidden else ()
    return Contents("\n\n".join(parts)[:LONGEST], unseen)


def _blocks(element: Any, hidden: list[str], depth: int) -> Iterator[str]:
    """The lines of what an element holds."""
    if depth > _DEEPEST:
        return
    for child in element:
        if child.tag == f"{_W}p":
            yield _paragraph(child, hidden)
        elif child.tag == f"{_W}tbl":
            yield ""
            yield from _rows(child, hidden, depth + 1)
            yield ""
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, hidden, depth + 1)


def _rows(table: Any, hidden: list[str], depth: int) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        cells = []
        for cell in row.iterfind(f"{_W}tc"):
            inner = [" ".join(line.split()) for line in _blocks(cell, hidden, depth + 1)]
            cells.append(" ".join(line for line in inner if line))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide = span.get(f"{_W}val", "1") if span is not None else "1"
            cells += [""] * (min(int(wide), 50) - 1 if wide.isdigit() else 0)
        yield "\t".join(cells).rstrip("\t")


def _paragraph(paragraph: Any, hidden: list[str]) -> str:
    words: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        if element.tag == f"{_W}r" and _is_hidden(element):
            hidden.append("".join(text.text or "" for text in element.iter(f"{_W}t")))
        elif element.tag == f"{_W}t":
            words.append(element.text or "")
        elif element.tag == f"{_W}tab":
            words.append("\t")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            words.append("\n")
        else:
            waiting += reversed(element)
    return "".join(words)


def _is_hidden(run: Any) -> bool:
    style = run.find(f"{_W}rPr")
    if style is None:
        return False
    vanish, colour, size = (style.find(f"{_W}{name}") for name in ("vanish", "color", "sz"))
    if vanish is not None and vanish.get(f"{_W}val", "true") not in ("false", "0"):
        return True
    plain = style.find(f"{_W}shd") is None and style.find(f"{_W}highlight") is None
    if colour is not None and colour.get(f"{_W}val", "").upper() == "FFFFFF" and plain:
        return not any(True for _ in run.iterancestors(f"{_W}tc"))  # a cell may be dark
    return size is not None and size.get(f"{_W}val", "9").isdigit() and int(size.get(f"{_W}val")) <= 3
