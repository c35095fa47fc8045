"""A message written in anger is nobody else's business: its words stand in no log, on no standard error and in no file of ours.

A word that stands nowhere else is planted in a message, and then looked for.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Ended, clarifier, process
from model_server import Behave, Body, Handler, ModelServer, answering, failing, hanging_up, saying, sending

from clarifier.errors import NoAnswer
from clarifier.model import circuit
from clarifier.model.scripted import Scripted
from clarifier.reframe.candidates import SCHEMA, improve
from clarifier.reframe.engines import reframe_with
from clarifier.reframe.reframed import MOST, reframe
from clarifier.settings import Settings

CANARY = "zebrawort"
MESSAGE = f"You useless clowns never listen. Send me 40 {CANARY} plates for Calder {CANARY.title()} by Friday, I'm sick of you."
LOUD = (
    "",
    "clarifier",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langsmith",
    "openai",
    "httpx",
    "httpcore",
    "asyncio",
)
CLEAR = f"Can you send me 40 {CANARY} plates for Calder {CANARY.title()} by Friday?"


def answer(*candidates: str) -> dict[str, Any]:
    return dict(zip(SCHEMA["required"], candidates, strict=False))


def echoing(status: int) -> Behave:
    """A server that puts the whole question into its fault."""

    def behave(handler: Handler, body: Body) -> None:
        handler.send(status, {"error": {"message": json.dumps(body), "type": "stub", "code": None}})

    return behave


SERVERS: dict[str, Behave] = {
    "answers well": answering(lambda _: answer(CLEAR, CLEAR)),
    "answers wrongly": answering(lambda _: answer(MESSAGE, CANARY)),
    "answers in another shape": answering(lambda _: {CANARY: [MESSAGE]}),
    "answers in words": saying(f"As you wrote: {MESSAGE}"),
    "answers with JSON cut short": saying(f'{{"first": "{CANARY}'),
    "runs out of room": saying(f'{{"first": "{CANARY}', "length"),
    "repeats the question in a fault of its own": echoing(500),
    "repeats the question as a bad request": echoing(400),
    "repeats the question and refuses the key": echoing(401),
    "repeats the question and has had too many": echoing(429),
    "fails": failing(503),
    "sends garbage": sending(b"\x00" + MESSAGE.encode(), "text/plain"),
    "hangs up": hanging_up(MESSAGE.encode()),
}


@pytest.fixture(autouse=True)
def _fresh_circuits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circuit, "_CIRCUITS", {})


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every logger says all it can."""
    before = {name: logging.getLogger(name).level for name in LOUD}
    for name in LOUD:
        logging.getLogger(name).setLevel(1)
    with caplog.at_level(1):
        yield caplog
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def holding(*folders: Path) -> list[str]:
    """The files in which the planted word stands, by name or by content."""
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if CANARY in path.name.casefold() or (path.is_file() and CANARY.encode() in path.read_bytes().lower())
    ]


