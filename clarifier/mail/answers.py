"""A later answer of the customer's put on top of a thread.

Comes in: a Thread and the readable answer. Goes out: a Thread whose newest messages are the answer's. History that the
answer quotes and the thread already holds becomes header spans, so no sentence counts twice.
"""

from dataclasses import replace

from clarifier.mail.assemble import assemble
from clarifier.mail.automatic import is_automatic
from clarifier.mail.parties import newest_of_customer
from clarifier.mail.readable import Readable
from clarifier.mail.thread import Address, Message, Stretch, Thread, renumber
from clarifier.settings import Settings


def add_answer(thread: Thread, answer: Readable, settings: Settings) -> Thread:
    """The answer's own messages first, then the thread's; `source` is the answer, a line break, and the old source."""
    told = assemble(answer, settings)
    fresh = [message for message in told.messages if not _known(message, thread)] or [told.messages[0]]
    forwarded = any(message.author == "customer" for message in fresh[1:])  # a note of ours may stand over the answer
    unsigned = [message.sender is None and message.index == 0 for message in fresh]
    fresh = [
        _placed(message, thread, alone=top and not (forwarded and message.author == "ours"))
        for message, top in zip(fresh, unsigned, strict=True)
    ]
    fresh = [_beside(message, fresh[:place]) for place, message in enumerate(fresh)]
    shift = len(told.source) + 1
    older = [
        replace(message, origin=tuple(replace(part, source_start=part.source_start + shift) for part in message.origin))
        for message in thread.messages
    ]
    messages = renumber([*fresh, *older])
    headers = _merged(
        [
            *told.headers,
            *_spans(told.messages, fresh),
            (shift - 1, shift),
            *((a + shift, b + shift) for a, b in thread.headers),
        ]
    )
    return Thread(
        source=f"{told.source}\n{thread.source}",
        messages=messages,
        headers=headers,
        attachments=told.attachments + thread.attachments,
        hidden=told.hidden + thread.hidden,
        customer_message=newest_of_customer(messages),
        answers=len(fresh) + thread.answers,
    )


def _beside(message: Message, above: list[Message]) -> Message:
    """An attached file's text is of the author of its mail, which stands above it unless the thread held it before."""
    if message.attachment is None:
        return message
    mail = next((place for place in reversed(range(len(above))) if above[place].attachment is None), None)
    if mail is None or len(above) - mail > message.below:
        return replace(message, below=0)
    return replace(message, author=above[mail].author, sender=above[mail].sender, below=len(above) - mail)


def _placed(message: Message, thread: Thread, alone: bool) -> Message:
    """The message with its author as the thread knows the people; an unsigned answer is the customer's."""
    if alone:
        answered = replace(message, author="customer", sender=_customer(thread))
        return replace(answered, automatic=is_automatic(answered))
    for known in thread.messages:
        if known.sender and message.sender and known.author != "unknown" and _same_person(known.sender, message.sender):
            return replace(message, author=known.author)
    return message


def _customer(thread: Thread) -> Address | None:
    if thread.customer_message is not None:
        return thread.messages[thread.customer_message].sender
    return next((message.sender for message in thread.of("customer") if message.sender), None)


def _same_person(one: Address, other: Address) -> bool:
    if one.email and other.email:
        return one.email == other.email
    return bool(one.name and other.name) and (one.name or "").casefold() == (other.name or "").casefold()


def _known(message: Message, thread: Thread) -> bool:
    """Whether the thread already holds these words: white space and quote marks aside, the same, or the start or end of
    the same.
    """
    words = _words(message.body)
    if not words:
        return message.index > 0
    for known in thread.messages:
        held = _words(known.body)
        if words == held or (
            len(words) >= 40 and (words in held or (len(held) >= 40 and held in words and len(held) > 0.8 * len(words)))
        ):
            return True
    return False


def _words(body: str) -> str:
    return "".join(character for character in body.casefold() if character.isalnum())


def _spans(all_messages: tuple[Message, ...], kept: list[Message]) -> list[tuple[int, int]]:
    """Where the messages stood that are left out."""
    keeping = {message.index for message in kept}
    parts: list[Stretch] = [part for message in all_messages if message.index not in keeping for part in message.origin]
    return [(part.source_start, part.source_start + part.length) for part in parts]


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, neighbours joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if joined and joined[-1][1] >= start:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
