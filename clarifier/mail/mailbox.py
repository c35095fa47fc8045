"""The emails of a mailbox, one after the other: an mbox file, a Maildir, a folder of emails.

Comes in: a path. Goes out: its emails in an order that stays, each with a key that stays. A file is streamed: one email at a time is held.
The standard library's mailbox reads a whole mbox before the first email, and takes each "From " for a new one.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clarifier.errors import UnreadableInput
from clarifier.mail.sniff import LARGEST

_SUFFIXES = (".mbox", ".mbx")
_SINGLE = (".eml", ".emlx", ".msg", ".txt", ".html", ".htm")
_PAPERS = (".pdf", ".xlsx", ".docx", ".csv")
_EMAILS = (".eml", ".emlx", ".msg")
_BLOCK = 65_536  # bytes of a line that are read at once: a line may be as long as the file
_POSTMARK = re.compile(rb"From (?:\S+.{0,80} )?(?:\d{1,2}:\d{2}.{0,40}\d{4}|.{0,40}\d{4}.{0,10}\d{1,2}:\d{2})")
_FIELD = re.compile(rb"[!-9;-~]{1,80}:|From ")
_QUOTED = re.compile(rb">+From ")
_ID = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?<?([^<>\s]{1,250})", re.I | re.M)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Enclosed:
    """One email: the file it lies in, its key there, its bytes, and how much of the mailbox is read with it (0 to 1)."""

    file: str
    key: str
    data: bytes
    reached: float
    again: bool = False  # the same email stood before

    @property
    def called(self) -> str:
        """A name whose ending says what it is: in a mailbox lie emails, whatever their files are called."""
        return self.file if self.file.casefold().endswith((*_SINGLE, *_PAPERS)) else f"{self.file}.eml"


def is_mailbox(name: str) -> bool:
    """Whether a path holds many emails: a folder, or a file in the mbox format."""
    path = Path(name)
    if path.is_dir():
        return True
    if not path.is_file() or path.suffix.casefold() in _SINGLE:
        return False
    if path.suffix.casefold() in _SUFFIXES:
        return True
    with path.open("rb") as file:
        first, second = file.readline(_BLOCK), file.readline(_BLOCK)
    return bool(_POSTMARK.match(first) and _FIELD.match(second))


def emails_of(name: str) -> Iterator[Enclosed]:
    """The emails of a mailbox. Raises UnreadableInput where it cannot be opened or holds none."""
    path = Path(name)
    seen: dict[str, list[bytes]] = {}
    try:
        for file, data, reached in _in_folder(path) if path.is_dir() else _in_file(path):
            head, body = _parted(data)
            digest = hashlib.blake2b(body, digest_size=12).digest()
            told = _ID.search(head)
            key = told[1].decode("ascii", "replace") if told else f"without-id-{digest.hex()}"
            known = seen.setdefault(key, [])
            again = digest in known
            if not again:
                known.append(digest)
            place = known.index(digest) + 1
            yield Enclosed(file, key if place == 1 else f"{key}#{place}", data, reached, again)
    except OSError as error:
        raise UnreadableInput(f"{name} cannot be read ({error.strerror}); check the name and try again.") from error
    if not seen:
        raise UnreadableInput(
            f"{name} holds no emails; name an mbox file, a Maildir, or a folder with .eml or .msg files."
        )


def _parted(data: bytes) -> tuple[bytes, bytes]:
    end = _END_OF_HEADERS.search(data, 0, 1_000_000)
    return (data[: end.start()], data[end.end() :].strip()) if end else (data[:20_000], data)


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes, float]]:
    """The files of a Maildir (cur and new, under the name before its flags), or the emails of a folder and those in it."""
    if (folder / "cur").is_dir():
        inside = [path for part in ("cur", "new") if (folder / part).is_dir() for path in (folder / part).iterdir()]
        files = sorted((path for path in inside if path.is_file()), key=lambda path: path.name.partition(":")[0])
        names = [path.name.partition(":")[0] for path in files]  # flags change, and "new" becomes "cur"
    else:
        files = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in _EMAILS and path.is_file())
        names = [path.relative_to(folder).as_posix() for path in files]
    for place, (path, name) in enumerate(zip(files, names, strict=True), 1):
        with path.open("rb") as file:
            yield name, file.read(LARGEST + 1), place / len(files)


def _in_file(path: Path) -> Iterator[tuple[str, bytes, float]]:
    """The emails of an mbox file: each begins at a postmark after a blank line, followed by a header; ">From " is given back."""
    size = max(1, path.stat().st_size)
    with path.open("rb") as file:
        held: list[bytes] = []
        length, at, postmark = 0, 0, b""
        begun = blank = True  # of the line: a line's beginning; what stands above it is blank, or nothing
        started = False
        for piece in iter(lambda: file.readline(_BLOCK), b""):
            at += len(piece)
            opens = False
            if postmark:  # the line above looked like a postmark: it is one where a header follows
                opens = bool(_FIELD.match(piece)) or (not held and not started)
                if opens:
                    if started:
                        yield path.name, b"".join(held), (at - len(piece) - len(postmark)) / size
                    held, length, started = [], 0, True
                else:
                    held.append(postmark)
                    length += len(postmark)
                postmark = b""
            if begun and blank and _POSTMARK.match(piece) and piece.endswith(b"\n"):
                postmark = piece
            elif length <= LARGEST:  # what is longer is refused as a whole, with its size: no more of it is held
                held.append(piece[1:] if begun and _QUOTED.match(piece) else piece)
                length += len(piece)
            blank = begun and not piece.strip()
            begun = piece.endswith(b"\n")
        data = b"".join([*held, postmark])
        if data.strip():
            yield path.name, data, 1.0
