"""Takes the heat out of a message, clause by clause, in the writer's own words.

Comes in: an analysis. Goes out: the message as a draft, in pieces with their changes. A clause without heat stays as it is; one of heat
alone goes; what is asked becomes one question each; facts whose wording could not be saved are told in a plain line.
"""

import re
from collections.abc import Sequence

from clarifier.reframe.analysis import Analysis, Told
from clarifier.reframe.draft import Draft
from clarifier.reframe.heat import HeatKind
from clarifier.reframe.plans import plan_all
from clarifier.reframe.salvage import Kept, salvage
from clarifier.reframe.scraps import is_full
from clarifier.reframe.strokes import Plan
from clarifier.reframe.temper import is_everyday

_QUESTION = re.compile(
    r"(?:who|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should)\b",
    re.I,
)
_ASKED_ABOUT = re.compile(
    r"(?:how|what|when|where|which|why|whether|if|who|whose)\b", re.I
)  # "tell me, in writing, how many ..."
_ADDRESS = re.compile(
    r"(?:(?:dear|hi|hello|hey|good (?:morning|day|afternoon|evening)|morning)\b[^.!?]{0,40}|[A-Z][a-z]+)$", re.I
)


def rewrite(analysis: Analysis, *, brief: bool = False) -> Draft:
    """The message without its heat; `brief` leaves out sentences that hold no fact and ask nothing."""
    draft = Draft()
    planned = plan_all(analysis.told)
    said = [any(plan.kept for plan in plans) for plans in planned]
    if brief:
        planned = [
            plans
            if any(plan.asks or plan.judged.facts for plan in plans)
            else [Plan(plan.judged, False) for plan in plans]
            for plans in planned
        ]
    every = [plan for plans in planned for plan in plans]
    draft.gone += [span for plan in every for span in _went(plan)]
    kept = Kept.of(every)
    at = 0
    for told, plans, stood in zip(analysis.told, planned, said, strict=True):
        draft.keep(analysis.text[at : told.sentence.start])
        salvaged = salvage(analysis.text, plans, kept)
        if any(plan.kept for plan in plans):
            at = _sentence(analysis.text, told, plans, salvaged, draft)
        else:
            at = _without(analysis.text, told, salvaged, draft, "brief" if stood else _worst(told))
    draft.keep(analysis.text[at:])
    return draft


def _went(plan: Plan) -> list[tuple[int, int]]:
    """What of a clause went as heat; the opening of an ask did not."""
    start = plan.judged.clause.start
    if not plan.kept:
        return [(start, plan.judged.clause.end)]
    return [(start + s.start, start + s.end) for s in plan.strokes if s.kind not in ("ask", "order")]


def _without(text: str, told: Told, salvaged: str, draft: Draft, kind: str) -> int:
    """A sentence that goes, its facts told instead; returns where the text goes on."""
    sentence = told.sentence
    whole = text[sentence.start : sentence.end]
    place = draft.change(whole, salvaged, kind)
    draft.opens = True
    if salvaged:
        draft.put(whole, salvaged, place)
        return sentence.end
    end = sentence.end
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    if text[end : end + 1] == "\n" and not text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip(
        " \t-*•"
    ):
        while text[end : end + 1] == "\n":
            end += 1
    draft.put(text[sentence.start : end], "", place)
    return end


def _sentence(text: str, told: Told, plans: Sequence[Plan], salvaged: str, draft: Draft) -> int:
    """A sentence of which something stays; returns where the text goes on."""
    last_of_list = _last_of_list(text, plans)
    opened = asking = demanded = False  # whether anything of it stands already; whether what stands last is a question
    told_by: int | None = None  # the change of the clause whose facts are told in a line of their own
    dropped: int | None = None  # the change of a clause that went right before
    for plan in plans:
        one, clause = plan.judged, plan.judged.clause
        link = text[clause.link_start : clause.start]
        if not plan.kept:
            if dropped is None:
                dropped = draft.change(one.text, "", one.kind)
            else:  # clauses that go side by side are one change
                draft.lengthen(dropped, link + one.text)
            draft.put(link + one.text, "", dropped)
            told_by = dropped if one.hard else told_by
            continue
        full = is_full(plan.said) or (one.text[:1].isupper() and len(one.text.split()) > 4)
        alone = plan.asks or (not clause.depends and full and not _ASKED_ABOUT.match(one.text))
        if not opened:
            draft.opens = draft.opens or bool(plan.strokes) or dropped is not None
            if dropped is None:
                draft.keep(link)
            else:
                draft.put(link, "", dropped)
        elif asking and not plan.asks and (link.strip().casefold() in ("or", ", or") or (demanded and alone)):
            draft.put(link, "? Otherwise ", _ending(plan, draft, dropped, "?"))
            asking = draft.opens = draft.follows = False
        elif plan.asks or (asking and alone):
            mark = "? " if asking else ". "
            draft.put(link, mark, _ending(plan, draft, dropped, mark))
            draft.opens = True
            asking = False
        elif asking and one.text[:3].casefold() == "or ":
            draft.put(link + one.text[:2], "? Otherwise", draft.change("or", "Otherwise", "ultimatum"))
            draft.keep(one.text[2:])
            asking, dropped = False, None
            continue
        elif dropped is not None and one.text.startswith("that "):
            draft.put(link, " ", dropped)
        elif plan is last_of_list:
            draft.put(link, ", and ", len(draft.changes) + len(plan.strokes))  # part of the change that comes next
        else:
            draft.keep(link)
        _clause(plan, draft)
        asking = asking or plan.asks
        demanded = plan.asks and bool(plan.strokes) and plan.strokes[0].kind == "ultimatum"
        opened, dropped = True, None
    closing = text[told.sentence.stop : told.sentence.end]
    if salvaged:
        draft.put(closing, ("? " if asking else ". ") + salvaged, _last(draft) if told_by is None else told_by)
    else:
        _close(draft, closing, told, plans, asking=asking)
    return told.sentence.end


