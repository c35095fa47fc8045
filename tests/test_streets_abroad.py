"""Street lines as French, Spanish and Italian write them, and their neighbours that are goods; firms that write, and who signs for them."""

from datetime import date

import pytest

from benchmarks.cases import clarified
from clarifier import read
from clarifier.request.streets import find_streets


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Livrer à la ferme, 2210 rang 4 Ouest, Saint-Anselme.", "2210 rang 4 Ouest"),
        ("C'est au 14 côte du Moulin, sonnez deux fois.", "14 côte du Moulin"),
        ("À décharger : Mas Grenat, route de Sauve, 30140 Anduze.", "route de Sauve, 30140 Anduze"),
        ("Bodega central, Los Alerces 1204, Osorno.", "Los Alerces 1204"),
        ("Hacienda La Paz, vereda El Rosal km 5, Tocancipá.", "vereda El Rosal km 5"),
        ("en la finca, carretera de Ronda km 12, entrada azul", "carretera de Ronda km 12"),
        ("Casa Verde, 200 metros norte de la escuela, Tilarán.", "200 metros norte de la escuela"),
        ("al almacén: Calle Ortega y Gasset, 41", "Calle Ortega y Gasset, 41"),
        ("in via Pietro e Paolo 12, citofono 3", "via Pietro e Paolo 12"),
        ("Carrer Pi i Margall 8, baixos", "Carrer Pi i Margall 8"),
        ("al mulino, loc. Poggetto 8, non in bottega", "loc. Poggetto 8"),
        ("in bottega: vico Speranza 3, dal cortile", "vico Speranza 3"),
        ("magazzino 4, via dell'Orologio 21, Schio", "via dell'Orologio 21"),
    ],
)
def test_a_street_of_these_countries_is_one(text: str, street: str) -> None:
    assert street in [text[start:end] for start, end in find_streets(text)]


@pytest.mark.parametrize(
    "text",
    [
        "3 côte de boeuf et 12 voies d'eau",
        "200 metros de cable y 40 metros al contado",
        "150 m de câble, livraison en route",
        "Ci servono 3 teli, largo 14",
        "entrega por carretera, 40 km de cable",
        "5 rampe in alluminio e 12 cote di riferimento",
    ],
)
def test_goods_beside_such_words_are_no_street(text: str) -> None:
    assert not find_streets(text)


def letter(sender: str, signed: str) -> str:
    return f"From: {sender}\nDate: Tue, 1 Sep 2026 09:00\nTo: Sam Cole <sam@seller.example>\nSubject: ordine\n\nBuongiorno,\n\nci servono 40 lampade.\n\nCordiali saluti\n{signed}\n"


@pytest.mark.parametrize(
    ("sender", "signed", "contact", "company"),
    [
        ("Az. Agr. Tosoni <info@oliotosoni.it>", "Renzo Tosoni\n0743 555 019", "Renzo Tosoni", "Az. Agr. Tosoni"),
        ("Domaine Calvet <contact@domaine-calvet.fr>", "Luc Calvet\nDomaine Calvet", "Luc Calvet", "Domaine Calvet"),
        ("Emporio Lillà snc <emporiolilla@alice.it>", "Nives Furlan\nEmporio Lillà snc", "Nives Furlan", "Emporio Lillà snc"),
        ("Abastecimiento <abastecimiento@clinicaulmo.cl>", "Inés Rojas\nClínica Ulmo", "Inés Rojas", "Clínica Ulmo"),
        ("boulangerie morel <boulangerie.morel@posteo.fr>", "Yves Morel\nBoulangerie Morel", "Yves Morel", "Boulangerie Morel"),
        ("Rosa Ferme <rosa.ferme@horizon.fr>", "Rosa\nHorizon", "Rosa Ferme", "Horizon"),
    ],
)  # fmt: skip
def test_who_signs_for_a_firm_is_the_contact(sender: str, signed: str, contact: str, company: str) -> None:
    customer = clarified(letter(sender, signed), date(2026, 9, 1))["request"]["customer"]
    assert (customer["contact"]["value"], customer["company"]["value"]) == (contact, company)


@pytest.mark.parametrize(
    ("note", "author"),
    [("Can you look up what we sent Morel? Tx, Jo", "customer"), ("Here is what we sent.", "ours")],
)
def test_a_note_that_asks_what_we_sent_is_no_sign_of_our_own_answer(note: str, author: str) -> None:
    mail = letter("Yves Morel <yves@morel.example>", "Yves").replace(
        "From:", "---------- Forwarded message ---------\nFrom:", 1
    )
    assert read(f"{note}\n\n{mail}".encode()).messages[-1].author == author
