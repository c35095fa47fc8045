"""Production's answer, a page of its own: comes in a link and what a planner types, goes out the page, and a step in the ledger.

It is opened by its link alone, without signing in, and works without scripts. What was typed comes back with every answer but a good one.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from clarifier.errors import BadStep, Conflict, NoRequest, NotAllowed, NotNow, StoreError
from clarifier.team.database import Database
from clarifier.team.ledger import Entry, Submission, take
from clarifier.team.links import asked_anew, opened
from clarifier.team.person import Person
from clarifier.team.steps import RequestLine, Step, as_text
from clarifier.web import answer_form, origins
from clarifier.web.answer_form import Form, Problem
from clarifier.web.answer_view import View, view, weekday
from clarifier.web.cards import card

MOST_BYTES = 300_000  # of a sent form
MOST_FIELDS = 5_000
STRANGER = "This came from another website and was not sent; open the link itself and answer there."
AWAY = "The page can neither read nor save at the moment; try again shortly, or tell the colleague who sent the link."
TOO_LONG = "That is more than an answer can hold; shorten it and send it again."
UNREADABLE = "What was sent is no answer; open the link again."
_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
_PLACE = re.compile(r"(add|remove)\.([0-9]{1,3})(?:\.([0-9]{1,3}))?")
_UNKEPT = {"cache-control": "no-store"}
Fields = Mapping[str, Sequence[str]]


def routes(
    database: Callable[[], Database], zone: tzinfo, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> APIRouter:
    """The page below /answer/; `database` opens it or gives the one that is open, and may raise StoreError."""
    router, desk = APIRouter(), AnswerDesk(database, zone, clock)

    @router.get("/answer/{token}")
    def show(token: str, change: str | None = None) -> Response:
        return desk.show(token, change=change is not None)

    @router.post("/answer/{token}")
    async def send(token: str, request: Request) -> Response:
        if not origins.is_our_own_page(request.scope):
            return shut(403, STRANGER)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return shut(413, TOO_LONG)
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            return shut(400, UNREADABLE)
        return await run_in_threadpool(desk.send, token, fields)

    return router


@dataclass(frozen=True)
class _Open:
    """A link that was opened: the request, who answers, what they see, and the day it is."""

    token: str
    entry: Entry
    person: Person
    view: View
    now: datetime
    today: date


class AnswerDesk:
    """What the page asks of the ledger."""

    def __init__(self, database: Callable[[], Database], zone: tzinfo, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock

    def show(self, token: str, *, change: bool) -> Response:
        """The question with its form, or how it stands."""
        try:
            found = self._opened(token)
        except StoreError:
            return shut(503, AWAY)
        except (NoRequest, NotAllowed) as error:
            return shut(_status(error), str(error))
        life = found.entry.life
        if life.state == "asked":
            return _page(found, answer_form.proposed(life, found.today))
        if change and found.view.can_answer:
            return _page(found, answer_form.given(life, found.today))
        return _page(found, None)

    def send(self, token: str, fields: Fields) -> Response:
        """What a sent form comes to: the step taken, or the form again."""
        try:
            return self._sent(self._opened(token), fields)
        except StoreError:
            return shut(503, AWAY, again=fields, token=token)
        except (NoRequest, NotAllowed) as error:
            return shut(_status(error), str(error))

    def _sent(self, found: _Open, fields: Fields) -> Response:
        life, work = found.entry.life, _one(fields, "do").partition(".")[0]
        form, key = answer_form.sent(fields, len(life.content.lines)), _key(fields)
        if work in ("add", "remove"):
            return _page(found, _moved(form, life.content.lines, _one(fields, "do")), key=key)
        if work == "ask":
            step = answer_form.question_in(form)
        else:
            step = answer_form.step_in(form, life, found.view.asker, found.today)
        if isinstance(step, Problem):
            return _page(found, form, step, 422, key)
        by = Submission(found.person, found.now, self._zone, _unique(found.entry, key, step), "link")
        try:
            take(self._database(), found.entry.id, step, by, _version(fields))
        except Conflict as error:
            return _page(self._opened(found.token), form, Problem("answer", str(error)), 409, key)
        except (NotNow, BadStep) as error:
            wants_reason = found.view.situation in ("answered", "told") and not form.because
            place = "because" if wants_reason and form.choice != "no" else "answer"
            return _page(self._opened(found.token), form, Problem(place, str(error)), 422, key)
        return RedirectResponse(f"./{found.token}", 303, _UNKEPT)

    def _opened(self, token: str) -> _Open:
        entry, person = opened(self._database(), token)
        now = self._clock()
        today = now.astimezone(self._zone).date()
        shown = view(entry, person, today, self._zone, asked_anew(entry, token))
        return _Open(token, entry, person, shown, now, today)


def _page(
    found: _Open, form: Form | None, problem: Problem | None = None, status: int = 200, key: str = ""
) -> Response:
    values: dict[str, Any] = {
        "view": found.view,
        "form": form,
        "problem": problem,
        "token": found.token,
        "version": found.entry.life.version,
        "key": key or secrets.token_urlsafe(12),
        "today": found.today.isoformat(),
        "usual_rests": answer_form.usual_rests(),
        "weekday": lambda typed: weekday(typed, found.today),
    }
    return HTMLResponse(card("answer_page.html", **values), status, _UNKEPT)


def shut(status: int, sentence: str, *, again: Fields | None = None, token: str = "") -> Response:
    """One quiet sentence; with `again`, a button that sends once more what was typed."""
    pairs = [(name, value) for name, values in (again or {}).items() for value in values]
    values: dict[str, Any] = {"view": None, "sentence": sentence, "pairs": pairs, "token": token}
    return HTMLResponse(card("answer_page.html", **values), status, _UNKEPT)


def _moved(form: Form, lines: Sequence[RequestLine], do: str) -> Form:
    """The form with a row more (`add.2`: of line 2) or less (`remove.2.0`: its first); as it was where there is no such place."""
    place = _PLACE.fullmatch(do)
    if not place or not 1 <= (line := int(place[2])) <= len(lines):
        return form
    if place[1] == "add":
        return answer_form.with_row(form, line, lines[line - 1].quantity)
    return answer_form.without_row(form, line, int(place[3] or 0))


def _status(error: Exception) -> int:
    return 404 if isinstance(error, NoRequest) else 403


def _unique(entry: Entry, key: str, step: Step) -> str:
    """The same answer to the same request by the same page: who changes what they sent sends another."""
    said = hashlib.sha256(as_text(step).encode()).hexdigest()[:16]
    return f"answer:{entry.id}:{key}:{said}" if key else ""


def _key(fields: Fields) -> str:
    key = _one(fields, "key")
    return key if _KEY.fullmatch(key) else ""


def _version(fields: Fields) -> int:
    """The version of the request that was seen; 0, which is none, where the form does not say."""
    seen = _one(fields, "version")
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0


def _one(fields: Fields, name: str) -> str:
    return (fields.get(name) or ("",))[0]
