"""Cells of a spreadsheet that are safe to open: comes in any value, goes out one that no program runs as a formula, and every one can hold."""

import re

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS = tuple(
    "=+-@＝＋－＠"
)  # a formula's, in half and in full width: https://owasp.org/www-community/attacks/CSV_Injection


def safe(cell: object) -> object:
    """A text on one line; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(cell, float) and cell == int(cell):
        return int(cell)
    if not isinstance(cell, str):
        return cell
    flat = " ".join(
        _CONTROLS.sub("", cell).split()
    )  # first: what hides in front of a sign must not be taken away after it
    return f"'{flat}" if flat.startswith(_STARTS) else flat
