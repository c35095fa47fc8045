"""From the contract's JSON to what the cards show: pure functions, no screen and no engine in them.

Comes in: the JSON of a clarified request (see `clarifier/request/contract.py`), that of the moment before the last answer,
and the rules. Goes out: one frozen `View` that the templates read. It decides nothing; it puts things side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from clarifier.web.quotes import Mark, Part, parts, teaser

Json = dict[str, Any]
SHOWN_MESSAGES = 40  # of a thread; what is older is counted
LINE_FIELDS = ("part_number", "description", "revision", "quantity", "unit", "needed_by")  # the columns, in this order
LONGEST_SHORT = 42
RULE_SECTIONS = ("The rule", "A good example")
UNITS = ("bytes", "KB", "MB", "GB")


class Rule(Protocol):
    """What a card needs of a rule."""

    @property
    def title(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True)
class Cell:
    """A field as it stands: `was` is what it said before the customer's answer, `earlier` what they said before."""

    key: str
    field: str
    label: str
    status: str
    word: str
    text: str
    was: str | None = None
    earlier: str | None = None
    quote: str | None = None

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.text) > LONGEST_SHORT


@dataclass(frozen=True)
class Words:
    """A part of the outcome sentence; `keys` are the fields it tells of."""

    text: str
    status: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A message of the thread."""

    who: str
    about: str
    side: str
    teaser: str
    subject: str | None
    is_open: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Asked:
    """A question with its reason and its rule."""

    field: str
    text: str
    why: str
    rule_name: str
    rule_title: str
    rule_paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """Everything the cards show."""

    who: str
    outcome: tuple[Words, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    terms: tuple[Cell, ...]
    letters: tuple[Letter, ...]
    more_letters: int
    questions: tuple[Asked, ...]
    answered: tuple[str, ...]
    ready: bool
    readiness: str
    aside: tuple[Json, ...]
    attachments: tuple[str, ...]
    hidden: tuple[Json, ...]
    sent: str | None
    sent_from: str
    is_request: bool


def view(data: Json, rules: Mapping[str, Rule], before: Json | None = None, sent_by_rep: bool = False) -> View:
    """The cards of one clarified request."""
    cells = _cells(data, before)
    columns, rows, terms = _table(data, cells)
    sent, sent_from = _sent(data, sent_by_rep)
    asked_before = {question["text"] for question in before["questions"]} if before else set()
    return View(
        who=first_name(data),
        outcome=_outcome(data),
        columns=columns,
        rows=rows,
        terms=terms,
        letters=_letters(data),
        more_letters=max(0, len(data["thread"]["messages"]) - SHOWN_MESSAGES),
        questions=tuple(_asked(question, data, rules) for question in data["questions"]),
        answered=tuple(sorted(asked_before - {question["text"] for question in data["questions"]})),
        ready=data["readiness"]["ready"],
        readiness=_readiness(data),
        aside=tuple(data["set_aside"]),
        attachments=tuple(_attachment(each) for each in data["thread"].get("attachments", ())),
        hidden=tuple(data["thread"].get("hidden", ())),
        sent=sent,
        sent_from=sent_from,
        is_request=data["request"]["is_request"],
    )


def first_name(data: Json) -> str:
    """What a colleague would call the customer: the contact's first name, else "the customer"."""
    contact = data["request"]["customer"]["contact"]
    index = data["thread"]["customer_message"]
    name = contact["value"] if contact else data["thread"]["messages"][index]["name"] if index is not None else None
    words = (name or "").replace(",", " ").split()
    return words[0] if words and words[0][:1].isalpha() and "@" not in words[0] else "the customer"


def size(count: int) -> str:
    """A size in bytes as people say it."""
    amount = float(count)
    for unit in UNITS[:-1]:
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} {UNITS[-1]}"


def _key(field: Json) -> str:
    return field["field"] if field["line"] is None else f"{field['field']}-{field['line']}"


def _cells(data: Json, before: Json | None) -> dict[str, Cell]:
    """Every field by its key. A field that stands several times (expectations, details) gets a number."""
    earlier_text = {_key(field): field["text"] for field in before["summary"]["fields"]} if before else {}
    found: dict[str, Cell] = {}
    for field in data["summary"]["fields"]:
        key = _key(field)
        was = earlier_text.get(key)
        while key in found:
            key += "x"
        found[key] = Cell(
            key=key,
            field=field["field"],
            label=field["label"],
            status=field["status"],
            word=field["word"],
            text=field["text"],
            was=was if was not in (None, field["text"], "—", "") else None,
            earlier=_earlier(data, field),
            quote=" … ".join(evidence["quote"] for evidence in field["evidence"]) or None,
        )
    return found


