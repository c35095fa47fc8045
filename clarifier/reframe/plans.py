"""What becomes of each clause: it stays, loses some words, becomes a question, or goes.

Comes in: a judged sentence. Goes out: a plan a clause. Heat without facts goes; heat with facts loses the heat where enough is left that
makes sense; the condition of a threat becomes what it asks for; a clause that leaned on one that went stands alone or goes too.
"""

import re
from collections.abc import Sequence

from clarifier.reframe.analysis import Judged, Told
from clarifier.reframe.asks import Ask
from clarifier.reframe.demands import requirement, ultimatum, wondered
from clarifier.reframe.heat import Hit, find_hits
from clarifier.reframe.scraps import is_bare, is_full, stops, without_scraps
from clarifier.reframe.strokes import Plan, Stroke, stroked
from clarifier.reframe.temper import how_hot
from clarifier.texts import table

COOL = 0.5  # what is left of a clause once its heat is cut sounds no hotter than this
# from how hot an ask is mere venting: with facts or a verb of business, the only one of its message, any other, a "do not ..." without facts
HOT_ASK, HOT_ALONE, HOT_ASK_PLAIN, HOT_BAN = 0.6, 0.7, 0.4, 0.35
# below which an ask, a statement with facts, a denial ("that is no RAL number") stays, where no pattern finds heat in it
HOTTEST_ASK, HOTTEST, HOTTEST_DENIAL = 0.85, 0.75, 0.9


def plan_all(told: Sequence[Told]) -> list[list[Plan]]:
    """The plans of a message, sentence by sentence. A bare "fix it" goes where something else is asked."""
    asked = any(one.ask is not None and not one.is_heat for each in told for one in each.clauses)
    plans = [_leaning(without_scraps(_sentence(each, may_require=not asked))) for each in told]
    every = [plan for each in plans for plan in each]
    if any(plan.asks and not is_bare(plan) for plan in every) or any(stops(plan) for plan in every):
        plans = [[plan.gone if is_bare(plan) else plan for plan in each] for each in plans]
    return plans


def _sentence(told: Told, *, may_require: bool) -> list[Plan]:
    clauses = told.clauses
    threatened = any(one.is_heat and any(hit.kind in ("threat", "ultimatum") for hit in one.hits) for one in clauses)
    plans: list[Plan] = []
    for place, one in enumerate(clauses):
        if len(plans) > place:
            continue  # planned with the clause before
        heat_follows = any(each.is_heat for each in clauses[place + 1 :])
        ask = one.ask
        if ask is None and (threatened or heat_follows) and one.hard:
            ask = ultimatum(one.text)
        if ask is None and may_require and not one.is_heat:
            ask = requirement(one.text) if not told.is_question else wondered(one.text) if len(clauses) == 1 else None
        plans.append(_asked(one, ask, alone=may_require) if ask else _stated(one))
        purpose = clauses[place + 1] if place + 1 < len(clauses) else None
        if (
            ask
            and not plans[-1].kept
            and purpose
            and purpose.facts
            and not purpose.is_heat
            and (so := _SO.match(purpose.text))
        ):
            plans.append(_asked(purpose, Ask("polite", so.end(), "can you make sure ")))
    return _unfinished(_leaning(_demanded(_without_taunts(plans))))


def _without_taunts(plans: list[Plan]) -> list[Plan]:
    """ "When do they ship, or do I need to consult the stars?": what "or" adds to a question, and no fact stands in, asks nothing."""
    result: list[Plan] = []
    for plan in plans:
        ask = plan.judged.ask
        taunts = (
            ask is not None and ask.kind == "question" and any(each.asks for each in result) and not plan.judged.hard
        )
        result.append(plan.gone if taunts and plan.judged.follows_or else plan)
    return result


def _demanded(plans: list[Plan]) -> list[Plan]:
    """ "Unless lot 5 is inspected, ..." asks for it, where all that followed has gone."""
    result = list(plans)
    for place, plan in enumerate(plans):
        alone = place + 1 < len(plans) and not any(each.kept for each in plans[place + 1 :])
        if plan.kept and not plan.asks and alone and plan.judged.hard and (ask := ultimatum(plan.judged.text)):
            result[place] = _asked(plan.judged, ask)
    return result


def _asked(one: Judged, ask: Ask, *, alone: bool = False) -> Plan:
    """A clause that asks: as a question, unless it only vents; one that is `alone` in its message has more credit."""
    hits = [hit for hit in one.poisons if hit.end - one.clause.start > ask.length and hit.kind != "order"]
    hot = how_hot(one.text[ask.length :])
    kind = ask.kind if ask.kind in ("order", "ultimatum") else "ask"
    opening: tuple[Stroke, ...] = (Stroke(0, ask.length, ask.opening, kind),)
    if ask.kind == "polite" and one.text[: ask.length].casefold() == ask.opening.casefold():
        opening = ()
    mild = _mild(one, ask.length)
    dated = all(fact.kind == "date" and not any(c.isdigit() for c in fact.words) for fact in one.hard)
    bans = "do not" in ask.opening and dated  # "don't come here tomorrow": nothing that the reader could do
    if not hits and hot < (HOT_BAN if bans else _limit(one, ask, alone=alone)):
        return Plan(one, True, True, (*opening, *mild))
    if one.hard and not bans and (cut := _trimmed(one, ask.length, hits)):
        return Plan(one, True, True, (*opening, *(stroke for stroke in mild if stroke.end <= cut.start), cut))
    if one.hard and not bans and not hits and hot < HOTTEST_ASK * one.patience:
        return Plan(one, True, True, (*opening, *mild))
    return Plan(one, False)


