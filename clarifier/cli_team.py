"""`clarifier measures`, `export`, `import`, `backup`, `restore`, `db`: what is done with the ledger as a whole. Nothing heavy is imported before
it is needed."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from clarifier.cli_desk import By, desk
from clarifier.cli_files import bytes_of, put
from clarifier.errors import BadSettings, UnreadableInput

if TYPE_CHECKING:
    from clarifier.team.imports import Report

db_app = typer.Typer(no_args_is_help=True, help="The database: how old its tables are, and bringing them up to date.")
_SHOWN = 200  # problems of an import


class Format(StrEnum):
    """How figures are written."""

    text = "text"
    json = "json"


class ExportFormat(StrEnum):
    """How the ledger is written."""

    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"


def measures(
    months: Annotated[int, typer.Option(min=1, max=60, help="How many months, this one the last.")] = 12,
    style: Annotated[Format, typer.Option("--format", help="How the figures are written.")] = Format.text,
    by: By = None,
) -> None:
    """Print the measures that both teams share: above all, what was delivered in full by the date the customer was told."""
    from clarifier.team.measures import measures as measured
    from clarifier.team.measures_terminal import as_json, as_text

    with desk(by) as at:
        found = measured(at.database, at.person, at.today, months)
    if style is Format.json:
        put((json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n").encode(), None)
    else:
        put(as_text(found).encode(), None)


def export(
    style: Annotated[
        ExportFormat,
        typer.Option("--format", help="csv and xlsx: a row for each line of each request; jsonl: every step."),
    ] = ExportFormat.csv,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file instead of standard output (needed for xlsx on a terminal).", show_default=False
        ),
    ] = None,
    by: By = None,
) -> None:
    """Write the whole ledger, as far as you may read it."""
    from clarifier.team import ledger
    from clarifier.team.ledger_exports import as_csv, as_json_lines, write_xlsx
    from clarifier.team.rights import may_run

    if style is ExportFormat.xlsx and out is None and sys.stdout.isatty():
        raise BadSettings("A workbook is no text: add --out FILE.xlsx, or send the output to a file.")
    with desk(by) as at, _written(out) as file:
        may_run(at.person, "export")
        entries = ledger.entries(at.database)
        if style is ExportFormat.xlsx:
            write_xlsx(entries, at.person, at.zone, file)
        elif style is ExportFormat.csv:
            file.writelines(as_csv(entries, at.person, at.zone))
        else:
            file.writelines(as_json_lines(entries, at.person))


def import_orders(
    file: Annotated[str, typer.Argument(help="A CSV of past orders; - reads standard input.", show_default=False)],
    apply: Annotated[
        bool, typer.Option("--apply", help="Enter the orders that can be used; without it, nothing is written.")
    ] = False,
    all_or_nothing: Annotated[
        bool, typer.Option("--all-or-nothing", help="Enter nothing at all where one row has a problem.")
    ] = False,
    by: By = None,
) -> None:
    """Read past orders from a CSV: first only a report of what would be entered and which rows have a problem."""
    from clarifier.team import imports

    data = _table(file)
    with desk(by) as at, _progress() as told:
        report = imports.import_orders(
            at.database, data, at.person, at.zone, apply=apply, all_or_nothing=all_or_nothing, progress=told
        )
    put(_report(report).encode(), None)


def backup(
    file: Annotated[Path, typer.Argument(help="The new file, such as 2026-12-01.zip.", show_default=False)],
    by: By = None,
) -> None:
    """Back up all that the team remembers, while others work. Keep the file to yourself: it holds password hashes."""
    from clarifier.team.backup import back_up
    from clarifier.team.rights import may_run

    with desk(by) as at:
        may_run(at.person, "backup")
        made = back_up(at.database, file, at.now)
    typer.echo(f"{file} holds {made.rows:,} rows of {len(made.tables)} tables.")


def restore(
    file: Annotated[Path, typer.Argument(help="What `clarifier backup` wrote.", show_default=False)],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="In place of what is there, of which a backup is first written beside the file."),
    ] = False,
    by: By = None,
) -> None:  # fmt: skip
    """Put a backup back, all of it or nothing; SQLite's into PostgreSQL and the other way as well."""
    from clarifier.team import restore as restoring
    from clarifier.team.rights import may_run

    with desk(by) as at:
        may_run(at.person, "restore")
        done = restoring.restore(at.database, file, at.now, replace=replace)
        place = at.database.place
    kept = f" What was there before is in {done.saved}." if done.saved else ""
    typer.echo(f"{place} is as it was on {done.manifest.made_at}: {done.manifest.rows:,} rows.{kept}")


@db_app.command("status")
def db_status() -> None:
    """Say where the database is, and whether its tables are those of this release."""
    from clarifier.settings import load
    from clarifier.team.database import connect
    from clarifier.team.upgrades import to_come

    settings = load()
    database = connect(settings.data_folder, settings.database_url)
    try:
        if database.file and not database.file.exists():
            typer.echo(f"{database.place} is not there yet; it is made when something is saved.")
            return
        steps = to_come(database)
    finally:
        database.close()
    say = (
        f"to come: {', '.join(steps)}; run `clarifier db upgrade`" if steps else "its tables are those of this release"
    )
    typer.echo(f"{database.place} ({database.dialect}): {say}.")


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the tables up to date. A copy of a SQLite file is laid beside it first; of a server's, make a backup."""
    from clarifier.settings import load
    from clarifier.team.database import connect
    from clarifier.team.schema import upgrade

    settings = load()
    database = connect(settings.data_folder, settings.database_url)
    try:
        taken = upgrade(database)
    finally:
        database.close()
    done = f"took {', '.join(taken)}" if taken else "was up to date"
    typer.echo(f"{database.place} {done}.")


def _table(file: str) -> bytes:
    """What the file holds, and no more of it than can be imported."""
    from clarifier.team.past_orders import MOST_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    place = Path(file)
    if place.is_file() and place.stat().st_size > MOST_BYTES:
        raise UnreadableInput(f"{file} is larger than {MOST_BYTES // 1024**2} MB; import it in parts.")
    return bytes_of(file)


def _report(report: "Report") -> str:
    """What an import found, for reading."""
    new = report.orders - report.known
    head = f"{_many(report.rows, 'row')}, {_many(report.orders, 'order')} that can be used, {report.left_out} left out."
    lines = [head]
    if report.known:
        lines.append(f"{_many(report.known, 'order')} in the ledger already.")
    if report.undated:
        lines.append(f"{_many(report.undated, 'order')} without an asking date: the first day named stands for it.")
    lines += [f"  {problem}" for problem in report.problems[:_SHOWN]]
    if len(report.problems) > _SHOWN:
        lines.append(f"  and {len(report.problems) - _SHOWN:,} problems more.")
    end = (
        f"{_many(new, 'order')} entered."
        if report.applied
        else f"Nothing was written: --apply enters {_many(new, 'order')}."
    )
    return "\n".join([*lines, end]) + "\n"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Entering", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def _written(out: Path | None) -> Iterator[IO[bytes]]:
    """A file that is written whole or not at all, or standard output, which gets nothing before all of it is there. Raises UnreadableInput."""
    if out is None:
        with tempfile.TemporaryFile() as spool:
            yield spool
            spool.seek(0)
            shutil.copyfileobj(spool, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".part", f"{out.name}.", out.parent)
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise UnreadableInput(f"{out} cannot be written ({error.strerror}); choose another place.") from error
    finally:
        if part:
            part.unlink(missing_ok=True)
