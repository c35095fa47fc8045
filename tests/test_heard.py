"""How a sentence sounds about parts, dates, reasons and complaints."""

import json

import pytest

from benchmarks import conditions, conditions_abroad, telling
from clarifier.request.clauses import pieces
from clarifier.request.foreign import glossed
from clarifier.request.heard import SIDES, features, heard, knows
from clarifier.request.stances import complains, row_in, stance


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Bring them over in as many loads as your van needs.", "allowed"),
        ("Let the lamps come ahead, the shades may follow when they are glazed.", "allowed"),
        ("One lorry for the whole lot, we cannot open the gate twice.", "refused"),
        ("Nothing ships until the last piece is packed.", "refused"),
        ("There is no give in that day at all.", "fixed"),
        ("If it slides a week, nobody here loses sleep.", "flexible"),
        ("the marathon starts on Sunday morning", "reason"),
        ("four of the last ones arrived bent", "complaint"),
        ("Don't hold one colour back for another, the front desk takes in parcels all day.", "allowed"),
        ("For us you can also deliver in more times, how they come out of the oven.", "allowed"),
        ("Cut them loose as each drum is filled, saves me a phone call.", "allowed"),
        ("The one without the other is scrap.", "refused"),
        ("Don't let anybody talk you into two trips, the ferry runs once.", "refused"),
        ("If half the crate is missing I have to phone thirty parents, please don't do that to me.", "refused"),
        ("Should they turn up the Friday after, nobody here will fall off his perch.", "flexible"),
        ("If it turned into late April I'd simply plant first, so don't lose sleep.", "flexible"),
        ("On June 9, not a day earlier because there's nowhere to store it, and not a day after.", "fixed"),
        ("He has no patience, I cannot offer you Tuesday.", "fixed"),
        ("The coater has us on the schedule for April 2", "reason"),
        ("Tickets are gone and the gates open whether my fences are there or not", "reason"),
        ("last time you baked the small ones and I had empty trays for a whole morning", "complaint"),
        ("Three vans or one, suit yourself.", "allowed"),
        ("Half a greenhouse is no greenhouse.", "refused"),
        ("The ferry doesn't wait for us.", "fixed"),
        ("There's no slack left in that date.", "fixed"),
        ("If your oven is full, push ours back.", "flexible"),
        ("Your driver left the crates in the rain", "complaint"),
    ],
)
def test_fresh_wordings_are_heard(words: str, side: str) -> None:
    sounds = heard(row_in(words))
    assert max(SIDES, key=lambda one: sounds[one]) == side
    assert sounds[side] > 0


@pytest.mark.parametrize(
    "words",
    [
        "Certificate in the first box please.", "Please split the invoice in two.", "The set has two halves.", "I need split pins as well.",
        "We are all well here.", "The price is not negotiable.", "Our own saw broke.", "He rang a second time.",
        "Proof 5 is the one (proof 4 had the wrong address, bin it).", "That's my final word on the number.", "Last time we took forty.",
        "The price list is on the same page.", "They go out on Tuesdays.",
    ],
)  # fmt: skip
def test_what_says_nothing_of_the_terms_is_not_heard_as_if(words: str) -> None:
    assert stance("partial_delivery", words) == stance("date_flexibility", words) == "unknown"
    assert not complains(row_in(words))


@pytest.mark.parametrize(
    ("language", "words", "side"),
    [
        ("de", "Schicken Sie die Deckel ruhig später nach, der Rest kann schon kommen.", "allowed"),
        ("nl", "Wij gaan op 3 maart open", "reason"),
        ("pl", "Nie wysyłajcie niczego, dopóki nie będzie całości.", "refused"),
        ("fr", "Quelques jours de retard ne nous gênent pas.", "flexible"),
        ("es", "El lunes empezamos el montaje", "reason"),
        ("it", "La volta scorsa mancavano sei pezzi", "complaint"),
    ],
)
def test_other_languages_are_heard_in_their_glosses(language: str, words: str, side: str) -> None:
    row = row_in(glossed(words, language).text, language)
    assert knows(row)
    sounds = heard(row)
    assert max(SIDES, key=lambda one: sounds[one]) == side


def test_lists_decide_the_side_where_a_denial_turns_it() -> None:
    assert stance("partial_delivery", "It does not have to be all in one delivery.") == "allowed"
    assert stance("partial_delivery", "We don't insist on one shipment.") == "allowed"
    assert stance("date_flexibility", "The date is not fixed.") == "flexible"


def test_a_language_it_never_met_is_left_to_the_lists() -> None:
    assert not knows(row_in("Tavarat saavat tulla useammassa erässä, kiitos"))
    assert knows(row_in("Send what you have and the rest when it is done."))


def test_a_clause_is_heard_by_its_own_words() -> None:
    words = "By Friday please, the fair opens on Saturday."
    start, end, clause = pieces(words)[-1]
    assert words[start:end].strip(" .") == "the fair opens on Saturday"
    assert "friday" not in features(clause)
    assert heard(clause)["reason"] > heard(row_in(words))["fixed"]


def test_what_is_learned_hears_what_it_learned_from() -> None:
    pytest.importorskip("sklearn")
    rows = [("Send half now.", "allowed"), ("All in one go.", "refused"), ("We are well.", "")] * 3
    known = [
        conditions.Sentence(row_in(words), {"partial": side, "date_flexibility": "", "reason": "", "complaint": ""})
        for words, side in rows
    ]
    others = [("The date cannot move.", "fixed"), ("The date may move.", "flexible")] * 3
    known += [conditions.Sentence(row_in(words), {"partial": "", "date_flexibility": side}) for words, side in others]
    known += [conditions.Sentence(row_in("the fair opens"), {"reason": "reason", "complaint": ""})] * 3
    known += [conditions.Sentence(row_in("two came bent"), {"reason": "", "complaint": "complaint"})] * 3
    learned = conditions.learn(known)
    assert learned == conditions.learn(known)
    assert len(learned["bias"]) == len(SIDES)
    half = learned["weights"]["half"]
    assert half[SIDES.index("allowed")] > half[SIDES.index("refused")]


def test_the_signs_of_a_reason_are_weighed_by_emails() -> None:
    pytest.importorskip("sklearn")
    plain = {"sound": -2.0, "joined": 0.0}
    learned = telling.learn([({"sound": 2.0, "joined": 1.0}, True), (plain, False), (plain, False)] * 3)
    assert learned["weights"]["sound"] > 0 and learned == json.loads(json.dumps(learned))


def test_the_sentences_learned_from_are_labelled_and_told_once() -> None:
    lines = [line.split("\t") for line in conditions.SENTENCES.read_text("utf-8").splitlines()]
    assert {label for label, _ in lines} == {*SIDES, "plain"}
    assert len({words for _, words in lines}) == len(lines)


def test_the_sentences_of_other_languages_are_labelled_and_told_once() -> None:
    lines = [line.split("\t") for line in conditions_abroad.SENTENCES.read_text("utf-8").splitlines()]
    assert {label for _, label, _ in lines} == {*SIDES, "plain"}
    assert len({words for _, _, words in lines}) == len(lines)
