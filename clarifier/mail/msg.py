"""An Outlook .msg file to readable text.

Comes in: the bytes. Goes out: header lines and body as text, hidden text, attached files and their texts; attached mails
become messages below. The body is the plain one, else the HTML one, else RTF. A damaged file gives what can still be read, or
one sentence.
"""

import io
import struct
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from clarifier.errors import UnreadableInput
from clarifier.mail.charsets import decoded
from clarifier.mail.papers.reading import Papers
from clarifier.mail.readable import Readable
from clarifier.mail.rendered import Letter, render
from clarifier.mail.thread import Hidden

_BROKEN = "This .msg file is damaged and cannot be read; open it in Outlook and paste the customer's text."
_NO_MAIL = (
    "This is an Office document, not an email; open it and paste the customer's text, or choose the .eml or .msg file."
)
_MOST_ATTACHMENTS = 500
_DEEPEST = 10
_LONGEST_RTF = 1_000_000  # bytes of compressed RTF; unpacking is slow in Python
_RECIPIENT_TYPE = 0x0C15  # 1 is To, 2 is Cc
_CONTENT_ID = 0x3712  # PidTagAttachContentId: the text shows the file by itself
_EMBEDDED = 5  # PidTagAttachMethod: the attachment is itself a message
_EMBEDDED_OFFSET = 24  # an embedded message's property header is 8 bytes shorter than a file's
_FAULTS = (
    KeyError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    struct.error,
    OSError,
    RecursionError,
    OverflowError,
)

Value = TypeVar("Value")


def from_msg(data: bytes) -> Readable:
    """The mail as readable text. Raises UnreadableInput where nothing can be read."""
    import logging

    from oxmsg import Message

    logging.getLogger("olefile").setLevel(logging.CRITICAL)
    try:
        message: Any = Message.load(io.BytesIO(data))
        message.properties.str_prop_value(0x001A)
        names = {stream.name for stream in message._storage.streams}
    except _FAULTS as error:
        raise UnreadableInput(_NO_MAIL if _is_office(data) else _BROKEN) from error
    except Exception as error:  # oxmsg's and olefile's own: whatever it is, the file cannot be read
        raise UnreadableInput(_BROKEN) from error
    if "__properties_version1.0" not in names:
        raise UnreadableInput(_NO_MAIL)
    papers = Papers()
    letter = _letter(message, papers, depth=0)
    if not (letter.body.strip() or letter.subject.strip() or letter.attached or papers.read):
        raise UnreadableInput(_BROKEN)
    return Readable(render(letter), tuple(papers.hidden), tuple(papers.attachments), tuple(papers.read))


def _is_office(data: bytes) -> bool:
    return any(name.encode("utf-16-le") in data for name in ("WordDocument", "Workbook", "PowerPoint Document"))


def _letter(message: Any, papers: Papers, depth: int) -> Letter:
    from oxmsg.domain import constants as c

    headers: dict[str, str] = _try(lambda: dict(message._message_headers.items()), {})
    named = {name.casefold(): str(value) for name, value in headers.items()}
    sender = _decoded_header(named.get("from", "")) or _sender(message)
    sent = _try(lambda: message.sent_date, None) or _try(lambda: message.properties.date_prop_value(0x0E06), None)
    day = named.get("date") or (sent.strftime("%a, %d %b %Y %H:%M:%S +0000") if sent else "")
    to, cc = _recipients(message)
    attached: list[Letter] = []
    storages: list[Any] = _try(lambda: list(message._storage.iter_attachment_storages()), [])
    for storage in storages[:_MOST_ATTACHMENTS]:
        if inner := _attached_mail(storage, papers, depth):
            attached.append(inner)
        else:
            _take(storage, papers, sender, day)
    return Letter(
        sender=sender,
        sent=day,
        to=_decoded_header(named.get("to", "")) or to or _string(message, c.PID_DISPLAY_TO),
        cc=_decoded_header(named.get("cc", "")) or cc or _string(message, c.PID_DISPLAY_CC),
        subject=_string(message, c.PID_SUBJECT),
        body=_body(message, papers.hidden),
        reply_to=_decoded_header(named.get("reply-to", "")),
        automatic=named.get("auto-submitted", "").casefold().startswith("auto-replied"),
        attached=tuple(attached),
    )


def _body(message: Any, hidden: list[Hidden]) -> str:
    from oxmsg.domain import constants as c

    plain = _string(message, c.PID_BODY)
    if plain.strip():
        return plain.replace("\r\n", "\n").replace("\r", "\n")
    markup = _html(message)
    if markup.strip():
        from clarifier.mail.html import from_html

        text, unseen = from_html(markup)
        hidden.extend(unseen)
        if text.strip():
            return text
    packed = _try(lambda: message.properties.binary_prop_value(c.PID_RTF_COMPRESSED), None)
    if packed and len(packed) <= _LONGEST_RTF:
        return _from_packed_rtf(packed, hidden)
    return ""


