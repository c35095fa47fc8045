"""The command line: `clarifier clarify` reads emails, `clarifier reframe` cools a message, `clarifier app` opens the page.

Exit 0: done. 1: what was asked cannot be done, one line on standard error says what is wrong and what to do. 2: wrong usage.
Nothing heavy is imported before it is needed: the first words appear at once.
"""

import io
import json
import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.cli_model import model_app
from clarifier.errors import BadSettings, ClarifierError, UnreadableInput

if TYPE_CHECKING:
    from clarifier.request.clarify import Clarification

app = typer.Typer(
    name="clarifier", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Turns forwarded customer emails into structured requests, the few questions worth asking, and a \"Can you ...?\" for production.",
)  # fmt: skip

app.add_typer(model_app, name="model")


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    md = "md"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


class Engine(StrEnum):
    """Who reads."""

    auto = "auto"
    offline = "offline"
    model = "model"


class Audience(StrEnum):
    """Who reads a message."""

    production = "production"
    sales = "sales"
    customer = "customer"


class Variant(StrEnum):
    """How a reframed message sounds."""

    direct = "direct"
    warm = "warm"
    brief = "brief"


class ReframeFormat(StrEnum):
    """How a reframed message is written."""

    text = "text"
    md = "md"
    json = "json"


@app.callback()
def _root() -> None:
    """Keeps `clarify` a command of its own beside `app`."""


@app.command()
def clarify(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            help="Emails: pasted text, .eml, .msg or HTML; - or nothing reads standard input.", show_default=False
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
        Format, typer.Option("--format", help="How the result is written. Several files with json: one JSON a line.")
    ] = Format.text,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file instead of standard output (needed for xlsx on a terminal).", show_default=False
        ),
    ] = None,
) -> None:
    """Read emails and say what the customer asks for, with the words behind each value."""
    from clarifier import add_answer, read
    from clarifier.request.engines import clarify_with
    from clarifier.settings import load

    settings = load()
    day = _day(sent)
    names = files or ["-"]
    if answer and len(names) > 1:
        raise typer.BadParameter("an answer goes with one email; name one file.", param_hint="--answer")
    results: list[Clarification] = []
    read_names: list[str] = []
    failures: list[str] = []
    for name in _with_progress(names):
        try:
            thread = read(_bytes_of(name), name=None if name == "-" else name, settings=settings)
        except ClarifierError as error:
            failures.append(_named(name, error))
            continue
        if answer:
            try:
                thread = add_answer(thread, _bytes_of(str(answer)), settings=settings)
            except ClarifierError as error:
                raise UnreadableInput(_named(str(answer), error)) from error
        results.append(clarify_with(engine.value, thread, settings, sent=day))
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


@app.command()
def reframe(
    file: Annotated[
        str, typer.Argument(help="The message as a text file; - or nothing reads standard input.", show_default=False)
    ] = "-",
    to: Annotated[Audience, typer.Option(help="Who will read it.")] = Audience.production,
    variant: Annotated[Variant, typer.Option(help="How it sounds.")] = Variant.direct,
    style: Annotated[ReframeFormat, typer.Option("--format", help="How the result is written.")] = ReframeFormat.text,
    engine: Annotated[
        Engine,
        typer.Option(help="Who rewrites: the offline engine needs no model. auto: a model if one is set up."),
    ] = Engine.auto,
) -> None:
    """Take the heat out of a message: every fact kept, every change explained."""
    from clarifier.reframe.engines import reframe_with
    from clarifier.settings import load

    reframed = reframe_with(engine.value, _text_of(file), load(), to=to.value, variant=variant.value)
    if reframed.engine.fallback_reason:
        typer.echo(f"clarifier: rewritten without a model. {reframed.engine.fallback_reason}", err=True)
    if style is ReframeFormat.json:
        from clarifier.reframe.contract import as_json

        _put((json.dumps(as_json(reframed), ensure_ascii=False, indent=1) + "\n").encode(), None)
    elif style is ReframeFormat.md:
        from clarifier.reframe.exports import as_markdown

        _put(as_markdown(reframed).encode(), None)
    else:
        from rich.console import Console

        from clarifier.reframe.terminal import show

        show(reframed, Console(highlight=False, soft_wrap=True))


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


def _bytes_of(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{name} cannot be opened ({error.strerror}); check the name and try again.") from error


def _text_of(name: str) -> str:
    """A message as text: UTF-8, with or without a mark, else the Windows encoding."""
    data = _bytes_of(name)
    if b"\0" in data:
        raise UnreadableInput(
            f"{'Standard input' if name == '-' else name} is no text; save the message as plain text and try again."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _named(name: str, error: ClarifierError) -> str:
    """The error's sentence, with the file it is about where it does not name it itself."""
    sentence = str(error)
    return sentence if name == "-" or name in sentence else f"{name}: {sentence}"


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
        _put(as_xlsx(results), out)
    elif style is Format.csv:
        _put(as_csv(results).encode(), out)
    elif style is Format.md:
        _put("\n".join(as_markdown(result) for result in results).encode(), out)
    elif style is Format.json:
        from clarifier.request.contract import as_json

        if names:
            lines = [
                json.dumps({"file": n, **as_json(r)}, ensure_ascii=False) for n, r in zip(names, results, strict=True)
            ]
        else:
            lines = [json.dumps(as_json(result), ensure_ascii=False, indent=1) for result in results]
        _put(("\n".join(lines) + "\n").encode(), out)
    else:
        _put_text(results, out)


def _put(data: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise UnreadableInput(f"{out} cannot be written ({error.strerror}); choose another place.") from error


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
        _put(buffer.getvalue().encode(), out)


def main() -> None:
    """The entry point: runs a command; an error that a user can mend is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a narrow terminal loses a letter, not the answer
    try:
        app()
    except ClarifierError as error:
        typer.echo(f"clarifier: {error}", err=True)
        sys.exit(1)
