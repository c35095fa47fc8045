"""Orders as files: PDF, workbook, document, table, as real ones are laid out, and as harmful ones are built."""

import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from pdfs import Area, Drawn, Words, file_of, pdf, rows

from clarifier.errors import UnreadableInput
from clarifier.mail.papers import limits
from clarifier.mail.papers.contents import Contents, Unread
from clarifier.mail.papers.kinds import kind_of
from clarifier.mail.papers.limits import read_apart
from clarifier.mail.papers.pdf import from_pdf
from clarifier.mail.papers.reading import Papers, plain_name
from clarifier.mail.papers.sheet import from_xlsx
from clarifier.mail.papers.word import from_docx
from clarifier.mail.read import read

_PICTURE: bytes = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream"
_FONT: bytes = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
HEAD = ["Pos", "Part No.", "Description", "Qty", "UoM", "Price"]
FIRST = ["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84"]
SECOND = ["20", "RB-7002", "Cork disc", "90", "EA", "1.10"]
PLACES = [40, 80, 160, -340, 360, -460]


def lines(contents: Contents) -> list[list[str]]:
    """The cells of each line: words apart by a tab or three spaces."""
    return [
        [cell for cell in line.replace("   ", "\t").split("\t") if cell.strip()] for line in contents.text.split("\n")
    ]


def stripped(contents: Contents) -> list[list[str]]:
    return [[cell.strip() for cell in line] for line in lines(contents) if line]


def table(top: float = 700) -> list[Drawn]:
    return rows([HEAD, FIRST, SECOND], PLACES, top)


# PDF: how orders are laid out


def test_cells_at_their_places_become_rows_of_columns() -> None:
    assert stripped(from_pdf(pdf(table()))) == [HEAD, FIRST, SECOND]


def test_words_drawn_one_by_one_make_one_cell() -> None:
    words = [Words(160, 500, "Rubber"), Words(192, 500, "buffer,"), Words(224, 500, "black"), Words(330, 500, "12")]
    assert stripped(from_pdf(pdf(words))) == [["Rubber buffer, black", "12"]]


def test_letters_drawn_one_by_one_make_one_word() -> None:
    letters = [Words(100 + place * 5.0, 500, letter) for place, letter in enumerate("700700")]
    assert from_pdf(pdf(letters)).text.strip() == "700700"


def test_words_drawn_twice_to_look_bold_stand_once() -> None:
    assert from_pdf(pdf([Words(100, 500, "1,250"), Words(100.3, 500, "1,250")])).text.strip() == "1,250"


def test_a_label_and_its_value_stand_together() -> None:
    text = from_pdf(pdf([Words(40, 500, "PO Number:"), Words(200, 500, "77-4410")])).text
    assert text.strip() == "PO Number: 77-4410"


def test_addresses_beside_each_other_are_told_apart() -> None:
    block = rows(
        [
            ["Bill to:", "Ship to:"],
            ["Gulliver Ltd", "Gulliver Ltd"],
            ["1 High St", "Dock 4, Quay Rd"],
            ["Leeds", "Hull"],
        ],
        [40, 320],
        700,
    )
    told = [line.strip() for line in from_pdf(pdf(block)).text.split("\n")]
    assert told[told.index("Ship to:") :][:4] == ["Ship to:", "Gulliver Ltd", "Dock 4, Quay Rd", "Hull"]


def test_a_table_goes_on_over_the_page_without_the_header_that_is_repeated() -> None:
    letterhead = [Words(40, 800, "Gulliver Ltd"), Words(450, 800, "Page 1 of 2")]
    again = [Words(40, 800, "Gulliver Ltd"), Words(450, 800, "Page 2 of 2")]
    foot = [Words(40, 30, "Registered in Hull 77123")]
    found = stripped(
        from_pdf(
            pdf(
                [*letterhead, *rows([HEAD, FIRST], PLACES, 760), *foot],
                [*again, *rows([HEAD, SECOND], PLACES, 760), *foot],
            )
        )
    )
    assert found == [["Gulliver Ltd", "Page 1 of 2"], HEAD, FIRST, SECOND, ["Registered in Hull 77123"]]


