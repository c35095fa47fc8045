"""Where the rules' collection is, and how it is opened: in a folder, on a Chroma server, in memory.

Comes in: a folder or an address, entries in groups, an embedder. Goes out: a Collection that is up to date. It is built on first use, and
nothing is downloaded. What cannot be read is set aside and built anew; where nothing can be written, the collection lives in memory, and
says so.
"""

import contextlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clarifier.errors import BrokenLibrary
from clarifier.rules.collection import Collection, Unusable, guarded
from clarifier.rules.entries import Group
from clarifier.rules.vectors import Embedder

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

LOCK_SECONDS = 120.0
HEARTBEAT = 5.0  # seconds in which a server must say that it lives
NO_ROOM = ("disk is full", "no space", "disk full", "file too large", "too big")
_LOG = logging.getLogger("clarifier.rules")


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
    except Unusable as error:
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
    except Unusable as error:
        raise OSError(5, str(error)) from error
    collection.note = note
    return collection


def _in_memory(wanted: _Wanted, note: str) -> Collection:
    import chromadb

    _forget_clients()
    try:
        collection = _opened(lambda: chromadb.EphemeralClient(settings=_settings()), wanted)
    except Unusable as error:
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
        guarded(
            lambda: httpx.get(f"{address}/api/v2/heartbeat", timeout=HEARTBEAT)
        )  # Chroma's own client waits for ever
        return _opened(
            lambda: chromadb.HttpClient(
                parts.hostname or "", parts.port or (443 if is_safe else 8000), ssl=is_safe, settings=_settings()
            ),
            wanted,
        )
    except Unusable as error:
        raise BrokenLibrary(
            f"The Chroma server at {address} does not answer ({error}); start it, or take chroma_url out of the settings."
        ) from error


def _opened(client: "Callable[[], ClientAPI]", wanted: _Wanted) -> Collection:
    opened = guarded(client)
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

    collection = guarded(made)
    guarded(lambda: collection.bring_up_to_date(wanted.groups))
    vector = wanted.embedder.embed(["is it there?"])
    guarded(lambda: collection._nearest(vector, 1, ""))  # the index is read once before it is trusted
    return collection


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
