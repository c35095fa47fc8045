"""`clarifier request`, step by step: ask, answer, tell, deliver and what else happens to one. Nothing heavy is imported before it is needed."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clarifier.cli_desk import By, Key, Number, desk
from clarifier.cli_files import ReplyIn
from clarifier.cli_ledger import AsJson, File, Sent, day_typed, draft_from, request_app

if TYPE_CHECKING:
    from clarifier.team.ledger import Entry

__all__ = ["request_app"]  # which has all its commands once this is read

Step = dict[str, Any]


class Decision(StrEnum):
    """What production says."""

    yes = "yes"
    can_but = "can-but"
    no = "no"


class Cause(StrEnum):
    """Where an emergency came from."""

    customer = "customer"
    late_ask = "late_ask"
    late_answer = "late_answer"
    material = "material"
    machine = "machine"
    quality = "quality"
    people = "people"
    transport = "transport"
    other = "other"


Expect = Annotated[
    int | None,
    typer.Option(
        min=1, help="The version that you saw; where somebody was faster, nothing is done.", show_default=False
    ),
]
Because = Annotated[str, typer.Option(help="Why, in a few words.", show_default=False)]


@request_app.command("ask")
def ask_production(
    number: Number,
    of: Annotated[str, typer.Option(help="The login of who shall answer; anybody may.", show_default=False)] = "",
    text: Annotated[str, typer.Option(help="What production reads beside the request.", show_default=False)] = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Ask production."""
    _take(number, lambda _: {"kind": "asked", "of": of, "text": text}, by, expect, key)


