"""A request read without a model, refined by one: what the model can prove is added, what it cannot is set aside.

Comes in: a clarification and a reader (model/chat.py, or a script). Goes out: the clarification with proven claims in it, new gaps and
questions, and the engine that spoke. Where the model fails, what was read without it stands, with the reason.

How far a model is believed is measured on the email itself (`credit.py`): one that reads rightly what our grammars are sure of may
also contradict them. Any other only fills what was open, and only where the words lean that way by our own lists. So does every model
where the email holds words that speak to software.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clarifier.errors import ModelError
from clarifier.model.chat import Answer, Reader
from clarifier.request import facts
from clarifier.request.claims import Choice, Claims, Said, claims_of
from clarifier.request.clarify import Clarification, Engine
from clarifier.request.credit import is_believed
from clarifier.request.facts import Fact, Request, SetAside
from clarifier.request.gaps import find_gaps, readiness
from clarifier.request.narrow import Inquiry, Scope, inquire, named
from clarifier.request.proof import Words, find_words, period_of, read_code, read_date
from clarifier.request.questions import ask
from clarifier.request.relining import Relined, reline
from clarifier.request.stances import SAID, leaning, told

UNPROVEN = "the model says so, but these words stand in no message of the customer's"
UNSURE = "the model says so, but the words alone do not"
_HINT, _LIKELY = 1, 2  # weights of stances.py: what a model's word lifts to said


@dataclass
class Weighed:
    """A request while the claims about it are weighed."""

    request: Request
    inquiry: Inquiry
    believed: bool
    aside: list[SetAside] = field(default_factory=list)

    def set(self, name: str, value: Any) -> None:
        """Puts a proven value into the request."""
        self.request = replace(self.request, **{name: value})

    def drop(self, name: str, said: Said, why: str, value: str = "") -> None:
        """Sets a claim aside, for the rep to see."""
        self.aside.append(SetAside(name, value, said.quote[:300] or None, why))


def refine(clarification: Clarification, reader: Reader, *, scope: Scope, tokens: int) -> Clarification:
    """The clarification with what the model can prove; `tokens` is the budget of the email. Never raises ModelError."""
    try:
        inquiry = inquire(clarification, scope, tokens)
        if inquiry is None:
            return replace(clarification, engine=Engine("model", reader.name))
        answer = reader.ask(inquiry.prompt, inquiry.schema, inquiry.most_out)
        claims = claims_of(named(inquiry, answer.data), reader.name)
    except ModelError as error:
        return without(clarification, str(error))
    return _with_claims(clarification, inquiry, claims, answer, reader.name)


def without(clarification: Clarification, why: str) -> Clarification:
    """The offline clarification, with the reason why no model helped."""
    return replace(clarification, engine=Engine("offline", None, why))


def _with_claims(
    clarification: Clarification, inquiry: Inquiry, claims: Claims, answer: Answer, model: str
) -> Clarification:
    # where somebody tries to steer software, a model that otherwise reads well may have been steered
    tampered = any(one.field in ("instruction", "hidden") for one in clarification.set_aside)
    believed = not tampered and is_believed(clarification.request, claims, inquiry)
    weighed = Weighed(clarification.request, inquiry, believed)
    _weigh_asking(weighed, claims)
    conflicts = clarification.conflicts
    if weighed.request.is_request:
        relined: Relined = reline(weighed.request, claims, inquiry, believed=weighed.believed)
        weighed.request = replace(weighed.request, lines=relined.lines)
        weighed.aside += relined.set_aside
        if relined.changed:
            conflicts = ()
        _weigh_date(weighed, claims.needed_by)
        _weigh_choice(weighed, "partial_delivery", claims.partial_delivery)
        _weigh_choice(weighed, "date_flexibility", claims.date_flexibility)
        _weigh_place(weighed, claims.ship_to)
        _weigh_telling(weighed, "reason", claims.reason)
        _weigh_telling(weighed, "consequence_if_late", claims.consequence_if_late)
        _weigh_code(weighed, "po_number", claims.po_number, ("purchase_order", "order", "other", "part", "drawing"))
        _weigh_code(weighed, "quote_number", claims.quote_number, ("quote", "other", "part", "drawing"))
    _weigh_telling(weighed, "complaint", claims.complaint)
    request = weighed.request
    gaps = find_gaps(request, clarification.readings, conflicts)
    return replace(
        clarification,
        request=request,
        gaps=gaps,
        questions=ask(gaps, request, clarification.reply_language.code),
        set_aside=(*clarification.set_aside, *weighed.aside),
        readiness=readiness(request, gaps),
        conflicts=conflicts,
        engine=Engine("model", model, None, answer.tokens_in, answer.tokens_out, answer.seconds),
    )


def _weigh_asking(weighed: Weighed, claims: Claims) -> None:
    """Whether goods are asked for at all."""
    said = claims.is_request
    if said is None or (said.answer == "yes") == weighed.request.is_request:
        return
    words = find_words(said, weighed.inquiry)
    if words is None:
        weighed.drop("is_request", said, UNPROVEN, said.answer)
    elif said.answer == "no" and weighed.believed and not claims.items:
        weighed.drop("lines", said, "the model says that nothing is asked for here")
        was = weighed.request
        weighed.request = Request(
            False, was.reference_date, was.reference_source, was.customer,
            po_number=was.po_number, quote_number=was.quote_number, complaint=was.complaint,
        )  # fmt: skip
    elif said.answer == "yes" and weighed.believed and claims.items:
        weighed.request = replace(weighed.request, is_request=True)
    else:
        weighed.drop("is_request", said, UNSURE, said.answer)


def _weigh_date(weighed: Weighed, said: Said | None) -> None:
    if said is None or (said.at <= 0 and not said.quote):
        return
    words = find_words(said, weighed.inquiry)
    found = read_date(words) if words else None
    before = weighed.request.needed_by
    if words is None or found is None:
        weighed.drop("needed_by", said, UNPROVEN if words is None else "the model's words hold no date")
        return
    if before and (before.earliest, before.latest) == (found.earliest, found.latest):
        return
    if before and not weighed.believed:
        weighed.drop("needed_by", said, "the model takes another date than the words of delivery say")
        return
    earlier = [day for day in (before.latest, *before.alternatives) if day] if before else []
    weighed.set("needed_by", period_of(words, found, earlier))


def _weigh_choice(weighed: Weighed, name: str, said: Choice | None) -> None:
    """Part deliveries and the firmness of the date."""
    if said is None:
        return
    known: facts.Choice = getattr(weighed.request, name)
    if said.answer == "unsaid":
        if weighed.believed and known.value != "unknown":
            quote = known.evidence.quote if known.evidence else None
            weighed.aside.append(SetAside(name, known.value, quote, "the model does not read it so: better asked"))
            weighed.set(name, facts.Choice("unknown"))
        return
    if said.answer == known.value:
        return
    words = find_words(said, weighed.inquiry)
    if words is None:
        if said.at or said.quote:
            weighed.drop(name, said, UNPROVEN, said.answer)
        return
    if not weighed.believed and (known.value != "unknown" or leaning(name, said.answer, _sentence(words)) < _HINT):
        weighed.drop(name, Said(at=said.at, quote=words.text), UNSURE, said.answer)
        return
    weighed.set(name, facts.Choice(said.answer, words.evidence))
    if name == "partial_delivery" and said.answer != "allowed":
        weighed.request = replace(weighed.request, partial_offer=None)


def _sentence(words: Words) -> str:
    place = words.reading.passage_of(words.start)
    return words.reading.words(words.reading.passages[place]) if place is not None else words.text


def _weigh_place(weighed: Weighed, said: Said | None) -> None:
    words = find_words(said, weighed.inquiry) if said else None
    known = weighed.request.ship_to
    if said is None or (said.at <= 0 and not said.quote) or (words and known and words.overlaps(known.evidence)):
        return
    if words is None:
        weighed.drop("ship_to", said, UNPROVEN)
        return
    places = [p for p in words.reading.places if p.start < words.end and words.start < p.end]
    if not said.quote and places:  # the number of a sentence alone: our own grammar says which words are the place
        best = max(places, key=lambda place: (place.score, -place.start))
        words = Words(words.reading, best.start, best.end)
    elif not weighed.believed:
        weighed.drop("ship_to", Said(at=said.at, quote=words.text), UNSURE)
        return
    if known and not weighed.believed:
        weighed.drop("ship_to", Said(at=said.at, quote=words.text), UNSURE)
        return
    weighed.request = replace(weighed.request, ship_to=_first(words.fact(), known))


def _weigh_telling(weighed: Weighed, name: str, said: Said | None) -> None:
    """A reason, what lateness costs, a complaint: the customer's own clause."""
    if said is None:
        return
    known: Fact | None = getattr(weighed.request, name)
    if said.at <= 0 and not said.quote:
        if name == "complaint" and known and weighed.believed:  # a customer is not told of a complaint they never made
            weighed.aside.append(
                SetAside(name, known.value, known.evidence.quote, "the model reads no complaint in it")
            )
            weighed.set(name, None)
        return
    words = find_words(said, weighed.inquiry)
    if words is None:
        weighed.drop(name, said, UNPROVEN)
        return
    if known and words.overlaps(known.evidence):
        return
    if not weighed.believed and (known or _telling(name, words) < _LIKELY or len(words.text.split()) < 3):
        weighed.drop(name, Said(at=said.at, quote=words.text), UNSURE)
        return
    weighed.set(name, _first(words.fact(), known))


def _telling(name: str, words: Words) -> int:
    if name == "complaint":
        return told("complaint", "told", words.text)
    sides = ("told", "cost") if name == "reason" else ("cost",)
    return max(told("reason", side, words.text) for side in sides) - (
        SAID if told("complaint", "told", words.text) >= SAID else 0
    )


def _weigh_code(weighed: Weighed, name: str, said: Said | None, kinds: Sequence[str]) -> None:
    if said is None or (said.at <= 0 and not said.quote):
        return
    words = find_words(said, weighed.inquiry)
    found = read_code(words, kinds) if words else None
    known: Fact | None = getattr(weighed.request, name)
    if found is None:
        weighed.drop(name, said, UNPROVEN if words is None else "the model's words hold no such number")
    elif known is None or known.value.casefold() != found.value.casefold():
        if weighed.believed:
            weighed.set(name, _first(found, known))
        else:
            weighed.drop(name, said, UNSURE, found.value)


def _first(better: Fact, known: Fact | None) -> Fact:
    """The better proven value first, the other beside it."""
    return replace(better, alternatives=(known.value, *known.alternatives)) if known else better
