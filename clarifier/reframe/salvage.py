"""The facts of clauses whose wording could not be saved, told in one plain line: "This concerns Bexley Marine, 16 mooring cleats."

Comes in: the plans of a sentence and what the rest of the message tells anyway. Goes out: the line, "" where nothing is to be told.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clarifier.reframe.analysis import Judged
from clarifier.reframe.bound import Bound, is_person, is_vague, stands_in
from clarifier.reframe.strokes import Plan
from clarifier.reframe.temper import how_hot
from clarifier.texts import fill, table

_MOST_BETWEEN = 5  # words between two facts that may be told with them
_COOL = 0.5


@dataclass(frozen=True)
class Kept:
    """What the clauses tell that stay."""

    keys: frozenset[tuple[str, ...]]
    words: str

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> "Kept":
        """The facts of all plans that keep their clause."""
        staying = [plan for plan in plans if plan.kept]
        return cls(
            frozenset(fact.key for plan in staying for fact in plan.judged.facts if not plan.cuts(fact)),
            " | ".join(plan.said.casefold() for plan in staying),
        )

    def tells(self, fact: Bound) -> bool:
        """Whether a fact stands elsewhere, or its words do."""
        own = re.sub(r"['’]s$", "", fact.words.casefold())
        return fact.key in self.keys or stands_in(own, self.words)


def salvage(text: str, plans: Sequence[Plan], kept: Kept) -> str:
    """The line that tells the facts of clauses that went; `text` is the whole message."""
    said: list[str] = []
    for plan in plans:
        if not plan.kept:
            facts = [fact for fact in plan.judged.facts if _counts(text, fact) and not kept.tells(fact)]
            said += [_words(plan.judged, run) for run in _runs(plan.judged, facts)]
    if not said:
        return ""
    line = fill(table("wording/reframe")["salvage"]["about"], facts=", ".join(dict.fromkeys(said)))
    return re.sub(r"(?<=[.!?][\"”])\.$", "", line)  # a quotation has its own full stop


def _counts(text: str, fact: Bound) -> bool:
    """Whether a fact that stands in heat must survive: numbers, codes, named days, names of firms."""
    if fact.kind == "name":
        return not is_person(text, fact)
    if fact.kind == "quote":
        return True
    if fact.kind == "date":
        return not is_vague(fact.words)
    bare = fact.kind == "amount" and re.fullmatch(r"\d{1,2}", fact.words)
    return not bare and fact.kind not in ("negation", "condition") and any(c.isdigit() for c in fact.words)


def _runs(one: Judged, facts: Sequence[Bound]) -> list[list[Bound]]:
    """Facts that can be told with the words between them, together."""
    runs: list[list[Bound]] = []
    for fact in facts:
        if runs and _joined(one, runs[-1][-1], fact):
            runs[-1].append(fact)
        else:
            runs.append([fact])
    return runs


def _joined(one: Judged, left: Bound, right: Bound) -> bool:
    base = one.clause.start
    between = re.findall(r"[\w'’-]+", one.text[left.end - base : right.start - base])
    hot = any(hit.start < right.start and left.end < hit.end for hit in one.hits)
    return not hot and len(between) <= _MOST_BETWEEN and how_hot(one.text[left.start - base : right.end - base]) < _COOL


def _words(one: Judged, run: Sequence[Bound]) -> str:
    base = one.clause.start
    lead = one.text[run[0].start - base : run[-1].start - base]
    return re.sub(r"['’]s$|\.$", "", lead + run[-1].words)  # a quotation may end behind the clause's own words
