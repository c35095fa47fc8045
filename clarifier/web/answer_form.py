"""What a planner types on the answer page: comes in a request's life or a sent form, goes out the form's values, and the step they make.

The values stay the texts that were typed, so that the page shows them again as they are when something is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from clarifier.errors import BadStep
from clarifier.team.life import Life
from clarifier.team.moves import LEAST_REASON
from clarifier.team.steps import LAST_DAY, MOST, Answered, RequestLine, Step, step_of
from clarifier.team.wording import day
from clarifier.texts import fill, table

CHOICES = {"yes": "yes", "but": "can_but", "no": "no"}
MOST_ROWS = 30  # of one line
MOST_SPLIT = 200  # lines: an answer holds 500 parts
MOST_BUFFER = 365
OPTIONS = 3
LATER = timedelta(days=7)  # what is proposed for the rest
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,6})?")
_PLAIN = re.compile(r"[0-9]{1,13}([.,][0-9]{1,6})?")


@dataclass(frozen=True)
class Row:
    """So many on a day, as typed."""

    quantity: str = ""
    on: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote into it."""
        return not (self.quantity or self.on)


@dataclass(frozen=True)
class Form:
    """All that was typed: `yes` is one row a line, for what the customer has not said; `rows` are those of "can't, but", line by line."""

    choice: str
    yes: tuple[Row, ...]
    rows: tuple[tuple[Row, ...], ...]
    buffer: str = "0"
    rests: tuple[str, ...] = ()
    rests_other: str = ""
    options: tuple[str, ...] = ("",) * OPTIONS
    reason: str = ""
    because: str = ""
    question: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong, in one sentence, and at which place of the form: a field's name, with line and row where there are several."""

    place: str
    sentence: str


def usual_rests() -> tuple[str, ...]:
    """What a promise usually rests on."""
    return tuple(table("wording/answer_page")["rests"]["usual"])


def proposed(life: Life, today: date) -> Form:
    """The form before anybody typed: what was asked for, and a split that would help the customer."""
    lines = life.content.lines
    offer = offered(life) if len(lines) == 1 else None
    in_one = life.content.partial_delivery == "refused" or len(lines) > MOST_SPLIT
    yes = tuple(Row(_raw(line.quantity), _iso(line.requested, today)) for line in lines)
    return Form("", yes, tuple(_split(line, offer, today, in_one=in_one) for line in lines))


def given(life: Life, today: date) -> Form:
    """The form with the answer that was given, to change it."""
    form, answer = proposed(life, today), life.answers[-1].step
    if not isinstance(answer, Answered):
        return form
    rows = [
        tuple(Row(_raw(each.quantity), each.on.isoformat()) for each in answer.promise if each.line == line)
        for line in range(1, len(form.rows) + 1)
    ]
    rests = [part.strip() for part in answer.rests_on.split(",")]
    return replace(
        form,
        choice="but" if answer.promise else "",
        rows=tuple(rows) if answer.promise else form.rows,
        buffer=str(answer.buffer_days),
        rests=tuple(part for part in rests if part in usual_rests()),
        rests_other=", ".join(part for part in rests if part not in usual_rests()),
        options=(*answer.options, *("",) * OPTIONS)[: max(OPTIONS, len(answer.options))],
        reason=answer.because if answer.decision == "no" else "",
    )


def sent(fields: Mapping[str, Sequence[str]], lines: int) -> Form:
    """The form as it was sent, whatever was sent."""

    def one(name: str) -> str:
        return (fields.get(name) or ("",))[0].strip()

    def rows(prefix: str, line: int) -> tuple[Row, ...]:
        many, days = fields.get(f"{prefix}quantity.{line}", ()), fields.get(f"{prefix}on.{line}", ())
        size = max(len(many), len(days))
        whole = [[*each, *("",) * size][:size] for each in (many, days)]
        return tuple(Row(quantity.strip(), on.strip()) for quantity, on in zip(*whole, strict=True))[:MOST_ROWS]

    options = [each.strip() for each in fields.get("option", ())][:10]
    return Form(
        choice=one("choice") if one("choice") in CHOICES else "",
        yes=tuple((*rows("yes-", line), Row())[0] for line in range(1, lines + 1)),
        rows=tuple(rows("", line) for line in range(1, lines + 1)),
        buffer=one("buffer"),
        rests=tuple(each for each in usual_rests() if each in fields.get("rests", ())),
        rests_other=one("rests_other"),
        options=tuple((*options, *("",) * OPTIONS)[: max(OPTIONS, len(options))]),
        reason=one("reason"),
        because=one("because"),
        question=one("question"),
    )


def with_row(form: Form, line: int, asked: Decimal | None) -> Form:
    """One more row for a line, with what is left of it."""
    rows = form.rows[line - 1]
    left = (asked or Decimal(0)) - sum((quantity_in(row.quantity) or Decimal(0) for row in rows), Decimal(0))
    return _with(form, line, (*rows, Row(_raw(left) if left > 0 else ""))[:MOST_ROWS])


