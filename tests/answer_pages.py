"""What tests of the answer page share: the page alone behind its shield, at a fixed time, and requests that production was asked about."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from lives import MARCUS, PRIYA, draft, entered, step

from clarifier.errors import BadSettings
from clarifier.team import links, people
from clarifier.team.database import Database
from clarifier.team.ledger import Entry
from clarifier.team.person import Role
from clarifier.team.steps import Step
from clarifier.web import answer_page
from clarifier.web.shield import Shield

ANY_STEP = replace(PRIYA, role=Role.manager)  # Priya, where she also tells what others did
STATIC = Path(answer_page.__file__).parent / "static"
NOW = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)  # a Wednesday
FRIDAY = {
    "part_number": "44-1182-C",
    "description": "bearing caps",
    "revision": "D",
    "quantity": 500,
    "requested": "2026-11-20",
}
OFFER = {"request": {"partial_offer": {"value": 200}}, "thread": {"messages": [{"body": "THE RAW EMAIL"}]}}


def alone(database: Database | Callable[[], Database], now: datetime = NOW, zone: tzinfo = UTC) -> Shield:
    """The page without the rest of the house."""
    opening = database if callable(database) else lambda: database
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/page", StaticFiles(directory=STATIC))
    app.include_router(answer_page.routes(opening, zone, lambda: now))
    return Shield(app)


@contextmanager
def answering(database: Database) -> Iterator[str]:
    """The page on a free port, in a thread of this process."""
    server = uvicorn.Server(uvicorn.Config(alone(database), log_level="warning", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as door:
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        running.join(5)


def asked(
    database: Database, *lines: dict[str, Any], then: tuple[Step, ...] = (), of: str = "marcus", **more: Any
) -> Entry:
    """A request of Priya's that production was asked about, and what happened then; Marcus works here."""
    with suppress(BadSettings):  # since an earlier request
        people.add_person(database, MARCUS)
    values = {"source": OFFER, "why": "they run out before a rebuild starts", "partial_delivery": "allowed"}
    first = draft(*(lines or (FRIDAY,)), **(values | more))
    return entered(database, first, step("asked", of=of, text="Can you help?"), *then, by=ANY_STEP)


def link(database: Database, entry: Entry) -> str:
    """The path of the newest ask's page."""
    return f"/{links.answer_link(database, entry)}"
