"""Case files as parameters of tests: JSON a line comes in, cases go out; a case that says why it `fails` is a known failure, strictly."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
Case = dict[str, Any]


def lines(name: str) -> list[Case]:
    """The cases of a file."""
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


def parameters(cases: Iterable[Case], called: str) -> list[Any]:
    """Each case as a parameter, called by that field."""
    return [
        pytest.param(
            case,
            id=case[called],
            marks=[pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else [],
        )
        for case in cases
    ]
