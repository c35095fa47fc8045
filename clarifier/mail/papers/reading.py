"""The files of a mail, each read or named as unread with one sentence.

Comes in: files by name, media type and bytes. Goes out: their texts, what is hidden in them, and for each an Attachment
that says what became of it. Twenty files and ten seconds are spent on one mail.
"""

import re
import time
from dataclasses import dataclass, field

from clarifier.mail import hidden
from clarifier.mail.papers.contents import LONGEST, Contents, Unread
from clarifier.mail.papers.kinds import kind_of
from clarifier.mail.readable import Paper
from clarifier.mail.thread import Attachment, Hidden

LARGEST = 20_000_000  # bytes of one file
_MOST = 20
_SECONDS = 10.0
_LONGEST_NAME = 120
_NOISE = 200_000  # bytes: a picture inside the text that is no larger belongs to a signature
_SILENT = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-keys",
)


@dataclass
class Papers:
    """The files of one mail while it is read."""

    attachments: list[Attachment] = field(default_factory=list)
    read: list[Paper] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    _until: float | None = None

    def take(
        self, name: str, media_type: str, data: bytes, *, sender: str = "", sent: str = "", inline: bool = False
    ) -> None:
        """Reads a file; `inline` is one that the mail's text shows by itself."""
        name = plain_name(name)
        told = Attachment(name, media_type, len(data))
        if media_type in _SILENT or (inline and media_type.startswith("image/") and len(data) <= _NOISE):
            self.attachments.append(told)
            return
        try:
            contents = self._contents(name, media_type, data)
        except Unread as error:
            self.attachments.append(Attachment(name, media_type, len(data), unread=f"{name} was not read: {error}."))
            return
        note = f"{name} was not read whole: {contents.cut}." if contents.cut else ""
        told = Attachment(name, media_type, len(data), unread=note, read=True)
        self.attachments.append(told)
        text, unseen = hidden.visible(contents.text)
        self.hidden += [Hidden(words, f"{why}, in {name}") for words, why in contents.hidden]
        self.hidden += [Hidden(one.text, f"{one.why}, in {name}") for one in unseen]
        self.read.append(Paper(text.strip("\n"), told, sender, sent))

    def _contents(self, name: str, media_type: str, data: bytes) -> Contents:
        if len(data) > LARGEST:
            raise Unread(f"it has {len(data) / 1e6:.0f} MB, and at most {LARGEST / 1e6:.0f} MB are read")
        kind = kind_of(data, name, media_type)
        if self._until is None:
            self._until = time.monotonic() + _SECONDS
        if len(self.read) >= _MOST or time.monotonic() > self._until:
            raise Unread("the mail's other files took all the time there is: drop this one by itself")
        if kind == "text":
            return _text(data)
        from clarifier.mail.papers.limits import read_apart

        return read_apart(kind, data)


def read_alone(name: str, data: bytes) -> Papers:
    """A file that was given instead of a mail. Unread says why it cannot be read."""
    papers = Papers()
    kind_of(data, name)
    papers.take(name, _MEDIA.get(kind_of(data, name), "text/plain"), data)
    if not papers.read:
        raise Unread(papers.attachments[0].unread.partition(" was not read: ")[2].rstrip("."))
    return papers


_MEDIA = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def plain_name(name: str) -> str:
    """A file's name without any folder, on one line: "../../etc/x.pdf" is "x.pdf"."""
    last = re.split(r"[/\\]", hidden.visible(hidden.unturned(name))[0])[-1]
    flat = " ".join(last.split()).lstrip(".") or "(no name)"
    if len(flat) > _LONGEST_NAME:
        stem, dot, ending = flat.rpartition(".")
        flat = f"{stem[: _LONGEST_NAME - 12]}…{dot}{ending[:10]}" if dot else f"{flat[:_LONGEST_NAME]}…"
    return flat


def _text(data: bytes) -> Contents:
    from clarifier.mail.sniff import decoded

    text = decoded(data)
    strange = sum(1 for c in text[:60_000] if c < " " and c not in "\t\n\r\f\v")
    if strange > max(20, 0.1 * len(text[:60_000])):
        raise Unread("it is no text")
    if not text.strip():
        raise Unread("it is empty")
    cut = f"only its first {LONGEST:,} characters are read" if len(text) > LONGEST else ""
    return Contents(text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n"), (), cut)
