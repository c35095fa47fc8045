"""What stands after all the customer said, each change applied to what stood before."""

import pytest
from spoken import counted, items, reading

from clarifier.request.items import find_mentions
from clarifier.request.lines import gather_items


def alternatives(*bodies: str) -> list[tuple[str, ...]]:
    return [draft.quantity.alternatives for draft in items(*bodies).drafts if draft.quantity]


ORDER = "Please send 40 brass goblets."
TWO = "For the spring ball we need these things:\n- 40 brass goblets\n- 12 candelabras"


@pytest.mark.parametrize(
    ("later", "amount"),
    [
        ("Make it 55.", 55),
        ("Please make that 55 goblets instead.", 55),
        ("Ok, then make it a full crate of 48, the 40 you can forget.", 48),
        ("Please increase it to the whole pallet of 60.", 60),
        ("Make it a round 50.", 50),
        ("Make it the full 55, please.", 55),
        ("They come in a crate of 48.", 40),
        ("We need 55 goblets now.", 55),
        ("Sorry, 55 goblets, not 40.", 55),
        ("The goblets go up from 40 to 55.", 55),
        ("Another 15 please.", 55),
        ("We need 15 more goblets.", 55),
        ("Please add 15 to that.", 55),
        ("Only half of that, please.", 20),
        ("Please double the order.", 80),
        ("We need 10 fewer goblets.", 30),
        ("Thanks, see you at the ball.", 40),
        ("A third of the guests cancelled.", 40),
    ],
)
def test_a_later_message_changes_the_line(later: str, amount: float) -> None:
    assert counted(ORDER, later) == [("brass goblets", amount)]


@pytest.mark.parametrize(
    ("later", "amounts"),
    [
        ("Small slip on my side: instead of 40 we need 55 pieces.", [55, 12]),
        ("A correction: it should have been 15 instead of 12, we forgot the foyer.", [40, 15]),
        ("We take 3 dozen rather than 40.", [36, 12]),
        ("Please book 70 instead of 50.", [40, 12, 70]),
        ("Instead of 40 goblets send 55 tumblers.", [40, 12, 55]),
        ("We work with 12 helpers instead of 40.", [40, 12]),
    ],
)
def test_a_number_replaced_in_so_many_words_tells_which_line_is_meant(later: str, amounts: list[float]) -> None:
    assert [amount for _, amount in counted(TWO, later)] == amounts


@pytest.mark.parametrize(
    ("first", "later", "wanted"),
    [
        ("Please send 40 doorknobs and 3 ladders.", "Final answer: 55 knobs.", [("doorknobs", 55), ("ladders", 3)]),
        ("Please send 40 doorknobs.", "Sorry, we need 55 knobs.", [("doorknobs", 55)]),
        ("Please send 40 doorknobs.", "Please also send 55 knobs of brass.", [("doorknobs", 40), ("knobs of brass", 55)]),
        ("Please send 40 doorknobs and 12 brassknobs.", "We need 9 knobs.", [("doorknobs", 40), ("brassknobs", 12), ("knobs", 9)]),
    ],
)  # fmt: skip
def test_a_later_mail_may_call_a_thing_by_the_end_of_its_name(
    first: str, later: str, wanted: list[tuple[str, float]]
) -> None:
    assert counted(first, later) == wanted


@pytest.mark.parametrize("later", ["Make it 55.", "Another 15 please.", "Only half of that, please."])
def test_the_earlier_amount_is_kept_beside_the_new_one(later: str) -> None:
    assert alternatives(ORDER, later) == [("40 ea",)]


def test_every_earlier_amount_is_kept_in_order() -> None:
    assert alternatives(ORDER, "Make it 55.", "Sorry, make it 60.") == [("40 ea", "55 ea")]


def test_the_same_amount_again_is_no_change() -> None:
    assert alternatives(ORDER, "So that is 40 brass goblets, right?") == [()]


def test_an_amount_that_was_worked_out_says_so() -> None:
    (draft,) = items(ORDER, "Another 15 please.").drafts
    assert draft.quantity and (draft.quantity.status, draft.quantity.evidence.message) == ("inferred", 0)


def test_a_change_names_the_line_it_means() -> None:
    assert counted(TWO, "Make it 18 candelabras.") == [("brass goblets", 40), ("candelabras", 18)]