def test_columns_are_measured_alike_on_all_pages() -> None:
    text = from_pdf(pdf(rows([HEAD, FIRST], PLACES, 700), rows([SECOND], PLACES, 700))).text
    first, second = (next(line for line in text.split("\n") if part in line) for part in ("RB-7001", "RB-7002"))
    assert first.index("Rubber") == second.index("Cork")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_laid_on_its_side_reads_as_its_reader_sees_it(turn: int) -> None:
    drawn = {
        0: b"1 0 0 1 40 700", 90: b"0 1 -1 0 100 40", 180: b"-1 0 0 -1 500 100", 270: b"0 -1 1 0 500 800",
    }[turn]  # fmt: skip
    content = b"BT /F1 9 Tf %s Tm (Rubber buffer) Tj 150 0 Td (1,250) Tj ET" % drawn
    assert stripped(from_pdf(pdf([content], rotate=turn))) == [["Rubber buffer", "1,250"]]


def test_what_a_form_draws_is_read() -> None:
    form = b"BT /F1 9 Tf 40 700 Td (Rubber buffer) Tj ET"
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    drawn = _stream(form, b" /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources " + font)
    assert (
        "Rubber buffer"
        in from_pdf(_page(_stream(b"q 1 0 0 1 0 0 cm /X Do Q"), b"/XObject << /X 5 0 R >>", [drawn])).text
    )


def test_what_is_filled_into_a_form_is_read() -> None:
    shown = _stream(b"/Tx BMC BT /Helv 9 Tf 2 3 Td (1250) Tj ET EMC", b" /Subtype /Form /BBox [0 0 80 14]")
    field = b"<< /Type /Annot /Subtype /Widget /Rect [200 500 280 514] /F 4 /AP << /N 6 0 R >> >>"
    text = from_pdf(
        _page(_stream(b"BT /F1 9 Tf 40 503 Td (Quantity) Tj ET"), _FONT, [field, shown], b" /Annots [5 0 R]")
    ).text
    assert text.split() == ["Quantity", "1250"]


def test_an_order_whose_owner_only_forbids_changes_is_read() -> None:
    assert stripped(from_pdf(_locked(pdf(table()), user=""))) == [HEAD, FIRST, SECOND]


# PDF: what cannot be read, and what nobody sees


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: _locked(pdf(table()), user="sesame"), "password"),
        (lambda: pdf(table())[:300], "damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200, "damaged"),
        (lambda: _page(_stream(b"q 595 0 0 842 0 0 cm /X Do Q"), b"/XObject << /X 5 0 R >>", [_PICTURE]), "scan"),
        (lambda: _page(_stream(b"q 595 0 0 842 0 0 cm /X Do Q BT 3 Tr /F1 9 Tf 40 700 Td (RB-7001) Tj ET"),
                       b"/XObject << /X 5 0 R >> " + _FONT, [_PICTURE]), "laid over"),
        (lambda: pdf([]), "no text"),
    ],
    ids=["password", "cut", "garbage", "scan", "scan-with-words", "empty"],
)  # fmt: skip
def test_a_pdf_that_cannot_be_read_says_why(data: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Unread, match=why):
        read_apart("pdf", data())


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (Words(40, 300, "order 999 pcs", mode=3), "no ink"),
        (Words(40, 300, "order 999 pcs", fill=(1, 1, 1)), "colour of its background"),
        (Words(40, 300, "order 999 pcs", size=0.5), "too small"),
        (Words(40, 3000, "order 999 pcs"), "outside the page"),
        (Words(-4000, 300, "order 999 pcs"), "outside the page"),
        (b"/G gs BT /F1 9 Tf 40 300 Td (order 999 pcs) Tj ET", "transparent"),
    ],
    ids=["no-ink", "white", "tiny", "above", "beside", "transparent"],
)
def test_words_nobody_sees_are_reported_and_not_read(drawn: Drawn, why: str) -> None:
    data = pdf([*table(), drawn]).replace(
        b"/Font << /F1 3 0 R >>", b"/Font << /F1 3 0 R >> /ExtGState << /G << /ca 0 >> >>"
    )
    contents = from_pdf(data)
    assert "999" not in contents.text and stripped(contents)[0] == HEAD
    assert [(words, why in reason) for words, reason in contents.hidden] == [("order 999 pcs", True)]


