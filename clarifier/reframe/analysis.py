"""A message as the rewriter sees it: its clauses, each with what it holds: heat, facts, an ask.

Comes in: a text. Goes out: its sentences with judged clauses, and whether there is heat at all.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from clarifier.reframe.asks import Ask, find_ask, second_verbs
from clarifier.reframe.bound import Bound, find_bound, find_names
from clarifier.reframe.heat import HeatKind, Hit, find_hits, is_consequence, is_sure
from clarifier.reframe.segments import Clause, Sentence, find_quoted, find_sentences
from clarifier.reframe.shouting import calm_voice, find_emphasis, find_shouting
from clarifier.reframe.temper import heat_of, how_hot, logit, sounds_like, whole_logit
from clarifier.stretches import Stretches

HEATED = 0.5  # the chance from which a message is heated
LOUD = 0.6  # the share of a message that shouts, from which nothing else need be asked
HOT, WARM = 0.5, 0.3  # and in a heated one a clause: where it holds facts, and where it holds none
INSTEAD = 0.2  # where it says what somebody did instead, and no fact: hardly ever a compliment
SCRAP = 0.45  # where it is three words or fewer, which tell little
HOT_CONDITION = 0.85  # where it is a condition that another clause leans on, or a consequence for the business
VENTING = 0.4  # what is asked first, where the report that is asked for next stands alone


@dataclass(frozen=True)
class Judged:
    """A clause with what it holds. `hits` are the phrases of heat in it, `hot` how hot it sounds as a whole."""

    clause: Clause
    text: str
    hits: tuple[Hit, ...]
    hot_logit: float
    facts: tuple[Bound, ...]
    ask: Ask | None
    is_heat: bool
    kind: HeatKind
    follows_or: bool = False  # tied to the clause before by "or"
    patience: float = 1.0  # of the analysis: half where a first attempt still sounded hot

    @cached_property
    def hard(self) -> tuple[Bound, ...]:
        """Its facts that are more than a "not" or an "if"."""
        return tuple(fact for fact in self.facts if fact.kind not in ("negation", "condition"))

    @cached_property
    def poisons(self) -> tuple[Hit, ...]:
        """The phrases that its wording cannot keep."""
        return tuple(hit for hit in self.hits if hit.manner == "poison")

    @property
    def hot(self) -> float:
        """The chance that it is heat, heard as a whole."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.hot_logit))))


@dataclass(frozen=True)
class Finds:
    """What was found in a message as a whole, in order: the phrases of heat, the facts and the names."""

    text: str
    hits: Sequence[Hit]
    facts: Sequence[Bound]
    names: Sequence[str]

    def hits_in(self, clause: Clause) -> tuple[Hit, ...]:
        """The phrases of heat that share a character with a clause."""
        return tuple(self.hits[place] for place in self._hit_spans.touching(clause.start, clause.end))

    def facts_in(self, clause: Clause) -> tuple[Bound, ...]:
        """The facts that begin in a clause."""
        starts = self._fact_starts
        return tuple(self.facts[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)])

    @cached_property
    def _hit_spans(self) -> Stretches:
        return Stretches((hit.start, hit.end) for hit in self.hits)

    @cached_property
    def _fact_starts(self) -> list[int]:
        return [fact.start for fact in self.facts]


@dataclass(frozen=True)
class Told:
    """A sentence with its clauses judged."""

    sentence: Sentence
    clauses: tuple[Judged, ...]
    is_question: bool


@dataclass(frozen=True)
class Analysis:
    """The whole message: as `written`, and as `text`, in which nothing shouts; both have the same length."""

    written: str
    text: str
    told: tuple[Told, ...]
    hits: tuple[Hit, ...]
    facts: tuple[Bound, ...]
    shouted: tuple[tuple[int, int], ...]
    is_heated: bool


def analyse(text: str, *, patience: float = 1.0) -> Analysis:
    """A message judged clause by clause; with half the patience a clause is taken for heat at half the usual heat."""
    shouted = tuple(find_shouting(text))
    written, text = text, calm_voice(text, [*shouted, *find_emphasis(text)])
    sentences = find_sentences(text)
    quoted = find_quoted(text)
    hits = find_hits(text, quoted)
    facts = find_bound(text)
    finds = Finds(text, hits, facts, [text[slice(*span)] for span in find_names(text)])
    drafts = [[one for clause in sentence.clauses for one in _split(finds, sentence, clause)] for sentence in sentences]
    told = tuple(
        Told(
            sentence,
            tuple(_decided(one, patience) for one in draft),
            "?" in text[sentence.stop : sentence.end],
        )
        for sentence, draft in zip(sentences, drafts, strict=True)
    )
    clauses = [one for each in told for one in each.clauses]
    whole = whole_logit(one.text for one in clauses)
    loud = sum(end - start for start, end in shouted) > LOUD * len(text)
    chance = heat_of(signs([one.hot_logit for one in clauses], whole, hits, told, shouted))
    is_heated = loud or is_sure(text, quoted) or chance > HEATED
    return Analysis(written, text, told, hits, facts, shouted, is_heated)


