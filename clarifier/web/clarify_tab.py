"""The Clarify tab: an email goes in, what the customer really asks for stands beside it.

Comes in: calls from static/clarify.js, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any

import gradio as gr

from clarifier.errors import BadSettings, NoRequest
from clarifier.web import desk, saving
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.office import office
from clarifier.web.stops import Stops
from clarifier.web.tab import Tab

_START = "import(new URL('page/clarify.js', document.baseURI)).then((clarify) => clarify.start(element, server));"


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    stops = Stops()
    room = office(settings)

    def clarify(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.cards(_paste(call), settings)

    def refine(call: Mapping[str, Any]) -> dict[str, Any]:
        with stops.held(str(call["id"])) as stop:
            return desk.refined_cards(_paste(call), settings, stop)

    def stop(call: Mapping[str, Any]) -> dict[str, Any]:
        stops.stop(str(call["id"]))
        return {}

    def compose(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.reply(_paste(call), [str(each) for each in call["questions"]], settings, refined=_refined(call))

    def export(call: Mapping[str, Any]) -> dict[str, Any]:
        name, media_type, content = desk.export(_paste(call), str(call["form"]), settings, refined=_refined(call))
        return {"name": name, "type": media_type, "content": base64.b64encode(content).decode()}

    def example(call: Mapping[str, Any]) -> dict[str, Any]:
        return dict(desk.example(str(call["file"])))

    def save(call: Mapping[str, Any]) -> dict[str, Any]:
        kept, paste = saving.kept_of(call.get("kept")), _paste(call)
        seat, read = room.seat(), desk.read_paste(paste, settings, refined=_refined(call))
        try:
            return saving.save(read, paste.answers, kept, seat, str(call["key"]))
        except NoRequest as error:
            return {"ok": False, "error": str(error), "gone": True}

    def asked(call: Mapping[str, Any]) -> dict[str, Any]:
        kept, questions = saving.kept_of(call.get("kept")), [str(each) for each in call["questions"]]
        if kept is None:
            raise NoRequest("Save the request first; then it can be marked.")
        return saving.asked_customer(kept, questions, room.seat(), str(call["key"]))

    gr.HTML(
        html_template=frame("shell.html", examples=desk.examples()),
        js_on_load=_START,
        server_functions=[answered(each) for each in (clarify, refine, stop, compose, export, example, save, asked)],
        apply_default_css=False,
        elem_id="clarify",
    )


TAB = Tab(title="Clarify", slug="clarify", build=build)


def _refined(call: Mapping[str, Any]) -> bool:
    """Whether the browser shows what a model refined."""
    return bool(call.get("refined"))


def _paste(call: Mapping[str, Any]) -> desk.Paste:
    sent = call.get("sent") or None
    try:
        day = date.fromisoformat(sent) if sent else None
    except ValueError as error:
        raise BadSettings("The day it was sent must be a date, such as 2024-11-12.") from error
    answers, reply_in = tuple(str(each) for each in call.get("answers", ())), call.get("reply_in")
    return desk.Paste(call["email"], call.get("name") or None, day, answers, str(reply_in) if reply_in else None)
