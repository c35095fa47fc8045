"""What the benchmark of reframing counts, on examples made by hand; and that what learns how heat sounds learns, the same each time."""

import json
from pathlib import Path

import pytest
from model_server import ModelServer, saying

from benchmarks import temper
from benchmarks.heat_peers import Heard, NotHere, alex, at_its_best
from benchmarks.heated import Message, heated_messages
from benchmarks.reframe_columns import ORDER, columns
from benchmarks.reframing import Rewritten, asks_fit, count_questions, find_added, score, stands_in
from benchmarks.rewriters import copy_input, delete_bad_words
from benchmarks.speed import Times
from clarifier.settings import Settings

HOT = Message(
    "h", "Once again your lot packed 1,200 latches. Send 200 hinges by Friday, you clowns.", "production",
    ("1,200 latches", "200 hinges", "Friday"), ("Once again your lot", "you clowns"), 1, True, "blame",
)  # fmt: skip
CALM = Message("c", "The 40 trays left on Monday.", kind="calm_plain")
COOLED = Rewritten("1,200 latches were packed. Can you send 200 hinges by Friday?", is_flagged=True, is_ready=True)


@pytest.mark.parametrize("text", ["1,200 latches", "1200 latches", "200.5 latches", "2000 latches", "A200 latches"])
def test_a_number_inside_a_longer_one_is_not_kept(text: str) -> None:
    assert not stands_in(text, "200")


@pytest.mark.parametrize("text", ["200 latches", "latches: 200.", "200, not 300", "(200)", "300/200"])
def test_a_number_of_its_own_is_kept(text: str) -> None:
    assert stands_in(text, "200")


def test_case_quotes_line_ends_and_contractions_do_not_matter() -> None:
    assert stands_in("We DON’T ship\n  “partial”  loads", 'do not ship "partial" loads')
    assert not stands_in("the latches", "latch")
    assert stands_in("8 mm ±0.1 at 70%", "±0.1") and stands_in("8 mm ±0.1 at 70%", "70%")


def test_only_questions_that_can_be_answered_by_doing_count() -> None:
    assert count_questions("Can you send it? Could someone look, and would production say when? Who did this?") == 2
    assert count_questions("You can send it. Can you") == 0


@pytest.mark.parametrize(
    ("questions", "asks", "right"), [(0, 0, True), (1, 2, False), (2, 3, True), (4, 3, True), (1, 3, False)]
)
def test_from_three_asks_on_one_more_or_less_is_right(questions: int, asks: int, right: bool) -> None:
    assert asks_fit(questions, asks) is right


def test_what_stands_nowhere_in_the_message_is_added() -> None:
    assert find_added(HOT.raw, "Can you ask Meyer for 200 hinges, code B-7, by 5 May?") == ["Meyer", "7", "5", "May"]
    assert find_added(HOT.raw, "- Can you send 200 hinges?\n2) Thanks. Latches: 1,200.") == ["2"]


def test_a_cooled_message_is_right_in_every_measure() -> None:
    total = score([(HOT, COOLED)])
    assert (total.heated, total.ready, total.asked_right, total.heated_flagged, total.added_ready) == (1, 1, 1, 1, 0)
    assert (total.facts, total.facts_ready) == ({True: 3}, {True: 3})
    assert (total.blame, total.blame_ready) == ({False: 2}, {False: 2})
    assert total.notes == []


def test_each_fault_is_counted_by_itself_and_named() -> None:
    total = score([(HOT, Rewritten("Send 2,200 hinges, you clowns.", is_flagged=False, is_ready=False))])
    assert (total.facts, total.facts_ready) == ({False: 3}, {})
    assert (total.blame, total.ready, total.asked_right, total.heated_flagged) == ({True: 1, False: 1}, 0, 0, 0)
    assert [note.split("  ")[2] for note in total.notes] == [
        "fact lost: 1,200 latches", "fact lost: 200 hinges", "fact lost: Friday", "blame left: you clowns",
        "added: 2,200", "0 questions for 1 asks", "heat not seen",
    ]  # fmt: skip


def test_a_calm_message_must_stay_as_it_is_but_for_white_space() -> None:
    same = Rewritten("The 40 trays\nleft on Monday. ", is_flagged=False, is_ready=True)
    changed = Rewritten("40 trays left.", is_flagged=True, is_ready=True)
    total = score([(CALM, same), (CALM, changed)])
    assert (total.calm, total.calm_unchanged, total.calm_flagged, total.heated) == (2, 1, 1, 0)
    assert score([(HOT, COOLED), (CALM, changed)]).heat == pytest.approx((0.5, 1.0, 2 / 3))


def test_to_copy_the_message_keeps_all_facts_and_all_blame() -> None:
    total = score([(HOT, copy_input(HOT))])
    assert (total.facts, total.blame, total.heat) == ({True: 3}, {True: 2}, (0.0, 0.0, 0.0))


