"""The JSON that commands, page and API speak: its keys, its values, and the words behind every value."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier import add_answer, as_json, clarify, read
from clarifier.errors import UnreadableInput
from clarifier.mail.thread import Thread
from clarifier.texts import home

FIELDS = {
    "part_number", "quantity", "needed_by", "partial_delivery", "date_flexibility", "ship_to", "revision", "unit",
    "which_item", "po_number", "quantity_conflict", "date_conflict", "date_ambiguous", "quantity_approximate",
}  # fmt: skip
RULES = {f"rule-{number:02}" for number in range(1, 11)}
STATUS = {"stated", "inferred", "conflicting"}
TOP = {
    "schema", "engine", "thread", "request", "gaps", "questions", "set_aside", "reply_to_customer",
    "ask_production", "readiness",
}  # fmt: skip
REQUEST = {
    "is_request", "reference_date", "customer", "po_number", "quote_number", "lines", "needed_by", "partial_delivery",
    "date_flexibility", "ship_to", "reason", "consequence_if_late", "complaint", "expectations",
}  # fmt: skip
FACT = {"value", "status", "alternatives"}
PERIOD = {"earliest", "latest", "ambiguous", "alternatives", "note", "status"}
QUANTITY = {"value", "minimum", "maximum", "approximate", "unit", "status"}
LINE = {"part_number", "description", "revision", "quantity", "needed_by", "details"}
MESSAGE = {"index", "author", "name", "email", "sent", "subject", "body", "folded"}

FULL = """Can you make this work? Tomas

From: Ingrid Halvorsen <ingrid@juniperandcrumb.example>
Sent: Monday, March 8, 2027 4:52 PM
To: Tomas Reyes <tomas.reyes@lakefront.example>
Subject: PO 88-4471, more brackets

Hi Tomas,

Against our PO 88-4471 and your quote Q-20418 please send:

- 40 mounting brackets, part no. 44-1182-C rev D, galvanized
- 200 to 250 washers, part no. WX-310
- about 60 angle plates by March 25

We need everything by next Friday, because the line at Dayton stops otherwise. Sending 20 brackets first is fine.
A few days later would do for the washers. Please ship to 218 Maple Street, Duluth MN 55802.
The last lot came a week late and two plates were bent.

