"""A mailbox on the command line: one record an email, in order; stopped or killed half way, nothing is lost and nothing doubled."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from commands import clarifier, refused

from benchmarks.mailbox import write_mailbox

COMMAND = [sys.executable, "-c", "from clarifier.cli import main; main()", "clarify"]


def started(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    own = {name: value for name, value in os.environ.items() if not name.startswith("CLARIFIER_")}
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=own | {"HOME": str(folder), "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # ignored below nohup, were it inherited
    )  # fmt: skip


def ended(folder: Path, *arguments: str) -> tuple[int, str, str]:
    process = started(folder, *arguments)
    out, said = process.communicate()
    assert "Traceback" not in said
    return process.returncode, out, said


def keys(out: Path) -> list[str]:
    return [json.loads(line)["message"] for line in out.read_text("utf-8").splitlines()]


def wanted(emails: int) -> list[str]:
    return [f"{number}@vale.example" for number in range(emails)]


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mailbox") / "in.mbox"
    write_mailbox(place, 60)
    return place


@pytest.fixture
def folder(mailbox: Path, tmp_path: Path) -> Path:
    """Where the mailbox lies."""
    shutil.copy(mailbox, tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def whole(mailbox: Path) -> Callable[[str], bytes]:
    """What the command writes of the mailbox in a form when nothing disturbs it."""

    @cache
    def read(form: str) -> bytes:
        assert ended(mailbox.parent, "in.mbox", "--format", form, "--out", form) == (0, "", "")
        return (mailbox.parent / form).read_bytes()

    return read


def test_each_email_is_one_json_a_line_in_its_order(folder: Path) -> None:
    code, out, said = ended(folder, "in.mbox", "--format", "json")
    assert (code, said) == (0, "")
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["message"] for one in told] == wanted(60)
    assert {one["file"] for one in told} == {"in.mbox"}
    assert all(one["schema"] == "clarifier.request/1" for one in told)


@pytest.mark.parametrize(("how", "form"), [(signal.SIGKILL, "json"), (signal.SIGINT, "md")])
def test_killed_half_way_the_same_command_goes_on(
    folder: Path, whole: Callable[[str], bytes], how: signal.Signals, form: str
) -> None:
    arguments = ("in.mbox", "--format", form, "--out", "out")
    process = started(folder, *arguments)
    out = folder / "out"
    while not out.exists() or out.stat().st_size < 12_000:
        assert process.poll() is None, "it ends too soon to be stopped"
        time.sleep(0.01)
    process.send_signal(how)
    said = process.communicate()[1]
    assert process.returncode == (-9 if how == signal.SIGKILL else 1)
    if how == signal.SIGINT:
        assert "the same command goes on where it stopped" in said and "Traceback" not in said
    assert out.read_bytes() != whole(form)
    code, _, said = ended(folder, *arguments)
    assert code == 0 and "stood in out already and were not read again" in said
    assert out.read_bytes() == whole(form)


@pytest.mark.parametrize("cut", [1, 40, 3000])
def test_a_last_line_that_is_half_written_is_written_anew(
    folder: Path, whole: Callable[[str], bytes], cut: int
) -> None:
    (folder / "out").write_bytes(whole("json")[:-cut])
    code, _, said = ended(folder, "in.mbox", "--format", "json", "--out", "out")
    assert code == 0 and "59 emails stood in out already" in said
    assert (folder / "out").read_bytes() == whole("json")


def test_what_cannot_be_read_is_counted_and_named_and_keeps_its_line(folder: Path) -> None:
    postmark = "From kim@vale.example Tue Nov  3 09:14:00 2026\n"
    with (folder / "in.mbox").open("a", encoding="utf-8") as file:
        file.write(
            f"{postmark}From: Kim <kim@vale.example>\nMessage-ID: <deep@x>\n"
            + "Content-Type: message/rfc822\n\n" * 5000
            + "\n"
        )
    code, out, said = ended(folder, "in.mbox", "--format", "json")
    last = json.loads(out.splitlines()[-1])
    assert (code, last["message"]) == (0, "deep@x") and last["error"].endswith(".")
    assert "1 of 61 emails could not be read" in said and "deep@x" in said


def test_an_email_that_stands_twice_is_read_once(folder: Path) -> None:
    text = (folder / "in.mbox").read_text("utf-8")
    (folder / "in.mbox").write_text(text + text, "utf-8")
    code, out, said = ended(folder, "in.mbox", "--format", "json")
    assert [json.loads(line)["message"] for line in out.splitlines()] == wanted(60)
    assert code == 0 and "60 emails stood there twice and were read once" in said


def test_a_file_of_something_else_is_left_alone(folder: Path) -> None:
    (folder / "out").write_text("my notes\nof today\n", "utf-8")
    for form in ("json", "md", "text"):
        done = clarifier("clarify", "in.mbox", "--format", form, "--out", "out", folder=folder)
        assert "holds something else" in refused(done)
    assert (folder / "out").read_text("utf-8") == "my notes\nof today\n"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_mailbox_is_no_table(folder: Path, form: str) -> None:
    done = clarifier("clarify", "in.mbox", "--format", form, "--out", "out", folder=folder)
    assert "text, md or json" in refused(done)


def test_an_answer_goes_with_no_mailbox(folder: Path) -> None:
    assert clarifier("clarify", "in.mbox", "--answer", "answer.txt", folder=folder).code == 2


def test_text_goes_on_too_and_names_each_email(folder: Path, whole: Callable[[str], bytes]) -> None:
    text = whole("text")
    assert text.count(b"==== email: ") == 60
    (folder / "out").write_bytes(text[: len(text) // 2])
    ended(folder, "in.mbox", "--out", "out")
    assert (folder / "out").read_bytes() == text
