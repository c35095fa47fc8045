"""What customers say about parts, dates, reasons and earlier trouble: measured on labelled texts, and the rules one by one."""

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from clarifier.mail.thread import Message
from clarifier.request.facts import Choice, Fact
from clarifier.request.passages import find_passages
from clarifier.request.reading import Reading
from clarifier.request.reason import clauses_of, find_consequence, find_reason
from clarifier.request.stances import LONGEST, stance
from clarifier.request.terms import find_complaint, find_date_flexibility, find_expectations, find_partial_delivery

CASES = Path(__file__).parent / "cases" / "terms.jsonl"

# F1 that was reached, a little below; "first held out" and "written" texts were read after their first measurement:
# parts 0.62 and 0.85, dates 0.65 and 0.88, complaints 0.56 and 0.76, reasons 0.57 and 0.64 at first sight.
# In the five languages F1 was 0.55, then 0.74 at first sight, for words left unread and hardly for words misread.
# Of the second bank the held out part was never read: its figures are what to expect of words not met before
FLOORS = {
    "written for this test": {"partial": 0.94, "date_flexibility": 0.95, "complaint": 0.93, "reason": 0.83},
    "bank, read while building": {"partial": 0.96, "date_flexibility": 0.95, "complaint": 0.86, "reason": 0.88},
    "bank, first held out, then read": {"partial": 0.94, "date_flexibility": 0.90, "complaint": 0.88, "reason": 0.74},
    "second bank, read while building": {"partial": 0.94, "date_flexibility": 0.96, "complaint": 0.84, "reason": 0.90},
    "five languages, written while building": {"partial": 0.97, "date_flexibility": 0.97},
    "five languages, first held out, then read": {"partial": 0.95, "date_flexibility": 0.97},
    "second bank, held out": {"partial": 0.82, "date_flexibility": 0.82, "complaint": 0.58, "reason": 0.76},
}


def read(text: str, index: int = 0) -> Reading:
    message = Message(index, text, "customer")
    return Reading(message, text, None, tuple(find_passages(text)), (), (), (), (), ())


@cache
def cases() -> tuple[dict[str, str], ...]:
    return tuple(json.loads(line) for line in CASES.read_text("utf-8").splitlines())


def words(text: str) -> set[str]:
    return {word.strip(".,;:!?\"'()").casefold() for word in text.split()}


def agrees(field: str, wanted: str, got: str) -> bool:
    if field in ("partial", "date_flexibility"):
        return wanted == got
    return 2 * len(words(wanted) & words(got)) >= len(words(wanted))


def value(found: Choice | Fact | None) -> str | None:
    return found.value if found and found.value != "unknown" else None


FINDERS: dict[str, Callable[[list[Reading]], Choice | Fact | None]] = {
    "partial": find_partial_delivery,
    "date_flexibility": find_date_flexibility,
    "complaint": find_complaint,
    "reason": lambda readings: find_reason(clauses_of(readings)),
}


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, fields in FLOORS.items() for field in fields])
def test_labelled_texts_agree_at_least_as_often_as_they_did(name: str, field: str) -> None:
    right = wrong = missed = 0
    for case in cases():
        if case["set"] != name:
            continue
        wanted = case[field] if case[field] != "unknown" else None
        got = value(FINDERS[field]([read(case["text"])]))
        same = wanted is not None and got is not None and agrees(field, wanted, got)
        right += same
        wrong += got is not None and not same
        missed += wanted is not None and not same
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    assert f1 >= FLOORS[name][field], f"{field} on {name}: F1 {f1:.3f}, wrong {wrong}, missed {missed}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Partial deliveries are fine.", "allowed"),
        ("Partial deliveries are not fine.", "refused"),
        ("Please don't split it.", "refused"),
        ("We do not insist on one delivery.", "allowed"),
        ("I'm not fussed about getting it all in one go.", "allowed"),
        ("It doesn't all have to arrive together.", "allowed"),
        ("All of it in one delivery.", "refused"),
        ("Please bring them all on one day.", "refused"),
    ],
)
def test_a_negation_turns_a_stance_round(text: str, wanted: str) -> None:
    assert stance("partial_delivery", text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("The date is fixed.", "fixed"), ("The date is not fixed.", "flexible"), ("The date can't move.", "fixed"), ("The date can move.", "flexible")],
)  # fmt: skip
def test_a_negation_turns_a_date_round(text: str, wanted: str) -> None:
    assert stance("date_flexibility", text) == wanted


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("No, everything in one delivery.", "partial_delivery", "refused"),
        ("No, all together please.", "partial_delivery", "refused"),
        ("No, not in one delivery.", "partial_delivery", "allowed"),
        ("No - the date is fixed.", "date_flexibility", "fixed"),
        ("Non-negotiable, the date.", "date_flexibility", "fixed"),
    ],
)
def test_a_no_before_a_comma_answers_a_question_and_denies_nothing_behind_it(text: str, field: str, value: str) -> None:
    assert stance(field, text) == value


