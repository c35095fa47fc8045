"""A model that fails, in every way a server can: the offline result stands within the time limit, with one plain sentence."""

import json
import threading
import time
from pathlib import Path

import pytest
from model_server import (
    Behave,
    ModelServer,
    answering,
    failing,
    hanging_up,
    nothing,
    saying,
    sending,
    waiting,
)

from clarifier import Clarification, clarify, read
from clarifier.model import circuit
from clarifier.model.chat import Stop
from clarifier.request.engines import clarify_with
from clarifier.settings import Settings

MAIL = """From: Ruth Amsel <ruth@amselcycles.example>
Sent: Tuesday, March 2, 2027 9:05 AM
Subject: crank sets

We need 36 crank sets CS-40 by March 19.
"""
WIDE = json.dumps({"at": "x" * 10_000_000}).encode()


@pytest.fixture(autouse=True)
def _fresh_circuits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circuit, "_CIRCUITS", {})


def settings(server: ModelServer | str, folder: Path, **more: float | int) -> Settings:
    url = server if isinstance(server, str) else server.url
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "placement.json").write_text(json.dumps({f"stub at {url}": 0}), "utf-8")  # it took its test before
    return Settings(model_url=url, model="stub", model_folder=folder, model_seconds=more.pop("seconds", 5), **more)  # type: ignore[arg-type]


def read_with(server: ModelServer | str, folder: Path, **more: float | int) -> tuple[Clarification, float]:
    began = time.monotonic()
    found = clarify_with("model", read(MAIL), settings(server, folder, **more))
    return found, time.monotonic() - began


