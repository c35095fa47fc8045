"""Past requests and how they ended, found for a new one: "last time Acme took 50 first".

Comes in: precedents (the ledger's), and the words of a new request. Goes out: the ones most like it, those of the same customer first.
They are searched as the rules are, in a collection of their own.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clarifier.rules.collection import Collection
from clarifier.rules.entries import Entry, Group
from clarifier.rules.opening import open_collection
from clarifier.rules.vectors import Embedder

FOLDER = "precedents"
ALIKE = 0.35  # the least similarity of one that is worth a word
SAME_CUSTOMER = 0.25  # what the same customer adds to it
LOOKED_AT = 200


@dataclass(frozen=True)
class Precedent:
    """A past request. `id` is the ledger's; `asked` is what the customer wanted, `outcome` how it ended, each in one sentence."""

    id: str
    customer: str
    asked: str
    outcome: str


@dataclass(frozen=True)
class Precedents:
    """The precedents that are known, and where they are searched."""

    known: dict[str, Precedent]
    collection: Collection

    def like(self, asked: str, customer: str = "", count: int = 3) -> list[Precedent]:
        """The precedents most like a request; none where none is alike enough."""
        scored: list[tuple[float, Precedent]] = []
        for hit in self.collection.nearest(asked, LOOKED_AT):
            found = self.known[hit.id]
            is_same = bool(customer) and found.customer.casefold() == customer.casefold()
            score = hit.similarity + SAME_CUSTOMER * is_same
            if score >= ALIKE:
                scored.append((score, found))
        return [found for _, found in sorted(scored, key=lambda each: -each[0])[:count]]


def open_precedents(folder: Path, precedents: Iterable[Precedent], embedder: Embedder, server: str = "") -> Precedents:
    """The precedents of a folder (the user's data), brought up to date. Raises BrokenLibrary as the library does."""
    known = {each.id: each for each in precedents}
    groups = [_group(each) for each in known.values()]
    return Precedents(known, open_collection(folder / FOLDER, groups, embedder, server, name=FOLDER))


def _group(precedent: Precedent) -> Group:
    written = json.dumps([precedent.customer, precedent.asked, precedent.outcome], ensure_ascii=True)
    entry = Entry(precedent.id, precedent.id, precedent.id, precedent.asked, precedent.asked)
    return Group(precedent.id, hashlib.sha256(written.encode()).hexdigest()[:32], (entry,))
