"""Which numbers of an email are ordered, and what they count: whole emails in, lines out."""

from datetime import date

import pytest

from clarifier import clarify, read

SENT = date(2026, 3, 2)
Said = tuple[str | None, str | None, float | tuple[float | None, float | None] | None, str | None]


def lines(text: str) -> list[Said]:
    """(part number, description, amount or range, unit) of each line of an email."""
    found: list[Said] = []
    for line in clarify(read(text + "\n\nThanks\nMona Vale"), sent=SENT).request.lines:
        one = line.quantity
        amount = None if one is None else one.value if one.value is not None else (one.minimum, one.maximum)
        part, name = line.part_number, line.description
        found.append((part.value if part else None, name.value if name else None, amount, one.unit if one else None))
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please send (36) valve seats p/n 88-VST-C to our shop.", [("88-VST-C", "valve seats", 36, "ea")]),
        (
            "We need (12) strike plates and (24) latch bolts LB-40 for the annex.",
            [(None, "strike plates", 12, "ea"), ("LB-40", "latch bolts", 24, "ea")],
        ),
        ("Please proceed with option C (18 pcs of the roller guides).", [(None, "roller guides", 18, "ea")]),
        (
            "Please pull in line 7 of PO 448812 (tail lamp TL-90-R, 64 pcs, due June 3) to May 20.",
            [("TL-90-R", "tail lamp", 64, "ea")],
        ),
    ],
)
def test_an_amount_in_brackets_may_be_the_order(text: str, wanted: list[Said]) -> None:
    assert lines(text) == wanted


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("We need 40 gaskets (last order was 60 pcs) by Friday.", [40]),
        ("Please send 90 hinges. The remaining 60 we will take next quarter under a separate PO.", [90]),
        ("Send 200 brackets BR-2. The balance of 100 will follow on a new PO in June.", [200]),
        ("Need 6 pallets of sparkling water by Tuesday. If you've only got 2 pallets today my van takes those.", [6]),
        ("Need 30 hoses by Monday, pump 4 has to come off Wednesday or we dump 60 barrels.", [30]),
        ("Need 30 hoses by Monday, otherwise we pay 400 euros a day.", [30]),
        (
            "I know I said in May that I'd want 40 canoes, forget that, the club gave me more. We need 55 canoes please.",
            [55],
        ),
        ("Please send 30, scratch that, 45 crab traps.", [45]),
        ("We need door frames for units 101 to 118, please send 18 frames.", [18]),
        ("Need these for frames 1 thru 16: please send 64 gussets GS-4.", [64]),
        ("We'd like 25 kg chili powder 80,000 SHU by June.", [25]),
        ("We'd like 20 yards of 5404 canvas by June.", [20]),
        ("Please put our order for 24 fan blades on hold until further notice.", []),
    ],
)
def test_a_number_that_is_only_told_is_not_ordered(text: str, amounts: list[float]) -> None:
    assert [amount for _, _, amount, _ in lines(text)] == amounts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Need 48 ft of 10" right hand flighting, 3/16 thick.', '10" right hand flighting'),
        ("Please send 6 boxes #8 pan head screws.", "#8 pan head screws"),
        ("Please send 40 pcs all thread rod.", "all thread rod"),
        ("We need 12 first aid kits.", "first aid kits"),
        ("We'd like 25 kg chili powder 80,000 SHU by June.", "chili powder"),
    ],
)
def test_a_name_begins_behind_its_size(text: str, name: str) -> None:
    assert [described for _, described, _, _ in lines(text)] == [name]


def test_a_dash_in_a_list_stands_between_name_and_amount() -> None:
    assert lines("Travellers needed:\n1. C1 EL udr no 4 - 25,000\n2. C1 EL udr no 6 - 25k\n") == [
        (None, "EL udr no 4", 25000, "ea"),
        (None, "EL udr no 6", 25000, "ea"),
    ]
    assert [line[2] for line in lines("We need:\n- Needles size 11 - 500\n- Needles size 14 - 1,500\n")] == [500, 1500]


