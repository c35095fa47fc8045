"""What the Clarify tab asks of the engine, as plain functions: no Gradio, nothing kept between two calls.

Comes in: what the browser holds (the email, the day it was sent, the answers since). Goes out: cards, drafts, files.
The browser sends everything each time, so that the server remembers nobody's email.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clarifier import Clarification, add_answer, clarify, read
from clarifier.errors import BadSettings
from clarifier.exports import as_csv, as_markdown, as_xlsx
from clarifier.request.contract import as_json
from clarifier.request.messages import reply_to_customer
from clarifier.request.rules import rules
from clarifier.texts import home, table
from clarifier.web.cards import card
from clarifier.web.view import View, view

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Paste:
    """An email as the browser holds it. `sent` is what the rep set, None where the email's own header counts."""

    email: bytes | str
    name: str | None = None
    sent: date | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """An email to try the page with. `sent` stands where its text has no date of its own."""

    file: str
    title: str
    shows: str
    sent: date | None = None


def read_paste(paste: Paste, settings: Any) -> Clarification:
    """The request behind an email and the answers that followed it."""
    thread = read(paste.email, name=paste.name, settings=settings)
    for answer in paste.answers:
        thread = add_answer(thread, answer, settings=settings)
    return clarify(thread, sent=paste.sent)


def cards(paste: Paste, settings: Any) -> dict[str, Any]:
    """The cards as markup, the drafts as text."""
    data = as_json(read_paste(paste, settings))
    before = as_json(read_paste(replace(paste, answers=()), settings)) if paste.answers else None
    seen = view(data, rules(), before)
    return {
        "message": card("message.html", view=seen, name=paste.name),
        "request": card("request.html", view=seen),
        "questions": card("questions.html", view=seen, answers=len(paste.answers)),
        "reply": data["reply_to_customer"],
        "ask": data["ask_production"],
        "who": seen.who,
        "heard": _heard(seen),
    }


def reply(paste: Paste, questions: Sequence[str], settings: Any) -> str:
    """The reply with these questions instead of those proposed."""
    return reply_to_customer(read_paste(paste, settings), questions)


def export(paste: Paste, form: str, settings: Any) -> tuple[str, str, bytes]:
    """The request as a file: its name, its media type, its content."""
    clarification = read_paste(paste, settings)
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
