"""What a message says about items: which thing, by which number, how many, and what for."""

import pytest
from spoken import mentions, reading, said

from clarifier.request.dates import DateReading
from clarifier.request.items import inline_mentions
from clarifier.request.items.phrases import phrase_after

# --- phrases


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Please send 40 brass goblets.", "brass goblets"),
        ("Please send 40 of the brass goblets by Friday.", "brass goblets"),
        ("We need 40 pcs of your brass goblets in total.", "brass goblets"),
        ("We need 40 goblets in teal for the ball.", "goblets in teal"),
        ("We need 40 more goblets", "goblets"),
        ("Send 12 jars of walrus wax please", "walrus wax"),
        ("Robes must be 80.", "Robes"),
        ("We need velvet vests medium x 40", "velvet vests medium"),
        ("Can we get 40 marionettes because the old ones fell apart?", "marionettes"),
        ("We are out of snow globes, send 40.", "snow globes"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name: str) -> None:
    assert name in [mention.name for mention in mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Two of the side panels you sold us in April let go at the welds.",
        "Annual usage around 1,900 but do not quote that.",
        "We are down to maybe a dozen of those drip pans.",
        "The other 40 flags are still in the shed.",
        "The gate is closed after ten in the morning.",
        "Low bridge, nothing over 12 ft 6.",
        "Could you make me one sample first?",
        "8831 is a valve that somebody else makes.",
        "One roll or two, as it comes.",
        "Three fixes before you book this in:",
        "Two edits and four typos, sorry.",
        "We are fitting out rooms 4, 5 and 6 this spring.",
        "Tel. -4418",
        "Extension 204",
        "Registered in Leeds, company no 3982147",
        "Last year it was $1.20 each up to 500.",
        "That is three towers worth, keeps the crew busy.",
        "They are turned from a bar of 7075.",
    ],
)
def test_what_is_told_of_a_number_orders_nothing(text: str) -> None:
    assert not [mention for mention in mentions(text) if mention.role in ("order", "more") and mention.amount]


@pytest.mark.parametrize("text", ["it by Friday", "them all", "to know the price", "please", ", ", "12", ""])
def test_little_words_name_no_item(text: str) -> None:
    assert phrase_after(reading(text), 0, len(text)) is None


def test_a_name_stops_at_a_part_number() -> None:
    text = "brass goblets ZK-4410"
    assert phrase_after(reading(text), 0, len(text)) == (0, len("brass goblets"))


def test_what_is_shared_out_among_numbers_before_it() -> None:
    told = [said(mention) for mention in mentions("Cradle arms. QBL-1400-R and QBL-1400-L, 16 of each, welded.")]
    assert [(number, part) for role, number, _, part in told if role == "order"] == [
        (16, "QBL-1400-R"),
        (16, "QBL-1400-L"),
    ]


def test_a_number_set_right_counts_whatever_reason_follows() -> None:
    told = [
        said(mention)
        for mention in mentions("I want lids for the tins, 500, no, make that 600 because they come in hundreds.")
    ]
    assert [number for role, number, *_ in told if role == "order"] == [600]


# --- roles


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please send 40 brass goblets.", ("order", 40, "brass goblets", None)),
        ("We need 25 of ZK-4410.", ("order", 25, "", "ZK-4410")),
        ("We need 25 goblets, part no. ZK-4410.", ("order", 25, "goblets", "ZK-4410")),
        ("Could you ship us two dozen thimbles?", ("order", 24, "thimbles", None)),
        ("Put me down for 1,500 confetti cannons.", ("order", 1500, "confetti cannons", None)),
        ("Another 15 goblets please.", ("more", 15, "goblets", None)),
        ("Please make it 50 goblets.", ("order", 50, "goblets", None)),
        ("Forget the 30 thimbles.", ("cancel", None, "thimbles", None)),
        ("Throw in a box of the zip screws please.", ("order", 1, "zip screws", None)),
        ("And throw in 150 candle rings, the black ones.", ("order", 150, "candle rings", None)),
        ("He has agreed at last, so it's 48 of the oak benches.", ("order", 48, "oak benches", None)),
        ("Then the 40 feather flags, same place.", ("order", 40, "feather flags", None)),
        ("Yes to option 2, Ed, the 210 side skins.", ("order", 210, "side skins", None)),
        ("What would you charge us for 64 roller blinds?", ("order", 64, "roller blinds", None)),
        ("Please may I have 180 of the favour boxes?", ("order", 180, "favour boxes", None)),
        ("We take 550 of the whey tubs and the same again in lids.", ("order", 550, "lids", None)),
        ("The drawing says 1,520 and that's what I need.", ("order", 1520, "", None)),
        ("Kindly increase the order with 25 pcs.", ("more", 25, "", None)),
    ],
)
def test_what_is_asked_for_is_ordered(text: str, wanted: tuple[object, ...]) -> None:
    assert wanted in [said(mention) for mention in mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "We still have 12 goblets in stock.",
        "Last year we bought 300 goblets from you.",
        "The kitchen goes through 40 goblets a week.",
        "There are only 6 goblets left on the shelf.",
        "Your colleague quoted 250 goblets instead.",
        "We invited 80 guests to the ball.",
        "The ballroom seats 400.",
        "They come in boxes of 24.",
    ],
)
def test_an_amount_that_is_only_talked_about_is_no_order(text: str) -> None:
    assert {mention.role for mention in mentions(text)} <= {"aside", "mention"}


