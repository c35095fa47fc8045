"""The words customers say are looked for in small letters where capitals mean nothing: that must find what the list itself finds."""

import re
from pathlib import Path

import pytest

from benchmarks.cases import CASES, email_cases
from clarifier.errors import BrokenKnowledge
from clarifier.request import cues

CODE = Path(cues.__file__).parent.parent
LISTS = sorted(
    {
        name
        for file in CODE.rglob("*.py")
        for name in re.findall(r'"([a-z_]+/[a-z_]+/[a-z_]+)"', file.read_text("utf-8"))
    }
)
LINES = sorted({line for case in email_cases(CASES / "emails.jsonl") for line in case.raw.splitlines() if line.strip()})


@pytest.mark.parametrize("name", LISTS)
def test_small_letters_find_what_the_list_finds(name: str) -> None:
    found = cues.cue(name)
    told = [line for written in LINES for line in (written, written.upper())]
    assert [line for line in told if cues.says(name, line) is not (found.search(line) is not None)] == []


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(BrokenKnowledge, match=r"places\.toml: places\.nowhere cannot be used"):
        cues.says("places/places/nowhere", "anywhere")


def test_an_expression_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "table", lambda _name: {"section": {"words_of_none": ["(unclosed"]}})
    with pytest.raises(BrokenKnowledge, match=r"lexicon\.toml: section\.words_of_none cannot be used"):
        cues.cue("lexicon/section/words_of_none")
