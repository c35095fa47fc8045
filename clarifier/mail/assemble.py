"""The layers of a readable text made a Thread: header words become addresses and dates, signatures fold, authors are
decided.

Comes in: the readable mail and who is ours. Goes out: a Thread whose bodies and header spans hold every character of the
source once.
"""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from clarifier.mail.addresses import domain, read_address, read_addresses
from clarifier.mail.automatic import is_automatic
from clarifier.mail.enclosed import with_papers
from clarifier.mail.folds import fold
from clarifier.mail.layers import Layer, read_layers
from clarifier.mail.letters import day_of_letter
from clarifier.mail.maildate import Order, find_date, order
from clarifier.mail.parties import authored
from clarifier.mail.readable import Readable
from clarifier.mail.thread import Message, Thread
from clarifier.mail.webforms import day_submitted, person_behind
from clarifier.settings import Settings

_MONTH_FIRST_DOMAINS = ("us",)
_NEUTRAL_DOMAINS = ("com", "org", "net", "edu", "gov", "io", "biz", "info", "co")


def assemble(readable: Readable, settings: Settings) -> Thread:
    """The thread of a readable mail and of the files that came with it."""
    source = readable.text
    layers, headers = read_layers(source)
    in_force = _order_in_force(layers)
    dates = _dates(layers, in_force)
    messages = []
    for index, layer in enumerate(layers):
        to = read_addresses(layer.fields.get("to", ""))
        answers_to = read_address(layer.fields.get("reply_to", ""))
        sender = person_behind(read_address(layer.fields.get("from", "")), to, answers_to, layer.body)
        message = Message(
            index=index,
            body=layer.body,
            sender=sender,
            to=to,
            cc=read_addresses(layer.fields.get("cc", "")),
            sent=dates[index] or day_submitted(layer.body, in_force) or day_of_letter(layer.body, in_force),
            subject=_subject(layer.fields.get("subject")),
            folded=fold(layer.body, layer.quoted, sender),
            origin=layer.origin,
        )
        messages.append(message)
    if not messages:
        messages.append(Message(index=0, body=""))
    authored_messages, customer = authored(tuple(messages), tuple(layer.opened_by for layer in layers), settings)
    told = [layer.fields.get("automatic", "").casefold().startswith("auto-replied") for layer in layers] or [False]
    finished = tuple(
        replace(message, automatic=said or is_automatic(message))
        for message, said in zip(authored_messages, told, strict=True)
    )
    thread = Thread(source, finished, headers, readable.attachments, readable.hidden, customer)
    return with_papers(thread, readable.papers, layers) if readable.papers else thread


def _subject(text: str | None) -> str | None:
    return " ".join(text.split()).strip("* ") or None if text else None


def _order_in_force(layers: tuple[Layer, ...]) -> Order | None:
    """The order of day and month that the thread's header dates prove, else the habit of its senders' countries."""
    texts = [_date_text(layer) for layer in layers]
    proven = [found for text in texts if text and (found := order(text))]
    if proven:
        return max(set(proven), key=proven.count)
    for layer in layers:
        sender = read_address(layer.fields.get("from", ""))
        last = (domain(sender.email) or "").rpartition(".")[2] if sender else ""
        if last in _MONTH_FIRST_DOMAINS:
            return "month"
        if last and last not in _NEUTRAL_DOMAINS:
            return "day"
    return "day" if any(text and ":" in text and not text.isascii() for text in texts) else None


def _dates(layers: tuple[Layer, ...], in_force: Order | None) -> list[datetime | None]:
    """Every layer's date. Where day and month are open and nothing proves their order, what keeps newest first wins."""
    found = [find_date(text, order(text) or in_force) if (text := _date_text(layer)) else None for layer in layers]
    if in_force is None and any(one and one.swapped for one in found):
        plain = [one.when.replace(tzinfo=None) for one in found if one]
        swapped = [(one.swapped or one.when).replace(tzinfo=None) for one in found if one]
        if _descents(swapped) < _descents(plain):
            return [(one.swapped or one.when) if one else None for one in found]
    return [one.when if one else None for one in found]


def _descents(dates: list[datetime]) -> int:
    """How often an older message claims to be newer than the one above it."""
    return sum(older > newer for newer, older in pairwise(dates))


def _date_text(layer: Layer) -> str | None:
    return layer.fields.get("sent") or layer.fields.get("date") or None
