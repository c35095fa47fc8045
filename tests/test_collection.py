"""The Chroma collection on a real disk or server: built on first use, kept up to date, searched by meaning and to the letter."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from clarifier.errors import BrokenLibrary
from clarifier.rules.collection import Collection
from clarifier.rules.entries import Entry, Group
from clarifier.rules.opening import open_collection
from clarifier.rules.vectors import WordLlamaEmbedder

CHROMA = Path(sys.executable).with_name("chroma")


class Letters:
    """An embedder that counts letters: quick, and the same everywhere. `told` holds what it was asked."""

    def __init__(self, name: str = "letters", letters: str = "abcdefgh") -> None:
        self.name, self.letters, self.told = name, letters, list[str]()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        self.told += texts
        rows = np.array([[1 + text.count(letter) for letter in self.letters] for text in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def group(file: str, *texts: str) -> Group:
    """A file with these passages."""
    entries = [Entry(f"{file}#{place}", file, f"{file}#{place}", each, each) for place, each in enumerate(texts)]
    return Group(file, "|".join(texts), tuple(entries))


TWO = [group("abbey", "a bad cab", "add a cage CS-40/7"), group("hedge", "he had a hedge", "egg AB_12 and 100%")]


def ids(collection: Collection) -> set[str]:
    """Everything that it holds, found by its words."""
    return {hit.id for letter in "ae" for hit in collection.holding(letter, 10_000)}


def test_it_is_built_on_first_use_and_opened_again_without_writing(tmp_path: Path) -> None:
    first = open_collection(tmp_path / "made" / "library", TWO, Letters())
    assert (first.count(), first.note) == (4, "")
    again = Letters()
    collection = open_collection(tmp_path / "made" / "library", TWO, again)
    assert (collection.count(), collection.note, collection.bring_up_to_date(TWO)) == (4, "", 0)
    assert not set(again.told) & {entry.text for each in TWO for entry in each.entries}
    assert collection.nearest("a bad cab", 1)[0].id == "abbey#0"
    assert collection.nearest("a bad cab", 1)[0].similarity == pytest.approx(1, abs=1e-5)


def test_only_a_changed_file_is_indexed_anew_and_one_that_is_gone_leaves(tmp_path: Path) -> None:
    embedder = Letters()
    collection = open_collection(tmp_path / "library", [*TWO, group("gone", "a gaga head")], embedder)
    embedder.told.clear()
    assert collection.bring_up_to_date([group("abbey", "a bad cab"), TWO[1]]) == 1
    assert embedder.told == ["a bad cab"]
    assert ids(collection) == {"abbey#0", "hedge#0", "hedge#1"} and collection.count() == 3


def test_vectors_of_two_embedders_are_not_mixed(tmp_path: Path) -> None:
    open_collection(tmp_path / "library", TWO, Letters())
    other = open_collection(tmp_path / "library", TWO[:1], Letters("other", "xyz"))
    assert (other.count(), other.note) == (2, "")
    assert open_collection(tmp_path / "library", TWO, Letters()).count() == 4


def test_a_part_number_is_found_to_the_letter_and_in_passages_only(tmp_path: Path) -> None:
    asked = Group("asked/abbey", "1", (Entry("abbey?0", "abbey", "", "where is CS-40/7?", "where is CS-40/7?"),))
    collection = open_collection(tmp_path / "library", [*TWO, asked], Letters())
    found = {words: [hit.id for hit in collection.holding(words, 9)] for words in ("CS-40/7", "AB_12", "100%", "ABx12")}
    assert found == {"CS-40/7": ["abbey#1"], "AB_12": ["hedge#1"], "100%": ["hedge#1"], "ABx12": []}
    assert {hit.id for hit in collection.nearest("where is CS-40/7?", 9, "abbey")} == {"abbey#0", "abbey#1"}


def test_nothing_is_downloaded_and_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def connect(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX, f"connects to {address}"

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_: pytest.fail(f"asks for {asked}"))
    collection = open_collection(tmp_path / "library", TWO, WordLlamaEmbedder())
    assert (collection.note, collection.nearest("a hedge", 1)[0].document) == ("", "hedge")


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A real Chroma server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(tmp_path / "server")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        until = time.monotonic() + 30
        while time.monotonic() < until and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", server
        server.kill()


def test_a_chroma_server_holds_the_collection_and_one_sentence_says_that_it_is_gone(
    chroma: tuple[str, "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    address, server = chroma
    assert open_collection(tmp_path / "library", TWO, Letters(), address).count() == 4
    collection = open_collection(tmp_path / "library", TWO, Letters(), address)
    assert (collection.bring_up_to_date(TWO), collection.note) == (0, "")
    assert collection.nearest("a bad cab", 1)[0].id == "abbey#0"
    assert collection.holding("CS-40/7", 3)[0].id == "abbey#1"
    assert not (tmp_path / "library").exists()
    server.kill()
    server.wait()
    with pytest.raises(BrokenLibrary, match=rf"server at {address} does not answer \(.+\); start it, or take"):
        open_collection(tmp_path / "library", TWO, Letters(), address)
    with pytest.raises(BrokenLibrary, match="does not answer"):
        collection.nearest("a bad cab", 1)
    with pytest.raises(BrokenLibrary, match="does not answer"):
        collection.holding("CS-40/7", 3)
