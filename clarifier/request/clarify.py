"""The pipe: a thread goes in, what the customer really asks for comes out, with what is missing and the words to ask for it.

mail.read -> Thread -> readings -> mentions -> lines, dates, terms, places -> Request -> gaps -> questions -> messages
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date, datetime
from typing import Literal

from clarifier.mail.thread import Message, Thread
from clarifier.request.answers import settle, without_answers
from clarifier.request.cues import says
from clarifier.request.customer import find_customer
from clarifier.request.dates import day_month_order
from clarifier.request.delivery import weigh_dates
from clarifier.request.destination import find_destination
from clarifier.request.facts import Gap, Question, Readiness, Request, SetAside
from clarifier.request.foreign import Told, in_english
from clarifier.request.gaps import find_gaps, readiness
from clarifier.request.items import find_mentions
from clarifier.request.items.inline import with_answers
from clarifier.request.items.mention import Mention
from clarifier.request.language import DEFAULT, UNKNOWN, Language, language_of_messages
from clarifier.request.lines import Items, gather_items
from clarifier.request.planted import find_planted
from clarifier.request.questions import ask
from clarifier.request.reading import MOST, MOST_FINDS, Reading, read_message
from clarifier.request.reason import clauses_of, find_consequence, find_reason
from clarifier.request.references import find_numbers
from clarifier.request.reply_language import IN_ENGLISH, ReplyLanguage, reply_language
from clarifier.request.terms import find_complaint, find_date_flexibility, find_expectations, find_partial_delivery
from clarifier.request.titles import between, read_titles
from clarifier.request.totals import Conflict
from clarifier.request.wanting import asks_for_goods

_SHORT = 30  # words of a mail whose subject line may be the order itself
_MOST_OF_THREAD = 2  # times what is read of a message: so much of all the customer's, the newest first


@dataclass(frozen=True)
class Spoken:
    """A message of the customer's, read, with what it says about items."""

    reading: Reading
    mentions: Sequence[Mention]


@dataclass(frozen=True)
class Engine:
    """Who read: the word lists and grammars alone, or a model beside them; what it cost, and why it did not help."""

    name: Literal["offline", "model"] = "offline"
    model: str | None = None
    fallback_reason: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0


OFFLINE = Engine()


@dataclass(frozen=True)
class Clarification:
    """A request with all that a rep needs to carry it on; `contract.as_json` writes it."""

    thread: Thread
    request: Request
    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]
    set_aside: tuple[SetAside, ...]
    readiness: Readiness
    readings: tuple[Reading, ...] = dataclass_field(
        default=(), repr=False, compare=False
    )  # the customer's, newest first
    conflicts: tuple[Conflict, ...] = dataclass_field(default=(), repr=False, compare=False)
    engine: Engine = OFFLINE
    language: Language = UNKNOWN  # that the customer writes; not sure: English is taken
    reply_language: ReplyLanguage = IN_ENGLISH  # of the questions and of the reply


def clarify(
    thread: Thread, *, sent: date | None = None, today: date | None = None, reply_in: str | None = None
) -> Clarification:
    """What the customer asks for. `sent` is the day of a message without a date; without either, `today` is taken.

    `reply_in` is the language of the questions and of the reply ("de"), where it shall not be the customer's. Raises BadSettings for one
    that there is no wording for.
    """
    order = _day_month_order(thread)
    told = in_english(thread, order)
    reply = reply_language(told.language, reply_in)
    found = _clarified(told.thread, sent, today, order, reply, titled=not told.glosses)
    found = replace(found, thread=thread, language=told.language)
    return _in_their_words(found, told) if told.glosses else found


def _in_their_words(found: Clarification, told: Told) -> Clarification:
    """A clarification of a thread in another language, with the customer's own words for all that was read in English."""
    customer = find_customer(_speaking(told.original))
    request = replace(told.theirs(found.request), customer=customer)
    readings = told.theirs(found.readings)
    gaps = find_gaps(request, readings, found.conflicts)
    aside = tuple(replace(s, value=told.words(s.value), quote=s.quote and told.words(s.quote)) for s in found.set_aside)
    return replace(
        found, request=request, readings=readings, gaps=gaps, questions=ask(gaps, request, found.reply_language.code), set_aside=aside,
        readiness=readiness(request, gaps),
    )  # fmt: skip