def test_a_row_may_end_with_a_remark_in_brackets() -> None:
    text = "Need these:\nEP-1  64\nEP-7  32 (rev 2, the one w/ 4 studs)\nanchor rod 3/4 x 18 galv  130"
    assert [(part, amount) for part, _, amount, _ in lines(text)] == [("EP-1", 64), ("EP-7", 32), (None, 130)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("we need 6 minimum 10 if u got em", (6, 10)),
        ("I need at least 6 tarps, 10 if you can swing it.", (6, 10)),
        ("I need four hundred, that's 400, of the tent pegs.", 400),
    ],
)
def test_one_amount_may_be_said_in_two_numbers(text: str, wanted: object) -> None:
    assert [amount for _, _, amount, _ in lines(text)] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "We will need 9,500 bottles GB-540-K and same amount of black caps.",
            [(9500, "bottles"), (9500, "black caps")],
        ),
        ("Please send 250 trays, and an equal number of lids.", [(250, "trays"), (250, "lids")]),
        ("Please send 60 mops and as many handles.", [(60, "mops"), (60, "handles")]),
    ],
)
def test_the_same_amount_of_another_thing_is_an_amount(text: str, wanted: list[object]) -> None:
    assert [(amount, name) for _, name, amount, _ in lines(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Please send 10 each of the WX-110, WX-120 and WX-140.",
        "Need 10 each:\nWX-110\nWX-120\nWX-140",
        "So we need 10 of each. WX-110, WX-120 and WX-140.",
    ],
)
def test_one_amount_may_be_meant_for_each_of_several_numbers(text: str) -> None:
    assert [(part, amount) for part, _, amount, _ in lines(text)] == [("WX-110", 10), ("WX-120", 10), ("WX-140", 10)]


@pytest.mark.parametrize("usual", ["as usual quantity", "as usual", "the usual", "qty tbd"])
def test_an_amount_stands_behind_its_number_and_may_be_left_open(usual: str) -> None:
    text = f"Please send rivets RV-312 (MS) 2 bags and RV-416 (SS) {usual}. We require them in early September."
    found = lines(text)
    assert [(part, amount) for part, _, amount, _ in found] == [("RV-312", 2), ("RV-416", None)]


FIRST = (
    "\n\nOn Mon, Mar 2, 2026 at 9:00 AM Mona Vale <mona@valepots.com> wrote:\n> Please send 600 flower pots FP-44.\n"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("As discussed with our shop head please reduce to 350 nos only.", 350),
        ("Please reduce to 350. The remaining 250 we will take next year under a separate PO.", 350),
        ("ok scratch the last email, back to the original 1,000. sorry", 1000),
    ],
)
def test_a_changed_amount_is_that_of_the_only_line(text: str, wanted: float) -> None:
    mail = f"From: Mona Vale <mona@valepots.com>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nTo: Sales <sales@potmakers.com>\nSubject: Re: pots\n\n{text}\n\nMona{FIRST}"
    assert [
        (line.part_number and line.part_number.value, line.quantity and line.quantity.value)
        for line in clarify(read(mail)).request.lines
    ] == [("FP-44", wanted)]


def subject(words: str, text: str) -> list[str | None]:
    """The names of the lines of an email with a subject."""
    head = f"From: Mona Vale <mona@valepots.com>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nTo: Sales <sales@potmakers.com>\nSubject: {words}\n\n"
    return [
        line.description.value if line.description else None
        for line in clarify(read(f"{head}{text}\n\nMona")).request.lines
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Re: Re: flower pots", "flower pots"),
        ("LED strips po", "LED strips"),
        ("Urgent requirement - roller chain", "roller chain"),
        ("RE: door gasket 1.3D - schedule", "door gasket"),
        ("Fwd: PO 4411 for trellis wire", "trellis wire"),
        ("RFQ 2214: peat briquettes, offers 12 and 13", "peat briquettes"),
    ],
)
def test_a_line_without_a_name_has_that_of_the_subject(words: str, name: str) -> None:
    assert subject(words, "Please send 40 pcs of FP-4400 by May 4.") == [name]


