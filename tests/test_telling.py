"""What a sentence tells is no order; what it asks for in few words, or in another language, is one."""

import pytest
from spoken import clarified, items, mentions

from clarifier.request.lines import Items


def lines(found: Items) -> list[tuple[str | None, float | None]]:
    """The lines by their names and amounts."""
    return [
        (d.description.value if d.description else None, d.quantity.value if d.quantity else None) for d in found.drafts
    ]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Please send 40 brass goblets. Three of the old ones cracked in the wash.", [("brass goblets", 40)]),
        ("We need 12 harps, HP-30. Nine strings snapped during the show.", [("harps", 12)]),
        ("Please supply 60 gongs. Two llamas fly in from Lima for the opening.", [("gongs", 60)]),
        ("14 bolts sheared off on Sunday night, so I need 30 more of the SB-10 bolts.", [("bolts", 30)]),
        ("The circus wants its 75 hoops by May so please send us 20 welding rods.", [("welding rods", 20)]),
        ("We have a crew of 12 and three tents to fill. Please send 30 cots.", [("cots", 30)]),
        ("My two carpenters hang them, 6 at a time, so send 24 doors.", [("doors", 24)]),
        ("For three chapels we need 68 bronze letters.", [("bronze letters", 68)]),
        ("Please quote 200 hinges for 50 doors.", [("hinges", 200)]),
        ("I need 40 chairs. Everything in two boxes please.", [("chairs", 40)]),
        ("A couple of changes. Please send 40 gongs.", [("gongs", 40)]),
        ("We'd like 3 ladders. The barn doors are 12 ft and the loft holds 40 bales.", [("ladders", 3)]),
        ("Send 312 plates, the fitters stand in a penthouse with 104 doors.", [("plates", 312)]),
        ("We need 4 hoists. Trailer max 28 ft.", [("hoists", 4)]),
        ("Please send 40 screens, 156 mesh.", [("screens", 40)]),
        (
            "Please send 18 signs. Kyle said they were $9 apiece if you take more than 25, thanks a million.",
            [("signs", 18)],
        ),
        ("Send 30 pans. The last lot had sharp edges, two of mine needed plasters.", [("pans", 30)]),
        ("Please send 40 gongs. Two boxes on two different days is no problem.", [("gongs", 40)]),
        ("Send 320 pedals on agreement 5090. The yard is at 612 County Road 31.", [("pedals", 320)]),
        ("About 2029 volumes we can talk later. Please send 40 gongs.", [("gongs", 40)]),
        ("The puppet's 14 ft and we are short. Please send 40 gongs.", [("gongs", 40)]),
        ("We need 18 bar stools and 6 bar towels.", [("bar stools", 18), ("bar towels", 6)]),
        ("Head office cut the tour in two, we'll take 60 gongs.", [("gongs", 60)]),
        ("We need 36 gongs. A dozen gongs is enough to open the stand.", [("gongs", 36)]),
        (
            "I first thought 300 of the tin lanterns, so be brave and not stupid and call it 350.",
            [("tin lanterns", 350)],
        ),
        ("Of the 20 lanterns on the last order, six came out of the crate bent. Remake 6 please.", [("lanterns", 6)]),
        ("For the screens let me order 40 brackets.", [("brackets", 40)]),
        ("The kids call it 24 hour glue. Please send 30 tubes of glue.", [("glue", 30)]),
        ("Last year we bought 300 red lamps and were happy. Now we need 50 of LX-9000.", [(None, 50)]),
        ("Send 320 pedals. Whatever you do make it 320 off one truck.", [("pedals", 320)]),
    ],
)
def test_what_is_told_is_no_order(body: str, wanted: list[tuple[str, float]]) -> None:
    assert lines(items(body)) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("You wrote 30 lamps but we need 34 lamps.", [("lamps", 34)]),
        ("Your confirmation says 300 plates, we ordered 312 plates.", [("plates", 312)]),
        ("But 45 stools, not 54.", [("stools", 45)]),
        ("18 not 16 stools please.", [("stools", 18)]),
        ("Instead of 30 sensor boards we want 32.", [("sensor boards", 32)]),
        ("Last year I took 25 of the idler pulleys, so put me down for 40 of them now.", [("idler pulleys", 40)]),
        ("We'll need fourteen, no hang on, one two three, eleven. Eleven more of the brackets.", [("brackets", 11)]),
    ],
)
def test_a_number_set_against_another_is_the_one_that_holds(body: str, wanted: list[tuple[str, float]]) -> None:
    assert lines(items(body)) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Following up on our call, 15 harps please.", [("harps", 15)]),
        ("do you have 40 goblets?", [("goblets", 40)]),
        ("We are 8 harps short.", [("harps", 8)]),
        ("400 labels for the porter and 250 labels for the stout please.", [
            ("labels for the porter", 400), ("labels for the stout", 250),
        ]),
        ("Wir brauchen 30 Winkel und 12 Schrauben.", [("Winkel", 30), ("Schrauben", 12)]),
        ("Il nous faudrait 25 cadres bois et 40 vitres.", [("cadres bois", 25), ("vitres", 40)]),
        ("Wij hebben 16 scharnieren nodig en 8 sloten.", [("scharnieren", 16), ("sloten", 8)]),
        ("Nicht 40, sondern 55 Haken bitte.", [("Haken", 55)]),
    ],
)  # fmt: skip
def test_few_words_and_other_languages_ask_too(body: str, wanted: list[tuple[str, float]]) -> None:
    assert lines(items(body)) == wanted


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ("Double the harps please.", [40, 24]),
        ("Knock 5 off the gongs.", [35, 12]),
        ("Leave me at 40 gongs, I don't need 60 gongs.", [40, 12]),
        ("Des harpes, on les oublie. Les harps, on les oublie.", [40]),
        ("Die harps entfallen.", [40]),
        ("Another box of the gongs please.", [41, 12]),
        ("The harps, leave those be. Gongs stay, but make it 52 rather than the 40.", [52]),
        ("Cut it in two, says the carpenter.", [40, 12]),
    ],
)
def test_a_change_is_made_to_the_line_it_names(change: str, wanted: list[float]) -> None:
    found = items("Please send 40 gongs and 12 harps.", change)
    assert [d.quantity.value for d in found.drafts if d.quantity] == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("We want two dozen plus 12 of the clamps please.", [("clamps", 36)]),
        ("We want 5 dozen spoons and 8 spares.", [("spoons", 68)]),
        ("I'd like 3 benches and one table.", [("benches", 3), ("table", 1)]),
        ("Please make us one copper kettle and 12 lids.", [("copper kettle", 1), ("lids", 12)]),
        ("PO 5521 attached: 40 hinges, ship by May 3.", [("hinges", 40)]),
    ],
)
def test_sums_spares_and_single_things_are_counted(body: str, wanted: list[tuple[str, float]]) -> None:
    assert lines(items(body)) == wanted


