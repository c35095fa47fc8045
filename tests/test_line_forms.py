"""The forms in which people write what they order: codes, rows, packs, names, and numbers that only stand beside them."""

import pytest
from spoken import items

Row = tuple[str | None, str | None, str | None, float | tuple[float | None, float | None] | None, str]


def rows(*bodies: str) -> list[Row]:
    """Part number, name, revision, amount and unit of each line."""
    found: list[Row] = []
    for draft in items(*bodies).drafts:
        one = draft.quantity
        amount = (one.value if one.value is not None else (one.minimum, one.maximum)) if one else None
        found.append((
            draft.part and draft.part.value, draft.description and draft.description.value, draft.revision and draft.revision.value,
            amount, one.unit if one else "",
        ))  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Please send 12 newel caps type NC3.", "NC3"),
        ("Please send 12 newel caps, model NC-3.", "NC-3"),
        ("Please send 12 newel caps, item 4471902.", "4471902"),
        ("Please send 12 newel caps, Mat.-Nr. 200.31.448.", "200.31.448"),
        ("Please send 12 newel caps (your item NCP-OAK).", "NCP-OAK"),
        ("Please send 12 newel caps HTX 440-9K-20, your code NC-88120.", "NC-88120"),
        ("Please send 12 newel caps M8x30 A2-70.", None),
        ("Please send 12 newel caps type B.", None),
        ("Please send 12 newel caps with item 3 of the list.", None),
        ("Please send 12 newel caps of type IP65.", None),
    ],
)
def test_a_short_code_needs_its_label(text: str, part: str | None) -> None:
    assert [row[0] for row in rows(text)] == [part]


def test_codes_of_one_catalogue_tell_each_other() -> None:
    assert [row[0] for row in rows("We need:\n- 60 purlins, OVX-P12\n- 90 cleats, OVX-CL")] == ["OVX-P12", "OVX-CL"]
    assert [row[0] for row in rows("Please quote 6 sheets of K114 and 3 sheets of K120.")] == ["K114", "K120"]
    assert [row[0] for row in rows("Please quote 6 sheets of K114.")] == [None]
    assert [row[0] for row in rows("Please send 60 purlins OVX-P12 to our ABC-DE hall.")] == ["OVX-P12"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Please send:\nPos. 1   Guide rail, 400 mm, Mat.-Nr. 300.10.221     6 Stk\nPos. 2   End stop, Mat.-Nr. 300.10.230      24 Stk",
            [("300.10.221", "Guide rail", None, 6, "ea"), ("300.10.230", "End stop", None, 24, "ea")],
        ),
        (
            "Please supply:\nItm 1  Reducer 4\" 150# sch 40       x 8\nItm 2  Gasket, spiral wound        x 30",
            [(None, 'Reducer 4" 150# sch 40', None, 8, "ea"), (None, "Gasket", None, 30, "ea")],
        ),
        (
            "Sl.\tItem Code\tDescription\tDrg. Rev\tQty (Nos)\tRate (INR)\n1\tVB-201\tBonnet\tC\t24\t310.00\n2\tVB-202\tGland\tA\t48\t65.50",
            [("VB-201", "Bonnet", "C", 24, "ea"), ("VB-202", "Gland", "A", 48, "ea")],
        ),
        (
            "Item  Code     Description   Unit   Qty\nA     GH-100   Batten        m      60\nB     GH-200   Flashing (CANCELLED)  m  20\nC     GH-300   Rivets        box    4",
            [("GH-100", "Batten", None, 60, "m"), ("GH-300", "Rivets", None, 4, "box")],
        ),
        ("Pos. 5  Art.-Nr. 8120-0441-02, leaf spring, 1.200 pcs, 3,40 EUR / 10 pcs", [("8120-0441-02", "leaf spring", None, 1200, "ea")]),
        ("Foil lid 30 micron, item 40051882 ed. 4 - 300 kg", [("40051882", "Foil lid 30 micron", "4", 300, "kg")]),
        ("Please quote and reserve: 30 guy ropes, p/n GR-0500 rev 2, tarred", [("GR-0500", "guy ropes", "2", 30, "ea")]),
        ("Please ship as soon as you can: 12 rotor hubs RH-2201", [("RH-2201", "rotor hubs", None, 12, "ea")]),
    ],
)  # fmt: skip
def test_a_row_says_all_of_its_item(body: str, wanted: list[Row]) -> None:
    assert rows(body) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Need 1 ea P/N 3311-027-4 rev. C, fuel cap, left wing.", ("fuel cap", 1, "ea")),
        ("The otter brooch (QM-BR-07) is sold out so please run 20 dozen.", ("otter brooch", 240, "ea")),
        ("8k of the Classic (LBL-CLA), same core.", ("Classic", 8000, "ea")),
        ("Please send 30 off 20kg bags lime putty.", ("20kg bags lime putty", 30, "bag")),
        ("Please send 48 bottle green aprons.", ("bottle green aprons", 48, "ea")),
        ("Please send 48 green bottles.", ("green bottles", 48, "ea")),
    ],
)
def test_a_name_and_its_unit_are_found_beside_the_amount(text: str, wanted: tuple[str, float, str]) -> None:
    (row,) = rows(text)
    assert (row[1], row[3], row[4]) == wanted


@pytest.mark.parametrize(
    "beside",
    [
        "Boxes under 12 kg please.",
        "For the visit we need to borrow 6.",
        "Could you lend us 3 for the fair?",
        "The extra 4 are for the drop test.",
        "Of the last lot, 5 turned up with chipped rims.",
        "It is the 640 wide one.",
        "Two of the welders asked about them.",
        "They go 3 to a frame (so 14 frames).",
    ],
)
def test_a_number_that_only_stands_beside_the_order_is_none(beside: str) -> None:
    assert [row[1:4] for row in rows(f"Please send 42 glass shelves. {beside}")] == [("glass shelves", None, 42)]


def test_a_least_and_a_most_in_total_are_one_range() -> None:
    (row,) = rows("Copper strip, no fewer than 30 ft and no more than 45 ft total.")
    assert row[3:] == ((30, 45), "ft")
    assert rows("Please send 20 red lids and 10 blue lids, 30 in total.")[-1][3] == 10