def without_row(form: Form, line: int, place: int) -> Form:
    """A row less."""
    rows = form.rows[line - 1]
    return _with(form, line, (*rows[:place], *rows[place + 1 :]))


def step_in(form: Form, life: Life, asker: str, today: date) -> Step | Problem:
    """The answer that the form gives, or what is wrong with it."""
    if not form.choice:
        return _problem("choice")
    if form.choice == "no" and len(form.reason) < LEAST_REASON:
        return _problem("reason", asker=asker)
    promise = () if form.choice == "no" else _promise(form, life, today)
    if isinstance(promise, Problem):
        return promise
    if not re.fullmatch(r"[0-9]{0,3}", form.buffer) or int(form.buffer or 0) > MOST_BUFFER:
        return _problem("buffer", typed=_brief(form.buffer))
    rests = ", ".join(part for part in (*form.rests, form.rests_other) if part)
    return _step(
        {
            "kind": "answered",
            "decision": CHOICES[form.choice],
            "promise": promise,
            "options": [] if form.choice == "yes" else [each for each in form.options if each],
            "rests_on": "" if form.choice == "no" else rests,
            "buffer_days": 0 if form.choice == "no" else int(form.buffer or 0),
            "because": form.reason if form.choice == "no" else form.because,
        }
    )


def question_in(form: Form) -> Step | Problem:
    """The question back, or what is wrong with it."""
    if len(form.question) < LEAST_REASON:
        return _problem("question")
    return _step({"kind": "asked_back", "question": form.question}, "question")


def offered(life: Life) -> Decimal | None:
    """The part that the customer would take first, where they said how much."""
    found: Any = life.content.source or {}
    for name in ("request", "partial_offer", "value"):
        found = found.get(name) if isinstance(found, dict) else None
    return quantity_in(str(found)) if isinstance(found, int | float | str) else None


def quantity_in(text: str) -> Decimal | None:
    """1500 for `1,500` or `1500`, 2.5 for `2.5` or `2,5`; None for anything else, and for nothing or too much."""
    if _GROUPED.fullmatch(text):
        quantity = Decimal(text.replace(",", ""))
    elif _PLAIN.fullmatch(text):
        quantity = Decimal(text.replace(",", "."))
    else:
        return None
    return quantity if 0 < quantity <= MOST else None


def _promise(form: Form, life: Life, today: date) -> list[dict[str, Any]] | Problem:
    portions = []
    for number, line in enumerate(life.content.lines, 1):
        rows, name = (form.yes[number - 1 : number], "yes-") if form.choice == "yes" else (form.rows[number - 1], "")
        for place, row in enumerate(rows):
            if form.choice == "yes":
                row = Row(_raw(line.quantity) or row.quantity, _iso(line.requested, today) or row.on)
            elif row.is_empty:
                continue
            portion = _portion(row, number, today, f"{name}row.{number}.{place}")
            if isinstance(portion, Problem):
                return portion
            portions.append(portion)
    return portions or _problem("rows")


def _portion(row: Row, line: int, today: date, place: str) -> dict[str, Any] | Problem:
    try:
        on = date.fromisoformat(row.on)
    except ValueError:
        return Problem(place, _problem("day").sentence)
    if on >= LAST_DAY:
        return Problem(place, _problem("day_far").sentence)
    if on < today:
        return Problem(place, _problem("day_past", day=day(on, today)).sentence)
    quantity = quantity_in(row.quantity)
    if quantity is None and not row.quantity:
        return Problem(place, _problem("quantity_missing", day=day(on, today)).sentence)
    if quantity is None:
        return Problem(place, _problem("quantity", typed=_brief(row.quantity)).sentence)
    return {"line": line, "quantity": quantity, "on": on}


def _split(line: RequestLine, offer: Decimal | None, today: date, *, in_one: bool) -> tuple[Row, ...]:
    """What they would take first by the day they asked for, else half of it, and the rest a week later."""
    soon = _iso(line.requested, today)
    later = (line.requested + LATER).isoformat() if line.requested and soon else ""
    if line.quantity is None:
        return (Row("", soon),)
    first = offer if offer and offer < line.quantity else line.quantity // 2
    if in_one or not first:
        return (Row(_raw(line.quantity), later),)
    return (Row(_raw(first), soon), Row(_raw(line.quantity - first), later))


def _with(form: Form, line: int, rows: tuple[Row, ...]) -> Form:
    return replace(form, rows=(*form.rows[: line - 1], rows, *form.rows[line:]))


def _step(data: Mapping[str, Any], place: str = "answer") -> Step | Problem:
    try:
        return step_of(data)
    except BadStep as error:
        return Problem(place, str(error))


def _problem(name: str, **values: str) -> Problem:
    return Problem(name, fill(table("wording/answer_page")["problems"][name], **values))


def _brief(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


def _raw(quantity: Decimal | None) -> str:
    return f"{quantity.normalize():f}" if quantity else ""


def _iso(when: date | None, today: date) -> str:
    return when.isoformat() if when and when >= today else ""
