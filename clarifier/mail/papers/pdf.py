"""A PDF to text: its columns stay columns, what is repeated on every page stands once, what nobody sees is reported.

Comes in: the bytes. Goes out: Contents. Unread says why where there is no text: a scan, a password, a broken file.
Pages are read until the pages, the characters or the time given run out.
"""

import io
import re
import time
from collections import Counter
from collections.abc import Sequence

from clarifier.mail.papers.contents import HIDDEN_SHOWN, LONGEST, Contents, Unread
from clarifier.mail.papers.drawing import Page, draw
from clarifier.mail.papers.pages import Row, rows_of, side_by_side, unit_of, written

MOST_PAGES = 200


def from_pdf(data: bytes, seconds: float = 3.0) -> Contents:
    """The text of a PDF; `seconds` of computing are spent on its pages."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread("it is protected by a password")
        count = len(reader.pages)
    except PyPdfError as error:
        kind = type(error).__name__
        raise Unread(
            "it is protected by a password" if "Dependency" in kind or "crypt" in kind else "the PDF is damaged"
        ) from error
    pages: list[Page] = []
    broken = 0
    until = time.process_time() + seconds
    size = 0
    for number in range(min(count, MOST_PAGES)):
        if time.process_time() > until or size > LONGEST:
            break
        try:
            pages.append(draw(reader.pages[number]))
            size += sum(len(cell.text) for cell in pages[-1].cells)
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
            broken += 1
            pages.append(Page((0, 0, 0, 0)))
    text = text_of(pages)
    if not text.strip():
        raise Unread(_why_empty(pages, broken, count))
    cut = f"only its first {len(pages)} of {count} pages are read" if len(pages) < count else ""
    if broken:
        cut = f"{broken} of its {count} pages are damaged and could not be read"
    return Contents(text[:LONGEST], _hidden(pages), cut)


def _why_empty(pages: Sequence[Page], broken: int, count: int) -> str:
    if broken == len(pages) and count:
        return "the PDF is damaged"
    if any(page.unseen for page in pages) and any(page.pictures for page in pages):
        return "its pages are pictures, and the unseen text laid over them cannot be checked against them"
    if any(page.unseen for page in pages):
        return "all of its text is hidden from a reader's eyes"
    return "it is a scan or a drawing: there is no text in it" if count else "there are no pages in it"


def text_of(pages: Sequence[Page]) -> str:
    """All pages as one text, with one measure of columns for all of them."""
    sheets = [_without_rulers(rows_of(page.cells)) for page in pages]
    every = [row for sheet in sheets for row in sheet]
    if not every:
        return ""
    unit, left = unit_of(every), min(cell.left for row in every for cell in row)
    kept = _once(sheets, [page.bounds[3] for page in pages])
    parts = []
    for page, sheet in zip(pages, kept, strict=True):
        lines = written(side_by_side(sheet), left, unit)
        lines += [" ".join(cell.text.split()) for cell in page.turned]
        if lines:
            parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _without_rulers(rows: Sequence[Row]) -> list[Row]:
    """Rows of words, not of dashes and underlines."""
    return [row for row in rows if any(c.isalnum() for cell in row for c in cell.text)]


def _once(sheets: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """What stands in the same place of several pages is the paper's letterhead or footer: the head is kept on the first
    page, the foot on the last, so that a table goes on over the page."""
    if len(sheets) < 2:
        return [list(sheet) for sheet in sheets]
    seen = Counter(key for sheet in sheets for key in {_key(row) for row in sheet})
    first = {key: page for page in reversed(range(len(sheets))) for key in map(_key, sheets[page])}
    last = {key: page for page in range(len(sheets)) for key in map(_key, sheets[page])}
    kept = []
    for page, sheet in enumerate(sheets):
        rows = []
        for row in sheet:
            key = _key(row)
            keeper = last if row[0].base < heights[page] / 4 else first
            repeated = seen[key] > 1 and seen[key] * 2 >= len(sheets) and not _holds_amounts(row)
            if not repeated or keeper[key] == page:
                rows.append(row)
        kept.append(rows)
    return kept


def _key(row: Row) -> tuple[int, str]:
    return round(row[0].base / 4), re.sub(r"\d+", "#", " ".join(cell.text for cell in row))


def _holds_amounts(row: Row) -> bool:
    """Whether a row may be a line of the order: several cells, and one of them a number alone."""
    return len(row) > 2 and any(re.fullmatch(r"[\d.,]+", cell.text) for cell in row)


def _hidden(pages: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """What nobody sees, by its reason."""
    found: dict[str, list[str]] = {}
    for page in pages:
        for cell, why in page.unseen:
            found.setdefault(why, []).append(cell.text)
    return tuple((" ".join(" ".join(words).split())[:HIDDEN_SHOWN], why) for why, words in found.items())