@pytest.mark.parametrize("text", ["Do you ship partial orders?", "Are partial shipments possible?", "Is the delivery date on your quote firm?"])  # fmt: skip
def test_a_question_about_what_we_can_do_states_nothing(text: str) -> None:
    assert stance("partial_delivery", text) == stance("date_flexibility", text) == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "Please deliver to the first floor.",
        "We'd like the handle in one piece, not welded.",
        "Pack all the sizes together, ten to a box.",
        "First of all, happy new year.",
        "The rest of the email is for Raj.",
        "Please deliver no later than Friday.",
        "12 immovable bollards, hot dip galvanised.",
        "10 m flexible hose, 19 mm bore.",
        "No deliveries after 4 pm.",
        "We cannot wait to see the finished kitchen!",
        "I'm not waiting for the catalogue.",
        "One day at most.",
        "In April we will fix the roof.",
        "2 m flexible hose by 3 April.",
        "Delivery date: please fix the price.",
        "No report on delays was sent.",
        "The rest stays as discussed.",
        "Please don't buy more resin for it.",
        "If the press time is not enough, tell me and we look for another mould.",
        "We hope to have it 2 weeks from today, not the end of May any more.",
    ],
)
def test_words_that_only_look_alike_say_nothing(text: str) -> None:
    assert stance("partial_delivery", text) == stance("date_flexibility", text) == "unknown"


def test_what_is_not_ready_does_not_deny_the_parts_that_may_come_instead() -> None:
    english = "If the plates are not ready, a part delivery is possible."
    french = "Si les plaques ne sont pas prêtes, une livraison partielle est possible: the steel ones first, please."
    assert stance("partial_delivery", english) == stance("partial_delivery", french) == "allowed"


def test_a_prefix_that_denies_denies_no_date() -> None:
    assert stance("date_flexibility", "Non-slip mats, 40 of them.") == "unknown"


def test_an_item_with_a_later_date_of_its_own_is_no_part_delivery() -> None:
    assert stance("partial_delivery", "Uppers can follow, October 23 is early enough for those.") == "unknown"


def test_an_if_in_another_sentence_softens_a_refusal() -> None:
    text = "Please deliver complete. If that is not possible, send 100 first."
    assert find_partial_delivery([read(text)]).value == "allowed"


def test_a_fixed_date_holds_against_a_looser_word_about_something_else() -> None:
    text = "The date can't move, the crane is booked. If the lids are a week late nobody will cry."
    assert find_date_flexibility([read(text)]).value == "fixed"


def test_the_newest_message_decides() -> None:
    newest, older = read("Ok, you can split it."), read("One delivery only please.", 1)
    found = find_partial_delivery([newest, older])
    assert (found.value, found.evidence and found.evidence.message) == ("allowed", 0)


def test_a_choice_cites_words_of_the_message() -> None:
    reading = read("Hi,\n\nneed 40 of them by Friday. Two drops would be fine for us.\n\nThanks")
    evidence = find_partial_delivery([reading]).evidence
    assert (
        evidence and reading.text[evidence.start : evidence.end] == evidence.quote == "Two drops would be fine for us."
    )


