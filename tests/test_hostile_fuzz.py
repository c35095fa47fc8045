"""Mangled mails, always the same ones: nothing is raised but one clear sentence, evidence stands, the same input is read in the same way."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import MOST_SECONDS, held, mangled, run


def test_mangled_mails_are_read_or_refused_in_one_sentence(tmp_path: Path) -> None:
    fuzzed = run(first=0, count=40, folder=tmp_path)  # 20,000 of them: python -m benchmarks fuzz
    assert not fuzzed.faults, "\n".join(fuzzed.faults)
    assert fuzzed.slowest < MOST_SECONDS


def test_the_same_number_always_makes_the_same_input() -> None:
    assert [mangled(number) for number in range(20)] == [mangled(number) for number in range(20)]
    assert len({mangled(number) for number in range(50)}) > 45


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.one_of(st.text(max_size=400), st.binary(max_size=400), st.text(alphabet="<>/divtabr &;=\"'\n", max_size=300)))
def test_any_text_and_any_bytes_are_read_or_refused_in_one_sentence(given: str | bytes) -> None:
    held(given)
