"""The test a model takes once: may it contradict our own reading, or only fill what is open?

Comes in: a reader and the folder where results are kept. Goes out: the scope of what it is asked. The test is a mail with traps
(knowledge/checklists/placement.toml); the claims are checked like those of any mail. What it does not know: how a model does on other mails.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clarifier.errors import ModelError
from clarifier.mail.read import read
from clarifier.model.chat import Reader
from clarifier.request.clarify import clarify
from clarifier.request.facts import Request
from clarifier.request.narrow import Scope
from clarifier.request.refine import refine
from clarifier.texts import table

_TOKENS = 4000
_LOG = logging.getLogger("clarifier.model")


def scope_for(reader: Reader, called: str, folder: Path) -> Scope:
    """What this model is asked: the result of its test, which it takes now where it never did. Raises ModelError."""
    path = folder / "placement.json"
    known = _known(path)
    name = f"{reader.name} at {called}"
    if name not in known:
        known[name] = wrong_answers(reader)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(json.dumps(known, indent=1), "utf-8")
        except OSError as error:
            _LOG.info("the result of a model's test could not be kept: %s", error.strerror)
    return "all" if known[name] <= table("checklists/placement")["most_wrong"] else "open"


def wrong_answers(reader: Reader) -> int:
    """How many things of the test mail a model gets wrong; each stage of the checks stands between. Raises ModelError."""
    test = table("checklists/placement")
    offline = clarify(read(test["email"].strip()))
    answered = refine(offline, reader, scope="all", tokens=_TOKENS)
    if answered.engine.fallback_reason:
        raise ModelError(answered.engine.fallback_reason)
    return sum(not right for right in _marks(answered.request, test))


def _marks(request: Request, test: dict[str, Any]) -> Iterator[bool]:
    lines = [
        [ln.part_number.value if ln.part_number else "", ln.quantity.value if ln.quantity else 0]
        for ln in request.lines
    ]
    for wanted in test["lines"]:
        yield wanted in lines
    yield len(lines) == len(test["lines"])
    yield bool(
        request.needed_by and request.needed_by.latest and request.needed_by.latest.isoformat() == test["needed_by"]
    )
    for name in ("partial_delivery", "date_flexibility"):
        yield getattr(request, name).value == test[name]
    for name in ("ship_to", "reason", "complaint"):
        found = getattr(request, name)
        yield bool(found) and test[name] in found.value


def _known(path: Path) -> dict[str, int]:
    try:
        known = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: wrong for name, wrong in known.items() if isinstance(wrong, int)} if isinstance(known, dict) else {}
