"""The page as a web application, and how it is served.

Comes in: host, port, settings. Goes out: Gradio's page, mounted in an application of our own behind the shield and the door.
A tab is one module with a `TAB`; the header and the order of the tabs follow `TABS`.
"""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from clarifier.errors import BadSettings
from clarifier.settings import Settings
from clarifier.web import (
    answer_page,
    clarify_tab,
    learn_tab,
    measures_tab,
    model_menu,
    reframe_tab,
    requests_tab,
    summit_tab,
)  # fmt: skip
from clarifier.web.cards import card
from clarifier.web.classroom import classroom
from clarifier.web.door import Door
from clarifier.web.model_desk import ModelDesk
from clarifier.web.model_shop import IndexShop
from clarifier.web.origins import is_loopback
from clarifier.web.reception import Reception
from clarifier.web.shield import MOST_BYTES, Shield
from clarifier.web.theme import theme

TABS = (clarify_tab.TAB, reframe_tab.TAB, requests_tab.TAB, summit_tab.TAB, learn_tab.TAB, measures_tab.TAB)
PORTS_TO_TRY = 20
OPEN_PATHS = ("/answer/", "/page/answer_page.")  # a planner's answer link carries its own key
_STATIC = Path(__file__).parent / "static"
_CLOSED: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}


def page(settings: Settings, models: ModelDesk) -> gr.Blocks:
    """Header and tabs."""
    blocks: gr.Blocks
    with gr.Blocks(title="clarifier", analytics_enabled=False, fill_width=True) as blocks:
        model_menu.build(settings, models, TABS)
        for tab in TABS:
            tab.build(settings)
    blocks.queue(default_concurrency_limit=16)
    return blocks


def application(settings: Settings, models: ModelDesk | None = None) -> Shield:
    """The whole application, ready for a server; `models` installs models otherwise than from the package index."""
    app = FastAPI(**_CLOSED)
    app.mount("/page", StaticFiles(directory=_STATIC))
    app.include_router(answer_page.routes(lambda: classroom(settings).database, settings.zone))
    gr.mount_gradio_app(
        app,
        page(settings, models or model_desk(settings)),
        path="/",
        theme=theme(),
        head=card("head.html"),
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=MOST_BYTES,
        app_kwargs=dict(_CLOSED),
    )
    return Shield(Door(app, reception(settings), OPEN_PATHS))


def reception(settings: Settings) -> Reception:
    """Who may come in; the database is the one that the tabs use, opened when it is first needed."""
    return Reception(settings, lambda: classroom(settings).database)


def model_desk(settings: Settings) -> ModelDesk:
    """The desk that installs what the catalogue offers."""
    return ModelDesk(settings, IndexShop(settings.model_folder))


class _Announcing(uvicorn.Server):
    """A server that prints where it is once it can be opened."""

    def __init__(self, config: uvicorn.Config, address: str, then: Callable[[], None]) -> None:
        super().__init__(config)
        self.address = address
        self.then = then

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"clarifier is open at {self.address}  (Ctrl+C ends it)", flush=True)
            self.then()


def serve(host: str, port: int, settings: Settings) -> None:
    """Serve the page until it is stopped; a port that is taken makes way for the next free one.

    Raises BadSettings, StoreError: where others than this machine reach it, somebody must be able to sign in.
    """
    with listening(host, port) as door:
        address, found = door.getsockname()[:2]
        if not is_loopback(address):
            reception(settings).must_hold(host)
        shown = f"[{host}]" if ":" in host else host
        models = model_desk(settings)
        config = uvicorn.Config(
            application(settings, models),
            log_level="warning",
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        _Announcing(config, f"http://{shown}:{found}", lambda: _warm_up(models, settings)).run(sockets=[door])


def _warm_up(models: ModelDesk, settings: Settings) -> None:
    """What takes seconds to load is loaded in the background, once the page is there."""
    classroom(settings).warm_up()
    models.warm_up()


def listening(host: str, port: int) -> socket.socket:
    """A socket at the first free port from `port` on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TO_TRY, 65536)) if port else (0,):
        door = socket.socket(family, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, candidate))
            door.listen()
        except PermissionError as error:
            door.close()
            raise BadSettings(f"Port {candidate} needs more rights than you have; take one above 1023.") from error
        except OSError as error:
            door.close()
            if error.errno not in (98, 48, 10048):  # address in use on Linux, macOS, Windows
                raise BadSettings(f"The page cannot be opened on {host}: {error.strerror}.") from error
        else:
            return door
    raise BadSettings(f"Ports {port} to {port + PORTS_TO_TRY - 1} are all taken; name another with --port.")
