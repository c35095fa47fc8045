"""The Chroma collection in which entries are found by meaning and by their words.

Comes in: entries in groups, an embedder, questions. Goes out: hits, the nearest first. A group whose digest changed is indexed anew. It is
marked before its entries are written, and gets its digest after them: a process that is killed in between leaves a group that is indexed
again. Where the collection is, opening.py decides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from clarifier.errors import BrokenLibrary
from clarifier.rules.entries import Group, document_of
from clarifier.rules.vectors import Embedder

if TYPE_CHECKING:
    pass

BATCH = 500  # entries written at once
UNFINISHED = "unfinished"  # the digest of a group while it is written
T = TypeVar("T")


@dataclass(frozen=True)
class Hit:
    """An entry that was found. `similarity` is the cosine, 0 where it was found by its words only."""

    id: str
    similarity: float

    @property
    def document(self) -> str:
        """The id of the document it belongs to."""
        return document_of(self.id)


@dataclass
class Collection:
    """An open collection; `note` says what is unusual about it, in one sentence, or is empty."""

    embedder: Embedder
    place: str
    note: str = ""
    _client: Any = field(default=None, repr=False)
    _entries: Any = field(default=None, repr=False)
    _groups: Any = field(default=None, repr=False)

    def nearest(self, text: str, count: int, file: str = "") -> list[Hit]:
        """The `count` nearest entries, of one file alone where it is named."""
        vector = self.embedder.embed([text])
        return self._answered(lambda: self._nearest(vector, count, file))

    def _nearest(self, vector: Any, count: int, file: str) -> list[Hit]:
        if not (there := self._entries.count()):
            return []
        only = {"file": file} if file else None
        found = self._entries.query(
            query_embeddings=vector, n_results=min(count, there), where=only, include=["distances"]
        )
        return [
            Hit(entry, 1.0 - float(distance))
            for entry, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def holding(self, words: str, count: int) -> list[Hit]:
        """Up to `count` passages in which `words` stand to the letter, as an id or a part number does."""
        found = self._answered(lambda: self._entries.get(where_document={"$contains": words}, limit=count, include=[]))
        return [Hit(entry, 0.0) for entry in found["ids"]]

    def _answered(self, work: Callable[[], T]) -> T:
        """What Chroma answers; where it cannot, one sentence."""
        try:
            return guarded(work)
        except Unusable as error:
            raise BrokenLibrary(
                f"{self.place} does not answer ({error}); start it again, and clarifier after it."
            ) from error

    def count(self) -> int:
        """How many entries it holds."""
        return int(self._entries.count())

    def bring_up_to_date(self, wanted: Iterable[Group]) -> int:
        """Writes what is new or changed, deletes what is gone. Gives the number of groups that were written."""
        held = self._groups.get(include=["metadatas"])
        digests = {name: meta["digest"] for name, meta in zip(held["ids"], held["metadatas"], strict=True)}
        by_name = {group.file: group for group in wanted}
        changed = [group for name, group in by_name.items() if digests.get(name) != group.digest]
        gone = sorted(set(digests) - set(by_name))
        for name in gone:
            self._entries.delete(where={"file": name})
            self._groups.delete(ids=[name])
        for batch in _batches(changed):
            self._mark(batch, lambda _: UNFINISHED)
            for group in batch:
                self._entries.delete(where={"file": group.file})
            self._write(batch)
            self._mark(batch, lambda group: group.digest)
        return len(changed)

    def _mark(self, batch: Sequence[Group], digest: Callable[[Group], str]) -> None:
        self._groups.upsert(
            ids=[group.file for group in batch],
            embeddings=[[1.0]] * len(batch),
            metadatas=[{"digest": digest(group)} for group in batch],
        )

    def _write(self, batch: Sequence[Group]) -> None:
        rows = [(group.file, entry) for group in batch for entry in group.entries]
        for told in (True, False):  # questions are found by meaning only: their words need no index
            some = [row for row in rows if bool(row[1].passage) is told]
            for at in range(0, len(some), BATCH):
                part = some[at : at + BATCH]
                self._entries.upsert(
                    ids=[entry.id for _, entry in part],
                    embeddings=self.embedder.embed([entry.text for _, entry in part]),
                    documents=[entry.words for _, entry in part] if told else None,
                    metadatas=[{"file": file} for file, _ in part],
                )


class Unusable(Exception):
    """Chroma cannot work with what is there: for the one who opens a collection, never for the user."""


def guarded(work: Callable[[], T]) -> T:
    """The work, with whatever Chroma's Rust or Python side raises as one kind of error; a panic of the former is no Exception."""
    from clarifier.errors import ClarifierError

    try:
        return work()
    except (KeyboardInterrupt, SystemExit, ClarifierError, Unusable):
        raise
    except BaseException as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise Unusable(first[:120]) from error


def _batches(groups: Sequence[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    for group in groups:
        batch.append(group)
        if sum(len(each.entries) for each in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
