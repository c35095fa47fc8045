"""Orders as tables: pasted from spreadsheets, drawn with bars, as CSV, from Outlook's HTML; prices and sums never become amounts."""

from dataclasses import dataclass
from datetime import date

import pytest

from clarifier import clarify, read
from clarifier.mail.html import from_html
from clarifier.request.items.headers import column_of

SENT = date(2026, 11, 3)
HELLO = "Hello Sam,\n\nplease supply:\n\n"
BYE = "\n\nKind regards\nAnn Vole"


@dataclass(frozen=True)
class Got:
    """A line as it was read."""

    part: str | None
    description: str | None
    revision: str | None
    quantity: float | None
    unit: str | None
    day: str | None


def got(text: str) -> list[Got]:
    request = clarify(read(text), sent=SENT).request
    return [
        Got(
            line.part_number.value if line.part_number else None,
            line.description.value if line.description else None,
            line.revision.value if line.revision else None,
            line.quantity.value if line.quantity else None,
            line.quantity.unit if line.quantity else None,
            str((line.needed_by or request.needed_by).latest) if (line.needed_by or request.needed_by) else None,  # type: ignore[union-attr]
        )
        for line in request.lines
    ]


def amounts(text: str) -> list[tuple[str | None, float | None]]:
    return [(one.part, one.quantity) for one in got(text)]


BUFFER, DISC = ("RB-7001", 1250.0), ("RB-7002", 90.0)
SHEET = (
    "Line\tPart No.\tDescription\tRev\tQty\tUoM\tUnit Price\tAmount\tRequired\n"
    "10\tRB-7001\tRubber buffer\tB\t1,250\tEA\t$0.84\t$1,050.00\t2026-12-04\n"
    "20\tRB-7002\tCork disc\t\t90\tEA\t$1.10\t$99.00\t2026-12-18\n"
    "\t\t\t\t\t\tTotal\t$1,149.00\t"
)


def test_a_pasted_sheet_gives_all_that_a_line_has() -> None:
    assert got(HELLO + SHEET + BYE) == [
        Got("RB-7001", "Rubber buffer", "B", 1250, "ea", "2026-12-04"),
        Got("RB-7002", "Cork disc", None, 90, "ea", "2026-12-18"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Pos\tArtikel-Nr.\tBezeichnung\tMenge\tME\tEinzelpreis\tGesamtpreis\n10\tRB-7001\tGummipuffer\t1250\tST\t0,84\t1.050,00\n20\tRB-7002\tKorkscheibe\t90\tST\t1,10\t99,00\n\t\t\t\t\tSumme\t1.149,00",
        "N°\tRéférence\tDésignation\tQté\tUnité\tP.U. HT\tMontant HT\n1\tRB-7001\tTampon caoutchouc\t1250\tpcs\t0,84\t1 050,00\n2\tRB-7002\tDisque liège\t90\tpcs\t1,10\t99,00\nTotal HT\t\t\t\t\t\t1 149,00",
        "Pos.\tCódigo\tDescripción\tCantidad\tUd.\tPrecio unitario\tImporte\n1\tRB-7001\tTope de goma\t1250\tuds\t0,84\t1.050,00\n2\tRB-7002\tDisco de corcho\t90\tuds\t1,10\t99,00\nTotal\t\t\t\t\t\t1.149,00",
        "Riga\tCodice articolo\tDescrizione\tQ.tà\tU.M.\tPrezzo unit.\tImporto\n1\tRB-7001\tTampone in gomma\t1250\tpz\t0,84\t1.050,00\n2\tRB-7002\tDisco di sughero\t90\tpz\t1,10\t99,00\nTotale\t\t\t\t\t\t1.149,00",
        "Regel\tArtikelnummer\tOmschrijving\tAantal\tEenheid\tStukprijs\tBedrag\n1\tRB-7001\tRubberen buffer\t1250\tst\t0,84\t1.050,00\n2\tRB-7002\tKurken schijf\t90\tst\t1,10\t99,00\nTotaal\t\t\t\t\t\t1.149,00",
        "Lp.\tNr katalogowy\tNazwa towaru\tIlość\tJ.m.\tCena netto\tWartość netto\n1\tRB-7001\tOdbój gumowy\t1250\tszt.\t0,84\t1050,00\n2\tRB-7002\tKrążek korkowy\t90\tszt.\t1,10\t99,00\nRazem\t\t\t\t\t\t1149,00",
    ],
    ids=["de", "fr", "es", "it", "nl", "pl"],
)
def test_headers_of_seven_languages(table: str) -> None:
    assert amounts(table) == [BUFFER, DISC]