def test_a_reason_is_the_clause_and_not_the_whole_sentence() -> None:
    reading = read("We need 40 brackets by the 7th because the fair opens on the 8th, same address as always.")
    found = find_reason(clauses_of([reading]))
    assert found and found.value == "the fair opens on the 8th"


def test_a_reason_goes_on_in_the_clause_beside_it() -> None:
    found = find_reason(clauses_of([read("The rig arrives on May 3 and leaves on May 5, and it costs us 900 a day.")]))
    assert found and "arrives on May 3" in found.value and "900 a day" in found.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Jo, 12 tubs of the grey by Tuesday 4 May, ring me if you run short, don't ship some of it.", "refused"),
        (
            "Glaziers are in on friday at 8 so it must be there thursday, one trip as the hoist goes back after.",
            "refused",
        ),
        (
            "By the 11th. No, the Bristol crates can go later, the 16th, but the Bath ones are wanted by the 11th.",
            "allowed",
        ),
        ("9 rolls by friday, the red ones can follow after.", "allowed"),
    ],
)
def test_a_clause_says_what_its_long_sentence_drowns(text: str, value: str) -> None:
    assert find_partial_delivery([read(text)]).value == value


def test_what_is_still_open_is_no_reason() -> None:
    reading = read("We need 12 by June 4. Whether they come to the yard or go to the site I will tell you tomorrow.")
    assert find_reason(clauses_of([reading])) is None


def test_a_consequence_is_not_the_reason_again() -> None:
    reading = read("The line stops on Friday without these seals. There is a penalty of 500 euros a day.")
    clauses = clauses_of([reading])
    reason = find_reason(clauses)
    consequence = find_consequence(clauses, reason)
    assert reason and consequence and reason.value != consequence.value


@pytest.mark.parametrize(
    "text",
    [
        "Everything came on time and nothing was broken, so thank you.",
        "My last vendor was always late.",
        "Sorry for the delay on our end.",
        "If anything is damaged we will let you know.",
        "What do you do if something arrives damaged?",
    ],
)
def test_what_is_not_our_failure_is_no_complaint(text: str) -> None:
    assert find_complaint([read(text)]) is None


def test_a_complaint_is_cut_from_the_order_around_it() -> None:
    found = find_complaint(
        [read("Please send 40 more, last time two of the drums were leaking, and call before you come.")]
    )
    assert found and found.value == "last time two of the drums were leaking"


def test_expectations_are_short_sentences_of_the_newest_message() -> None:
    found = find_expectations([read("Please call one hour ahead. Send the certificates along.")])
    assert len(found) == 2


@pytest.mark.parametrize(
    "piece", ["do not split the one delivery, ", "not ", "(,", " ", "we can not wait ", "because, "]
)
def test_hostile_text_costs_little(piece: str) -> None:
    reading = read(piece * (200_000 // len(piece)) + " late")
    began = time.process_time()
    find_partial_delivery([reading])
    find_date_flexibility([reading])
    find_consequence(clauses_of([reading]), find_reason(clauses_of([reading])))
    find_complaint([reading])
    assert time.process_time() - began < 1.5


def test_a_very_long_sentence_is_read_up_to_a_limit() -> None:
    assert stance("partial_delivery", "x " * LONGEST + "no partials") == "unknown"


def test_a_change_taken_back_gives_no_reason() -> None:
    text = "Service found a bin of the extra ones, so please ignore yesterday's increase, we are back to the original number."
    found = find_reason(clauses_of([read(text)]))
    assert found is not None and found.value == "Service found a bin of the extra ones"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("If only half of the goblets are ready, send those and the rest in January.", False),
        ("Whatever is finished, please send it ahead.", False),
        ("We open on 1 June and 200 guests are invited.", True),
    ],
)
def test_what_to_do_with_a_part_is_no_reason(text: str, told: bool) -> None:
    assert (find_reason(clauses_of([read(text)])) is not None) is told
