"""An .eml file to readable text.

Comes in: the bytes. Goes out: header lines and body as text, hidden text, attachment names; attached mails become
messages below. The standard library's compat32 reads the structure (its newer policy raised on 6 of 680 real files);
size, parts and depth are capped before it runs, since 20,000 parts took it 11.7 s and 5,000 levels end in
RecursionError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from typing import Any, TypeAlias

from clarifier.errors import UnreadableInput
from clarifier.mail.readable import Readable
from clarifier.mail.rendered import Letter, render
from clarifier.mail.thread import Attachment, Hidden

Mail: TypeAlias = "Message[Any, Any]"  # compat32 types a part's payload as anything

_MOST_PARTS = 1000
_DEEPEST = 30
_MOST_BOUNDARIES = 300
_LONGEST_TEXT = 4_000_000  # bytes of one text part
_STUB = 60  # characters; a plain part this short beside a long HTML part is a stub
_STUB_WORDS = re.compile(
    r"(?:does not|doesn't|cannot) (?:support|display|show) html|html[- ](?:e-?mail|version|format|capable)"
    r"|view this (?:e-?mail|message) in",
    re.I,
)
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
_FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    IndexError,
    KeyError,
)  # what compat32 raises on odd files


@dataclass
class _Found:
    """What a mail holds besides its words, collected while its parts are walked."""

    attachments: list[Attachment] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    parts: int = 0


def from_eml(data: bytes) -> Readable:
    """The mail as readable text. Raises UnreadableInput for one that is built to be unreadable."""
    if data[:12].split(b"\n", 1)[0].strip().isdigit():  # Apple's .emlx: the length stands on the first line
        data = data.split(b"\n", 1)[1]
    if data.startswith(b"From ") and b"\n" in data:
        data = data.split(b"\n", 1)[1]
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    _refuse_monsters(data)
    try:
        mail = message_from_bytes(data, policy=compat32)
        found = _Found()
        letter = _letter(mail, found, depth=0)
    except RecursionError as error:
        raise UnreadableInput(
            "This email holds mails within mails too deep to read; open it and paste the customer's text."
        ) from error
    return Readable(render(letter), tuple(found.hidden), tuple(found.attachments))


def _refuse_monsters(data: bytes) -> None:
    folded = data.lower()
    parts = folded.count(b"\ncontent-type:")
    if parts > _MOST_PARTS:
        raise UnreadableInput(
            f"This email has {parts:,} parts, which no customer's email has; open it and paste the customer's text."
        )
    if folded.count(b"boundary=") > _MOST_BOUNDARIES or folded.count(b"message/rfc822") > _MOST_BOUNDARIES:
        raise UnreadableInput(
            "This email holds mails within mails too deep to read; open it and paste the customer's text."
        )
    boundary = re.search(rb"boundary=\"?([^\"\s;]{1,100})", folded[:100_000])
    if boundary and folded.count(b"\n--" + boundary[1]) > _MOST_PARTS:
        raise UnreadableInput(
            "This email has thousands of parts, which no customer's email has; open it and paste the customer's text."
        )


def _letter(mail: Mail, found: _Found, depth: int) -> Letter:
    plain: list[str] = []
    attached: list[Letter] = []
    for kind, content in _contents(mail, found, depth):
        if isinstance(content, Letter):
            attached.append(content)
        elif kind == "text":
            plain.append(content)
    reply_to = _header(mail, "Reply-To")
    sender = _header(mail, "From") or _header(mail, "Sender")
    return Letter(
        sender=sender,
        sent=_header(mail, "Date"),
        to=_header(mail, "To"),
        cc=_header(mail, "Cc"),
        subject=_header(mail, "Subject"),
        body="\n\n".join(part.strip("\n") for part in plain if part.strip()),
        reply_to=reply_to if reply_to and reply_to != sender else "",
        automatic=_header(mail, "Auto-Submitted").casefold().startswith("auto-replied"),
        attached=tuple(attached),
    )


def _contents(part: Mail, found: _Found, depth: int) -> Iterator[tuple[str, str | Letter]]:
    """The readable texts and attached mails below a part, in order."""
    found.parts += 1
    if depth > _DEEPEST or found.parts > _MOST_PARTS:
        return
    kind = part.get_content_type()
    children: Any = part.get_payload() if part.is_multipart() else None
    if kind == "message/rfc822" and isinstance(children, list):
        for child in children:
            yield "mail", _letter(child, found, depth + 1)
    elif kind == "multipart/alternative" and isinstance(children, list):
        yield from _best(children, found, depth)
    elif isinstance(children, list):
        for child in children[:_MOST_PARTS]:
            yield from _contents(child, found, depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attachment(part):
        text = _text(part)
        yield "text", _readable(text, kind, part, found)
    elif kind == "text/rfc822-headers" or kind == "message/delivery-status":
        yield "text", _text(part)
    else:
        found.attachments.append(_attachment(part, kind))


def _best(children: list[Mail], found: _Found, depth: int) -> Iterator[tuple[str, str | Letter]]:
    """Of the same content in several forms: plain text, unless it is empty or a stub beside the HTML."""
    leaves = {child.get_content_type(): child for child in children}
    plain, html = leaves.get("text/plain"), leaves.get("text/html")
    rich = html if html is not None else next((child for child in children if child.is_multipart()), None)
    text = _readable(_text(plain), "text/plain", plain, found) if plain is not None else ""
    if plain is not None and (rich is None or not _is_stub(text, rich)):
        yield "text", text
        rest = [child for child in children if child is not plain and child is not html]
        for child in rest:  # pictures and attached files inside the richer form are still named
            for kind, content in _contents(child, found, depth + 1):
                if kind == "mail":
                    yield kind, content
    elif rich is not None:
        yield from _contents(rich, found, depth + 1)
    else:
        for child in children[:_MOST_PARTS]:
            yield from _contents(child, found, depth + 1)


def _is_stub(text: str, rich: Mail) -> bool:
    words = text.strip()
    if not words:
        return True
    if len(words) > 600:
        return False
    htmls = [part for part in rich.walk() if part.get_content_type() == "text/html"][:1]
    size = len(htmls[0].get_payload()) if htmls else 0
    return bool(_STUB_WORDS.search(words)) or (len(words) < _STUB and size > 2000)


def _readable(text: str, kind: str, part: Mail, found: _Found) -> str:
    if kind == "text/html":
        from clarifier.mail.html import from_html

        text, hidden = from_html(text)
        found.hidden.extend(hidden)
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _unflowed(text, part) if str(part.get_param("format", "")).casefold() == "flowed" else text


def _unflowed(text: str, part: Mail) -> str:
    """format=flowed (RFC 3676): a line that ends in a space goes on in the next one of the same quote depth."""
    glue_spaces = str(part.get_param("delsp", "")).casefold() != "yes"
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if open_depth == depth and lines and content != "-- ":
            lines[-1] += content
        else:
            lines.append(f"{'>' * depth} {content}" if depth else content)
        flows = content.endswith(" ") and content != "-- "
        if flows and not glue_spaces:
            lines[-1] = lines[-1][:-1]
        open_depth = depth if flows else -1
    return "\n".join(lines)


def _text(part: Mail) -> str:
    try:
        payload = part.get_payload(decode=True)
    except _FAULTS:
        payload = None
    if not isinstance(payload, bytes):
        raw = part.get_payload()
        if isinstance(raw, list):  # a delivery report: blocks of fields
            return "\n\n".join(str(block) for block in raw[:50])[:_LONGEST_TEXT]
        payload = str(raw or "").encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except _FAULTS:
        charset = None
    return decoded(payload[:_LONGEST_TEXT], charset)


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


def _is_attachment(part: Mail) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except _FAULTS:
        return False


def _attachment(part: Mail, kind: str) -> Attachment:
    try:
        name = part.get_filename() or ""
    except _FAULTS:
        name = ""
    payload = part.get_payload()
    size = len(payload) if isinstance(payload, str) else 0
    if str(part.get("Content-Transfer-Encoding", "")).strip().casefold() == "base64":
        size = size * 3 // 4 - size // 77  # line breaks aside; decoding megabytes to count them is not worth it
    return Attachment(unfolded(name) or "(no name)", kind, max(0, size))


def _header(mail: Mail, name: str) -> str:
    """A header as it stands in the file: compat32's own reading loses bytes that are not ASCII."""
    for known, value in mail.raw_items():
        if known.casefold() == name.casefold():
            return unfolded(str(value))
    return ""


def unfolded(value: str) -> str:
    """A header's words: encoded pieces decoded, line breaks gone."""
    value = value[:50_000]
    if not value.isascii():
        value = decoded(value.encode("utf-8", "surrogateescape"), None)
    try:
        pieces = decode_header(value)
    except _FAULTS:
        return " ".join(value.split())
    out = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            out.append(decoded(piece, charset))
        else:
            out.append(piece)
    return " ".join("".join(out).split())