@pytest.mark.parametrize(
    "words",
    [
        "Purchase order 4411",
        "urgent!!",
        "hello",
        "Question about delivery",
        "hospital job, phase 2",
        "Re: your invoice",
        "Vale Pots order",
    ],
)
def test_a_subject_that_names_no_goods_names_no_line(words: str) -> None:
    assert subject(words, "Please send 40 pcs of FP-4400 by May 4.") == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We're short on the mid clamps. Can I get 150 of the black ones (MC-3540B)?", "mid clamps"),
        ("Of the 144 amber jars you sent, 37 arrived shattered. Please send 37 replacements of AJ-0900.", "amber jars"),
        ("The gate hinges you shipped are too small. Please send 12 of the larger ones (GH-9000).", "gate hinges"),
    ],
)
def test_ones_are_what_was_spoken_of_before(text: str, name: str) -> None:
    assert [described for _, described, _, _ in lines(text)] == [name]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Two lots please: 40 hinges by May and 20 hinges can follow.", [40]),
        ("Two matters, one cross and one cheerful. We'd like 7 covers in clear.", [7]),
        ("Looks like we'll have 600 delegates. Please send 640 lanyards.", [640]),
        ("Put me down for 24 sacks of dairy nuts, no 4 size, before the 19th.", [24]),
        ("We need 500 labels for the '25 Shiraz.", [500]),
        ("We're milling on two lines instead of three. Can you get us 15 belts asap?", [15]),
        ("Please send us 320 steel drums, food lacquer inside, 216 L, model KD-216-FL.", [320]),
        ("We place our order for 32 bow shackles, 55 tonne SWL, pattern BS-55-G6.", [32]),
        ("Please send 3,000 liners, give or take the odd hundred.", [3000]),
        (
            "So we're agreed it's the 400 boards, firm. The further 80 I'd only want if they fit on the same lorry.",
            [400],
        ),
        ("Please send 12 vests, the hall opens 8am and shuts at 6 the same day.", [12]),
        ("Rob, 90 filters 20x25x4 MERV 13, item F-2025-4M, to the shop please.", [90]),
    ],
)
def test_a_number_of_something_else_is_not_ordered(text: str, amounts: list[float]) -> None:
    assert [amount for _, _, amount, _ in lines(text)] == amounts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We're down to the last cage of pallet liners and could do with 40 rolls.", 40),
        ("Can we BUY (not hire this time) 280 rubber fence feet.", 280),
        ("Graeme, 5 400 fish boxes and two pallets by Friday.", 5400),
        ("its 12.5k of the buff bricks not 10k please", 12500),
        ("Confirming what we talked about. 40 off basket, drawing DD-B500-12.", 40),
        ("We need 9,600 T-top stoppers, natural cork.", 9600),
        ("We need 3,000 bag-in-box liners.", 3000),
    ],
)
def test_asked_for_in_other_words_it_is_ordered(text: str, wanted: float) -> None:
    found = lines(text)
    assert (found[0][2], found[0][3]) == (wanted, found[0][3])
    assert found[0][3] in ("ea", "roll", "box")


def thread(text: str, first: str) -> list[tuple[str | None, float | None]]:
    """(part number, amount) of each line after a second mail over a first one."""
    mail = f"From: Mona Vale <mona@valepots.com>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nTo: Sales <sales@potmakers.com>\nSubject: Re: pots\n\n{text}\n\nMona\n\nOn Mon, Mar 2, 2026 at 9:00 AM Mona Vale <mona@valepots.com> wrote:\n"
    found = clarify(read(mail + "".join(f"> {line}\n" for line in first.split("\n")))).request.lines
    return [
        (one.part_number.value if one.part_number else None, one.quantity.value if one.quantity else None)
        for one in found
    ]


LIST = "Please send:\n12 rim trays RT-1200\n24 deep trays DT-2400\n8 wash buckets WB-8000"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The deep trays you may drop, the customer does not take them.", [("RT-1200", 12), ("WB-8000", 8)]),
        ("Hold fire on the wash buckets, we found some. Everything else stands.", [("RT-1200", 12), ("DT-2400", 24)]),
        (
            "Hold fire on the wash buckets. Everything else in my list stands, with rim trays up from 12 to 16.",
            [("RT-1200", 16), ("DT-2400", 24)],
        ),
    ],
)
def test_a_later_mail_takes_one_thing_off(text: str, wanted: list[object]) -> None:
    assert thread(text, LIST) == wanted


def test_the_sentence_around_an_amount_tells_which_of_two_like_lines_is_meant() -> None:
    first = "Please send 500 printed delegate lanyards (teal) plus 80 crew lanyards (black)."
    assert [
        n
        for _, n in thread("Delegate list has closed: 640 lanyards, not 600 please. Crew ones stay as they are.", first)
    ] == [640, 80]


def test_two_sizes_of_one_thing_are_two_lines() -> None:
    assert [(n, a) for _, n, a, _ in lines("Please send:\n14 x SEG panels 2480 x 992\n9 x SEG panels 2480 x 1984")] == [
        ("SEG panels 2480 x 992", 14),
        ("SEG panels 2480 x 1984", 9),
    ]


def asked(text: str, words: str = "order") -> set[str]:
    """The fields that are asked about in an email with a subject."""
    head = f"From: Mona Vale <mona@valepots.com>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nTo: Sales <sales@potmakers.com>\nSubject: {words}\n\n"
    return {question.field for question in clarify(read(f"{head}{text}\n\nMona")).questions}


