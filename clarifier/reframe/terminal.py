"""A reframed message for reading in a terminal: the message to send, then each change with its reason, the lights, the facts.

Comes in: a reframed message. Goes out: lines on a rich console; colour is never alone, a word stands beside it.
"""

from typing import TYPE_CHECKING

from clarifier.reframe.exports import headline
from clarifier.reframe.reframed import Reframed
from clarifier.request.rules import rules

if TYPE_CHECKING:
    from rich.console import Console

_NAMES = {"respectful": "Respectful", "two_way": "Two-way", "open": "Open", "clear": "Clear"}


def show(reframed: Reframed, console: "Console") -> None:
    """Prints the reframed message."""
    from rich.table import Table
    from rich.text import Text

    console.print(Text(headline(reframed), style="bold green" if reframed.is_ready else "bold yellow"))
    if reframed.heat:
        console.print()
        console.print(Text(reframed.rewritten.strip()))
    for note in (*reframed.problems, *([reframed.question] if reframed.question else [])):
        console.print()
        console.print(Text(note, style="yellow"))
    if reframed.changes:
        console.print()
        console.print(Text("What changed, and why", style="bold"))
        for change in reframed.changes:
            after = f" → {change.after}" if change.after else ""
            console.print(Text(f"  “{change.before}”{after}"))
            console.print(Text(f"    {change.why} ({rules()[change.rule].short})", style="dim"))
    console.print()
    lights = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    for light in reframed.lights:
        colour = "green" if light.score >= 0.8 else "yellow" if light.score >= 0.5 else "red"
        word = "yes" if light.score >= 0.8 else "partly" if light.score >= 0.5 else "no"
        lights.add_row(_NAMES[light.name], Text(word, style=colour), light.why)
    console.print(Text("As written", style="bold"))
    console.print(lights)
    if reframed.facts.kept:
        console.print()
        console.print(Text("Facts unchanged: ", style="bold").append(", ".join(reframed.facts.kept), style="not bold"))
