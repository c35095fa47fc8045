"""The two drafts: the reply to the customer, and the "Can you ...?" ask to production.

Comes in: a clarification. Goes out: text ready to send, worded from prompts/*.md, knowledge/wording/replies (the reply, in the language
that the customer is answered in) and knowledge/wording/messages.toml (the ask, in ours). A draft states the issue and what the customer expects; it never forwards a string of emails with "what do you think?".
"""

import re
from collections.abc import Sequence

from clarifier.request.clarify import Clarification
from clarifier.request.facts import Request
from clarifier.request.gaps import day_words
from clarifier.request.speech import Speech, speech
from clarifier.request.wording import (
    amount,
    amount_and_item,
    customer_name,
    first_name,
    full_name,
    line_words,
    phrase,
    when,
)
from clarifier.texts import document, fill, table


def reply_to_customer(clarification: Clarification, questions: Sequence[str] | None = None) -> str:
    """The reply; `questions` are the ones the rep kept, in their wording (all of them by default). "" where nothing is asked for."""
    request, said = clarification.request, speech(clarification.reply_language.code)
    if not request.is_request:
        return ""
    asked = (
        [q.text for q in clarification.questions] if questions is None else [q.strip() for q in questions if q.strip()]
    )
    name = first_name(request)
    parts = {
        "greeting": said.text("reply.greeting", name=name, full_name=full_name(request))
        if name
        else said.text("reply.greeting_unnamed"),
        "understood": _understood(request, said),
        "questions": "",
        "closing": said.text("reply.closing_none"),
    }
    if asked:
        head = said.text("reply.before_asking_one" if len(asked) == 1 else "reply.before_asking")
        parts["questions"] = "\n".join([head, "", *[phrase("ask.item", item=question) for question in asked]])
        parts["closing"] = said.text("reply.closing_one" if len(asked) == 1 else "reply.closing_many")
    parts["closing"] += "\n\n" + said.text("reply.regards")
    return _letter("reply_to_customer", parts)


def ask_production(clarification: Clarification) -> str:
    """The ask; "" where nothing is asked for."""
    request = clarification.request
    if not request.is_request:
        return ""
    return _letter("ask_production", {
        "issue": _issue(request), "ask": _ask(request), "options": _options(request), "unknowns": _unknowns(clarification),
    })  # fmt: skip


def _letter(name: str, parts: dict[str, str]) -> str:
    """The prompt's text with its parts; empty parts leave no hole."""
    text = fill(document("prompts", name).body, **parts)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _where(request: Request) -> str:
    return f", to {request.ship_to.value}" if request.ship_to else ""


def _frame(request: Request) -> str:
    """When and where, for a list: " by Friday 22 November 2024, to 1180 Dock St"."""
    words = when(request.needed_by)
    return (f" {words}" if words else "") + _where(request)


def _understood(request: Request, said: Speech) -> str:
    thanks = said.text("reply.thanks_order" if request.po_number else "reply.thanks")
    period = request.needed_by
    settled = period and not period.ambiguous and period.status != "conflicting"
    dated = said.text("reply.when", when=said.when(period)) if settled else ""
    where = _place(request.ship_to.value, said) if request.ship_to else ""
    stance = _stance(request, said)
    if request.complaint:
        stance.append(said.text("reply.complaint"))
    if len(request.lines) > 1:
        frame = (dated + where).strip(",; \N{NO-BREAK SPACE}")
        head = said.text("reply.understood_list", frame=frame) if frame else said.text("reply.understood_list_plain")
        listed = "\n".join([head, "", *[phrase("ask.item", item=said.line(line)) for line in request.lines]])
        return "\n\n".join(text for text in (f"{thanks} {listed}", " ".join(stance)) if text)
    items = [said.amount_and_item(line) for line in request.lines]
    understood = [said.text("reply.understood", items=one, when=dated, where=where) for one in items]
    return _one_stop(" ".join([thanks, *understood, *stance]))


