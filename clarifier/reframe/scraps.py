"""What says nothing on its own: a lead ("So:"), a fragment ("Charming."), a bare "fix it".

Comes in: plans. Goes out: the same without the scraps that nothing holds any more.
"""

import re
from collections.abc import Sequence
from functools import cache

from clarifier.reframe.asks import strip_leads
from clarifier.reframe.strokes import Plan
from clarifier.texts import table


def is_full(words: str) -> bool:
    """Whether words look like a sentence: a verb that is finite, and no preposition at the head."""
    finite, preposition = _grammar()
    return len(words.split()) >= 3 and not preposition.match(words) and finite.search(words) is not None


def is_bare(plan: Plan) -> bool:
    """ "Fix it", "make it happen": asks nothing that another ask does not say."""
    if not plan.asks or plan.judged.hard:
        return False
    body = re.sub(r"^.*?\b(?:can|could|would|will) (?:you|we|\w+)(?: please)? ", "", plan.said, flags=re.I)
    return len(body.split()) <= 4 and _BARE.fullmatch(body) is not None


def stops(plan: Plan) -> bool:
    """Whether a bare ask is "stop": it names nothing to do, so other bare asks beside it go as well."""
    return is_bare(plan) and plan.judged.text.casefold().endswith("stop")


def without_scraps(plans: list[Plan]) -> list[Plan]:
    """Scraps that nothing holds any more go too: a lead ("So:"), a fragment beside a clause that went, a "Charming."."""
    if len(plans) == 1 and _is_scrap(plans[0]):
        return [plans[0].gone]
    result = [plan.gone if _is_left_over(plans, place) else plan for place, plan in enumerate(plans)]
    return result if any(plan.kept for plan in result) else plans


def _is_left_over(plans: Sequence[Plan], place: int) -> bool:
    plan = plans[place]
    one, size = plan.judged, len(plan.judged.text.split())
    if not plan.kept or plan.asks or one.hard or (one.clause.depends and size > 1):
        return False
    if one.text.strip().casefold() in table("lexicons/clauses")["links"]:
        return True
    following = plans[place + 1] if place + 1 < len(plans) else None
    if following and following.asks and size <= 3 and strip_leads(one.text + " x") >= len(one.text):
        return True
    beside = (following is not None and not following.kept) or (place > 0 and not plans[place - 1].kept)
    asks = any(each.asks for each in plans)
    return beside and not is_full(one.text) and not _greets(one.text) and (asks or size <= 3)


def _is_scrap(plan: Plan) -> bool:
    """ "Right." "Charming." "Cute.": a word or two that say nothing."""
    one = plan.judged
    words = one.text.split()
    plain = plan.kept and not plan.asks and not one.facts and len(words) <= 3 and "".join(words).isalpha()
    return plain and one.text[:1].isupper() and not is_full(one.text) and not _greets(one.text)


def _greets(words: str) -> bool:
    return words.split()[0].casefold() in table("lexicons/clauses")["greets"]


_BARE = re.compile(
    r"(?:\w+ ){0,3}(?:it|this|that|them|your act|yourselves|yourself|something|on with it|a grip|going|moving|happen|out|now|done|up|together|[.!])*$",
    re.I,
)


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("lexicons/clauses")
    finite = re.compile(
        rf"\b(?:{'|'.join(words['finite'])})\b|\b(?:i|you|we|they|he|she|it|that|there|what|who|here|where)['’](?:s|re|ve|ll|m|d)\b|n['’]t\b",
        re.I,
    )
    return finite, re.compile(rf"(?:{'|'.join(words['prepositions'])})\b", re.I)
