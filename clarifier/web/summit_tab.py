"""The Summit tab: an agenda drafted from what happened, run from the page by several browsers at once, and its minutes.

Comes in: calls from static/summit.js and what it loads, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

import base64
from collections.abc import Mapping
from typing import Any

import gradio as gr

from clarifier.web import pulse_desk
from clarifier.web import summit_desk as desk
from clarifier.web import summit_room as run
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.office import office
from clarifier.web.summit_view import LENGTHS
from clarifier.web.tab import Tab

_START = "import(new URL('page/summit.js', document.baseURI)).then((summit) => summit.start(element, server));"
MOST_KEY = 60  # characters
Call = Mapping[str, Any]
Json = dict[str, Any]


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    room = office(settings)

    def home(_: Call) -> Json:
        return desk.home(room.seat())

    def draft(call: Call) -> Json:
        topics = [str(each) for each in call["topics"]]
        return desk.draft(room.seat(), str(call["starts"]), int(call["minutes"]), topics, _key(call))

    def show(call: Call) -> Json:
        return desk.show(room.seat(), int(call["number"]))

    def look(call: Call) -> Json:
        return desk.look(room.seat(), int(call["number"]), int(call["version"]))

    def edit(call: Call) -> Json:
        return desk.edit(room.seat(), int(call["number"]), call["data"], int(call["version"]), _key(call))

    def discard(call: Call) -> Json:
        return desk.discard(room.seat(), int(call["number"]), int(call["version"]), _key(call))

    def action(call: Call) -> Json:
        return desk.action(
            room.seat(), str(call["action"]), str(call["status"]), str(call.get("because", "")), _key(call)
        )

    def export(call: Call) -> Json:
        name, media_type, content = desk.export(room.seat(), int(call["number"]), str(call["form"]))
        return {"name": name, "type": media_type, "content": base64.b64encode(content).decode()}

    def peek(call: Call) -> Json:
        return desk.peek(room.seat(), str(call["number"]))

    def move(call: Call) -> Json:
        item = call.get("item")
        return run.move(
            room.seat(), int(call["number"]), str(call["kind"]), str(item) if item else None, int(call["version"]), _key(call)
        )  # fmt: skip

    def capture(call: Call) -> Json:
        return run.capture(room.seat(), int(call["number"]), desk.checked(call["data"]), _key(call))

    def reword(call: Call) -> Json:
        said = desk.checked(call["data"])
        return run.reword(room.seat(), int(call["number"]), int(call["note"]), said, int(call["version"]), _key(call))

    def strike(call: Call) -> Json:
        return run.strike(room.seat(), int(call["number"]), int(call["note"]), bool(call["struck"]), _key(call))

    def rate(call: Call) -> Json:
        return run.rate(room.seat(), int(call["number"]), call["score"], _key(call))

    def close(call: Call) -> Json:
        return run.close(room.seat(), int(call["number"]), int(call["version"]), _key(call))

    def measure(_: Call) -> Json:
        return run.measure(room.seat())

    def cool(call: Call) -> Json:
        return run.cool(str(call["text"]))

    def pulse(call: Call) -> Json:
        return pulse_desk.show(room.seat(), int(call["round"]))

    def pulse_answer(call: Call) -> Json:
        return pulse_desk.answer(room.seat(), int(call["round"]), call["score"], str(call["gap"]), _key(call))

    def pulse_open(call: Call) -> Json:
        return pulse_desk.open_round(room.seat(), str(call["question"]), str(call["expected"]))

    def pulse_close(call: Call) -> Json:
        return pulse_desk.close_round(room.seat(), int(call["round"]))

    def pulse_tag(call: Call) -> Json:
        return pulse_desk.tag(room.seat(), int(call["round"]), str(call["comment"]), str(call["text"]))

    work = (
        home, draft, show, look, edit, discard, action, export, peek, move, capture, reword, strike, rate, close, measure, cool,
        pulse, pulse_answer, pulse_open, pulse_close, pulse_tag,
    )  # fmt: skip
    gr.HTML(
        html_template=frame("summit.html", lengths=LENGTHS, limits=desk.limits()),
        js_on_load=_START,
        server_functions=[answered(each) for each in work],
        apply_default_css=False,
        elem_id="summit",
    )


TAB = Tab(title="Summit", slug="summit", build=build)


def _key(call: Call) -> str:
    """What makes the same submission, sent twice, one."""
    return str(call["key"])[:MOST_KEY]
