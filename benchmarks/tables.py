"""How measurements are printed: rows come in, a table goes out, and what misses its target says so."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

REACHED, MISSED = "reached", "MISSED"
WORDS = ("target", "beside")  # columns that hold words


def at_least(value: float, target: float) -> str:
    """Whether a figure is high enough."""
    return f">= {target:g} {REACHED if value >= target else MISSED}"


def at_most(value: float, target: float) -> str:
    """Whether a figure is low enough."""
    return f"<= {target:g} {REACHED if value <= target else MISSED}"


def show(console: Console, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> None:
    """Prints a table; the first column is words, the others are figures."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for place, head in enumerate(heads):
        is_words = place == 0 or head in WORDS
        table.add_column(head, justify="left" if is_words else "right", no_wrap=head not in WORDS[1:])
    for row in rows:
        cells = [cell if isinstance(cell, str) else figure(cell) for cell in row]
        missed = any(MISSED in cell for cell in cells)
        table.add_row(*cells, style="bold red" if missed else "")
    if title:
        console.print(title, style="bold", markup=False)
    console.print(table)
    if note:
        console.print(note, style="dim", markup=False)
    console.print()


def figure(value: object) -> str:
    """A number as a reader wants it: three digits that count, whole numbers whole."""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:,.0f}"
    return str(value)
