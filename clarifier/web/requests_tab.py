"""The Requests tab: the board of what customers wait for, and one request from the ask to the delivery.

Comes in: calls from static/requests.js and static/entry.js, one dictionary each. Goes out: what `calls.py` makes of the answers.
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from clarifier.errors import BadStep
from clarifier.team.life import STATES
from clarifier.texts import table
from clarifier.web import requests_desk as desk
from clarifier.web.calls import answered
from clarifier.web.cards import frame
from clarifier.web.office import office
from clarifier.web.tab import Tab

_START = "import(new URL('page/requests.js', document.baseURI)).then((requests) => requests.start(element, server));"
MOST_KEY = 100  # characters


def build(settings: Any) -> None:
    """Place the tab inside the page that is being built."""
    room = office(settings)

    def board(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.board(room.seat(), mine=bool(call.get("mine")))

    def listing(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.listing(room.seat(), str(call["words"]), str(call["state"]), int(call["skip"]))

    def entry(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.entry(room.seat(), str(call["number"]))

    def standing(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.standing(room.seat(), str(call["number"]))

    def take(call: Mapping[str, Any]) -> dict[str, Any]:
        key = str(call["key"])[:MOST_KEY]
        return desk.take(
            room.seat(), str(call["number"]), str(call["kind"]), _data(call["data"]), int(call["version"]), key
        )

    def weigh(call: Mapping[str, Any]) -> dict[str, Any]:
        return desk.weigh(room.seat(), str(call["number"]), list(call["told"]))

    words = table("wording/ledger")
    gr.HTML(
        html_template=frame(
            "requests.html",
            states=[(each, words["states"][each]) for each in STATES],
            lanes=list(words["lanes"].items()),
        ),
        js_on_load=_START,
        server_functions=[answered(each) for each in (board, listing, entry, standing, take, weigh)],
        apply_default_css=False,
        elem_id="requests",
    )


TAB = Tab(title="Requests", slug="requests", build=build)


def _data(sent: object) -> Mapping[str, Any]:
    """What a form holds."""
    if not isinstance(sent, dict):
        raise BadStep("The form was sent without what was typed; try again.")
    return sent
