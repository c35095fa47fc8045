"""An .eml file to readable text.

Comes in: the bytes. Goes out: header lines and body as text, hidden text, attached files and their texts; attached mails
become messages below. The standard library's compat32 reads the structure (its newer policy raised on 6 of 680 real files);
size, parts and depth are capped before it runs, since 20,000 parts took it 11.7 s and 5,000 levels end in
RecursionError.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from itertools import pairwise
from typing import Any, TypeAlias

from clarifier.errors import UnreadableInput
from clarifier.mail.charsets import FAULTS, decoded, unfolded
from clarifier.mail.papers.reading import Papers
from clarifier.mail.readable import Readable
from clarifier.mail.rendered import Letter, render

Mail: TypeAlias = "Message[Any, Any]"  # compat32 types a part's payload as anything
Content: TypeAlias = "str | Letter | Mail"  # readable text, an attached mail, an attached file

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
_COLUMNS = re.compile(r"\S(?:\t|[ ]{3,}|[ ]?\|)\S?[^\n]*\d", re.M)
_ROW = re.compile(r"\t[ ]?\d[\d.,]*[ \w]{0,12}(?:\t|$)[^\n]*")
_FIRST_FIELD = re.compile(rb"\s{0,20}[A-Za-z][A-Za-z0-9-]{0,60}:")


@dataclass
class _Found:
    """What a mail holds besides its words, collected while its parts are walked."""

    papers: Papers = field(default_factory=Papers)
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
    papers = found.papers
    return Readable(render(letter), tuple(papers.hidden), tuple(papers.attachments), tuple(papers.read))


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
    sender, sent = _header(mail, "From") or _header(mail, "Sender"), _header(mail, "Date")
    for content in _contents(mail, found, depth):
        if isinstance(content, Letter):
            attached.append(content)
        elif isinstance(content, str):
            plain.append(content)
        elif inner := _attached_mail(content, found, depth):
            attached.append(inner)
        else:
            _take(content, found.papers, sender, sent)
    reply_to = _header(mail, "Reply-To")
    return Letter(
        sender=sender,
        sent=sent,
        to=_header(mail, "To"),
        cc=_header(mail, "Cc"),
        subject=_header(mail, "Subject"),
        body="\n\n".join(part.strip("\n") for part in plain if part.strip()),
        reply_to=reply_to if reply_to and reply_to != sender else "",
        automatic=_header(mail, "Auto-Submitted").casefold().startswith("auto-replied"),
        attached=tuple(attached),
    )


def _contents(part: Mail, found: _Found, depth: int) -> Iterator[Content]:
    """The readable texts, attached mails and attached files below a part, in order."""
    found.parts += 1
    if depth > _DEEPEST or found.parts > _MOST_PARTS:
        return
    kind = part.get_content_type()
    children: Any = part.get_payload() if part.is_multipart() else None
    if kind == "message/rfc822" and isinstance(children, list):
        for child in children:
            yield _letter(child, found, depth + 1)
    elif kind == "multipart/alternative" and isinstance(children, list):
        yield from _best(children, found, depth)
    elif isinstance(children, list):
        for child in children[:_MOST_PARTS]:
            yield from _contents(child, found, depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attachment(part):
        yield _readable(_text(part), kind, part, found)
    elif kind == "text/rfc822-headers" or kind == "message/delivery-status":
        yield _text(part)
    else:
        yield part


def _best(children: list[Mail], found: _Found, depth: int) -> Iterator[Content]:
    """Of the same content in several forms: plain text, unless it is empty, a stub beside the HTML, or has lost its table."""
    leaves = {child.get_content_type(): child for child in children}
    plain, html = leaves.get("text/plain"), leaves.get("text/html")
    rich = html if html is not None else next((child for child in children if child.is_multipart()), None)
    text = _readable(_text(plain), "text/plain", plain, found) if plain is not None else ""
    if plain is not None and (rich is None or not (_is_stub(text, rich) or _lost_table(text, rich))):
        yield text
        rest = [child for child in children if child is not plain and child is not html]
        for child in rest:  # attached files inside the richer form are still files of the mail
            yield from (each for each in _contents(child, found, depth + 1) if not isinstance(each, str))
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


def _lost_table(text: str, rich: Mail) -> bool:
    """Whether the HTML holds a table of amounts whose cells stand one below the other in the plain text."""
    if _COLUMNS.search(text):
        return False
    part = next((part for part in rich.walk() if part.get_content_type() == "text/html"), None)
    markup = _text(part) if part is not None else ""
    if markup.casefold().count("<td") < 6:
        return False
    from clarifier.mail.html import from_html

    lines = from_html(markup)[0].split("\n")
    return any(one.count("\t") > 1 and _ROW.search(other) for one, other in pairwise(lines))


def _readable(text: str, kind: str, part: Mail, found: _Found) -> str:
    if kind == "text/html":
        from clarifier.mail.html import from_html

        text, hidden = from_html(text)
        found.papers.hidden.extend(hidden)
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
    except FAULTS:
        payload = None
    if not isinstance(payload, bytes):
        raw = part.get_payload()
        if isinstance(raw, list):  # a delivery report: blocks of fields
            return "\n\n".join(str(block) for block in raw[:50])[:_LONGEST_TEXT]
        payload = str(raw or "").encode("utf-8", "surrogateescape")
    try:
        charset = part.get_content_charset()
    except FAULTS:
        charset = None
    return decoded(payload[:_LONGEST_TEXT], charset)


def _is_attachment(part: Mail) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except FAULTS:
        return False


def _take(part: Mail, papers: Papers, sender: str, sent: str) -> None:
    """Reads an attached file, or names it as unread."""
    name = _file_name(part) or "(no name)"
    try:
        inline = part.get_content_disposition() != "attachment" or bool(part.get("Content-ID"))
    except FAULTS:
        inline = False
    papers.take(name, part.get_content_type(), _data(part), sender=sender, sent=sent, inline=inline)


def _attached_mail(part: Mail, found: _Found, depth: int) -> Letter | None:
    """A mail that was attached as a file of its own."""
    if not _file_name(part).casefold().endswith(".eml") or depth >= _DEEPEST:
        return None
    data = _data(part)
    return _letter(message_from_bytes(data, policy=compat32), found, depth + 1) if _FIRST_FIELD.match(data) else None


def _file_name(part: Mail) -> str:
    try:
        return unfolded(part.get_filename() or "")
    except FAULTS:
        return ""


def _data(part: Mail) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except FAULTS:
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _header(mail: Mail, name: str) -> str:
    """A header as it stands in the file: compat32's own reading loses bytes that are not ASCII."""
    for known, value in mail.raw_items():
        if known.casefold() == name.casefold():
            return unfolded(str(value))
    return ""
