"""Which step is possible when, and what becomes of a request by it."""

from datetime import date
from decimal import Decimal

import pytest
from lives import CAPS, answered, delivered, draft, life, revised, step, told

from clarifier.errors import NotNow
from clarifier.team.steps import Step

ASK = step("asked")
YES = answered("500@2026-11-22")
TOLD = told("500@2026-11-22")
CAME = delivered("2026-11-20", "500")
SPLIT = answered("200@2026-11-20", "300@2026-11-27", decision="can_but")


def refused(*steps: Step) -> str:
    """The sentence that refuses the last of these steps; those before are taken."""
    life(*steps[:-1])
    with pytest.raises(NotNow) as caught:
        life(*steps)
    said = str(caught.value)
    assert said.endswith((".", "?")) and "\n" not in said
    return said


def test_from_saved_to_closed_each_step_moves_the_state() -> None:
    steps = [draft(), step("customer_asked"), step("customer_answered"), ASK, YES, TOLD, CAME, step("closed")]
    states = [life(*steps[: n + 1]).state for n in range(len(steps))]
    assert states == ["drafted", "waiting", "drafted", "asked", "answered", "told", "delivered", "closed"]


def test_no_date_is_told_before_production_has_answered() -> None:
    assert "Production has not answered" in refused(draft(), TOLD)
    assert "Production has not answered" in refused(draft(), ASK, TOLD)
    assert "Production has not answered" in refused(draft(), ASK, step("asked_back", question="Which rev?"), TOLD)


def test_a_date_earlier_than_promised_needs_a_reason() -> None:
    early = told("500@2026-11-20")
    assert "2 days earlier than production" in refused(draft(), ASK, YES, early)
    assert (
        life(draft(), ASK, YES, told("500@2026-11-20", earlier_because="their truck comes on Friday")).state == "told"
    )


def test_telling_more_by_a_day_than_is_promised_by_it_is_earlier_too() -> None:
    assert "7 days earlier" in refused(draft(), ASK, SPLIT, told("500@2026-11-20"))
    assert "7 days earlier" in refused(draft(), ASK, SPLIT, told("201@2026-11-20", "299@2026-11-27"))
    assert life(draft(), ASK, SPLIT, told("200@2026-11-21", "300@2026-11-27")).state == "told"


def test_after_a_no_there_is_no_date_to_tell_but_the_no() -> None:
    no = answered(because="the press is down until January")
    assert "said no" in refused(draft(), ASK, no, TOLD)
    assert life(draft(), ASK, no, told()).state == "told"
    assert life(draft(), ASK, no, told(), step("closed")).state == "closed"
    assert "A no holds no dates" in refused(draft(), ASK, answered("1@2026-11-20", decision="no"))


def test_a_new_promise_needs_a_reason_and_leaves_the_old_one_and_what_was_told() -> None:
    later = answered("500@2026-11-29", because="the plater lost a day")
    assert "say why" in refused(draft(), ASK, YES, TOLD, answered("500@2026-11-29"))
    now = life(draft(), ASK, YES, TOLD, later)
    assert now.state == "answered"
    assert [p.on.day for p in (*now.first_promise, *now.promise, *now.told, *now.latest_told)] == [22, 29, 22, 22]


def test_the_yardstick_of_what_was_told_moves_by_the_customers_wish_alone() -> None:
    later = answered("500@2026-11-29", because="the plater lost a day")
    ours = life(draft(), ASK, YES, TOLD, later, told("500@2026-11-29"))
    theirs = life(draft(), ASK, YES, TOLD, later, told("500@2026-11-29", at_customers_wish=True))
    assert [p.on.day for p in ours.told] == [22] and [p.on.day for p in ours.latest_told] == [29]
    assert [p.on.day for p in theirs.told] == [29]


def test_partial_deliveries_add_up_until_all_that_was_told_is_there() -> None:
    steps = [draft(), ASK, SPLIT, told("200@2026-11-20", "300@2026-11-27")]
    part = life(*steps, delivered("2026-11-19", "200"))
    assert part.state == "told" and part.completed_on is None and part.delivered == {1: Decimal(200)}
    whole = life(*steps, delivered("2026-11-19", "200"), delivered("2026-11-27", "250"), delivered("2026-11-25", "50"))
    assert whole.state == "delivered" and whole.completed_on == date(2026, 11, 27)


def test_it_is_complete_on_the_first_day_by_which_all_had_come_whatever_comes_later() -> None:
    steps = [draft(), ASK, YES, TOLD, delivered("2026-11-18", "200"), delivered("2026-11-20", "300")]
    assert life(*steps).completed_on == date(2026, 11, 20)
    assert life(*steps, delivered("2026-12-05", "10")).completed_on == date(2026, 11, 20)
    assert life(*steps[:4], delivered("2026-11-20", "600")).completed_on == date(2026, 11, 20)


