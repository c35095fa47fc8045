"""Whether a model is believed on this email: measured by what it says of the things our grammars are sure of.

Comes in: the request as read without it, and its claims. Goes out: whether it may contradict. A model that was only asked what is open
has shown nothing; one that may read everything (placement.py) loses its credit where it gets more of the sure things wrong than right.
"""

from collections.abc import Iterator

from clarifier.request.claims import Claims
from clarifier.request.facts import Request
from clarifier.request.narrow import Inquiry
from clarifier.request.proof import find_words, read_date


def is_believed(request: Request, claims: Claims, inquiry: Inquiry) -> bool:
    """Whether the model reads as our grammars do where these are sure."""
    if inquiry.scope != "all":
        return False
    marks = list(_marks(request, claims, inquiry))
    return sum(marks) >= len(marks) - sum(marks)


def _marks(request: Request, claims: Claims, inquiry: Inquiry) -> Iterator[bool]:
    """One mark for each thing that both speak of: whether they agree."""
    if claims.is_request and request.is_request:  # finding nothing asked for is the least sure of our readings
        yield claims.is_request.answer == "yes"
    if request.needed_by and claims.needed_by:
        words = find_words(claims.needed_by, inquiry)
        found = read_date(words) if words else None
        yield found is not None and found.latest == request.needed_by.latest
    for name in ("partial_delivery", "date_flexibility"):
        known, said = getattr(request, name).value, getattr(claims, name)
        if said and known != "unknown":
            yield said.answer == known
    for name in ("ship_to", "reason", "complaint", "po_number", "quote_number"):
        known, said = getattr(request, name), getattr(claims, name)
        if known and said and known.evidence.part == "body":
            words = find_words(said, inquiry)
            yield words is not None and words.overlaps(known.evidence)
    for verdict in claims.lines:
        # a line it finds right is a mark for it; one it finds wrong is just what it was asked for
        if verdict.verdict == "ordered" and 1 <= verdict.line <= len(request.lines):
            amount = request.lines[verdict.line - 1].quantity
            words = find_words(verdict, inquiry)
            if amount and words:
                yield words.overlaps(amount.evidence)
