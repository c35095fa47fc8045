"""What holds for any text: nothing is raised, every quote stands in its place, lists and questions are bounded."""

from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clarifier import Clarification, add_answer, clarify, read
from clarifier.errors import UnreadableInput
from clarifier.mail.thread import Thread
from clarifier.request.facts import Choice, Evidence, Fact, Period, Quantity
from clarifier.request.messages import ask_production, reply_to_customer
from clarifier.request.rules import IDS
from clarifier.request.summary import fields, outcome
from clarifier.texts import home

EXAMPLES = [path.read_text("utf-8") for path in sorted((home("knowledge") / "examples").glob("*.txt"))]
TODAY = date(2027, 3, 8)
WORDS = st.sampled_from([
    "please", "send", "we need", "forget the", "another", "half of", "not", "instead of", "40", "1,200", "about", "200-250",
    "two dozen", "0", "99999999999", "1e9", "½", "٤٠", "pcs", "m", "boxes of", "goblets", "harps", "each", "in total", "ZK-4410",
    "rev D", "PO 88-1147", "by", "next Friday", "March 25", "03/04/2027", "31/12", "by then", "ship to", "14 Lantern Street",
    "partial is fine", "the date is fixed", "because", "last time they came late", ":", ",", ".", "?", "(", ")", '"', "-", "\t",
    " | ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n--\n", "\nQty: ", "\nPart no: ", "\nPart\tQty\n", "\u200b", "\x00", "ß", "请",
    "\nFrom: Kim <kim@vale.example>\nSent: Monday, March 8, 2027 4:52 PM\nSubject: Re: PO 88\n\n",
])  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=250), st.lists(WORDS, max_size=50).map(" ".join), st.lists(WORDS, max_size=25).map("".join)
)
LOOSELY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def opened(data: str | bytes) -> Thread | None:
    try:
        return read(data)
    except UnreadableInput:
        return None


def cited(told: Clarification) -> list[Evidence]:
    request = told.request
    values: list[Fact | Period | Quantity | Choice | None] = [
        *(request.customer.company, request.customer.contact, request.customer.email, request.customer.phone),
        *(
            request.po_number,
            request.quote_number,
            request.needed_by,
            request.partial_delivery,
            request.date_flexibility,
        ),
        *(request.partial_offer, request.ship_to, request.reason, request.consequence_if_late, request.complaint),
        *request.expectations,
    ]
    for line in request.lines:
        values += [line.part_number, line.description, line.revision, line.quantity, line.needed_by]
    shown = [evidence for view in fields(told) for evidence in view.evidence]
    return [value.evidence for value in values if value and value.evidence] + shown


def holds(thread: Thread, length: int) -> None:
    told = clarify(thread, today=TODAY)
    for evidence in cited(told):
        message = thread.messages[evidence.message]
        assert evidence.quote.strip() and message.author == "customer"
        if evidence.part == "body":
            assert message.body[evidence.start : evidence.end] == evidence.quote
    most = min(500, length)
    assert len(told.request.lines) <= most and len(told.set_aside) <= 2 * length
    assert len(told.request.expectations) <= 6 and len(told.gaps) <= 14
    assert [question.field for question in told.questions] == [gap.field for gap in told.gaps[:5]]
    assert all(gap.rule in IDS and gap.why for gap in told.gaps)
    assert told.readiness.ready is (told.request.is_request and not told.readiness.missing)
    assert "".join(part.text for part in outcome(told)).strip()
    reply, ask = reply_to_customer(told), ask_production(told)
    assert bool(reply) is bool(ask) is told.request.is_request


@LOOSELY
@given(TEXTS)
@example("We need about 100 to 110 goblets.")
def test_any_text_gives_a_clarification_that_holds(text: str) -> None:
    if thread := opened(text):
        holds(thread, len(text) + 1)


@LOOSELY
@given(st.binary(max_size=300))
def test_any_bytes_give_a_clarification_that_holds_or_one_clear_error(data: bytes) -> None:
    if thread := opened(data):
        holds(thread, len(thread.source) + 1)


@LOOSELY
@given(TEXTS, TEXTS)
@example("We need 90 goblets.", "Make it about 100 to 110.")
def test_any_answer_leaves_a_clarification_that_holds(text: str, answer: str) -> None:
    thread = opened(text)
    try:
        answered = add_answer(thread, answer) if thread else None
    except UnreadableInput:
        return
    if answered:
        holds(answered, len(answered.source) + 1)


@LOOSELY
@given(st.sampled_from(EXAMPLES), st.integers(0, 2000), st.integers(0, 2000))
def test_an_example_cut_anywhere_holds(text: str, start: int, end: int) -> None:
    piece = text[min(start, end) % len(text) : max(start, end)]
    if thread := opened(piece):
        holds(thread, len(piece) + 1)


@LOOSELY
@given(st.sampled_from(EXAMPLES), st.data())
def test_an_example_with_its_lines_shuffled_or_doubled_holds(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    mixed = "\n".join(
        data.draw(st.one_of(st.permutations(lines), st.lists(st.sampled_from(lines), max_size=3 * len(lines))))
    )
    if thread := opened(mixed):
        holds(thread, len(mixed) + 1)


@LOOSELY
@given(
    st.sampled_from(EXAMPLES),
    st.lists(st.tuples(st.integers(0, 2000), st.one_of(WORDS, st.text(max_size=4))), max_size=12),
)
def test_an_example_with_words_inserted_holds(text: str, inserted: list[tuple[int, str]]) -> None:
    for place, words in inserted:
        text = text[: place % len(text)] + words + text[place % len(text) :]
    if thread := opened(text):
        holds(thread, len(text) + 1)


@LOOSELY
@given(
    st.sampled_from(EXAMPLES), st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=4)), max_size=8)
)
def test_an_example_with_bytes_inserted_holds(text: str, inserted: list[tuple[int, bytes]]) -> None:
    data = text.encode()
    for place, piece in inserted:
        data = data[: place % len(data)] + piece + data[place % len(data) :]
    if thread := opened(data):
        holds(thread, len(thread.source) + 1)


@LOOSELY
@given(TEXTS)
def test_the_same_text_is_read_the_same_way_twice(text: str) -> None:
    thread, again = opened(text), opened(text)
    if thread and again:
        assert clarify(thread, today=TODAY) == clarify(again, today=TODAY)
