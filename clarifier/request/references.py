"""The order or the quote that a thread is about, by the customer's own number.

Comes in: the readings and messages of the customer's, newest first. Goes out: the number with its words, or None. One that
is named as an earlier one, or taken back, counts only where there is no other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clarifier.mail.thread import Message
from clarifier.request.cues import says
from clarifier.request.facts import Fact, cite, cite_header
from clarifier.request.identifiers import Identifier, IdentifierKind, find_identifiers
from clarifier.request.planted import find_planted
from clarifier.request.reading import Reading, blanked


@dataclass(frozen=True)
class _Named:
    """A message with the identifiers of its body and of its subject."""

    message: Message
    body: Sequence[Identifier]
    subject: Sequence[Identifier]


def find_numbers(
    readings: Sequence[Reading], messages: Sequence[Message], wanted: Sequence[tuple[IdentifierKind, ...]]
) -> list[Fact | None]:
    """For each tuple of kinds the number: the newest message's body first, then its subject, then older ones; one below a
    sign-off where there is no other, and one that is taken back only then."""
    named = [_named(readings, message) for message in messages]
    return [
        _first(named, kinds, _stands) or _below_name(messages, kinds[0]) or _first(named, kinds, None)
        for kinds in wanted
    ]


def _below_name(messages: Sequence[Message], kind: IdentifierKind) -> Fact | None:
    """A labelled number in a signature: "PO RM-5518" under the name of the company."""
    for message in messages:
        for fold in (fold for fold in message.folded if fold.kind == "signature"):
            for one in find_identifiers(message.body[fold.start : fold.end]):
                if one.kind == kind and one.labelled and not one.negated:
                    return Fact(one.value, cite(message, fold.start + one.value_start, fold.start + one.end))
    return None


def _named(readings: Sequence[Reading], message: Message) -> _Named:
    reading = next((r for r in readings if r.message is message), None)
    subject = message.subject or ""
    return _Named(
        message,
        reading.identifiers if reading else tuple(find_identifiers(message.spoken)),
        find_identifiers(blanked(subject, find_planted(subject))),
    )


def _first(
    named: Sequence[_Named], kinds: tuple[IdentifierKind, ...], stands: Callable[[str, Identifier], bool] | None
) -> Fact | None:
    for kind in kinds:
        for one in named:
            message = one.message
            body = [i for i in one.body if i.kind == kind]
            for found in body:
                theirs = not found.negated and _is_theirs(message.body, found.start, kind)
                if theirs and (stands is None or stands(message.body, found)):
                    return Fact(found.value, cite(message, found.value_start, found.end))
            gone = {i.value for i in body if stands and not stands(message.body, i)}
            for found in one.subject:
                complained = kind == "order" and says(
                    "wanting/wanting/complained_order", (message.subject or "")[found.end :]
                )
                if found.kind == kind and found.value not in gone and not complained:
                    return Fact(found.value, cite_header(message, "subject", found.value))
    return None


def _stands(body: str, one: Identifier) -> bool:
    """Whether a number is neither an earlier one nor taken back: "PO 55102 should never have left the building"."""
    before = body[max(0, one.start - 40) : one.start]
    elsewhere = says("wanting/wanting/old_number", before) or says("wanting/wanting/others_number", before)
    return not elsewhere and not says("wanting/wanting/gone_number", body[one.end : one.end + 60])


def _is_theirs(body: str, start: int, kind: IdentifierKind) -> bool:
    """A bare "order 3318" counts as their order number only where it is not an earlier one."""
    earlier = says("wanting/wanting/earlier_order", body[max(0, start - 60) : start + 40])
    return kind != "order" or not (earlier or says("wanting/wanting/order_follows", body))