ROWS = [
    ("Part No", "Description", "Qty", "Price"),
    ("RB-7001", "Rubber buffer", "1250", "0.84"),
    ("RB-7002", "Cork disc", "90", "1.10"),
]
WIDE = [tuple(cell.ljust(15) for cell in row) for row in ROWS]


@pytest.mark.parametrize(
    "table",
    [
        "\n".join("\t".join(row) for row in ROWS),
        "\n".join(";".join(row) for row in ROWS),
        "\n".join(",".join(row) for row in ROWS),
        "\n".join("".join(row) for row in WIDE),
        "| " + " |\n| ".join(" | ".join(row) for row in WIDE) + " |",
        "| Part No | Description | Qty | Price |\n|:---|---|---:|---:|\n"
        + "\n".join("| " + " | ".join(row) + " |" for row in ROWS[1:]),
        "+------+------+\n"
        + "\n+------+------+\n".join("| " + " | ".join(row) + " |" for row in WIDE)
        + "\n+------+------+",
        "┌──────┬──────┐\n"
        + "\n├──────┼──────┤\n".join("│ " + " │ ".join(row) + " │" for row in WIDE)
        + "\n└──────┴──────┘",
        "\n".join("\t".join(f'"{cell}"' for cell in row) for row in ROWS),
        "==============\n" + "\n".join("".join(row) for row in WIDE) + "\n==============",
    ],
    ids=["tabs", "semicolons", "commas", "spaces", "bars", "markdown", "ascii", "box", "quoted", "ruled"],
)
def test_however_its_cells_are_parted(table: str) -> None:
    assert amounts(HELLO + table + BYE) == [BUFFER, DISC]


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("Part\tDescription\tQty\nRB-7001\t\"Rubber buffer\nblack, 40 shore\"\t1250\nRB-7002\tCork disc\t90", [BUFFER, DISC]),
        ("Part;Description;Qty\nRB-7001;\"Buffer; black\";1250\nRB-7002;Disc;90", [BUFFER, DISC]),
        ("Part     Description        Qty\nRB-7001  Rubber buffer      1250\n         black, 4 holes M6\nRB-7002  Cork disc          90", [BUFFER, DISC]),
        ("| Part | Description | Qty |\n| RB-7001 | Rubber buffer | 1250 |\n|  | black, 4 holes |  |\n| RB-7002 | Cork disc | 90 |", [BUFFER, DISC]),
        ("Unit\n", []),
        ("                            Unit\nPart     Description  Qty   price\nRB-7001  Buffer       1250  0.84\nRB-7002  Disc         90    1.10", [BUFFER, DISC]),
        ("         Item          Order\nPart no  description   qty   Price\nRB-7001  Buffer        1250  0.84\nRB-7002  Disc          90    1.10", [BUFFER, DISC]),
        ("Part\tQty\nRB-7001\t1250\nPart\tQty\nRB-7002\t90", [BUFFER, DISC]),
        ("Part\tQty\nBuilding A\nRB-7001\t1250\nBuilding B\nRB-7002\t90", [BUFFER, DISC]),
        ("Menge / Quantity\tArt.-Nr. / Part No.\n1250\tRB-7001\n90\tRB-7002", [BUFFER, DISC]),
        ("Part (drawing)\tQty (pcs)\tPrice [EUR]\nRB-7001\t1250\t0,84\nRB-7002\t90\t1,10", [BUFFER, DISC]),
        ("Code\tWhat\tNo.\teach\nRB-7001\tBuffer\t1250\t0.84\nRB-7002\tDisc\t90\t1.10", [BUFFER, DISC]),
        ("Code\tWhat\tBuy 2\tBuy 3\nRB-7001\tBuffer\t800\t1250\nRB-7002\tDisc\t120\t90", [BUFFER, DISC]),
        ("Pos\tItem\tRev\tText\tOrder qty\tOn hand\tPrice/100\n10\tRB-7001\t7\tBuffer\t1250\t11\t84.00\n20\tRB-7002\t7\tDisc\t90\t0\t110.00", [BUFFER, DISC]),
        ("Amount\tQty\tPart\n1,050.00\t1250\tRB-7001\n99.00\t90\tRB-7002", [BUFFER, DISC]),
        ("Item\tPart number\tQty ordered\tQty shipped\n1\tRB-7001\t1250\t0\n2\tRB-7002\t90\t0", [BUFFER, DISC]),
        ("Item No.\tMaterial\tDescription\tOrder qty\n00010\tRB-7001\tBuffer\t1250\n00020\tRB-7002\tDisc\t90", [BUFFER, DISC]),
        ("Item no\tDescription\tQty\n1\tRubber buffer RB-7001\t1250\n2\tCork disc RB-7002\t90", [BUFFER, DISC]),
        ("Part\tQty\nRB-7001\t1.250\nRB-7002\t90", [BUFFER, DISC]),
        ("Part\tQty\nRB-7001\t1250\nRB-7002\t90\nGrand total\t1340", [BUFFER, DISC]),
        ("Part\tDescription\tQty\nRB-7001\tBuffer\t1250\n\tFreight\t1\nRB-7002\tDisc\t90\n\tVAT 20%\t1", [BUFFER, DISC]),
    ],
)  # fmt: skip
def test_what_real_tables_do(table: str, wanted: list[tuple[str, float]]) -> None:
    assert amounts(table) == wanted


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_cells_one_below_the_other_are_a_table_still(gap: str) -> None:
    table = [
        "Part",
        "Description",
        "Qty",
        "Price",
        "RB-7001",
        "Buffer",
        "1250",
        "0.84",
        "RB-7002",
        "Disc",
        "90 pcs",
        "1.10",
        "Thanks, Ann",
    ]
    assert amounts("Please supply:\n\n" + gap.join(table)) == [BUFFER, DISC]


