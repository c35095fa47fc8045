"""A mail made readable, whatever it was: its text, what was hidden from its reader, the names of its attachments."""

from dataclasses import dataclass

from clarifier.mail.thread import Attachment, Hidden


@dataclass(frozen=True)
class Readable:
    """Readable text with header lines as people copy them (From, Date, To, Cc, Subject), then the body."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    attachments: tuple[Attachment, ...] = ()
