"""Bytes as text, whatever character set a mail claims.

Comes in: bytes and the name of a character set, or none; a header with encoded words. Goes out: text, never an error; a set that could do
harm (utf-7) or that nobody knows is not believed.
"""

import re
from email.header import decode_header

# what the standard library raises on odd files
FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, IndexError, KeyError)
_CHARSETS = re.compile(
    r"(?:us-)?ascii|ansi_x3\.4-1968|utf[-_]?(?:8|16|16le|16be|32)|unicode-1-1-utf-7|utf-7|"
    r"iso[-_ ]?8859[-_]\d{1,2}(?:-[ei])?|latin-?\d{1,2}|(?:windows|cp)[-_]?\d{3,5}|koi8-[ru]|"
    r"gb2312|gbk|gb18030|hz(?:-gb-2312)?|big5(?:-?hkscs)?|shift[-_]?jis|sjis|x-sjis|euc[-_](?:jp|kr|tw)|ks_c_5601-1987|iso-2022-(?:jp|kr)(?:-\d)?|tis-620|mac(?:intosh|-?roman)|x-mac-\w{3,12}|viscii|windows-31j",
    re.I,
)
_SAME_AS = {
    "utf-7": "utf-8",
    "unicode-1-1-utf-7": "utf-8",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "shift_jis",
    "macintosh": "mac-roman",
    "windows-31j": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
}


def decoded(data: bytes, charset: str | None) -> str:
    """The bytes as text: by a charset known to be harmless, else as UTF-8, else as Windows-1252; never an error."""
    name = (charset or "").strip("\"' ").casefold()
    name = _SAME_AS.get(name, name)
    if name not in ("", "us-ascii", "ascii") and _CHARSETS.fullmatch(name):
        try:
            return data.decode(name)
        except LookupError:
            pass
        except UnicodeDecodeError:
            if not name.startswith("utf"):
                return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unfolded(value: str) -> str:
    """A header's words: encoded pieces decoded, line breaks gone."""
    value = value[:50_000]
    if not value.isascii():
        value = decoded(value.encode("utf-8", "surrogateescape"), None)
    try:
        pieces = decode_header(value)
    except FAULTS:
        return " ".join(value.split())
    out = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            out.append(decoded(piece, charset))
        else:
            out.append(piece)
    return " ".join("".join(out).split())
