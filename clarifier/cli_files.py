"""What the commands share: files and streams read and written, who reads, and in which language the customer is answered."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clarifier.errors import ClarifierError, UnreadableInput


class Engine(StrEnum):
    """Who reads."""

    auto = "auto"
    offline = "offline"
    model = "model"


ReplyIn = Annotated[
    str | None,
    typer.Option(
        help="The language of the questions and of the reply: de, en, es, fr, it, nl or pl.",
        show_default="the customer's",
    ),
]


def bytes_of(name: str) -> bytes:
    """What a file holds; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{name} cannot be opened ({error.strerror}); check the name and try again.") from error


def named(name: str, error: ClarifierError) -> str:
    """The error's sentence, with the file it is about where it does not name it itself."""
    sentence = str(error)
    return sentence if name == "-" or name in sentence else f"{name}: {sentence}"


def put(data: bytes, out: Path | None) -> None:
    """Writes to a file, or to standard output where none is named."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise UnreadableInput(f"{out} cannot be written ({error.strerror}); choose another place.") from error
