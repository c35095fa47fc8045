"""The command line: `clarifier clarify` reads emails, `reframe` cools a message, `ask` answers from the rules, `app` opens the page.

Exit 0: done. 1: what was asked cannot be done, one line on standard error says what is wrong and what to do. 2: wrong usage.
Nothing heavy is imported before it is needed: the first words appear at once.
"""

import gc
import io
import json
import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clarifier import cli_team
from clarifier.cli_files import Engine, ReplyIn, bytes_of, named, put
from clarifier.cli_model import model_app
from clarifier.cli_people import people_app
from clarifier.cli_pulse import pulse_app
from clarifier.cli_reframe import reframe
from clarifier.cli_rules import ask, rules_app
from clarifier.cli_steps import request_app
from clarifier.cli_summit import agenda, minutes_app
from clarifier.errors import BadSettings, ClarifierError, UnreadableInput

if TYPE_CHECKING:
    from clarifier.request.clarify import Clarification

app = typer.Typer(
    name="clarifier", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Turns forwarded customer emails into structured requests, the few questions worth asking, and a \"Can you ...?\" for production.",
)  # fmt: skip

app.add_typer(model_app, name="model")
app.add_typer(rules_app, name="rules")
app.add_typer(people_app, name="people")
app.add_typer(pulse_app, name="pulse")
app.add_typer(request_app, name="request")
app.add_typer(cli_team.db_app, name="db")
app.add_typer(minutes_app, name="minutes")


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    md = "md"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


@app.callback()
def _root() -> None:
    """Keeps `clarify` a command of its own beside `app`."""