def test_what_is_set_aside_says_why() -> None:
    (mention,) = [m for m in mentions("We still have 12 goblets in stock.") if m.amount]
    assert mention.why == "what is in stock"


def test_an_amount_in_brackets_beside_the_order_is_no_order() -> None:
    roles = {m.amount.value: m.role for m in mentions("Please send 40 goblets (your quote said 20).") if m.amount}
    assert (roles[40], roles[20]) == ("order", "aside")


@pytest.mark.parametrize(
    "text",
    [
        "Sending 20 goblets first would be fine.",
        "If you can only get us 20 now, the rest can follow later.",
        "A first drop of 20 is fine and the rest a week later.",
    ],
)
def test_a_part_that_may_come_first_is_no_order_of_its_own(text: str) -> None:
    assert [m.role for m in mentions(text) if m.amount] == ["partial"]


@pytest.mark.parametrize(
    "text",
    [
        "That makes 120 in total.",
        "120 altogether.",
        "Grand total: 120 pcs",
    ],
)
def test_a_sum_is_a_total(text: str) -> None:
    assert [m.role for m in mentions(text) if m.amount] == ["total"]


def test_an_amount_taken_back_does_not_stand() -> None:
    roles = {m.amount.value: m.role for m in mentions("Please send 50 goblets, not 40.") if m.amount}
    assert roles == {50: "order", 40: "aside"}


def test_a_share_of_the_order_is_worked_out_later() -> None:
    assert [m.role for m in mentions("We only need half of that.")] == ["half"]


@pytest.mark.parametrize(
    "text",
    [
        "Half of our team is away.",
        "The other half was painted.",
        "A third of the guests cancelled.",
    ],
)
def test_a_share_of_something_else_changes_nothing(text: str) -> None:
    assert not [m for m in mentions(text) if m.role in ("order", "half", "more", "fewer")]


# --- sentences


def test_two_things_of_one_sentence_keep_their_own_amounts() -> None:
    found = [said(m)[1:3] for m in mentions("We need 40 goblets and 12 candelabras by May.")]
    assert found == [(40, "goblets"), (12, "candelabras")]


def test_two_part_numbers_of_one_sentence_keep_their_own_amounts() -> None:
    found = [(m.amount.value, m.part.value) for m in mentions("Please ship 40 of ZK-4410 and 12 of ZK-7720.") if m.amount and m.part]  # fmt: skip
    assert found == [(40, "ZK-4410"), (12, "ZK-7720")]


def test_a_number_that_only_says_what_the_item_is_for_is_not_its_number() -> None:
    (mention,) = mentions("Please send 12 lids ZK-7720 for the ZK-4410 kettle.")
    assert said(mention) == ("order", 12, "lids", "ZK-7720")


def test_a_revision_goes_with_its_item() -> None:
    (mention,) = mentions("Please make 25 of ZK-4410 rev D.")
    assert mention.revision and mention.revision.value == "D"


def test_the_valid_revision_is_taken_where_two_are_named() -> None:
    (mention,) = mentions("Please make 25 of ZK-4410, rev B was on the quote but the current one is rev D.")
    assert mention.revision and mention.revision.value == "D"


def test_a_phone_number_in_a_sentence_names_no_item() -> None:
    assert mentions("Ring me on 218-555-0147 or 218-555-0150.") == []


