"""`clarifier reframe` as its users meet it: what it prints, and how it ends."""

import json
import re
from pathlib import Path

import pytest
from commands import clarifier, process, refused

from clarifier.reframe.reframed import MOST

HOT = (
    "You need to ship 40 brackets AB-40 by Friday, you clowns. PO 7731 costs £450 – nobody over there can be bothered."
)
COOL = "Can you ship 40 brackets AB-40 by Friday? PO 7731 costs £450."
CALM = "Hi all, the 40 brackets left on Monday. Thank you!"
FORMATS = ("text", "md", "json")


def test_a_heated_message_is_told_for_reading_with_changes_lights_and_facts() -> None:
    run = process("reframe", given=HOT.encode())
    assert (run.code, run.said) == (0, "")
    lines = run.text.splitlines()
    assert re.fullmatch(r"Ready to send · \d+ facts unchanged", lines[0])
    assert lines[2] == COOL
    for words in (
        "What changed, and why",
        "Ask, don't tell",
        "As written",
        "Respectful",
        "Two-way",
        "Facts unchanged: ",
    ):
        assert words in run.text
    assert b"\x1b" not in run.out


def test_a_calm_message_has_nothing_to_change_and_ends_well() -> None:
    run = clarifier("reframe", given=CALM.encode())
    assert (run.code, run.said) == (0, "")
    assert run.text.startswith("Nothing to change\n") and "What changed" not in run.text


def test_markdown_opens_with_the_outcome_as_its_title() -> None:
    run = clarifier("reframe", "--format", "md", given=HOT.encode())
    assert (run.code, run.said) == (0, "")
    assert run.text.startswith("# Ready to send") and run.text.endswith("\n")
    assert "\n## What changed, and why\n" in run.text and "\n## Facts unchanged\n" in run.text
    assert "Can you ship 40 brackets" in run.text


def test_markdown_lets_no_word_of_the_message_act() -> None:
    message = HOT + " <script>alert(1)</script> [a](http://x.example) *b* `c` | d"
    run = clarifier("reframe", "--format", "md", given=message.encode())
    for mark in ("<script", "[a", "*b", "`c", "| d"):
        assert re.search(rf"(?<!\\){re.escape(mark)}", run.text) is None, mark


def test_json_speaks_the_contract() -> None:
    run = clarifier("reframe", "--format", "json", given=HOT.encode())
    assert (run.code, run.said) == (0, "")
    told = run.json
    assert told["schema"] == "clarifier.reframe/1"
    assert set(told) == {
        "schema", "engine", "message", "to", "variant", "heat", "criteria", "rewritten", "ready", "problems", "question", "changes",
        "pieces", "facts",
    }  # fmt: skip
    assert (told["to"], told["variant"], told["engine"]["name"], told["ready"]) == (
        "production",
        "direct",
        "offline",
        True,
    )
    assert "".join(piece["before"] for piece in told["pieces"]) == HOT
    assert "".join(piece["after"] for piece in told["pieces"]) == told["rewritten"] == COOL
    assert set(told["criteria"]) == {"respectful", "two_way", "open", "clear"}
    assert "£450" in run.text  # readable, not escaped


def test_a_file_and_standard_input_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "rant.txt").write_text(HOT, "utf-8")
    named = clarifier("reframe", "rant.txt", "--format", "json", folder=tmp_path)
    bare = clarifier("reframe", "--format", "json", given=HOT.encode())
    dash = clarifier("reframe", "-", "--format", "json", given=HOT.encode())
    assert named.json == bare.json == dash.json


@pytest.mark.parametrize("to", ["production", "sales", "customer"])
def test_who_will_read_it_is_told(to: str) -> None:
    assert clarifier("reframe", "--to", to, "--format", "json", given=HOT.encode()).json["to"] == to


def test_each_variant_sounds_as_it_says() -> None:
    message = (HOT + " The gate was open when I came in.").encode()
    said = {
        v: clarifier("reframe", "--variant", v, "--format", "json", given=message).json
        for v in ("direct", "warm", "brief")
    }
    assert {name: told["variant"] for name, told in said.items()} == {name: name for name in said}
    assert "Could you please ship 40" in said["warm"]["rewritten"]
    assert "gate was open" in said["direct"]["rewritten"] and "gate was open" not in said["brief"]["rewritten"]


# Engines


def test_a_model_that_was_wanted_and_is_not_there_is_one_line_beside_the_answer(tmp_path: Path) -> None:
    run = clarifier("reframe", "--engine", "model", given=HOT.encode(), folder=tmp_path)
    assert run.code == 0 and COOL in run.text
    (line,) = run.said.splitlines()
    assert line.startswith("clarifier: rewritten without a model. ") and "clarifier model install" in line


