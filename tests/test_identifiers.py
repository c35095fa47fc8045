"""Numbers that name something, told apart by their label or their shape."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.request.identifiers import find_identifiers
from clarifier.request.part_shapes import is_part_shape


def named(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("PO 88-1147", "purchase_order", "88-1147"),
        ("P.O. # 77120", "purchase_order", "77120"),
        ("our order no. 5520-K", "purchase_order", "5520-K"),
        ("Unsere Bestellung 450099", "purchase_order", "450099"),
        ("ZB-4471 is our PO number", "purchase_order", "ZB-4471"),
        ("your quotation 20418", "quote", "20418"),
        ("as per Q-7711", "quote", "Q-7711"),
        ("Angebot Nr. 3391", "quote", "3391"),
        ("invoice 99120", "invoice", "99120"),
        ("your sales order 66120", "sales_order", "66120"),
        ("drawing 7712-B", "drawing", "7712-B"),
        ("part no. 55120", "part", "55120"),
        ("P/N: GX-119", "part", "GX-119"),
        ("SKU 8841-TEAL", "part", "8841-TEAL"),
        ("rev. C", "revision", "C"),
        ("revision 04", "revision", "04"),
        ("Index B2", "revision", "B2"),
        ("mail pippa@marzipanworks.example today", "email", "pippa@marzipanworks.example"),
        ("ring 218-555-0147", "phone", "218-555-0147"),
        ("ring +44 20 7946 0018", "phone", "+44 20 7946 0018"),
        ("see https://marzipan.example/x?id=9910", "link", "https://marzipan.example/x?id=9910"),
        ("job 4471", "other", "4471"),
        ("PO is KLR 4417. Send them soon", "purchase_order", "KLR 4417"),
        ("order LMS 2207", "purchase_order", "LMS 2207"),
        ("PO will be NP-2026-44.", "purchase_order", "NP-2026-44"),
        ("against scheduling agreement 5500044120 please", "purchase_order", "5500044120"),
        ("I gave you the wrong PO, 50911 is for the mill. The pins go on 50917.", "purchase_order", "50917"),
        ("Our ref: KL/JT/2291", "part", "KL/JT/2291"),
        ("Our ref. 24-3390", "other", "24-3390"),
        ("20 yards of Canvas Flax (5492)", "part", "5492"),
        ("128 pillow covers (PC-Q).", "part", "PC-Q"),
        ("cylinders class B (Cat 3022-100)", "part", "3022-100"),
        ("antique brass (art. 4402)", "part", "4402"),
        ("LPO 10-2027-000412", "purchase_order", "10-2027-000412"),
        ("our order KLR 2027/091 refers", "purchase_order", "KLR 2027/091"),
        ("official order R4 0061127", "purchase_order", "R4 0061127"),
        ("ORDER: PO 2027-118", "purchase_order", "2027-118"),
        ("my answers on HC-PO-7714", "purchase_order", "HC-PO-7714"),
        ("book it against 4500981123 (PO)", "purchase_order", "4500981123"),
        ("not the cut you quoted in SLX-10244", "quote", "SLX-10244"),
        ("your quote dated 3 March no. 88213", "quote", "88213"),
        ("the estimate you sent, E-5512", "quote", "E-5512"),
        ("go ahead with 88213-B (your quote)", "quote", "88213-B"),
        ("RAL 7016", "other", "7016"),
    ],
)
def test_a_label_says_what_kind_of_number_follows(text: str, kind: str, value: str) -> None:
    assert (kind, value) in named(text)


@pytest.mark.parametrize("token", ["ZK-4410", "44-1182-C", "TR7714", "kx-4410", "8802-551-77", "BE/4012/L"])
def test_a_catalogue_number_needs_no_label(token: str) -> None:
    assert named(f"We need 12 of {token} please") == [("part", token)]


@pytest.mark.parametrize(
    "token", ["14-pin", "20-year", "5-gal", "3/8-in", "250g", "12mm", "M8x40", "316L", "24/7", "Q1", "A4", "IP67", "100%", "1,200", "12.5", "3-4", "B2B"],
)  # fmt: skip
def test_a_size_a_grade_or_a_manner_of_speaking_is_no_part_number(token: str) -> None:
    assert "part" not in [kind for kind, _ in named(f"the {token} goblets please")]


@pytest.mark.parametrize(
    "text",
    [
        "no PO yet",
        "so 40 goblets please",
        "as 12 of us know",
        "order 40 goblets",
        "quote 40 goblets",
        "please print 500",
        "Pos. 10 of the list",
        'offer 1/2" nuts',
        "40 boxes (4512)",
        "goblets (2026)",
    ],
)
def test_a_word_that_is_a_label_elsewhere_takes_no_amount(text: str) -> None:
    assert named(text) == []


def test_the_code_word_of_an_advertisement_is_no_quote() -> None:
    assert ("quote", "AUTUMN29") not in named("Quote code AUTUMN29 by Friday.")
    assert named("Please quote 150-180 crates.") == []
    assert named("quote code Q-7711") == [("quote", "Q-7711")]


def test_what_is_named_in_order_to_be_excluded_is_negated() -> None:
    found = find_identifiers("Use rev D, not the old rev C.")
    assert [(one.value, one.negated) for one in found if one.kind == "revision"] == [("D", False), ("C", True)]


def test_no_number_is_read_where_a_date_stands() -> None:
    text = "Ref 12-03-2027"
    assert find_identifiers(text, [(4, len(text))]) == []


def test_a_quote_and_an_order_of_one_sentence_stay_apart() -> None:
    assert named("PO 4471-A against quote 3390") == [("purchase_order", "4471-A"), ("quote", "3390")]


@pytest.mark.parametrize("token", ["", "-", "AB", "1234", "abc", "Gong4"])
def test_a_part_shape_needs_letters_and_digits_grown_together(token: str) -> None:
    assert not is_part_shape(token)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(["PO ", "quote ", "rev ", "part no. ", "#", "ZK-4410", "88-1147", "4410", " ", "\n", "x@y.example", "218-555-0147", ", ", "not ", "-", "/", "é"]), max_size=25).map("".join))  # fmt: skip
def test_identifiers_stand_in_order_never_overlap_and_are_words_of_the_text(text: str) -> None:
    found = find_identifiers(text)
    spans = sorted((one.value_start, one.value_start + len(one.value)) for one in found)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(text[one.value_start : one.value_start + len(one.value)] == one.value for one in found)


@pytest.mark.parametrize(
    "text", ["40 lids, order RAL 7016 for all", "what you priced in RFQ-KL-0388", "please order 2400 of them", "Offer AG-5521, our order no. LJ-0044"]
)  # fmt: skip
def test_a_number_near_an_order_or_a_quote_is_not_always_theirs(text: str) -> None:
    wrong = {("purchase_order", "RAL 7016"), ("quote", "RFQ-KL-0388"), ("order", "2400"), ("quote", "LJ-0044")}
    assert not wrong & {(found.kind, found.value) for found in find_identifiers(text)}