def test_white_words_on_a_dark_bar_are_seen() -> None:
    contents = from_pdf(pdf([Area(30, 690, 500, 20, (0.1, 0.2, 0.5)), Words(40, 696, "Description", fill=(1, 1, 1))]))
    assert contents.text.strip() == "Description" and not contents.hidden


def test_dark_words_on_a_bar_as_dark_are_not() -> None:
    contents = from_pdf(pdf([Words(40, 500, "Hello"), Area(30, 690, 500, 20, (0, 0, 0)), Words(40, 696, "secret")]))
    assert contents.text.strip() == "Hello" and contents.hidden[0][0] == "secret"


# Workbooks


def workbook(cells: Sequence[Sequence[object]], change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in cells:
        sheet.append(list(row))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ORDER: list[list[object]] = [
    ["Part No", "Description", "Qty"],
    ["RB-7001", "Rubber buffer", 1250],
    ["RB-7002", "Cork disc", 90],
]


def test_a_workbook_is_tab_joined_rows() -> None:
    assert (
        from_xlsx(workbook(ORDER)).text
        == "Part No\tDescription\tQty\nRB-7001\tRubber buffer\t1250\nRB-7002\tCork disc\t90"
    )


def test_empty_cells_keep_their_columns_and_empty_columns_go() -> None:
    assert (
        from_xlsx(workbook([["Part", None, "Rev", "Qty"], ["RB-1", None, None, 5]])).text == "Part\tRev\tQty\nRB-1\t\t5"
    )


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (date(2026, 11, 30), "DD/MM/YYYY", "2026-11-30"), (4410, "000000", "004410"), (12.5, "General", "12.5"), (12.0, "General", "12"),
        (3.2, "0.00", "3.20"), (0.15, "0%", "15%"), (True, "General", "TRUE"), ("two\nlines", "@", "two lines"), (1e6, "General", "1000000"),
    ],
)  # fmt: skip
def test_values_are_written_about_as_the_sheet_shows_them(value: object, style: str, text: str) -> None:
    def styled(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["B1"].number_format = style

    assert from_xlsx(workbook([["Value", value]], styled)).text == f"Value\t{text}"


def _hide_sheet(book: openpyxl.Workbook) -> None:
    extra = book.create_sheet("Old")
    extra["A1"] = "RB-9999 999"
    extra.sheet_state = "veryHidden"


def _hide_row(book: openpyxl.Workbook) -> None:
    book.worksheets[0].append(["RB-9999", "ghost", 999])
    book.worksheets[0].row_dimensions[4].hidden = True


def _hide_column(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["D2"] = 999
    book.worksheets[0].column_dimensions["D"].hidden = True


def _whiten(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["D2"] = 999
    book.worksheets[0]["D2"].font = Font(color="FFFFFFFF")


def _show_nothing(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["D2"] = 999
    book.worksheets[0]["D2"].number_format = ";;;"


def _annotate(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["C2"].comment = Comment("ship 999", "Ann")


@pytest.mark.parametrize("change", [_hide_sheet, _hide_row, _hide_column, _whiten, _show_nothing, _annotate])
def test_what_a_sheet_hides_is_reported_and_not_read(change: Callable[[openpyxl.Workbook], None]) -> None:
    contents = from_xlsx(workbook(ORDER, change))
    assert "999" not in contents.text and contents.text.count("\n") == 2
    assert len(contents.hidden) == 1 and "999" in contents.hidden[0][0]


def test_a_formula_counts_with_the_value_stored_for_it() -> None:
    stored = _patched(
        workbook([["Qty", "=2*600"]]),
        lambda part: part.replace(b"<v></v>", b"<v>1200</v>").replace(b"<v />", b"<v>1200</v>"),
    )
    assert from_xlsx(stored).text == "Qty\t1200"


def test_a_formula_never_worked_out_is_empty_and_said_so() -> None:
    contents = from_xlsx(workbook([["Part", "Qty"], ["RB-7001", "=2*600"]]))
    assert contents.text == "Part\tQty\nRB-7001" and "formulas" in contents.cut


def test_several_sheets_are_named() -> None:
    def more(book: openpyxl.Workbook) -> None:
        book.create_sheet("Spares")["A1"] = "RB-1"

    assert from_xlsx(workbook([["RB-2"]], more)).text == "Sheet\nRB-2\n\nSpares\nRB-1"


# Word documents

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str) -> bytes:
    return _zip(
        {
            "[Content_Types].xml": b"<x/>",
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
        }
    )


def _said(text: str, style: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}<w:t>{text}</w:t></w:r>"


def test_paragraphs_are_lines_and_tables_are_tab_joined_rows() -> None:
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{''.join(cell.format(_said(word)) for word in row)}</w:tr>"
        for row in (("Part", "Qty"), ("RB-7001", "40"))
    )
    assert (
        from_docx(document(f"<w:p>{_said('Order 7')}</w:p><w:tbl>{rows}</w:tbl>")).text
        == "Order 7\n\nPart\tQty\nRB-7001\t40"
    )


def test_tracked_changes_read_as_if_they_were_accepted() -> None:
    changed = (
        f"<w:p>{_said('We need ')}<w:del><w:r><w:delText>40</w:delText></w:r></w:del><w:ins>{_said('60')}</w:ins></w:p>"
    )
    assert from_docx(document(changed)).text == "We need 60"


@pytest.mark.parametrize("style", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])
def test_hidden_words_of_a_document_are_reported_and_not_read(style: str) -> None:
    contents = from_docx(document(f"<w:p>{_said('Hello')}{_said('order 999', style)}</w:p>"))
    assert contents.text == "Hello" and contents.hidden[0][0] == "order 999"


# Harm

_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), more, content)