FAULTS: dict[str, tuple[Behave, str]] = {
    "slow": (waiting(answering(nothing), 30), "within 2 seconds"),
    "a refused key": (failing(401), "refuses the key"),
    "no right": (failing(403), "refuses the key"),
    "no such model": (failing(404), "knows no model"),
    "too many questions": (failing(429), "too many questions"),
    "a fault of its own": (failing(500), "HTTP 500"),
    "an overloaded server": (failing(503), "HTTP 503"),
    "a bad request": (failing(400), "HTTP 400"),
    "an empty body": (sending(b""), "JSON"),
    "an empty answer": (saying(""), "answer"),
    "garbage": (sending(b"\x00\x01 no json at all", "text/plain"), "answered"),
    "a web page": (sending(b"<html>log in</html>", "text/html"), "answered"),
    "words instead of JSON": (saying("Certainly! Here you go."), "answer"),
    "JSON cut short": (saying('{"reason": {"at": 1, "quo'), "answer"),
    "an answer out of room": (saying('{"reason": {"at": 1, "quo', "length"), "ran out of room"),
    "a list": (saying("[1, 2]"), "shape"),
    "another shape": (saying('{"partial_delivery": "yes"}'), "left out"),
    "a choice that is none": (answering(lambda body: {**nothing(body), "is_request": {"at": 1, "answer": "perhaps"}}), "shape"),
    "10 MB": (sending(WIDE), "far more than was asked for"),
    "10 MB in its answer": (saying(WIDE.decode()), "far more than was asked for"),
    "cut in mid-stream": (hanging_up(b'{"id": "x", "choices": ['), "does not answer"),
    "hung up at once": (hanging_up(), "does not answer"),
    "bad UTF-8": (sending(b'{"choices": [{"message": {"content": "\xff\xfe"}}]}'), "answer"),
    "no choices": (sending(b'{"id": "x", "object": "chat.completion", "choices": []}'), "answered"),
    "a refusal": (
        lambda handler, _: handler.send(
            200,
            {
                "id": "x", "object": "chat.completion", "created": 0, "model": "stub",
                "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": None, "refusal": "I cannot."}}],
            },
        ),
        "declines",
    ),
    "a content filter": (saying("", "content_filter"), "declines"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_the_rep_nothing(name: str, tmp_path: Path) -> None:
    behave, words = FAULTS[name]
    with ModelServer(behave) as server:
        found, seconds = read_with(server, tmp_path, seconds=2, model_retries=0)
    offline = clarify(read(MAIL))
    assert (found.request, found.questions) == (offline.request, offline.questions)
    assert found.engine.name == "offline"
    reason = found.engine.fallback_reason or ""
    assert words in reason and "\n" not in reason and len(reason) < 250, reason
    assert seconds < 6


def test_a_server_that_is_down_costs_the_rep_nothing(tmp_path: Path) -> None:
    found, seconds = read_with("http://127.0.0.1:9/v1", tmp_path)
    assert found.request == clarify(read(MAIL)).request and seconds < 6
    assert "does not answer" in (found.engine.fallback_reason or "")


def test_a_drop_at_a_time_does_not_outlast_the_limit(tmp_path: Path) -> None:
    def drips(handler: "object", body: "object") -> None:
        del body
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        for _ in range(100):
            handler.wfile.write(b" ")  # type: ignore[attr-defined]
            handler.wfile.flush()  # type: ignore[attr-defined]
            time.sleep(0.1)

    with ModelServer(drips) as server:
        found, seconds = read_with(server, tmp_path, seconds=1, model_retries=0)
    assert "within 1 seconds" in (found.engine.fallback_reason or "") and seconds < 4


def test_keys_that_nobody_asked_for_do_no_harm(tmp_path: Path) -> None:
    with ModelServer(answering(lambda body: {**nothing(body), "is_request": {"at": 1, "quote": "", "answer": "yes", "x": 1}, "discount": 50})) as server:  # fmt: skip
        found, _ = read_with(server, tmp_path)
    assert found.engine.name == "model" and found.request.lines == clarify(read(MAIL)).request.lines


def test_a_fault_that_passes_is_asked_again(tmp_path: Path) -> None:
    turns = iter([failing(500)])

    with ModelServer(lambda handler, body: next(turns, answering(lambda b: {**nothing(b), "is_request": {"at": 1, "quote": "", "answer": "yes"}}))(handler, body)) as server:  # fmt: skip
        found, _ = read_with(server, tmp_path, model_retries=1)
        assert (found.engine.name, len(server.asked)) == ("model", 2)


def test_a_refused_key_is_not_asked_again(tmp_path: Path) -> None:
    with ModelServer(failing(401)) as server:
        read_with(server, tmp_path, model_retries=3)
        assert len(server.asked) == 1


def test_a_dead_server_is_left_alone_for_a_while(tmp_path: Path) -> None:
    with ModelServer(failing(500)) as server:
        for _ in range(4):
            found, _ = read_with(server, tmp_path, model_retries=0)
        assert len(server.asked) == circuit.FAULTS
        assert "not asked again for" in (found.engine.fallback_reason or "")


def test_the_same_email_costs_nothing_twice(tmp_path: Path) -> None:
    with ModelServer(answering(lambda body: {**nothing(body), "is_request": {"at": 1, "quote": "", "answer": "yes"}})) as server:  # fmt: skip
        first, _ = read_with(server, tmp_path)
        second, _ = read_with(server, tmp_path)
        assert len(server.asked) == 1
    assert first.request == second.request
    assert (first.engine.tokens_in, second.engine.tokens_in) == (100, 0)


def test_stopping_ends_the_question_on_the_server_too(tmp_path: Path) -> None:
    stop = Stop()
    with ModelServer(waiting(answering(nothing), 20)) as server:
        threading.Timer(0.7, stop.now).start()
        began = time.monotonic()
        found = clarify_with("model", read(MAIL), settings(server, tmp_path, seconds=20), stop=stop)
        assert time.monotonic() - began < 6
        assert "Stopped" in (found.engine.fallback_reason or "")
        for _ in range(50):
            if server.left:
                break
            time.sleep(0.05)
        assert server.left == 1


def test_the_key_goes_to_the_server_and_nowhere_else(tmp_path: Path) -> None:
    seen: list[str] = []

    def notes(handler: "object", body: "object") -> None:
        seen.append(handler.headers["authorization"])  # type: ignore[attr-defined]
        failing(401, "key sk-secret is wrong")(handler, body)  # type: ignore[arg-type]

    with ModelServer(notes) as server:
        chosen = settings(server, tmp_path)
        found = clarify_with("model", read(MAIL), Settings(**{**vars(chosen), "model_key": "sk-secret"}))
    assert seen == ["Bearer sk-secret"]
    assert "sk-secret" not in (found.engine.fallback_reason or "") + repr(chosen)


def test_no_model_set_up_is_a_word_only_where_one_was_wanted(tmp_path: Path) -> None:
    nobody = Settings(model_folder=tmp_path)
    assert clarify_with("auto", read(MAIL), nobody).engine.fallback_reason is None
    assert "clarifier model install" in (clarify_with("model", read(MAIL), nobody).engine.fallback_reason or "")
