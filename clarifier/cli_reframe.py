"""`clarifier reframe`: a message in, the one that can be sent out. Nothing heavy is imported before it is needed."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from clarifier.cli_files import Engine, bytes_of, named, put
from clarifier.errors import UnreadableInput


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


class Format(StrEnum):
    """How a reframed message is written."""

    text = "text"
    md = "md"
    json = "json"


def reframe(
    file: Annotated[
        str, typer.Argument(help="The message as a text file; - or nothing reads standard input.", show_default=False)
    ] = "-",
    to: Annotated[Audience, typer.Option(help="Who will read it.")] = Audience.production,
    variant: Annotated[Variant, typer.Option(help="How it sounds.")] = Variant.direct,
    style: Annotated[Format, typer.Option("--format", help="How the result is written.")] = Format.text,
    engine: Annotated[
        Engine,
        typer.Option(help="Who rewrites: the offline engine needs no model. auto: a model if one is set up."),
    ] = Engine.auto,
) -> None:
    """Take the heat out of a message: every fact kept, every change explained."""
    from clarifier.reframe.engines import reframe_with
    from clarifier.settings import load

    text, settings = _text_of(file), load()
    try:
        reframed = reframe_with(engine.value, text, settings, to=to.value, variant=variant.value)
    except UnreadableInput as error:
        raise UnreadableInput(named(file, error)) from error
    if reframed.engine.fallback_reason:
        typer.echo(f"clarifier: rewritten without a model. {reframed.engine.fallback_reason}", err=True)
    if style is Format.json:
        from clarifier.reframe.contract import as_json

        put((json.dumps(as_json(reframed), ensure_ascii=False, indent=1) + "\n").encode(), None)
    elif style is Format.md:
        from clarifier.reframe.exports import as_markdown

        put(as_markdown(reframed).encode(), None)
    else:
        from rich.console import Console

        from clarifier.reframe.terminal import show

        show(reframed, Console(highlight=False, soft_wrap=True))


def _text_of(name: str) -> str:
    """A message as text: UTF-8, with or without a mark, else the Windows encoding."""
    data = bytes_of(name)
    if b"\0" in data:
        raise UnreadableInput(
            f"{'Standard input' if name == '-' else name} is no text; save the message as plain text and try again."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
