"""`clarifier ask` and `clarifier rules` as their users meet them: what is printed, and the one line that says why not."""

import os
from pathlib import Path

import pytest
from commands import Ended, clarifier, process, refused

FIRST = "my customer wants 100 tomorrow, what do I do first?"
RULE = "---\nid: {id}\ntitle: Time off\nsource: Handbook\n{more}---\n\n## The rule\n\nEveryone gets 27 vacation days a year.\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is remembered between the runs: the first one builds the index there."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's folder: a good file, a bad one, and one that belongs with a rule that is none."""
    place = tmp_path / "our rules"
    place.mkdir()
    (place / "vacation.md").write_text(RULE.format(id="vacation", more=""), "utf-8")
    (place / "bad.md").write_text("no front matter\n", "utf-8")
    (place / "lost.md").write_text(RULE.format(id="lost", more="rules: rule-99\n"), "utf-8")
    return place


def run(data: Path, *arguments: str, **environment: str) -> Ended:
    """A command with its own data folder."""
    return clarifier(*arguments, given=b"", folder=data, CLARIFIER_DATA_FOLDER=str(data), **environment)


def test_a_question_is_answered_for_reading(data: Path) -> None:
    done = process("ask", FIRST, folder=data, CLARIFIER_DATA_FOLDER=str(data))
    assert (done.code, done.said) == (0, "")
    assert done.text.startswith("Before you pass on what a customer wants, ask the customer")
    assert (
        "\n[1] rule-02: Consider the options first (Bridging the Sales-Operations Divide, Matt Kirchner)" in done.text
    )
    assert "\x1b" not in done.text


def test_a_question_is_answered_in_markdown_with_a_companys_rules_whose_bad_files_are_named(
    data: Path, folder: Path
) -> None:
    done = run(data, "ask", "how many vacation days do I get?", "--format", "md", CLARIFIER_KNOWLEDGE=str(folder))
    assert done.code == 0
    assert done.text.startswith("**how many vacation days do I get?**\n\nEveryone gets 27 vacation days a year. [1]\n")
    assert "1. *Time off* (vacation; Handbook)\n   > Everyone gets 27" in done.text
    bad, lost = done.said.splitlines()
    assert bad.startswith("clarifier: company/bad.md, line 1: ") and bad.endswith(" It was left out.")
    assert lost.startswith("clarifier: company/lost.md, line ") and "rule-99" in lost


def test_json_has_the_contracts_keys_and_an_honest_no_has_no_citation(data: Path) -> None:
    answered, unanswered = (
        run(data, "ask", each, "--format", "json", "--engine", "offline") for each in (FIRST, "how many vacation days do I get?")
    )  # fmt: skip
    assert (answered.code, answered.said) == (unanswered.code, unanswered.said) == (0, "")
    found = answered.json
    assert list(found) == ["schema", "engine", "covered", "answer", "citations", "sentences"]
    assert found["schema"] == "clarifier.answer/1"
    assert found["engine"] == {"name": "offline", "model": None, "fallback_reason": None}
    assert found["covered"] is True and found["answer"]
    assert all({"id", "title", "source", "quote", "score"} <= set(each) for each in found["citations"])
    assert found["citations"][0]["id"] == "rule-02"
    assert (unanswered.json["covered"], unanswered.json["citations"]) == (False, [])
    assert unanswered.json["answer"].startswith("The rules do not say.")


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("ask", " ?! "), {}, "Type a question, such as"),
        (("ask", "x" * 1001), {}, "has 1,001 characters"),
        (("ask", FIRST), {"CLARIFIER_KNOWLEDGE": "nowhere"}, "which is no folder"),
        (("ask", FIRST), {"CLARIFIER_CHROMA_URL": "http://127.0.0.1:9"}, "does not answer"),
        (("ask", FIRST), {"CLARIFIER_EMBEDDING_MODEL": "bge-m3"}, "No model is set up"),
        (("rules", "show", "rule-99"), {}, "`clarifier rules list` prints the ids"),
    ],
    ids=["nothing asked", "too long", "no such folder", "no server", "no embeddings", "no such rule"],
)
def test_what_cannot_be_done_is_one_line_and_nothing_is_printed(
    arguments: tuple[str, ...], environment: dict[str, str], words: str, data: Path
) -> None:
    assert words in refused(run(data, *arguments, **environment))


def test_a_question_that_is_no_text_ends_without_a_traceback(data: Path) -> None:
    done = run(data, "ask", os.fsdecode(b"what\xff do I do first?"), "--engine", "offline")
    assert "Traceback" not in done.said
    assert done.code in (0, 1)


def test_a_format_that_is_none_is_wrong_usage(data: Path) -> None:
    done = run(data, "ask", FIRST, "--format", "pdf")
    assert (done.code, done.out) == (2, b"")


def test_the_list_has_a_line_for_each_rule_and_show_prints_one_whole(data: Path) -> None:
    listed = run(data, "rules", "list")
    assert (listed.code, listed.said, len(listed.text.splitlines())) == (0, "", 24)
    assert listed.text.splitlines()[1].split(maxsplit=1) == ["rule-02", "Consider the options first"]
    shown = run(data, "rules", "show", "rule-02")
    assert (shown.code, shown.said) == (0, "")
    assert shown.text.startswith("Consider the options first (rule-02)\nFrom: Bridging the Sales-Operations Divide, Matt Kirchner\n")  # fmt: skip
    assert shown.text.count("\nQuestions people ask\n") == 1
    assert "\n  How many questions are too many? Two or three that change the plan." in shown.text


def test_a_folder_is_checked_file_by_file(data: Path, folder: Path) -> None:
    bad = run(data, "rules", "check", str(folder))
    assert bad.code == 1
    *problems, sum_up = bad.said.splitlines()
    assert (bad.text, len(problems)) == ("", 2)
    assert problems[0].startswith("company/bad.md, line 1: does not open with a line of ---")
    assert "company/lost.md" in problems[1] and sum_up.startswith("clarifier: 2 problems; ")
    for name in ("bad.md", "lost.md"):
        (folder / name).unlink()
    good = run(data, "rules", "check", str(folder))
    assert (good.code, good.said) == (0, "")
    assert good.text == "25 rules and practices are in order, 1 of them your own.\n"