@app.command()
def clarify(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Emails: pasted text, .eml, .msg or HTML; orders as files: .pdf, .xlsx, .docx, .csv; mailboxes: an mbox file, a Maildir or a folder"
            " of emails; - or nothing reads standard input.",
            show_default=False,
        ),
    ] = None,
    sent: Annotated[
        str | None,
        typer.Option(help="The day the email was sent (YYYY-MM-DD), where it carries no date.", show_default=False),
    ] = None,
    answer: Annotated[
        Path | None,
        typer.Option(help="The customer's answer: read as a later message of the thread.", show_default=False),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            help="Who reads: the offline engine needs no model; a model refines what it read. auto: a model if one is set up."
        ),
    ] = Engine.auto,
    style: Annotated[
        Format,
        typer.Option(
            "--format", help="How the result is written. Several files or a mailbox with json: one JSON a line."
        ),
    ] = Format.text,
    reply_in: ReplyIn = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file instead of standard output (needed for xlsx on a terminal). A mailbox goes on where the file ends.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read emails and say what the customer asks for, with the words behind each value."""
    from clarifier import add_answer, read
    from clarifier.request.engines import clarify_with
    from clarifier.request.reply_language import check_choice
    from clarifier.settings import load

    settings = load()
    day = _day(sent)
    if reply_in:
        check_choice(reply_in)
    names = files or ["-"]
    from clarifier.mail.mailbox import is_mailbox

    many = any(name != "-" and is_mailbox(name) for name in names)
    if answer and (many or len(names) > 1):
        raise typer.BadParameter("an answer goes with one email; name one file.", param_hint="--answer")
    if many:
        from clarifier.batch import Form, How
        from clarifier.cli_mailbox import clarify_mailboxes

        if style in (Format.csv, Format.xlsx):
            raise BadSettings("A mailbox is written as text, md or json; choose one of them with --format.")
        forms: dict[Format, Form] = {Format.text: "text", Format.md: "md", Format.json: "json"}
        reader: Literal["offline", "model"] = "model" if engine is Engine.model else "offline"
        clarify_mailboxes(names, How(forms[style], settings, day, reply_in, reader), out)
        return
    results: list[Clarification] = []
    read_names: list[str] = []
    failures: list[str] = []
    for name in _with_progress(names):
        try:
            thread = read(bytes_of(name), name=None if name == "-" else name, settings=settings)
        except ClarifierError as error:
            failures.append(named(name, error))
            continue
        if answer:
            try:
                thread = add_answer(thread, bytes_of(str(answer)), settings=settings)
            except ClarifierError as error:
                raise UnreadableInput(named(str(answer), error)) from error
        results.append(clarify_with(engine.value, thread, settings, sent=day, reply_in=reply_in))
        read_names.append(name)
    if failures and not results:
        raise UnreadableInput(
            failures[0] if len(failures) == 1 else f"None of the {len(names)} files could be read. {failures[0]}"
        )
    for failure in failures:
        typer.echo(f"clarifier: {failure}", err=True)
    if failures:
        typer.echo(
            f"clarifier: {len(failures)} of {len(names)} files could not be read; the others are done.", err=True
        )
    for reason in dict.fromkeys(r.engine.fallback_reason for r in results if r.engine.fallback_reason):
        typer.echo(f"clarifier: read without a model. {reason}", err=True)
    _write(results, style, out, read_names if len(names) > 1 else [])


app.command()(reframe)
app.command()(ask)
app.command()(agenda)
for command in (cli_team.measures, cli_team.export, cli_team.backup, cli_team.restore):
    app.command()(command)
app.command("import")(cli_team.import_orders)


@app.command("app")
def app_command(
    host: Annotated[
        str | None,
        typer.Option(
            help="The address to listen on; 127.0.0.1 keeps the page on this machine.", show_default="127.0.0.1"
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port to listen on.", show_default="7860")
    ] = None,
) -> None:
    """Open the page."""
    from clarifier.settings import load
    from clarifier.web.app import serve

    settings = load()
    serve(host or settings.host, port or settings.port, settings)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSettings(f"--sent must be a day like 2026-11-03, not {text!r}.") from error


def _with_progress(names: list[str]) -> Iterable[str]:
    """The names, with a bar on a terminal when there are several."""
    if len(names) < 2 or not sys.stderr.isatty():
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, description="Reading", console=Console(stderr=True), transient=True)


def _write(results: "list[Clarification]", style: Format, out: Path | None, names: list[str]) -> None:
    """Writes the results; `names` are the files where there are several."""
    from clarifier.exports import as_csv, as_markdown, as_xlsx

    if style is Format.xlsx:
        if out is None and sys.stdout.isatty():
            raise BadSettings("A workbook is no text: add --out FILE.xlsx, or send the output to a file.")
        put(as_xlsx(results), out)
    elif style is Format.csv:
        put(as_csv(results).encode(), out)
    elif style is Format.md:
        put("\n".join(as_markdown(result) for result in results).encode(), out)
    elif style is Format.json:
        from clarifier.request.contract import as_json

        if names:
            lines = [
                json.dumps({"file": n, **as_json(r)}, ensure_ascii=False) for n, r in zip(names, results, strict=True)
            ]
        else:
            lines = [json.dumps(as_json(result), ensure_ascii=False, indent=1) for result in results]
        put(("\n".join(lines) + "\n").encode(), out)
    else:
        _put_text(results, out)


def _put_text(results: "list[Clarification]", out: Path | None) -> None:
    from rich.console import Console

    from clarifier.terminal import show

    buffer = io.StringIO()
    console = Console(file=buffer, width=120) if out else Console(highlight=False, soft_wrap=True)
    for index, result in enumerate(results):
        if index:
            console.rule()
        show(result, console)
    if out:
        put(buffer.getvalue().encode(), out)


def main() -> None:
    """The entry point: runs a command; an error that a user can mend is one line, never a traceback."""
    # grammars and word lists stay: looking through them for garbage took a fifth of a command's time
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a narrow terminal loses a letter, not the answer
    try:
        app()
    except ClarifierError as error:
        typer.echo(f"clarifier: {error}", err=True)
        sys.exit(1)
