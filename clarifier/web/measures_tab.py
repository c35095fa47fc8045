"""The Measures tab: the one number both teams share, what stands beside it, the list behind each figure, and the pulse.

Comes in: calls from static/measures.js and static/pulse.js, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from clarifier.web import measures_desk as desk
from clarifier.web import pulse_desk
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.office import office
from clarifier.web.tab import Tab

_START = "import(new URL('page/measures.js', document.baseURI)).then((measures) => measures.start(element, server));"
MOST_KEY = 60  # characters


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    room = office(settings)

    def figures(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.figures(room.seat(), int(call["months"]))

    def behind(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.listing(
            room.seat(), str(call["measure"]), str(call["period"]), str(call["which"]), int(call["skip"])
        )

    def pulse(call: Mapping[str, Any]) -> dict[str, Any]:
        return pulse_desk.show(room.seat(), int(call["round"]))

    def pulse_answer(call: Mapping[str, Any]) -> dict[str, Any]:
        return pulse_desk.answer(
            room.seat(), int(call["round"]), call["score"], str(call["gap"]), str(call["key"])[:MOST_KEY]
        )

    def pulse_open(call: Mapping[str, Any]) -> dict[str, Any]:
        return pulse_desk.open_round(room.seat(), str(call["question"]), str(call["expected"]))

    def pulse_close(call: Mapping[str, Any]) -> dict[str, Any]:
        return pulse_desk.close_round(room.seat(), int(call["round"]))

    def pulse_tag(call: Mapping[str, Any]) -> dict[str, Any]:
        return pulse_desk.tag(room.seat(), int(call["round"]), str(call["comment"]), str(call["text"]))

    gr.HTML(
        html_template=frame("measures.html", windows=desk.WINDOWS),
        js_on_load=_START,
        server_functions=[
            answered(each) for each in (figures, behind, pulse, pulse_answer, pulse_open, pulse_close, pulse_tag)
        ],
        apply_default_css=False,
        elem_id="measures",
    )


TAB = Tab(title="Measures", slug="measures", build=build)