def _speaking(thread: Thread) -> list[Message]:
    """The customer's messages, the one that speaks first."""
    newest = thread.messages[thread.customer_message] if thread.customer_message is not None else None
    return [newest, *[m for m in thread.of("customer") if m is not newest]] if newest else []


def _clarified(
    thread: Thread,
    sent: date | None,
    today: date | None,
    order: Literal["dm", "md"] | None,
    reply: ReplyLanguage,
    titled: bool = False,
) -> Clarification:
    """What a customer asks for who writes English; `titled` where subject lines can be read as they are."""
    newest = thread.messages[thread.customer_message] if thread.customer_message is not None else None
    dated = (
        next((m.sent.date() for m in thread.of("customer") if m.sent), None)
        if thread.answers or newest is None
        else None
    )
    if newest is None and thread.messages and (latest := thread.messages[0].sent):
        dated = latest.date()
    reference, source = _reference(newest, dated, sent, today)
    messages = [m for m in thread.of("customer") if not m.automatic]
    readings = list(_read(messages, reference, order))
    spoken = [Spoken(reading, with_answers(find_mentions(reading), reading)) for reading in readings]
    spoken = _own_words(spoken)
    readings = [one.reading for one in spoken]
    titles = [
        Spoken(title, find_mentions(title)) for title in (read_titles(messages, reference, order) if titled else [])
    ]
    request, conflicts, aside = _request(thread, newest, spoken, titles, reference, source)
    if thread.answers and request.is_request:
        asked = _clarified(without_answers(thread), sent, today, order, reply)
        answers = [r for r in readings if r.message.index < thread.answers]
        request, conflicts = settle(request, conflicts, asked.questions, asked.request, answers)
    gaps = find_gaps(request, readings, conflicts)
    return Clarification(
        thread, request, gaps, ask(gaps, request, reply.code), aside, readiness(request, gaps), tuple(readings), tuple(conflicts),
        reply_language=reply,
    )  # fmt: skip


def _read(messages: Sequence[Message], reference: date | None, order: Literal["dm", "md"] | None) -> Iterator[Reading]:
    """The readings of messages, newest first, as far as a thread is read."""
    left, finds = _MOST_OF_THREAD * MOST, _MOST_OF_THREAD * MOST_FINDS
    for message in messages:
        most = min(left, MOST) if finds > 0 else 0
        reading = read_message(message, _day(message) or reference, order, most, min(finds, MOST_FINDS))
        left, finds = left - len(reading.text), finds - reading.finds
        yield reading


def _request(
    thread: Thread,
    newest: Message | None,
    spoken: Sequence[Spoken],
    titles: Sequence[Spoken],
    reference: date | None,
    source: Literal["header", "given", "today"],
) -> tuple[Request, tuple[Conflict, ...], tuple[SetAside, ...]]:
    readings = [one.reading for one in spoken]
    speaking = _speaking(thread)
    customer = find_customer(speaking)
    order, quote = find_numbers(readings, speaking, [("purchase_order", "order"), ("quote",)])
    basis = Request(
        False, reference, source, customer,
        po_number=order, quote_number=quote,
        complaint=find_complaint(readings),
    )  # fmt: skip
    spoken_of = [text for m in thread.messages for text in (m.subject or "", m.body[:MOST])]
    spoken_of += [attachment.name for attachment in thread.attachments]
    planted = tuple(dict.fromkeys(one for text in spoken_of for one in _planted(text)))
    hidden = tuple(SetAside("hidden", "", h.text[:200], f"hidden text: {h.why}") for h in thread.hidden)
    unread = tuple(_unread(readings))
    unread += tuple(SetAside("unread", file.name, None, file.unread) for file in thread.attachments if file.unread)
    items, by_title = _items(spoken, titles)
    in_turn = between([one.reading for one in titles], list(reversed(readings)))
    readings += [one.reading for one in titles if by_title]
    clauses = clauses_of(readings)
    delivery = weigh_dates(in_turn, items.drafts, clauses)
    if newest is None or newest.automatic or not asks_for_goods(readings, items, delivery, thread.answers):
        return basis, (), (*unread, *planted, *hidden)
    reason = find_reason(clauses)
    request = replace(
        basis,
        is_request=True,
        lines=delivery.lines,
        needed_by=delivery.needed_by,
        partial_delivery=find_partial_delivery(readings),
        date_flexibility=find_date_flexibility(readings),
        partial_offer=items.partial_offer,
        ship_to=find_destination(readings),
        collects=bool(readings) and says("wanting/wanting/collects", readings[0].text),
        reason=reason,
        consequence_if_late=find_consequence(clauses, reason),
        expectations=find_expectations(readings),
    )
    if request.partial_delivery.value != "allowed":
        request = replace(request, partial_offer=None)
    return request, items.conflicts, (*unread, *items.set_aside, *delivery.set_aside, *planted, *hidden)


