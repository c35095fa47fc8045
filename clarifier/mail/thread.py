"""What a mail holds once it is read: a Thread of Messages, newest first.

Every character of what was given has one home: a message's body (folded parts included) or a header line.
A body is the message's own text with quote marks taken off; `origin` says where each stretch of it stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Author = Literal["customer", "ours", "unknown"]
FoldKind = Literal["signature", "disclaimer", "quoted"]


@dataclass(frozen=True)
class Address:
    """A name with its address; either may be missing, not both."""

    name: str | None
    email: str | None


@dataclass(frozen=True)
class Folded:
    """A stretch `body[start:end]` that is kept but not read: signature, disclaimer or banner, quoted text."""

    kind: FoldKind
    start: int
    end: int


@dataclass(frozen=True)
class Stretch:
    """`length` characters of a body, from `body_start`, that stood at `source_start` in the text given."""

    body_start: int
    source_start: int
    length: int


@dataclass(frozen=True)
class Message:
    """One message of a thread. `sent` keeps its time zone where the header gave one."""

    index: int
    body: str
    author: Author = "unknown"
    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    sent: datetime | None = None
    subject: str | None = None
    folded: tuple[Folded, ...] = ()
    origin: tuple[Stretch, ...] = ()
    automatic: bool = False  # an auto-reply, a delivery report, a newsletter: says nothing a person asked
    attachment: "Attachment | None" = None  # the file whose text this is; its author is who sent the mail it came with
    language: str = ""  # the code of the language it is written in, where `body` is a gloss of it
    below: int = 0  # how many places below that mail it stands; 0 for a mail itself
    title: bool = False  # its body is the mail's subject line, read like a message of its own

    @property
    def mail(self) -> int:
        """The index of the mail it is, or came with: what one mail and its files say is said at once."""
        return self.index - self.below

    @property
    def spoken(self) -> str:
        """The body with folded stretches blanked by spaces (line breaks kept), so offsets stay those of the body."""
        pieces, place = [], 0
        for fold in self.folded:
            pieces.append(self.body[place : fold.start])
            pieces.append("".join(c if c == "\n" else " " for c in self.body[fold.start : fold.end]))
            place = fold.end
        pieces.append(self.body[place:])
        return "".join(pieces)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail. `unread` says in one sentence what of it was not read and why, "" where nothing is lost."""

    name: str
    media_type: str
    size: int  # bytes
    unread: str = ""
    read: bool = False  # whether its text is a message of the thread


@dataclass(frozen=True)
class Hidden:
    """Text that a reader of the mail would not see; it never counts, and the rep is told."""

    text: str
    why: str


@dataclass(frozen=True)
class Thread:
    """`source` is the readable text of what was given; `headers` are its spans outside every body."""

    source: str
    messages: tuple[Message, ...]
    headers: tuple[tuple[int, int], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    customer_message: int | None = None  # index of the newest message in which the customer speaks
    answers: int = 0  # how many of the newest messages were added as answers to our questions

    def of(self, author: Author) -> tuple[Message, ...]:
        """The messages of one author, newest first."""
        return tuple(message for message in self.messages if message.author == author)


def renumber(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The same messages, indexed by their place."""
    return tuple(replace(message, index=place) for place, message in enumerate(messages))