@request_app.command("answer")
def answer_request(
    number: Number,
    decision: Annotated[Decision, typer.Argument(help="What production says.", show_default=False)],
    promise: Annotated[
        list[str] | None,
        typer.Option(
            help="LINE:QUANTITY@DAY, such as 1:200@2026-11-20; may be repeated. A yes without it promises what was asked for.",
            show_default=False,
        ),
    ] = None,
    option: Annotated[list[str] | None, typer.Option(help="Another way; may be repeated.", show_default=False)] = None,
    rests_on: Annotated[str, typer.Option(help="What must hold for it.", show_default=False)] = "",
    buffer: Annotated[int, typer.Option(help="Days of buffer inside the dates, named openly.")] = 0,
    because: Because = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Answer for production: what is promised, and by when. A second answer is a new promise, and says why."""
    from clarifier.team.shorthand import as_asked, portions

    def step(entry: "Entry") -> Step:
        promised = portions(promise or (), entry)
        if decision is Decision.yes and not promise:
            promised = as_asked(entry)
        return {
            "kind": "answered", "decision": decision.replace("-", "_"), "promise": promised, "options": option or [],
            "rests_on": rests_on, "buffer_days": buffer, "because": because,
        }  # fmt: skip

    _take(number, step, by, expect, key)


@request_app.command("ask-back")
def ask_back(
    number: Number,
    question: Annotated[str, typer.Argument(help="What production needs to know first.", show_default=False)],
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Ask back for production, before it answers."""
    _take(number, lambda _: {"kind": "asked_back", "question": question}, by, expect, key)


@request_app.command("tell")
def tell_customer(
    number: Number,
    told: Annotated[
        list[str] | None,
        typer.Option(
            help="LINE:QUANTITY@DAY that the customer was told; may be repeated. Without it, what production promised.",
            show_default=False,
        ),
    ] = None,
    at_customers_wish: Annotated[
        bool, typer.Option("--at-customers-wish", help="The customer asked for other dates than those told first.")
    ] = False,
    earlier_because: Annotated[
        str, typer.Option(help="Why an earlier date than promised was told all the same.", show_default=False)
    ] = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Enter what the customer was told."""
    from clarifier.team.shorthand import as_promised, portions

    def step(entry: "Entry") -> Step:
        schedule = portions(told, entry) if told else as_promised(entry)
        return {
            "kind": "told", "told": schedule, "at_customers_wish": at_customers_wish, "earlier_because": earlier_because
        }  # fmt: skip

    _take(number, step, by, expect, key)


@request_app.command("deliver")
def deliver_goods(
    number: Number,
    on: Annotated[str | None, typer.Option(help="The day it came (YYYY-MM-DD); today.", show_default=False)] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(help="LINE:QUANTITY, such as 1:300; may be repeated. Without it, all that is owed.", show_default=False),
    ] = None,
    note: Annotated[str, typer.Option(help="A remark.", show_default=False)] = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:  # fmt: skip
    """Enter what reached the customer."""
    from clarifier.team.shorthand import all_owed, parts

    day = day_typed(on, "--on") if on else None

    def step(entry: "Entry") -> Step:
        came = parts(line, entry) if line else all_owed(entry)
        return {"kind": "delivered", "on": day, "parts": came, "note": note}

    _take(number, step, by, expect, key)


@request_app.command("close")
def close_request(number: Number, because: Because = "", by: By = None, expect: Expect = None, key: Key = None) -> None:
    """Close a request; where something is still owed, say why."""
    _take(number, lambda _: {"kind": "closed", "because": because}, by, expect, key)


@request_app.command("cancel")
def cancel_request(
    number: Number,
    because: Because = "",
    by_us: Annotated[bool, typer.Option("--by-us", help="We called it off, not the customer.")] = False,
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Call a request off."""
    _take(number, lambda _: {"kind": "cancelled", "because": because, "by_customer": not by_us}, by, expect, key)


@request_app.command("heads-up")
def heads_up(
    number: Number,
    note: Annotated[str, typer.Option(help="What production should know already.", show_default=False)] = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Tell production of a possible job, before it is asked."""
    _take(number, lambda _: {"kind": "heads_up", "note": note}, by, expect, key)


@request_app.command("ask-customer")
def ask_customer(
    number: Number,
    questions: Annotated[str, typer.Argument(help="What the customer was asked.", show_default=False)],
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Enter that the customer was asked: the request waits for them."""
    _take(number, lambda _: {"kind": "customer_asked", "questions": questions}, by, expect, key)


@request_app.command("customer-answered")
def customer_answered(
    number: Number,
    answer: Annotated[str, typer.Argument(help="What the customer said.", show_default=False)],
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Enter what the customer answered."""
    _take(number, lambda _: {"kind": "customer_answered", "answer": answer}, by, expect, key)


@request_app.command("change")
def change_request(
    number: Number,
    file: File,
    because: Because = "",
    is_json: AsJson = False,
    sent: Sent = None,
    reply_in: ReplyIn = None,
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Put what a newer email asks for in the place of what was asked for; production is then asked anew."""
    from clarifier.settings import load

    draft = draft_from(file, is_json, sent, load(), reply_in)
    step = {**draft.model_dump(), "kind": "revised", "because": because}
    _take(number, lambda _: step, by, expect, key)


@request_app.command("emergency")
def enter_emergency(
    number: Number,
    cause: Annotated[Cause, typer.Option(help="Where the emergency came from.", show_default=False)],
    note: Annotated[str, typer.Option(help="A remark.", show_default=False)] = "",
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Enter that a request is expedited: other work makes way."""
    _take(number, lambda _: {"kind": "emergency", "cause": cause.value, "note": note}, by, expect, key)


@request_app.command("note")
def note_request(
    number: Number,
    text: Annotated[str, typer.Argument(help="The remark.", show_default=False)],
    by: By = None,
    expect: Expect = None,
    key: Key = None,
) -> None:
    """Write a remark."""
    _take(number, lambda _: {"kind": "noted", "text": text}, by, expect, key)


@request_app.command("undo")
def undo_step(number: Number, because: Because = "", by: By = None, expect: Expect = None, key: Key = None) -> None:
    """Take the last step back; it stays in the list and counts no more."""
    _take(number, lambda _: {"kind": "undone", "because": because}, by, expect, key)


def _take(number: str, made: Callable[["Entry"], Step], by: str | None, expect: int | None, key: str | None) -> None:
    """Takes the step made for a request as it is seen now, and says what became of it."""
    from clarifier.team import ledger
    from clarifier.team.people import find, has_team
    from clarifier.team.plausible import check_days
    from clarifier.team.shorthand import submitted
    from clarifier.team.steps import step_of
    from clarifier.team.terminal import said

    with desk(by) as at:
        by_whom = at.submission(key)
        seen = ledger.entry(at.database, ledger.number_of(number), at.person)
        if key and submitted(at.database, by_whom.key) == seen.id:
            typer.echo(f"{seen.number}: this was done before; nothing was added.")
            return
        data = made(seen)
        if data["kind"] == "delivered" and data["on"] is None:
            data["on"] = at.today
        step = step_of(data)
        check_days(step, at.today)
        if data.get("of") and has_team(at.database):
            find(at.database, data["of"])  # nobody waits for an answer from a login that is not there
        # What was made of what was seen holds for that alone.
        taken = ledger.take(at.database, seen.id, step, by_whom, expect or seen.life.version)
        typer.echo(said(taken, at.today))
