"""A server on loopback that speaks OpenAI's chat completions, and behaves as a test wants: answers, waits, fails, sends garbage.

Comes in: a behaviour, any callable of the handler and the question. Goes out: an address for `model_url`, and what was asked.
"""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Body = dict[str, Any]
Behave = Callable[["Handler", Body], None]
Script = Callable[[Body], Mapping[str, Any]]


class ModelServer:
    """A model's server for as long as a `with` lasts. `asked` holds the questions; `left` counts clients that hung up while they waited."""

    def __init__(self, behave: "Behave | None" = None) -> None:
        self.behave: Behave = behave or answering(nothing)
        self.asked: list[Body] = []
        self.left = 0
        self._server = _Quiet(("127.0.0.1", 0), Handler)
        self._server.owner = self

    @property
    def url(self) -> str:
        """What `model_url` is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    owner: ModelServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no news."""


class Handler(BaseHTTPRequestHandler):
    """One question; what a behaviour may do with it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
        """Says nothing."""

    @property
    def owner(self) -> ModelServer:
        """The server that was asked."""
        assert isinstance(self.server, _Quiet)
        return self.server.owner

    def do_GET(self) -> None:
        """The list of models."""
        self.send(200, {"object": "list", "data": [{"id": "stub", "object": "model"}]})

    def do_POST(self) -> None:
        """A question."""
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        self.owner.asked.append(body)
        self.owner.behave(self, body)

    def send(self, status: int, data: Any, media_type: str = "application/json") -> None:
        """The whole answer; bytes go out as they are."""
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("content-type", media_type)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Waits until then, or so long; False where the client hung up meanwhile."""
        end = time.monotonic() + seconds
        self.connection.setblocking(False)
        try:
            while time.monotonic() < end and not until():
                try:
                    if self.connection.recv(1, socket.MSG_PEEK) == b"":
                        self.owner.left += 1
                        return False
                except BlockingIOError:
                    time.sleep(0.02)
                except OSError:
                    self.owner.left += 1
                    return False
        finally:
            self.connection.setblocking(True)
        return True


# Behaviours


def answering(script: Script) -> Behave:
    """Answers in the asked shape, as the script says."""
    return lambda handler, body: handler.send(200, completion(json.dumps(script(body)), body))


def saying(text: str, finish: str = "stop") -> Behave:
    """Answers with this text, whatever was asked."""
    return lambda handler, body: handler.send(200, completion(text, body, finish))


def failing(status: int, message: str = "no") -> Behave:
    """Answers with an HTTP fault."""
    return lambda handler, _: handler.send(status, {"error": {"message": message, "type": "stub", "code": None}})


def sending(content: bytes, media_type: str = "application/json") -> Behave:
    """Sends these bytes as its answer."""
    return lambda handler, _: handler.send(200, content, media_type)


def hanging_up(after: bytes = b"") -> Behave:
    """Closes the connection in the middle of its answer."""

    def behave(handler: Handler, body: Body) -> None:
        del body
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(after) + 1000))
        handler.end_headers()
        handler.wfile.write(after)
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)
        handler.close_connection = True

    return behave


def waiting(then: Behave, seconds: float = 30, until: threading.Event | None = None) -> Behave:
    """Behaves like `then` after so many seconds, or as soon as the event is set; not at all where the client hung up."""

    def behave(handler: Handler, body: Body) -> None:
        if handler.wait(until.is_set if until else lambda: False, seconds):
            then(handler, body)

    return behave


# What a script may need


def completion(text: str, body: Body, finish: str = "stop") -> Body:
    """A chat completion as OpenAI's API sends it."""
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "stub-1", "object": "chat.completion", "created": 0, "model": body.get("model", "stub"),
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }  # fmt: skip


def sentences(body: Body) -> dict[int, str]:
    """The customer's sentences by the number the model was shown."""
    told = "\n".join(str(message["content"]) for message in body["messages"][1:-1])
    return {int(number): words for number, words in re.findall(r"^(\d+): (.*)$", told, re.M)}


def nothing(body: Body) -> dict[str, Any]:
    """An answer in the asked shape that claims nothing."""
    return {name: _empty(shape) for name, shape in _properties(body).items()}


def pointing(**words: str | tuple[str, str]) -> Script:
    """A reader who knows where things stand: by key the customer's words, or the words and the answer; keys not asked for are left out."""

    def script(body: Body) -> Mapping[str, Any]:
        answer, asked = nothing(body), _properties(body)
        for name, said in words.items():
            if name in asked:
                answer[name] = _pointed(asked[name], said, sentences(body))
        return answer

    return script


def _pointed(shape: Any, said: str | tuple[str, str], shown: Mapping[int, str]) -> Any:
    quote, *choice = (said,) if isinstance(said, str) else said
    at = next((number for number, words in shown.items() if quote in words), 0)
    if shape["type"] == "integer":
        return at
    return {"at": at, "quote": quote, **({"answer": choice[0]} if choice else {})}


def _properties(body: Body) -> dict[str, Any]:
    return dict(body["response_format"]["json_schema"]["schema"]["properties"])


def _empty(shape: Mapping[str, Any]) -> Any:
    if shape["type"] == "array":
        return []
    if shape["type"] == "object":
        return {name: _empty(each) for name, each in shape["properties"].items()}
    if "enum" in shape:
        return "unsaid" if "unsaid" in shape["enum"] else shape["enum"][0]
    return 0 if shape["type"] == "integer" else ""
