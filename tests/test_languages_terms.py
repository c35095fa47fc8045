"""What sentences in six languages say about parts and dates, and sentences that say nothing of the kind."""

import pytest
from case_files import Case, lines, parameters

from clarifier.request.foreign import glossed
from clarifier.request.stances import stance


@pytest.mark.parametrize("case", parameters(lines("languages_terms.jsonl"), "sentence"))
def test_a_sentence_says_the_same_as_its_english_twin(case: Case) -> None:
    english = glossed(case["sentence"], case["language"]).text
    assert stance(case["field"], english) == case["value"], english
