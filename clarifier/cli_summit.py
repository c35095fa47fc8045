"""`clarifier agenda` and `clarifier minutes`: the next summit drafted, the last ones remembered, their actions followed. Nothing heavy is
imported before it is needed."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.cli_desk import By, Desk, desk
from clarifier.cli_files import put
from clarifier.errors import BadSettings, SummitError

if TYPE_CHECKING:
    from clarifier.team.agenda import Action, Agenda
    from clarifier.team.summits import Summit

minutes_app = typer.Typer(
    no_args_is_help=True, help="What the summits decided: the minutes, and what is still to do from them."
)
_HOUR = 10  # when a summit begins where only its day is named
_AHEAD = 7  # days until a summit whose day is not named


class Form(StrEnum):
    """How an agenda is written."""

    text = "text"
    md = "md"
    json = "json"
    docx = "docx"
    ics = "ics"


class ListForm(StrEnum):
    """How a list is written."""

    text = "text"
    json = "json"


class Change(StrEnum):
    """What becomes of an action."""

    done = "done"
    dropped = "dropped"
    open = "open"
    due = "due"


Out = Annotated[
    Path | None,
    typer.Option(
        help="Write to this file instead of standard output (needed for docx on a terminal).", show_default=False
    ),
]
Style = Annotated[
    Form,
    typer.Option(
        "--format", help="text: for a chat; md; json; docx: a page to hand out; ics: an event for a calendar."
    ),
]
ListStyle = Annotated[ListForm, typer.Option("--format", help="How the list is written.")]


def agenda(
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            help="When it starts: 2026-12-03T10:00, or a day, at ten. Without it, in a week.",
            show_default=False,
        ),
    ] = None,
    minutes: Annotated[int, typer.Option(min=15, max=240, help="How long it takes.")] = 60,
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Something to talk about, as it was said or written; again for another.", show_default=False),
    ] = None,
    style: Style = Form.text,
    out: Out = None,
    by: By = None,
) -> None:
    """Draft the agenda of the next summit from what happened since the last one."""
    from clarifier.team.drafting import Options, draft_agenda
    from clarifier.team.rights import may_run

    _check_place(style, out)
    with desk(by) as at:
        may_run(at.person, "summit")
        options = Options(_starts(day, at.today, at.zone), minutes, tuple(topic or ()))
        drafted = draft_agenda(at.database, at.person, at.now, at.zone, options)
    _put(drafted, style, out, at)


@minutes_app.command("list")
def list_minutes(style: ListStyle = ListForm.text, by: By = None) -> None:
    """List the summits: what runs, what is planned, and what was held, the newest first."""
    from clarifier.team import summits

    with _reading(by) as at:
        found = summits.summits(at.database)
        days = summits.days_since_last(at.database, at.today)
        late = summits.is_overdue(at.database, at.today)
    if style is ListForm.json:
        rows = [_summit_json(each) for each in found]
        _put_json({"schema": "clarifier.minutes/1", "days_since_last": days, "is_overdue": late, "summits": rows})
        return
    lines = [_summit_line(each) for each in found] or ["No summit was planned yet: `clarifier agenda` drafts one."]
    if late:
        lines.append(f"The last summit was {days} days ago: `clarifier agenda` drafts the next.")
    put(("\n".join(lines) + "\n").encode(errors="replace"), None)


@minutes_app.command("show")
def show_minutes(
    number: Annotated[
        int | None,
        typer.Argument(help="Which summit, as `list` numbers them; without it, the last one held.", show_default=False),
    ] = None,
    style: Style = Form.text,
    out: Out = None,
    by: By = None,
) -> None:
    """Print the minutes of a summit; of one that is planned, its agenda as it stands."""
    from clarifier.team import summits

    _check_place(style, out)
    with _reading(by) as at:
        found = summits.last_minutes(at.database) if number is None else summits.summit(at.database, number)
        if found is None:
            raise SummitError("No summit was held yet; `clarifier minutes list` shows what is planned.")
    _put(found.agenda, style, out, at, found.uid, found.version)


@minutes_app.command("actions")
def list_actions(style: ListStyle = ListForm.text, by: By = None) -> None:
    """List what is still to do from all summits, what is overdue first."""
    from clarifier.team import summits
    from clarifier.team.agenda import action_json

    with _reading(by) as at:
        found = summits.open_actions(at.database, at.today)
    if style is ListForm.json:
        _put_json({"schema": "clarifier.actions/1", "actions": [action_json(each) for each in found]})
        return
    lines = [_action_line(each, at.today) for each in found] or ["Nothing is open."]
    put(("\n".join(lines) + "\n").encode(errors="replace"), None)


@minutes_app.command("action")
def change_action(
    change: Annotated[Change, typer.Argument(help="What becomes of it; `due` gives it another day.")],
    action: Annotated[str, typer.Argument(help="An action, such as A-0042.", show_default=False)],
    day: Annotated[
        str | None, typer.Option("--on", help="The new day (YYYY-MM-DD), with `due`.", show_default=False)
    ] = None,
    because: Annotated[
        str, typer.Option(help="Why; needed to drop an action and to give it another day.", show_default=False)
    ] = "",
    by: By = None,
) -> None:
    """Say that an action is done or dropped, or give it another day."""
    from clarifier.team import summits

    if (change is Change.due) != (day is not None):
        raise BadSettings(
            "Name the new day with `due`, and only with it: clarifier minutes action due A-0042 --on 2026-12-09."
        )
    due = _day(day) if day is not None else None
    with desk(by) as at:
        status = None if change is Change.due else change.value
        found = summits.change_action(at.database, action, at.submission(), status, due, because)
    put(f"{_action_line(found, at.today)}\n".encode(errors="replace"), None)


@contextmanager
def _reading(by: str | None) -> Iterator[Desk]:
    """The desk of somebody who may read what summits decided. Raises NotAllowed."""
    from clarifier.team.rights import may_read

    with desk(by) as at:
        may_read(at.person, "summit")
        yield at


def _starts(said: str | None, today: date, zone: tzinfo) -> datetime:
    """When a summit starts: as said, in the works' time where no zone is named; else on a working day in a week."""
    from clarifier.team.summit_plan import as_clocks_show

    if said is None:
        day = today + timedelta(days=_AHEAD)
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        return as_clocks_show(datetime(day.year, day.month, day.day, _HOUR), zone)
    try:
        found = datetime.fromisoformat(said)
        if not 1970 <= found.year < 2200:
            raise ValueError(f"the year {found.year}")
    except ValueError as error:
        raise BadSettings(f"--date must be a day or a time like 2026-12-03T10:00, not {said[:40]!r}.") from error
    if found.tzinfo:
        return found.astimezone(zone)
    return as_clocks_show(found.replace(hour=_HOUR) if len(said) <= len("2026-12-03") else found, zone)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise BadSettings(f"--on must be a day like 2026-12-09, not {said[:40]!r}.") from error