def _from_packed_rtf(packed: bytes, hidden: list[Hidden]) -> str:
    from compressed_rtf import decompress

    from clarifier.mail.rtf import from_rtf

    try:
        text, unseen = from_rtf(bytes(decompress(packed)))
    except UnreadableInput:
        raise
    except Exception as error:  # compressed_rtf raises a plain Exception
        raise UnreadableInput(_BROKEN) from error
    hidden.extend(unseen)
    return text


def _html(message: Any) -> str:
    from oxmsg.domain import constants as c

    data = _try(lambda: message.properties.binary_prop_value(c.PID_HTML), None)
    if data:
        encoding = _try(lambda: message.properties.body_encoding, None)
        return decoded(data, encoding)
    return _string(message, c.PID_BODY_HTML)


def _sender(message: Any) -> str:
    from oxmsg.domain import constants as c

    name = _string(message, c.PID_SENDER_NAME) or _string(message, c.PID_SENT_REPRESENTING_NAME)
    emails = (
        _string(message, pid)
        for pid in (
            c.PID_SENDER_SMTP_ADDRESS,
            c.PID_SENDER_EMAIL_ADDRESS,
            0x5D02,
            c.PID_SENT_REPRESENTING_EMAIL_ADDRESS,
        )
    )
    email = next((email for email in emails if "@" in email), "")
    return f"{name} <{email}>" if email else name


def _recipients(message: Any) -> tuple[str, str]:
    """The To and the Cc lists; Exchange's own addresses (/O=...) count as no address."""
    groups: dict[int, list[str]] = {1: [], 2: []}
    recipients: list[Any] = _try(lambda: list(message.recipients)[:1000], [])
    for recipient in recipients:
        kind = _try(partial(recipient.properties.int_prop_value, _RECIPIENT_TYPE), 1) or 1
        name = str(_try(partial(getattr, recipient, "name"), ""))
        email = str(_try(partial(getattr, recipient, "email_address"), ""))
        shown = f"{name} <{email}>" if "@" in email else name
        if kind in groups and shown.strip():
            groups[kind].append(shown)
    return "; ".join(groups[1]), "; ".join(groups[2])


def _attached_mail(storage: Any, papers: Papers, depth: int) -> Letter | None:
    """The mail that an attachment is, where it is one."""
    from oxmsg import Message
    from oxmsg.attachment import Attachment as File
    from oxmsg.domain import constants as c
    from oxmsg.properties import Properties

    file = File(storage)
    if _try(lambda: file.properties.int_prop_value(c.PID_ATTACH_METHOD), None) != _EMBEDDED or depth >= _DEEPEST:
        return None
    inner = next((part for part in storage.storages if part.name.startswith("__substg1.0_3701000D")), None)
    if inner is None:
        return None
    message = Message(inner)
    message.__dict__["_properties"] = Properties(inner, properties_header_offset=_EMBEDDED_OFFSET)
    return _letter(message, papers, depth + 1)


def _take(storage: Any, papers: Papers, sender: str, sent: str) -> None:
    """Reads an attached file, or names it as unread."""
    from oxmsg.attachment import Attachment as File
    from oxmsg.domain import constants as c

    file = File(storage)
    name = _try(lambda: file.file_name, None) or _try(
        lambda: file.properties.str_prop_value(c.PID_ATTACH_FILENAME), None
    )
    kind = _try(lambda: file.mime_type, None) or _media_type(name or "")
    inline = bool(_try(lambda: file.properties.str_prop_value(_CONTENT_ID), None))
    data = _try(lambda: file.file_bytes, None) or b""
    papers.take(name or "(no name)", kind, data, sender=sender, sent=sent, inline=inline)


def _media_type(name: str) -> str:
    import mimetypes

    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _string(message: Any, pid: int) -> str:
    return str(_try(lambda: message.properties.str_prop_value(pid), None) or "").replace("\x00", "")


def _decoded_header(value: str) -> str:
    from clarifier.mail.charsets import unfolded

    return unfolded(value) if value else ""


def _try(get: Callable[[], Value], otherwise: Value) -> Value:
    """A property of a damaged file is missing rather than an error: what else the file holds still reads."""
    try:
        return get()
    except _FAULTS:
        return otherwise
    except Exception as error:  # oxmsg's errors have no base of their own; any other goes on
        if type(error).__module__.startswith("oxmsg"):
            return otherwise
        raise
