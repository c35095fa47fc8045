"""The ten rules of engagement. Comes in: knowledge/rules/rule-*.md. Goes out: each by its id, as questions name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clarifier.errors import BrokenKnowledge
from clarifier.texts import Document, document, home

IDS = tuple(f"rule-{number:02}" for number in range(1, 11))
_ADVICE = "restore the file or install clarifier again."


@dataclass(frozen=True)
class Rule:
    """`short` is the name shown beside a question; `body` is Markdown."""

    id: str
    title: str
    short: str
    body: str


@cache
def rules() -> dict[str, Rule]:
    """The ten rules in their order."""
    names = sorted(f"rules/{path.stem}" for path in (home("knowledge") / "rules").glob("rule-*.md"))
    return gather({name: document("knowledge", name) for name in names})


def gather(documents: Mapping[str, Document]) -> dict[str, Rule]:
    """The rules of these documents, by id; every id exactly once, whatever the files are called."""
    found: dict[str, tuple[str, Rule]] = {}
    for name, text in documents.items():
        rule = _rule(name, text)
        if rule.id in found:
            raise BrokenKnowledge(
                f"knowledge/{name}.md and knowledge/{found[rule.id][0]}.md both have the id {rule.id}: "
                "give one of them its own id."
            )
        found[rule.id] = name, rule
    if missing := [rule_id for rule_id in IDS if rule_id not in found]:
        raise BrokenKnowledge(f"knowledge/rules/ has no file with the id {', '.join(missing)}: {_ADVICE}")
    return {rule_id: found[rule_id][1] for rule_id in IDS}


def _rule(name: str, text: Document) -> Rule:
    for key in ("id", "title", "short"):
        if not text.front.get(key):
            raise BrokenKnowledge(f"knowledge/{name}.md has no line {key}: between its lines of ---: {_ADVICE}")
    rule_id = text.front["id"]
    if rule_id not in IDS:
        raise BrokenKnowledge(f"knowledge/{name}.md has the id {rule_id}, but ids run from {IDS[0]} to {IDS[-1]}.")
    return Rule(rule_id, text.front["title"], text.front["short"], text.body.strip())
