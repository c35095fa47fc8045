"""`clarifier ask` and `clarifier rules`: a question answered from the rules, and the rules themselves. Nothing heavy is imported before it
is needed."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.cli_files import Engine, put
from clarifier.errors import BadSettings, BrokenKnowledge

if TYPE_CHECKING:
    from clarifier.rules.corpus import Corpus

rules_app = typer.Typer(
    no_args_is_help=True, help="The rules of engagement and your company's own: list, read and check them."
)


class Format(StrEnum):
    """How an answer is written."""

    text = "text"
    md = "md"
    json = "json"


class Table(StrEnum):
    """How a table is written."""

    csv = "csv"
    json = "json"


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.", show_default=False)],
    style: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.text,
    engine: Annotated[
        Engine,
        typer.Option(help="Who answers: the offline engine needs no model. auto: a model if one is set up."),
    ] = Engine.auto,
) -> None:
    """Ask the rules of engagement: an answer with the passages it rests on, or that the rules do not say."""
    from clarifier.rules.engines import ask_with, checked
    from clarifier.rules.library import open_library
    from clarifier.settings import load

    settings = load()
    checked(question)  # before anything is opened
    library = open_library(settings)
    if library.collection.note:
        typer.echo(f"clarifier: {library.collection.note}", err=True)
    for problem in library.corpus.problems:
        typer.echo(f"clarifier: {problem} It was left out.", err=True)
    answer = ask_with(engine.value, question, library, settings)
    if answer.engine.fallback_reason:
        typer.echo(f"clarifier: answered without a model. {answer.engine.fallback_reason}", err=True)
    if style is Format.json:
        from clarifier.rules.contract import as_json

        put((json.dumps(as_json(answer), ensure_ascii=False, indent=1) + "\n").encode(), None)
        return
    from clarifier.rules.exports import as_markdown, as_text

    put((as_markdown(answer) if style is Format.md else as_text(answer)).encode(), None)


@rules_app.command("list")
def list_rules() -> None:
    """Print every rule and practice: its id and its title."""
    for document in _corpus().documents.values():
        typer.echo(f"{document.id:36}  {document.title}")


@rules_app.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(help="An id, such as rule-02.", show_default=False)],
) -> None:
    """Print one rule or practice, whole."""
    from clarifier.rules.exports import document_text

    found = _corpus().documents.get(rule)
    if found is None:
        raise BadSettings(f"There is no rule {rule!r}; `clarifier rules list` prints the ids.")
    typer.echo(document_text(found), nl=False)


@rules_app.command("check")
def check_rules(
    folder: Annotated[
        Path | None,
        typer.Argument(help="A folder of your own rules; without it, the one in your settings.", show_default=False),
    ] = None,
) -> None:
    """Check your own rules: ids, sources, links and sizes, file by file."""
    corpus = _corpus(folder)
    for problem in corpus.problems:
        typer.echo(str(problem), err=True)
    own = [source for source in corpus.sources if source.name.startswith("company/")]
    if corpus.problems:
        count = len(corpus.problems)
        raise BrokenKnowledge(f"{count} problem{'s' if count > 1 else ''}; {len(own)} files are fine and are used.")
    typer.echo(f"{len(corpus.documents)} rules and practices are in order, {len(own)} of them your own.")


@rules_app.command("progress")
def export_progress(
    learner: Annotated[str, typer.Option(help="Whose progress.", show_default=True)] = "me",
    style: Annotated[Table, typer.Option("--format", help="How it is written.")] = Table.csv,
) -> None:
    """Export what a learner has reviewed and practised: each answer to a card, each verdict on a message."""
    from clarifier.settings import load
    from clarifier.team import learning
    from clarifier.team.database import open_for

    database, learner = open_for(load()), " ".join(learner.split()).casefold()
    try:
        rows = [
            *(
                ["review", each.card, "", each.rating, each.at.isoformat()]
                for each in learning.reviews(database, learner)
            ),
            *(
                ["practice", each.scenario, each.rule, each.verdict, each.at.isoformat()]
                for each in learning.attempts(database, learner)
            ),
        ]
        others = [name for name in learning.learners(database) if name != learner]
    finally:
        database.close()
    if not rows:
        known = f"; known are {', '.join(others)}" if others else ""
        raise BadSettings(f"Nothing is kept of a learner {learner!r}{known}. Name one with --learner.")
    heads = ["kind", "what", "rule", "result", "at"]
    if style is Table.json:
        put(
            (
                json.dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
            ).encode(),
            None,
        )
        return
    import csv
    import io

    buffer = io.StringIO()
    csv.writer(buffer).writerows([heads, *rows])
    put(buffer.getvalue().encode(), None)


def _corpus(folder: Path | None = None) -> "Corpus":
    from clarifier.rules.corpus import read_corpus
    from clarifier.settings import load

    return read_corpus(folder or load().knowledge)