def _earlier(data: Json, field: Json) -> str | None:
    """What the customer said of this field before, where the value is no longer in doubt."""
    request = data["request"]
    lines = request["lines"]
    home = lines[field["line"]] if field["line"] is not None and field["line"] < len(lines) else request
    value = home.get(field["field"])
    if not isinstance(value, dict) or value.get("ambiguous") or value.get("status") == "conflicting":
        return None
    said = [_day(each) if "latest" in value else str(each) for each in value.get("alternatives") or ()]
    return ", ".join(said) or None


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%a} {day.day} {day:%b %Y}"


def _table(
    data: Json, cells: Mapping[str, Cell]
) -> tuple[tuple[str, ...], tuple[tuple[Cell | None, ...], ...], tuple[Cell, ...]]:
    """Columns, rows and the terms below: a line's own fields stand in its row; a date for all lines stands in each row."""
    of_line: dict[int, dict[str, Cell]] = {}
    terms: list[Cell] = []
    for field, cell in zip(data["summary"]["fields"], cells.values(), strict=True):
        if field["line"] is None:
            terms.append(cell)
        else:
            name = field["field"] if field["field"] in LINE_FIELDS else field["label"]
            of_line.setdefault(field["line"], {})[name] = cell
    shared = next((cell for cell in terms if cell.field == "needed_by"), None)
    if shared and of_line:
        terms.remove(shared)
        for row in of_line.values():
            row.setdefault("needed_by", shared)
    present = {name: cell.label for row in of_line.values() for name, cell in row.items()}
    order = [name for name in LINE_FIELDS if name in present] + [name for name in present if name not in LINE_FIELDS]
    rows = tuple(tuple(of_line[line].get(name) for name in order) for line in sorted(of_line))
    return tuple(present[name] for name in order), rows, tuple(sorted(terms, key=lambda cell: cell.is_long))


def _outcome(data: Json) -> tuple[Words, ...]:
    keys: dict[str, list[str]] = {}
    for field in data["summary"]["fields"]:
        keys.setdefault(field["field"], []).append(_key(field))
    return tuple(
        Words(part["text"], part["status"] if part["field"] else None, tuple(keys.get(part["field"] or "", ())))
        for part in data["summary"]["outcome"]
    )


def _marks(data: Json) -> dict[int, list[Mark]]:
    """The words behind every field, by message."""
    found: dict[int, list[Mark]] = {}
    for field in data["summary"]["fields"]:
        label = field["label"].lower() if not field["label"].isupper() else field["label"]
        for evidence in field["evidence"]:
            mark = Mark(evidence["start"], evidence["end"], _key(field), label, field["status"])
            found.setdefault(evidence["message"], []).append(mark)
    return found


def _letters(data: Json) -> tuple[Letter, ...]:
    """The thread, newest first, but the customer's words before what is folded."""
    marks = _marks(data)
    thread = data["thread"]
    letters = [
        _letter(each, marks.get(each["index"], []), each["index"] == thread["customer_message"])
        for each in thread["messages"][:SHOWN_MESSAGES]
    ]
    return tuple(sorted(letters, key=lambda letter: not letter.is_open))


def _letter(message: Json, marks: Sequence[Mark], is_newest: bool) -> Letter:
    name = (
        message["name"]
        or message["email"]
        or {"ours": "One of us", "customer": "The customer"}.get(message["author"], "Unknown sender")
    )
    when = _moment(message["sent"]) if message["sent"] else None
    side = {"ours": "our own note", "customer": "customer"}.get(message["author"], "sender not sure")
    address = message["email"] if message["email"] != name else None
    return Letter(
        who=name,
        about=" · ".join(each for each in (address, when) if each),
        side=side,
        teaser=teaser(message["body"]),
        subject=message["subject"],
        is_open=bool(marks) or is_newest,
        parts=parts(message["body"], message["folded"], marks),
    )


def _moment(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def _sent(data: Json, sent_by_rep: bool) -> tuple[str | None, str]:
    """The day the email was sent, and who says so."""
    reference = data["request"]["reference_date"]
    index = data["thread"]["customer_message"]
    header = data["thread"]["messages"][index]["sent"] if index is not None else None
    if sent_by_rep:
        return reference, "set by you"
    if header:
        return reference, "read from the header"
    return reference, "not in the email" if reference else "not in the email, please set it"


def _asked(question: Json, data: Json, rules: Mapping[str, Rule]) -> Asked:
    why = next((gap["why"] for gap in data["gaps"] if gap["field"] == question["field"]), "")
    rule = rules.get(question["rule"])
    number = question["rule"].rpartition("-")[2].lstrip("0")
    return Asked(
        field=question["field"],
        text=question["text"],
        why=why,
        rule_name=f"Rule {number} · {rule.short}" if rule else f"Rule {number}",
        rule_title=rule.title if rule else "",
        rule_paragraphs=tuple(_paragraphs(rule.body)) if rule else (),
    )


def _paragraphs(markdown: str) -> list[str]:
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


def _attachment(attachment: Json) -> str:
    return f"{attachment['name']} · {size(attachment['size'])}"
