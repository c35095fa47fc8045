"""The order or the quote that a thread is about, by the customer's own number.

Comes in: the readings and messages of the customer's, newest first. Goes out: the number with its words, or None. One that
is named as an earlier one, or taken back, counts only where there is no other.
"""

from collections.abc import Callable, Sequence

from clarifier.mail.thread import Message
from clarifier.request.cues import says
from clarifier.request.facts import Fact, cite, cite_header
from clarifier.request.identifiers import Identifier, IdentifierKind, find_identifiers
from clarifier.request.planted import find_planted
from clarifier.request.reading import Reading, blanked


def find_number(
    readings: Sequence[Reading], messages: Sequence[Message], kinds: tuple[IdentifierKind, ...]
) -> Fact | None:
    """The order or quote number: the newest message's body first, then its subject, then older ones; one that is taken
    back only where there is no other."""
    standing = _first_number(readings, messages, kinds, _stands)
    return standing or _first_number(readings, messages, kinds, None)


def _first_number(
    readings: Sequence[Reading],
    messages: Sequence[Message],
    kinds: tuple[IdentifierKind, ...],
    stands: Callable[[str, Identifier], bool] | None,
) -> Fact | None:
    for kind in kinds:
        for message in messages:
            reading = next((r for r in readings if r.message is message), None)
            in_body = reading.identifiers if reading else tuple(find_identifiers(message.spoken))
            for one in in_body:
                theirs = one.kind == kind and not one.negated and _is_theirs(message.body, one.start, kind)
                if theirs and (stands is None or stands(message.body, one)):
                    return Fact(one.value, cite(message, one.value_start, one.end))
            subject = message.subject or ""
            gone = {i.value for i in in_body if i.kind == kind and stands and not stands(message.body, i)}
            for one in find_identifiers(blanked(subject, find_planted(subject))):
                if one.kind == kind and one.value not in gone:
                    return Fact(one.value, cite_header(message, "subject", one.value))
    return None


def _stands(body: str, one: Identifier) -> bool:
    """Whether a number is neither an earlier one nor taken back: "PO 55102 should never have left the building"."""
    earlier = says("wanting/wanting/old_number", body[max(0, one.start - 40) : one.start])
    return not earlier and not says("wanting/wanting/gone_number", body[one.end : one.end + 60])


def _is_theirs(body: str, start: int, kind: IdentifierKind) -> bool:
    """A bare "order 3318" counts as their order number only where it is not an earlier one."""
    return kind != "order" or not says("wanting/wanting/earlier_order", body[max(0, start - 60) : start + 40])
