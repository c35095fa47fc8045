"""Unit words and the words around a number: a place among tokens comes in, what stands there goes out.

Every list is data: knowledge/lexicons/units.toml and amount_phrases.toml. Nothing here decides what a number means.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, Tokens, tokenise
from clarifier.texts import table

_FAMILIES = ("count", "measure", "measure_phrases", "size", "duration")
_WORD_FAMILIES = ("percent", "people", "uncounted")


@dataclass(frozen=True)
class Unit:
    """A unit word: its canonical name, its family, the token after it, whether it is a singular."""

    name: str
    family: str  # count, measure, size, duration, people, uncounted, percent, money
    after: int
    singular: bool


def spelled(phrase: str) -> str:
    """A phrase as its tokens, separated by one space."""
    return " ".join(tokenise(phrase).low)


@cache
def words(section: str, key: str, file: str = "amount_phrases") -> frozenset[str]:
    """A word list of a lexicon, spelled as tokens."""
    entries: Any = table(f"lexicons/{file}")[section][key]
    return frozenset(spelled(entry) for entry in entries)


@cache
def _unit_words() -> dict[str, tuple[str, str, bool]]:
    data = table("lexicons/units")
    found: dict[str, tuple[str, str, bool]] = {}
    for family in _FAMILIES:
        for name, forms in data[family].items():
            for form in forms:
                singular = family == "count" and (form + "s" in forms or form + "es" in forms)
                found.setdefault(spelled(form), (name, family.removesuffix("_phrases"), singular))
    for family in _WORD_FAMILIES:
        for form in data[family]["words"]:
            found.setdefault(spelled(form), (form, family, False))
    for form in [*data["money"]["signs"], *data["money"]["codes"], *data["money"]["words"]]:
        found.setdefault(spelled(form), ("", "money", False))
    return found


@cache
def _unit_heads() -> dict[str, int]:
    """First word of each unit -> the most tokens a unit that begins with it has."""
    heads: dict[str, int] = {}
    for form in _unit_words():
        parts = form.split(" ")
        heads[parts[0]] = max(heads.get(parts[0], 0), len(parts))
    return heads


def unit_at(tokens: Tokens, place: int) -> Unit | None:
    """The longest unit word that begins at a token."""
    longest = _unit_heads().get(tokens.word(place), 0)
    for length in range(longest, 0, -1):
        if any(tokens.space(place + step) > SPACE or tokens.kind[place + step] == "x" for step in range(1, length)):
            continue
        known = _unit_words().get(" ".join(tokens.low[place : place + length]))
        if known:
            after = place + length
            squared = tokens.word(after)
            if (
                length == 1
                and known[0] in ("m", "ft", "km", "cm", "mm", "in")
                and squared in ("2", "²", "3", "³")
                and tokens.space(after) == GLUED
            ):
                return Unit(known[0] + ("2" if squared in "2²" else "3"), known[1], after + 1, False)
            return Unit(known[0], known[1], after, known[2])
    return None


@cache
def _before() -> tuple[dict[str, str], dict[str, int]]:
    return _phrases("before", ("approximate", "minimum", "maximum", "more", "fewer", "to", "negated"), last=True)


@cache
def _after() -> tuple[dict[str, str], dict[str, int]]:
    return _phrases("after", ("approximate", "minimum", "maximum", "more", "fewer", "to", "negated"), last=False)


def _phrases(side: str, roles: tuple[str, ...], last: bool) -> tuple[dict[str, str], dict[str, int]]:
    """Phrase -> role, and the word of a phrase next to the number -> the most tokens such a phrase has."""
    found: dict[str, str] = {}
    edge: dict[str, int] = {}
    data = table("lexicons/amount_phrases")
    for role in roles:
        for entry in data[role].get(side, ()):
            phrase = spelled(entry)
            parts = phrase.split(" ")
            found.setdefault(phrase, role)
            word = parts[-1] if last else parts[0]
            edge[word] = max(edge.get(word, 0), len(parts))
    return found, edge


@cache
def _guards() -> dict[str, str]:
    """Phrases of other languages that are plain words elsewhere -> the language that must be spoken."""
    return dict(table("lexicons/amount_phrases")["guarded"])


def heard(tokens: Tokens, word: str) -> bool:
    """Whether a word may be read in its guarded sense in this text."""
    return tokens.speaks(_guards().get(word))


def role_before(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """What the phrase that ends before a token says (approximate, minimum, ...), and where it begins."""
    phrases, edge = _before()
    end = place
    if tokens.word(end - 1) in (":", "=") and tokens.space(end - 1) <= SPACE:
        end -= 1
    if tokens.word(end - 1) == "." and tokens.space(end - 1) == GLUED and tokens.word(end - 2) in edge:
        if tokens.word(end - 2) in words("cues", "before") or tokens.word(end - 2) in (
            "about",
            "around",
            "over",
            "under",
        ):
            return None  # "what we talked about. 40 baskets"
        end -= 1
    if end < 1 or tokens.space(place) > LINE:
        return None
    for length in range(edge.get(tokens.word(end - 1), 0), 0, -1):
        start = end - length
        if start < 0 or any(tokens.space(step) > LINE for step in range(start + 1, end)):
            continue
        phrase = " ".join(tokens.low[start:end])
        role = phrases.get(phrase) if heard(tokens, phrase) else None
        if role and "x" not in tokens.kind[start:end]:
            return role, start
    return None


def role_after(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """What the phrase that begins at a token says, and the token after it."""
    phrases, edge = _after()
    for length in range(edge.get(tokens.word(place), 0), 0, -1):
        after = place + length
        if after > len(tokens.low) or any(tokens.space(step) > SPACE for step in range(place, after)):
            continue
        role = phrases.get(" ".join(tokens.low[place:after]))
        if role:
            return role, after
    return None
