"""The Learn tab: ask the rules, browse them, practise on situations, and five cards a day.

Comes in: calls from static/learn.js, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from clarifier.rules.scenarios import by_level, scenarios
from clarifier.texts import table
from clarifier.web import door
from clarifier.web import learn_desk as desk
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.classroom import classroom
from clarifier.web.stops import Stops
from clarifier.web.tab import Tab

_START = "import(new URL('page/learn.js', document.baseURI)).then((learn) => learn.start(element, server));"


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    room = classroom(settings)
    stops = Stops()

    def ask(call: Mapping[str, Any]) -> dict[str, Any]:
        with stops.held(str(call["id"])) as stop:
            return desk.ask(room, str(call["question"]), stop, model=bool(call.get("model")))

    def stop(call: Mapping[str, Any]) -> dict[str, Any]:
        stops.stop(str(call["id"]))
        return {}

    def document(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.document(room, str(call["document"]), str(call.get("quote") or ""))

    def rulebook(_: Mapping[str, Any]) -> dict[str, Any]:
        return desk.rulebook(room)

    def scene(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.scene(str(call["scenario"]))

    def practise(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.practise(room, str(call["scenario"]), _messages(call), _learner(call))

    def counter(call: Mapping[str, Any]) -> dict[str, Any]:
        with stops.held(str(call["id"])) as stop:
            return desk.counter(room, str(call["scenario"]), _messages(call), stop)

    def five(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.five(room, _learner(call), int(call["minutes"]))

    def rate(call: Mapping[str, Any]) -> dict[str, Any]:
        key, minutes = str(call["key"])[:60], int(call["minutes"])
        return desk.rate(room, _learner(call), str(call["card"]), str(call["rating"]), key, minutes)

    def progress(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.progress(room, _learner(call), int(call["minutes"])) | {"alone": door.is_alone()}

    words = table("wording/learn_page")
    gr.HTML(
        html_template=frame(
            "learn.html",
            panes=[(each["id"], each["title"], each["about"]) for each in words["panes"]],
            questions=words["questions"],
            levels=list(by_level(scenarios())),
        ),
        js_on_load=_START,
        server_functions=[
            answered(each) for each in (ask, stop, document, rulebook, scene, practise, counter, five, rate, progress)
        ],
        apply_default_css=False,
        elem_id="learn",
    )


TAB = Tab(title="Learn", slug="learn", build=build)


def _learner(call: Mapping[str, Any]) -> str:
    """Who learns: whoever is signed in, whatever the browser says; the name typed there where nobody signs in."""
    return str(call["learner"]) if door.is_alone() else door.person().login


def _messages(call: Mapping[str, Any]) -> list[str]:
    """The learner's messages, the newest last."""
    return [str(each) for each in call["messages"]][-desk.MOST_MESSAGES :]
