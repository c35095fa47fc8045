"""Every phrase of every language can be used, and one that cannot says why."""

import pytest

from clarifier.request.language import languages
from clarifier.request.phrasebook import phrasebook, read_phrases


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_phrasebook_that_can_be_read(code: str) -> None:
    book = phrasebook(code)
    assert code == "en" or len(book.phrases) > 300


def spelled(pattern: str, english: str = "x") -> int:
    return len(list(read_phrases(pattern, english, {"rest": "rest|was~fehlt"})))


def test_a_choice_of_several_words_is_a_phrase_of_its_own() -> None:
    assert spelled("der rest|saldo") == 1
    assert spelled("der @rest") == 2
    assert spelled("c'est|ce la date") == 2


def test_a_phrase_is_known_by_each_word_that_may_be_its_first() -> None:
    assert spelled("noch? einmal") == 2
    assert spelled("bitte? noch? einmal") == 3


@pytest.mark.parametrize(
    ("pattern", "english"),
    [
        (".. danach", "later"),  # begins with words that can be any
        ("mit # anfangen", "we can start"),  # the amount has no place in the English
        ("später", "later # on"),
        ("ab*", "from"),  # a stem too short to be looked up
        ("da >wir kommen", "because"),  # what must stand behind a phrase stands at its end
        ("@unknown", "x"),
    ],
)
def test_a_phrase_that_cannot_be_used_is_an_error(pattern: str, english: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        spelled(pattern, english)