def test_words_below_each_other_are_no_table() -> None:
    assert amounts("Description\nQuantity\nPart\n\nPlease send 40 pcs of RB-7001.") == [("RB-7001", 40)]


def test_a_box_for_shipping_is_an_item_and_shipping_is_none() -> None:
    table = "Part\tDescription\tQty\nBX-400\tShipping box 400 x 300\t60\nBX-500\tTotal station case\t4\n\tShipping\t1"
    assert amounts(table) == [("BX-400", 60), ("BX-500", 4)]


def test_a_row_with_an_amount_and_a_day_is_another_delivery_of_the_item_above() -> None:
    table = "Part\tDescription\tQty\tDelivery\nRB-7001\tBuffer\t500\t2026-12-04\n\t\t750\t2027-01-15"
    assert [(one.part, one.quantity, one.day) for one in got(table)] == [
        ("RB-7001", 500, "2026-12-04"),
        ("RB-7001", 750, "2027-01-15"),
    ]


@pytest.mark.parametrize("amount", ["", "tbd", "?", "to be confirmed"])
def test_a_row_that_leaves_its_amount_open_is_a_line_and_a_question(amount: str) -> None:
    text = f"Please quote:\n\nPart\tDescription\tQty\tPrice\nRB-7001\tBuffer\t500\t0.84\nRB-7002\tCork disc\t{amount}\t1.10\n"
    assert amounts(text) == [("RB-7001", 500), ("RB-7002", None)]
    assert "quantity" in [question.field for question in clarify(read(text), sent=SENT).questions]


@pytest.mark.parametrize("amount", ["0", "-", "n/a", "none"])
def test_a_row_of_none_is_no_line(amount: str) -> None:
    assert amounts(f"Part\tDescription\tQty\nRB-7001\tBuffer\t500\nRB-7002\tCork disc\t{amount}\n") == [
        ("RB-7001", 500)
    ]


def test_a_unit_may_stand_in_the_header() -> None:
    assert [(one.quantity, one.unit) for one in got("Part\tQty (kg)\nRB-7001\t25\nRB-7002\t90")] == [
        (25, "kg"),
        (90, "kg"),
    ]


