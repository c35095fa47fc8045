"""What is read of a mail in another language stands in the customer's own words, character for character."""

from datetime import date

import pytest

from clarifier import add_answer, as_json, clarify, read
from clarifier.request.clarify import Clarification

SENT = date(2026, 11, 4)
TWINS = {
    "en": "Hello,\n\nwe need 40 rails FS-880, rev D, by November 20, 2026. The date is fixed.\nDeliver to our warehouse in Kassel.\nWe can start with 10 first.\n",
    "de": "Guten Tag,\n\nwir brauchen 40 Schienen FS-880, Index D, bis 20.11.2026. Der Termin ist fix.\nLieferung an unser Lager in Kassel.\nMit 10 kommen wir erst mal hin.\n",
    "fr": "Bonjour,\n\nnous avons besoin de 40 rails FS-880, indice D, avant le 21/11/2026. La date est impérative.\nÀ livrer à notre entrepôt de Kassel.\nOn peut démarrer avec 10 d'abord.\n",
    "es": "Hola:\n\nnecesitamos 40 carriles FS-880, rev. D, antes del 21/11/2026. La fecha no se puede mover.\nEntregar en nuestro almacén de Kassel.\nCon 10 tiramos de momento.\n",
    "it": "Buongiorno,\n\nci servono 40 guide FS-880, rev. D, entro il 20/11/2026. La data è tassativa.\nConsegna presso il nostro magazzino di Kassel.\nSe intanto ne arrivano 10 va bene.\n",
    "nl": "Goedemorgen,\n\nwij hebben 40 rails FS-880, revisie D, nodig, uiterlijk 20-11-2026. De datum staat vast.\nLeveren aan ons magazijn in Kassel.\nWe kunnen alvast met 10 vooruit.\n",
    "pl": "Dzień dobry,\n\npotrzebujemy 40 szyn FS-880, rew. D, do 20.11.2026. Termin jest sztywny.\nDostawa do naszego magazynu w Kassel.\nMożemy wziąć 10 na początek.\n",
}  # fmt: skip


def clarified(code: str) -> Clarification:
    return clarify(read(TWINS[code]), sent=SENT)


@pytest.mark.parametrize("code", TWINS)
def test_a_mail_says_the_same_as_its_english_twin(code: str) -> None:
    request = clarified(code).request
    assert [(line.part_number.value, line.revision.value, line.quantity.value) for line in request.lines
            if line.part_number and line.revision and line.quantity] == [("FS-880", "D", 40)]  # fmt: skip
    assert (request.partial_delivery.value, request.date_flexibility.value) == ("allowed", "fixed")
    assert request.needed_by and request.needed_by.latest == date(2026, 11, 20)
    assert request.ship_to and "Kassel" in request.ship_to.value


@pytest.mark.parametrize("code", TWINS)
def test_every_quote_stands_in_the_mail_as_it_was_written(code: str) -> None:
    found = as_json(clarified(code))
    body = found["thread"]["messages"][0]["body"]
    assert body.strip() == TWINS[code].strip()

    def walk(value: object) -> int:
        if isinstance(value, dict):
            if {"start", "end", "quote"} <= value.keys():
                assert body[value["start"] : value["end"]] == value["quote"]
                return 1
            return sum(walk(one) for one in value.values())
        return sum(walk(one) for one in value) if isinstance(value, list) else 0

    assert walk(found) >= 8


def test_descriptions_and_places_are_in_the_customers_words() -> None:
    request = clarified("de").request
    assert request.lines[0].description and request.lines[0].description.value == "Schienen"
    assert request.ship_to and request.ship_to.value == "unser Lager in Kassel"
    assert request.partial_delivery.evidence
    assert request.partial_delivery.evidence.quote == "Mit 10 kommen wir erst mal hin."


def test_a_reading_has_the_places_of_the_mail() -> None:
    reading = clarified("de").readings[0]
    assert reading.text.strip() == TWINS["de"].strip()
    assert [reading.text[i.value_start : i.end] for i in reading.identifiers if i.kind == "part"] == ["FS-880"]
    assert "we need" in reading.english.casefold()