def _page(content: bytes, named: bytes = b"", more: Sequence[bytes] = (), keys: bytes = b"") -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >>%s >>" % (
        named,
        keys,
    )
    return file_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", page, content, *more]
    )


def _locked(data: bytes, user: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _patched(book: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return _zip(
            {name: change(archive.read(name)) if name == part else archive.read(name) for name in archive.namelist()}
        )


def _cells(count: int) -> bytes:
    repeated = b"<row>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * count + b"</row></sheetData>"
    return _patched(workbook(ORDER), lambda part: part.replace(b"</sheetData>", repeated))


HARMFUL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "flate bomb": ("pdf", lambda: _page(_stream(zlib.compress(b"q " * 60_000_000), b" /Filter /FlateDecode"))),
    "bomb in a bomb": ("pdf", lambda: _page(_stream(zlib.compress(zlib.compress(b"0" * 200_000_000)), b" /Filter [/FlateDecode /FlateDecode]"))),
    "form that draws itself": ("pdf", lambda: _page(
        _stream(b"/X Do"), b"/XObject << /X 5 0 R >>",
        [_stream(b"/X Do " * 8, b" /Subtype /Form /Resources << /XObject << /X 5 0 R >> >>")])),
    "brackets without end": ("pdf", lambda: _page(_stream(b"[" * 100_000))),
    "pages that hold themselves": ("pdf", lambda: file_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999999 >>"])),
    "a million words": ("pdf", lambda: _page(
        _stream(zlib.compress(b"BT /F1 9 Tf " + b"1 0 0 1 3 4 Tm (ab) Tj " * 600_000), b" /Filter /FlateDecode"), _FONT)),
    "zip bomb": ("xlsx", lambda: _cells(5_000_000)),
    "a million cells": ("xlsx", lambda: _cells(500_000)),
    "entities": ("xlsx", lambda: _patched(workbook(ORDER), lambda part: _LAUGHS + part[part.index(b"<worksheet") :])),
    "late entities": ("xlsx", lambda: _patched(
        workbook(ORDER), lambda part: b"<!--" + b" " * 9000 + b"-->" + _LAUGHS[21:] + part[part.index(b"<worksheet") :])),
    "merged to the end": ("xlsx", lambda: _patched(
        workbook(ORDER), lambda part: part.replace(b"</sheetData>", b"</sheetData><mergeCells><mergeCell ref='A3:XFD1048576'/></mergeCells>"))),
    "entities in a document": ("docx", lambda: _zip({"word/document.xml": _LAUGHS + f"<w:document {_W}>&b;</w:document>".encode()})),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_file_built_to_do_harm_is_refused_within_its_limits(name: str) -> None:
    kind, made = HARMFUL[name]
    data = made()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with pytest.raises(Unread) as refused:
        read_apart(kind, data)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 120
    assert after.ru_utime - before.ru_utime < limits.SECONDS + 1
    assert time.monotonic() - started < limits.PATIENCE + 3


def test_memory_ends_where_the_limit_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        limits,
        "_START",
        "import sys\nfrom clarifier.mail.papers import limits\nlimits._limit()\nbytearray(600_000_000)",
    )
    with pytest.raises(Unread, match="memory"):
        read_apart("pdf", b"")


def test_a_form_and_a_table_in_tables_of_eighty_levels_still_read() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 20 + f"<w:p>{_said('40 discs')}</w:p>" + "</w:tc></w:tr></w:tbl>" * 20
    assert read_apart("docx", document(nested)).text.strip() == "40 discs"


def test_a_cell_far_out_is_said_to_be_unread() -> None:
    far = b"<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>far</t></is></c></row></sheetData>"
    contents = read_apart("xlsx", _patched(workbook(ORDER), lambda part: part.replace(b"</sheetData>", far)))
    assert contents.text.startswith("Part No\t") and "120 columns" in contents.cut


def test_an_order_of_fifty_pages_is_read_whole() -> None:
    pages = [
        rows(
            [HEAD, *([[str(line), f"RB-{page}{line:02}", "Rubber buffer", "12", "EA", "0.84"] for line in range(40)])],
            PLACES,
            760,
        )
        for page in range(50)
    ]
    contents = read_apart("pdf", pdf(*pages, packed=True))
    assert contents.cut == "" and contents.text.count("Rubber buffer") == 2000


# What kind of file it is, and what it is called


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"ISO-10303-21;", "bracket.step", "drawing"), (b"AC1032", "bracket.dwg", "drawing"), (b"\x89PNG\r\n", "photo.png", "picture"),
        (_zip({"a.txt": b"hello"}), "parts.zip", "archive"), (b"MZ\x90\x00", "run.exe", "program"), (b"PK\x03\x04rubbish", "order.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "order.xls", "save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "order.xlsx", "password"),
        (b"no header", "order.pdf", "damaged"), (b"", "order.pdf", "empty"), (b"\x00\x01\x02", "order.bin", "no kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, name: str, what: str) -> None:
    with pytest.raises(Unread, match=what):
        kind_of(data, name)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/PO.pdf", "PO.pdf"), ("C:\\orders\\PO.pdf", "PO.pdf"), ("PO\r\n4711.pdf", "PO 4711.pdf"), ("..", "(no name)"), ("", "(no name)"),
        ("PO\u202efdp.exe", "POfdp.exe"), ("x" * 500 + ".pdf", "x" * 108 + "….pdf"),
    ],
)  # fmt: skip
def test_a_name_is_a_name_and_no_path(given: str, name: str) -> None:
    assert plain_name(given) == name


