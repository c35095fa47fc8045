"""The Chroma collection in which entries are found by meaning and by their words.

Comes in: a folder (or the address of a Chroma server), entries in groups, an embedder. Goes out: hits, the nearest first. It is built on
first use; a group whose digest changed is indexed anew, and nothing is downloaded. A group is marked before its entries are written, and
gets its digest after them: a process that is killed in between leaves a group that is indexed again. What cannot be read is set aside and
built anew; where nothing can be written, the collection lives in memory, and says so.
"""

import contextlib
import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from clarifier.errors import BrokenLibrary
from clarifier.rules.entries import Group, document_of
from clarifier.rules.vectors import Embedder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

BATCH = 500  # entries written at once
LOCK_SECONDS = 120.0
HEARTBEAT = 5.0  # seconds in which a server must say that it lives
NO_ROOM = ("disk is full", "no space", "disk full", "file too large", "too big")
UNFINISHED = "unfinished"  # the digest of a group while it is written
_LOG = logging.getLogger("clarifier.rules")
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
            return _guarded(work)
        except _Unusable as error:
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


@dataclass(frozen=True)
class _Wanted:
    """What a collection shall hold, and where it is, in words."""

    groups: Sequence[Group]
    embedder: Embedder
    name: str
    place: str


def open_collection(
    folder: Path, groups: Sequence[Group], embedder: Embedder, server: str = "", *, name: str = "passages"
) -> Collection:
    """The collection of that name, up to date. Raises BrokenLibrary where a server does not answer."""
    place = f"The Chroma server at {server}" if server else "The index of the rules"
    wanted = _Wanted(groups, embedder, f"{name}-{embedder.name}"[:50].strip("-_."), place)
    if server:
        return _on_server(server, wanted)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(folder):
            return _on_disk(folder, wanted)
    except OSError as error:
        note = f"{folder} cannot be written ({error.strerror or error}); the rules are indexed in memory, anew at each start."
        _LOG.warning("%s", note)
        return _in_memory(wanted, note)


def _on_disk(folder: Path, wanted: _Wanted) -> Collection:
    try:
        return _opened(lambda: _client_at(folder), wanted)
    except _Unusable as error:
        if any(word in str(error).casefold() for word in NO_ROOM):
            raise OSError(28, "no room is left") from error
        if not _writable(folder):
            raise PermissionError(13, "it may not be written") from error
        aside = folder.with_name(f"{folder.name}.broken-{time.strftime('%Y%m%d-%H%M%S')}")
        shutil.move(folder, aside)
        folder.mkdir(mode=0o700)
        note = f"The index of the rules could not be read ({error}); it was built anew, and the old one is at {aside}."
        _LOG.warning("%s", note)
    _forget_clients()
    try:
        collection = _opened(lambda: _client_at(folder), wanted)
    except _Unusable as error:
        raise OSError(5, str(error)) from error
    collection.note = note
    return collection


def _in_memory(wanted: _Wanted, note: str) -> Collection:
    import chromadb

    _forget_clients()
    try:
        collection = _opened(lambda: chromadb.EphemeralClient(settings=_settings()), wanted)
    except _Unusable as error:
        raise BrokenLibrary(
            f"The rules cannot be indexed ({error}); restart clarifier, and see that there is room."
        ) from error
    collection.note = note
    return collection


def _on_server(address: str, wanted: _Wanted) -> Collection:
    import chromadb
    import httpx

    parts = urlsplit(address)
    is_safe = parts.scheme == "https"
    try:
        _guarded(
            lambda: httpx.get(f"{address}/api/v2/heartbeat", timeout=HEARTBEAT)
        )  # Chroma's own client waits for ever
        return _opened(
            lambda: chromadb.HttpClient(
                parts.hostname or "", parts.port or (443 if is_safe else 8000), ssl=is_safe, settings=_settings()
            ),
            wanted,
        )
    except _Unusable as error:
        raise BrokenLibrary(
            f"The Chroma server at {address} does not answer ({error}); start it, or take chroma_url out of the settings."
        ) from error


class _Unusable(Exception):
    """Chroma cannot work with what is there."""


def _opened(client: "Callable[[], ClientAPI]", wanted: _Wanted) -> Collection:
    opened = _guarded(client)
    flat = {"hnsw": {"space": "cosine", "ef_search": 200}}

    def made() -> Collection:
        return Collection(
            wanted.embedder,
            wanted.place,
            "",
            opened,
            opened.get_or_create_collection(wanted.name, embedding_function=None, configuration=flat),  # type: ignore[arg-type]
            opened.get_or_create_collection(f"{wanted.name}-files", embedding_function=None),
        )

    collection = _guarded(made)
    _guarded(lambda: collection.bring_up_to_date(wanted.groups))
    vector = wanted.embedder.embed(["is it there?"])
    _guarded(lambda: collection._nearest(vector, 1, ""))  # the index is read once before it is trusted
    return collection


def _guarded(work: Callable[[], T]) -> T:
    """The work, with whatever Chroma's Rust or Python side raises as one kind of error; a panic of the former is no Exception."""
    from clarifier.errors import ClarifierError

    try:
        return work()
    except (KeyboardInterrupt, SystemExit, ClarifierError, _Unusable):
        raise
    except BaseException as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise _Unusable(first[:120]) from error


def _client_at(folder: Path) -> "ClientAPI":
    import chromadb

    if not _writable(folder):
        raise PermissionError(13, "it may not be written")
    return chromadb.PersistentClient(folder, settings=_settings())


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _forget_clients() -> None:
    """Chroma keeps a client a folder; one that is broken must not be handed out again."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()


def _writable(folder: Path) -> bool:
    """Tried, not asked: root may write where the bits say no, and a full or mounted disk refuses where they say yes."""
    probe = folder / ".probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        try:
            with path.open("ab"):
                pass
        except OSError:
            return False
    return True


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time builds."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder.with_name(f"{folder.name}.lock"), timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise OSError(11, "another clarifier is writing there") from error


def _batches(groups: Sequence[Group]) -> Iterator[list[Group]]:
    batch: list[Group] = []
    for group in groups:
        batch.append(group)
        if sum(len(each.entries) for each in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
