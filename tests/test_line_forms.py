"""The forms in which people write what they order: codes, rows, packs, names, and numbers that only stand beside them."""

import pytest
from spoken import clarified, counted, items

Row = tuple[str | None, str | None, str | None, float | tuple[float | None, float | None] | None, str]


def rows(*bodies: str) -> list[Row]:
    """Part number, name, revision, amount and unit of each line."""
    found: list[Row] = []
    for draft in items(*bodies).drafts:
        one = draft.quantity
        amount = (one.value if one.value is not None else (one.minimum, one.maximum)) if one else None
        part, name, revision = (
            fact.value if fact else None for fact in (draft.part, draft.description, draft.revision)
        )
        found.append((part, name, revision, amount, one.unit if one else ""))
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


ORDER = "Hello, could I have\n80 x MR-51 swivel clamps\n48 x MR-50H half couplers\n48 x MR-SB8 safety bonds"


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        ("As before, except make the half couplers 60 rather than 48.", (80, 60, 48)),
        ("Take the half couplers off, we found some in the crib.", (80, None, 48)),
        ("Reduce the swivel clamps by one quarter please.", (60, 48, 48)),
        ("Please raise the swivel clamps by 20 %.", (96, 48, 48)),
        ("Please cut the swivel clamps by 20.", (60, 48, 48)),
        ("- swivel clamp: please reduce by half\n- half coupler: unchanged\n- safety bond: cancel completely", (40, 48, None)),
        ("Safety bonds: not needed any more.", (80, 48, None)),
        ("The safety bonds are a different story: I'm taking those out of this order altogether.", (80, 48, None)),
        ("No safety bonds at all this time, thanks.", (80, 48, None)),
        ("Leave the safety bonds for another year.", (80, 48, None)),
        ("We take the clamps as they come off the line.", (80, 48, 48)),
        ("No problem at all with the safety bonds.", (80, 48, 48)),
        ("No rush whatsoever, and no changes.", (80, 48, 48)),
        ("I told you 70 of the swivel clamps on the phone, please disregard 70.", (80, 48, 48)),
    ],
)  # fmt: skip
def test_a_later_mail_changes_the_lines_it_names(later: str, wanted: tuple[float | None, ...]) -> None:
    amounts = {part: amount for part, _, _, amount, _ in rows(ORDER, later)}
    assert tuple(amounts.get(part) for part in ("MR-51", "MR-50H", "MR-SB8")) == wanted
    assert set(amounts) <= {"MR-51", "MR-50H", "MR-SB8"}


def test_one_of_the_amounts_offered_is_chosen() -> None:
    first = "Looking for jars for the summer. Maybe 2,000 round and 500 square?"
    later = "We'll go with the 3,000 in the round and leave the square ones for another year."
    assert counted(first, later) == [("round", 3000)]
    assert counted("Cancel the 40 brackets, I only want the 12 rails.") == [("rails", 12)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Add one item: 10 gate stops GS-300.", [("GS-300", 10)]),
        ("One more line: 12 caps CP-30.", [("CP-30", 12)]),
        ("Following our call: 14 x gate stops, model GS-90, silver.", [("GS-90", 14)]),
        ("Please release 400 pcs of 77-2210.", [("77-2210", 400)]),
        ("Please send 40 of 1500-2000 mm rods.", [(None, 40)]),
        ('I need (6) ea. 4" valves VA-40, (12) ea. 2" valves VA-20.', [("VA-40", 6), ("VA-20", 12)]),
        ("could u do 4doz bun boxes BB-44 n 2doz trays TR-12", [("BB-44", 48), ("TR-12", 24)]),
    ],
)
def test_what_stands_around_an_amount_is_not_taken_for_it(text: str, wanted: list[tuple[str | None, float]]) -> None:
    assert [(row[0], row[3]) for row in rows(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "We need 100 posts PO-7: 40 by April 20 and the other 60 by May 11.",
        "It is still 100 posts PO-7 but in two drops. 40 posts by April 20 for the west side, then the other 60 by May 11.",
        "Call-off, posts PO-7:\n\nDrop 1: 40 off, by 20 April\nDrop 2: 60 off, by 11 May",
        "Posts PO-7 as follows:\n1st delivery 40 pcs 20 April\n2nd delivery 60 pcs 11 May",
    ],
)
def test_deliveries_of_one_item_are_lines_of_their_own(text: str) -> None:
    request = clarified(text).request
    lines = [(line.part_number and line.part_number.value, line.quantity and line.quantity.value, line.needed_by and line.needed_by.latest) for line in request.lines]  # fmt: skip
    assert [(part, amount, str(day) if day else None) for part, amount, day in lines] == [("PO-7", 40, "2027-04-20"), ("PO-7", 60, None)]  # fmt: skip
    assert request.needed_by is not None
    assert str(request.needed_by.latest) == "2027-05-11"


@pytest.mark.parametrize(
    "text",
    [
        "We need 100 posts PO-7 by May 11. I would take 40 on April 20 and the other 60 on May 11.",
        "We need 100 posts PO-7, 40 now and 60 by May 11 is fine.",
        "We need 100 posts PO-7 by May 11.",
    ],
)
def test_deliveries_that_are_only_granted_split_nothing(text: str) -> None:
    assert [row[3] for row in rows(text)] == [100]
