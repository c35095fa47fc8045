"""Embeddings by a server: rows of length one in the texts' order, one plain sentence for each of its faults, and a library built with it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from model_server import Behave, Body, Handler, ModelServer, failing, hanging_up, sending, waiting

from clarifier.errors import BadAnswer, ModelError, NoAnswer, NoModel, RateLimited, RefusedKey
from clarifier.model.embeddings import BATCH, ServerEmbedder, server_embedder
from clarifier.rules.corpus import Corpus, read_corpus
from clarifier.rules.engines import ask_with
from clarifier.rules.library import open_library
from clarifier.settings import Settings

TEXTS = ["a cab", "a bad bead", "bees"]
CORPUS = read_corpus()
RULES = CORPUS.sources[:10]
SOME = Corpus(RULES, tuple(each for each in CORPUS.asked if each[1].startswith("rule-"))[::40])


def letters(text: str) -> list[float]:
    """A vector that tells texts apart a little: how often each letter stands there."""
    return [0.1 + text.casefold().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]


def item(text: str, place: int) -> Any:
    """One text's place in an answer."""
    return {"object": "embedding", "index": place, "embedding": letters(text)}


def embedding(made: Callable[[str, int], Any] = item) -> Behave:
    """Answers as OpenAI's API does, the last text first."""

    def behave(handler: Handler, body: Body) -> None:
        rows = [made(text, place) for place, text in enumerate(body["input"])][::-1]
        handler.send(200, {"object": "list", "model": body["model"], "data": rows, "usage": {"prompt_tokens": 1, "total_tokens": 1}})  # fmt: skip

    return behave


def row(*values: Any) -> Behave:
    """Gives each text this vector."""
    return embedding(lambda text, place: {**item(text, place), "embedding": list(values)})


def settings(server: ModelServer, folder: Path, model: str = "bge-m3") -> Settings:
    return Settings(
        model_url=server.url, model="stub", model_folder=folder, data_folder=folder / "data",
        embedding_model=model, model_seconds=1, model_retries=0,
    )  # fmt: skip


def embedder(server: ModelServer, folder: Path, model: str = "bge-m3") -> ServerEmbedder:
    return server_embedder(settings(server, folder, model))


def test_a_text_is_a_row_of_length_one_in_its_place(tmp_path: Path) -> None:
    with ModelServer(embedding()) as server:
        rows = embedder(server, tmp_path).embed(TEXTS)
        assert [(body["model"], body["input"]) for body in server.asked] == [("bge-m3", TEXTS)]
    wanted = np.array([letters(text) for text in TEXTS])
    assert rows.dtype == np.float32
    assert np.allclose(rows, wanted / np.linalg.norm(wanted, axis=1, keepdims=True), atol=1e-6)


def test_many_texts_are_asked_about_in_batches(tmp_path: Path) -> None:
    texts = [f"text {place}" for place in range(2 * BATCH + 1)]
    with ModelServer(embedding()) as server:
        rows = embedder(server, tmp_path).embed(texts)
        assert [len(body["input"]) for body in server.asked] == [BATCH, BATCH, 1]
    assert rows.shape == (len(texts), 26)


