"""Past requests found for a new one: the same customer's first, none that is not alike, and what changed is found anew, from disk."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from clarifier.rules.precedents import Precedent, Precedents, open_precedents
from clarifier.rules.vectors import WordLlamaEmbedder

ACME = Precedent("r-1", "Acme Gates", "wants 100 hinges by Friday", "They took 50 on Friday and the rest a week later.")
ORLA = Precedent("r-2", "Orla Pumps", "wants 100 hinges by Friday", "They got all of them.")
DRAWING = Precedent("r-3", "Orla Pumps", "asks for a new drawing of the seat rail", "It was sent the same day.")
PAST = (ACME, ORLA, DRAWING)
ASKED = "120 hinges tomorrow"


def opened(folder: Path, past: Iterable[Precedent] = PAST) -> Precedents:
    found = open_precedents(folder, past, WordLlamaEmbedder())
    assert found.collection.note == ""
    return found


@pytest.fixture(scope="module")
def precedents(tmp_path_factory: pytest.TempPathFactory) -> Precedents:
    return opened(tmp_path_factory.mktemp("past"))


@pytest.mark.parametrize(("customer", "first"), [("Acme Gates", ACME), ("ACME gates", ACME), ("Orla Pumps", ORLA)])
def test_the_same_customers_past_request_comes_first(customer: str, first: Precedent, precedents: Precedents) -> None:
    assert precedents.like(ASKED, customer)[0] == first


def test_what_others_asked_is_found_as_well(precedents: Precedents) -> None:
    assert {each.id for each in precedents.like("wants 100 hinges by Friday")} == {ORLA.id, ACME.id}
    assert ORLA in precedents.like("wants 100 hinges by Friday", "Acme Gates")
    assert ORLA in precedents.like("wants 100 hinges by Friday", "Calder Marine")


def test_one_that_is_not_alike_does_not_come(precedents: Precedents) -> None:
    assert DRAWING not in precedents.like(ASKED, "Orla Pumps")
    assert precedents.like("a new drawing of the seat rail") == [DRAWING]


@pytest.mark.parametrize("asked", ["What is for lunch?", "The espresso machine is broken.", "", "???", "xqzzt"])
def test_for_a_request_without_its_like_there_is_none(asked: str, precedents: Precedents) -> None:
    assert precedents.like(asked, "Acme Gates") == precedents.like(asked) == []


def test_no_more_come_than_are_wanted(precedents: Precedents) -> None:
    assert precedents.like(ASKED, "Acme Gates", count=1) == [ACME]
    assert precedents.like(ASKED, "Acme Gates", count=0) == []


def test_without_a_past_nothing_is_found(tmp_path: Path) -> None:
    assert opened(tmp_path, ()).like(ASKED, "Acme Gates") == []


def test_a_changed_outcome_is_found_anew_after_opening_again(tmp_path: Path) -> None:
    opened(tmp_path)
    ended = replace(ACME, outcome="They cancelled on Thursday.")
    again = opened(tmp_path, (ended, ORLA, DRAWING))
    assert again.like(ASKED, "Acme Gates")[0].outcome == "They cancelled on Thursday."
    assert again.collection.count() == 3


def test_what_the_ledger_no_longer_has_is_gone_and_what_is_new_is_there(tmp_path: Path) -> None:
    opened(tmp_path)
    moved = Precedent("r-4", "Acme Gates", "wants 60 door closers by June", "They waited.")
    again = opened(tmp_path, (ORLA, moved))
    assert again.collection.count() == 2
    assert ACME not in again.like(ASKED, "Acme Gates")
    assert again.like("40 door closers", "Acme Gates") == [moved]


def test_opened_from_disk_twice_it_finds_the_same_and_writes_nothing(tmp_path: Path) -> None:
    first = opened(tmp_path)
    found = first.like(ASKED, "Acme Gates")
    second = opened(tmp_path)
    assert second.like(ASKED, "Acme Gates") == first.like(ASKED, "Acme Gates") == found
    assert second.collection.count() == 3
    assert any(tmp_path.rglob("*.sqlite3")), "it lies in the folder that was named"


def test_the_ids_of_a_ledger_may_hold_any_sign(tmp_path: Path) -> None:
    odd = replace(ACME, id="2026/7?#4 (b)")
    assert opened(tmp_path, (odd, ORLA)).like(ASKED, "Acme Gates")[0] == odd


def test_the_very_same_request_is_found_whatever_its_customer_is_called(tmp_path: Path) -> None:
    long = replace(ORLA, id="r-5", customer="Whitcomb Fireplaces")
    assert opened(tmp_path, (long,)).like("wants 100 hinges by Friday") == [long]


def test_the_same_customer_comes_first_however_often_others_asked(tmp_path: Path) -> None:
    others = [
        Precedent(f"o-{n}", "Orla Pumps", f"wants {n} hinges by Friday", "They got them.") for n in range(100, 125)
    ]
    own = Precedent("r-6", "Acme Gates", "wants 80 hinges by Tuesday", "They took 40 first.")
    assert opened(tmp_path, (*others, own)).like("wants 100 hinges by Friday", "Acme Gates")[0] == own