def test_more_asked_for_after_the_promise_is_not_done_with_what_was_told_before() -> None:
    more = revised({**CAPS, "quantity": 700})
    now = life(draft(), ASK, YES, TOLD, more, ASK, delivered("2026-11-20", "500"))
    assert now.state == "asked" and not now.is_complete and now.owed == {1: Decimal(700)}
    both = answered("700@2026-11-29")
    assert life(draft(), ASK, YES, TOLD, more, ASK, both, delivered("2026-11-20", "500")).state == "answered"
    whole = life(draft(), ASK, YES, TOLD, more, ASK, both, told("700@2026-11-29"), delivered("2026-11-28", "700"))
    assert whole.state == "delivered" and whole.completed_on == date(2026, 11, 28)


def test_a_promise_of_less_takes_nothing_from_what_the_customer_was_told_until_they_know() -> None:
    less = answered("450@2026-11-22", decision="can_but", because="fifty are scrap")
    came = delivered("2026-11-20", "450")
    assert life(draft(), ASK, YES, TOLD, less, came).state == "answered"
    agreed = life(draft(), ASK, YES, TOLD, less, came, told("450@2026-11-22", at_customers_wish=True))
    assert agreed.state == "delivered" and agreed.completed_on == date(2026, 11, 20)


def test_tenths_add_up_exactly() -> None:
    foil = {"description": "foil", "unit": "kg", "quantity": 0.3, "requested": "2026-11-22"}
    now = life(draft(foil), ASK, answered("0.3@2026-11-22"), told("0.3@2026-11-22"), delivered("2026-11-20", "0.1"),
               delivered("2026-11-21", "0.1"), delivered("2026-11-22", "0.1"))  # fmt: skip
    assert now.is_complete


def test_nothing_is_delivered_that_was_never_promised_nor_of_a_line_that_is_not_there() -> None:
    assert "Nothing was promised" in refused(draft(), ASK, CAME)
    assert "There is no line 2" in refused(draft(), ASK, YES, delivered("2026-11-20", "2:5"))
    assert "There is no line 2" in refused(draft(), ASK, answered("2:5@2026-11-22"))
    assert "There is no line 2" in refused(draft(), ASK, YES, told("2:5@2026-11-22"))


def test_a_change_must_be_asked_anew() -> None:
    now = life(draft(), ASK, YES, TOLD, revised({**CAPS, "quantity": 700}))
    assert now.state == "drafted" and now.content.lines[0].quantity == 700
    assert "Production has not answered" in refused(draft(), ASK, YES, TOLD, revised(CAPS), TOLD)
    assert "none can be taken out" in refused(draft(CAPS, CAPS), ASK, YES, revised(CAPS))


def test_a_possible_job_is_told_once_and_before_the_ask() -> None:
    assert life(draft(), step("heads_up")).is_shared and not life(draft()).is_shared
    assert "knows of it already" in refused(draft(), step("heads_up"), step("heads_up"))
    assert "knows of it already" in refused(draft(), ASK, step("heads_up"))


def test_what_is_at_an_end_takes_remarks_only_until_that_is_taken_back() -> None:
    end = step("cancelled", because="they found old stock")
    assert "is cancelled" in refused(draft(), end, ASK)
    assert life(draft(), end, step("noted", text="their stock was rev C")).state == "cancelled"
    assert life(draft(), end, step("undone", because="wrong request"), ASK).state == "asked"


def test_taking_back_removes_the_step_before_and_can_be_repeated() -> None:
    undo = step("undone", because="typed it into the wrong request")
    assert life(draft(), ASK, YES, TOLD, CAME, undo).state == "told"
    twice = life(draft(), ASK, YES, TOLD, CAME, undo, undo)
    assert twice.state == "answered" and twice.version == 7 and not twice.tells
    assert "no step to take back" in refused(draft(), undo)


def test_closing_with_goods_still_owed_needs_a_reason() -> None:
    assert "say why it is closed" in refused(draft(), ASK, YES, TOLD, delivered("2026-11-20", "499"), step("closed"))
    assert "Production never answered" in refused(draft(), ASK, step("closed", because="gone quiet"))
    short = life(
        draft(), ASK, YES, TOLD, delivered("2026-11-20", "499"), step("closed", because="one is scrap, fine with them")
    )
    assert short.state == "closed" and not short.is_complete


def test_nothing_of_what_is_delivered_is_called_off_or_asked_again() -> None:
    for late in (
        ASK,
        step("cancelled", because="no need"),
        revised(CAPS),
        step("emergency", cause="machine"),
        YES,
        TOLD,
    ):
        refused(draft(), ASK, YES, TOLD, CAME, late)


def test_a_life_begins_once_and_with_a_draft() -> None:
    assert "save it first" in refused_alone(ASK)
    assert "saved once" in refused(draft(), draft())


def refused_alone(first: Step) -> str:
    with pytest.raises(NotNow) as caught:
        life(first)
    return str(caught.value)


def test_whether_it_was_ready_counts_at_the_first_ask_and_falls_when_production_asks_back() -> None:
    back = step("asked_back", question="Which revision?")
    assert life(draft(), ASK).was_ready is True
    assert life(draft(missing=["quantity"]), ASK).was_ready is False
    assert life(draft(), ASK, back, ASK).was_ready is False
    assert life(draft(), ASK, YES, TOLD, revised(CAPS), ASK, back).was_ready is True
    assert life(draft()).was_ready is None
