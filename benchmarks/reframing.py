"""How well messages are reframed: labelled messages and what became of them come in, a Score of counts goes out.

Judged from outside, by words alone: facts that survive, blame that does not, asks that become questions, calm left as it was. No figure
is multiplied with another. It does not know whether a sentence reads well.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.heated import Message
from benchmarks.quality import share

STRAIGHT = str.maketrans({"’": "'", "“": '"', "”": '"'})
_ASKED = re.compile(
    r"\b(?:can|could|would|will) (?:you|we|someone|somebody|production|sales|the team|your)\b[^?]*\?"
)  # of a plain text
_TOKEN = re.compile(r"\w+(?:(?<=\d)[.,:/](?=\d)\w+)*")
_NAME = re.compile(r"[^\W\d_a-zß-ÿ]\w")
_OPENS = re.compile(
    r"(?:^|[.!?:…\n][\"'“”‘’()\s]*|(?:[-*•–]|\d[.)])\s+)[\"'“‘(]*$"
)  # what stands before the first word of a sentence
MANY = 3  # from as many asks on, one more or one less is right as well


@dataclass(frozen=True)
class Rewritten:
    """What became of a message. `is_ready` where it is marked as fit to send; a column without such a mark marks all it returns.

    `fault` says why it could not be rewritten, or not by the one who was asked.
    """

    text: str
    is_flagged: bool
    is_ready: bool
    fault: str = ""


@dataclass
class Score:
    """Counts over messages; `notes` says what went wrong where. True in a counter of phrases: they stand in what was returned."""

    heated: int = 0
    calm: int = 0
    faults: int = 0
    facts: Counter[bool] = field(default_factory=Counter)
    blame: Counter[bool] = field(default_factory=Counter)
    ready: int = 0  # of the heated ones
    facts_ready: Counter[bool] = field(default_factory=Counter)
    blame_ready: Counter[bool] = field(default_factory=Counter)
    added_ready: int = 0
    asked_right: int = 0
    calm_unchanged: int = 0
    calm_flagged: int = 0
    heated_flagged: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def heat(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of telling heated messages from calm ones."""
        return precision_recall_f1(self.heated_flagged, self.calm_flagged, self.heated - self.heated_flagged)


def flagging(flagged: Iterable[bool], heated: Iterable[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of flagging heated messages."""
    pairs = Counter(zip(flagged, heated, strict=True))
    return precision_recall_f1(pairs[True, True], pairs[True, False], pairs[False, True])


def precision_recall_f1(right: int, extra: int, lost: int) -> tuple[float, float, float]:
    """Of counts; 0 where there is nothing to count."""
    whole = 2 * right + extra + lost
    return share(right, right + extra, 0.0), share(right, right + lost, 0.0), share(2 * right, whole, 0.0)


def score(results: Iterable[tuple[Message, Rewritten]]) -> Score:
    """The score of what became of each message."""
    total = Score()
    for message, result in results:
        if result.fault:
            total.faults += 1
            total.notes.append(f"{message.id}  {result.fault}")
        (_count_heated if message.is_heated else _count_calm)(total, message, result)
    return total


def _count_heated(total: Score, message: Message, result: Rewritten) -> None:
    total.heated += 1
    total.heated_flagged += result.is_flagged
    facts = [(fact, stands_in(result.text, fact)) for fact in message.facts]
    blame = [(words, stands_in(result.text, words)) for words in message.blame]
    added = find_added(message.raw, result.text)
    questions = count_questions(result.text)
    is_right = asks_fit(questions, message.asks)
    total.asked_right += is_right
    total.facts.update(stands for _, stands in facts)
    total.blame.update(stands for _, stands in blame)
    if result.is_ready:
        total.ready += 1
        total.facts_ready.update(stands for _, stands in facts)
        total.blame_ready.update(stands for _, stands in blame)
        total.added_ready += len(added)
    faults = [f"fact lost: {fact}" for fact, stands in facts if not stands]
    faults += [f"blame left: {words}" for words, stands in blame if stands]
    faults += [f"added: {words}" for words in added]
    faults += [] if is_right else [f"{questions} questions for {message.asks} asks"]
    faults += [] if result.is_flagged else ["heat not seen"]
    ready = "ready" if result.is_ready else "not ready"
    total.notes += [f"{message.id}  {message.kind}, {ready}  {fault}" for fault in faults]


def _count_calm(total: Score, message: Message, result: Rewritten) -> None:
    total.calm += 1
    total.calm_flagged += result.is_flagged
    is_unchanged = plain(result.text) == plain(message.raw)
    total.calm_unchanged += is_unchanged
    if result.is_flagged or not is_unchanged:
        total.notes.append(f"{message.id}  {message.kind}  calm {'flagged' if is_unchanged else 'changed'}")


def plain(text: str) -> str:
    """A text in small letters with straight quotes and single spaces: what is compared."""
    return " ".join(text.translate(STRAIGHT).casefold().split())


def stands_in(text: str, phrase: str) -> bool:
    """Whether whole words of a text are the phrase. "200" is not in "1,200" or "200.5"; "don't" and "do not" are the same."""
    text, phrase = (plain(each).replace("don't", "do not") for each in (text, phrase))
    before = r"(?<!\w)(?<!\d[.,])" if phrase[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\w)(?![.,]\d)" if phrase[-1:].isdigit() else r"(?!\w)"
    return re.search(before + re.escape(phrase) + after, text) is not None


def count_questions(text: str) -> int:
    """The "Can you ...?" of a text, and its near kin: could, would, will; we, someone, production, sales, the team."""
    return len(_ASKED.findall(plain(text)))


def asks_fit(questions: int, asks: int) -> bool:
    """Whether there are as many questions as asks."""
    return questions == asks or (asks >= MANY and abs(questions - asks) == 1)


def find_added(raw: str, text: str) -> list[str]:
    """What looks like a fact and stands nowhere in the message: a number, a code, or a capital inside a sentence."""
    return [
        match[0]
        for match in _TOKEN.finditer(text)
        if (any(c.isdigit() for c in match[0]) or (_NAME.match(match[0]) and not _OPENS.search(text[: match.start()])))
        and not stands_in(raw, match[0])
    ]