def test_a_picture_of_a_signature_is_no_news() -> None:
    papers = Papers()
    papers.take("image001.png", "image/png", b"\x89PNG" + b"0" * 9000, inline=True)
    papers.take("photo.jpg", "image/jpeg", b"\xff\xd8\xff" + b"0" * 900_000, inline=True)
    assert [file.unread for file in papers.attachments] == ["", "photo.jpg was not read: it is a picture."]


def test_a_mail_with_hundreds_of_files_reads_the_first() -> None:
    papers = Papers()
    for number in range(60):
        papers.take(f"{number}.txt", "text/plain", b"12 discs")
    assert len(papers.read) == 20 and "drop this one by itself" in papers.attachments[-1].unread


# Given instead of a mail


@pytest.mark.parametrize(
    ("name", "data"),
    [("order.pdf", pdf(table())), ("order.xlsx", workbook(ORDER)), ("order.docx", document(f"<w:p>{_said('40 discs RB-7002')}</w:p>")),
     ("order.csv", b"Part;Qty\nRB-7001;1250\n")],
    ids=["pdf", "xlsx", "docx", "csv"],
)  # fmt: skip
def test_an_order_given_as_a_file_is_one_message_of_the_customer(name: str, data: bytes) -> None:
    thread = read(data, name=name)
    assert [(m.author, m.attachment.name if m.attachment else None) for m in thread.messages] == [("customer", name)]
    assert thread.customer_message == 0 and "RB-700" in thread.messages[0].body


def test_a_file_that_cannot_be_read_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableInput, match=r"^PO\.pdf was not read: .*password"):
        read(_locked(pdf(table()), user="sesame"), name=str(Path("orders") / "PO.pdf"))
