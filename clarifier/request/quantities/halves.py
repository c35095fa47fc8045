"""Parts of one in words: a place before or behind a number word comes in, the half, third or decimals there go out.

`two and a half`, `two and three quarters`, `two point five`, `ein halbes Dutzend`, `deux mètres et demi`, `dwa i pół`.
"""

from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens, number_lexicon
from clarifier.request.quantities.units import unit_at
from clarifier.texts import table


def half_before(tokens: Tokens, place: int, language: str) -> tuple[int, float, bool] | None:
    """`ein halbes Dutzend`, `media docena`, `demi-douzaine`, `pół palety`: the token after a half before a group or a unit,
    its value, and whether it stands for a group."""
    words = number_lexicon()[language]
    halves = words.get("half", ())
    at = place + 1 if tokens.low[place] in words["articles"] and tokens.word(place + 1) in halves else place
    if tokens.low[at] not in halves or (at > place and tokens.space(at) > SPACE):
        return None
    noun = at + 1
    if tokens.word(noun) == "-" and tokens.space(noun) == tokens.space(noun + 1) == GLUED:
        noun += 1
    if tokens.space(noun) > SPACE:
        return None
    group = words["groups"].get(tokens.word(noun))
    if group:
        return noun + 1, group / 2, True
    unit = unit_at(tokens, noun)
    return (noun, 0.5, False) if unit and unit.family in ("count", "measure") else None


def half_behind(tokens: Tokens, place: int) -> int:
    """The token after `et demi`, `y medio`, `e mezzo` behind a unit, in a language the text speaks; or `place`."""
    for language in sorted(tokens.heard - {"en"}):
        words = number_lexicon()[language]
        if tokens.word(place) in words["joiners"] and tokens.word(place + 1) in words.get("half", ()):
            return place + 2 if tokens.space(place) == tokens.space(place + 1) == SPACE else place
    return place


def part_more(tokens: Tokens, place: int, language: str = "en") -> tuple[float, int]:
    """The value and the number of tokens of `and a half`, `and three quarters`, `i pół`; (0, 0) for anything else."""
    if language != "en":
        words = number_lexicon()[language]
        step = 2 if tokens.word(place + 1) in words["articles"] else 1
        half = tokens.word(place) in words["joiners"] and tokens.word(place + step) in words.get("half", ())
        return (0.5, step + 1) if half and all(tokens.goes_on(place + at) for at in range(step + 1)) else (0.0, 0)
    at = place
    spoken: list[str] = []
    while len(spoken) < 3 and at < place + 6:  # `and a half`, `-and-a-half`, `and one-half`
        if tokens.word(at) == "-" and tokens.space(at) == tokens.space(at + 1) == GLUED:
            at += 1
        if not tokens.goes_on(at):
            return 0.0, 0
        spoken.append(tokens.word(at))
        at += 1
    fraction = table("lexicons/amount_phrases")["fraction"]
    if len(spoken) < 3 or spoken[0] != "and" or spoken[1] in fraction["parts"]:
        return 0.0, 0
    top, part = fraction["tops"].get(spoken[1]), fraction["parts"].get(spoken[2])
    if top is None or part is None or (top == 1) == spoken[2].endswith("s"):
        return 0.0, 0
    return top / part, at - place


def decimals(tokens: Tokens, place: int) -> tuple[float, int]:
    """`point six` behind a number, digit by digit, and the token after it."""
    values, digits, at = number_lexicon()["en"]["values"], "", place + 1
    while (
        tokens.word(place) == "point" and at < place + 7 and tokens.goes_on(at) and values.get(tokens.word(at), 10) < 10
    ):
        digits, at = digits + str(values[tokens.word(at)]), at + 1
    return (float(f"0.{digits}"), at) if digits else (0.0, place)
