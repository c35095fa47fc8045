"""The real weights in llama.cpp's real server, beside this process: start, keep strangers out, read, stop, start again."""

import os
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clarifier import Clarification, as_json, clarify, read
from clarifier.errors import ModelError, NoModel
from clarifier.model import local
from clarifier.model.chat import Chat, Prompt, Stop, open_chat
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.model.install import adopt
from clarifier.request.engines import refined
from clarifier.settings import Settings
from clarifier.texts import home

NUMBER = {
    "title": "check", "type": "object", "properties": {"amount": {"type": "integer"}}, "required": ["amount"], "additionalProperties": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings under which the real weights are installed, and no answer is kept from before."""
    folder = tmp_path_factory.mktemp("models")
    adopt(weights, folder)
    yield Settings(model_folder=folder, model_seconds=300)
    local.close()


@pytest.fixture(scope="module")
def chat(settings: Settings) -> Chat:
    return open_chat(settings, find_endpoint(settings))


def test_it_listens_on_loopback_and_answers_only_with_its_key(chat: Chat) -> None:
    assert chat.url and chat.url.startswith("http://127.0.0.1:")
    body = {"messages": [{"role": "user", "content": "Say yes."}], "max_tokens": 2}
    assert httpx.post(f"{chat.url}/chat/completions", json=body, timeout=60).status_code == 401
    head = {"authorization": f"Bearer {chat.key}"}
    assert httpx.post(f"{chat.url}/chat/completions", json=body, headers=head, timeout=60).status_code == 200


def test_it_answers_in_the_asked_shape(chat: Chat) -> None:
    answer = chat.ask(
        Prompt("Answer in JSON.", "1: Please send 40 brackets.", "amount: how many are wanted"), NUMBER, 40
    )
    assert answer.data == {"amount": 40} and answer.tokens_in > 10


def test_an_email_is_read_once_more_and_never_worse(settings: Settings) -> None:
    offline = clarify(read((home("knowledge") / "examples" / "roof-crew-call.txt").read_bytes()))
    found = refined(offline, settings)
    assert found.engine.name == "model", found.engine.fallback_reason
    assert found.request.lines == offline.request.lines and found.request.needed_by == offline.request.needed_by
    _all_stand_in_their_messages(found)
    began = time.monotonic()
    assert refined(offline, settings).request == found.request and time.monotonic() - began < 2  # kept


def _all_stand_in_their_messages(found: Clarification) -> None:
    data = as_json(found)
    bodies = [message["body"] for message in data["thread"]["messages"]]

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if place := node.get("evidence"):
                assert bodies[place["message"]][place["start"] : place["end"]] == place["quote"]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(data["request"])


def test_stopping_gives_the_offline_result_at_once_and_the_server_goes_on(settings: Settings, chat: Chat) -> None:
    long = "We need 36 crank sets CS-40 by March 19.\n" + "There is a walrus at the gate who sings all day.\n" * 10
    offline = clarify(read(long))
    stop = Stop()
    threading.Timer(1.0, stop.now).start()
    began = time.monotonic()
    found = refined(offline, settings, stop=stop)
    assert time.monotonic() - began < 8 and "Stopped" in (found.engine.fallback_reason or "")
    assert found.request == offline.request
    assert chat.ask(
        Prompt("Answer in JSON.", "1: Please send 7 brackets.", "amount: how many are wanted"), NUMBER, 40
    ).data


def test_an_interrupt_from_a_terminal_does_not_reach_it(weights: Path) -> None:
    assert os.getsid(local.shared(weights).process.pid) != os.getsid(0), "the library stops halfway on Ctrl+C"


def test_it_closes_its_door_and_starts_again(settings: Settings, chat: Chat) -> None:
    local.close()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{chat.url}/models", timeout=3)
    again = open_chat(settings, find_endpoint(settings))
    assert again.key != chat.key
    assert again.ask(
        Prompt("Answer in JSON.", "1: Please send 9 brackets.", "amount: how many are wanted"), NUMBER, 40
    ).data


def test_a_damaged_file_is_one_sentence(weights: Path, tmp_path: Path) -> None:
    with weights.open("rb") as whole:
        (tmp_path / "cut.gguf").write_bytes(whole.read(100_000))
    with pytest.raises(ModelError, match="damaged"):
        local.start(tmp_path / "cut.gguf")


HEADS = {  # what llama.cpp meets behind the four letters
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "no tensors": struct.pack("<IQQ", 3, 0, 0),
    "counts beyond memory": struct.pack("<IQQ", 3, 2**60, 2**60) + bytes(100),
    "counts below nothing": struct.pack("<Iqq", 3, -1, -1) + bytes(100),
    "a name beyond memory": struct.pack("<IQQQ", 3, 1, 1, 2**62) + bytes(100),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_broken_head_is_one_sentence_and_nothing_is_printed(
    head: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + HEADS[head])
    with pytest.raises(ModelError, match=r"broken\.gguf cannot be run"):
        local.start(tmp_path / "broken.gguf")
    assert capfd.readouterr() == ("", "")


def test_weights_that_are_gone_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="gone"):
        open_chat(Settings(model_folder=tmp_path), Endpoint("local", "walrus", weights=tmp_path / "walrus.gguf"))
