"""What subject lines say of an order: "8 loops of chain by next Friday, send what you have".

Comes in: the customer's messages, newest first. Goes out: a reading of each subject that is the message's own; one of an answer or a
forward is an older mail's. It does not know whether the body says it better: `clarify` takes items from here only where the body has none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from clarifier.mail.thread import Message
from clarifier.request.cues import says
from clarifier.request.reading import Reading, read_message


def read_titles(
    messages: Sequence[Message], reference: date | None, order: Literal["dm", "md"] | None
) -> list[Reading]:
    """The readings of the subjects that say something themselves, newest first."""
    titles = [
        replace(message, body=message.subject, folded=(), origin=(), title=True)
        for message in messages
        if message.subject
        and re.search(r"\d", message.subject)
        and not says("wanting/wanting/answering", message.subject)
    ]
    return [read_message(title, title.sent.date() if title.sent else reference, order) for title in titles]


def between(titles: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Readings, oldest first, each with the title of its mail before it: what the body says comes later, and holds."""
    by_index = {title.message.index: title for title in titles}
    return [one for reading in readings for one in (by_index.get(reading.message.index), reading) if one]