Ingrid Halvorsen
Juniper & Crumb Bakery
218-555-0147
"""
EMAILS = {path.stem: path.read_text("utf-8") for path in sorted((home("knowledge") / "examples").glob("*.txt"))}
EMAILS["full"] = FULL


def told(text: str) -> dict[str, Any]:
    """The JSON of an email, as another program would read it."""
    answer: dict[str, Any] = json.loads(json.dumps(as_json(clarify(read(text), today=date(2027, 3, 1)))))
    return answer


@pytest.mark.parametrize("name", EMAILS)
def test_every_key_of_the_contract_is_there(name: str) -> None:
    answer = told(EMAILS[name])
    assert answer["schema"] == "clarifier.request/1"
    assert set(answer) >= TOP
    assert set(answer["engine"]) >= {"name", "model", "fallback_reason"} and answer["engine"]["name"] in (
        "offline",
        "model",
    )
    assert set(answer["thread"]) >= {"messages", "customer_message"}
    for place, message in enumerate(answer["thread"]["messages"]):
        assert set(message) >= MESSAGE and message["index"] == place
        assert message["author"] in ("customer", "ours", "unknown")
        assert message["sent"] is None or datetime.fromisoformat(message["sent"])
        for fold in message["folded"]:
            assert set(fold) >= {"kind", "start", "end"} and fold["kind"] in ("signature", "disclaimer", "quoted")
            assert 0 <= fold["start"] < fold["end"] <= len(message["body"])
    request = answer["request"]
    assert set(request) >= REQUEST
    assert set(request["customer"]) >= {"company", "contact", "email", "phone"}
    facts = [*request["customer"].values(), *(request[name] for name in ("po_number", "quote_number", "ship_to"))]
    facts += [*(request[name] for name in ("reason", "consequence_if_late", "complaint")), *request["expectations"]]
    periods, quantities = [request["needed_by"]], []
    for line in request["lines"]:
        assert set(line) >= LINE
        facts += [line["part_number"], line["description"], line["revision"], *(one["fact"] for one in line["details"])]
        assert all(set(detail) >= {"name", "fact"} for detail in line["details"])
        periods.append(line["needed_by"])
        quantities.append(line["quantity"])
    for keys, values in ((FACT, facts), (PERIOD, periods), (QUANTITY, quantities)):
        for value in filter(None, values):
            assert set(value) >= keys and value["status"] in STATUS
            assert "evidence" in value or "header_evidence" in value
    assert request["partial_delivery"]["value"] in ("allowed", "refused", "unknown")
    assert request["date_flexibility"]["value"] in ("flexible", "fixed", "unknown")
    for entry in (*answer["gaps"], *answer["questions"]):
        assert entry["field"] in FIELDS and entry["rule"] in RULES
    assert all(set(gap) >= {"field", "why", "rule"} for gap in answer["gaps"])
    assert all(set(question) >= {"field", "text", "rule"} and question["text"] for question in answer["questions"])
    assert all(set(entry) >= {"field", "value", "quote", "why"} for entry in answer["set_aside"])
    assert set(answer["readiness"]) >= {"ready", "missing"} and set(answer["readiness"]["missing"]) <= FIELDS
    assert isinstance(answer["reply_to_customer"], str) and isinstance(answer["ask_production"], str)


@pytest.mark.parametrize("name", EMAILS)
def test_every_value_stands_in_a_message_of_the_customers(name: str) -> None:
    stands(told(EMAILS[name]))


def test_a_full_email_fills_every_field() -> None:
    request = told(FULL)["request"]
    assert request["reference_date"] == "2027-03-08"
    assert [request[name]["value"] for name in ("po_number", "quote_number")] == ["88-4471", "Q-20418"]
    assert [line["part_number"] and line["part_number"]["value"] for line in request["lines"]] == [
        "44-1182-C",
        "WX-310",
        None,
    ]
    brackets, washers, plates = (line["quantity"] for line in request["lines"])
    assert (brackets["value"], brackets["unit"], brackets["approximate"]) == (40, "ea", False)
    assert (washers["value"], washers["minimum"], washers["maximum"]) == (None, 200, 250)
    assert (plates["value"], plates["approximate"]) == (60, True)
    assert request["lines"][2]["needed_by"]["latest"] == "2027-03-25"
    needed = request["needed_by"]
    assert (needed["latest"], needed["ambiguous"], needed["alternatives"]) == ("2027-03-19", True, ["2027-03-12"])
    assert request["partial_delivery"]["value"] == "allowed"
    assert request["ship_to"]["value"].startswith("218 Maple Street")
    assert request["complaint"] is not None and (request["reason"] or request["consequence_if_late"])


def test_no_more_than_five_questions_one_for_a_gap() -> None:
    for text in EMAILS.values():
        answer = told(text)
        asked = [question["field"] for question in answer["questions"]]
        assert len(asked) <= 5 and set(asked) <= {gap["field"] for gap in answer["gaps"]}


def test_an_email_that_asks_for_nothing_gets_no_questions() -> None:
    answer = told(EMAILS["out-of-office"])
    assert (answer["request"]["is_request"], answer["request"]["lines"], answer["questions"]) == (False, [], [])


def test_a_value_changed_by_the_answer_keeps_the_one_before() -> None:
    thread = add_answer(read(FULL), "Hi Tomas, make it 55 mounting brackets instead of 40, please.\nIngrid")
    answer = as_json(clarify(thread))
    stands(answer)
    quantity = answer["request"]["lines"][0]["quantity"]
    assert quantity["value"] == 55
    assert any("40" in earlier for earlier in quantity["alternatives"])


PIECES = st.sampled_from([
    "please", "send", "we need", "can you", "40", "1,200", "~500", "two dozen", "200-250", "pcs", "boxes", "brackets",
    "hex bolts", "part no. AB-1182", "rev C", "PO 4471", "by", "Friday", "next Friday", "March 25", "03/04/2027", "ASAP",
    "ship to", "12 Dock Street, Norfolk VA 23510", "instead of", "not", "forget the", "another", "ship complete",
    "partial is fine", "no wiggle room", "a few days either side", "because the line is down", "they came bent",
    "\n", "\n\n", "\n- ", "\n> ", "\n>> ", "\n--\n", "\nThanks,\n", "\nSent from my iPhone\n", "\nP.S. ", " | ", "\t",
    "\nFrom: Kim Vale <kim@vale.example>\n", "\nSent: Monday, March 8, 2027 4:52 PM\n", "\nTo: Jo <jo@ours.example>\n",
    "\nSubject: Re: PO 88\n\n", "\nOn Mon, Mar 8, 2027 at 4:52 PM Kim Vale <kim@vale.example> wrote:\n",
    "\n---------- Forwarded message ---------\n", "<b>", "&nbsp;", "é", "请", "\u200b",
])  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_gives_values_with_their_words_and_loses_no_character(text: str, answer: str) -> None:
    try:
        thread = read(text)
    except UnreadableInput:
        return
    covered(thread)
    stands(told(text))
    try:
        answered = add_answer(thread, answer)
    except UnreadableInput:
        return
    stands(json.loads(json.dumps(as_json(clarify(answered, today=date(2027, 3, 1))))))


def stands(answer: dict[str, Any]) -> None:
    """Every quote stands, character for character, in its message; that message is the customer's."""
    messages = answer["thread"]["messages"]
    for evidence in (*_evidence(answer["request"]), *_evidence(answer["summary"])):
        message = messages[evidence["message"]]
        assert evidence["quote"].strip()
        assert message["body"][evidence["start"] : evidence["end"]] == evidence["quote"]
        assert message["author"] == "customer"


def _evidence(value: object, key: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if key == "evidence":
            yield value
        for name, inner in value.items():
            yield from _evidence(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _evidence(inner, key)


def covered(thread: Thread) -> None:
    """Every character of the text is in a body or in a header; only white space and quote marks are in neither."""
    source, held = thread.source, bytearray(len(thread.source))
    for start, end in thread.headers:
        held[start:end] = b"\1" * (end - start)
    for message in thread.messages:
        for stretch in message.origin:
            given = source[stretch.source_start : stretch.source_start + stretch.length]
            assert message.body[stretch.body_start : stretch.body_start + stretch.length] == given
            held[stretch.source_start : stretch.source_start + stretch.length] = b"\1" * stretch.length
    lost = "".join(character for character, kept in zip(source, held, strict=True) if not kept)
    assert not lost.replace(">", "").strip(), lost
