"""What the forms of a request begin with, so that a step takes a click and no typing.

Comes in: a life, today, and who may be asked. Goes out: a frozen Filled that the templates read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clarifier.team.life import Life
from clarifier.team.steps import CAUSES, Content, Portion, RequestLine
from clarifier.texts import table
from clarifier.web.entry_words import asking, telling, words

NOTHING = Decimal(0)
CONTRACT = "clarifier.request/1"  # the JSON of an email that was read here; another source is kept, and not shown


@dataclass(frozen=True)
class Owed:
    """What is still to come of a line, for the form of a delivery."""

    line: int
    name: str
    quantity: str


@dataclass(frozen=True)
class Filled:
    """What the forms begin with."""

    ask: str
    questions: str
    questions_en: str
    telling: str
    promise: tuple[Portion, ...]
    owed: tuple[Owed, ...]
    lines: tuple[RequestLine, ...]
    missing: tuple[tuple[str, str], ...]
    causes: tuple[tuple[str, str], ...]
    planners: tuple[tuple[str, str], ...]
    today: date


def read_here(content: Content) -> dict[str, Any] | None:
    """The JSON of the email behind a request, None where there is none or it is of another kind."""
    return content.source if content.source and content.source.get("schema") == CONTRACT else None


def filled(life: Life, today: date, planners: Sequence[tuple[str, str]]) -> Filled:
    """What stands in the forms before anybody types; `planners` are those who may be asked, each a login and a name."""
    content, came = life.content, life.delivered
    unknown = table("wording/messages")["unknown"] | words("missing")
    asked = source["questions"] if (source := read_here(content)) else []
    english = [each.get("text_en", each["text"]) for each in asked]
    owed = [
        (number, quantity - came.get(number, NOTHING))
        for number, quantity in sorted(life.owed.items())
        if number <= len(content.lines)
    ]
    return Filled(
        ask=asking(content, today),
        questions="\n".join(each["text"] for each in asked),
        questions_en="" if english == [each["text"] for each in asked] else " ".join(english),
        telling=telling(life, life.promise, today),
        promise=tuple(sorted(life.promise, key=lambda each: (each.line, each.on))),
        owed=tuple(
            Owed(number, content.lines[number - 1].name, f"{left.normalize():f}") for number, left in owed if left > 0
        ),
        lines=content.lines,
        missing=tuple((each, str(unknown.get(each, each.replace("_", " ")))) for each in content.missing),
        causes=tuple((each, str(table("wording/ledger")["causes"][each])) for each in CAUSES),
        planners=tuple(planners),
        today=today,
    )
