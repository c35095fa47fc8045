"""Files built to do harm, by how many of what they repeat: archives, workbooks, documents, PDFs, and mails that carry them.

Comes in: a size. Goes out: bytes. Not a general writer: only what a reader has to get through before it can refuse.
"""

import base64
import io
import zipfile
import zlib

_HEAD = b'From: Joe <joe@x.example>\nTo: kim@y.example\nSubject: order\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
_SAID = b"--b\nContent-Type: text/plain\n\nThe order is attached.\n"
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{more}</worksheet>'
_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{all}</Relationships>'
_REL = '<Relationship Id="r{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
_BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Order" sheetId="1" r:id="r1"/></sheets></workbook>"""


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def attached(name: str, data: bytes, times: int = 1) -> bytes:
    """A mail with the file attached."""
    head = b"--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
    head += b'Content-Disposition: attachment; filename="%s"\n\n' % name.encode()
    return _HEAD + _SAID + (head + base64.encodebytes(data)) * times + b"--b--\n"


def many_attached(size: int) -> bytes:
    """A mail with so many small workbooks."""
    return attached("order.xlsx", workbook_of_rows(3), size)


def mails_attached(size: int) -> bytes:
    """A mail with a mail attached in base64, so many levels deep: each a third longer than what it holds."""
    mail = _HEAD + _SAID + b"--b--\n"
    for _ in range(size):
        mail = attached("mail.eml", mail)
    return mail


def archives(size: int) -> bytes:
    """Ten of an archive in an archive, so many levels deep."""
    data = b"Need 50 " * 1_000_000
    for _ in range(size):
        data = zipped({f"{number}.zip": data for number in range(10)})
    return data


def laughing(size: int) -> bytes:
    """A DOCTYPE whose entities hold each other."""
    names = [f"e{number}" for number in range(size)]
    defined = "".join(
        f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in zip(["x", *names], names, strict=False)
    )
    return f'<!DOCTYPE html [<!ENTITY x "ha">{defined}<!ENTITY z "&e{size - 1};">]>'.encode()


def _workbook(rows: str, more: str = "", strings: bytes = b"<sst/>", extra: dict[str, bytes] | None = None) -> bytes:
    book = _REL.format(number=1, kind="worksheet", target="worksheets/sheet1.xml")
    return zipped(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELS.format(all=_REL.format(number=1, kind="officeDocument", target="xl/workbook.xml")).encode(),
            "xl/workbook.xml": _BOOK.encode(),
            "xl/_rels/workbook.xml.rels": _RELS.format(all=book + _REL.format(number=2, kind="sharedStrings", target="sharedStrings.xml")).encode(),
            "xl/worksheets/sheet1.xml": _SHEET.format(rows=rows, more=more).encode(),
            "xl/sharedStrings.xml": strings,
            **(extra or {}),
        }
    )  # fmt: skip


def _row(number: int) -> str:
    return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>AB-{number}</t></is></c><c r="B{number}"><v>{number}</v></c></row>'


def workbook_of_rows(size: int) -> bytes:
    """A part number and an amount in each row."""
    return _workbook("".join(_row(number) for number in range(1, size + 1)))


def workbook_of_nothing(size: int) -> bytes:
    """Cells that hold next to nothing, packed to almost none."""
    return _workbook("<row>" + "<c><v>5</v></c>" * size + "</row>")


def workbook_of_strings(size: int) -> bytes:
    """Strings that no cell shows."""
    space = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return _workbook(
        _row(1), strings=space + b"".join(b"<si><t>caps %d</t></si>" % number for number in range(size)) + b"</sst>"
    )


def workbook_in_workbook(size: int) -> bytes:
    """A workbook that embeds a workbook, so many levels deep."""
    data = workbook_of_rows(100)
    for _ in range(size):
        data = _workbook(_row(1), extra={f"xl/embeddings/{number}.xlsx": data for number in range(3)})
    return data


def workbook_of_merges(size: int) -> bytes:
    """Merged cells, many of them large."""
    merges = "".join(f'<mergeCell ref="A{number}:CV{number}"/>' for number in range(2, size + 2))
    return _workbook(_row(1), f"<mergeCells>{merges}</mergeCells>")


def document_of_paragraphs(size: int) -> bytes:
    """A document that says the same again and again."""
    return _document("<w:p><w:r><w:t>Please send 50 caps by Friday.</w:t></w:r></w:p>" * size)


def document_of_tables(size: int) -> bytes:
    """Tables in cells of tables."""
    return _document("<w:tbl><w:tr><w:tc>" * size + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * size)


def document_of_nothing(size: int) -> bytes:
    """Spaces, packed to almost none."""
    return _document(" " * size)


def _document(body: str) -> bytes:
    return zipped({"word/document.xml": _WORD.format(body=body).encode()})


def pdf_of_objects(size: int) -> bytes:
    """One page, and objects that nothing shows."""
    return _pdf([_page(_stream(b"BT /F1 9 Tf 72 700 Td (Please send 50 caps) Tj ET"))], [b"<< /A [1 2 3] >>"] * size)


def pdf_of_pages(size: int) -> bytes:
    """Pages with a line each."""
    return _pdf([_page(_stream(b"BT /F1 9 Tf 72 700 Td (AB-%d 50) Tj ET" % number)) for number in range(size)])


def pdf_of_words(size: int) -> bytes:
    """One page of words, each with a place of its own."""
    words = b"".join(b"1 0 0 1 %d %d Tm (caps) Tj " % (number % 500, number // 500) for number in range(size))
    return _pdf([_page(_stream(b"BT /F1 9 Tf " + words + b"ET"))])


def pdf_packed(size: int) -> bytes:
    """One page whose drawing was packed twice."""
    return _pdf(
        [_page(_stream(zlib.compress(zlib.compress(b"q " * (size // 2))), b" /Filter [/FlateDecode /FlateDecode]"))]
    )


def pdf_without_list(size: int) -> bytes:
    """A PDF whose objects have to be looked for, byte by byte."""
    return pdf_of_objects(size).partition(b"xref\n")[0]


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), more, content)


def _page(content: bytes) -> tuple[bytes, bytes]:
    return (
        content,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    )


def _pdf(pages: list[tuple[bytes, bytes]], more: list[bytes] | None = None) -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for content, page in pages:
        objects += [content, page % (len(objects) + 1)]
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = [b"%PDF-1.7\n"], []
    size = len(out[0])
    for number, content in enumerate([*objects, *(more or [])], start=1):
        places.append(size)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        size += len(out[-1])
    out.append(
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        + b"".join(b"%010d 00000 n \n" % place for place in places)
    )
    out.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, size))
    return b"".join(out)
