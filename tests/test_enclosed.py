"""Orders that come with a mail: whose words they are, when they were said, and what of them counts."""

import io
import json
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import outlook
import pytest
from pdfs import Words, pdf, rows
from test_papers import document, workbook

from clarifier import Clarification, add_answer, as_json, clarify, read
from clarifier.settings import Settings

HEAD = ["Pos", "Part No.", "Description", "Qty", "UoM", "Unit price", "Required"]
PLACES = [40, 70, 150, -330, 350, -440, 470]
TITLE = [
    Words(40, 800, "Gulliver Ltd", 14),
    Words(400, 800, "PURCHASE ORDER"),
    Words(400, 780, "PO Number:"),
    Words(470, 780, "77-4410"),
]
OURS = "Sam Reed <sam@ourworks.com>"
THEIRS = "Ann Vole <ann@gulliver.co.uk>"


def order(*lines: list[str], extra: tuple[Words, ...] = ()) -> bytes:
    return pdf([*TITLE, *rows([HEAD, *lines], PLACES, 700), *extra])


BUFFERS = order(["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84", "2026-12-04"])
BOTH = order(
    ["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84", "2026-12-04"],
    ["20", "RB-7002", "Cork disc", "90", "EA", "1.10", "2026-12-04"],
)


def mail(
    body: str, *files: tuple[str, bytes], sender: str = THEIRS, to: str = OURS, subject: str = "Our order", html: str = "",
    attached: EmailMessage | None = None, day: str = "Tue, 03 Nov 2026 10:00:00 +0000",
) -> EmailMessage:  # fmt: skip
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"], made["Message-ID"] = sender, to, subject, day, "<1@x.org>"
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in files:
        kind = ("application", "pdf") if name.endswith(".pdf") else ("application", "octet-stream")
        made.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    if attached is not None:
        made.add_attachment(attached)
    return made


def clarified(message: EmailMessage) -> Clarification:
    done = clarify(read(message.as_bytes()))
    for one in _evidence(as_json(done)):
        assert done.thread.messages[one["message"]].body[one["start"] : one["end"]] == one["quote"]
    return done