def test_dozens_are_pieces() -> None:
    assert [(one.quantity, one.unit) for one in got("Part\tQty\tUoM\nRB-7001\t25\tDZ\nRB-7002\t90\tEA")] == [
        (300, "ea"),
        (90, "ea"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "10\tRB-7001\tRubber buffer\t1250\tEA\t0.84\t1,050.00\n20\tRB-7002\tCork disc\t90\tEA\t1.10\t99.00",
        "RB-7001\tRubber buffer\t1250\t0.84\t1,050.00\nRB-7002\tCork disc\t90\t1.10\t99.00",
        "1 | RB-7001 | Rubber buffer | 1250 pcs\n2 | RB-7002 | Cork disc | 90 pcs",
    ],
)
def test_rows_without_headers(rows: str) -> None:
    assert amounts(HELLO + rows + BYE) == [BUFFER, DISC]


def test_a_sheet_of_labels_and_values_is_a_record() -> None:
    assert amounts("Part No\tRB-7001\nDescription\tRubber buffer\nQty\t1250\nRequired\t2026-12-04") == [BUFFER]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Art.-Nr.", "part"), ("P/N", "part"), ("Código de artículo", "part"), ("Nr rysunku", "part"), ("N° d'article", "part"), ("Bestellmenge", "quantity"),
        ("Q.tà", "quantity"), ("Qté commandée", "quantity"), ("Ilość", "quantity"), ("Aantal", "quantity"), ("Liefertermin", "needed_by"), ("Data consegna", "needed_by"),
        ("Fecha de entrega", "needed_by"), ("Délai", "needed_by"), ("Leverdatum", "needed_by"), ("Termin dostawy", "needed_by"), ("E-Preis", "price"),
        ("Price/EUR", "price"), ("Unit price in USD", "price"), ("Unit Price (EUR)", "price"), ("Wartość netto", "price"), ("Lfd. Nr.", "line"), ("J.m.", "unit"),
        ("Qty on hand", None), ("Weight", None), ("Remarks", None),
    ],
)  # fmt: skip
def test_headers_name_their_columns(header: str, column: str | None) -> None:
    assert column_of(header) == column


# Outlook's tables


def html(*rows: str) -> str:
    return f"<html><body><p>Please supply:</p><table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>Thanks, Ann</p></body></html>"


def cells(*words: str, tag: str = "td") -> str:
    return "".join(f"<{tag}><p class=MsoNormal>{word}<o:p></o:p></p></{tag}>" for word in words)


@pytest.mark.parametrize(
    "markup",
    [
        html(cells("Part", "Description", "Qty", tag="th"), cells("RB-7001", "Buffer", "1250"), cells("RB-7002", "Disc", "90")),
        html("<td colspan=2>Part</td><td>Qty</td>", "<td>RB-7001</td><td>Buffer</td><td>1250</td>", "<td>RB-7002</td><td>Disc</td><td>90</td>"),
        html(cells("Part", "Plant", "Qty"), "<td>RB-7001</td><td rowspan=2>North</td><td>1250</td>", "<td>RB-7002</td><td>90</td>"),
        html("<td colspan=3><b>Spares for line 4</b></td>", cells("Part", "Description", "Qty"), cells("RB-7001", "Buffer", "1250"), cells("RB-7002", "Disc", "90")),
        "<html><body><table><tr><td><p>Dear Sam,</p><p>please supply</p>" + html(cells("Part", "Qty"), cells("RB-7001", "1250"), cells("RB-7002", "90")) + "<p>Ann</p></td></tr></table></body></html>",
        html(cells("Part", "Qty", "Price"), cells("RB-7001", "1250", "0.84"), cells("RB-7002", "90", "1.10"), "<td colspan=2>Total</td><td>1149.00</td>"),
    ],
    ids=["plain", "colspan", "rowspan", "title", "layout", "total"],
)  # fmt: skip
def test_tables_of_outlook(markup: str) -> None:
    assert amounts(markup) == [BUFFER, DISC]


def test_paragraphs_of_a_layout_stay_paragraphs() -> None:
    assert (
        from_html("<table><tr><td><p>Dear Sam,</p><p>40 discs please.</p></td></tr></table>")[0]
        == "Dear Sam,\n\n40 discs please."
    )