@pytest.mark.parametrize("engine", ["auto", "offline"])
def test_no_word_is_lost_on_a_model_nobody_asked_for(engine: str, tmp_path: Path) -> None:
    run = clarifier("reframe", "--engine", engine, given=HOT.encode(), folder=tmp_path)
    assert (run.code, run.said) == (0, "")


def test_a_calm_message_needs_no_model_though_one_is_wanted(tmp_path: Path) -> None:
    run = clarifier("reframe", "--engine", "model", given=CALM.encode(), folder=tmp_path)
    assert (run.code, run.said) == (0, "")


def test_a_model_that_does_not_answer_is_one_line_beside_the_answer(tmp_path: Path) -> None:
    run = clarifier(
        "reframe",
        given=HOT.encode(),
        folder=tmp_path,
        CLARIFIER_MODEL_URL="http://127.0.0.1:9/v1",
        CLARIFIER_MODEL_SECONDS="30",
    )
    assert run.code == 0 and COOL in run.text
    assert len(run.said.splitlines()) == 1 and "does not answer" in run.said


# What cannot be read


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "given",
    [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"PK\x03\x04" + bytes(500), bytes(range(256)), HOT.encode("utf-16"), b"x" * (MOST + 1)],
    ids=["empty", "blank", "a mark alone", "zip", "binary", "UTF-16", "too long"],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_one_line(given: bytes, form: str) -> None:
    refused(clarifier("reframe", "--format", form, given=given))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert "photo.png" in refused(clarifier("reframe", "photo.png", folder=tmp_path))


@pytest.mark.parametrize("data", [b"", b"x" * (MOST + 1)], ids=["empty", "too long"])
def test_a_file_that_is_no_message_is_named(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "rant.txt").write_bytes(data)
    assert "rant.txt" in refused(clarifier("reframe", "rant.txt", folder=tmp_path))


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    assert "no-such.txt" in refused(clarifier("reframe", "no-such.txt", folder=tmp_path))
    assert str(tmp_path) in refused(clarifier("reframe", str(tmp_path)))


def test_the_longest_message_is_still_read() -> None:
    message = (HOT + "\n") * (MOST // (len(HOT) + 1))
    run = clarifier("reframe", "--format", "json", given=message.encode())
    assert run.code == 0 and run.json["heat"]["spans"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "csv"), ("--to", "the boss"), ("--variant", "rude"), ("--engine", "gpt"), ("--no-such",), ("a.txt", "b.txt"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_two_and_prints_nothing_on_standard_output(arguments: tuple[str, ...]) -> None:
    run = clarifier("reframe", *arguments, given=HOT.encode())
    assert (run.code, run.out) == (2, b"")
    assert "Traceback" not in run.said and run.said


# Encodings


def test_a_message_saved_by_windows_keeps_its_signs() -> None:
    message = HOT + " He said “40 are bent”."
    told = clarifier("reframe", "--format", "json", given=message.encode("cp1252")).json
    assert "".join(piece["before"] for piece in told["pieces"]) == message
    assert "£450" in told["rewritten"] and "“40 are bent”" in told["rewritten"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_become_ours(end: str) -> None:
    message = HOT + "\n\nPlease call me.\nJo\n"
    told = clarifier("reframe", "--format", "json", given=message.replace("\n", end).encode()).json
    assert "".join(piece["before"] for piece in told["pieces"]) == message
    assert "\r" not in json.dumps(told["pieces"])


def test_a_byte_order_mark_is_no_part_of_the_message() -> None:
    told = clarifier("reframe", "--format", "json", given=HOT.encode("utf-8-sig")).json
    assert told["pieces"][0]["before"].startswith("You need to")
    assert "\ufeff" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_narrow_terminal_encoding_loses_letters_not_the_answer(encoding: str, form: str) -> None:
    run = clarifier("reframe", "--format", form, given=(HOT + " 请 → ok.").encode(), PYTHONIOENCODING=encoding)
    assert run.code == 0 and b"40 brackets" in run.out and "Traceback" not in run.said


def test_a_long_line_is_not_broken_in_the_middle_of_the_message() -> None:
    message = HOT + " The 40 are for the yard" + " and the yard is open from 6 to 8 every day" * 8 + "."
    out = clarifier("reframe", given=message.encode(), COLUMNS="60").text
    assert any(len(line) > 300 for line in out.splitlines()), out
