"""The messages whose reframing is scored and learned from: a case file comes in, labelled messages go out.

A case file holds one JSON object a line: `raw` (what was about to be sent), `to`, `facts` (words that must survive), `blame` (words that
must not), `asks` (how many questions it should become), `heated`, `kind`; where it is learned from, perhaps a `weight`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.cases import CASES, rows
from clarifier.reframe.reframed import Audience


@dataclass(frozen=True)
class Message:
    """One message with its labels; a calm one has neither facts nor blame to look for, it must only stay as it is."""

    id: str
    raw: str
    to: Audience = "production"
    facts: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()
    asks: int = 0
    is_heated: bool = False
    kind: str = ""
    weight: float = 1.0  # how much it counts where messages are learned from


def heated_messages(path: Path) -> tuple[Message, ...]:
    """The messages of a case file; ValueError names the one that is for nobody we know."""
    found = tuple(
        Message(
            row["id"], row["raw"], row["to"], tuple(row["facts"]), tuple(row["blame"]), row["asks"], row["heated"],
            row.get("kind", ""), row.get("weight", 1.0),
        )
        for row in rows(path)
    )  # fmt: skip
    for message in found:
        if message.to not in get_args(Audience):
            raise ValueError(
                f"{path.name}: {message.id} is to {message.to!r}; known are {', '.join(get_args(Audience))}."
            )
    return found


def heated_files() -> tuple[Path, ...]:
    """The case files of messages in tests/cases, those met first before those met later."""
    order = ("first", "second", "third", "fourth")
    return tuple(
        sorted(CASES.glob("heated*.jsonl"), key=lambda path: [word in path.name for word in order], reverse=True)
    )
