"""The language of the questions and of the reply: the customer's where we have its words, English else, or the one that was chosen."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spoken import clarified

from clarifier import clarify, read
from clarifier.errors import BadSettings
from clarifier.mail.read import add_answer
from clarifier.request.facts import Evidence, Fact
from clarifier.request.language import Language
from clarifier.request.messages import ask_production, reply_to_customer
from clarifier.request.reply_language import ReplyLanguage, lacking, reply_language, reply_languages, reply_tables

GERMAN = (
    "Guten Tag,\n\nwir benötigen 400 Stück Kelche ZK-4410 bis Freitag, 9. April 2027.\n\n"
    "Mit freundlichen Grüßen\nPippa Quillfeather"
)
SWEDISH = "Hej,\n\nvi behöver 400 st bägare ZK-4410 senast 9 april 2027.\n\nVänliga hälsningar\nPippa"
TABLES = reply_tables()


def test_a_customer_is_asked_and_answered_in_their_language_and_we_read_it_in_ours() -> None:
    told = clarified(GERMAN)
    assert told.reply_language == ReplyLanguage("de")
    asked = {question.field: (question.text, question.text_en) for question in told.questions}
    assert asked["ship_to"] == ("Wohin dürfen wir liefern?", "Where shall we deliver the ZK-4410 Kelche?")
    reply = reply_to_customer(told)
    assert reply.startswith("Guten Tag Pippa Quillfeather,\n") and "400 Stück Kelche ZK-4410, bis Freitag, 9. April 2027" in reply  # fmt: skip
    assert "Can you make 400 Kelche ZK-4410 by Friday 9 April 2027?" in ask_production(told)


def test_a_language_without_a_table_is_answered_in_english_and_that_is_said() -> None:
    told = clarified(SWEDISH)
    assert told.reply_language == ReplyLanguage(
        "en", "The email is in Swedish; the questions are in English: clarifier has no Swedish wording yet."
    )
    assert [question.text for question in told.questions] == [question.text_en for question in told.questions]
    assert "Best regards" in reply_to_customer(told)


def test_too_little_to_tell_a_language_is_answered_in_english_without_a_word() -> None:
    assert clarified("400 x ZK-4410").reply_language == ReplyLanguage("en")


@pytest.mark.parametrize("body", [GERMAN, SWEDISH])
def test_whoever_answers_may_choose_another_language(body: str) -> None:
    told = clarify(read(body), reply_in="fr")
    assert told.reply_language == ReplyLanguage("fr")
    assert "Cordialement" in reply_to_customer(told)


def test_a_choice_that_is_not_on_offer_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        BadSettings, match=r"no wording for a reply in 'sv'; choose one of: de, es, fr, it, nl, pl, en\."
    ):
        clarify(read(GERMAN), reply_in="sv")


def test_the_languages_are_offered_as_their_speakers_call_them() -> None:
    assert list(reply_languages().values()) == [
        "Deutsch", "Español", "Français", "Italiano", "Nederlands", "Polski", "English",
    ]  # fmt: skip


def test_a_table_that_lacks_a_text_is_not_used_and_that_is_said() -> None:
    german: dict[str, Any] = {
        **TABLES["de"],
        "questions": {**TABLES["de"]["questions"], "ship_to": {"named": "Wohin?"}},
    }
    tables = {**TABLES, "de": german}
    assert lacking(german, TABLES["en"]) == ["questions.ship_to.unnamed"]
    assert "de" not in reply_languages(tables)
    for chosen in (None, "de"):
        found = reply_language(Language("de", sure=True), chosen, tables)
        assert found.code == "en"
        assert found.note == (
            "The questions are in English: clarifier's German wording is not whole (questions.ship_to.unnamed is missing)."
        )


def test_a_table_that_cannot_be_read_is_as_one_that_lacks_all() -> None:
    found = reply_language(Language("pl", sure=True), None, {**TABLES, "pl": {}})
    assert found.code == "en" and "Polish wording is not whole" in (found.note or "")


@pytest.mark.parametrize(
    ("language", "yes", "no"),
    [
        ("de", "Ja, gerne.", "Nein, leider nicht."),
        ("es", "Sí, sin problema.", "No, todo junto."),
        ("fr", "Oui, sans problème.", "Non, tout ensemble."),
        ("it", "Sì, va bene.", "No, tutto insieme."),
        ("nl", "Ja, dat is prima.", "Nee, alles samen."),
        ("pl", "Tak, oczywiście.", "Nie, wszystko razem."),
    ],
)
def test_an_answer_under_a_question_in_the_customers_language_closes_it(language: str, yes: str, no: str) -> None:
    thread = read("Please send 40 goblets ZK-4410.")
    question = next(one for one in clarify(thread, reply_in=language).questions if one.field == "partial_delivery")
    assert question.text != question.text_en
    for words, value in ((yes, "allowed"), (no, "refused")):
        answered = clarify(add_answer(thread, f"> {question.text}\n{words}\n"), reply_in=language)
        assert answered.request.partial_delivery.value == value


def test_an_answer_under_the_question_in_english_closes_it_too() -> None:
    thread = read(GERMAN)
    question = next(one.text_en for one in clarify(thread).questions if one.field == "partial_delivery")
    answered = clarify(add_answer(thread, f"> {question}\nYes\n"))
    assert answered.request.partial_delivery.value == "allowed"


def test_what_the_rep_words_stays_as_it_is_in_a_reply_of_another_language() -> None:
    reply = reply_to_customer(clarified(GERMAN), ["Sind 400 genug?"])
    assert "  • Sind 400 genug?" in reply and "noch eine kurze Frage:" in reply


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("unser Lager in Lüneburg", "Lieferadresse: „unser Lager in Lüneburg“"),
        ("Lagerstraße 5, 21335 Lüneburg", "Lieferadresse: Lagerstraße 5, 21335 Lüneburg"),
    ],
)
def test_our_depot_is_theirs_and_is_said_back_in_quotation_marks(place: str, said: str) -> None:
    told = clarified(GERMAN)
    where = Fact(place, Evidence(0, 0, len(place), place))
    assert said in reply_to_customer(replace(told, request=replace(told.request, ship_to=where)))


@pytest.mark.parametrize("language", sorted(TABLES))
def test_no_reply_has_two_full_stops_or_a_hole(language: str) -> None:
    told = clarified("We need 40 goblets ZK-4410 by April 9.\n\nShip to: Wola Sp. z o.o.", sender=None)
    told = replace(told, reply_language=ReplyLanguage(language))
    reply = reply_to_customer(told)
    assert not re.search(r"[{}]|None|  \w|\n{3,}| ,|\.\.", reply.replace("  • ", ""))


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_whole_reply_reads_as_one_would_write_it(language: str) -> None:
    golden = tomllib.loads((Path(__file__).parent / "cases" / "replies.toml").read_text("utf-8"))[language]
    told = clarify(read(golden["email"]), sent=date(2024, 11, 4))
    assert told.reply_language == ReplyLanguage(language)
    assert reply_to_customer(told).replace("\N{NO-BREAK SPACE}", " ") == golden["reply"]