def signs(
    logits: Sequence[float], whole: float, hits: Sequence[Hit], told: Sequence[Told], shouted: Sequence[tuple[int, int]]
) -> list[float]:
    """What speaks for heat in a message: how hot its hottest clauses and all its words sound, what was found in it, its length."""
    hottest = sorted([*logits, -4.0, -4.0], reverse=True)
    chances = [1 / (1 + math.exp(-max(-30.0, min(30.0, each)))) for each in logits] or [0.0]
    kinds = {hit.kind for hit in hits if hit.manner == "poison"}
    ordered = any(one.ask is not None and one.ask.kind == "order" for each in told for one in each.clauses)
    return [
        hottest[0], hottest[1], sum(chances), sum(chances) / len(chances), whole, len(kinds - {"profanity", "demeaning_question"}),
        "profanity" in kinds, "demeaning_question" in kinds, ordered, bool(shouted), min(2, sum(hit.manner != "poison" for hit in hits)),
        min(10, len(logits)) / 10,
    ]  # fmt: skip


def _split(finds: Finds, sentence: Sentence, clause: Clause, *, second: bool = False) -> list[Judged]:
    """A clause judged; where it asks for two things ("find it and call me"), or vents before it asks, as two."""
    one = _judge(finds, sentence, clause, second=second)
    if one.ask is None or one.ask.kind not in ("order", "imperative", "polite"):
        return [one]
    quoted = find_quoted(one.text)
    for match in second_verbs(one.text, one.ask.length):
        vents = how_hot(one.text[one.ask.length : match[0]]) >= VENTING
        if any(a < match[0] < b for a, b in quoted) or (match[2] and not vents):
            continue
        cut = clause.start + match[0]
        first = Clause(clause.start, cut, clause.link_start, clause.opener, clause.depends)
        rest = Clause(clause.start + match[1], clause.end, cut, "", False)
        return [
            _judge(finds, sentence, first, second=second),
            *_split(finds, sentence, rest, second=True),
        ]
    return [one]


def _judge(finds: Finds, sentence: Sentence, clause: Clause, *, second: bool) -> Judged:
    text = finds.text
    words = text[clause.start : clause.end]
    inside = finds.hits_in(clause)
    is_question = _is_question(text, sentence) and not second
    bare = clause.start > sentence.start and text[clause.link_start : clause.start].strip() == ","
    hot = logit(words)
    ask = find_ask(words, is_question=is_question, names=finds.names, alone=not clause.depends, bare=bare)
    kinds = [hit.kind for hit in inside if hit.manner == "poison"]
    kind = kinds[0] if kinds else sounds_like(words)
    link = text[clause.link_start : clause.start].strip(" ,").casefold()
    return Judged(
        clause,
        words,
        inside,
        hot,
        finds.facts_in(clause),
        ask,
        False,
        kind,
        link == "or" or words[:3].casefold() == "or ",
    )


def _is_question(text: str, sentence: Sentence) -> bool:
    """Whether a sentence asks: by its mark, or by its first words where the mark was forgotten."""
    return "?" in text[sentence.stop : sentence.end] or _ASKS.match(text, sentence.start, sentence.stop) is not None


_ASKS = re.compile(
    r"(?:and |so |but |now |right, )?(?:who|what|when|where|which|how)(?: (?!i\b|we\b|you\b|they\b|he\b|she\b|it\b)\w+){0,2}? (?:do|does|did|will|can|could|is it|are they|are you|is the|are the)\b(?! (?:is|was|you mean|\w+ (?:is|was)\b))|(?:is|are|has|have|do|does|did|will) .{4,90} or not$",
    re.I,
)


def _decided(one: Judged, patience: float) -> Judged:
    """Whether a clause is heat, in a message that is heated."""
    condition = one.clause.depends and any(fact.kind == "condition" for fact in one.facts)
    if condition or is_consequence(one.text):
        limit = HOT_CONDITION  # what a reader must know before he acts: no impatience here
    elif one.hard or any(fact.kind == "negation" for fact in one.facts):
        limit = HOT * patience
    elif one.clause.opener in ("instead", "rather"):
        limit = INSTEAD * patience
    else:
        limit = (SCRAP if len(one.text.split()) <= 3 else WARM) * patience
    return replace(one, is_heat=bool(one.poisons) or one.hot >= limit, patience=patience)
