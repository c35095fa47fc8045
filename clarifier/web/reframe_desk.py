"""What the Reframe tab asks of the engine, as plain functions: no Gradio, nothing kept between two calls, nothing logged.

Comes in: a message, and what the rep made of its rewritten text. Goes out: cards and plain data for the browser.
The browser sends everything each time, so that the server remembers nobody's message.
"""

from dataclasses import asdict, dataclass
from typing import Any, get_args

from clarifier.errors import BadSettings, UnreadableInput
from clarifier.reframe.contract import as_json
from clarifier.reframe.engines import reframe_with
from clarifier.reframe.reframed import MOST, Audience, Variant
from clarifier.reframe.reframed import check as judged
from clarifier.request.rules import rules
from clarifier.texts import table
from clarifier.web.cards import card
from clarifier.web.reframe_view import calm, heard, heat, lights, pieces, rows

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
VARIANTS: tuple[Variant, ...] = get_args(Variant)


@dataclass(frozen=True)
class Example:
    """A message to try the page with."""

    title: str
    to: Audience
    text: str


def reframed(message: str, to: str, variant: str, settings: Any) -> dict[str, Any]:
    """The message without its heat, offline: the cards as markup, its pieces and facts as data."""
    audience = next((each for each in AUDIENCES if each == to), None)
    wording = next((each for each in VARIANTS if each == variant), None)
    if audience is None:
        raise BadSettings(f"A message goes to {', '.join(AUDIENCES)}; not to {to!r}.")
    if wording is None:
        raise BadSettings(f"A message is written {', '.join(VARIANTS)}; not {variant!r}.")
    data = as_json(reframe_with("offline", message, settings, to=audience, variant=wording))
    cut = pieces(data)
    return {
        "lights": card("lights.html", lights=lights(data)),
        "changes": card("changes.html", rows=rows(data, cut, rules())),
        "heat": heat(data),
        "pieces": cut,
        "verdict": {"ready": data["ready"], "problems": data["problems"], "facts": data["facts"]},
        "hint": data["question"],
        "calm": calm(data),
        "heard": heard(data),
        "engine": data["engine"]["name"],
    }


def check(message: str, edited: str) -> dict[str, Any]:
    """Whether a text that the rep has edited still says what the message says."""
    if len(edited) > MOST:
        raise UnreadableInput(f"The text has {len(edited):,} characters; up to {MOST:,} can be checked. Shorten it.")
    verdict = judged(message, edited)
    return {"verdict": {"ready": not verdict.problems, **asdict(verdict)}}


def examples() -> tuple[Example, ...]:
    """The messages on offer."""
    return tuple(Example(**each) for each in table("examples/heated")["examples"])
