"""What was given: a paste, HTML, an .eml, an .msg, RTF, an order as a file (PDF, workbook, document, CSV); or something that is no email, said in one sentence.

Comes in: bytes or text, and a file name if there is one. Goes out: a kind, with the text decoded where it is text.
Judged by content; the file name decides only between kinds that look alike.
"""

import re
from dataclasses import dataclass
from typing import Literal

from clarifier.errors import UnreadableInput

Kind = Literal["text", "html", "eml", "msg", "rtf", "paper"]

LARGEST = 30_000_000  # bytes of a file with its attachments
LARGEST_TEXT = 2_000_000  # characters of readable text; a thread of 2,000 messages has about 400,000
_LOOKED_AT = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"BM", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x78\x9f\x3e\x22", "an Outlook winmail.dat"),
    (b"!BDN", "an Outlook mailbox (.pst)"),
)
_TABLES = (".csv", ".tsv")
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # halves of surrogate pairs, but those that stand for bytes
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}:")
_TECHNICAL = re.compile(
    r"(?:received|mime-version|content-type|content-transfer-encoding|message-id|return-path|delivered-to|dkim-signature|"
    r"x-[a-z0-9-]{2,60}|arc-seal|authentication-results|in-reply-to|references):",
    re.I,
)
_HTML_START = re.compile(
    r"\s*(?:<!--|<\?xml|<!doctype html|<html|<head|<body|<div|<p[\s>]|<table|<meta|<span|<br|<style)", re.I
)
_HTML_END = re.compile(r"</(?:html|body|div|p|table|span)\s*>", re.I)


@dataclass(frozen=True)
class Sniffed:
    """The kind, and the content: text for "text" and "html", bytes for the rest."""

    kind: Kind
    text: str = ""
    data: bytes = b""


def sniff(data: bytes | str, name: str | None = None) -> Sniffed:
    """What was given. Raises UnreadableInput with one sentence for what cannot be read."""
    if len(data) > LARGEST:
        raise UnreadableInput(
            f"This is {len(data) / 1e6:.0f} MB and at most {LARGEST / 1e6:.0f} MB can be read;"
            " paste only the message itself."
        )
    called = (name or "").casefold()
    if isinstance(data, bytes):
        if not data.strip(b"\x00 \t\r\n"):
            raise UnreadableInput("There is nothing to read; paste the customer's email or choose its file.")
        if data.startswith(_OLE):
            return Sniffed("msg", data=data)
        if data.startswith(b"{\\rtf"):
            return Sniffed("rtf", data=data)
        if _is_paper(data):
            return Sniffed("paper", data=data)
        _refuse_other_files(data)
        text = decoded(data)
    else:
        text = data
    if not text.strip("\x00 \t\r\n\ufeff\u200b"):
        raise UnreadableInput("There is nothing to read; paste the customer's email or choose its file.")
    _refuse_binary(text)
    if text.startswith("{\\rtf"):
        return Sniffed("rtf", data=text.encode("latin-1", "replace"))
    if _is_eml(text, called):
        return Sniffed(
            "eml",
            data=data if isinstance(data, bytes) else _LONE.sub("\ufffd", data).encode("utf-8", "surrogateescape"),
        )
    if len(text) > LARGEST_TEXT:
        raise UnreadableInput(
            f"This text has {len(text) / 1e6:.0f} million characters and at most"
            f" {LARGEST_TEXT / 1e6:.0f} million can be read;"
            " paste only the customer's message."
        )
    if called.endswith(_TABLES) and isinstance(data, bytes):
        return Sniffed("paper", data=data)
    if called.endswith((".html", ".htm")) or (_HTML_START.match(text) and _HTML_END.search(text)):
        return Sniffed("html", text=text)
    return Sniffed("text", text=text)


def _refuse_other_files(data: bytes) -> None:
    for magic, what in _OTHER_FILES:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:512]):
            raise UnreadableInput(
                f"This is {what}, not an email; open it and paste the customer's text, or choose the .eml or .msg file."
            )


def _refuse_binary(text: str) -> None:
    head = text[:_LOOKED_AT]
    strange = sum(1 for c in head if (c < " " and c not in "\t\n\r\f\v\x1b") or c in "\ufffd\x7f")
    if strange > max(20, 0.1 * len(head)):
        raise UnreadableInput(
            "This is not text that can be read (it looks like a binary file);"
            " paste the email's text or choose its .eml or .msg file."
        )


def _is_paper(data: bytes) -> bool:
    """Whether it is an order as a file: a PDF, a workbook, a document."""
    office = data.startswith(b"PK\x03\x04") and (b"xl/" in data or b"word/" in data)
    return office or data.startswith(b"%PDF-")


def decoded(data: bytes) -> str:
    """The bytes as text: by their byte order mark, as UTF-8, as UTF-16 without mark, else as Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    head = data[:2000]
    if head.count(0) > len(head) // 3:
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    return data.decode("cp1252", "replace")


def _is_eml(text: str, called: str) -> bool:
    """Whether it starts with the header of a mail as servers write it, not only the four lines people copy."""
    lines = text[:20_000].lstrip("\r\n\ufeff").splitlines()
    if lines and called.endswith(".emlx") and lines[0].strip().isdigit():
        return True
    if lines and lines[0].startswith("From ") and len(lines) > 1 and _FIELD.match(lines[1]):
        lines = lines[1:]
    fields = technical = 0
    for line in lines[:200]:
        if not line.strip():
            break
        if _FIELD.match(line):
            fields += 1
            technical += bool(_TECHNICAL.match(line))
        elif line[0] not in " \t":
            return False
    return fields >= 1 and (technical >= 1 or (called.endswith((".eml", ".emlx", ".mht", ".mhtml")) and fields >= 2))