@pytest.mark.parametrize(
    "later",
    [
        "Please add 5 on each of them.",
        "Can we have 5 more on each of the lines?",
        "Another 5 for every item please.",
        "Please add 5 to each line.",
        "We need 5 more of each.",
        "Please increase each of them by 5.",
    ],
)
def test_more_of_each_line_changes_all_of_them(later: str) -> None:
    assert counted(TWO, later) == [("brass goblets", 45), ("candelabras", 17)]


def test_half_of_everything_changes_all_lines() -> None:
    assert counted(TWO, "We only need half of that.") == [("brass goblets", 20), ("candelabras", 6)]


def test_a_new_thing_is_a_new_line() -> None:
    assert counted(ORDER, "Please add 6 snow globes.") == [("brass goblets", 40), ("snow globes", 6)]


@pytest.mark.parametrize("later", ["Forget the candelabras.", "Please cancel the candelabras.", "We no longer need the candelabras."])  # fmt: skip
def test_what_is_cancelled_stands_no_more(later: str) -> None:
    found = items(TWO, later)
    assert [d.description.value for d in found.drafts if d.description] == ["brass goblets"]
    assert [d.description.value for d in found.cancelled if d.description] == ["candelabras"]


@pytest.mark.parametrize(
    "later",
    [
        "Then we take 44.",
        "Make it 44 then.",
        "44 please",
        "ok 44 then",
        "Let us say 44.",
        "44 it is then.",
        "ok then 44 goblets please",
    ],
)
def test_a_bare_amount_speaks_of_the_only_line(later: str) -> None:
    assert counted("Please send 40 goblets ZK-4410 by April 9.", later) == [("goblets", 44)]


BOTH = "Please send 40 goblets ZK-4410 and 12 harps by April 9."


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        ("No harps this time.", {"goblets": 40}),
        ("Cancel the 12 harps, add 5 gongs.", {"goblets": 40, "gongs": 5}),
        ("Make it 60 goblets and 20 harps.", {"goblets": 60, "harps": 20}),
        ("30 goblets and 6 harps will do.", {"goblets": 30, "harps": 6}),
        ("Please cut the goblets to 30.", {"goblets": 30, "harps": 12}),
        ("Goblets: 30\nHarps: 6", {"goblets": 30, "harps": 6}),
        ("Drop the harps and make the goblets 50.", {"goblets": 50}),
        ("Forget the harps, but please make it 50 goblets.", {"goblets": 50}),
        ("We don't need the harps after all, goblets stay at 40.", {"goblets": 40}),
        ("Reduce the goblets by 10.", {"goblets": 30, "harps": 12}),
        ("One more harp please.", {"goblets": 40, "harps": 13}),
        ("Please swap the harps for 12 lutes.", {"goblets": 40, "lutes": 12}),
    ],
)
def test_one_sentence_may_change_several_lines(later: str, wanted: dict[str, float]) -> None:
    assert dict(counted(BOTH, later)) == wanted


def test_a_revision_goes_to_the_line_that_its_sentence_names() -> None:
    drafts = items(BOTH, "By the way the goblets should be rev E.").drafts
    assert [d.revision.value if d.revision else None for d in drafts] == ["E", None]


@pytest.mark.xfail(strict=True, reason="a part number is only swapped where there is one line")
def test_a_part_number_taken_back_is_swapped_where_it_stood() -> None:
    drafts = items(BOTH, "It's ZK-4411, not ZK-4410.").drafts
    assert [d.part.value if d.part else None for d in drafts] == ["ZK-4411", None]


def test_cancelling_the_whole_order_cancels_every_line() -> None:
    assert len(items(TWO, "Please cancel the whole order.").cancelled) == 2


def test_another_part_number_takes_the_place_of_the_first() -> None:
    (draft,) = items("Please send 40 goblets ZK-4410.", "We want the ZK-4420 instead of the small one.").drafts
    assert draft.part and (draft.part.value, draft.part.alternatives) == ("ZK-4420", ("ZK-4410",))


def test_two_amounts_of_one_thing_in_one_message_are_a_conflict() -> None:
    found = items("Please send 40 goblets. We need 55 goblets for the ball.")
    (draft,) = found.drafts
    assert draft.quantity and (draft.quantity.status, draft.quantity.alternatives) == ("conflicting", ("55 ea",))
    assert [(one.stated, one.other, one.total) for one in found.conflicts] == [("40 ea", "55 ea", False)]


def test_a_correction_in_the_same_message_is_no_conflict() -> None:
    found = items("Please send 40 goblets. Sorry, I meant 55 goblets.")
    assert not found.conflicts
    assert [d.quantity.value for d in found.drafts if d.quantity] == [55]


