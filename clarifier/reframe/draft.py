"""A rewritten message in the making: the message itself in pieces, each as written and as it becomes, so that every change can be shown,
undone and explained alone.

Comes in: words that stay and words that become others, in order. Goes out: pieces and changes. It also minds the first letters: what
now opens a sentence gets a capital, what now follows a greeting a small one.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from clarifier.texts import table


@dataclass(frozen=True)
class Piece:
    """A stretch of the message: as written and as it becomes; `change` is the place of the change it belongs to."""

    before: str
    after: str
    change: int | None = None


@dataclass(frozen=True)
class Change:
    """What was said, what it becomes ("" where it goes), and why, with the rule it follows; `kind` is a kind of heat, or "ask"."""

    before: str
    after: str
    kind: str
    why: str
    rule: str


@dataclass
class Draft:
    """A message in the making. `gone` are the stretches of it that went as heat."""

    gone: list[tuple[int, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    opens: bool = False  # the next word opens a sentence that did not begin there
    follows: bool = False  # the next word follows a greeting that stood alone: "Dear Mr Albrecht, the flange ..."

    @property
    def said(self) -> str:
        """What it says so far."""
        return "".join(piece.after for piece in self.pieces)

    def change(self, before: str, after: str, kind: str) -> int:
        """A new change; its place."""
        reason = table("wording/reframe")["why"][kind]
        self.changes.append(Change(_line(before), _line(after), kind, reason["why"], reason["rule"]))
        return len(self.changes) - 1

    def lengthen(self, place: int, before: str) -> None:
        """More words that go with a change."""
        change = self.changes[place]
        self.changes[place] = replace(change, before=_line(f"{change.before}{before}"))

    def keep(self, words: str) -> None:
        """Words that stay; only their first letter may change."""
        lead = len(words) - len(words.lstrip(" \t\n\"'“‘([-*•–—"))
        if lead < len(words) and (self.opens or self.follows):
            letter = self._letter(words[lead:])
            if letter != words[lead] and self.changes:
                if lead:
                    self.pieces.append(Piece(words[:lead], words[:lead]))
                self.pieces.append(Piece(words[lead], letter, len(self.changes) - 1))
                words = words[lead + 1 :]
        if words:
            self.pieces.append(Piece(words, words))

    def put(self, before: str, after: str, change: int) -> None:
        """Words that become others, as part of a change."""
        lead = len(after) - len(after.lstrip(" .?\n"))
        if lead < len(after) and (self.opens or self.follows or lead):
            self.opens = self.opens or (lead > 0 and not self.follows)
            after = after[:lead] + self._letter(after[lead:]) + after[lead + 1 :]
        if before or after:
            self.pieces.append(Piece(before, after, change))

    def _letter(self, words: str) -> str:
        """The first letter of words, as it is due here."""
        opens, follows = self.opens, self.follows
        self.opens = self.follows = False
        if follows:
            small = re.match(r"[A-Z][a-z]*(?=\s|$)", words)
            return words[0].lower() if small and small[0].casefold() in _small() else words[0]
        coded = re.match(r"[a-z]+[A-Z\d]", words)
        return words[0].upper() if opens and not coded else words[0]


def tidied(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """No space is left where something went: none at either end, and no blank line more than there was."""
    found: list[Piece] = []
    said = ""
    change = next((piece.change for piece in pieces if piece.change is not None), None)
    for piece in pieces:
        change = piece.change if piece.change is not None else change
        after = piece.after if said.strip() else piece.after.lstrip()
        if after.startswith("\n") and said.endswith("\n\n"):
            after = after.lstrip("\n")
        elif after.startswith(" ") and said.endswith((" ", "\n")):
            after = after.lstrip(" ")
        found.append(piece if after == piece.after else replace(piece, after=after, change=change))
        said += after
    for place in reversed(range(len(found))):
        trimmed = found[place].after.rstrip()
        if trimmed != found[place].after:
            found[place] = replace(found[place], after=trimmed, change=change)
        if trimmed:
            break
    return tuple(found)


def _line(words: str) -> str:
    return " ".join(words.split())


@cache
def _small() -> frozenset[str]:
    return frozenset(table("lexicons/clauses")["small"])
