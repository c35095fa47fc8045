"""How many of our own smaller cases are read as written there: dates, amounts, shapes of threads, conditions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.cases import CASES, rows
from benchmarks.matching import says_half_of_it
from clarifier import read
from clarifier.mail.thread import Message
from clarifier.request.dates import find_dates
from clarifier.request.quantities import find_amounts
from clarifier.request.reading import read_text
from clarifier.request.reason import clauses_of, find_reason
from clarifier.request.terms import find_complaint, find_date_flexibility, find_partial_delivery
from clarifier.settings import Settings

Share = tuple[str, int, int]  # what, right, all


def own_phrases() -> Iterator[Share]:
    """Each case file that is there, with its share of cases read right."""
    for name, what, is_right in (
        ("date_phrases", "date phrases", _date_is_right),
        ("quantity_phrases", "quantity phrases", _amount_is_right),
        ("threads", "shapes of threads", _thread_is_right),
        ("terms", "conditions: parts, date, reason and complaint all right", _terms_are_right),
    ):
        path = CASES / f"{name}.jsonl"
        if path.exists():
            cases = list(rows(path))
            yield what, sum(is_right(case) for case in cases), len(cases)


def _date_is_right(case: dict[str, Any]) -> bool:
    found = find_dates(case["text"], date.fromisoformat(case["reference"]), case.get("order"))
    wanted = [{"alternatives": [], "standing": True, **expected} for expected in case["expected"]]
    return len(found) == len(wanted) and all(
        {name: _told(getattr(one, name)) for name in expected} == expected
        for one, expected in zip(found, wanted, strict=True)
    )


def _told(value: object) -> object:
    """A value of a reading as the case file writes it."""
    if isinstance(value, date):
        return value.isoformat()
    return [_told(each) for each in value] if isinstance(value, tuple) else value


def _amount_is_right(case: dict[str, Any]) -> bool:
    found, wanted = find_amounts(case["text"]), case["amounts"]
    return len(found) == len(wanted) and all(
        getattr(one, name) == value
        for one, expected in zip(found, wanted, strict=True)
        for name, value in expected.items()
    )


def _thread_is_right(case: dict[str, Any]) -> bool:
    """Each message by its sender, side, day, first words and folded parts; and which one is the customer's."""
    thread = read(case["raw"], settings=Settings(our_domains=tuple(case.get("our_domains", ()))))
    return (
        len(thread.messages) == len(case["messages"])
        and thread.customer_message == case["customer_message"]
        and all(
            (message.sender and (message.sender.email or message.sender.name)) == wanted["sender"]
            and message.author == wanted["author"]
            and message.body.startswith(wanted["start"])
            and [fold.kind for fold in message.folded] == wanted["folded"]
            and (message.sent.isoformat() if message.sent else None) == wanted["sent"]
            for message, wanted in zip(thread.messages, case["messages"], strict=True)
        )
    )


def _terms_are_right(case: dict[str, Any]) -> bool:
    """What a text says of part deliveries and of its date, as labelled; a reason or complaint by half of its words."""
    reading = [read_text(Message(0, case["text"], "customer"), case["text"], None, None)]
    told = [(case["reason"], find_reason(clauses_of(reading))), (case["complaint"], find_complaint(reading))]
    return (
        find_partial_delivery(reading).value == case["partial"]
        and find_date_flexibility(reading).value == case["date_flexibility"]
        and all(says_half_of_it(wanted, fact.value) if wanted and fact else wanted == fact for wanted, fact in told)
    )