def _evidence(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        own = [data["evidence"]] if isinstance(data.get("evidence"), dict) else []
        return own + [one for value in data.values() for one in _evidence(value)]
    return [one for value in data for one in _evidence(value)] if isinstance(data, list) else []


def amounts(done: Clarification) -> list[tuple[str | None, float | None, str]]:
    return [
        (line.part_number.value if line.part_number else None, line.quantity.value if line.quantity else None, line.quantity.status if line.quantity else "")
        for line in done.request.lines
    ]  # fmt: skip


def authors(done: Clarification) -> list[tuple[str, str | None]]:
    return [
        (message.author, message.attachment.name if message.attachment else None) for message in done.thread.messages
    ]


def test_the_lines_of_an_attached_order_are_read_with_evidence_in_it() -> None:
    done = clarified(mail("Hi Sam,\n\nplease see our order attached.\n\nAnn", ("PO 77-4410.pdf", BOTH)))
    assert authors(done) == [("customer", None), ("customer", "PO 77-4410.pdf")]
    assert amounts(done) == [("RB-7001", 1250, "stated"), ("RB-7002", 90, "stated")]
    assert done.request.lines[0].quantity and done.request.lines[0].quantity.evidence.message == 1
    assert done.request.po_number and done.request.po_number.value == "77-4410"
    assert done.request.needed_by and str(done.request.needed_by.latest) == "2026-12-04"


def test_the_json_says_which_message_is_a_file() -> None:
    data = as_json(
        clarified(mail("Order attached, please confirm.", ("PO.pdf", BUFFERS), ("part.step", b"ISO-10303-21;")))
    )
    assert [message["attachment"] for message in data["thread"]["messages"]] == [
        None,
        {"name": "PO.pdf", "media_type": "application/pdf"},
    ]
    assert [(file["name"], file["read"]) for file in data["thread"]["attachments"]] == [
        ("PO.pdf", True),
        ("part.step", False),
    ]
    assert [one["why"] for one in data["set_aside"] if one["field"] == "unread"] == [
        "part.step was not read: it is a drawing or a model."
    ]


def test_a_mail_without_words_leaves_the_asking_to_its_order() -> None:
    done = clarified(mail("", ("PO.pdf", BUFFERS)))
    assert done.request.is_request and amounts(done) == [("RB-7001", 1250, "stated")]


@pytest.mark.parametrize(
    "body",
    [
        "Please see attached. We need 1,000 of RB-7001.",
        "Please see attached for 1,000 rubber buffers.",
        "Please find our order for 1000 pcs attached.",
    ],
)
def test_a_mail_and_its_order_that_name_two_amounts_are_in_conflict(body: str) -> None:
    done = clarified(mail(body, ("PO.pdf", BUFFERS)))
    assert amounts(done) == [("RB-7001", 1250, "conflicting")]
    assert done.questions[0].field == "quantity_conflict"
    assert "1,000" in done.questions[0].text and "1,250" in done.questions[0].text


def test_a_mail_that_repeats_its_order_adds_no_line() -> None:
    done = clarified(
        mail(
            "Please supply:\n\n- 1,250 pcs RB-7001 rubber buffer\n- 90 pcs RB-7002 cork disc\n\nPO attached.",
            ("PO.pdf", BOTH),
        )
    )
    assert amounts(done) == [("RB-7001", 1250, "stated"), ("RB-7002", 90, "stated")]


def test_a_row_of_the_mail_against_a_row_of_the_order_is_in_conflict_too() -> None:
    done = clarified(
        mail(
            "Please supply:\n\n- 1,000 pcs RB-7001 rubber buffer\n- 90 pcs RB-7002 cork disc\n\nPO attached.",
            ("PO.pdf", BOTH),
        )
    )
    assert amounts(done) == [("RB-7001", 1250, "conflicting"), ("RB-7002", 90, "stated")]


def test_a_mail_that_names_another_day_than_all_rows_is_in_conflict() -> None:
    done = clarified(mail("Order attached. We need everything by 11 December 2026, please.", ("PO.pdf", BOTH)))
    assert done.request.needed_by and done.request.needed_by.status == "conflicting"
    assert "date_conflict" in [question.field for question in done.questions]


def test_a_later_mail_changes_what_an_order_said() -> None:
    thread = add_answer(
        read(mail("Order attached.", ("PO.pdf", BUFFERS)).as_bytes()), "Please make it 1,400 pcs of RB-7001."
    )
    done = clarify(thread)
    assert amounts(done) == [("RB-7001", 1400, "stated")]
    assert done.request.lines[0].quantity and "1,250 ea" in done.request.lines[0].quantity.alternatives


def test_a_later_mail_may_bring_the_order() -> None:
    thread = read(mail("Could you make 1,000 rubber buffers RB-7001 for us?").as_bytes())
    answer = mail("Here is our order.", ("PO.pdf", BUFFERS), day="Thu, 05 Nov 2026 10:00:00 +0000")
    done = clarify(add_answer(thread, answer.as_bytes()))
    assert authors(done) == [("customer", None), ("customer", "PO.pdf"), ("customer", None)]
    assert amounts(done) == [("RB-7001", 1250, "stated")]


def test_an_order_that_one_of_ours_passes_on_is_the_customers() -> None:
    inner = f"FYI\n\n---------- Forwarded message ---------\nFrom: {THEIRS}\nDate: Mon, 2 Nov 2026 09:00:00 +0000\nSubject: Our order\nTo: {OURS}\n\nPlease see attached.\n\nAnn"
    done = clarified(mail(inner, ("PO.pdf", BUFFERS), sender=OURS, to="Plan <plan@ourworks.com>"))
    assert authors(done) == [("ours", None), ("customer", None), ("customer", "PO.pdf")]
    assert amounts(done) == [("RB-7001", 1250, "stated")]


def test_a_file_that_we_sent_the_customer_is_ours() -> None:
    inner = "Dear Ann, please see our papers.\n\nOn Mon, 2 Nov 2026 at 09:00, Ann Vole <ann@gulliver.co.uk> wrote:\n> Could you make 40 cork discs RB-7002 for us?"
    sent = mail(inner, ("stock.pdf", BUFFERS), sender=OURS, to=THEIRS)
    done = clarify(read(sent.as_bytes(), settings=Settings(our_domains=("ourworks.com",))))
    assert ("ours", "stock.pdf") in authors(done)
    assert [amount for _, amount, _ in amounts(done)] == [40]


def test_the_order_of_a_mail_within_a_mail_stands_below_that_mail() -> None:
    inner = mail("Please see our order.", ("PO.pdf", BUFFERS), day="Mon, 02 Nov 2026 09:00:00 +0000")
    done = clarified(mail("See below.", sender=OURS, to="Plan <plan@ourworks.com>", attached=inner))
    assert authors(done) == [("ours", None), ("customer", None), ("customer", "PO.pdf")]


def test_a_mail_saved_as_a_file_is_a_message_too() -> None:
    inner = mail("Please see our order.", ("PO.pdf", BUFFERS), day="Mon, 02 Nov 2026 09:00:00 +0000")
    done = clarified(mail("See below.", ("order.eml", inner.as_bytes()), sender=OURS, to="Plan <plan@ourworks.com>"))
    assert authors(done) == [("ours", None), ("customer", None), ("customer", "PO.pdf")]


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("INVOICE", "an invoice"), ("Rechnung Nr. 2026-118", "an invoice"), ("Technical Data Sheet", "a data sheet"), ("Lieferschein 4711", "a delivery note"),
        ("Order Confirmation", "an order confirmation"), ("Angebot 2026-99", "a quotation"), ("Product Catalogue 2026", "a brochure or a price list"),
        ("General Terms and Conditions of Purchase", "terms and conditions"), ("Certificate of Conformity", "a certificate"), ("Facture", "an invoice"),
    ],
)  # fmt: skip
def test_a_paper_that_is_no_order_adds_no_line(title: str, what: str) -> None:
    paper = pdf(
        [Words(40, 800, title, 14), *rows([HEAD, ["10", "RB-9999", "Other thing", "500", "EA", "1", ""]], PLACES, 700)]
    )
    done = clarified(mail("Please send 40 cork discs RB-7002 by 4 December.", ("paper.pdf", paper)))
    assert amounts(done) == [("RB-7002", 40, "stated")]
    assert f"paper.pdf reads like {what}: no line of it counts as ordered." in [one.why for one in done.set_aside]