def test_the_same_thing_twice_in_a_list_is_two_lines() -> None:
    assert counted("- 40 goblets ZK-4410, in May\n- 12 goblets ZK-4410, in June") == [("goblets", 40), ("goblets", 12)]


# --- totals

SPLIT = "- 250 red\n- 200 black\n- 150 white"


def test_a_total_that_adds_up_is_no_line_and_no_conflict() -> None:
    found = items(f"Please send 600 masks in total:\n\n{SPLIT}")
    assert [d.quantity.value for d in found.drafts if d.quantity] == [250, 200, 150]
    assert not found.conflicts
    assert "a total of the lines" in [one.why for one in found.set_aside]


def test_a_total_that_does_not_add_up_is_a_conflict() -> None:
    found = items(f"Please send 620 masks in total:\n\n{SPLIT}")
    assert [(one.stated, one.other, one.total) for one in found.conflicts] == [("600", "620 ea", True)]


@pytest.mark.parametrize("heading", [
        "We would like to order 600 of the feathered masks:",
        "600 masks please, made up of these:",
        "We need 600 masks:",
    ])  # fmt: skip
def test_the_amount_above_a_list_is_its_total(heading: str) -> None:
    assert [amount for _, amount in counted(f"{heading}\n{SPLIT}")] == [250, 200, 150]


@pytest.mark.parametrize(
    "last",
    [
        "Total: 600",
        "Total 600 pcs",
        "That is 600 altogether.",
        "Grand total: 600 pcs",
    ],
)
def test_a_total_below_a_list_is_no_line(last: str) -> None:
    found = items(f"We need the masks in three colours, for the ball:\n{SPLIT}\n\n{last}")
    assert [d.quantity.value for d in found.drafts if d.quantity] == [250, 200, 150]


def test_a_total_over_a_single_line_is_that_line() -> None:
    assert counted("Please send 40 goblets. That is 40 goblets in total.") == [("goblets", 40)]


def test_the_rest_is_what_is_left_of_the_total() -> None:
    found = counted("We need 600 masks in total: 250 in red, 200 in black and the rest in white.")
    assert [amount for _, amount in found] == [250, 200, 150]


def test_what_is_left_says_that_it_was_worked_out() -> None:
    last = items("We need 600 masks in total: 250 in red, 200 in black and the rest in white.").drafts[-1]
    assert last.quantity and last.quantity.status == "inferred"


def test_a_heading_lends_its_part_number_to_the_rows_below() -> None:
    found = items(f"We would like to order 600 masks, model FM-1180, as follows:\n{SPLIT}")
    assert [d.part.value if d.part else None for d in found.drafts] == ["FM-1180"] * 3


# --- the rest


def test_a_part_they_would_take_first_is_kept_apart() -> None:
    found = items("Please send 40 goblets. Sending 20 first is fine.")
    assert found.partial_offer and found.partial_offer.value == 20
    assert [d.quantity.value for d in found.drafts if d.quantity] == [40]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please send 40 goblets. Half of them first is fine.", (20, "ea", False)),
        ("Please send 41 goblets. Half of them first is fine.", (20, "ea", True)),
        ("Please send 40 m of ribbon. A quarter of it now is fine.", (10, "m", False)),
        (
            "Please send 40 goblets and 30 harps. If only half of the harps are ready, send those first.",
            (15, "ea", False),
        ),
        ("Please send 40 goblets and 30 harps. Half of them first is fine.", None),
    ],
)
def test_a_share_they_would_take_first_is_so_many_of_its_item(text: str, wanted: tuple[int, str, bool] | None) -> None:
    offer = items(text).partial_offer
    assert (offer and (offer.value, offer.unit, offer.approximate)) == wanted


def test_a_named_amount_counts_where_nothing_is_ordered_in_so_many_words() -> None:
    assert counted("Hello dear people of the workshop\n\nbrass goblets, ca. 1,350 kg\n") == [("brass goblets", 1350)]


def test_an_amount_nobody_ordered_is_set_aside_with_a_reason() -> None:
    found = items("Please send 40 goblets. We still have 12 in stock.")
    assert [(one.value, one.why) for one in found.set_aside] == [("12", "what is in stock")]


def test_a_very_long_list_is_cut_with_a_word_about_it() -> None:
    body = "\n".join(f"- {5 + n} goblets ZK-{10000 + n}" for n in range(520))
    found = gather_items([(one := reading(body), find_mentions(one))])
    assert len(found.drafts) == 500
    assert any("more than 500 items" in one.why for one in found.set_aside)