def test_a_price_is_no_amount() -> None:
    assert [m.amount.value for m in mentions("Please send 40 goblets at $12.50 each.") if m.amount] == [40]


@pytest.mark.xfail(strict=True, reason="a choice of amounts becomes two lines, one of them nameless")
def test_a_choice_of_amounts_is_no_list_of_items() -> None:
    names = [
        m.name or (m.part and m.part.value)
        for m in mentions("I need a price for 100, 250 and 500 pcs of ZK-4410.")
        if m.role == "order"
    ]
    assert all(names)


@pytest.mark.parametrize("text", ["nous avons besoin de 40 pièces ZK-4410", "bitte liefern Sie 40 Stück ZK-4410"])
def test_words_of_asking_in_other_languages_name_no_item(text: str) -> None:
    assert [m.name for m in mentions(text)] == [""]


def test_the_rows_of_a_pasted_order_keep_their_names() -> None:
    text = (
        "Please enter the attached PO 4471-A:\n\n"
        "Line 10   ZK-4410 rev B   brass goblet   40 EA   $12.50\nLine 20   ZK-7720         lap harp       12 EA   $99.00"
    )
    assert [said(m)[1:] for m in mentions(text)] == [(40, "brass goblet", "ZK-4410"), (12, "lap harp", "ZK-7720")]


# --- rows, bullets, tables, records


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("40 brass goblets", ("order", 40, "brass goblets", None)),
        ("brass goblets: 40", ("order", 40, "brass goblets", None)),
        ("brass goblets - 40 pcs", ("order", 40, "brass goblets", None)),
        ("40x brass goblets (ZK-4410)", ("order", 40, "brass goblets", "ZK-4410")),
        ("ZK-4410 brass goblets, 40 ea", ("order", 40, "brass goblets", "ZK-4410")),
        ("40 - brass goblets, part no. ZK-4410", ("order", 40, "brass goblets", "ZK-4410")),
        ("add 40 brass goblets", ("more", 40, "brass goblets", None)),
        ("60 jugs, ref ZK-J12", ("order", 60, "jugs", "ZK-J12")),
    ],
)
def test_a_bullet_orders_one_item(line: str, wanted: tuple[object, ...]) -> None:
    assert [said(m) for m in mentions(f"For the spring ball we need these things:\n- {line}\n")] == [wanted]


def test_a_list_under_please_send_is_a_list() -> None:
    assert [said(m)[1:3] for m in mentions("Please send:\n- 40 goblets\n- 12 harps")] == [
        (40, "goblets"),
        (12, "harps"),
    ]


def test_a_bullet_knows_that_it_is_listed() -> None:
    assert all(m.listed for m in mentions("- 40 brass goblets\n- 12 candelabras"))


def test_the_first_number_of_a_row_counts_what_the_second_measures() -> None:
    (mention,) = mentions('Send these:\n- 60 x 2" camlock caps')
    assert mention.amount and (mention.amount.value, mention.listed) == (60, True)


@pytest.mark.parametrize("line", ["drop the candelabras", "cancel the candelabras please", "leave out the candelabras"])
def test_a_bullet_may_take_an_item_off(line: str) -> None:
    (mention,) = mentions(f"Changes:\n- {line}\n")
    assert said(mention) == ("cancel", None, "candelabras", None)


@pytest.mark.parametrize(
    "line",
    [
        "1\tZK-4410\tbrass goblet\t40",
        "ZK-4410\tbrass goblet\t40\tea",
        "ZK-4410    brass goblet    40",
        "ZK-4410 | brass goblet | 40 pcs",
        "1\tZK-4410\tbrass goblet\t40\tea",
    ],
)
def test_a_row_of_columns_without_headers_is_understood(line: str) -> None:
    (mention,) = mentions(line)
    assert said(mention) == ("order", 40, "brass goblet", "ZK-4410")


def test_a_row_of_a_table_carries_revision_unit_and_day() -> None:
    (mention,) = mentions("Part no\tDescription\tRev\tQty\tUoM\tNeed by\nZK-4410\tgold braid\tC\t40\tm\t2027-04-09")
    assert said(mention) == ("order", 40, "gold braid", "ZK-4410")
    assert mention.revision and isinstance(mention.needed_by, DateReading)
    assert (mention.revision.value, mention.unit, str(mention.needed_by.latest)) == ("C", "m", "2027-04-09")


