"""One exchange of a practice: the learner's message judged, and what the counterpart says to it.

Comes in: a scenario and the learner's messages so far, the newest last. Goes out: a Turn: the verdict on each rule, and an answer that
pushes back on the weakest, two or three times, until the rules are met. The script needs no model; a model may say the counterpart's line
more freely (counterpart.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.errors import UnreadableInput
from clarifier.rules.judging import Verdict, judge
from clarifier.rules.scenarios import ANY, Scenario
from clarifier.texts import fill, table

MOST = 4000  # characters of a message
MOST_TURNS = 4  # messages of the learner's; then the counterpart goes back to work
BY_DEED = ("rule-01", "rule-03", "rule-04")
_ORDER = ("bad", "weak", "good")


@dataclass(frozen=True)
class Turn:
    """`says` is the counterpart's answer; `is_over` where the exchange has come to its end; `weakest` is the rule to try again, if any."""

    verdicts: tuple[Verdict, ...]
    says: str
    weakest: str | None
    is_over: bool


def take_turn(scenario: Scenario, messages: Sequence[str]) -> Turn:
    """The turn after the newest message. What was said well before still counts: in an exchange nobody says everything twice.
    Raises UnreadableInput for no message, or one that is too long."""
    checked(messages[-1] if messages else "")
    judged = [judge(scenario, each) for each in messages]
    verdicts = tuple(_better(now, [each[place] for each in judged[:-1]]) for place, now in enumerate(judged[-1]))
    weak = [each for each in sorted(verdicts, key=lambda each: _ORDER.index(each.verdict)) if each.verdict != "good"]
    turn = len(messages)
    if weak and turn < MOST_TURNS:
        return Turn(verdicts, _pushed_back(scenario, messages, weak), weak[0].rule, False)
    objections = scenario.pushback[ANY]
    if not weak and turn <= len(objections) and turn < MOST_TURNS:
        return Turn(verdicts, objections[turn - 1], None, False)
    says = table("wording/practice")["given_up"] if weak else scenario.resolved
    return Turn(verdicts, says, weak[0].rule if weak else None, True)


def _pushed_back(scenario: Scenario, messages: Sequence[str], weak: Sequence[Verdict]) -> str:
    """What the counterpart says to the weakest rule; never the same line twice."""
    said = [take_turn(scenario, messages[:count]).says for count in range(1, len(messages))]
    lines = [line for each in weak for line in scenario.pushback[each.rule]]
    missed = table("wording/practice")["missed"]
    lines += [fill(missed, sought=table("checklists/practice")[each.rule]["sought"]) for each in weak]
    return next((line for line in lines if line not in said), lines[-1])


def checked(message: str) -> str:
    """The message. Raises UnreadableInput."""
    texts = table("wording/practice")
    if not any(sign.isalnum() for sign in message):
        raise UnreadableInput(texts["nothing_written"])
    if len(message) > MOST:
        raise UnreadableInput(fill(texts["too_long"], count=f"{len(message):,}", most=f"{MOST:,}"))
    return message


def _better(now: Verdict, before: Sequence[Verdict]) -> Verdict:
    """The verdict that counts: the newest message's, unless it was only silent on what was said well before. By a rule of BY_DEED one is
    bad for what one says; by the others also for what one leaves out, and that may have been said already."""
    if now.verdict == "bad" and now.rule in BY_DEED:
        return now
    return max((now, *before), key=lambda each: _ORDER.index(each.verdict))
