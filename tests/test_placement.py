"""The test a model takes once, and what it may do afterwards."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from clarifier.errors import ModelError, NoAnswer
from clarifier.model.chat import Prompt
from clarifier.model.scripted import Scripted
from clarifier.request.placement import scope_for, wrong_answers


def empty(shape: Mapping[str, Any]) -> Any:
    if shape["type"] == "array":
        return []
    answers = {"answer": shape["properties"]["answer"]["enum"][-1]} if "answer" in shape["properties"] else {}
    return {"at": 0, "quote": "", **answers}


def careful(_: Prompt, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Reads the test mail as a person would."""
    blank = {name: empty(shape) for name, shape in schema["properties"].items()}
    return blank | {
        "is_request": {"at": 2, "quote": "we need 36 of the crank sets", "answer": "yes"},
        "needed_by": {"at": 0, "quote": "by March 19"},
        "partial_delivery": {"at": 0, "quote": "A little now and a little then", "answer": "allowed"},
        "date_flexibility": {"at": 0, "quote": "There is no give in that", "answer": "fixed"},
        "ship_to": {"at": 0, "quote": "our hall, 5 Tannery Row"},
        "reason": {"at": 0, "quote": "Our spring fair opens on March 27"},
        "complaint": {"at": 0, "quote": "axles would screw into nothing we own"},
    }


def idle(_: Prompt, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Claims nothing."""
    return {name: empty(shape) for name, shape in schema["properties"].items()} | {
        "is_request": {"at": 2, "quote": "", "answer": "yes"}
    }


def test_a_careful_model_passes_and_is_asked_everything(tmp_path: Path) -> None:
    assert wrong_answers(Scripted(careful)) == 0
    assert scope_for(Scripted(careful), "somewhere", tmp_path) == "all"


def test_a_model_that_adds_nothing_is_only_asked_for_what_is_open(tmp_path: Path) -> None:
    assert wrong_answers(Scripted(idle)) > 1
    assert scope_for(Scripted(idle), "somewhere", tmp_path) == "open"


def test_the_test_is_taken_once(tmp_path: Path) -> None:
    first, second = Scripted(careful), Scripted(idle)
    scope_for(first, "somewhere", tmp_path)
    assert scope_for(second, "somewhere", tmp_path) == "all" and second.asked == []
    assert scope_for(second, "elsewhere", tmp_path) == "open" and len(second.asked) == 1


@pytest.mark.parametrize("kept", ["", "[]", '{"scripted at somewhere": "well"}'])
def test_a_result_that_cannot_be_read_is_taken_anew(kept: str, tmp_path: Path) -> None:
    (tmp_path / "placement.json").write_text(kept, "utf-8")
    assert scope_for(Scripted(careful), "somewhere", tmp_path) == "all"
    assert json.loads((tmp_path / "placement.json").read_text("utf-8")) == {"scripted at somewhere": 0}


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert scope_for(Scripted(careful), "somewhere", tmp_path / "file") == "all"


def test_a_fault_during_the_test_is_no_result(tmp_path: Path) -> None:
    def fails(*_: object) -> Mapping[str, Any]:
        raise NoAnswer("The server is down.")

    with pytest.raises(ModelError, match="down"):
        scope_for(Scripted(fails), "somewhere", tmp_path)
    assert not (tmp_path / "placement.json").exists()
