"""Counts what a model costs: a door on loopback that passes each question on to the model's address and adds up the tokens.

Comes in: the address behind it. Goes out: an address for any client, and the tokens that the answers say they took. All columns of the
evaluation pass through the same meter, so that none counts for itself.
"""

import json
import threading
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass
class Cost:
    """Tokens and questions so far."""

    asked: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass
class Meter:
    """A metered way to an OpenAI-compatible address."""

    behind: str
    key: str
    cost: Cost = field(default_factory=Cost)

    def __enter__(self) -> Self:
        """Opens the door."""
        meter = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                answer = meter.pass_on(self.path.removeprefix("/v1"), body)
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where clients ask."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def pass_on(self, path: str, body: bytes) -> bytes:
        """One question, and its tokens on the bill."""
        head = {"content-type": "application/json", "authorization": f"Bearer {self.key}"}
        asked = urllib.request.Request(self.behind + path, body, head)
        with urllib.request.urlopen(asked, timeout=600) as reply:
            answer: bytes = reply.read()
        usage = json.loads(answer).get("usage") or {}
        self.cost.asked += 1
        self.cost.tokens_in += usage.get("prompt_tokens", 0)
        self.cost.tokens_out += usage.get("completion_tokens", 0)
        return answer
