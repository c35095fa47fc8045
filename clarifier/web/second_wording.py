"""What a second wording of a message, by a model, is called, and where the message goes for it, in a colleague's words.

Comes in: settings, and the contract's JSON of the same message without and with the model. Goes out: the lines of the Reframe tab. It asks
no model and decides nothing.
"""

from typing import Any

from clarifier.errors import NoModel
from clarifier.model.endpoint import find_endpoint
from clarifier.settings import Settings
from clarifier.web.second_reading import called

ALONE = "Worded on this machine, without a model"
STOPPED = "Stopped: worded on this machine, without a model"
STAYS = "Stays in this browser until you pause typing; nothing is kept on the server."
Json = dict[str, Any]


def wording(name: str | None) -> str | None:
    """The line while a model words a message; None without one."""
    return f"Being worded once more by {name}\N{NO-BREAK SPACE}…" if name else None


def stays(settings: Settings) -> str:
    """Where a message goes, said before it goes there."""
    try:
        endpoint = find_endpoint(settings)
    except NoModel:
        return STAYS
    if endpoint.kind == "local":
        return f"{STAYS} A heated message is then worded once more, on this machine."
    return f"{STAYS} A heated message then goes to {called(endpoint)}, to be worded once more."


def line(data: Json, name: str, *, is_same: bool, stopped: bool = False) -> str:
    """Who worded what is shown, and what came of the model's wording; `is_same` where it says the same as without one."""
    engine = data["engine"]
    if engine["name"] == "model":
        return f"Worded once more by {name}: {'nothing to better' if is_same else 'every fact kept'}"
    if stopped:
        return STOPPED
    if engine["model"]:  # it answered, and none of its wordings held
        return str(engine["fallback_reason"])
    return f"Worded without a model: {engine['fallback_reason']}" if engine["fallback_reason"] else ALONE


def offer(name: str) -> str:
    """The line that offers the model's wording beside the one that is shown."""
    return f"A second wording by {name} is here: every fact kept"
