"""What a page of a PDF draws: runs of words with their places, and whether a reader can see them.

Comes in: a page of pypdf. Goes out: cells that are seen, and those that are not with the reason: drawn in the colour of
what lies below, too small, fully transparent, outside the page, in no ink at all. What it does not know: pictures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clarifier.mail.papers.graphics import (
    PLAIN,
    Colour,
    Matrix,
    State,
    coloured,
    matrix_of,
    number_of,
    texted,
    times,
    with_graphics,
)
from clarifier.mail.papers.pages import Cell

_WHITE: Colour = (1.0, 1.0, 1.0)
_CLOSE = 0.12  # of three channels from 0 to 1
_TINY = 2.0  # points
_DEEPEST = 8  # forms inside forms
_PAINTS = frozenset([b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"])
_MOST_AREAS = 2000


@dataclass
class Page:
    """A page while it is read. `unseen` are cells with the reason why nobody sees them; `turned` stands on its side."""

    bounds: tuple[float, float, float, float]
    cells: list[Cell] = field(default_factory=list)
    turned: list[Cell] = field(default_factory=list)
    unseen: list[tuple[Cell, str]] = field(default_factory=list)
    areas: list[tuple[float, float, float, float, Colour]] = field(default_factory=list)
    pictures: int = 0


def draw(page: Any) -> Page:
    """Reads one page."""
    box = [float(edge) for edge in page.mediabox]
    turn = int(page.get("/Rotate", 0) or 0) % 360
    ctm, bounds = _upright(box, turn)
    sheet = Page(bounds)
    contents = page.get("/Contents")
    if contents is not None:
        _draw(contents.get_object(), page.get("/Resources"), page.pdf, State(ctm), sheet, 0)
    for form, state in _filled_in(page, ctm):
        _draw(form, form.get("/Resources"), page.pdf, state, sheet, 1)
    return sheet


def _upright(box: Sequence[float], turn: int) -> tuple[Matrix, tuple[float, float, float, float]]:
    left, low, right, high = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    wide, tall = right - left, high - low
    shift: Matrix = (1, 0, 0, 1, -left, -low)
    if turn == 90:
        return times(shift, (0, -1, 1, 0, 0, wide)), (0, 0, tall, wide)
    if turn == 180:
        return times(shift, (-1, 0, 0, -1, wide, tall)), (0, 0, wide, tall)
    if turn == 270:
        return times(shift, (0, 1, -1, 0, tall, 0)), (0, 0, tall, wide)
    return shift, (0, 0, wide, tall)


def _filled_in(page: Any, ctm: Matrix) -> Iterator[tuple[Any, State]]:
    """What is filled into the fields of a form, and notes written on the page, where they are shown."""
    for reference in list(page.get("/Annots") or [])[:2000]:
        note = reference.get_object()
        shown = note.get("/AP", {}).get_object().get("/N") if "/AP" in note else None
        form = shown.get_object() if shown is not None else None
        if form is None or not hasattr(form, "get_data") or int(note.get("/F", 0) or 0) & 2:
            continue
        if note.get("/Subtype") not in ("/Widget", "/FreeText"):
            continue
        rect, box = [float(n) for n in note["/Rect"]], [float(n) for n in form.get("/BBox", [0, 0, 0, 0])]
        yield form, State(times((1, 0, 0, 1, rect[0] - box[0], rect[1] - box[1]), ctm))


def _draw(stream: Any, resources: Any, pdf: Any, state: State, sheet: Page, depth: int) -> None:
    from pypdf.generic import ContentStream

    named = resources.get_object() if resources is not None else {}
    fonts: dict[str, Any] = {}
    stack: list[State] = []
    text = line = PLAIN
    path: list[tuple[float, float, float, float]] = []
    for operands, operator in ContentStream(stream, pdf, "bytes").operations:
        if operator == b"q" and len(stack) < 200:
            stack.append(state)
        elif operator == b"Q":
            state = stack.pop() if stack else state
        elif operator == b"cm":
            state = replace(state, ctm=times(matrix_of(operands), state.ctm))
        elif operator == b"BT":
            text = line = PLAIN
        elif operator == b"Tf" and len(operands) > 1:
            state = replace(state, font=_font(str(operands[0]), named, fonts), size=number_of(operands[1]))
        elif operator in (b"Td", b"TD") and len(operands) > 1:
            if operator == b"TD":
                state = replace(state, leading=-number_of(operands[1]))
            text = line = times((1, 0, 0, 1, number_of(operands[0]), number_of(operands[1])), line)
        elif operator == b"Tm":
            text = line = matrix_of(operands)
        elif operator == b"T*":
            text = line = times((1, 0, 0, 1, 0, -state.leading), line)
        elif operator in (b"Tj", b"TJ") and operands:
            text = _show(operands[0], state, text, sheet)
        elif operator in (b"'", b'"') and operands:
            if operator == b'"' and len(operands) > 2:
                state = replace(state, words=number_of(operands[0]), between=number_of(operands[1]))
            line = times((1, 0, 0, 1, 0, -state.leading), line)
            text = _show(operands[-1], state, line, sheet)
        elif operator == b"re" and len(operands) > 3 and len(path) < _MOST_AREAS:
            path.append(_area([number_of(n) for n in operands], state.ctm))
        elif operator in _PAINTS:
            if len(sheet.areas) < _MOST_AREAS:
                sheet.areas += [(*area, state.fill) for area in path]
            path = []
        elif operator in (b"n", b"S", b"s"):
            path = []
        elif operator == b"gs" and operands:
            state = with_graphics(state, named, str(operands[0]))
        elif operator == b"Do" and operands:
            _draw_named(str(operands[0]), named, pdf, state, sheet, depth)
        else:
            state = coloured(texted(state, operator, operands), operator, operands, named)


def _draw_named(name: str, named: Any, pdf: Any, state: State, sheet: Page, depth: int) -> None:
    """A form is drawn like a page of its own; a picture is a ground of which no colour is known."""
    found = named.get("/XObject")
    thing = found.get_object().get(name) if found is not None else None
    thing = thing.get_object() if thing is not None else None
    if thing is None:
        return
    if thing.get("/Subtype") == "/Form" and depth < _DEEPEST:
        inner = replace(state, ctm=times(matrix_of(thing.get("/Matrix", ())), state.ctm))
        _draw(thing, thing.get("/Resources", named), pdf, inner, sheet, depth + 1)
    elif thing.get("/Subtype") == "/Image":
        sheet.pictures += 1
        sheet.areas.append((*_area([0, 0, 1, 1], state.ctm), None))


def _font(name: str, named: Any, fonts: dict[str, Any]) -> Any:
    from pypdf.generic._font import Font

    if name not in fonts:
        listed = named.get("/Font")
        found = listed.get_object().get(name) if listed is not None else None
        fonts[name] = Font.from_font_resource(found.get_object()) if found is not None else None
    return fonts[name]


def _show(shown: Any, state: State, text: Matrix, sheet: Page) -> Matrix:
    """Adds the words of one operator; the place behind them."""
    for piece in shown if isinstance(shown, list) else [shown]:
        if isinstance(piece, (bytes, str)):
            words, width = _words(piece, state)
            if words.strip():
                _place(words, width, state, text, sheet)
        else:
            width = -number_of(piece) / 1000 * state.size * state.wide
        text = times((1, 0, 0, 1, width, 0), text)
    return text


def _words(piece: bytes | str, state: State) -> tuple[str, float]:
    """The words of a string and their width in the units of text."""
    font = state.font
    if font is None or isinstance(piece, str):
        words = piece if isinstance(piece, str) else piece.decode("latin-1")
        return words, len(words) * 0.5 * state.size * state.wide
    if isinstance(font.encoding, str):
        codes = piece.decode(font.encoding, "replace")
        letters = codes
    else:
        codes = "".join(map(chr, piece))
        letters = "".join(font.encoding.get(byte, chr(byte)) for byte in piece)
    words = "".join(font.character_map.get(letter, letter) for letter in letters)
    width = sum(font.space_width if code == font.space_char else font.get_text_width(code) for code in codes)
    spaces = codes.count(font.space_char)
    return words, (width / 1000 * state.size + len(codes) * state.between + spaces * state.words) * state.wide


def _place(words: str, width: float, state: State, text: Matrix, sheet: Page) -> None:
    whole = times((1, 0, 0, 1, 0, state.rise), times(text, state.ctm))
    left, base = whole[4], whole[5]
    along, up = (whole[0] ** 2 + whole[1] ** 2) ** 0.5, (whole[2] ** 2 + whole[3] ** 2) ** 0.5
    size = abs(state.size) * up
    cell = Cell(left, left + width * along, base, max(size, 0.1), words)
    if why := _unseen(cell, size, state, sheet):
        sheet.unseen.append((cell, why))
    elif abs(whole[1]) > abs(whole[0]) or whole[0] < 0:
        sheet.turned.append(cell)
    else:
        sheet.cells.append(cell)


def _unseen(cell: Cell, size: float, state: State, sheet: Page) -> str:
    if state.mode in (3, 7):
        return "drawn in no ink"
    if size < _TINY:
        return "too small to be seen"
    if state.alpha < 0.05:
        return "fully transparent"
    left, low, right, high = sheet.bounds
    if cell.right < left - 1 or cell.left > right + 1 or cell.base > high + 1 or cell.base + cell.size < low - 1:
        return "outside the page"
    x, y = (cell.left + cell.right) / 2, cell.base + 0.3 * cell.size
    ground = next((a[4] for a in reversed(sheet.areas) if a[0] <= x <= a[2] and a[1] <= y <= a[3]), _WHITE)
    if not (state.fill and ground and state.mode in (0, 4)):
        return ""
    apart = sum(abs(a - b) for a, b in zip(state.fill, ground, strict=True))
    return "in the colour of its background" if apart < _CLOSE else ""


def _area(numbers: Sequence[float], ctm: Matrix) -> tuple[float, float, float, float]:
    x, y, wide, tall = numbers[:4]
    corners = [times((1, 0, 0, 1, a, b), ctm)[4:] for a in (x, x + wide) for b in (y, y + tall)]
    return (
        min(c[0] for c in corners),
        min(c[1] for c in corners),
        max(c[0] for c in corners),
        max(c[1] for c in corners),
    )
