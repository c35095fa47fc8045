"""What a second reading, by a model, is called and what it changed, in a colleague's words.

Comes in: settings, and the contract's JSON of the same email without and with the model. Goes out: the line that says who read, and which
fields are new. It asks no model and decides nothing.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from clarifier.errors import NoModel
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.settings import Settings

ALONE = "Read on this machine, without a model"
STOPPED = "Stopped: read on this machine, without a model"
Json = dict[str, Any]
Shown = tuple[str, str, str]  # a field as a reader sees it: its name, its status, its text


@dataclass(frozen=True)
class Changes:
    """How many fields a model added, changed and took away; `new` are those that now stand there, `aside` what it could not prove."""

    added: int
    changed: int
    gone: int
    aside: int
    new: frozenset[Shown]

    @property
    def words(self) -> str:
        """`2 things added, 1 changed`; nothing where all is as before."""
        counts = (
            (self.added, "added"),
            (self.changed, "changed"),
            (self.gone, "taken out"),
            (self.aside, "left aside"),
        )
        said = [(count, what) for count, what in counts if count]
        return ", ".join(
            f"{count} {'thing ' if count == 1 else 'things '}{what}" if place == 0 else f"{count} {what}"
            for place, (count, what) in enumerate(said)
        )


def changes(before: Json, after: Json) -> Changes:
    """What differs between two readings of an email."""
    was, now = (Counter(map(shown, data["summary"]["fields"])) for data in (before, after))
    new, old = ([field for field in (a - b).elements() if field[1] != "missing"] for a, b in ((now, was), (was, now)))
    names, old_names = (Counter(field[0] for field in fields) for fields in (new, old))
    changed = (names & old_names).total()
    aside = len(after["set_aside"]) - len(before["set_aside"])
    return Changes(len(new) - changed, changed, len(old) - changed, max(0, aside), frozenset(new))


def shown(field: Json) -> Shown:
    """A field of the summary, as far as a reader would call it the same."""
    return field["field"], field["status"], field["text"]


def model_here(settings: Settings | None) -> str | None:
    """What the model that is set up is called, None without one."""
    try:
        return called(find_endpoint(settings)) if settings else None
    except NoModel:
        return None


def called(endpoint: Endpoint) -> str:
    """A model by its name; one without a name by where it is."""
    if endpoint.kind == "openai":
        return f"{endpoint.model} at OpenAI"
    if endpoint.kind == "address" and endpoint.model == "default":
        return f"the model at {urlsplit(endpoint.url or '').netloc}"
    return endpoint.model


def reading(name: str | None) -> str | None:
    """The line while a model reads; None without one."""
    return f"Reading once more with {name} …" if name else None


def line(data: Json, name: str, changed: Changes, *, stopped: bool = False) -> str:
    """Who read, and what came of it."""
    engine = data["engine"]
    if engine["name"] == "model":
        return f"Read once more with {name}: {changed.words or 'nothing to add'}"
    if stopped:
        return STOPPED
    return f"Read without a model: {engine['fallback_reason']}" if engine["fallback_reason"] else ALONE
