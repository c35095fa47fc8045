"""What the Reframe tab asks of the engine, as plain functions: no Gradio, nothing kept between two calls, nothing logged.

Comes in: a message, and what the rep, or a model, made of its rewritten text. Goes out: cards and plain data for the browser.
The browser sends everything each time, so that the server remembers nobody's message.
"""

from dataclasses import asdict, dataclass
from typing import Any, get_args

from clarifier.errors import BadSettings, UnreadableInput
from clarifier.model.chat import Stop
from clarifier.model.scripted import Scripted
from clarifier.reframe.candidates import improve
from clarifier.reframe.contract import as_json
from clarifier.reframe.engines import improved as asked
from clarifier.reframe.reframed import MOST, Audience, Reframed, Variant, reframe
from clarifier.reframe.reframed import check as judged
from clarifier.request.rules import rules
from clarifier.texts import table
from clarifier.web.cards import card
from clarifier.web.joined_changes import joined
from clarifier.web.reframe_view import calm, heard, heat, lights, pieces, rows
from clarifier.web.second_reading import model_here
from clarifier.web.second_wording import ALONE, line, offer, stays, wording

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
VARIANTS: tuple[Variant, ...] = get_args(Variant)


@dataclass(frozen=True)
class Example:
    """A message to try the page with."""

    title: str
    to: Audience
    text: str


def reframed(message: str, to: str, variant: str, settings: Any) -> dict[str, Any]:
    """The message without its heat, offline: the cards as markup, its pieces and facts as data; and whether a model shall word it once more."""
    offline = _offline(message, to, variant)
    engine = {"line": ALONE, "next": wording(model_here(settings)) if offline.heat else None, "stays": stays(settings)}
    return {**_shown(as_json(offline)), "engine": engine}


def improved(
    message: str, to: str, variant: str, settings: Any, stop: Stop, *, kept: str | None = None
) -> dict[str, Any]:
    """The same in a model's words, where they hold. `kept` are words of a model's that the browser holds: they are verified anew, and no
    model is asked. `engine.offer` is "" where there is nothing to show.
    """
    offline = _offline(message, to, variant)
    again = Scripted([{"first": _checkable(kept or ""), "second": ""}])
    better = improve(offline, again) if kept else asked(offline, settings, stop=stop)
    data = as_json(better)
    name = model_here(settings) or data["engine"]["model"] or ""
    holds = data["engine"]["name"] == "model"
    is_same = better.rewritten == offline.rewritten
    engine = {
        "line": line(data, name, is_same=is_same, stopped=stop.event.is_set()),
        "offer": offer(name) if holds and not is_same else "",
        "answered": data["engine"]["model"] is not None,
    }
    return {**_shown(joined(data) if holds else data), "engine": engine}


def _offline(message: str, to: str, variant: str) -> Reframed:
    audience = next((each for each in AUDIENCES if each == to), None)
    wanted = next((each for each in VARIANTS if each == variant), None)
    if audience is None:
        raise BadSettings(f"A message goes to {', '.join(AUDIENCES)}; not to {to!r}.")
    if wanted is None:
        raise BadSettings(f"A message is written {', '.join(VARIANTS)}; not {variant!r}.")
    return reframe(message, to=audience, variant=wanted)


def _shown(data: dict[str, Any]) -> dict[str, Any]:
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
    }


def check(message: str, edited: str) -> dict[str, Any]:
    """Whether a text that the rep has edited still says what the message says."""
    verdict = judged(message, _checkable(edited))
    return {"verdict": {"ready": not verdict.problems, **asdict(verdict)}}


def _checkable(text: str) -> str:
    if len(text) > MOST:
        raise UnreadableInput(f"The text has {len(text):,} characters; up to {MOST:,} can be checked. Shorten it.")
    return text


def examples() -> tuple[Example, ...]:
    """The messages on offer."""
    return tuple(Example(**each) for each in table("examples/heated")["examples"])
