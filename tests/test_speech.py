"""Each language says amounts, items, days and questions with nothing left open, and as its speakers write them."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from clarifier.request.facts import Evidence, Fact, Field, Gap, Line, Period, Quantity, Request
from clarifier.request.gaps import checklist
from clarifier.request.questions import ask
from clarifier.request.reply_language import lacking
from clarifier.request.speech import speech, spoken_languages
from clarifier.texts import placeholders, table

FRIDAY, SATURDAY, FIRST = date(2024, 11, 22), date(2024, 11, 23), date(2024, 12, 1)
ENGLISH = speech().table
FILLED = {  # what may stand in a text besides what stands in the English one
    "item": {"number", "amount", "item"},
    "when": {"full", "short", "from_short", "to_full", *(f"{each}_{form}" for each in ("full", "from_short", "to_full", "short") for form in ("of", "on"))},
    "reply": {"name", "full_name"},
}  # fmt: skip
WITHOUT = {"item", "name"}  # what a language may leave out


def words(quote: str, start: int = 0) -> Evidence:
    return Evidence(0, start, start + len(quote), quote)


def quantity(value: float | None, unit: str = "ea", quote: str = "1200", **more: Any) -> Quantity:
    return Quantity(value, more.pop("minimum", None), more.pop("maximum", None), unit, words(quote), **more)


def caps(amount: Quantity | None, *, apart: bool = False) -> Line:
    return Line(
        Fact("44-1182-C", words("44-1182-C", 40)), Fact("caps", words("caps", 90 if apart else 15)), None, amount
    )


PERIOD = Period(None, FRIDAY, words("next Friday"), True, (SATURDAY,))
REQUEST = Request(True, date(2024, 11, 4), lines=(caps(quantity(1200, approximate=True)),), needed_by=PERIOD)
BARE = Request(
    True, date(2024, 11, 4), lines=(Line(None, None, None, quantity(3)),), needed_by=replace(PERIOD, alternatives=())
)


def texts(one: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], str]:
    """Every text of a table by its place."""
    if isinstance(one, dict):
        return {place: text for key, each in one.items() for place, text in texts(each, (*path, key)).items()}
    return {path: one} if isinstance(one, str) else {}


@pytest.mark.parametrize("language", spoken_languages())
def test_each_table_has_every_text(language: str) -> None:
    assert lacking(speech(language).table, ENGLISH) == []


@pytest.mark.parametrize("language", spoken_languages())
def test_no_text_wants_what_it_is_not_given_or_forgets_what_matters(language: str) -> None:
    english = texts(ENGLISH)
    for place, text in texts(speech(language).table).items():
        given = placeholders(english.get(place, "")) | FILLED.get(place[0], set())
        assert placeholders(text) <= given, place
        if place[0] in ("questions", "reply", "amount"):
            assert placeholders(english[place]) - placeholders(text) <= WITHOUT, place


@pytest.mark.parametrize("language", spoken_languages())
def test_each_unit_of_goods_has_its_word(language: str) -> None:
    said = speech(language).table
    assert set(table("lexicons/units")["count"]) - {"ea"} <= set(said["units"])
    assert {len(said["day"]["weekdays"]), *map(len, said["day"].get("forms", {}).values())} == {7}
    assert len(said["day"]["months"]) == 12


def test_each_field_of_the_checklist_has_its_questions() -> None:
    assert set(checklist()) == set(ENGLISH["questions"]) <= set(get_args(Field))


@pytest.mark.parametrize("request_", [REQUEST, BARE], ids=["named", "bare"])
@pytest.mark.parametrize("kind", ["", "total"])
@pytest.mark.parametrize("field", list(checklist()))
@pytest.mark.parametrize("language", spoken_languages())
def test_each_question_is_whole_in_each_language(language: str, field: Any, kind: str, request_: Request) -> None:
    amounts = (quantity(3, "box"), quantity(None, "m", minimum=4, maximum=5))
    (question,) = ask([Gap(field, "", "rule-02", {"kind": kind}, amounts)], request_, language)
    assert "?" in question.text
    assert "{" not in question.text + question.text_en and "None" not in question.text
    assert (question.text == question.text_en) == (language == "en")


@pytest.mark.parametrize(
    ("language", "by", "on", "first", "number", "small"),
    [
        ("en", "by Friday 22 November 2024", "on Friday 22 November 2024", "by Sunday 1 December 2024", "1,200", "12,000.5"),
        ("de", "bis Freitag, 22. November 2024", "am Freitag, 22. November 2024", "bis Sonntag, 1. Dezember 2024", "1.200", "12.000,5"),
        ("fr", "d’ici le vendredi 22 novembre 2024", "le vendredi 22 novembre 2024", "d’ici le dimanche 1er décembre 2024", "1 200", "12 000,5"),
        ("es", "para el viernes 22 de noviembre de 2024", "el viernes 22 de noviembre de 2024", "para el domingo 1 de diciembre de 2024", "1200", "12 000,5"),
        ("it", "entro venerdì 22 novembre 2024", "per venerdì 22 novembre 2024", "entro domenica 1° dicembre 2024", "1.200", "12.000,5"),
        ("nl", "uiterlijk vrijdag 22 november 2024", "op vrijdag 22 november 2024", "uiterlijk zondag 1 december 2024", "1.200", "12.000,5"),
        ("pl", "do piątku, 22 listopada 2024 r.", "w piątek, 22 listopada 2024 r.", "do niedzieli, 1 grudnia 2024 r.", "1200", "12 000,5"),
    ],
)  # fmt: skip
def test_days_and_numbers_are_said_as_in_the_language(language: str, by: str, on: str, first: str, number: str, small: str) -> None:  # fmt: skip
    said = speech(language)
    assert said.when(Period(None, FRIDAY, words("x"))) == by
    assert said.when(Period(FRIDAY, FRIDAY, words("x"))) == on
    assert said.when(Period(None, FIRST, words("x"))) == first
    assert said.number(1200).replace("\N{NO-BREAK SPACE}", " ") == number
    assert said.number(12000.5).replace("\N{NO-BREAK SPACE}", " ") == small


def test_a_span_and_an_open_end_bend_their_weekdays() -> None:
    polish = speech("pl")
    assert (
        polish.when(Period(FRIDAY, SATURDAY, words("x"))) == "od piątku, 22 listopada, do soboty, 23 listopada 2024 r."
    )
    assert polish.when(Period(SATURDAY, None, words("x"))) == "nie wcześniej niż w sobotę, 23 listopada 2024 r."
    assert polish.when(Period(None, FRIDAY, words("x"), True, (SATURDAY,))).endswith(
        "(ewentualnie: sobota, 23 listopada)"
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 karton"),
        (2, "2 kartony"),
        (5, "5 kartonów"),
        (12, "12 kartonów"),
        (22, "22 kartony"),
        (112, "112 kartonów"),
    ],
)
def test_a_polish_unit_has_three_forms(count: int, said: str) -> None:
    assert speech("pl").amount(quantity(count, "carton")) == said


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("de", caps(quantity(1200, quote="1.200 Stück")), "1.200 Stück caps 44-1182-C"),
        ("de", caps(quantity(1200)), "1.200 caps 44-1182-C"),
        ("de", caps(quantity(1200), apart=True), "caps 44-1182-C (Menge: 1.200)"),
        ("de", caps(None), "caps 44-1182-C (Menge noch offen)"),
        ("de", Line(Fact("44-1182-C", words("x")), None, None, quantity(12)), "12 × 44-1182-C"),
        ("fr", caps(quantity(2, "roll")), "caps 44-1182-C (2 rouleaux)"),
        ("es", caps(quantity(2, "roll")), "2 rollos de caps 44-1182-C"),
        ("it", caps(quantity(None, "m", minimum=40, maximum=50)), "da 40 a 50 m di caps 44-1182-C"),
        ("nl", caps(quantity(1, "box")), "1 doos caps 44-1182-C"),
        ("pl", caps(quantity(1200, quote="1200 szt.")), "1200 szt. caps 44-1182-C"),
        ("en", caps(quantity(1200, quote="1200 pcs"), apart=True), "1,200 caps 44-1182-C"),
        ("en", caps(quantity(3, "tray")), "3 trays of caps 44-1182-C"),
    ],
)
def test_an_item_is_named_so_that_no_article_or_case_is_needed(language: str, line: Line, said: str) -> None:
    assert speech(language).amount_and_item(line) == said


def test_pieces_are_named_where_the_customer_named_them() -> None:
    assert [speech(each).amount(quantity(600, quote="1.200 Stück")) for each in ("de", "fr", "en")] == [
        "600 Stück", "600 pièces", "600",
    ]  # fmt: skip
    assert speech("de").amount(quantity(600, quote="1.200")) == "600"


def test_a_french_sign_never_stands_at_the_head_of_a_line() -> None:
    (question,) = ask([Gap("which_item", "", "rule-03")], REQUEST, "fr")
    assert "«\N{NO-BREAK SPACE}44-1182-C caps\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}?" in question.text
