"""What stands before the page: safe headers on every answer, a limit on what may be sent, doors that stay shut.

Comes in: any ASGI application. Goes out: the same, shielded. It knows nothing of the page itself.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

MOST_BYTES = 25 * 1024 * 1024
TOO_LARGE = "This is larger than 25 MB. Save the email without its attachments and drop it again."

# Gradio builds its templates with Function(), so eval stays open; inline event handlers, the usual way in, do not.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
# The page uses none of these; an upload kept on disk could be fetched by another visitor who knows its path.
SHUT = (
    "/gradio_api/upload",
    "/gradio_api/file",
    "/gradio_api/proxy",
    "/gradio_api/runs",
    "/monitoring",
    "/docs",
    "/openapi.json",
)


class Shield:
    """The application with its shield; `most_bytes` is the largest body that reaches it."""

    def __init__(self, application: Application, most_bytes: int = MOST_BYTES) -> None:
        self.application = application
        self.most_bytes = most_bytes

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        if scope["path"].startswith(SHUT):
            await _answer(send_with_headers, 404, "There is nothing at this address.")
        elif _announced_size(scope) > self.most_bytes:
            await _answer(send_with_headers, 413, TOO_LARGE)
        else:
            await self.application(scope, _counted(receive, self.most_bytes), send_with_headers)


def _announced_size(scope: MutableMapping[str, Any]) -> int:
    """What the request says its body holds, in bytes; 0 where it says nothing readable."""
    stated = dict(scope["headers"]).get(b"content-length", b"")
    return int(stated) if stated.isdigit() else 0


def _counted(receive: Receive, most_bytes: int) -> Receive:
    """The same stream of body parts, cut off as a lost connection once it has grown past the limit."""
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > most_bytes else message

    return counting


async def _answer(send: Send, status: int, sentence: str) -> None:
    body = json.dumps({"error": sentence}).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})