def _last_of_list(text: str, plans: Sequence[Plan]) -> Plan | None:
    """Of "a, b, and c" whose c went: b, which now takes the "and"."""
    stay = [plan for plan in plans if plan.kept]
    later = plans[plans.index(stay[-1]) + 1 :]
    links = [text[plan.judged.clause.link_start : plan.judged.clause.start].split() for plan in later]
    full = len(stay) > 2 and all(
        is_full(plan.said) and not plan.asks and not plan.judged.clause.depends for plan in stay
    )
    link = text[stay[-1].judged.clause.link_start : stay[-1].judged.clause.start]
    return stay[-1] if full and link.strip() == "," and ["and"] in [each[-1:] for each in links] else None


def _ending(plan: Plan, draft: Draft, dropped: int | None, mark: str) -> int:
    """The change that ends one sentence so that another begins: that of the ask, of what went between, or one of its own."""
    if plan.asks and plan.strokes:
        return _opening(plan, draft)
    if dropped is not None:
        return dropped
    return _last(draft) if draft.changes else draft.change(mark, mark, "ask")


def _opening(plan: Plan, draft: Draft) -> int:
    """The change that the opening of an ask is; its clause finds it again."""
    first = plan.strokes[0]
    return draft.change(plan.judged.text[: first.end], first.words, first.kind)


def _clause(plan: Plan, draft: Draft) -> None:
    """A clause that stays, with its strokes."""
    text, at = plan.judged.text, 0
    for stroke in plan.strokes:
        draft.keep(text[at : stroke.start])
        before = text[stroke.start : stroke.end]
        known = stroke.start == 0 and draft.changes and draft.changes[-1].before == " ".join(before.split())
        draft.put(before, stroke.words, _last(draft) if known else draft.change(before, stroke.words, stroke.kind))
        if stroke.start == 0 and not stroke.words:
            draft.opens = draft.opens or not draft.said.strip() or draft.said.rstrip()[-1] in ".!?:"
        at = stroke.end
    draft.keep(text[at:])


def _close(draft: Draft, closing: str, told: Told, plans: Sequence[Plan], *, asking: bool) -> None:
    """The closing marks: a question mark behind what asks, no exclamation, a comma behind a greeting left alone."""
    first = next(plan for plan in plans if plan.kept)
    whole = all(plan.kept for plan in plans)
    asks = asking or (
        told.is_question and (whole or (first is plans[0] and _QUESTION.match(first.judged.text) is not None))
    )
    marks = re.sub(r"[.!?…;:]+", "", closing)
    after = "?" + marks if asks else "." + marks if "?" in closing or "!" in closing else closing
    last = re.split(r"[.!?\n]\s*", draft.said)[-1]
    if (
        not plans[-1].kept
        and after == "."
        and len(last.split()) <= 5
        and _ADDRESS.fullmatch(last)
        and not is_everyday(last)
    ):
        draft.put(closing, ",", _last(draft))
        draft.follows = True
    elif after == closing or not draft.changes:
        draft.keep(closing)
    else:
        draft.put(closing, after, _last(draft))
        draft.opens = ";" in closing


def _last(draft: Draft) -> int:
    return len(draft.changes) - 1


def _worst(told: Told) -> HeatKind:
    """The kind of heat of a sentence that goes: what a pattern found, else what its hottest clause sounds like."""
    hits = [hit for one in told.clauses for hit in one.poisons]
    return hits[0].kind if hits else max(told.clauses, key=lambda one: one.hot_logit).kind
