"""An agenda, or minutes, as a Word document: a page one would hand out.

Comes in: an Agenda. Goes out: the bytes of a .docx of A4 pages: title, when and with whom, the items in a table, then what was decided.
"""

import io
from typing import TYPE_CHECKING, Any

from clarifier.team.agenda import Agenda
from clarifier.team.summit_page import Row, actions, head, lines, plain, rows, words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_INK, _SOFT, _ACCENT, _HAIR = "1D2B2A", "5D6B69", "0F5C56", "C9C5BA"
_ITEMS, _ACTIONS = (0.9, 11.2, 1.7, 3.2), (8.7, 3.4, 3.2, 1.7)  # widths of columns in cm; a page has 17


def as_docx(agenda: Agenda) -> bytes:
    """The document."""
    import docx

    said = words()
    document = docx.Document()
    _set_up(document, agenda)
    _heading(document, plain(agenda.title), 1)
    for label, text in head(agenda):
        line = document.add_paragraph()
        _run(line, f"{label}  ", colour=_SOFT)
        _run(line, text)
    _heading(document, said["agenda"])
    items = _table(document, ("", said["item"], said["minutes"], said["owner"]), _ITEMS)
    for row in rows(agenda):
        _item(items, row)
    for label, texts in ((said["decisions"], agenda.decisions), (said["parking_lot"], agenda.parking_lot)):
        if found := lines(texts):
            _heading(document, label)
            for each in found:
                _run(document.add_paragraph(style="List Bullet"), each)
    if found_actions := actions(agenda):
        _heading(document, said["actions"])
        listed = _table(document, (said["what"], said["who"], said["due"], said["status"]), _ACTIONS)
        for action in found_actions:
            cells = _row(listed)
            for cell, text in zip(cells, (action.what, action.owner, action.due, action.status), strict=True):
                _run(cell.paragraphs[0], text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: "Document", agenda: Agenda) -> None:
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(10.5), "Calibri"
    style.font.color.rgb = RGBColor.from_string(_INK)
    style.paragraph_format.space_after = Pt(3)
    about = document.core_properties
    about.title, about.author, about.comments = plain(agenda.title)[:255], plain(agenda.facilitator or "")[:255], ""


def _heading(document: "Document", text: str, level: int = 2) -> None:
    from docx.shared import Pt

    line = document.add_paragraph(style=f"Heading {level}")
    before, after, size, colour = (0, 8, 20, _ACCENT) if level == 1 else (14, 4, 13, _INK)
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    _run(line, text, size=size, bold=True, colour=colour)


def _item(table: "Table", row: Row) -> None:
    number, about, minutes, owner = _row(table)
    _run(number.paragraphs[0], str(row.number), colour=_SOFT)
    _run(about.paragraphs[0], row.title, bold=True)
    _run(about.paragraphs[0], f"  {row.outcome}", size=9, colour=_ACCENT)
    for label, text in row.details:
        line = about.add_paragraph()
        if label:
            _run(line, f"{label}  ", size=9.5, bold=len(label) == 1, colour=_SOFT)
        _run(line, text, size=9.5)
    _run(minutes.paragraphs[0], row.minutes)
    _run(owner.paragraphs[0], row.owner)


def _table(document: "Document", names: tuple[str, ...], widths: tuple[float, ...]) -> "Table":
    """A table with a head that comes again on each page, hairlines below its rows."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm

    table: Any = document.add_table(rows=1, cols=len(names))
    table.autofit = False
    lines_ = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="{_HAIR}"/>' for side in ("bottom", "insideH"))
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines_}</w:tblBorders>"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, name, width in zip(first.cells, names, widths, strict=True):
        cell.width = Cm(width)
        _run(cell.paragraphs[0], name, size=9, colour=_SOFT)
    made: Table = table
    return made


def _row(table: Any) -> "tuple[_Cell, ...]":
    """A new row, which no page break cuts."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row = table.add_row()
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    cells: tuple[_Cell, ...] = row.cells
    return cells


def _run(paragraph: "Paragraph", text: str, size: float | None = None, bold: bool = False, colour: str = _INK) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.color.rgb = RGBColor.from_string(colour)
    if size:
        run.font.size = Pt(size)
