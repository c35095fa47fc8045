"""A call from the browser: taken apart, worked on, and always answered.

Comes in: what a card's script sent, one dictionary, or a form with a dropped file beside it. Goes out: `{"ok": true, ...}`, or the one
sentence to show.
"""

import json
import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from clarifier.errors import ClarifierError

OUR_FAULT = "Something went wrong on our side. Your text is kept; try again, or send it to whoever runs this page."
Work = Callable[[Mapping[str, Any]], dict[str, Any]]
_LOG = logging.getLogger("clarifier.web")


def answered(work: Work) -> Callable[[Any], dict[str, Any]]:
    """Every call ends in an answer: a refusal has its sentence, a fault of ours is logged and says so."""

    def answer(sent: Any) -> dict[str, Any]:
        try:
            return {"ok": True, **work(_unpacked(sent))}
        except ClarifierError as error:
            return {"ok": False, "error": str(error)}
        except Exception as error:  # noqa: BLE001 - the page's door: one sentence for the rep, the place of the fault in the log
            places = "".join(traceback.format_tb(error.__traceback__))  # not its words: they may quote the text
            _LOG.error("the call %s of the page failed: %s\n%s", work.__name__, type(error).__name__, places)
            return {"ok": False, "error": OUR_FAULT}

    answer.__name__ = work.__name__
    return answer


def _unpacked(sent: Any) -> Mapping[str, Any]:
    if isinstance(sent, dict):
        return sent
    call = json.loads(sent.data["call"])
    (name, content), *_ = sent.files
    return {**call, "email": content, "name": call.get("name") or name}
