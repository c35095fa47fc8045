"""Amounts behind their names, numbers in two pieces, and what only looks like an amount that is ordered."""

import pytest
from spoken import items

Line = tuple[str | None, str | None, float | tuple[float | None, float | None] | None, str]


def lines(*bodies: str) -> list[Line]:
    """Part number, name, amount and unit of each line."""
    found: list[Line] = []
    for draft in items(*bodies).drafts:
        one = draft.quantity
        amount = (one.value if one.value is not None else (one.minimum, one.maximum)) if one else None
        part, name = (fact.value if fact else None for fact in (draft.part, draft.description))
        found.append((part, name, amount, one.unit if one else ""))
    return found


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "We will take from brass eyelet 8 mm = 4.500 pcs, from rivet black = 7.000 pcs.",
            [(None, "brass eyelet 8 mm", 4500, "ea"), (None, "rivet black", 7000, "ea")],
        ),
        (
            "Dear Ana, please prepare. We need:\nshelf pin 5 mm nickel, 3200 pcs,\nsoft closer, 140 pairs.",
            [(None, "shelf pin 5 mm nickel", 3200, "ea"), (None, "soft closer", 140, "pair")],
        ),
        (
            "The shaft collar - 25 pcs, spring pin - 60 pcs. Also dowel 8x40: 500 pcs.",
            [(None, "shaft collar", 25, "ea"), (None, "spring pin", 60, "ea"), (None, "dowel 8x40", 500, "ea")],
        ),
        (
            "collet chuck Art.-Nr. TR 3310-B - we take three pieces",
            [("TR 3310-B", "collet chuck", 3, "ea")],
        ),
        (
            "We need:\nbobbin = 900 pcs, colour old silver, 30 mm\nneedle = 40 pcs (2 for each)",
            [(None, "bobbin", 900, "ea"), (None, "needle", 40, "ea")],
        ),
        (
            "Please process:\nV-belt SPA 1250            12 buc     9,50 EUR\nIdler 76x600                4 buc    31,00 EUR",
            [(None, "V-belt SPA 1250", 12, "ea"), (None, "Idler 76x600", 4, "ea")],
        ),
        (
            "For Sunday:\n* tea towels x 90\n* seat pads - 70 (not 90, two tables have none)\n* bibs: 15 white",
            [(None, "tea towels", 90, "ea"), (None, "seat pads", 70, "ea"), (None, "bibs", 15, "ea")],
        ),
    ],
)  # fmt: skip
def test_a_name_may_stand_before_its_amount(body: str, wanted: list[Line]) -> None:
    assert lines(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "Our last order with you was: hinges, 400 pcs, and plates = 30 pcs.",
        "Dear Walt, 400 pcs were short.",
        "In your stock = 40 pcs, we saw.",
    ],
)
def test_what_is_told_before_an_amount_is_no_name(body: str) -> None:
    assert lines(body) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Please send 12 rollers, Art.-Nr. MK 4015-220.", "MK 4015-220"),
        ("Please send 12 rollers, art. no. KD 0715.", "KD 0715"),
        ("Please send 12 rollers to drawing no. AB 4410/2.", "AB 4410/2"),
        ("Please send 12 rollers type RX 300.", "RX 300"),
        ("Please send 12 rollers, item no: BR 77-10-K.", "BR 77-10-K"),
        ("Please send 12 studs, part no. M 16.", None),
        ("Please send 12 flanges type DN 150.", None),
        ("Please send 12 rollers in brass CW614N C3604.", None),
        ("Please send 12 bonnets ASTM A182 F316L.", None),
        ("Please send 12 washers M16 HV200.", None),
        ("Please send 12 m of belt EP400/3.", None),
        ("Please send 12 plates in SUS304 or Q235B.", None),
        ("Please send 12 shafts 42CrMo4.", None),
    ],
)
def test_a_part_number_in_two_pieces_and_a_grade_that_is_none(text: str, part: str | None) -> None:
    assert [line[0] for line in lines(text)] == [part]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("We would need an offer over 60 pieces sleeves.", [(None, "sleeves", 60, "ea")]),
        ("Please quote over 60 pieces.", [(None, None, (60, None), "ea")]),
        ("One box contains 24 rolls, so please 5 boxes of tape.", [(None, "tape", 5, "box")]),
        ("Each coat uses 6 snaps, we need 1,800 snaps.", [(None, "snaps", 1800, "ea")]),
        ("Each carton = 100 pcs, please 30 cartons gloves.", [(None, "gloves", 30, "carton")]),
        ("We need 5 heaters, 230 V 350 W, 42x38.", [(None, "heaters", 5, "ea")]),
        (
            "We have on the shelf 14 pcs of bag filters and we need for the tour 50, so please deliver the missing 36.",
            [(None, "bag filters", 36, "ea")],
        ),
        ("We have 9 of the lamp holders and need 40.", [(None, "lamp holders", 40, "ea")]),
        (
            "We get through about 8 boxes of wipes a week and it is going to be more like 11, so put me down for 45 boxes please.",
            [(None, "wipes", 45, "box")],
        ),
        ("The clips can stay 2500.", [(None, "clips", 2500, "ea")]),
        (
            "We take brass eyelet = 4.500 pcs, steel rivet = 7.000 pcs.\n\nedit : steel rivet make it 8.000 pcs. The others are same.",
            [(None, "brass eyelet", 4500, "ea"), (None, "steel rivet", 8000, "ea")],
        ),
    ],
)
def test_what_an_amount_is_for(body: str, wanted: list[Line]) -> None:
    assert lines(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Item 1: Coasters, cork, two sides\nQuantity: 240\nItem 2: Bar runner 9 x 35\nQuantity: 12",
            [(None, "Coasters, cork, two sides", 240, "ea"), (None, "Bar runner 9 x 35", 12, "ea")],
        ),
        (
            'Kindly quote the following castings:\n\nSl.1\nCover, 3" 300#\nDrg. KV-C-0311 Rev.01\nReqd. qty: 80 nos\n\n'
            'Sl.2\nYoke, 3" 300#\nDrg. KV-Y-0312 Rev.02\nReqd. qty: 45 nos',
            [("KV-C-0311", "Cover", 80, "ea"), ("KV-Y-0312", "Yoke", 45, "ea")],
        ),
        ("Yes to 72 of the soup bowls, 14 cm.", [(None, "soup bowls", 72, "ea")]),
        (
            "We need 500 studs. To every stud go two nuts, so 1,000 hex nuts.",
            [(None, "studs", 500, "ea"), (None, "hex nuts", 1000, "ea")],
        ),
        (
            "We take 60 navy bibs and 40 grey bibs, so 100 bibs.",
            [(None, "navy bibs", 60, "ea"), (None, "grey bibs", 40, "ea")],
        ),
        ("Your quote Q-4471 is accepted. It is for 18 pcs lifting beam.", [(None, "lifting beam", 18, "ea")]),
        ("This is for 3 departments.", []),
        ("60 fence rails please. two loads is no bother if your wagon is small", [(None, "fence rails", 60, "ea")]),
        (
            "3/4 nipples, 90 mm, hex - qty 14 - May 21\nreducers, 40 mm, hex - qty 8 - May 21",
            [(None, "3/4 nipples", 14, "ea"), (None, "reducers", 8, "ea")],
        ),
        (
            "we want to order from you again the tool cases, type PT-81 with the foam inlay, 18 pieces.",
            [("PT-81", "tool cases", 18, "ea")],
        ),
        ("From you we bought 30 pcs.", []),
        ("Peter, please 30 boxes also.", [(None, None, 30, "box")]),
        ("And the corner clip nickel, please help 90 boxes also.", [(None, "corner clip nickel", 90, "box")]),
        ("Please send 4 rolls from the sealing tape.", [(None, "sealing tape", 4, "roll")]),
        ("Please send 4 rolls from your stock.", [(None, None, 4, "roll")]),
        (
            "We need:\nelastic cord black = 9.200 mt\nsteel coil 2 mm: 12 MT",
            [(None, "elastic cord black", 9200, "m"), (None, "steel coil 2 mm", 12, "t")],
        ),
    ],
)
def test_forms_and_words_of_orders(body: str, wanted: list[Line]) -> None:
    assert lines(body) == wanted
