"""The Reframe tab: a heated message goes in, one that is ready to send stands beside it.

Comes in: calls from static/reframe.js, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from clarifier.reframe.reframed import MOST
from clarifier.web import reframe_desk as desk
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.reframe_view import unlit
from clarifier.web.second_wording import stays
from clarifier.web.stops import Stops
from clarifier.web.tab import Tab

_START = "import(new URL('page/reframe.js', document.baseURI)).then((reframe) => reframe.start(element, server));"


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    stops = Stops()

    def reframe(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.reframed(*_wish(call), settings)

    def improve(call: Mapping[str, Any]) -> dict[str, Any]:
        with stops.held(str(call["id"])) as stop:
            return desk.improved(*_wish(call), settings, stop, kept=call.get("kept") or None)

    def stop(call: Mapping[str, Any]) -> dict[str, Any]:
        stops.stop(str(call["id"]))
        return {}

    def check(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.check(str(call["message"]), str(call["edited"]))

    gr.HTML(
        html_template=frame(
            "reframe.html",
            audiences=desk.AUDIENCES,
            examples=desk.examples(),
            lights=unlit(),
            stays=stays(settings),
            most=MOST,
        ),
        js_on_load=_START,
        server_functions=[answered(each) for each in (reframe, improve, stop, check)],
        apply_default_css=False,
        elem_id="reframe",
    )


TAB = Tab(title="Reframe", slug="reframe", build=build)


def _wish(call: Mapping[str, Any]) -> tuple[str, str, str]:
    """The message, to whom it goes, how it shall be worded."""
    return str(call["message"]), str(call["to"]), str(call["variant"])
