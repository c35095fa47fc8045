"""The Clarify tab: an email goes in, what the customer really asks for stands beside it.

Comes in: calls from static/clarify.js, one dictionary each. Goes out: `{"ok": true, ...}`, or the one sentence to show.
"""

import base64
import json
import logging
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import gradio as gr

from clarifier.errors import BadSettings, ClarifierError
from clarifier.web import desk
from clarifier.web.cards import frame
from clarifier.web.tab import Tab

OUR_FAULT = "Something went wrong on our side. Your text is kept; try again, or send it to whoever runs this page."
_START = "import(new URL('page/clarify.js', document.baseURI)).then((clarify) => clarify.start(element, server));"
_LOG = logging.getLogger("clarifier.web")


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""

    def answered(work: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
        """Every call ends in an answer: a refusal has its sentence, a fault of ours is logged and says so."""

        def answer(sent: Any) -> dict[str, Any]:
            try:
                return {"ok": True, **work(_unpacked(sent))}
            except ClarifierError as error:
                return {"ok": False, "error": str(error)}
            except Exception:  # noqa: BLE001 - the page's door: one sentence for the rep, the whole fault in the log
                _LOG.exception("a call of the Clarify tab failed")
                return {"ok": False, "error": OUR_FAULT}

        answer.__name__ = work.__name__
        return answer

    def clarify(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.cards(_paste(call), settings)

    def compose(call: Mapping[str, Any]) -> dict[str, Any]:
        return {"reply": desk.reply(_paste(call), [str(each) for each in call["questions"]], settings)}

    def export(call: Mapping[str, Any]) -> dict[str, Any]:
        name, media_type, content = desk.export(_paste(call), str(call["form"]), settings)
        return {"name": name, "type": media_type, "content": base64.b64encode(content).decode()}

    def example(call: Mapping[str, Any]) -> dict[str, Any]:
        return dict(desk.example(str(call["file"])))

    gr.HTML(
        html_template=frame("shell.html", examples=desk.examples()),
        js_on_load=_START,
        server_functions=[answered(each) for each in (clarify, compose, export, example)],
        apply_default_css=False,
        elem_id="clarify",
    )


TAB = Tab(title="Clarify", slug="clarify", build=build)


def _unpacked(sent: Any) -> Mapping[str, Any]:
    """The call as sent: a dictionary, or a form with a dropped file beside it."""
    if isinstance(sent, dict):
        return sent
    call = json.loads(sent.data["call"])
    (name, content), *_ = sent.files
    return {**call, "email": content, "name": call.get("name") or name}


def _paste(call: Mapping[str, Any]) -> desk.Paste:
    sent = call.get("sent") or None
    try:
        day = date.fromisoformat(sent) if sent else None
    except ValueError as error:
        raise BadSettings("The day it was sent must be a date, such as 2024-11-12.") from error
    return desk.Paste(
        call["email"], call.get("name") or None, day, tuple(str(each) for each in call.get("answers", ()))
    )