@pytest.mark.parametrize("last", ["Total\t\t52", "Freight\tby mule\t1", "VAT\t\t19"])
def test_a_total_or_freight_row_is_no_item(last: str) -> None:
    text = f"Part\tDescription\tQty\nZK-4410\tgoblet\t40\nZK-7720\tcandelabra\t12\n{last}"
    assert [m.amount.value for m in mentions(text) if m.amount] == [40, 12]


def test_dozens_of_a_unit_column_are_pieces() -> None:
    (mention,) = mentions("Item\tQty\tUoM\nthimble\t5\tdz")
    assert mention.amount and (mention.amount.value, mention.unit) == (60, "ea")


def test_a_row_with_nothing_ordered_is_left_out() -> None:
    assert [said(m)[1] for m in mentions("Part\tDescription\tQty\nZK-4410\tgoblet\t0\nZK-7720\tcandelabra\t12")] == [12]


def test_a_record_is_one_item() -> None:
    (mention,) = mentions("Part no: ZK-4410\nDescription: brass goblet\nQty: 40 pcs\nRev: C")
    assert said(mention) == ("order", 40, "brass goblet", "ZK-4410")
    assert mention.revision and mention.revision.value == "C"


# --- inline


def test_a_yes_under_a_quoted_line_orders_what_the_line_says() -> None:
    body = "> Brass goblet (ZK-4410): 40 pcs, correct?\nYes.\n> Candelabra (ZK-7720): 12 pcs?\nNo, 18 please.\n"
    assert [said(m)[1::2] for m in inline_mentions(reading(body))] == [(40, "ZK-4410"), (18, "ZK-7720")]


def test_a_no_under_a_quoted_line_cancels_it() -> None:
    body = "> Brass goblet (ZK-4410): 40 pcs?\nNo, leave that out.\n"
    assert [said(m)[0::3] for m in inline_mentions(reading(body))] == [("cancel", "ZK-4410")]


def test_quoted_lines_without_words_under_them_say_nothing() -> None:
    assert inline_mentions(reading("All fine, thank you.\n\n> Brass goblet (ZK-4410): 40 pcs?\n")) == []


@pytest.mark.parametrize(
    ("answer", "part"),
    [("The 48. The 36 is too low.", "LC-48"), ("LC-36 please.", "LC-36"), ("It's the 48", "LC-48")],
)
def test_a_choice_of_two_numbers_is_answered_by_the_end_of_one(answer: str, part: str) -> None:
    body = f"> Is it the LC-36 or the taller LC-48?\n{answer}\n> How many do you need?\n15. I was being cheap.\n"
    assert [said(m)[0::3] for m in inline_mentions(reading(body))] == [("mention", part), ("order", None)]
    assert [m.amount.value for m in inline_mentions(reading(body)) if m.amount] == [15]


def test_a_quoted_question_without_item_and_amount_makes_no_item() -> None:
    assert inline_mentions(reading("> Is the ball still on?\nYes, and the walrus comes too.\n")) == []


# --- labelled lines below the thing they describe


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We are needing quotation for fog horn with below data:\n- Voltage : 24 V DC\n- Sound pressure : 120 dB\n- Quantity : 9 pieces", [("fog horn", 9)]),
        ("Kindly send your offer for the harbour bell as following:\nHeight: 60 cm\nWeight: 80 kg\nQty: 02 nos", [("harbour bell", 2)]),
        ("Please quote us:\n* Brass bell BB-2040 (Q'ty 15EA)\n* Bell rope BR-7010 (Qty: 30 m)", [("Brass bell", 15), ("Bell rope", 30)]),
        ("We order as follows:\n\nPos. 1 - 250 Stk. brass bells\nPos. 2 - 40 pcs bell ropes", [("brass bells", 250), ("bell ropes", 40)]),
        ("Thank you for the visit.\nVoltage: 24 V\nSpeed: 90 rpm", []),
    ],
    ids=["properties and pieces", "as following", "in brackets", "numbered rows", "nothing is counted"],
)  # fmt: skip
def test_what_stands_above_its_properties_is_what_is_counted(text: str, told: list[tuple[str, float]]) -> None:
    ordered = [m for m in mentions(text) if m.role == "order" and m.amount]
    assert [(m.name, m.amount.value) for m in ordered if m.amount] == told
