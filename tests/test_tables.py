"""Text tables with a row of headers, and records of labelled lines."""

import pytest

from clarifier.request.items.headers import column_of
from clarifier.request.items.records import describes, find_records, find_unnamed
from clarifier.request.items.tables import Row, find_rows


def cells(text: str, rows: list[Row]) -> list[dict[str, str]]:
    return [{cell.column: text[cell.start : cell.end] for cell in row.cells} for row in rows]


GONGS = {"part": "ZK-4410", "description": "brass gong", "quantity": "12"}
HARPS = {"part": "ZK-7720", "description": "lap harp", "quantity": "3"}


@pytest.mark.parametrize(
    "text",
    [
        "Part\tDescription\tQty\nZK-4410\tbrass gong\t12\nZK-7720\tlap harp\t3",
        "Part | Description | Qty\nZK-4410 | brass gong | 12\nZK-7720 | lap harp | 3",
        "Part      Description     Qty\nZK-4410   brass gong      12\nZK-7720   lap harp        3",
        "Part | Description | Qty\n-----+-------------+----\nZK-4410 | brass gong | 12\nZK-7720 | lap harp | 3",
        "| Part | Description | Qty |\n|---|---|---|\n| ZK-4410 | brass gong | 12 |\n| ZK-7720 | lap harp | 3 |",
    ],
    ids=["tabs", "pipes", "spaces", "ruled", "markdown"],
)
def test_cells_stand_under_their_headers(text: str) -> None:
    assert cells(text, find_rows(text)) == [GONGS, HARPS]


@pytest.mark.parametrize(
    ("header", "column"),
    [("Menge", "quantity"), ("QTY.", "quantity"), ("Artikel", "part"), ("Bezeichnung", "description"), ("Rev.", "revision"),
     ("U/M", "unit"), ("Need by", "needed_by"), ("Unit price", "price"), ("Pos.", "line")],
)  # fmt: skip
def test_headers_are_known_in_the_words_of_orders(header: str, column: str) -> None:
    assert column_of(header) == column


def test_a_header_nobody_knows_names_no_column() -> None:
    assert column_of("Mood of the walrus") is None


def test_columns_may_stand_in_any_order() -> None:
    text = "Qty\tItem\tPart no\n12\tbrass gong\tZK-4410"
    assert cells(text, find_rows(text)) == [GONGS]


def test_an_empty_cell_is_left_out() -> None:
    text = "Part\tDescription\tQty\n\tbrass gong\t12"
    assert cells(text, find_rows(text)) == [{"description": "brass gong", "quantity": "12"}]


@pytest.mark.parametrize(
    "text",
    [
        "ZK-4410\tbrass gong\t12\nZK-7720\tlap harp\t3",
        "Mood\tWeather\nhappy\train",
        "Part no. ZK-4410 and a qty of 12 please.",
        "",
    ],
    ids=["no header", "strange header", "prose", "nothing"],
)
def test_without_a_row_of_headers_there_is_no_table(text: str) -> None:
    assert find_rows(text) == []


def test_two_blank_lines_end_a_table() -> None:
    text = "Part\tQty\nZK-4410\t12\n\n\nZK-7720\t3"
    assert len(find_rows(text)) == 1


def test_prose_under_a_table_is_no_row() -> None:
    text = "Part\tQty\nZK-4410\t12\nThank you for your patience with us\nZK-7720\t3"
    assert len(find_rows(text)) == 1


def test_a_second_header_begins_a_second_table() -> None:
    text = "Part\tQty\nZK-4410\t12\n\nQty\tPart\n3\tZK-7720"
    assert cells(text, find_rows(text)) == [
        {"part": "ZK-4410", "quantity": "12"},
        {"part": "ZK-7720", "quantity": "3"},
    ]


def test_labelled_lines_make_a_record() -> None:
    text = "Part no: ZK-4410\nDescription: brass gong\nQty: 12"
    assert cells(text, find_records(text)) == [GONGS]


def test_a_label_that_comes_again_begins_the_next_record() -> None:
    text = "Part no: ZK-4410\nDescription: brass gong\nQty: 12\nPart no: ZK-7720\nDescription: lap harp\nQty: 3"
    assert cells(text, find_records(text)) == [GONGS, HARPS]


def test_a_blank_line_parts_two_records() -> None:
    text = "Item: brass gong\nQty: 12\n\nItem: lap harp\nQty: 3"
    assert [row["quantity"] for row in cells(text, find_records(text))] == ["12", "3"]


@pytest.mark.parametrize(
    "text", ["Part no: ZK-4410\nColour: teal", "Qty: 12\nPrice: 9.90", "Name: Pippa\nPhone: 5550147"]
)
def test_a_record_needs_an_amount_and_something_to_count(text: str) -> None:
    assert find_records(text) == []


def test_a_price_is_no_cell_of_a_record() -> None:
    text = "Item: brass gong\nQty: 12\nUnit price: 9.90"
    assert cells(text, find_records(text)) == [{"description": "brass gong", "quantity": "12"}]


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("Q'ty", "quantity"), ("Order Q.ty", "quantity"), ("Required Qty in Nos.", "quantity"), ("Quantity to be ordered", "quantity"),
        ("Name of goods", "description"), ("Description of the material", "description"), ("Nomenclature", "description"),
        ("Your cat. number", "part"), ("Catalogue number", "part"), ("Ordering code", "part"), ("Target date", "needed_by"),
        ("Qty on hand", None), ("Name of our captain", None), ("Number of walruses", None), ("Your number one", None),
    ],
)  # fmt: skip
def test_a_label_is_put_together_from_known_words(label: str, column: str | None) -> None:
    assert column_of(label) in (column, f"{column}_yours")


def test_a_type_or_a_colour_begins_no_record_of_its_own() -> None:
    text = "Product name: brass gong\nModel: ZK-4410\nType: orchestra\nColour: gold\nQ'ty: 12"
    assert cells(text, find_records(text)) == [GONGS]


def test_a_type_shaped_like_a_number_is_the_part_and_a_size_alone_names() -> None:
    text = "Goods: brass gong\nType: ZK-4410\nQty: 12"
    assert cells(text, find_records(text)) == [GONGS]
    text = "Color: teal\nQty: 12"
    assert cells(text, find_records(text)) == [{"description": "teal", "quantity": "12"}]


def test_an_amount_among_properties_names_nothing() -> None:
    text = "Diameter: 40 cm\nWeight: 3 kg\nQuantity: 12 pieces"
    assert [row["quantity"] for row in cells(text, find_unnamed(text))] == ["12 pieces"]
    assert find_unnamed("Item: brass gong\nQty: 12") == []
    assert find_unnamed("Qty: 12") == []


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Voltage", True), ("Design pressure", True), ("Thickness of wall", True), ("Rated power", True),
        ("Pressure gauge", False), ("Power cable", False), ("Shaft sleeve", False), ("Quantity", False), ("", False),
    ],
)  # fmt: skip
def test_a_property_counts_nothing(label: str, told: bool) -> None:
    assert describes(label) is told
