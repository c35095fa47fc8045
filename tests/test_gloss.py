"""Phrases put into English, each place found again in what was written, and time that grows with the text."""

import random

import pytest

from benchmarks.bait import growth
from clarifier.request.foreign import glossed
from clarifier.request.gloss import Gloss, gloss
from clarifier.request.language import languages

IN_ENGLISH = [
    ("de", "Wir brauchen 50 Klemmen.", "We need 50 Klemmen."),
    ("de", "Wir können auch 50 vorab nehmen.", "We can also take 50 first."),
    ("de", "Mit 20 kämen wir erst mal über die Runden.", "We can start with 20 first for now."),
    ("de", "Am Termin ist nicht zu rütteln.", "The date is fixed and cannot be moved."),
    ("fr", "On peut vivre avec 50 d’abord.", "We can live with 50 first."),
    ("fr", "La date est impérative.", "The date is fixed and cannot be moved."),
    ("es", "La fecha no se puede mover.", "The date is fixed and cannot be moved."),
    ("it", "Se ne arrivano intanto 50 va bene.", "We can start with 50 first for now."),
    ("nl", "We kunnen alvast met 50 vooruit.", "We can start with 50 first for now."),
    ("pl", "Możemy wziąć 50 na początek.", "We can take 50 first for now."),
]


@pytest.mark.parametrize(("language", "text", "english"), IN_ENGLISH)
def test_a_phrase_is_put_into_english_around_its_amount(language: str, text: str, english: str) -> None:
    assert gloss(text, language).text == english


def test_names_codes_and_addresses_stay_as_they_were_written() -> None:
    text = "Commode Les Tilleuls : 40 vis CH-45, voir www.nous-et-vous.example ou pour@chez.example"
    assert gloss(text, "fr").text.startswith(
        "Commode Les Tilleuls : 40 vis CH-45, voir www.nous-et-vous.example or pour@chez"
    )


def test_a_phrase_runs_over_the_end_of_a_line_and_not_over_a_blank_one() -> None:
    assert gloss("die Teillieferung ist\nin Ordnung", "de").text == "the partial delivery is fine\n"
    assert "fine" not in gloss("die Teillieferung ist\n\nin Ordnung", "de").text


def test_what_is_to_be_kept_is_kept() -> None:
    text = "bis zum 4. Mai und mit zwei Klemmen"
    found = gloss(text, "de", marked={(0, 14): "%", (23, 27): "#"})
    assert found.text == "bis zum 4. Mai and with zwei Klemmen"


def whole(one: Gloss) -> None:
    """The pieces cover both texts, and those that are the same are."""
    assert "".join(one.text[p.start : p.end] for p in one.pieces) == one.text
    assert "".join(one.source[p.source_start : p.source_end] for p in one.pieces) == one.source
    for piece in one.pieces:
        if piece.same:
            assert one.text[piece.start : piece.end] == one.source[piece.source_start : piece.source_end]


@pytest.mark.parametrize("language", languages())
def test_every_place_of_a_gloss_is_found_again(language: str) -> None:
    words = [
        "wir",
        "können",
        "auch",
        "50",
        "vorab",
        "nehmen",
        ",",
        "nous",
        "on",
        "peut",
        "avec",
        "d'",
        "abord",
        "si",
        "no",
        "llegan",
        "todas",
        "y",
        "o",
        "e",
        "w",
        "na",
        "do",
        "we",
        "met",
        "20",
        "?",
        "!",
        "\n",
        "\n\n",
        "\t",
        "LD-4410",
        "(",
    ]
    for seed in range(200):
        text = " ".join(random.Random(seed).choices(words, k=30))
        one = gloss(text, language)
        whole(one)
        for place in range(0, len(one.text), 7):
            start, end = one.in_source(place, min(len(one.text), place + 5))
            assert 0 <= start <= end <= len(text)


def test_a_code_is_found_at_its_place() -> None:
    one = gloss("Wir benötigen dringend 40 Führungsschienen FS-880 für unsere Anlage.", "de")
    start = one.text.index("FS-880")
    assert one.source[slice(*one.in_source(start, start + 6))] == "FS-880"
    assert one.in_gloss(one.source.index("FS-880")) == start


@pytest.mark.parametrize(
    "line",
    [
        "wir können ",
        "mit 50 ",
        "a-a-a",
        "bitte . ",
        "der die das und ",
        "teillieferung wäre ",
        "x",
        "1.1.1",
        "'",
        "wir\n",
    ],
)
def test_time_grows_with_the_text(line: str) -> None:
    factor, seconds = growth(lambda text: gloss(text, "de"), line, 20_000)
    assert factor < 10, seconds  # what grows with the square takes 16 times as long


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("pl", "Prosze o dostawe 40 rolek.", "Please send us 40 rolek."),  # without its accents
        ("de", "Freundliche Gruesse", "Kind regards"),
        ("de", "Die Ware ist da.", "The Ware is da."),  # no "wäre"
        ("pl", "tuleje rew. A, 40 szt.", "tuleje rev A, 40 szt."),  # a revision is no "and"
        ("it", "n. 40 flange", "40 flange"),
        ("it", "Rosà (VI)", "Rosà (VI)"),
    ],
)
def test_labels_stay_and_lost_accents_are_found(language: str, text: str, english: str) -> None:
    assert gloss(text, language).text.strip() == english


@pytest.mark.parametrize(
    ("language", "text", "english"),
    [
        ("pl", "Do 30 kwietnia, proszę.", "By 30 April, please."),
        ("fr", "Livrez-nous avant le 15.", "Please send us before the 15th."),
        ("es", "Entrega el jueves.", "Delivery on Thursday."),
        ("it", "Entro fine mese.", "Entro fine mese."),  # no day of its own
    ],
)
def test_a_date_is_put_into_english_where_it_is_read_alike(language: str, text: str, english: str) -> None:
    assert glossed(text, language).text.lower() == english.lower()
