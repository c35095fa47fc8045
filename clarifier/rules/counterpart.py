"""The counterpart of a practice, spoken by a model: freer than the script, and held to it.

Comes in: a scenario, the exchange so far, the scripted turn, and a reader (model/chat.py, or a script). Goes out: what the counterpart says.
Where the model fails, grows long, gets rude or makes up a number, the script's line stands.
"""

import re
from collections.abc import Sequence
from typing import Any

from clarifier.errors import ModelError
from clarifier.model.chat import Prompt, Reader
from clarifier.reframe.heat import is_sure
from clarifier.rules.practice import Turn
from clarifier.rules.scenarios import Scenario
from clarifier.texts import document, fill, table

SCHEMA: dict[str, Any] = {
    "title": "counterpart",
    "type": "object",
    "properties": {"says": {"type": "string"}},
    "required": ["says"],
    "additionalProperties": False,
}
MOST_OUT = 120  # tokens
MOST = 320  # characters that one says in a chat
_NUMBER = re.compile(r"\d+")


def spoken(scenario: Scenario, messages: Sequence[str], turn: Turn, reader: Reader) -> str:
    """What the counterpart says: the model's line where it holds, else the script's. Never raises ModelError."""
    try:
        answer = reader.ask(_prompt(scenario, messages, turn), SCHEMA, MOST_OUT)
    except ModelError:
        return turn.says
    said = answer.data.get("says")
    line = " ".join(said.split()) if isinstance(said, str) else ""
    return line if _holds(line, scenario, [*messages, turn.says]) else turn.says


def _holds(line: str, scenario: Scenario, said: Sequence[str]) -> bool:
    known = " ".join([scenario.situation, scenario.opening, *said, *(each for says in scenario.pushback.values() for each in says)])  # fmt: skip
    return (
        any(sign.isalpha() for sign in line)
        and len(line) <= MOST
        and not is_sure(line)
        and set(_NUMBER.findall(line)) <= set(_NUMBER.findall(known))
    )


def _prompt(scenario: Scenario, messages: Sequence[str], turn: Turn) -> Prompt:
    words = table("wording/practice")
    mood = words["mood_over" if turn.is_over else "mood_weak" if turn.weakest else "mood_good"]
    instruction = fill(document("prompts", "counterpart").body, name=scenario.counterpart, mood=mood)
    exchange = "\n".join(f"The colleague: {' '.join(each.split())}" for each in messages)
    data = f"Situation, told to the colleague: {scenario.situation}\n{exchange}"
    return Prompt(instruction, data, f"What you would say by the script: {turn.says}\nSay it in your own words now.")
