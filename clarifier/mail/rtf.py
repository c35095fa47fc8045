"""RTF to readable text; where RTF only wraps HTML (Outlook does that), the HTML is taken out and read.

Comes in: the bytes of an RTF document. Goes out: its text and what was hidden. Format: [MS-OXRTFEX] for the wrapping.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from clarifier.errors import UnreadableInput
from clarifier.mail.thread import Hidden

LARGEST = 3_000_000  # bytes of RTF; pictures make them larger, words never
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "generator",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "mmathPr",
        "xmlnstbl",
    ]
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "tab": "\t",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "cell": "\t",
    "row": "\n",
}


@dataclass
class _Group:
    """The state that a pair of braces limits."""

    skipped: bool = False
    in_tag: bool = False
    rtf_only: bool = False
    unicode_skip: int = 1


def from_rtf(data: bytes) -> tuple[str, tuple[Hidden, ...]]:
    """The text of an RTF document."""
    if len(data) > LARGEST:
        raise UnreadableInput(
            f"This RTF text is {len(data) / 1e6:.0f} MB, too large to read; paste the customer's text."
        )
    text = data.decode("latin-1")
    if "\\fromhtml" in text[:4000]:
        from clarifier.mail.html import from_html

        return from_html(_unwrapped(text))
    from striprtf import striprtf

    try:
        rtf_to_text: Any = striprtf.rtf_to_text
        return str(rtf_to_text(text, errors="replace")).replace("\r\n", "\n"), ()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableInput("This RTF text is damaged and cannot be read; paste the customer's text.") from error


def _unwrapped(text: str) -> str:
    """The HTML inside: {\\*\\htmltag <p>} as it is, plain runs as text, what lies between \\htmlrtf and \\htmlrtf0 left
    out.
    """
    page = re.search(r"\\ansicpg(\d{3,5})", text[:4000])
    charset = f"cp{page[1]}" if page and page[1] not in ("65001",) else "utf-8" if page else "cp1252"
    out: list[str] = []
    run = bytearray()
    groups = [_Group()]
    star, to_skip = False, 0

    def flush() -> None:
        if run:
            try:
                piece = bytes(run).decode(charset, "replace")
            except LookupError:
                piece = bytes(run).decode("cp1252", "replace")
            out.append(piece if groups[-1].in_tag else html.escape(piece, quote=False))
            run.clear()

    for match in _TOKEN.finditer(text):
        word, number, code, sign, brace, plain = match.groups()
        group = groups[-1]
        if brace:
            flush()
            if brace == "{" and len(groups) < 10_000:
                groups.append(_Group(group.skipped, group.in_tag, group.rtf_only, group.unicode_skip))
            elif brace == "}" and len(groups) > 1:
                groups.pop()
            star = False
            continue
        silent = group.skipped or (group.rtf_only and word != "htmlrtf")
        if word:
            if word == "htmltag":
                group.in_tag, group.skipped = True, False
            elif word == "htmlrtf":
                flush()
                group.rtf_only = number != "0"
            elif word in _SKIPPED or (star and word != "htmltag"):
                group.skipped = True
            elif word == "uc":
                group.unicode_skip = int(number or 1)
            elif not silent and word == "u" and number:
                flush()
                out.append(chr(int(number) % 65536))
                to_skip = group.unicode_skip
            elif not silent and word in _SIGNS:
                flush()
                out.append(_SIGNS[word])
            star = False
        elif code:
            if to_skip:
                to_skip -= 1
            elif not silent:
                run.append(int(code, 16))
        elif sign:
            star = star or sign == "*"
            if not silent and sign in "\\{}":
                run.extend(sign.encode())
            elif not silent and sign == "~":
                flush()
                out.append("\u00a0")
        elif plain:
            if to_skip:
                plain, to_skip = plain[to_skip:], max(0, to_skip - len(plain))
            if not silent:
                run.extend(plain.encode("latin-1", "replace"))
    flush()
    joined = "".join(out)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