def test_the_small_print_of_an_order_asks_for_nothing() -> None:
    terms = (
        Words(40, 560, "Terms and Conditions"), Words(40, 540, "1. Partial shipments are not permitted without prior written consent of the buyer."),
        Words(40, 526, "2. The supplier shall keep 500 pieces in stock and is liable for late deliveries by 1 December 2026."),
        Words(40, 512, "3. This order is governed by the laws of England; the supplier warrants 24 months."),
    )  # fmt: skip
    done = clarified(
        mail(
            "Order attached.",
            ("PO.pdf", order(["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84", "2026-12-04"], extra=terms)),
        )
    )
    assert done.request.partial_delivery.value == "unknown" and amounts(done) == [("RB-7001", 1250, "stated")]
    assert [fold.kind for fold in done.thread.messages[1].folded] == ["disclaimer"]


def test_what_an_order_hides_is_reported() -> None:
    hidden = Words(40, 300, "Please ship 9,999 pcs", fill=(1, 1, 1))
    done = clarified(
        mail(
            "Order attached.",
            ("PO.pdf", order(["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84", ""], extra=(hidden,))),
        )
    )
    assert amounts(done) == [("RB-7001", 1250, "stated")]
    assert ("Please ship 9,999 pcs", "hidden text: in the colour of its background, in PO.pdf") in [
        (one.quote, one.why) for one in done.set_aside
    ]


def test_workbooks_documents_and_tables_count_like_pdfs() -> None:
    book = workbook([["Part No", "Description", "Qty"], ["RB-7001", "Rubber buffer", 1250]])
    words = document("<w:p><w:r><w:t>Please also send 90 pcs of RB-7002.</w:t></w:r></w:p>")
    done = clarified(
        mail(
            "See attached.",
            ("order.xlsx", book),
            ("more.docx", words),
            ("last.csv", b"Part No\tDescription\tQty\nRB-7003\tFelt pad\t12\n"),
        )
    )
    assert sorted(amounts(done)) == [("RB-7001", 1250, "stated"), ("RB-7002", 90, "stated"), ("RB-7003", 12, "stated")]


def test_an_outlook_mail_brings_its_order_too() -> None:
    sent = outlook.message(
        subject="Our order",
        sender=("Ann Vole", "ann@gulliver.co.uk"),
        to=(("Sam Reed", "sam@ourworks.com"),),
        body="Order attached.",
        files=(("PO.pdf", BUFFERS),),
    )
    done = clarify(read(outlook.write(sent)))
    assert authors(done) == [("customer", None), ("customer", "PO.pdf")] and amounts(done) == [
        ("RB-7001", 1250, "stated")
    ]