def logged(records: pytest.LogCaptureFixture) -> list[str]:
    """The log records that hold the planted word, their arguments and tracebacks included."""
    plain = logging.Formatter()
    return [r.name for r in records.records if CANARY in (plain.format(r) + repr(r.args) + repr(r.__dict__)).casefold()]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A home, a folder for models and one for temporary files, all empty, and loggers that say all they can."""
    for name in ("home", "models", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return {
        "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "temporary"), "CLARIFIER_MODEL_FOLDER": str(tmp_path / "models"),
        "XDG_CACHE_HOME": str(tmp_path / "home" / ".cache"), "OPENAI_LOG": "debug", "PYTHONASYNCIODEBUG": "1",
    }  # fmt: skip


def run(place: dict[str, str], *arguments: str, given: bytes = b"") -> Ended:
    return clarifier(*arguments, given=given, folder=Path(place["HOME"]), **place)


def run_alone(place: dict[str, str], *arguments: str, given: bytes = b"", **more: str) -> Ended:
    """The same in a process of its own, as it asks a model."""
    return process(*arguments, given=given, folder=Path(place["HOME"]), **place, **more)


def kept_nothing(place: dict[str, str], run: Ended) -> None:
    """The word stands on no standard error and in no file."""
    assert CANARY not in run.said.casefold()
    assert "Traceback" not in run.said
    assert holding(*(Path(place[name]) for name in ("HOME", "TMPDIR", "CLARIFIER_MODEL_FOLDER"))) == []


# The command line


@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_a_message_is_told_to_standard_output_and_nowhere_else(
    form: str, place: dict[str, str], loud: pytest.LogCaptureFixture
) -> None:
    done = run(place, "reframe", "--format", form, given=MESSAGE.encode())
    assert done.code == 0 and CANARY in done.text
    assert logged(loud) == []
    kept_nothing(place, done)


@pytest.mark.parametrize("form", ["text", "md", "json"])
@pytest.mark.parametrize(
    "given",
    [MESSAGE.encode() + bytes(9), MESSAGE.encode("utf-16"), (MESSAGE + " ").encode() * (MOST // len(MESSAGE) + 1), CANARY.encode() + b"\x00"],
    ids=["binary", "UTF-16", "too long", "a word and a zero"],
)  # fmt: skip
def test_a_message_that_cannot_be_read_is_not_repeated(
    given: bytes, form: str, place: dict[str, str], loud: pytest.LogCaptureFixture
) -> None:
    done = run(place, "reframe", "--format", form, given=given)
    assert (done.code, done.out) == (1, b"")
    assert logged(loud) == []
    kept_nothing(place, done)


def test_a_file_that_cannot_be_opened_is_named_and_its_words_are_not(place: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "rant.txt"
    folder.mkdir()
    done = run(place, "reframe", str(folder))
    assert done.code == 1 and "rant.txt" in done.said
    kept_nothing(place, done)


@pytest.mark.parametrize("option", [("--format", "pdf"), ("--to", "nobody"), ("--no-such",)])
def test_wrong_usage_does_not_read_the_message_at_all(option: tuple[str, ...], place: dict[str, str]) -> None:
    done = run(place, "reframe", *option, given=MESSAGE.encode())
    assert (done.code, done.out) == (2, b"")
    kept_nothing(place, done)


@pytest.mark.parametrize(
    "name", ["answers well", "answers in words", "repeats the question in a fault of its own", "hangs up"]
)
def test_the_command_line_keeps_nothing_whatever_a_model_does(name: str, place: dict[str, str]) -> None:
    with ModelServer(SERVERS[name]) as server:
        done = run_alone(
            place, "reframe", "--engine", "model", given=MESSAGE.encode(), CLARIFIER_MODEL_URL=server.url,
            CLARIFIER_MODEL="stub", CLARIFIER_MODEL_SECONDS="60", CLARIFIER_MODEL_RETRIES="0",
        )  # fmt: skip
        assert len(server.asked) == 1
    assert done.code == 0
    kept_nothing(place, done)


def test_with_every_logger_at_its_loudest_standard_error_holds_no_word(place: dict[str, str]) -> None:
    program = "import logging, sys; logging.basicConfig(level=1); sys.argv = ['clarifier', 'reframe']; from clarifier.cli import main; main()"
    with ModelServer(SERVERS["repeats the question in a fault of its own"]) as server:
        done = subprocess.run(
            [sys.executable, "-c", program], input=MESSAGE.encode(), capture_output=True, cwd=place["HOME"],
            env={**place, "CLARIFIER_MODEL_URL": server.url, "CLARIFIER_MODEL": "stub", "CLARIFIER_MODEL_RETRIES": "1"},
        )  # fmt: skip
    assert b"DEBUG" in done.stderr and CANARY.encode() in done.stdout
    kept_nothing(place, Ended(done.returncode, done.stdout, done.stderr.decode()))


def test_a_trace_that_the_environment_asks_for_is_not_sent(place: dict[str, str]) -> None:
    with ModelServer(SERVERS["answers well"]) as server, ModelServer(failing(500)) as traces:
        tracing = {
            "LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "none",
            "LANGSMITH_ENDPOINT": traces.url, "LANGCHAIN_ENDPOINT": traces.url,
        }  # fmt: skip
        done = run_alone(
            place, "reframe", given=MESSAGE.encode(), CLARIFIER_MODEL_URL=server.url, CLARIFIER_MODEL="stub", **tracing
        )
        assert len(server.asked) == 1 and traces.asked == []
    kept_nothing(place, done)


# In one process


@pytest.mark.parametrize("name", SERVERS)
def test_no_log_holds_a_word_whatever_a_model_does(
    name: str, tmp_path: Path, loud: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with ModelServer(SERVERS[name]) as server:
        chosen = Settings(model_url=server.url, model="stub", model_folder=tmp_path, model_seconds=5, model_retries=1)
        result = reframe_with("model", MESSAGE, chosen, to="production")
    assert loud.records  # it was listened to
    assert logged(loud) == []
    assert CANARY not in (result.engine.fallback_reason or "").casefold()
    assert capfd.readouterr() == ("", "")
    assert holding(tmp_path) == []


def test_a_model_that_fails_with_the_message_in_its_error_leaves_no_trace_in_a_log(
    loud: pytest.LogCaptureFixture,
) -> None:
    def fails(*_: object) -> dict[str, Any]:
        raise NoAnswer("The server is down; start it.") from ValueError(MESSAGE)

    result = improve(reframe(MESSAGE), Scripted(fails))
    assert logged(loud) == [] and CANARY not in (result.engine.fallback_reason or "")


def test_the_offline_engine_says_nothing_to_any_log(
    loud: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    reframe(MESSAGE)
    assert loud.records == []
    assert capfd.readouterr() == ("", "")


def test_the_word_is_found_where_it_stands(tmp_path: Path, loud: pytest.LogCaptureFixture) -> None:
    (tmp_path / "kept.json").write_text(MESSAGE, "utf-8")
    logging.getLogger("openai").debug("asked %s", MESSAGE)
    assert len(holding(tmp_path)) == 1 and logged(loud) == ["openai"]
