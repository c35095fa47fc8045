"""What the Learn tab asks of the rules' room, as plain functions: no Gradio in them.

Comes in: a classroom, and what the learner asks, writes or rates. Goes out: cards as markup, and plain data for the browser. What a learner
writes is judged and not kept; verdicts and ratings are.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from clarifier.errors import BadSettings, ModelError, UnreadableInput
from clarifier.model.chat import Stop, open_chat
from clarifier.model.endpoint import find_endpoint
from clarifier.rules.answer import Answer
from clarifier.rules.corpus import Corpus
from clarifier.rules.counterpart import spoken
from clarifier.rules.engines import ask_with
from clarifier.rules.exports import cited_in_order, close_by
from clarifier.rules.practice import take_turn
from clarifier.rules.review import Card, answered, cards_of, mastery, today
from clarifier.rules.scenarios import Scenario, scenarios
from clarifier.team import learning
from clarifier.web.cards import card
from clarifier.web.classroom import Classroom
from clarifier.web.learn_view import answer_view, bars, day_view, document_view, exchange_view, shelf
from clarifier.web.second_reading import model_here

MOST_MESSAGES = 8  # of an exchange that are looked at
MOST_NAME = 60  # characters of a learner's name
Json = dict[str, Any]


def ask(room: Classroom, question: str, stop: Stop, *, model: bool = False) -> Json:
    """The answer to a question, offline at once; with `model`, in the words of the one that is set up, where they hold."""
    library = room.library
    answer: Answer = ask_with("model" if model else "offline", question, library, room.settings, stop=stop)
    view = answer_view(answer, cited_in_order(answer), close_by(answer), library.corpus)
    return {
        "answer": card("answer.html", view=view),
        "covered": answer.covered,
        "heard": answer.text,
        "asks": None if model else model_here(room.settings),
        "engine": {"name": answer.engine.name, "model": answer.engine.model, "reason": answer.engine.fallback_reason},
        "note": library.collection.note,
    }


def document(room: Classroom, doc_id: str, quote: str = "") -> Json:
    """A rule or practice, opened; the quote is marked where it stands."""
    found = room.corpus.documents.get(doc_id)
    if found is None:
        raise BadSettings(f"There is no rule {doc_id!r} any more; look for it under Rules.")
    return {"document": card("document.html", view=document_view(found, quote)), "title": found.title}


def rulebook(room: Classroom) -> Json:
    """All rules and practices, to browse."""
    corpus = room.corpus
    return {"rulebook": card("rulebook.html", shelf=shelf(corpus), problems=[str(each) for each in corpus.problems])}


def scene(scenario_id: str) -> Json:
    """A scenario, opened."""
    return {"scene": card("scene.html", scenario=_scenario(scenario_id), names=_rule_names(_scenario(scenario_id)))}


def practise(room: Classroom, scenario_id: str, messages: list[str], learner: str) -> Json:
    """The verdict on the newest message, what the counterpart says, and the progress after it."""
    scenario = _scenario(scenario_id)
    turn = take_turn(scenario, messages)
    now = datetime.now(UTC)
    saved = [learning.Attempt(scenario.id, each.rule, each.verdict, now) for each in turn.verdicts]
    learning.save_attempt(room.database, named(learner), saved)
    return {
        "feedback": card("feedback.html", view=exchange_view(scenario, turn)),
        "says": turn.says,
        "asks": model_here(room.settings),
        "over": turn.is_over,
        "weakest": turn.weakest,
    }


def counter(room: Classroom, scenario_id: str, messages: list[str], stop: Stop) -> Json:
    """What the counterpart says in the words of the model that is set up; the script's where it cannot."""
    scenario = _scenario(scenario_id)
    turn = take_turn(scenario, messages)
    try:
        reader = open_chat(room.settings, find_endpoint(room.settings), stop)
    except ModelError:
        return {"says": turn.says}
    return {"says": spoken(scenario, messages, turn, replace(reader, kept=None))}


def five(room: Classroom, learner: str, minutes: int) -> Json:
    """Today's cards for a learner; `minutes` is how far their clock is ahead of UTC."""
    name, now = named(learner), _now(minutes)
    cards, states = _cards(room.corpus), learning.card_states(room.database, name)
    times = [review.at for review in learning.reviews(room.database, name)]
    day = today(cards, states, times, now)
    return {"five": card("five.html", view=day_view(day, now, room.corpus)), "left": len(day.cards)}


def rate(room: Classroom, learner: str, card_id: str, rating: str, key: str, minutes: int) -> Json:
    """Keeps an answer to a card, and gives the next one; the same `key` twice counts once."""
    name, now = named(learner), _now(minutes)
    if card_id not in {each.id for each in _cards(room.corpus)}:
        raise BadSettings("That card is gone: the rules have changed. Go on with the next one.")
    if any(
        each.card == card_id and each.at.astimezone(now.tzinfo).date() == now.date()
        for each in learning.reviews(room.database, name)
    ):
        return five(room, learner, minutes)  # answered today already, here or in another tab
    states = learning.card_states(room.database, name)
    state, due = answered(states.get(card_id), rating, now)
    learning.save_review(room.database, name, learning.Review(card_id, rating, now.astimezone(UTC)), state, due, key)
    return five(room, learner, minutes)


def progress(room: Classroom, learner: str, minutes: int) -> Json:
    """The bars: how much of each rule the learner would recall today, and how they practised it."""
    name, now = named(learner), _now(minutes)
    corpus = room.corpus
    known = mastery(_cards(corpus), learning.card_states(room.database, name), now)
    tries = learning.attempts(room.database, name)
    done = sorted({each.scenario for each in tries})
    return {"progress": card("progress.html", bars=bars(known, tries, corpus)), "done": done}


def named(learner: str) -> str:
    """The learner's name as it is kept, in small letters: Me and me are one. Raises UnreadableInput."""
    name = " ".join(learner.split())
    if not name or len(name) > MOST_NAME:
        raise UnreadableInput(f"A name has one to {MOST_NAME} characters; yours has {len(name)}.")
    return name.casefold()


def _now(minutes: int) -> datetime:
    """The time on the learner's clock."""
    if not -15 * 60 <= minutes <= 15 * 60:
        raise BadSettings("The clock of this browser is set to no known time zone.")
    return datetime.now(timezone(timedelta(minutes=minutes)))


def _cards(corpus: Corpus) -> tuple[Card, ...]:
    return cards_of(corpus)


def _scenario(scenario_id: str) -> Scenario:
    found = scenarios().get(scenario_id)
    if found is None:
        raise BadSettings(f"There is no scenario {scenario_id!r}; choose one of the list.")
    return found


def _rule_names(scenario: Scenario) -> list[tuple[str, str]]:
    from clarifier.request.rules import rules

    return [(rule, rules()[rule].short) for rule in scenario.rules]
