"""Writes small PDFs for the tests: words at places, rectangles, several pages, words nobody sees.

Comes in: what each page draws. Goes out: bytes. Not a general writer: Helvetica, no compression unless it is asked for.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`text` at points from the lower left corner. `mode` 3 is no ink; `fill` is red, green, blue from 0 to 1."""

    x: float
    y: float
    text: str
    size: float = 9
    fill: tuple[float, float, float] = (0, 0, 0)
    mode: int = 0


@dataclass(frozen=True)
class Area:
    """A filled rectangle."""

    x: float
    y: float
    wide: float
    tall: float
    fill: tuple[float, float, float]


Drawn = Words | Area | bytes


def pdf(*pages: Iterable[Drawn], packed: bool = False, rotate: int = 0) -> bytes:
    """A PDF of these pages, each A4 upright."""
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        content = b"\n".join(_drawn(one) for one in page)
        named = b""
        if packed:
            content, named = zlib.compress(content), b" /Filter /FlateDecode"
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), named, content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (rotate, len(objects))
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return file_of(objects)


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The objects, numbered from 1, with their table; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        out
        + head
        + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    )


def _drawn(one: Drawn) -> bytes:
    if isinstance(one, bytes):
        return one
    colour = b"%.3f %.3f %.3f rg" % one.fill
    if isinstance(one, Area):
        return b"q %s %.2f %.2f %.2f %.2f re f Q" % (colour, one.x, one.y, one.wide, one.tall)
    text = one.text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"q BT %s /F1 %.2f Tf %d Tr %.2f %.2f Td (%s) Tj ET Q" % (colour, one.size, one.mode, one.x, one.y, text)


def rows(table: Sequence[Sequence[str]], places: Sequence[float], top: float, step: float = 14) -> list[Drawn]:
    """A table: each row's cells at their places; a place below nothing is a right edge ("-300": ends at 300)."""
    drawn: list[Drawn] = []
    for number, row in enumerate(table):
        for place, text in zip(places, row, strict=True):
            x = place if place >= 0 else -place - 4.6 * len(text)
            if text:
                drawn.append(Words(x, top - number * step, text))
    return drawn
