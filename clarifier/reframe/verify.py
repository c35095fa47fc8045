"""Whether a text may be sent in place of a message: every fact kept, none added, no heat left, nothing promised that was not.

Comes in: a message judged and planned, and the text that shall stand for it. Goes out: the facts kept, lost and added, and what is wrong,
each in one sentence; nothing wrong means ready. It judges any wording, whoever wrote it: the offline engine, a model, the writer's hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.reframe.analysis import Analysis, analyse
from clarifier.reframe.bound import Bound, compare, is_person, surviving
from clarifier.stretches import Stretches
from clarifier.texts import fill, table

_PLACEHOLDER = re.compile(r"\[[^\]\n]{1,40}\]|\{[^}\n]{1,40}\}|<[a-z_ ]{2,30}>|\bX{3,}\b|\bTBD\b", re.I)
_GIVEN = re.compile(
    r"\b(?:sorry|apologi\w*|regret|my mistake|our mistake|promise|guarantee|commit|(?:i|we) (?:will|shall|can)|(?:i|we)['’]ll|thank you|thanks|grateful|appreciate)\b",
    re.I,
)
_ASK = re.compile(
    r"\b(?:can|could|would|will) (?:you|we|someone|somebody|production|sales|the team|your)\b[^?]*\?", re.I
)
_LONGER, _ALLOWED = 1.25, 60  # times the message, and characters beyond it


@dataclass(frozen=True)
class Facts:
    """The facts of a message, in its own words."""

    kept: tuple[str, ...]
    lost: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """`problems` empty: it may be sent."""

    facts: Facts
    problems: tuple[str, ...]


def bound_facts(analysis: Analysis, gone: Sequence[tuple[int, int]]) -> tuple[Bound, ...]:
    """The facts that must survive; in what is `gone` as heat, numbers, codes, named days and the names of firms still count."""
    heat = [(hit.start, hit.end) for hit in analysis.hits if hit.manner == "poison"]
    lost = Stretches([*gone, *heat])
    return tuple(
        one
        for one in surviving(analysis.facts, heat, gone)
        if not (is_person(analysis.text, one) and lost.touch(one.start, one.start + 1))
    )


def verify(analysis: Analysis, facts: Sequence[Bound], text: str, *, asks: int | None = None) -> Verdict:
    """The verdict on a text that shall stand for the message; `asks` is how many questions it must ask, None for any number."""
    words = table("wording/reframe")["problems"]
    after = analyse(text)
    kept, lost, added = compare(analysis.text, facts, text, after.facts)
    wrong = [] if text.strip() else [words["nothing_left"]]
    if lost:
        wrong.append(fill(words["lost"], facts=", ".join(lost)))
    if added:
        wrong.append(fill(words["added"], facts=", ".join(added)))
    if after.is_heated:
        wrong.append(fill(words["still_hot"], words=_hottest(after)))
    wrong += [fill(words["placeholder"], words=each) for each in _new(_PLACEHOLDER, text, analysis.text)]
    if given := _new(_GIVEN, text, analysis.text):
        wrong.append(fill(words["given"], words=", ".join(given)))
    if asks is not None and count_asks(text) != asks:
        wrong.append(fill(words["asks"], found=str(count_asks(text)), wanted=str(asks)))
    if len(text) > _LONGER * len(analysis.text) + _ALLOWED:
        wrong.append(words["longer"])
    return Verdict(Facts(tuple(kept), tuple(lost), tuple(added)), tuple(wrong))


def count_asks(text: str) -> int:
    """How many questions of a text ask somebody to do something."""
    return len(_ASK.findall(text))


def _hottest(analysis: Analysis) -> str:
    clauses = [one for told in analysis.told for one in told.clauses]
    hottest = max(clauses, key=lambda one: (len(one.poisons), one.hot_logit), default=None)
    return hottest.text if hottest else analysis.written.strip()


def _new(pattern: re.Pattern[str], text: str, before: str) -> list[str]:
    """What a pattern finds in a text and not in the one before it."""
    known = {match[0].casefold() for match in pattern.finditer(before)}
    return list(dict.fromkeys(m[0].casefold() for m in pattern.finditer(text) if m[0].casefold() not in known))