def _place(place: str, said: Speech) -> str:
    """Where it goes; "our depot" is the customer's, and is quoted."""
    ours = set(re.findall(r"\w+", place.casefold())) & set(table("wording/messages")["places"]["ours"])
    return said.text("reply.where_quoted" if ours else "reply.where", place=place)


def _one_stop(text: str) -> str:
    """A sentence that ends with an abbreviation has one full stop: "Sp. z o.o."."""
    return re.sub(r"(?<=\w)\.\.(?!\.)", ".", text)


def _stance(request: Request, said: Speech) -> list[str]:
    told = []
    if request.partial_offer:
        told.append(said.text("reply.partial_offer", part=said.amount(request.partial_offer)))
    elif request.partial_delivery.value != "unknown":
        told.append(said.text(f"reply.partial_{request.partial_delivery.value}"))
    if request.date_flexibility.value != "unknown":
        told.append(said.text(f"reply.{request.date_flexibility.value}"))
    return told


def _issue(request: Request) -> str:
    needs = "needs"
    name = customer_name(request)
    if len(request.lines) == 1:
        words = when(request.needed_by)
        text = phrase(
            "ask.issue",
            customer=name,
            needs=needs,
            items=amount_and_item(request.lines[0]),
            when=f" {words}" if words else "",
            where=_where(request),
        )
    elif request.lines:
        text = "\n".join(
            [
                phrase("ask.issue_list", customer=name, needs=needs, frame=_frame(request)),
                *[phrase("ask.item", item=line_words(ln)) for ln in request.lines],
            ]
        )
    else:
        text = phrase(
            "ask.issue",
            customer=name,
            needs=needs,
            items="an item that is not named yet",
            when="",
            where=_where(request),
        )
    more = [text]
    if request.reason:
        more.append(phrase("ask.reason", reason=request.reason.value.rstrip(".")))
    if request.consequence_if_late:
        more.append(phrase("ask.consequence", consequence=request.consequence_if_late.value.rstrip(".")))
    return "\n".join(more)


def _ask(request: Request) -> str:
    words = when(request.needed_by)
    if len(request.lines) == 1:
        items = amount_and_item(request.lines[0])
        return phrase("ask.ask", items=items, when=f" {words}") if words else phrase("ask.ask_undated", items=items)
    count = str(len(request.lines)) if request.lines else "open"
    dated = words or any(line.needed_by for line in request.lines)
    return (
        phrase("ask.ask_list", count=count, when=f" {words}" if words else " by their dates")
        if dated
        else phrase("ask.ask_list_undated", count=count)
    )


def _options(request: Request) -> str:
    partial, flexible = request.partial_delivery.value, request.date_flexibility.value
    if partial == "refused" and flexible == "fixed":
        return phrase("ask.no_options")
    lines = []
    if request.partial_offer:
        lines.append(phrase("ask.option_offer", part=amount(request.partial_offer)))
    elif partial == "allowed":
        lines.append(phrase("ask.option_partial"))
    elif partial == "refused":
        lines.append(phrase("ask.option_no_partial"))
    if flexible != "unknown":
        lines.append(phrase(f"ask.option_{flexible}"))
    return "\n".join([phrase("ask.options"), *lines]) if lines else ""


def _unknowns(clarification: Clarification) -> str:
    request = clarification.request
    if not clarification.gaps:
        open_points = phrase("ask.unknowns_none")
    else:
        quote = day_words(request.needed_by) if request.needed_by else ""
        words = [
            phrase(f"unknown.{g.field}", quote=quote) if g.field == "date_ambiguous" else phrase(f"unknown.{g.field}")
            for g in clarification.gaps
        ]
        open_points = phrase("ask.unknowns", name=first_name(request) or "the customer", unknowns="; ".join(words))
    expected = [phrase("ask.expects", expectation=one.value.rstrip(".")) for one in request.expectations[:3]]
    return "\n".join([open_points, *expected])