FAULTS: dict[str, tuple[Behave, type[ModelError], str]] = {
    "too few": (lambda h, _: h.send(200, {"data": [item("a", 0)]}), BadAnswer, "sent 1 embeddings for 3 texts"),
    "too many": (lambda h, _: h.send(200, {"data": [item("a", n) for n in range(4)]}), BadAnswer, "sent 4 embeddings"),
    "none": (sending(b'{"data": []}'), BadAnswer, "for 3 texts"),
    "rows of several lengths": (
        embedding(lambda text, place: {**item(text, place), "embedding": [1.0] * (place + 1)}), BadAnswer, "embedding"
    ),
    "empty rows": (row(), BadAnswer, ""),
    "words": (row("a", "b"), BadAnswer, ""),
    "no numbers": (row(None, 1.0), BadAnswer, ""),
    "rows of rows": (row([1.0], [2.0]), BadAnswer, ""),
    "not a number": (row(float("nan"), 1.0), BadAnswer, ""),
    "beyond all numbers": (row(1e39, 1.0), BadAnswer, ""),
    "no row": (embedding(lambda text, place: {**item(text, place), "embedding": None}), BadAnswer, ""),
    "items that are none": (embedding(lambda *_: "x"), BadAnswer, ""),
    "a fault of its own": (failing(500), NoAnswer, "HTTP 500"),
    "a refused key": (failing(401), RefusedKey, "refuses the key"),
    "too many questions": (failing(429), RateLimited, "too many questions"),
    "garbage": (sending(b"\x00\x01 no json", "text/plain"), BadAnswer, ""),
    "JSON cut short": (sending(b'{"data": ['), BadAnswer, ""),
    "another shape": (sending(b'{"data": null}'), BadAnswer, ""),
    "a web page": (sending(b"<html>log in</html>", "text/html"), BadAnswer, ""),
    "hung up": (hanging_up(b'{"data": ['), NoAnswer, "does not answer"),
    "slow": (waiting(embedding(), 30), NoAnswer, "within 1 seconds"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_server_is_one_plain_sentence(name: str, tmp_path: Path) -> None:
    behave, kind, words = FAULTS[name]
    with ModelServer(behave) as server, pytest.raises(ModelError) as caught:
        embedder(server, tmp_path).embed(TEXTS)
    said = str(caught.value)
    assert type(caught.value) is kind
    assert words in said and said.endswith(".") and "\n" not in said and "; " in said


def test_a_model_that_is_not_there_is_named_with_the_setting_that_names_it(tmp_path: Path) -> None:
    with ModelServer(failing(404)) as server, pytest.raises(NoAnswer, match=r"'bge-m3'.*embedding_model"):
        embedder(server, tmp_path).embed(TEXTS)


def test_without_a_server_there_is_no_embedder(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="CLARIFIER_MODEL_URL"):
        server_embedder(Settings(model_folder=tmp_path, embedding_model="bge-m3"))


def test_weights_on_this_machine_are_no_server_to_ask(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "w.gguf").write_bytes(b"weights")
    chosen = {"file": "w.gguf", "name": "w", "title": "W", "licence": "Apache-2.0"}
    (tmp_path / "models" / "chosen.json").write_text(json.dumps(chosen), "utf-8")
    with pytest.raises(NoModel):
        server_embedder(Settings(model_folder=tmp_path, embedding_model="bge-m3")).embed(TEXTS)


def test_a_library_is_built_with_it_and_answers(tmp_path: Path) -> None:
    with ModelServer(embedding()) as server:
        chosen = settings(server, tmp_path)
        library = open_library(chosen, SOME)
        sent = sum(len(body["input"]) for body in server.asked)
        assert library.collection.count() == len(SOME.passages) + len(SOME.asked) <= sent
        question, doc_id = SOME.asked[0]
        assert library.collection.nearest(question, 1)[0].document == doc_id
        assert ask_with("offline", question, library, chosen).citations[0].id == doc_id
        server.asked.clear()
        again = open_library(chosen, SOME)
        assert (again.collection.note, sum(len(body["input"]) for body in server.asked)) == ("", 1)


@pytest.mark.parametrize(
    "model", ["BAAI/bge-m3:latest", "模型", "é" * 60, "___"], ids=["a path", "Chinese", "long", "signs"]
)
def test_whatever_a_model_is_called_a_library_is_built_with_it(model: str, tmp_path: Path) -> None:
    with ModelServer(embedding()) as server:
        library = open_library(settings(server, tmp_path, model), Corpus(SOME.sources[:1], SOME.asked[:1]))
        assert library.collection.note == ""
        assert {body["model"] for body in server.asked} == {model}


def test_a_server_that_is_gone_is_one_sentence_while_building_and_while_asking(tmp_path: Path) -> None:
    with ModelServer(embedding()) as server:
        chosen = settings(server, tmp_path)
        library = open_library(chosen, SOME)
    with pytest.raises(NoAnswer, match="does not answer"):
        ask_with("offline", "what do I do first?", library, chosen)
    with pytest.raises(NoAnswer, match="does not answer"):
        open_library(chosen, SOME)
    assert not list((tmp_path / "data").glob("*.broken-*"))
