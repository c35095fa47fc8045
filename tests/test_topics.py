"""What a manager types becomes an item like the others: the problem without the person, and every fact of it."""

import pytest
from lives import CAPS, draft, entered, step

from clarifier.errors import BadSettings
from clarifier.team.database import Database
from clarifier.team.topics import LONGEST, MOST_TOPICS, topic_items

HEATED = "Those idiots in production ALWAYS ignore us!!! Halvorsen waits for 40 crane hooks since 12 November. Ship R-0002 by Friday!"


@pytest.fixture
def ledger(database: Database) -> Database:
    entered(database, draft(CAPS, customer="Tidewater Marine"), step("asked"))
    entered(database, draft(CAPS, customer="Halvorsen"), step("asked"))
    entered(database, draft(CAPS, customer="Kolb Secret"))
    return database


def test_heat_goes_and_facts_stay(ledger: Database) -> None:
    [made] = topic_items([HEATED], ledger)
    said = f"{made.title} {made.why}"
    assert "idiots" not in said and "ALWAYS" not in said and "!!!" not in said
    assert "40 crane hooks" in said and "12 November" in said and "Friday" in said
    assert made.kind == "topic" and made.outcome == "decide" and 2 <= len(made.options) <= 3 and made.rule


def test_the_customer_and_the_requests_it_names_are_found_in_the_ledger(ledger: Database) -> None:
    [made] = topic_items([HEATED], ledger)
    assert made.customer == "Halvorsen" and [each.request for each in made.evidence] == ["R-0002"]
    [other] = topic_items(["Can we call tidewater before noon about R-0001 and R-0999?"], ledger)
    assert other.customer == "Tidewater Marine" and [each.request for each in other.evidence] == ["R-0001"]
    [none] = topic_items(["The coffee in the shop is cold"], ledger)
    assert (
        none.customer is None
        and none.evidence == ()
        and none.title == "What would help: The coffee in the shop is cold"
    )


def test_a_draft_that_nobody_has_seen_is_not_told_by_a_topic(ledger: Database) -> None:
    [made] = topic_items(["What about R-0003 of Kolb Secret?"], ledger)
    assert made.customer is None and made.evidence == ()


def test_a_question_is_the_title_as_it_was_asked(ledger: Database) -> None:
    [made] = topic_items(["Orders come in on Friday at five. Could we agree on a last hour for them?"], ledger)
    assert made.title == "Could we agree on a last hour for them?" and made.why == "Orders come in on Friday at five."


def test_long_pastes_are_cut_at_a_word_and_empty_ones_are_none(ledger: Database) -> None:
    [made] = topic_items([f"The {'very ' * 300}long road?", "  \n "], ledger)
    assert len(made.title) <= 110 and made.title.endswith("very…")


@pytest.mark.parametrize("topics", [["x" * (LONGEST + 1)], ["a topic"] * (MOST_TOPICS + 1)])
def test_too_many_and_too_long_ones_are_one_sentence(topics: list[str], ledger: Database) -> None:
    with pytest.raises(BadSettings) as caught:
        topic_items(topics, ledger)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)
