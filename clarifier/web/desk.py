"""What the Clarify tab asks of the engine, as plain functions: no Gradio, nothing kept between two calls.

Comes in: what the browser holds (the email, the day it was sent, the answers since). Goes out: cards, drafts, files.
The browser sends everything each time, so that the server remembers nobody's email.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clarifier import Clarification, add_answer, clarify, read
from clarifier.errors import BadSettings
from clarifier.exports import as_csv, as_markdown, as_xlsx
from clarifier.model.chat import Stop
from clarifier.request.contract import as_json
from clarifier.request.engines import refined as refine
from clarifier.request.messages import reply_to_customer
from clarifier.request.rules import rules
from clarifier.texts import home, table
from clarifier.web.cards import card
from clarifier.web.second_reading import ALONE, Shown, changes, line, model_here, reading
from clarifier.web.view import View, view

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Paste:
    """An email as the browser holds it. `sent` is what the rep set, None where the email's own header counts; so is `reply_in`, None where
    the customer's own language counts."""

    email: bytes | str
    name: str | None = None
    sent: date | None = None
    answers: tuple[str, ...] = ()
    reply_in: str | None = None


@dataclass(frozen=True)
class Example:
    """An email to try the page with. `sent` stands where its text has no date of its own."""

    file: str
    title: str
    shows: str
    sent: date | None = None


def read_paste(paste: Paste, settings: Any, *, refined: bool = False, stop: Stop | None = None) -> Clarification:
    """The request behind an email and the answers that followed it; refined by the model that is set up, where it is wanted."""
    thread = read(paste.email, name=paste.name, settings=settings)
    for answer in paste.answers:
        thread = add_answer(thread, answer, settings=settings)
    offline = clarify(thread, sent=paste.sent, reply_in=paste.reply_in)
    return refine(offline, settings, stop=stop) if refined else offline


def cards(paste: Paste, settings: Any) -> dict[str, Any]:
    """The cards as markup, the drafts as text, read without a model; and whether a model shall read once more."""
    engine = {"line": ALONE, "next": reading(model_here(settings))}
    return {**_shown(paste, as_json(read_paste(paste, settings)), settings), "engine": engine}


def refined_cards(paste: Paste, settings: Any, stop: Stop) -> dict[str, Any]:
    """The same after a model has read once more. `engine.offer` says what is new, "" where the cards are as they were."""
    offline = read_paste(paste, settings)
    before = as_json(offline)
    data = as_json(refine(offline, settings, stop=stop))
    changed = changes(before, data)
    name = model_here(settings) or data["engine"]["model"] or ""
    refined = data["engine"]["name"] == "model"
    engine = {
        "line": line(data, name, changed, stopped=stop.event.is_set()),
        "next": reading(name),
        "refined": refined,
        "offer": changed.words if refined else "",
    }
    return {**_shown(paste, data, settings, new=changed.new, stop=stop), "engine": engine}


def _shown(
    paste: Paste, data: dict[str, Any], settings: Any, *, new: Collection[Shown] = (), stop: Stop | None = None
) -> dict[str, Any]:
    refined = data["engine"]["name"] == "model"
    before = (
        as_json(read_paste(replace(paste, answers=()), settings, refined=refined, stop=stop)) if paste.answers else None
    )
    seen = view(data, rules(), before, new)
    return {
        "message": card("message.html", view=seen, name=paste.name),
        "request": card("request.html", view=seen),
        "questions": card("questions.html", view=seen, answers=len(paste.answers)),
        "reply": data["reply_to_customer"],
        "reply_in": data["reply_language"],
        "ask": data["ask_production"],
        "who": seen.who,
        "heard": _heard(seen),
    }


def reply(paste: Paste, questions: Sequence[str], settings: Any, *, refined: bool = False) -> dict[str, Any]:
    """The reply with these questions instead of those proposed; `line` says so where the model could not help this time."""
    clarification = read_paste(paste, settings, refined=refined)
    why = clarification.engine.fallback_reason
    return {
        "reply": reply_to_customer(clarification, questions),
        "line": f"Read without a model: {why}" if why else None,
    }


def export(paste: Paste, form: str, settings: Any, *, refined: bool = False) -> tuple[str, str, bytes]:
    """The request as a file: its name, its media type, its content."""
    clarification = read_paste(paste, settings, refined=refined)
    if form == "json":
        return (
            "request.json",
            "application/json",
            json.dumps(as_json(clarification), ensure_ascii=False, indent=2).encode(),
        )
    if form == "md":
        return "request.md", "text/markdown;charset=utf-8", as_markdown(clarification).encode()
    if form == "csv":
        return "request.csv", "text/csv;charset=utf-8", as_csv(clarification).encode()
    if form == "xlsx":
        return "request.xlsx", SPREADSHEET, as_xlsx(clarification)
    raise BadSettings(f"There is no export called {form!r}; take json, md, csv or xlsx.")


def examples() -> tuple[Example, ...]:
    """The emails on offer."""
    return tuple(Example(**each) for each in table("examples/index")["examples"])


def example(file: str) -> dict[str, str | None]:
    """The email of an example and the day it was sent."""
    chosen = next((each for each in examples() if each.file == file), None)
    if chosen is None:
        raise BadSettings(f"There is no example called {file!r}.")
    text = (home("knowledge") / "examples" / chosen.file).read_text("utf-8")
    return {"email": text, "sent": chosen.sent.isoformat() if chosen.sent else None}


def _heard(seen: View) -> str:
    """What a screen reader says once the cards are there."""
    return f"{''.join(words.text for words in seen.outcome)} {seen.readiness}."