def test_every_character_of_a_file_has_one_home_in_the_source() -> None:
    thread = read(mail("Order attached.", ("PO.pdf", BUFFERS), ("note.txt", b"12 more")).as_bytes())
    covered = [0] * len(thread.source)
    for start, end in thread.headers:
        covered[start:end] = [count + 1 for count in covered[start:end]]
    for message in thread.messages:
        for part in message.origin:
            stood = slice(part.source_start, part.source_start + part.length)
            assert thread.source[stood] == message.body[part.body_start : part.body_start + part.length]
            covered[stood] = [count + 1 for count in covered[stood]]
    assert set(covered) == {1}


def test_the_command_line_reads_an_order_by_itself(tmp_path: Path) -> None:
    (tmp_path / "order.pdf").write_bytes(BOTH)
    command = [
        sys.executable,
        "-m",
        "clarifier",
        "clarify",
        "order.pdf",
        "--sent",
        "2026-11-03",
        "--engine",
        "offline",
        "--format",
        "json",
    ]
    code = "import sys; from clarifier.cli import main; sys.argv = sys.argv[1:]; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *command[2:]], cwd=tmp_path, capture_output=True, encoding="utf-8", env=_env()
    )
    assert done.returncode == 0, done.stderr
    assert [line["quantity"]["value"] for line in json.loads(done.stdout)["request"]["lines"]] == [1250, 90]


def test_a_plain_text_needs_no_reader_of_papers() -> None:
    code = (
        "import sys; from clarifier import clarify, read; clarify(read('Please send 40 cork discs RB-7002 by 4 December.'));"
        " print([name for name in ('pypdf', 'openpyxl', 'docx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", env=_env())
    assert done.stdout.strip() == "[]", done.stderr


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}


def test_a_file_of_the_page_is_shown_by_its_name() -> None:
    from clarifier.web.letters import attachment, letters

    data = as_json(clarified(mail("Order attached.", ("PO.pdf", BUFFERS), ("part.step", b"ISO-10303-21;"))))
    shown = {letter.who: letter for letter in letters(data)}
    assert shown["PO.pdf"].is_open and shown["PO.pdf"].about == "attached by Ann Vole"
    assert [attachment(file).rpartition(" · ")[2] for file in data["thread"]["attachments"]] == ["read", "not read"]


def test_a_file_is_named_where_a_value_is_quoted_from_it() -> None:
    from rich.console import Console

    from clarifier.exports import as_markdown
    from clarifier.terminal import show

    done = clarified(mail("Order attached.", ("PO.pdf", BUFFERS), ("part.step", b"ISO-10303-21;")))
    console = Console(file=io.StringIO(), width=200, record=True)
    show(done, console)
    told = console.export_text()
    assert "PO.pdf" in told and "part.step was not read: it is a drawing or a model." in told
    assert "PO.pdf" in as_markdown(done)


# Layouts of real orders

