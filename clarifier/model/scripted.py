"""A model that answers from a script: the seam for tests and for readings written by hand.

Comes in: answers, or a function from prompt and schema to one. Goes out: what a model would answer, with what was asked noted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clarifier.errors import NoAnswer
from clarifier.model.chat import Answer, Prompt

Script = Callable[[Prompt, Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class Scripted:
    """Answers in turn; a script that has run out raises NoAnswer. `asked` holds the prompts."""

    script: Script | Sequence[Mapping[str, Any]]
    name: str = "scripted"
    asked: list[Prompt] = field(default_factory=list)

    def ask(self, prompt: Prompt, schema: Mapping[str, Any], most_out: int) -> Answer:
        """The next answer."""
        del most_out
        turn = len(self.asked)
        self.asked.append(prompt)
        if callable(self.script):
            return Answer(self.script(prompt, schema))
        if turn >= len(self.script):
            raise NoAnswer("The script has no more answers.")
        return Answer(self.script[turn])
