"""Writes a clarification as the JSON that commands, API and page speak (`clarifier.request/1`).

Keys beyond the contract: `summary` (the outcome sentence and the fields as shown), `thread.attachments`, `thread.hidden`, a message's
`attachment` (the file whose text it is, of the author of the mail above it),
`request.partial_offer`, `request.reference_source`, `request.language` ("de") and `request.language_sure`, `header_evidence`
where only a header line says a value; a question's `text_en`, the same in English; `reply_language` of the questions and of the reply,
and `reply_note`, why it is not the customer's.
"""

from typing import Any

from clarifier.mail.thread import Message, Thread
from clarifier.request.clarify import Clarification, Engine
from clarifier.request.facts import Choice, Evidence, Fact, Line, Period, Quantity, Request
from clarifier.request.language import Language
from clarifier.request.messages import ask_production, reply_to_customer
from clarifier.request.summary import fields, outcome


def as_json(clarification: Clarification) -> dict[str, Any]:
    """The whole clarification as plain data, ready for `json.dumps`."""
    return {
        "schema": "clarifier.request/1",
        "engine": _engine(clarification.engine),
        "thread": _thread(clarification.thread),
        "request": _request(clarification.request) | _language(clarification.language),
        "gaps": [{"field": g.field, "why": g.why, "rule": g.rule} for g in clarification.gaps],
        "questions": [
            {"field": q.field, "text": q.text, "rule": q.rule, "text_en": q.text_en or q.text} for q in clarification.questions
        ],
        "set_aside": [{"field": s.field, "value": s.value, "quote": s.quote, "why": s.why} for s in clarification.set_aside],
        "reply_to_customer": reply_to_customer(clarification),
        "reply_language": clarification.reply_language.code, "reply_note": clarification.reply_language.note,
        "ask_production": ask_production(clarification),
        "readiness": {"ready": clarification.readiness.ready, "missing": list(clarification.readiness.missing)},
        "summary": {
            "outcome": [{"text": p.text, "field": p.field, "status": p.status} for p in outcome(clarification)],
            "fields": [
                {
                    "field": f.field, "label": f.label, "line": f.line, "status": f.status, "word": f.word, "text": f.text,
                    "evidence": [evidence(e)["evidence"] for e in f.evidence if e.part == "body"],
                }
                for f in fields(clarification)
            ],
        },
    }  # fmt: skip


def _engine(engine: Engine) -> dict[str, Any]:
    return {
        "name": engine.name, "model": engine.model, "fallback_reason": engine.fallback_reason,
        "tokens_in": engine.tokens_in, "tokens_out": engine.tokens_out, "seconds": round(engine.seconds, 2),
    }  # fmt: skip


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "messages": [_message(message) for message in thread.messages],
        "customer_message": thread.customer_message,
        "attachments": [
            {"name": a.name, "media_type": a.media_type, "size": a.size, "read": a.read, "unread": a.unread or None}
            for a in thread.attachments
        ],
        "hidden": [{"text": h.text, "why": h.why} for h in thread.hidden],
    }


def _message(message: Message) -> dict[str, Any]:
    file = message.attachment
    return {
        "index": message.index,
        "author": message.author,
        "name": message.sender.name if message.sender else None,
        "email": message.sender.email if message.sender else None,
        "sent": message.sent.isoformat() if message.sent else None,
        "subject": message.subject,
        "body": message.body,
        "folded": [{"kind": f.kind, "start": f.start, "end": f.end} for f in message.folded],
        "attachment": {"name": file.name, "media_type": file.media_type} if file else None,
    }


def _request(request: Request) -> dict[str, Any]:
    customer = request.customer
    return {
        "is_request": request.is_request,
        "reference_date": request.reference_date.isoformat() if request.reference_date else None,
        "reference_source": request.reference_source,
        "customer": {name: fact(getattr(customer, name)) for name in ("company", "contact", "email", "phone")},
        "po_number": fact(request.po_number),
        "quote_number": fact(request.quote_number),
        "lines": [_line(line) for line in request.lines],
        "needed_by": period(request.needed_by),
        "partial_delivery": _choice(request.partial_delivery),
        "date_flexibility": _choice(request.date_flexibility),
        "partial_offer": quantity(request.partial_offer),
        "ship_to": fact(request.ship_to),
        "collects": request.collects,
        "reason": fact(request.reason),
        "consequence_if_late": fact(request.consequence_if_late),
        "complaint": fact(request.complaint),
        "expectations": [fact(one) for one in request.expectations],
    }


def _language(language: Language) -> dict[str, Any]:
    return {"language": language.code, "language_sure": language.sure}


def _line(line: Line) -> dict[str, Any]:
    return {
        "part_number": fact(line.part_number),
        "description": fact(line.description),
        "revision": fact(line.revision),
        "quantity": quantity(line.quantity),
        "needed_by": period(line.needed_by),
        "details": [{"name": detail.name, "fact": fact(detail.fact)} for detail in line.details],
    }


def evidence(found: Evidence) -> dict[str, Any]:
    """`{"evidence": ...}` for words of a body, `{"header_evidence": ...}` for words of a header line."""
    place: dict[str, Any] = {"message": found.message, "start": found.start, "end": found.end, "quote": found.quote}
    return {"evidence": place} if found.part == "body" else {"header_evidence": {**place, "header": found.part}}


def fact(one: Fact | None) -> dict[str, Any] | None:
    """A fact, or null."""
    return (
        {"value": one.value, **evidence(one.evidence), "status": one.status, "alternatives": list(one.alternatives)}
        if one
        else None
    )


def period(one: Period | None) -> dict[str, Any] | None:
    """A period, or null."""
    if one is None:
        return None
    return {
        "earliest": one.earliest.isoformat() if one.earliest else None,
        "latest": one.latest.isoformat() if one.latest else None,
        "ambiguous": one.ambiguous,
        "alternatives": [day.isoformat() for day in one.alternatives],
        "note": one.note,
        **evidence(one.evidence),
        "status": one.status,
    }


def quantity(one: Quantity | None) -> dict[str, Any] | None:
    """A quantity, or null; whole amounts are written as integers."""
    if one is None:
        return None
    return {
        "value": _number(one.value), "minimum": _number(one.minimum), "maximum": _number(one.maximum), "approximate": one.approximate,
        "unit": one.unit, **evidence(one.evidence), "status": one.status, "alternatives": list(one.alternatives),
    }  # fmt: skip


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _choice(choice: Choice) -> dict[str, Any]:
    return {"value": choice.value, **(evidence(choice.evidence) if choice.evidence else {"evidence": None})}
