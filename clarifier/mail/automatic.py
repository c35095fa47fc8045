"""Whether a program wrote a message: an out-of-office note, a delivery failure, a newsletter.

Comes in: a Message. Goes out: True or False. The words are data: knowledge/labels/automatic.toml.
"""

import re
from functools import cache

from clarifier.mail.thread import Message
from clarifier.texts import table

_OPENING = 1500  # characters; an automatic reply says so at once
_PREFIX = re.compile(
    r"(?:\s*(?:\[[^\]]{1,40}\]|re|aw|fw|fwd|sv|vs|tr|rif|res|wg|antw|odp|ynt|回复|答复)\s*[:：]?\s*(?=\S)){1,4}", re.I
)


def is_automatic(message: Message) -> bool:
    """Judged by the sender's mailbox, the subject's first words, the body's opening, and the words of mass mailings."""
    words = table("labels/automatic")
    mailbox = (message.sender.email or "").partition("@")[0] if message.sender else ""
    if mailbox in words["senders"]:
        return True
    subject = (message.subject or "").casefold().strip()
    if subject and (subject.startswith(_subjects()) or _unprefixed(subject).startswith(_subjects())):
        return True
    opening = " ".join(message.body[:_OPENING].casefold().replace("’", "'").split())
    if any(phrase in opening for phrase in words["bodies"]) and not _asks(message):
        return True
    body = message.body.casefold()
    return sum(phrase in body for phrase in words["mass"]) >= 2


def _asks(message: Message) -> bool:
    """A person who is also away: the body mentions it but asks something."""
    return "?" in message.spoken


def _unprefixed(subject: str) -> str:
    match = _PREFIX.match(subject)
    return subject[match.end() :] if match and subject[: match.end()].rstrip().endswith((":", "：", "]")) else subject


@cache
def _subjects() -> tuple[str, ...]:
    return tuple(table("labels/automatic")["subjects"])