def _items(spoken: Sequence[Spoken], titles: Sequence[Spoken]) -> tuple[Items, bool]:
    """The items of the messages; where short words name no amount, those of the subject lines with them, and whether it is so."""
    items = gather_items([(one.reading, one.mentions) for one in reversed(spoken)])
    short = bool(spoken) and len(spoken[0].reading.text.split()) <= _SHORT
    if any(draft.quantity for draft in items.drafts) or not short or not any(one.mentions for one in titles):
        return items, False
    both = gather_items([(one.reading, one.mentions) for one in (*reversed(titles), *reversed(spoken))])
    return (both, True) if any(draft.quantity for draft in both.drafts) else (items, False)


def _own_words(spoken: Sequence[Spoken]) -> list[Spoken]:
    """Leaves out what another company wrote to the customer, when the customer's own message names amounts itself."""
    if not spoken or not any(m.amount and m.role in ("order", "more", "half") for m in spoken[0].mentions):
        return list(spoken)
    home = _domain(spoken[0].reading.message)
    return [s for s in spoken if not home or not (other := _domain(s.reading.message)) or other == home]


def _domain(message: Message) -> str:
    email = message.sender.email if message.sender and message.sender.email else ""
    return email.rsplit("@", 1)[-1].casefold() if "@" in email else ""


def _reference(
    newest: Message | None, dated: date | None, sent: date | None, today: date | None
) -> tuple[date | None, Literal["header", "given", "today"]]:
    if newest and newest.sent:
        return newest.sent.date(), "header"
    if dated:
        return dated, "header"
    if sent:
        return sent, "given"
    return today or datetime.now().date(), "today"


def _day(message: Message) -> date | None:
    return message.sent.date() if message.sent else None


def _day_month_order(thread: Thread) -> Literal["dm", "md"] | None:
    """What the customer's dates and country tell; of the languages that are read, only English may put the month first."""
    theirs = thread.of("customer")
    told = day_month_order(
        "\n".join(m.body[:MOST] for m in theirs)[: _MOST_OF_THREAD * MOST],
        " ".join(m.sender.email for m in theirs if m.sender and m.sender.email),
    )
    return told or ("dm" if language_of_messages(theirs).code != DEFAULT else None)


def _planted(text: str) -> Iterator[SetAside]:
    """What a body, a subject or a file's name says to software, folded parts too: the rep sees every attempt."""
    for start, end in find_planted(text):
        why = "it speaks to software, not to us: read as text, never obeyed"
        yield SetAside("instruction", "", text[start:end].strip()[:300], why)


def _unread(readings: Sequence[Reading]) -> Iterator[SetAside]:
    """What of the customer's messages is longer than what is read."""
    for reading in readings:
        reach = len(reading.text)
        if 0 < reach < len(reading.message.body):
            why = f"only the first {reach:,} characters of this message are read: send the rest as one of its own"
            yield SetAside("unread", "", reading.message.body[reach:].strip()[:200], why)
    beyond = [reading.message.body for reading in readings if reading.message.body and not reading.text]
    if beyond:
        why = f"the {len(beyond):,} oldest messages of the customer's are not read: no thread is that long"
        yield SetAside("unread", "", beyond[0].strip()[:200], why)
