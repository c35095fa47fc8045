"""The header with its menu of who reads: what is set up, one button to install a model on this machine, its progress; and who is signed in.

Comes in: calls from static/model.js and static/who.js; the links to the tabs are worked by static/pages.js. Goes out: the panel as markup, how far
an installation is, and the name of whoever asks.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gradio as gr

from clarifier.settings import Settings
from clarifier.team.rights import may_run
from clarifier.web import door
from clarifier.web.calls import answered
from clarifier.web.cards import card, frame
from clarifier.web.model_desk import ModelDesk
from clarifier.web.second_reading import model_here, reading
from clarifier.web.tab import Tab

_START = (
    "import(new URL('page/pages.js', document.baseURI)).then((pages) => pages.start(element));"
    "import(new URL('page/model.js', document.baseURI)).then((model) => model.start(element, server));"
    "import(new URL('page/who.js', document.baseURI)).then((who) => who.start(element, server));"
)


def build(settings: Settings, desk: ModelDesk, tabs: Sequence[Tab]) -> None:
    """Place the header inside the page that is being built."""

    def after(work: Callable[[], None] | None) -> dict[str, Any]:
        if work:
            may_run(door.person(), "model")  # it is the house's, and all of its people wait for it
            work()
        now = desk.standing()
        return {
            "stage": now.stage,
            "pill": now.pill,
            "roomy": now.roomy,
            "share": now.share,
            "words": now.words,
            "next": reading(model_here(settings)) if now.stage == "installed" else None,
            "panel": card("model.html", now=now),
        }

    def standing(call: Mapping[str, Any]) -> dict[str, Any]:
        del call
        return after(None)

    def install(call: Mapping[str, Any]) -> dict[str, Any]:
        del call
        return after(desk.install)

    def stop_installing(call: Mapping[str, Any]) -> dict[str, Any]:
        del call
        return after(desk.stop)

    def remove(call: Mapping[str, Any]) -> dict[str, Any]:
        del call
        return after(desk.remove)

    def who(call: Mapping[str, Any]) -> dict[str, Any]:
        del call
        someone = door.person()
        return {
            "login": someone.login,
            "name": someone.name,
            "team": someone.team.value,
            "role": someone.role.value,
            "alone": door.is_alone(),
        }

    gr.HTML(
        html_template=frame("header.html", tabs=tabs),
        js_on_load=_START,
        server_functions=[answered(each) for each in (standing, install, stop_installing, remove, who)],
        elem_id="header",
        apply_default_css=False,
    )
