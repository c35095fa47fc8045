"""The scenario cards: a situation, a message to write, and a counterpart who pushes back.

Comes in: knowledge/scenarios/*.toml, and those of a company's own folder. Goes out: cards in the order of their difficulty. A card says
which rules its message is judged by, and holds a better sentence and an objection for each of them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from clarifier.errors import BrokenKnowledge
from clarifier.rules.documents import Problem
from clarifier.texts import home, table

Side = Literal["sales", "production"]
Reader = Literal["production", "sales", "customer"]
ANY = "any"
_TEXTS = ("id", "title", "counterpart", "situation", "task", "example", "resolved")


@dataclass(frozen=True)
class Scenario:
    """`facts` are what a complete message carries, each in several wordings; `pushback` is by rule, those under ANY come in their order."""

    id: str
    title: str
    side: Side
    level: int
    to: Reader
    rules: tuple[str, ...]
    counterpart: str
    situation: str
    opening: str
    task: str
    facts: tuple[tuple[str, ...], ...]
    example: str
    resolved: str
    wording: Mapping[str, str]
    pushback: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """The counterpart's name alone."""
        return self.counterpart.split(",")[0]


@cache
def scenarios() -> dict[str, Scenario]:
    """Our cards, by id, the easy ones first."""
    cards, problems = read_scenarios(home("knowledge") / "scenarios", "scenarios/")
    if problems:
        raise BrokenKnowledge(f"knowledge/{problems[0]} Restore the file or install clarifier again.")
    return cards


def read_scenarios(folder: Path, before: str = "") -> tuple[dict[str, Scenario], list[Problem]]:
    """The cards of a folder, and what is wrong with files that give none."""
    cards: list[Scenario] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            cards.append(_card(tomllib.loads(path.read_text("utf-8"))))
        except OSError as error:
            problems.append(Problem(before + path.name, 1, f"cannot be opened ({error.strerror})."))
        except tomllib.TOMLDecodeError as error:
            problems.append(Problem(before + path.name, getattr(error, "lineno", 1), f"is no valid TOML: {error}."))
        except (KeyError, ValueError, TypeError) as error:
            problems.append(
                Problem(before + path.name, 1, f"is no scenario: {error.args[0] if error.args else error}.")
            )
    cards.sort(key=lambda card: (card.level, card.id))
    return {card.id: card for card in cards}, problems


def _card(data: Mapping[str, Any]) -> Scenario:
    texts = {key: _text(data, key) for key in _TEXTS}
    side: Any = data.get("side")
    to: Any = data.get("to")
    if side not in get_args(Side) or to not in get_args(Reader):
        raise ValueError("side must be sales or production, and to production, sales or customer")
    rules = tuple(data.get("rules", ()))
    known = table("checklists/practice")
    if not rules or any(rule not in known for rule in rules):
        raise ValueError(f"rules must name rules that can be judged ({', '.join(known)})")
    wording = dict(data.get("wording", {}))
    pushback: dict[str, tuple[str, ...]] = {}
    for each in data.get("pushback", ()):
        pushback[each["rule"]] = (*pushback.get(each["rule"], ()), str(each["says"]).strip())
    for rule in rules:
        if rule not in wording or rule not in pushback:
            raise ValueError(f"{rule} is judged, so it needs a [wording] and a [[pushback]]")
    if not pushback.get(ANY):
        raise ValueError(f'it needs a [[pushback]] with rule = "{ANY}"')
    facts = tuple(tuple(str(word).casefold() for word in words) for words in data.get("facts", ()))
    return Scenario(
        **texts, side=side, level=int(data.get("level", 1)), to=to, rules=rules,
        opening=str(data.get("opening", "")).strip(), facts=facts, wording=wording, pushback=pushback,
    )  # fmt: skip


def _text(data: Mapping[str, Any], key: str) -> str:
    if not isinstance(data.get(key), str) or not data[key].strip():
        raise ValueError(f"it has no text {key}")
    return " ".join(paragraph for paragraph in str(data[key]).split("\n") if paragraph).strip()


def by_level(cards: Mapping[str, Scenario]) -> Iterator[tuple[int, list[Scenario]]]:
    """The cards of each level."""
    for level in sorted({card.level for card in cards.values()}):
        yield level, [card for card in cards.values() if card.level == level]