def test_a_signature_in_a_table_orders_nothing() -> None:
    signature = html(
        cells("Ann Vole", "Buyer"), cells("Tel", "+44 1482 550 118"), cells("Office", "Dock 4, Hull HU1 2AB")
    )
    assert amounts(signature.replace("Please supply:", "Please send 40 cork discs RB-7002.")) == [("RB-7002", 40)]


def test_the_richer_form_is_read_where_the_plain_one_lost_the_table() -> None:
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"], made["Date"], made["Message-ID"] = (
        "Ann <ann@gulliver.co.uk>",
        "Sam <sam@ourworks.com>",
        "Tue, 03 Nov 2026 10:00:00 +0000",
        "<1@x>",
    )
    made.set_content(
        "Please supply:\n\nPart\n\nDescription\n\nQty\n\nRB-7001\n\nBuffer\n\n1250\n\nRB-7002\n\nDisc\n\n90\n\nThanks, Ann"
    )
    made.add_alternative(
        html(cells("Part", "Description", "Qty"), cells("RB-7001", "Buffer", "1250"), cells("RB-7002", "Disc", "90")),
        subtype="html",
    )
    request = clarify(read(made.as_bytes())).request
    assert [
        (line.part_number.value if line.part_number else None, line.quantity.value if line.quantity else None)
        for line in request.lines
    ] == [BUFFER, DISC]


@pytest.mark.parametrize(
    ("header", "row", "wanted"),
    [
        (
            "STOCK#    DESC            ON HAND   MIN   MAX   ORDER",
            "KR-40091  Coater blade         3    10    24      20",
            20,
        ),
        ("Sr | Article | Qty balance | Reqd now", "1 | KR-40091 | 1400 | 500", 500),
        ("Part\tLast order\tThis order", "KR-40091\t40\t60", 60),
        ("SKU | Par | On hand | To order | UOM", "KR-40091 | 40 | 12 | 28 | BX", 28),
        ("Item\tOld qty\tNew qty\tUnit", "KR-40091\t100\t140\tea", 140),
        ("Part      19 Jan   16 Feb   Total", "KR-40091   800      400     1200", 1200),
        ("Part\tMarch\tApril\tMay\tTotal", "KR-40091\t500\t500\t250\t1250", 1250),
        ("Part\tWk 12\tWk 14\tWk 16", "KR-40091\t40\t40\t20", 100),
    ],
)
def test_what_is_ordered_now_goes_before_what_is_there_or_was(header: str, row: str, wanted: float) -> None:
    assert amounts(f"{HELLO}{header}\n{row}{BYE}") == [("KR-40091", wanted)]


def test_a_row_of_which_none_is_ordered_is_no_line() -> None:
    table = "STOCK#    ON HAND   MIN   ORDER\nKR-40091      3    10      20\nKR-40233    112   100       0"
    assert amounts(HELLO + table + BYE) == [("KR-40091", 20)]


def test_our_own_number_goes_before_the_customers() -> None:
    table = "LN  MATERIAL    VENDOR ITEM    DESCRIPTION         QTY  UM    DELIV DATE\n"
    table += "10  30048811    MX-7724        Procedure mask      400  BOX   2026-12-06\n"
    table += "20  30051002    GN-2210-L      Isolation gown       60  CASE 2026-12-20"
    assert [(one.part, one.quantity, one.unit, one.day) for one in got(HELLO + table + BYE)] == [
        ("MX-7724", 400, "box", "2026-12-06"),
        ("GN-2210-L", 60, "case", "2026-12-20"),
    ]


@pytest.mark.parametrize(
    ("code", "unit"),
    [("RL", "roll"), ("GL", "gal"), ("BG", "bag"), ("CT", "carton"), ("DR", "drum"), ("EA", "ea"), ("BX", "box")],
)
def test_short_codes_of_units_are_known_in_their_column(code: str, unit: str) -> None:
    assert [one.unit for one in got(f"{HELLO}Part\tQty\tUOM\nKR-40091\t4\t{code}{BYE}")] == [unit]


def test_a_code_in_brackets_ends_a_name() -> None:
    table = "Item                    Qty\nEnd assembly (EA-S)      60\nSteel post 2.4m (SP-24H) 80"
    assert [(one.part, one.description) for one in got(HELLO + table + BYE)] == [
        ("EA-S", "End assembly"),
        ("SP-24H", "Steel post 2.4m"),
    ]