def test_to_delete_bad_words_takes_the_facts_of_their_sentences_along() -> None:
    pytest.importorskip("vaderSentiment")
    rewrite = delete_bad_words()
    rude = Message("r", "Ship 2.5 t today. You idiots lost 40 trays! The rest is fine.")
    assert rewrite(rude) == Rewritten("Ship 2.5 t today. The rest is fine.", is_flagged=True, is_ready=True)
    assert rewrite(CALM) == Rewritten(CALM.raw, is_flagged=False, is_ready=True)


def test_a_model_and_a_plain_prompt_pass_the_same_meter() -> None:
    pytest.importorskip("vaderSentiment")
    with ModelServer(saying(COOLED.text)) as server:
        found = columns([HOT], Settings(model_url=server.url, model="stub", model_retries=0), model=True, plain=True)
    offline, ours, copied, _, plain = found
    assert [column.name for column in found] == list(ORDER)
    assert plain.results == (COOLED,) and plain.cost and plain.cost.tokens_out > 0
    assert HOT.raw in server.asked[-1]["messages"][0]["content"]
    assert (
        ours.cost and ours.cost.asked == 1 and ours.score.faults == 1
    )  # no JSON: the offline one stands, and it is said
    assert ours.results[0].text == offline.results[0].text
    assert copied.cost is None and copied.as_row()["blame_left"] == 2


def test_a_peer_at_its_best_has_the_threshold_that_suits_the_messages() -> None:
    messages = (HOT, CALM, HOT)
    peer = Heard("peer", (0.2, 0.1, 0.4), 0.3, Times(1, 1))
    assert peer.precision_recall_f1(messages) == pytest.approx((1.0, 0.5, 2 / 3))
    best = at_its_best(peer, "best", messages)
    assert (best.least, best.precision_recall_f1(messages)[2]) == (0.2, 1.0)


def test_a_peer_that_cannot_be_had_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotHere, match="npm and node"):
        alex([HOT])


def test_a_message_for_nobody_we_know_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    row = {"id": "x-1", "to": "the boss", "raw": "Hello.", "facts": [], "blame": [], "asks": 0, "heated": False}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    with pytest.raises(ValueError, match="x-1 is to 'the boss'"):
        heated_messages(path)


def test_the_clauses_that_touch_blame_are_heat() -> None:
    labelled = {clause.words: clause.is_heat for clause in temper.clauses_of(HOT)}
    assert labelled["Once again your lot packed 1,200 latches"]
    assert labelled["you clowns"] and not labelled["Send 200 hinges by Friday"]


def test_a_message_is_in_the_same_fold_on_every_machine() -> None:
    assert [temper.fold_of(name) for name in ("w1-001", "w1-002", "w1-003")] == [3, 1, 5]
    assert {temper.fold_of(f"m-{n}") for n in range(200)} == set(range(temper.FOLDS))


def test_what_is_learned_from_has_no_message_twice() -> None:
    ids = [message.id for message in heated_messages(temper.LEARNING / "heated.jsonl")]
    assert len(ids) > 1000 and len(set(ids)) == len(ids)
    spoken = temper.sentences(temper.LEARNING / "clauses.tsv")
    assert {clause.is_heat for clause in spoken} == {True, False}
    assert {clause.kind for clause in spoken if clause.is_heat} >= set(temper.HEARD_KINDS)


def test_the_learner_hears_in_new_words_what_it_heard_before() -> None:
    pytest.importorskip("sklearn")
    learned = temper.learn_heat(_lessons())
    assert learned.logit(["your people ruined the drawing"]) > 0 > learned.logit(["please check the drawing"])
    assert learned == temper.learn_heat(_lessons())
    kinds = temper.learn_kinds(_lessons() * 4)
    assert max(kinds["ruined"], key=lambda kind: kinds["ruined"][kind]) == "blame"


def test_what_is_learned_is_written_as_the_rewriter_reads_it(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    messages = tuple(
        Message(f"m-{n}", f"{hot} the order {n}.", blame=(hot,) if heated else (), is_heated=heated)
        for n in range(12)
        for hot, heated in ([("Your people ruined", True)] if n % 2 else [("Please check", False)])
    )
    found = temper.validate(messages, _lessons())
    assert found.auc == pytest.approx(1) and len(found.signs) == 12
    assert list(found.flagged) == [message.is_heated for message in messages]
    learned = temper.learn(messages, _lessons(), found.signs)
    temper.write(tmp_path / "temper.json", learned)
    written = (tmp_path / "temper.json").read_text("utf-8")
    assert json.loads(written) == learned and written.startswith('{\n"bias": ')
    assert sorted(learned) == ["bias", "heat", "kinds", "message", "whole", "whole_bias"]
    assert learned["heat"]["ruined"] > 0 and learned["whole"]["ruined"] > 0
    assert len(learned["message"]["signs"]) == len(found.signs[0])


def _lessons() -> list[temper.Clause]:
    things = ("order", "pallet", "quote", "gasket", "invoice")
    return [
        temper.Clause(f"{words} the {thing}", bool(kind), kind)
        for thing in things
        for words, kind in (
            ("your people ruined", "blame"), ("you will fix", "order"), ("or I cancel", "threat"), ("please check", ""), ("we received", ""),
        )
    ]  # fmt: skip
