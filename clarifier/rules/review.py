"""Five cards a day, by spaced repetition: which ones, what an answer changes, and how much of each rule would be recalled today.

Comes in: the corpus' cards, each card's state as it is kept, and the time. Goes out: today's cards, a card's new state, mastery per rule.
The scheduler is FSRS (package `fsrs`): it predicts when a card has a chance of nine in ten to be recalled, and asks then. Nothing is
kept here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from clarifier.errors import BadSettings
from clarifier.rules.corpus import Corpus

if TYPE_CHECKING:
    from fsrs import Card as Scheduled
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
A_DAY = 5


@dataclass(frozen=True)
class Card:
    """A question with its answer. `rule` is the rule it helps to remember, `document` the id of what opens beside it."""

    id: str
    rule: str
    document: str
    front: str
    back: str


@dataclass(frozen=True)
class Day:
    """Today: the cards still to come, how many are done, and when the next one is due where none is left."""

    cards: tuple[Card, ...]
    done: int
    next_due: datetime | None


@dataclass(frozen=True)
class Mastery:
    """How much of a rule's cards would be recalled today: `recalled` of `cards`, of which `met` were answered at least once."""

    rule: str
    recalled: float
    met: int
    cards: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.recalled / self.cards if self.cards else 0.0


def cards_of(corpus: Corpus) -> tuple[Card, ...]:
    """The cards of a corpus: each question people ask, each bad example, and what each rule says; the rules in turn, so that a first
    day meets five of them."""
    by_rule: dict[str, list[Card]] = {}
    for card in _cards(corpus):
        by_rule.setdefault(card.rule, []).append(card)
    longest = max((len(each) for each in by_rule.values()), default=0)
    return tuple(each[place] for place in range(longest) for each in by_rule.values() if place < len(each))


def _cards(corpus: Corpus) -> Iterator[Card]:
    for document in corpus.documents.values():
        rule = document.rules[0] if document.rules else document.id
        first = document.statement
        yield Card(first.id, rule, document.id, f"“{document.title}”: what do you do?", _plain(first.text))
        for passage in document.passages:
            if passage.question:
                yield Card(passage.id, rule, document.id, passage.question, _plain(passage.text))
            elif passage.kind == "bad":
                yield Card(
                    passage.id, rule, document.id, f"What goes wrong here? {_plain(passage.text)}", _plain(first.text)
                )


def _plain(text: str) -> str:
    return " ".join(text.split())


def today(cards: Sequence[Card], states: Mapping[str, str], answered: Sequence[datetime], now: datetime) -> Day:
    """What is left of today's five: cards that are due, the most overdue first, then new ones. `answered` are the times of all answers;
    a day is one of the learner's own, by the time zone of `now`."""
    done = sum(at.astimezone(now.tzinfo).date() == now.date() for at in answered)
    met = {card.id: _scheduled(states[card.id]) for card in cards if card.id in states}
    end = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = sorted(
        (card for card in cards if card.id in met and met[card.id].due < end), key=lambda card: met[card.id].due
    )
    new = [card for card in cards if card.id not in met]
    left = max(0, A_DAY - done)
    chosen = tuple([*due, *new][:left])
    coming = end if len(due) + len(new) > left else min((each.due for each in met.values()), default=None)
    return Day(chosen, done, None if chosen else coming)


def answered(state: str | None, rating: str, now: datetime) -> tuple[str, datetime]:
    """The card's state after an answer, and when it is due next."""
    from fsrs import Card as Scheduled
    from fsrs import Rating as Rated

    if rating not in RATINGS:
        raise BadSettings(f"An answer is rated {', '.join(RATINGS)}; not {rating!r}.")
    card = _scheduled(state) if state else Scheduled(due=_utc(now))
    card, _ = _scheduler().review_card(card, Rated[rating.capitalize()], _utc(now))
    return card.to_json(), card.due


def mastery(cards: Sequence[Card], states: Mapping[str, str], now: datetime) -> tuple[Mastery, ...]:
    """Per rule, in the order of the cards: the sum of the chances to recall each of its cards today; one never met counts nothing."""
    found: dict[str, list[float | None]] = {}
    for card in cards:
        chance = (
            _scheduler().get_card_retrievability(_scheduled(states[card.id]), _utc(now)) if card.id in states else None
        )
        found.setdefault(card.rule, []).append(chance)
    return tuple(
        Mastery(rule, sum(each or 0.0 for each in chances), sum(each is not None for each in chances), len(chances))
        for rule, chances in found.items()
    )


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )  # one answer a day: no steps within it


def _scheduled(state: str) -> "Scheduled":
    from fsrs import Card as Scheduled

    return Scheduled.from_json(state)


def _utc(now: datetime) -> datetime:

    return now.astimezone(UTC)
