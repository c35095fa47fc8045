"""From answers, documents, verdicts and days to what the Learn tab shows: pure functions, no screen and no engine in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from clarifier.request.rules import rules
from clarifier.rules.answer import Answer, Citation, plain, sentences
from clarifier.rules.corpus import Corpus
from clarifier.rules.documents import Document
from clarifier.rules.practice import Turn
from clarifier.rules.review import A_DAY, Card, Day, Mastery
from clarifier.rules.scenarios import Scenario
from clarifier.team.learning import Attempt
from clarifier.texts import table

STATUS = {"good": "found", "weak": "unclear", "bad": "missing"}
OUTCOME = {"good": 1.0, "weak": 0.5, "bad": 0.0}
LAST = 5  # verdicts on a rule that count as how it goes now


@dataclass(frozen=True)
class Said:
    """A part of an answer: its first sentence, the rest, and the numbers of its quotes."""

    lead: str
    rest: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Quote:
    """A numbered quote: what opens, and where it is from."""

    number: int
    document: str
    name: str
    title: str
    source: str
    words: str


@dataclass(frozen=True)
class AnswerView:
    """`close` are documents that are only close by, each an id and a name."""

    covered: bool
    said: tuple[Said, ...]
    quotes: tuple[Quote, ...]
    close: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """A stretch of a document's text; `marked` where it is the quote."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Section:
    """A heading with its paragraphs, each with the question it answers or ""."""

    heading: str
    paragraphs: tuple[tuple[str, tuple[Part, ...]], ...]


@dataclass(frozen=True)
class DocumentView:
    """A rule or practice, to read."""

    id: str
    name: str
    title: str
    origin: str
    sections: tuple[Section, ...]
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Spine:
    """A document on the shelf."""

    id: str
    name: str
    title: str
    first: str
    tags: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Shelf:
    """Documents that belong together."""

    title: str
    spines: tuple[Spine, ...]


@dataclass(frozen=True)
class Point:
    """The verdict on one rule, as shown."""

    rule: str
    name: str
    status: str
    word: str
    quote: str
    why: str
    sought: str
    wording: str


@dataclass(frozen=True)
class Bar:
    """A rule's bar: `share` in per cent of its cards that would be recalled today."""

    rule: str
    name: str
    share: int
    met: int
    cards: int
    practised: str
    status: str


def rule_name(document_id: str, corpus: Corpus) -> str:
    """`Rule 2 · Options first`, or a practice's short name."""
    found = corpus.documents.get(document_id)
    return numbered(document_id, found.short if found else document_id)


def numbered(document_id: str, short: str) -> str:
    """The short name, with the number of a rule before it."""
    number = document_id.removeprefix("rule-")
    return f"Rule {int(number)} · {short}" if document_id.startswith("rule-") and number.isdigit() else short


def answer_view(answer: Answer, numbers: Mapping[int, int], close: Sequence[Citation], corpus: Corpus) -> AnswerView:
    """An answer with its quotes, numbered as they are used."""
    quotes = tuple(
        Quote(number, each.id, rule_name(each.id, corpus), each.title, each.source, each.quote)
        for place, number in numbers.items()
        for each in (answer.citations[place],)
    )
    said = tuple(_said(each.text, tuple(numbers[place] for place in each.citations)) for each in answer.sentences)
    return AnswerView(answer.covered, said, quotes, tuple((each.id, rule_name(each.id, corpus)) for each in close))


def _said(text: str, numbers: tuple[int, ...]) -> Said:
    lead, *rest = sentences(text)
    return Said(lead, " ".join(rest), numbers)


def document_view(document: Document, quote: str = "") -> DocumentView:
    """A document with the quote marked where it stands."""
    sections: dict[str, list[tuple[str, tuple[Part, ...]]]] = {}
    for passage in document.passages:
        sections.setdefault(passage.heading, []).append((passage.question or "", _parts(passage.text, quote)))
    known = rules()
    return DocumentView(
        document.id,
        numbered(document.id, document.short),
        document.title,
        document.origin,
        tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in sections.items()),
        tuple((rule, known[rule].short) for rule in document.rules if rule in known and rule != document.id),
    )


def _parts(text: str, quote: str) -> tuple[Part, ...]:
    words, said = plain(text), plain(quote)
    at = words.find(said) if said else -1
    if at < 0:
        return (Part(words, False),)
    cut = (Part(words[:at], False), Part(said, True), Part(words[at + len(said) :], False))
    return tuple(part for part in cut if part.text)


def shelf(corpus: Corpus) -> tuple[Shelf, ...]:
    """The documents: the ten rules, the practices, the company's own."""
    own = {source.document.id for source in corpus.sources if source.name.startswith("company/")}
    groups: dict[str, list[Spine]] = {"The ten rules": [], "Practices behind them": [], "Your company's own": []}
    for document in corpus.documents.values():
        place = (
            "Your company's own"
            if document.id in own
            else "The ten rules"
            if document.id in rules()
            else "Practices behind them"
        )
        words = " ".join([document.title, document.short, *document.tags, *(plain(p.text) for p in document.passages)])
        groups[place].append(
            Spine(
                document.id,
                rule_name(document.id, corpus),
                document.title,
                sentences(document.statement.text)[0],
                document.tags,
                words.casefold(),
            )
        )
    return tuple(Shelf(title, tuple(spines)) for title, spines in groups.items() if spines)


def exchange_view(scenario: Scenario, turn: Turn) -> dict[str, object]:
    """The verdicts of a turn, and how many are good."""
    words = table("wording/practice")
    advice = table("checklists/practice")
    points = tuple(
        Point(
            each.rule,
            numbered(each.rule, rules()[each.rule].short),
            STATUS[each.verdict],
            words[each.verdict],
            each.quote,
            each.why,
            "" if each.verdict == "good" else advice[each.rule]["sought"],
            "" if each.verdict == "good" else each.wording,
        )
        for each in turn.verdicts
    )
    good = sum(each.verdict == "good" for each in turn.verdicts)
    return {"points": points, "good": good, "of": len(points), "over": turn.is_over, "name": scenario.name}


def day_view(day: Day, now: datetime, corpus: Corpus) -> dict[str, object]:
    """The card to answer now, or that today's are done."""
    card: Card | None = day.cards[0] if day.cards else None
    return {
        "card": card,
        "name": rule_name(card.document, corpus) if card else "",
        "number": day.done + 1,
        "of": max(A_DAY, day.done + len(day.cards)) if day.cards else day.done,
        "done": day.done,
        "next": _when(day.next_due.astimezone(now.tzinfo), now) if day.next_due else "",
    }


def _when(due: datetime, now: datetime) -> str:
    days = (due.date() - now.date()).days
    return "tomorrow" if days <= 1 else f"on {due:%A}" if days < 7 else f"on {due.day} {due:%B}"


def bars(known: Sequence[Mastery], tries: Sequence[Attempt], corpus: Corpus) -> tuple[Bar, ...]:
    """A bar for each rule, in the order of the rules."""
    found: list[Bar] = []
    for each in sorted(known, key=lambda one: (one.rule not in rules(), one.rule)):
        own = [attempt.verdict for attempt in tries if attempt.rule == each.rule][-LAST:]
        value = sum(OUTCOME[verdict] for verdict in own) / len(own) if own else None
        status = "" if value is None else "found" if value >= 0.75 else "unclear" if value >= 0.35 else "missing"
        word = {"": "", "found": "written well", "unclear": "getting there", "missing": "practise it"}[status]
        found.append(
            Bar(each.rule, rule_name(each.rule, corpus), round(100 * each.share), each.met, each.cards, word, status)
        )
    return tuple(found)
