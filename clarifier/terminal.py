"""A clarification for reading in a terminal: the outcome, each field with its status and the words behind it, questions, drafts.

Comes in: a clarification. Goes out: lines on a rich console; colour says the status, and a word beside it says it again.
"""

from typing import TYPE_CHECKING

from clarifier.exports import in_english, notices, outcome_words, standing_in
from clarifier.request.clarify import Clarification
from clarifier.request.messages import ask_production, reply_to_customer
from clarifier.request.rules import rules
from clarifier.request.summary import fields

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"found": "green", "unclear": "yellow", "missing": "red"}


def show(clarification: Clarification, console: "Console") -> None:
    """Prints the clarification."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

    console.print(Text(outcome_words(clarification), style="bold"))
    for notice in notices(clarification):
        console.print(Text(notice, style="yellow"))
    if not clarification.request.is_request:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    for view in fields(clarification):
        label = (
            view.label
            if view.line is None or len(clarification.request.lines) == 1
            else f"{view.line + 1}. {view.label}"
        )
        quotes = " … ".join(" ".join(e.quote.split()) for e in view.evidence)
        file = standing_in(view.evidence, clarification)
        table.add_row(
            label,
            Text(view.word, style=_COLOURS[view.status]),
            escape(view.text),
            Text((f"“{quotes}”" if quotes and quotes != view.text else "") + file, style="dim"),
        )
    console.print()
    console.print(table)
    if clarification.questions:
        console.print()
        console.print(Text("Questions worth asking", style="bold"))
        for number, question in enumerate(clarification.questions, 1):
            console.print(Text(f"  {number}. {question.text}"), Text(f"({rules()[question.rule].short})", style="dim"))
            if english := in_english(question):
                console.print(Text(f"     {english}", style="dim"))
    for title, draft in (
        ("Reply to the customer", reply_to_customer(clarification)),
        ("Ask to production", ask_production(clarification)),
    ):
        console.print()
        console.print(Text(title, style="bold"))
        console.print(Text("\n".join(f"  {line}".rstrip() for line in draft.rstrip().splitlines())))
    console.print()
    ready = clarification.readiness
    words = (
        "Ready: production can be asked."
        if ready.ready
        else f"{len(ready.missing)} answer{'s' if len(ready.missing) != 1 else ''} away from ready."
    )
    console.print(Text(words, style="bold green" if ready.ready else "bold yellow"))
