"""The texts of attached files as messages of the thread, each right below the mail that it came with.

Comes in: a thread, the papers, the layers of its text. Goes out: the thread with a message for each paper, by the author of
its mail; where one of ours only passed the customer's mail on, by the customer. The papers' texts stand behind the mail in
the source. What is no order, and what of an order is small print, folds.
"""

from collections.abc import Sequence
from dataclasses import replace

from clarifier.mail.layers import Layer
from clarifier.mail.maildate import read_date
from clarifier.mail.papers.judged import day_of, small_print, what_it_is
from clarifier.mail.parties import newest_of_customer
from clarifier.mail.readable import Paper
from clarifier.mail.sides import organisation
from clarifier.mail.thread import Folded, Message, Stretch, Thread, renumber


def with_papers(thread: Thread, papers: Sequence[Paper], layers: Sequence[Layer]) -> Thread:
    """The thread with the papers' messages in their places."""
    alone = not thread.source.strip()
    mails = () if alone else thread.messages
    source, headers = thread.source, [*thread.headers]
    below: dict[int, list[Message]] = {}
    attachments = {attachment: attachment for attachment in thread.attachments}
    for paper in papers:
        gap = "\n\n" if source else ""
        start = len(source) + len(gap)
        headers += [(len(source), start)] if gap else []
        source += gap + paper.text
        carrier = _carrier(mails, paper, layers) if mails else None
        message = _message(paper, start, carrier)
        below.setdefault(carrier.index if carrier else -1, []).append(message)
        if message.attachment:
            attachments[paper.attachment] = message.attachment
    placed: list[Message] = []
    for mail in mails:
        placed += [mail, *_under(below.get(mail.index, ()))]
    placed += _under(below.get(-1, ()), first=0)
    messages = renumber(placed)
    listed = tuple(attachments[attachment] for attachment in thread.attachments)
    return replace(
        thread, source=source, headers=tuple(headers), messages=messages, attachments=listed,
        customer_message=newest_of_customer(messages),
    )  # fmt: skip


def _under(messages: Sequence[Message], first: int = 1) -> list[Message]:
    return [replace(message, below=place) for place, message in enumerate(messages, first)]


def _message(paper: Paper, start: int, carrier: Message | None) -> Message:
    kind = what_it_is(paper.text)
    whole = (Folded("disclaimer", 0, len(paper.text)),)
    attachment = paper.attachment
    if kind:
        attachment = replace(
            attachment, unread=f"{attachment.name} reads like {kind}: no line of it counts as ordered."
        )
    message = Message(
        index=0, body=paper.text, author="customer", folded=whole if kind else small_print(paper.text),
        origin=(Stretch(0, start, len(paper.text)),), attachment=attachment,
    )  # fmt: skip
    if carrier is None:
        day = day_of(paper.text)
        return replace(message, sent=read_date(day, None) if day else None)
    return replace(message, author=carrier.author, sender=carrier.sender, to=carrier.to, sent=carrier.sent)


def _carrier(mails: Sequence[Message], paper: Paper, layers: Sequence[Layer]) -> Message:
    """The mail whose words a paper belongs to."""
    place = next((i for i, layer in enumerate(layers) if _is_of(layer, paper)), 0)
    carrier = mails[min(place, len(mails) - 1)]
    if carrier.author != "ours":
        return carrier
    theirs = [mail for mail in mails[carrier.index + 1 :] if mail.author == "customer"]
    sides = {organisation(mail.sender) for mail in theirs} - {None, ""}
    told = any(organisation(mate) in sides for mate in (*carrier.to, *carrier.cc))
    return theirs[0] if theirs and not told else carrier  # what we pass on among ourselves is the customer's


def _is_of(layer: Layer, paper: Paper) -> bool:
    """Whether the layer's header is that of the mail which carried the paper."""
    day = layer.fields.get("date") or layer.fields.get("sent") or ""
    pairs = ((layer.fields.get("from", ""), paper.sender), (day, paper.sent))
    return bool(paper.sender) and all(" ".join(a.split())[:60] == " ".join(b.split())[:60] for a, b in pairs)
