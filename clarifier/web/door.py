"""The door: who comes in, and who signs in first.

Comes in: any ASGI application, a reception that knows the people, and the paths that carry their own key. Goes out: the same application,
within which `person()` is whoever asks.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qs, urlencode

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from clarifier.errors import NotAllowed, StoreError
from clarifier.team import passwords
from clarifier.team.person import Person
from clarifier.web import origins
from clarifier.web.cards import card
from clarifier.web.origins import Scope
from clarifier.web.reception import Reception, Visit
from clarifier.web.shield import Application, Message, Receive, Send
from clarifier.web.tries import Tries

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
SHEETS = ("/page/style.css", "/page/sign_in.css")
OPEN_FILES = (*SHEETS, "/page/sign_in.js")  # what the sign-in page itself needs
SIGNED_OUT = "You are signed out. Sign in again; what you typed is kept."
STRANGER = "This came from another website and was not done; open the page itself and do it there."
NOT_HERE = "Nobody can sign in yet, so this page is open on its own machine only, at localhost. Add people there: clarifier people add NAME --role admin."
AWAY = "The page can neither read nor save at the moment; try again shortly, or tell whoever runs it."
TOO_LONG = "That is too long for a login and a password; try again."
MOST_BYTES = 10_000  # of a sign-in
KEPT_FOR = 400 * 24 * 3600  # seconds a browser keeps the cookie; sessions.py decides how long it is worth something
TOKEN, LAST = "clarifier", "clarifier-last"  # cookies: the session, and who used this browser last
_VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)


def person() -> Person:
    """Who asks. Raises NotAllowed outside of a request, and where a path's own key opened the door."""
    visit = _VISIT.get()
    if visit is None:
        raise NotAllowed("Sign in first.")
    return visit.person


def is_alone() -> bool:
    """Whether nobody signs in here: one person, on their own machine."""
    visit = _VISIT.get()
    return visit is not None and visit.is_alone


class Door:
    """The application behind its door; paths that begin with one of `open_paths` carry their own key. `clock` counts seconds."""

    def __init__(
        self,
        application: Application,
        reception: Reception,
        open_paths: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.application = application
        self.reception = reception
        self.open_paths = tuple(open_paths)
        self.tries = Tries(clock)
        self._signing_in = anyio.CapacityLimiter(
            passwords.AT_ONCE
        )  # who waits for a hash keeps nobody else from the page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # the page uses none
        elif scope["type"] != "http" or scope["path"] in OPEN_FILES:
            await self.application(scope, receive, send)
        elif scope["method"] in origins.CHANGING and not (
            origins.is_our_own_page(scope) or self._is_open(scope["path"])
        ):
            await _refusal(scope, 403, STRANGER)(scope, receive, send)
        else:
            await self._received(scope, receive, send)

    async def _received(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = origins.cookie(scope, TOKEN)
        try:
            visit = await anyio.to_thread.run_sync(self.reception.visit, token)
        except StoreError as error:
            await _refusal(scope, 503, _why(scope, error))(scope, receive, send)
            return
        if visit and visit.is_alone and not origins.is_from_this_machine(scope):
            answer: Response | None = _refusal(scope, 403, NOT_HERE)
        elif scope["path"] == SIGN_IN:
            answer = await self._sign_in(Request(scope, receive), visit, token)
        elif scope["path"] == SIGN_OUT and scope["method"] == "POST":
            answer = await self._sign_out(scope, token)
        elif visit or self._is_open(scope["path"]):
            answer = None
        else:
            answer = _first_sign_in(scope)
        if answer:
            await answer(scope, receive, send)
        else:
            await self._inside(visit, scope, receive, send)

    async def _inside(self, visit: Visit | None, scope: Scope, receive: Receive, send: Send) -> None:
        """The application, with whoever asks; a page seen after signing in is shown to nobody who goes back to it after signing out."""

        async def unkept(message: Message) -> None:
            if message["type"] == "http.response.start" and visit and not visit.is_alone:
                headers = [
                    (name, value) for name, value in message.get("headers", ()) if name.lower() != b"cache-control"
                ]
                if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                    message["headers"] = [*headers, (b"cache-control", b"no-store")]
            await send(message)

        before = _VISIT.set(visit)
        try:
            await self.application(scope, receive, unkept)
        finally:
            _VISIT.reset(before)

    async def _sign_in(self, request: Request, visit: Visit | None, before: str) -> Response:
        if request.method != "POST":
            asked = origins.onward(request.query_params.get("next", origins.HOME))
            return RedirectResponse(asked, 303) if visit else _page(200, onward=asked)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return _page(413, TOO_LONG)
        form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        login, onward = form.get("login", ""), origins.onward(form.get("next", ""))
        if visit and visit.is_alone:
            return RedirectResponse(onward, 303)
        address = request.client.host if request.client else ""
        try:
            self.tries.begin(login, address)
        except NotAllowed as error:
            return _page(429, str(error), login, onward)
        try:
            token = await anyio.to_thread.run_sync(
                self.reception.sign_in, login, form.get("password", ""), before, limiter=self._signing_in
            )
        except NotAllowed as error:
            return _page(401, str(error), login, onward)
        except StoreError as error:
            return _page(503, _why(request.scope, error), login, onward)
        self.tries.right(login, address)
        answer = RedirectResponse(onward, 303)
        last = hashlib.sha256(login.strip().casefold().encode()).hexdigest()[:16]
        if origins.cookie(request.scope, LAST) not in ("", last):
            answer.headers["clear-site-data"] = '"storage"'  # what somebody else typed in this browser is theirs
        for name, value in ((TOKEN, token), (LAST, last)):
            answer.set_cookie(
                name,
                value,
                max_age=KEPT_FOR,
                path="/",
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
        return answer

    async def _sign_out(self, scope: Scope, token: str) -> Response:
        try:
            await anyio.to_thread.run_sync(self.reception.sign_out, token)
        except StoreError as error:
            return _refusal(scope, 503, _why(scope, error))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(TOKEN, path="/", httponly=True, samesite="lax", secure=scope.get("scheme") == "https")
        return answer

    def _is_open(self, path: str) -> bool:
        return path.startswith(self.open_paths) and ".." not in path and "//" not in path if self.open_paths else False


def _first_sign_in(scope: Scope) -> Response:
    if _is_page(scope):
        onward = origins.onward(origins.here(scope))
        return RedirectResponse(SIGN_IN if onward == origins.HOME else f"{SIGN_IN}?{urlencode({'next': onward})}", 303)
    return _refusal(scope, 401, SIGNED_OUT)


def _why(scope: Scope, error: StoreError) -> str:
    """What is wrong with the database, for whoever works on its machine; a stranger is not told where it lies."""
    return str(error) if origins.is_from_this_machine(scope) else AWAY


def _refusal(scope: Scope, status: int, sentence: str) -> Response:
    """The sentence, as a page for whoever opens one, as data for a script."""
    if _is_page(scope):
        return _page(status, sentence, is_form=False)
    return JSONResponse({"error": sentence}, status, {"cache-control": "no-store"})


def _is_page(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD") and not scope["path"].startswith("/gradio_api/")


def _page(
    status: int, trouble: str = "", login: str = "", onward: str = origins.HOME, *, is_form: bool = True
) -> Response:
    values: dict[str, Any] = {
        "trouble": trouble,
        "login": login[:60],
        "onward": onward,
        "is_form": is_form,
        "sheets": SHEETS,
    }
    return HTMLResponse(card("sign_in.html", **values), status, {"cache-control": "no-store"})
