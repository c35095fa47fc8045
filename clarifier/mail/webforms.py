"""The person behind a mail that a web form or an order system sent.

Comes in: the sender, the addressees, the Reply-To and the body. Goes out: who wrote it, and when. A robot's mail names the person
in its Reply-To, or on a line such as "Email: ..." or "Buyer: Kwame Addai  k.addai@x.com". Labels are data:
knowledge/labels/forms.toml.
"""

from datetime import datetime
from functools import cache

from clarifier.mail.addresses import EMAIL, domain, read_address
from clarifier.mail.maildate import Order, read_date
from clarifier.mail.thread import Address
from clarifier.texts import table

_LABEL = 30  # characters
_LINES = 60


def person_behind(
    sender: Address | None, to: tuple[Address, ...], answers_to: Address | None, body: str
) -> Address | None:
    """The sender, or the person a robot wrote for."""
    if sender is None or not sender.email:
        return sender
    robot = sender.email.partition("@")[0] in _labels("mailboxes")
    own = any(_same(domain(mate.email), domain(sender.email)) for mate in to)
    if not (robot or own):
        return sender
    if answers_to and answers_to.email and (robot or not _same(domain(answers_to.email), domain(sender.email))):
        return Address(answers_to.name or _named(body), answers_to.email)
    found = _named_in_form(body, to)
    return found if found and (robot or not _same(domain(found.email), domain(sender.email))) else sender


def _named_in_form(body: str, to: tuple[Address, ...]) -> Address | None:
    """The person of a labelled line, unless it is one of the addressees."""
    for line in body.split("\n")[:_LINES]:
        label, colon, value = line.partition(":")
        label = label.strip(" \t*-•").casefold()
        match = EMAIL.search(value)
        if not colon or len(label) > _LABEL or match is None:
            continue
        if label in _labels("email") or label in _labels("person"):
            found = read_address(value[: match.end()] if label in _labels("person") else match[0])
            if found and found.email and all(found.email != mate.email for mate in to):
                return Address(found.name or _named(body), found.email)
    return None


def day_submitted(body: str, order: Order | None) -> datetime | None:
    """When a form was filled in, as its own line says: "Submitted: 11 December 2026 07:33"."""
    for line in body.split("\n")[:_LINES]:
        label, colon, value = line.partition(":")
        if colon and label.strip(" \t*-•").casefold() in _labels("submitted"):
            return read_date(value.strip(), order)
    return None


def _named(body: str) -> str | None:
    for line in body.split("\n")[:_LINES]:
        label, colon, value = line.partition(":")
        if colon and label.strip(" \t*-•").casefold() in _labels("name"):
            name = read_address(value)
            if name and name.name and len(name.name) <= 60 and not any(c.isdigit() for c in name.name):
                return name.name
    return None


def _same(one: str | None, other: str | None) -> bool:
    """Whether two domains are one, or one is below the other."""
    if not one or not other:
        return False
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


@cache
def _labels(group: str) -> frozenset[str]:
    return frozenset(table("labels/forms")[group])