BUFFER, DISC = ("RB-7001", 1250.0), ("RB-7002", 90.0)
LAYOUTS: dict[str, tuple[bytes, list[tuple[str, float]], dict[str, str]]] = {
    "german": (
        pdf([
            Words(40, 800, "Müller Fördertechnik GmbH", 12), Words(40, 786, "Industriestraße 14 · 74072 Heilbronn"),
            Words(380, 760, "Bestellung Nr. 4500012345", 12), Words(380, 745, "Datum: 02.11.2026"), Words(380, 731, "Ansprechpartner: Frau Keller"),
            Words(40, 690, "Lieferadresse: Müller Fördertechnik GmbH, Am Hafen 3, 74076 Heilbronn"), Words(40, 676, "Liefertermin: 11.12.2026"),
            *rows([["Pos.", "Artikel-Nr.", "Bezeichnung", "Menge", "ME", "Preis/EUR", "Gesamt"],
                   ["10", "RB-7001", "Gummipuffer schwarz", "1.250", "ST", "0,84", "1.050,00"], ["", "", "Zeichnung 4711, 4 Bohrungen", "", "", "", ""],
                   ["20", "RB-7002", "Korkscheibe", "90", "ST", "1,10", "99,00"], ["", "", "", "", "", "Summe netto", "1.149,00"]],
                  [40, 70, 150, -360, 370, -460, -540], 640),
            Words(40, 500, "Teillieferungen sind nur nach schriftlicher Zustimmung zulässig. Es gelten unsere Einkaufsbedingungen."),
        ]),
        [BUFFER, DISC],
        {"po": "4500012345", "company": "Müller Fördertechnik GmbH", "day": "2026-12-11", "partial": "unknown", "reference": "2026-11-02"},
    ),
    "labels and values": (
        pdf([
            Words(40, 800, "PURCHASE ORDER", 14),
            *rows([["Order no.", "PO-88123"], ["Order date", "3 Nov 2026"], ["Supplier", "Our Works Ltd"], ["Required date", "11 December 2026"],
                   ["Deliver to", "Gulliver Ltd, Dock 4, Quay Road, Hull HU1 2AB"]], [40, 150], 770),
            *rows([["Qty", "Unit", "Item", "Unit Price", "Total"], ["1,250", "pcs", "RB-7001 Rubber buffer rev B", "0.84", "1,050.00"],
                   ["90", "pcs", "RB-7002 Cork disc", "1.10", "99.00"]], [40, 80, 120, -400, -480], 600),
            Words(40, 540, "Please confirm receipt. Partial deliveries welcome."),
        ]),
        [BUFFER, DISC],
        {"po": "PO-88123", "day": "2026-12-11", "partial": "allowed", "place": "Gulliver Ltd, Dock 4, Quay Road, Hull HU1 2AB"},
    ),
    "headers of two lines": (
        pdf([
            Words(40, 800, "Purchase Order 4500-77"),
            *rows([["", "Item", "", "Order", "", "Unit", "Delivery"], ["Ln", "Number", "Description", "Qty", "UOM", "Price", "Date"],
                   ["1", "100-2231-04", "VALVE BODY MACHINED", "12", "EA", "145.00", "12/18/26"],
                   ["2", "100-2231-05", "VALVE STEM, 17-4PH", "24", "EA", "88.50", "01/15/27"]], [40, 60, 140, -330, 345, -420, 450], 700),
        ]),
        [("100-2231-04", 12.0), ("100-2231-05", 24.0)],
        {"po": "4500-77"},
    ),
    "no headers": (
        pdf([
            Words(40, 800, "Order from Gulliver"), *rows([["RB-7001", "Rubber buffer", "1250 pcs"], ["RB-7002", "Cork disc", "90 pcs"]], [40, 120, 300], 760),
            Words(40, 700, "Needed by 11 December 2026. Ship to Dock 4, Quay Road, Hull."),
        ]),
        [BUFFER, DISC],
        {"day": "2026-12-11", "place": "Dock 4, Quay Road, Hull"},
    ),
    "over two pages": (
        pdf(
            [*TITLE, Words(40, 720, "Bill to:"), Words(300, 720, "Ship to:"), Words(40, 708, "Gulliver Ltd"), Words(300, 708, "Gulliver Ltd, Dock 4"),
             Words(40, 696, "1 High Street, Leeds"), Words(300, 696, "Quay Road, Hull HU1 2AB"),
             *rows([HEAD, ["10", "RB-7001", "Rubber buffer", "1,250", "EA", "0.84", "2026-12-04"]], PLACES, 640), Words(250, 30, "Page 1 of 2")],
            [*TITLE, *rows([HEAD, ["20", "RB-7002", "Cork disc", "90", "EA", "1.10", "2026-12-04"], ["", "", "", "", "", "Total", "1149.00"]], PLACES, 740),
             Words(250, 30, "Page 2 of 2")],
        ),
        [BUFFER, DISC],
        {"po": "77-4410", "day": "2026-12-04", "company": "Gulliver Ltd", "place": "Gulliver Ltd, Dock 4 Quay Road, Hull HU1 2AB"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_orders_as_real_ones_are_laid_out(name: str) -> None:
    data, lines, facts = LAYOUTS[name]
    request = clarify(read(data, name="order.pdf")).request
    assert [
        (line.part_number.value if line.part_number else None, line.quantity.value if line.quantity else None)
        for line in request.lines
    ] == lines
    told = {
        "po": request.po_number and request.po_number.value, "company": request.customer.company and request.customer.company.value,
        "day": request.needed_by and str(request.needed_by.latest), "partial": request.partial_delivery.value,
        "place": request.ship_to and request.ship_to.value, "reference": str(request.reference_date),
    }  # fmt: skip
    assert {key: told[key] for key in facts} == facts
