"""Which language a text is written in, and when that cannot be told."""

import time

import pytest

from clarifier import as_json, clarify, read
from clarifier.request.language import UNKNOWN, Language, language_of, languages

WRITTEN = {
    "en": ["Please send 50 of them by Friday.", "we can live with 50 first", "Thanks for the update, no rush on our end."],
    "de": ["Bitte 50 Stk. AB-123 bis Freitag.", "der Termin ist fix", "Wir können auch 50 vorab nehmen, der Rest eilt nicht."],
    "fr": ["On peut vivre avec 50 d’abord", "Merci de nous livrer 40 pièces", "Serait-il possible de recevoir la commande avant jeudi ?"],
    "es": ["si no llegan todas, manden las que tengan", "¿Nos podéis enviar 30 para el martes?", "La fecha no se puede mover."],
    "it": ["Vi chiediamo la consegna di 40 pezzi entro venerdì", "Se ne arrivano 50 per ora va bene lo stesso, grazie", "Non possiamo aspettare"],
    "nl": ["we kunnen alvast met 50 vooruit", "de 50 stuks graag voor vrijdag", "Kunnen jullie ons er 40 sturen?"],
    "pl": ["możemy wziąć 50 na początek", "Prosimy o dostawę 40 sztuk do piątku", "Termin jest sztywny, nie możemy czekać"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts])
def test_one_sentence_tells_its_language(code: str, text: str) -> None:
    assert language_of(text) == Language(code, sure=True)


@pytest.mark.parametrize(
    "text",
    ["", "ok", "50 pcs AB-123 asap", "PO 4711: 20 x SP-08, 12 x ST-42", "die Hard, man", "12/3 15:00 info@example.com"],
)
def test_what_tells_no_language_is_english_and_not_sure(text: str) -> None:
    assert language_of(text) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bom dia, precisamos de 50 peças até sexta-feira. Obrigado", "Portuguese"),
        ("Vi behöver 50 st till fredag, tack", "Swedish"),
        ("Vi skal bruge 50 stk senest fredag, tak", "Danish or Norwegian"),
        ("Potřebujeme 50 kusů do pátku, děkujeme", "Czech or Slovak"),
        ("Kérjük, küldjenek 50 darabot péntekig, köszönjük", "Hungarian"),
    ],
)
def test_a_language_that_is_not_read_is_not_taken_for_its_neighbour_and_is_named(text: str, name: str) -> None:
    assert language_of(text) == Language("en", sure=False, other=name)


def test_a_mail_that_is_half_in_each_of_two_languages_is_not_sure() -> None:
    half = "Wir sind bis Montag nicht im Haus, bitte warten Sie. We are out of the office, and please wait for us if you can."
    assert not language_of(half).sure


def test_each_language_says_what_it_is_called() -> None:
    assert [Language(code, sure=True).name for code in languages()] == [
        "German", "English", "Spanish", "French", "Italian", "Dutch", "Polish",
    ]  # fmt: skip


def test_a_request_says_in_which_language_it_was_written() -> None:
    forward = "FYI, can we do this?\n\nVon: Jana Ruhl <j.ruhl@ruhl-pumpen.example>\nGesendet: Montag, 2. November 2026 09:12\nAn: Dana\nBetreff: Deckel\n\n"
    asked = clarify(
        read(f"{forward}Guten Tag,\n\nwir brauchen noch 40 Deckel AB-120.\n\nMit freundlichen Grüßen\nJana Ruhl\n")
    )
    assert asked.language == Language("de", sure=True)
    assert as_json(asked)["request"]["language"] == "de"
    assert as_json(asked)["request"]["language_sure"] is True


def test_a_short_answer_is_in_the_language_of_the_thread() -> None:
    earlier = "Wir brauchen noch 40 Deckel AB-120 für die Montage."
    thread = f"AB-120: 50\n\nVon: Jana Ruhl <j.ruhl@ruhl.example>\nGesendet: Montag, 2. November 2026 09:12\nBetreff: Deckel\n\n{earlier}\n"
    forward = f"Von: Jana Ruhl <j.ruhl@ruhl.example>\nGesendet: Dienstag, 3. November 2026 10:00\nAn: dana@works.example\nBetreff: AW: Deckel\n\n{thread}"
    assert clarify(read(forward)).language.code == "de"


def test_time_grows_with_the_text_up_to_a_limit() -> None:
    def seconds(text: str) -> float:
        began = time.perf_counter()
        language_of(text)
        return time.perf_counter() - began

    language_of("bitte")
    assert seconds("bitte nicht " * 100_000) < 0.5
    assert seconds("x" * 1_000_000) < 0.5