def _limit(one: Judged, ask: Ask, *, alone: bool) -> float:
    """From how hot an ask is venting."""
    if one.hard or _is_business(one, ask):
        return HOT_ASK
    return HOT_ALONE if alone and ask.kind != "imperative" else HOT_ASK_PLAIN


def _stated(one: Judged) -> Plan:
    """A clause that states something: as it is, without its heat, or not at all."""
    mild = _mild(one, 0)
    if not one.is_heat:
        return Plan(one, True, strokes=mild)
    if not one.hard:
        return Plan(one, False)
    if mild and not _poisoned(rest := stroked(one.text, mild)) and how_hot(rest) < COOL:
        return Plan(one, True, strokes=mild)
    if head := _told_that(one):
        return Plan(one, True, strokes=(Stroke(0, head, "", one.kind),))
    if cut := _trimmed(one, 0, one.poisons):
        return Plan(one, True, strokes=(cut,))
    hottest = HOTTEST_DENIAL if any(fact.kind == "negation" for fact in one.facts) else HOTTEST
    return Plan(one, True, strokes=mild) if not one.poisons and one.hot < hottest * one.patience else Plan(one, False)


def _leaning(plans: list[Plan]) -> list[Plan]:
    """Clauses that leaned on one that went: "because 40 are late" stands alone, "which is typical" goes."""
    result: list[Plan] = []
    for place, plan in enumerate(plans):
        leans = plan.kept and not plan.asks and plan.judged.clause.depends and len(plans) > 1
        alone = not any(each.kept for each in result) and (place > 0 or not any(each.kept for each in plans[1:]))
        result.append(_freed(plan) if leans and alone else plan)
    return result


def _unfinished(plans: list[Plan]) -> list[Plan]:
    """A clause that ends in the air once what followed is gone ("and each time it's") goes too."""
    return [
        plan.gone
        if plan.kept and place + 1 < len(plans) and not plans[place + 1].kept and _OPEN_END.search(plan.said)
        else plan
        for place, plan in enumerate(plans)
    ]


def _freed(plan: Plan) -> Plan:
    text = plan.judged.text
    link = re.match(rf"(?:{'|'.join(table('lexicons/clauses')['frees'])})\s+", text, re.I)
    if link and is_full(text[link.end() :]):
        others = (stroke for stroke in plan.strokes if stroke.start >= link.end())
        return Plan(plan.judged, True, strokes=(Stroke(0, link.end(), "", plan.judged.kind), *others))
    return plan.gone


def _mild(one: Judged, after: int) -> tuple[Stroke, ...]:
    """Words that can go or be said plainly while the clause stays."""
    found: list[Stroke] = []
    for hit in one.hits:
        start, end = hit.start - one.clause.start, hit.end - one.clause.start
        if hit.manner == "poison" or start < after or end > len(one.text) or (found and start < found[-1].end):
            continue
        if hit.manner == "cut":
            while end < len(one.text) and one.text[end] == " " and (start == 0 or one.text[start - 1] == " "):
                end += 1
            if end == len(one.text) and start and one.text[start - 1] == " ":
                start -= 1
        found.append(Stroke(start, end, hit.plain, hit.kind))
    return tuple(found)


def _poisoned(text: str) -> bool:
    return any(hit.manner == "poison" for hit in find_hits(text))


def _trimmed(one: Judged, after: int, poisons: Sequence[Hit]) -> Stroke | None:
    """The end of a clause from its first heat on, where no fact stands in it and enough is left."""
    start = min((hit.start for hit in poisons), default=0) - one.clause.start
    if start <= after or any(fact.end - one.clause.start > start for fact in one.hard):
        return None
    head = one.text[:start].rstrip()
    while match := _DANGLING.search(head):
        head = head[: match.start()]
    if len(head[after:].split()) < 2 or _OPEN_END.search(head) or _poisoned(head) or how_hot(head) >= COOL:
        return None
    return Stroke(len(head), len(one.text), "", poisons[0].kind)


def _told_that(one: Judged) -> int:
    """ "May I remind you that X": where X begins, if X holds all facts and is clean; 0 if not."""
    for match in _THAT.finditer(one.text):
        rest = one.text[match.end() :]
        if rest.startswith("that "):
            continue
        inside = all(fact.start - one.clause.start >= match.end() for fact in one.hard)
        if inside and is_full(rest) and not _poisoned(rest) and how_hot(rest) < COOL:
            return match.end()
    return 0


def _is_business(one: Judged, ask: Ask) -> bool:
    verbs = "|".join(table("lexicons/asks")["business"])
    return (
        re.search(
            rf"\b(?:can|could|would|will) (?:you|someone) (?:{verbs})\b", ask.opening + one.text[ask.length :], re.I
        )
        is not None
    )


_OPEN_END = re.compile(
    r"\b(?:it['’]s|that['’]s|the (?:only )?ones?|is|was|are|were|because|and|to|of|the|an?|with|for)$", re.I
)
_SO = re.compile(r"so (?:that )?", re.I)
_THAT = re.compile(r"\b(?:that|how|where|telling (?:me|us)|to (?:say|tell (?:me|us)))\s+", re.I)
_DANGLING = re.compile(
    r"(?: (?:on|with|like|to|and|for|by|in|as|at|from|of|that|who|which|so|because|instead|the|a|an|your|you|being|just|when))+$",
    re.I,
)
