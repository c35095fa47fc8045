"""A mail made readable, whatever it was: its text, what was hidden from its reader, the files that came with it."""

from dataclasses import dataclass

from clarifier.mail.thread import Attachment, Hidden


@dataclass(frozen=True)
class Paper:
    """An attached file made text. `sender` and `sent` are the header words of the mail that carries it, "" for a file alone."""

    text: str
    attachment: Attachment
    sender: str = ""
    sent: str = ""


@dataclass(frozen=True)
class Readable:
    """Readable text with header lines as people copy them (From, Date, To, Cc, Subject), then the body."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    papers: tuple[Paper, ...] = ()