def test_the_usual_place_is_no_gap_in_any_language() -> None:
    mail = "Guten Tag,\nwir brauchen 40 Schienen FS-880 bis 20.11.2026. Lieferung wie immer.\n"
    assert "ship_to" not in {gap.field for gap in clarify(read(mail), sent=SENT).gaps}


def test_what_is_asked_of_production_is_english_and_names_the_item_as_the_customer_does() -> None:
    asked = as_json(clarified("pl"))["ask_production"]
    assert "Can you" in asked and "szyn" in asked


def test_an_english_mail_is_read_as_it_stands() -> None:
    found = clarified("en")
    assert found.readings[0].english == "" and found.language.code == "en"


def test_a_message_between_two_languages_is_read_each_in_its_own() -> None:
    earlier = "Von: Jana Ruhl <j.ruhl@ruhl.example>\nGesendet: Montag, 2. November 2026 09:12\nAn: dana@works.example\nBetreff: Deckel\n\nGuten Tag, wir brauchen noch 40 Deckel AB-120 für die Montage.\n"
    newest = "From: Jana Ruhl <j.ruhl@ruhl.example>\nSent: Tuesday, November 3, 2026 10:00\nTo: dana@works.example\nSubject: RE: Deckel\n\nHello Dana, could you please send them to our plant in Ulm by November 20?\n\n"
    found = clarify(read(newest + earlier))
    assert found.language.code == "en"
    assert [line.quantity.value for line in found.request.lines if line.quantity] == [40]
    assert found.request.ship_to and "Ulm" in found.request.ship_to.value


INLINE = {
    "de": ("Guten Tag, wir brauchen 40 Deckel AB-120 bis 20.11.2026.", "an unser Werk in Ulm", "ja, 20 vorab sind ok", "nein, der Termin ist fest"),
    "fr": ("Bonjour, il nous faut 40 couvercles AB-120 pour le 20/11/2026.", "à notre usine d'Ulm", "oui, 20 d'abord, ça va", "non, la date est ferme"),
    "es": ("Hola, necesitamos 40 tapas AB-120 para el 20/11/2026.", "a nuestra fábrica de Ulm", "sí, 20 primero está bien", "no, la fecha es fija"),
    "it": ("Buongiorno, ci servono 40 coperchi AB-120 entro il 20/11/2026.", "al nostro stabilimento di Ulm", "sì, 20 subito va bene", "no, la data è tassativa"),
    "nl": ("Goedemorgen, wij hebben 40 deksels AB-120 nodig, uiterlijk 20-11-2026.", "aan onze fabriek in Ulm", "ja, 20 eerst is prima", "nee, de datum staat vast"),
    "pl": ("Dzień dobry, potrzebujemy 40 pokryw AB-120 do 20.11.2026.", "do naszego zakładu w Ulm", "tak, 20 na początek wystarczy", "nie, termin jest sztywny"),
}  # fmt: skip


@pytest.mark.parametrize("code", INLINE)
def test_answers_between_our_questions_close_the_gaps_and_invent_no_line(code: str) -> None:
    mail, *answers = INLINE[code]
    thread = read(
        f"From: Jan <j@ruhl.example>\nSent: Monday, November 2, 2026 09:12\nTo: d@works.example\nSubject: AB-120\n\n{mail}\n"
    )
    asked = clarify(thread)
    assert [gap.field for gap in asked.gaps] == ["ship_to", "partial_delivery", "date_flexibility"]
    told = "\n".join(f"> {q.text}\n{answer}" for q, answer in zip(asked.questions, answers, strict=True))
    settled = clarify(add_answer(thread, told))
    assert settled.gaps == ()
    assert [line.quantity.value for line in settled.request.lines if line.quantity] == [40]
    assert settled.request.ship_to and "Ulm" in settled.request.ship_to.value
    assert settled.request.partial_delivery.value == "allowed" and settled.request.date_flexibility.value == "fixed"
