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
from clarifier.web.tab import Tab

_START = "import(new URL('page/reframe.js', document.baseURI)).then((reframe) => reframe.start(element, server));"


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""

    def reframe(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.reframed(str(call["message"]), str(call["to"]), str(call["variant"]), settings)

    def check(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.check(str(call["message"]), str(call["edited"]))

    gr.HTML(
        html_template=frame(
            "reframe.html",
            audiences=desk.AUDIENCES,
            examples=desk.examples(),
            lights=unlit(),
            most=MOST,
        ),
        js_on_load=_START,
        server_functions=[answered(each) for each in (reframe, check)],
        apply_default_css=False,
        elem_id="reframe",
    )


TAB = Tab(title="Reframe", slug="reframe", build=build)