@pytest.mark.parametrize(
    "body", ["At least 80 kegs, at most 110.", "We want the big kegs. No fewer than 80, but I can go up to 110."]
)
def test_a_least_and_a_most_are_one_range(body: str) -> None:
    quantity = items(body).drafts[-1].quantity
    assert quantity and (quantity.minimum, quantity.maximum) == (80, 110)


@pytest.mark.parametrize(
    "body",
    [
        "What would 500 labels cost, printed both sides?",
        "Same as last time please, 40 hinges.",
        "Go ahead with quote Q-1182.",
        "Our order never came. Please resend the 40 hinges.",
        "18 saw guides SG-44, EOM.",
        "Please start on the pedestals, PD-22 rev B.",
    ],
)
def test_asking_in_passing_is_a_request(body: str) -> None:
    assert clarified(body).request.is_request


@pytest.mark.parametrize(
    "body",
    [
        "I would like to apply for the machinist position. I've run 3 mills making 2,000 markers a season.",
        "31 bags split at the gusset. I'm not ordering replacements, I would like a credit.",
        "We make CNC parts. 500 machines, 2,000 workers. Please send drawings for a free quote.",
        "The 8 frames you sent are the wrong color. I need a return label.",
        "I don't want a replacement, I want someone to phone me before 5 today.",
    ],
)
def test_wanting_something_else_than_goods_is_no_request(body: str) -> None:
    assert not clarified(body).request.is_request


@pytest.mark.parametrize(
    ("body", "amount"),
    [
        (
            "Qty: 99 lanterns LT-4400.\n\nThe shop page would not let me enter more than 99. It's 240 that I'm after.",
            240,
        ),
        ("Quantity: 50 lanterns LT-4400.\n\nYour form stops at 50. 75 is what we need.", 75),
    ],
)
def test_an_amount_that_a_form_cut_short_gives_way_to_the_one_meant(body: str, amount: float) -> None:
    found = items(body)
    assert [(d.quantity.value if d.quantity else None) for d in found.drafts] == [amount]
    assert not found.conflicts


def test_an_earlier_amount_without_a_name_is_the_thing_named_later() -> None:
    found = items("Need a couple dozen or so, exact count tonight.", "It's 22 of the tall lanterns LT-4400.")
    assert [(d.part.value if d.part else None, d.quantity.value if d.quantity else None) for d in found.drafts] == [
        ("LT-4400", 22)
    ]


def test_a_container_names_the_thing_where_nothing_is_in_it() -> None:
    found = items("Please send:\n- 7,200 jars, 50 ml frosted, JR-5000\n- 7,200 lids, LD-5000\n")
    assert [(d.description.value, d.quantity.unit) for d in found.drafts if d.description and d.quantity] == [
        ("jars", "ea"), ("lids", "ea"),
    ]  # fmt: skip
    french = clarified("Bonjour, il nous faut 3 500 boîtes rondes, référence BR-1800, et 20 boîtes de vis VX-4400.")
    assert [(i.description and i.description.value, i.quantity and i.quantity.unit) for i in french.request.lines] == [
        ("boîtes rondes", "ea"), ("vis", "box"),
    ]  # fmt: skip


@pytest.mark.parametrize("share", ["Send half to Reno and half to Elko.", "Half of them in June is fine."])
def test_a_share_for_a_place_or_a_time_changes_no_amount(share: str) -> None:
    assert lines(items(f"40 hinges please. {share}")) == [("hinges", 40)]


def test_why_an_amount_is_only_told_is_said() -> None:
    assert [m.why for m in mentions("16 at a time keeps them busy.")] == ["how many at a time"]