@pytest.mark.parametrize(
    "later",
    [
        "The show lost its angel, so the candelabras are cancelled.",
        "The candelabras are off completely, the museum lends us some.",
        "We are not ordering the candelabras after all.",
        "Leave the candelabras out this time.",
    ],
)
def test_a_thing_that_is_off_leaves_the_other_standing(later: str) -> None:
    assert dict(counted(TWO, later)) == {"brass goblets": 40}


def test_a_row_that_says_it_is_cancelled_is_none() -> None:
    rows = "Part\tDescription\tQty\nZK-4410\tbrass goblet\t40\nZK-4411\tcandelabra\tCANCELLED (was 12)"
    assert dict(counted(rows)) == {"brass goblet": 40}


def test_columns_of_an_unknown_language_are_told_by_what_stands_in_them() -> None:
    rows = "Tuotekoodi\tNimike\tAntal\tEnhet\nZK-4410\tbrass goblet\t40\tst\nZK-4411\tcandelabra\t12\tst"
    assert dict(counted(rows)) == {"brass goblet": 40, "candelabra": 12}


def test_a_thing_for_people_is_counted_not_the_people() -> None:
    assert dict(counted("Please send 300 staff lanyards and 220 net floats.")) == {
        "staff lanyards": 300,
        "net floats": 220,
    }


def test_half_of_something_else_is_no_half_of_the_order() -> None:
    assert counted("Please send 40 goblets ZK-4410.", "Half the choir will be there, so please hurry.") == [
        ("goblets", 40)
    ]
    assert counted("Please send 40 goblets ZK-4410.", "Please make it half of the order.") == [("goblets", 20)]


TOP_UP = "Please add 15 to that."


@pytest.mark.parametrize(
    "latest",
    [
        "Please ignore yesterday's increase.",
        "Forget about my last change, sorry.",
        "We are back to the original number.",
        "The first quantity stands after all.",
        "Let's stick with what we ordered first.",
    ],
)
def test_a_change_taken_back_leaves_what_was_ordered_first(latest: str) -> None:
    assert counted(ORDER, TOP_UP, latest) == counted(ORDER)
    assert alternatives(ORDER, TOP_UP, latest) == [("55 ea",)]


@pytest.mark.parametrize(
    "latest", ["Thanks for the change of driver.", "Please ignore the change of address.", "Forget the chairs."]
)
def test_a_change_that_stands_is_not_taken_back(latest: str) -> None:
    assert counted(ORDER, TOP_UP, latest) == counted(ORDER, TOP_UP)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("All of them to rev C.", ["C", "C"]),
        ("Both are at revision C now.", ["C", "C"]),
        ("The goblets are rev C.", ["C", None]),
        ("Our form is rev C.", [None, None]),
    ],
)
def test_a_revision_told_of_all_lines_goes_to_each(said: str, expected: list[str | None]) -> None:
    found = items(f"Please send:\n- 40 brass goblets\n- 12 candelabras\n\n{said}").drafts
    assert [draft.revision.value if draft.revision else None for draft in found] == expected


def test_what_is_counted_behind_its_number_is_not_shared_with_the_next_one() -> None:
    order = "Please send:\n001\tKX-701-1\tE\tpanel\t40\tEA\n002\tKX-704-3\tB\tharness\t80\tEA\n\nClass 3, S-STD-001 sheet per lot."
    assert [amount for _, amount in counted(order)] == [40, 80]


def test_an_amount_set_off_behind_its_number_is_the_order() -> None:
    assert counted("Yes the zinc ones, LW-70 ladder hooks rev C, 240\n\nThat is three towers worth.") == [
        ("ladder hooks", 240)
    ]


def test_extra_before_a_size_adds_nothing() -> None:
    assert counted("We need shirts like so\n\nlarge - 25\nextra large - 10") == [("large", 25), ("extra large", 10)]


def test_what_is_said_in_a_label_of_news_names_no_change() -> None:
    assert counted(
        "Please send 600 sensor cups.", "Bad news for you: our plant asks too, kindly increase the order with 250 nos."
    ) == [("sensor cups", 850)]


def test_a_list_that_begins_with_so_is_no_total() -> None:
    text = "So: 3 gross of the tall boxes. And I also want lids, 600. Plus a little roll of your brown tape."
    assert sorted(counted(text)) == [("brown tape", 1), ("lids", 600), ("tall boxes", 432)]
