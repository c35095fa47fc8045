"""The days of a step that is typed today."""

from datetime import date

import pytest
from lives import answered, delivered, draft, step, told

from clarifier.errors import BadStep
from clarifier.team.plausible import check_days
from clarifier.team.steps import Step

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (delivered("2026-11-21", "5"), "Sat 21 November is yet to come"),
        (delivered("2062-11-05", "5"), "2062 is yet to come"),
        (answered("5@2026-11-19"), "Thu 19 November has passed: only a day from today on can be promised."),
        (answered("5@2026-11-25", "5@2025-11-19"), "19 November 2025 has passed"),
        (told("5@2026-11-19"), "can be told to the customer."),
    ],
)
def test_a_day_that_cannot_be_is_one_sentence(step: Step, words: str) -> None:
    with pytest.raises(BadStep) as caught:
        check_days(step, TODAY)
    assert words in str(caught.value) and str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "step", [delivered("2026-11-20", "5"), delivered("2026-10-01", "5"), answered("5@2026-11-20"), told("5@2026-12-01"), draft(),
             answered(), step("asked")],
)  # fmt: skip
def test_days_that_can_be_pass(step: Step) -> None:
    check_days(step, TODAY)
