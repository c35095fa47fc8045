"""`clarifier request`: save, list and show what customers ask for. Nothing heavy is imported before it is needed."""

import csv
import io
import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clarifier.cli_desk import By, Key, Number, desk
from clarifier.cli_files import ReplyIn, bytes_of, named, put
from clarifier.errors import BadSettings, ClarifierError, UnreadableInput

if TYPE_CHECKING:
    from clarifier.settings import Settings
    from clarifier.team.steps import Drafted

request_app = typer.Typer(
    no_args_is_help=True,
    help="What customers ask for, from the request to the delivery: save, ask, answer, tell, deliver.",
)


class State(StrEnum):
    """Where a request stands."""

    drafted = "drafted"
    waiting = "waiting"
    asked = "asked"
    answered = "answered"
    told = "told"
    delivered = "delivered"
    closed = "closed"
    cancelled = "cancelled"


class Risk(StrEnum):
    """Why a request needs somebody now."""

    overdue = "overdue"
    slipped = "slipped"
    unasked = "unasked"
    unanswered = "unanswered"
    soon = "soon"


class ListFormat(StrEnum):
    """How a list is written."""

    text = "text"
    json = "json"
    csv = "csv"


class ShowFormat(StrEnum):
    """How a request is written."""

    text = "text"
    json = "json"
    ubl = "ubl"


File = Annotated[
    str, typer.Argument(help="An email: pasted text, .eml, .msg or HTML; - reads standard input.", show_default=False)
]
Sent = Annotated[
    str | None,
    typer.Option(help="The day the email was sent (YYYY-MM-DD), where it carries no date.", show_default=False),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="The file is what `clarifier clarify --format json` wrote, not an email.")
]


@request_app.command("save")
def save_request(
    file: File,
    is_json: AsJson = False,
    sent: Sent = None,
    reply_in: ReplyIn = None,
    by: By = None,
    key: Key = None,
) -> None:
    """Read an email offline and save what it asks for."""
    from clarifier.settings import load
    from clarifier.team import ledger
    from clarifier.team.standing import title

    draft = draft_from(file, is_json, sent, load(), reply_in)
    with desk(by) as at:
        saved = ledger.save(at.database, draft, at.submission(key))
    typer.echo(_clean(f"{saved.number} is saved: {title(saved.life)}, for {saved.life.content.customer}."))


@request_app.command("list")
def list_requests(
    state: Annotated[
        list[State] | None, typer.Option(help="Only those that stand here; may be repeated.", show_default=False)
    ] = None,
    risk: Annotated[Risk | None, typer.Option(help="Only those with this risk.", show_default=False)] = None,
    search: Annotated[
        str, typer.Option(help="Words looked for in number, customer, order and title.", show_default=False)
    ] = "",
    most: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 50,
    style: Annotated[ListFormat, typer.Option("--format", help="How the list is written.")] = ListFormat.text,
    by: By = None,
) -> None:
    """List requests, those that need somebody now first."""
    from clarifier.team.board import lines
    from clarifier.team.contract import entries_json, entries_row

    with desk(by) as at:
        states = [each.value for each in state or ()]
        count, found = lines(
            at.database, at.person, at.now, at.today, states=states, words=search, risk=risk or "", most=most
        )
        today = at.today
    if style is ListFormat.json:
        _put_json(entries_json(count, found))
    elif style is ListFormat.csv:
        from clarifier.cells import safe

        rows = [entries_row(line) for line in found]
        buffer = io.StringIO()
        heads = ["number", "state", "risk", "customer", "title", "owner", "asked_of", "next_delivery", "requested_delivery",
                 "promised_delivery", "latest_told_delivery", "is_expedited", "is_shared", "changed_at"]  # fmt: skip
        csv.writer(buffer, lineterminator="\n").writerows(
            [heads, *([safe(row[head]) for head in heads] for row in rows)]
        )
        put(buffer.getvalue().encode(), None)
    else:
        from clarifier.team.terminal import list_text

        put(list_text(count, found, today).encode(), None)


@request_app.command("show")
def show_request(
    number: Number,
    style: Annotated[ShowFormat, typer.Option("--format", help="How it is written; ubl: an XML document of UBL 2.1.")] = ShowFormat.text,
    by: By = None,
) -> None:  # fmt: skip
    """Print a request with all that happened to it."""
    from clarifier.team import ledger

    with desk(by) as at:
        found = ledger.entry(at.database, ledger.number_of(number), at.person)
        zone, today, settings = at.zone, at.today, at.settings
    if style is ShowFormat.json:
        from clarifier.team.contract import entry_json

        _put_json(entry_json(found, zone))
    elif style is ShowFormat.ubl:
        from clarifier.team.ubl import as_ubl

        put(as_ubl(found, zone, next(iter(settings.our_domains), "")), None)
    else:
        from clarifier.team.terminal import entry_text

        put(entry_text(found, today, zone).encode(), None)


def draft_from(
    file: str, is_json: bool, sent: str | None, settings: "Settings", reply_in: str | None = None
) -> "Drafted":
    """What a file asks for, as the first step of a request. Raises UnreadableInput, BadStep, BadSettings."""
    from clarifier.team.intake import draft_of

    data = bytes_of(file)
    if not is_json:
        return draft_of(_clarified(file, data, day_typed(sent, "--sent") if sent else None, settings, reply_in))
    try:
        return draft_of(json.loads(data))
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableInput(
            "This is not what `clarifier clarify --format json` writes for one email; leave --json out for an email."
        ) from error


def day_typed(text: str, option: str) -> date:
    """A day of the command line. Raises BadSettings."""
    from clarifier.team.past_orders import day_of

    try:
        return day_of(text)
    except ValueError as error:
        raise BadSettings(f"{option} must be a day like 2026-11-03: {error}") from error


def _clarified(file: str, data: bytes, sent: date | None, settings: "Settings", reply_in: str | None) -> dict[str, Any]:
    from clarifier import as_json, clarify, read
    from clarifier.request.reply_language import check_choice

    if reply_in:
        check_choice(reply_in)
    try:
        thread = read(data, name=None if file == "-" else Path(file).name, settings=settings)
        return as_json(clarify(thread, sent=sent, reply_in=reply_in))
    except ClarifierError as error:
        raise UnreadableInput(named(file, error)) from error


def _put_json(data: dict[str, Any]) -> None:
    put((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), None)


def _clean(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
