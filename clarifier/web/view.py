"""From the contract's JSON to what the cards show: pure functions, no screen and no engine in them.

Comes in: the JSON of a clarified request (see `clarifier/request/contract.py`), that of the same email before
its answers, and the rules. Goes out: one frozen `View` that the templates read. It decides nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from clarifier.request.reply_language import reply_languages
from clarifier.request.rules import Rule
from clarifier.web.fields import Json, Table, Words, cells, outcome, table
from clarifier.web.letters import SHOWN, Letter, attachment, day, letters
from clarifier.web.second_reading import Shown

SENT_FROM = {"header": "read from the header", "given": "set by you", "today": "not in the email, so today"}
RULE_SECTIONS = ("The rule", "A good example")


@dataclass(frozen=True)
class Asked:
    """A question with its reason and its rule."""

    field: str
    text: str
    text_en: str
    why: str
    rule: str
    rule_name: str
    rule_title: str
    rule_paragraphs: tuple[str, ...]

    @property
    def english(self) -> str:
        """The question in English, "" where that is how it is asked."""
        return "" if self.text_en == self.text else self.text_en


@dataclass(frozen=True)
class View:
    """Everything the cards show."""

    who: str
    outcome: tuple[Words, ...]
    table: Table
    letters: tuple[Letter, ...]
    more_letters: int
    questions: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    reply_in: str
    reply_note: str | None
    languages: tuple[tuple[str, str], ...]
    ready: bool
    readiness: str
    aside: tuple[Json, ...]
    attachments: tuple[str, ...]
    hidden: tuple[Json, ...]
    sent: str | None
    sent_from: str
    dated: str | None
    is_request: bool


def view(data: Json, rules: Mapping[str, Rule], before: Json | None = None, by_model: Collection[Shown] = ()) -> View:
    """The cards of one clarified request; `by_model` are the fields that a model found."""
    asked = {question["field"] for question in data["questions"]}
    return View(
        who=first_name(data),
        outcome=outcome(data),
        table=table(cells(data, before, by_model)),
        letters=letters(data),
        more_letters=max(0, len(data["thread"]["messages"]) - SHOWN),
        questions=tuple(_asked(question, data, rules) for question in data["questions"]),
        answered=tuple(
            _asked(each, data, rules) for each in (before or data)["questions"] if each["field"] not in asked
        ),
        reply_in=data["reply_language"],
        reply_note=data["reply_note"],
        languages=tuple(reply_languages().items()),
        ready=data["readiness"]["ready"],
        readiness=_readiness(data),
        aside=tuple({(each["quote"], each["why"]): each for each in data["set_aside"]}.values()),
        attachments=tuple(attachment(each) for each in data["thread"].get("attachments", ())),
        hidden=tuple(data["thread"].get("hidden", ())),
        sent=data["request"]["reference_date"],
        sent_from=SENT_FROM[data["request"]["reference_source"]],
        dated=_dated(data),
        is_request=data["request"]["is_request"],
    )


def first_name(data: Json) -> str:
    """What a colleague would call the customer: the contact's first name, else "the customer"."""
    contact = data["request"]["customer"]["contact"]
    index = data["thread"]["customer_message"]
    name = contact["value"] if contact else data["thread"]["messages"][index]["name"] if index is not None else None
    words = (name or "").replace(",", " ").split()
    return words[0] if words and words[0][:1].isalpha() and "@" not in words[0] else "the customer"


def _dated(data: Json) -> str | None:
    """The day that the header of the customer's newest dated message names."""
    sent = next(
        (each["sent"] for each in data["thread"]["messages"] if each["author"] == "customer" and each["sent"]), None
    )
    return day(sent) if sent else None


def _asked(question: Json, data: Json, rules: Mapping[str, Rule]) -> Asked:
    why = next((gap["why"] for gap in data["gaps"] if gap["field"] == question["field"]), "").rstrip(".")
    rule = rules.get(question["rule"])
    number = question["rule"].rpartition("-")[2].lstrip("0")
    return Asked(
        field=question["field"],
        text=question["text"],
        text_en=question["text_en"],
        why=why,
        rule=question["rule"],
        rule_name=f"Rule {number} · {rule.short}" if rule else f"Rule {number}",
        rule_title=rule.title if rule else "",
        rule_paragraphs=tuple(rule_paragraphs(rule.body)) if rule else (),
    )


def rule_paragraphs(markdown: str) -> list[str]:
    """What a rule says, and its good example, as plain text; the rest of its file is for learning, not for a card."""
    sections: dict[str, str] = {}
    for section in ("\n" + markdown).split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        sections[heading.strip()] = " ".join(text.split()).replace("**", "")
    return [sections[heading] for heading in RULE_SECTIONS if sections.get(heading)]


def _readiness(data: Json) -> str:
    missing = len(data["readiness"]["missing"])
    if not data["request"]["is_request"]:
        return "Nothing is asked for"
    if data["readiness"]["ready"] or not missing:
        return "Ready for production"
    return "1 answer away from ready" if missing == 1 else f"{missing} answers away from ready"