@pytest.mark.parametrize(
    ("words", "text", "wanted"),
    [
        ("60 garden hoses", "We need 80 garden hoses by Friday.", True),
        ("16 boxes soft close slides", "We need 18 boxes of the soft close slides SC-2100.", True),
        ("Re: 60 garden hoses", "We need 80 garden hoses by Friday.", False),
        ("order 60 hoses and 20 nozzles", "We need 60 garden hoses and 20 nozzles by Friday.", False),
        ("80 garden pieces", "We need 60 garden hoses and 20 garden nozzles by Friday.", False),
        ("PO 6042 garden hoses", "We need 80 garden hoses by Friday.", False),
        ("order", "We confirm to you the order of 45 000 lids TO 82 white, thus 30 cartons of 1 200.", True),
        ("order", "Please send 600 vials (12 boxes of 48).", True),
        ("order", "Please send 600 vials (12 boxes of 50).", False),
    ],
)
def test_amounts_that_cannot_both_be_right_are_asked_about(words: str, text: str, wanted: bool) -> None:
    assert ("quantity_conflict" in asked(text, words)) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please send 40 more spray nozzles, blue ones i think.", True),
        ("We need another 144 pint glasses, cant remember if we have the conical or the tulip ones off you.", True),
        ("We'd like to order 9 more benches. Nobody here remembers which sort went where.", True),
        (
            "I think the state said we need more of the bigger cots but let me double check. Can we get 12 cots please?",
            True,
        ),
        ("Please send 350 of those brackets you had on the stand at the trade day.", True),
        ("Please send 40 blue spray nozzles, I think by Friday is fine.", False),
        ("Please send 9 oak benches. Nobody here remembers your phone number.", False),
    ],
)
def test_who_does_not_know_which_it_is_is_asked(text: str, wanted: bool) -> None:
    assert ("which_item" in asked(text)) is wanted


@pytest.mark.parametrize(
    "advert", ["*** PROMO: 500 tarps for PHP 9,900 until May 31 ***", "Summer sale: 40 deck chairs at $19 each!"]
)
def test_an_advertisement_below_a_name_orders_nothing(advert: str) -> None:
    text = f"Please send 12 vests.\n\nMona Vale\nVale Signs\n{advert}"
    assert [line.quantity and line.quantity.value for line in clarify(read(text), sent=SENT).request.lines] == [12]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("The tagging on the last two loads was poor. Please send 90 end caps.", [90]),
        ("We'll take the last 40 sacks please.", [40]),
        ("Please send 8 loops of saw chain.", [8]),
    ],
)
def test_the_last_ones_are_told_unless_they_are_taken(text: str, amounts: list[float]) -> None:
    assert [amount for _, _, amount, _ in lines(text)] == amounts


def test_a_bare_number_has_the_unit_that_was_asked_for() -> None:
    head = "From: Mona Vale <mona@valepots.com>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nTo: Sales <sales@potmakers.com>\nSubject: Re: coping\n\n"
    text = "> How many linear feet?\n\n620, in short pieces\n\n> When do you need it?\n\nby May 4 please\n\nMona"
    assert [
        (line.quantity.value, line.quantity.unit) for line in clarify(read(head + text)).request.lines if line.quantity
    ] == [(620, "ft")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Get me 5 litres of the primer and 20 of the top coat.", [("5.0", "l"), ("20.0", "l")]),
        ("Get me 5 boxes of the nails and 20 hammers.", [("5.0", "box"), ("20.0", "ea")]),
        ("I need 30 meters of hose cut in three pieces of 10.", [("30.0", "m")]),
        ("We'd take all 85 sheets you have left.", [("85.0", "sheet")]),
        ("Put in 24 bottles of red, the same of white.", [("24.0", "bottle"), ("24.0", "bottle")]),
        ("We're 3 short on the last delivery of 50 vases, plus we need 20 new vases.", [("20.0", "ea")]),
        ("Let me have 20 m of the blue rope.", [("20.0", "m")]),
        ("Please send 40 blue pots. ${frame.width=3}", [("40.0", "ea")]),
    ],
)
def test_a_unit_goes_on_and_what_is_cut_or_came_before_is_not_ordered(text: str, wanted: list[tuple[str, str]]) -> None:
    ordered = clarify(read(text), sent=date(2026, 3, 3)).request.lines
    assert [(str(float(one.quantity.value or 0)), one.quantity.unit) for one in ordered if one.quantity] == wanted


def test_ten_this_week_are_the_order_and_no_part_of_it() -> None:
    assert clarify(read("Send 10 pumps this week."), sent=date(2026, 3, 3)).request.partial_delivery.value == "unknown"
