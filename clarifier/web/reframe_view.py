"""From a reframed message's JSON to what the Reframe tab shows: pure functions, no screen and no engine in them.

Comes in: the JSON of `clarifier/reframe/contract.py`, and the rules. Goes out: frozen lights and rows for the templates, and plain data
for the browser, whose offsets count as JavaScript does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clarifier.request.rules import Rule
from clarifier.texts import table
from clarifier.web.fields import Json
from clarifier.web.view import rule_paragraphs

GREEN, RED = 0.75, 0.35  # a light's score from here on is a yes, down to here a no
_WORD = r"[^\W_]"


@dataclass(frozen=True)
class Light:
    """A light: its word says what its colour says. `status` is None before there is a message."""

    name: str
    why: str
    status: str | None = None
    word: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A change to accept, undo or edit: `before` is "" for what was added. `piece` is the place of the stretch that holds its words."""

    change: int
    piece: int
    before: str
    after: str
    why: str
    rule: str
    rule_name: str
    rule_title: str
    rule_paragraphs: tuple[str, ...]


def unlit() -> tuple[Light, ...]:
    """The lights before there is a message: what each asks of it."""
    return tuple(Light(light["name"], light["asks"]) for light in table("wording/reframe_page")["lights"].values())


def lights(data: Json) -> tuple[Light, ...]:
    """The four lights of a message."""
    names = table("wording/reframe_page")["lights"]
    return tuple(
        Light(names[key]["name"], light["why"], *_standing(light["score"]), tuple(light["words"]))
        for key, light in data["criteria"].items()
    )


def _standing(score: float) -> tuple[str, str]:
    if score >= GREEN:
        return "found", "yes"
    return ("missing", "no") if score <= RED else ("unclear", "partly")


def heat(data: Json) -> list[Json]:
    """Where the heat stands in the message, and its kind in a word."""
    message = "".join(piece["before"] for piece in data["pieces"])
    kinds = table("wording/reframe_page")["kinds"]
    return [
        {
            "start": _place(message, span["start"]),
            "end": _place(message, span["end"]),
            "word": kinds.get(span["kind"], span["kind"].replace("_", " ")),
        }
        for span in data["heat"]["spans"]
    ]


def _place(text: str, place: int) -> int:
    """The same place in a JavaScript string, where a sign outside the basic plane counts twice."""
    return place + sum(sign > "\uffff" for sign in text[:place])


def pieces(data: Json) -> list[Json]:
    """The message in pieces that can be turned back one change at a time; a change that cuts through a word takes the rest of it along."""
    found: list[Json] = [dict(piece) for piece in data["pieces"]]
    for place, piece in enumerate(found):
        if piece["change"] is not None:
            _complete(piece, found[place + 1 : place + 2], at_end=True)
            _complete(piece, found[max(0, place - 1) : place], at_end=False)
    return [piece for piece in found if piece["before"] or piece["after"]]


def _complete(changed: Json, beside: Sequence[Json], *, at_end: bool) -> None:
    """The rest of a word that a change cuts through goes over to it, from the unchanged piece beside it."""
    if not beside or beside[0]["change"] is not None:
        return
    (plain,) = beside
    edge = changed["before"] or changed["after"]
    inside, rest = (rf"{_WORD}\Z", rf"\A{_WORD}+") if at_end else (rf"\A{_WORD}", rf"{_WORD}+\Z")
    words = re.search(rest, plain["before"])
    if not words or not re.search(inside, edge):
        return
    plain["before"] = plain["after"] = re.sub(rest, "", plain["before"])
    for side in ("before", "after"):
        changed[side] = changed[side] + words[0] if at_end else words[0] + changed[side]


def rows(data: Json, cut: Sequence[Json], rules: Mapping[str, Rule]) -> tuple[Row, ...]:
    """The changes, each with its words as they stand in the text; `cut` are the pieces."""
    return tuple(_row(number, change, cut, rules) for number, change in enumerate(data["changes"]))


def _row(number: int, change: Json, cut: Sequence[Json], rules: Mapping[str, Rule]) -> Row:
    own = [place for place, piece in enumerate(cut) if piece["change"] == number]
    home = max(own, key=lambda place: len(cut[place]["before"]) + len(cut[place]["after"]), default=-1)
    rule = rules.get(change["rule"])
    return Row(
        change=number,
        piece=home,
        before=_as_written(change["from"], cut[home]["before"] if own else ""),
        after=change["to"],
        why=change["why"].rstrip("."),
        rule=change["rule"],
        rule_name=f"Rule {change['rule'].rpartition('-')[2].lstrip('0')}",
        rule_title=rule.title if rule else "",
        rule_paragraphs=tuple(rule_paragraphs(rule.body)) if rule else (),
    )


def _as_written(words: str, stretch: str) -> str:
    """The words with the capitals they have in the message: what was shouted is shown so."""
    found = re.search(re.escape(words), " ".join(stretch.split()), re.IGNORECASE)
    return found[0] if found else words


def calm(data: Json) -> str | None:
    """The one sentence for a message in which nothing had to change."""
    if data["changes"] or data["heat"]["spans"] or not data["ready"]:
        return None
    words = table("wording/reframe_page")["calm"]
    return str(words["good" if all(light["score"] >= GREEN for light in data["criteria"].values()) else "dim"])


def heard(data: Json) -> str:
    """What a screen reader says once the message was read."""
    count = len(data["heat"]["spans"])
    heat = "No phrase sounds" if not count else "1 phrase sounds" if count == 1 else f"{count} phrases sound"
    if calm(data):
        return f"{heat} heated. Nothing to change."
    changes = len(data["changes"])
    ready = "Ready to send" if data["ready"] else "Not ready yet"
    return f"{heat} heated. {ready}: {changes} {'change' if changes == 1 else 'changes'}."