def _check_place(style: Form, out: Path | None) -> None:
    if style is Form.docx and out is None and sys.stdout.isatty():
        raise BadSettings("A Word document is no text: add --out FILE.docx, or send the output to a file.")


def _put(shown: "Agenda", style: Form, out: Path | None, at: Desk, uid: str = "", version: int = 0) -> None:
    from clarifier.team.summit_exports import exported

    put(exported(shown, style.value, at.now, uid, version), out)


def _put_json(data: dict[str, object]) -> None:
    put((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(errors="replace"), None)


def _summit_json(found: "Summit") -> dict[str, object]:
    held = found.held_on.isoformat() if found.held_on else None
    shown = found.agenda
    return {
        "number": found.id, "state": found.state, "title": shown.title, "starts": shown.starts.isoformat(), "minutes": shown.minutes,
        "held_on": held, "decisions": len(shown.decisions), "actions": len(shown.actions),
        "open_actions": sum(each.status == "open" for each in shown.actions), "rating": shown.rating,
    }  # fmt: skip


def _summit_line(found: "Summit") -> str:
    from clarifier.team.summit_page import plain

    shown = found.agenda
    words = f"{found.id:>4}  {found.state:8} {shown.starts:%Y-%m-%d %H:%M}  {plain(shown.title)[:60]}"
    if found.state != "closed":
        return words
    still = sum(each.status == "open" for each in shown.actions)
    rated = f", rated {shown.rating:g}" if shown.rating is not None else ""
    return f"{words}: {len(shown.decisions)} decided, {still} of {len(shown.actions)} actions open{rated}"


def _action_line(action: "Action", today: date) -> str:
    from clarifier.team.summit_page import plain

    late = "overdue since " if action.status == "open" and action.due and action.due < today else "due "
    due = f"{late}{action.due}" if action.due else "no day"
    return f"{action.id}  {action.status:8} {due:24} {plain(action.owner or 'no owner')}: {plain(action.what)}"
