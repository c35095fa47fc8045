"""Amounts set off from the name before them: "metal zipper 18 cm = 6.500 pcs", "hinge 110 degree, 2400 pcs", "return roller    22 pcs".

Comes in: a reading and an amount. Goes out: whether a name stands before it and nothing else does, and where that name is.
"""

import re
from functools import cache

from clarifier.request.cues import cue, says
from clarifier.request.items.phrases import Span, phrase_after
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table

_FAR = 120  # characters before an amount in which its name begins
_CODE = re.compile(r"[.<>\"'`{}$\\]\w{1,40}$")  # "window.width=1" is set off by a program
_CLOSES = re.compile(r"\.?\s*(?:[,;/(@=\n]|[-–—] |[ ]{3}|\t|and\b|(?:also|too|as well)\b|$)|\.\s+(?=[A-Z])")
_BOUNDS = re.compile(
    r"[:;\n]\s*|[!?]\s+|(?<=[a-z]{3})(?<!art)(?<!ref)(?<!dwg)(?<!drg)\.\s+(?=[A-Z])|\b(?:and|plus|also)\s"
    r"|\b(?:take|need|want|order|require|buy|like|send|supply|quote|book|ship|deliver)\s(?:(?:us|me|also|now|you)\s)?",
    re.I,
)
_PARTS = re.compile(r"[,;)]\s*")
_LEADS = re.compile(
    r"[\s,]*(?:(?:pos|item|itm|line)\.? ?\d{1,3}[.):]?\s+)?(?:(?:and|also|then|plus|from|of|for|the|a|an)\s+)*", re.I
)


@cache
def _sign() -> re.Pattern[str]:
    """What sets an amount off, with the words of asking that may follow."""
    asks = rf"(?:{'|'.join(table('lexicons/items')['set_off']['asks'])})?"
    return re.compile(rf"(?P<sign>[=:]|\s[-–—]|[ ]{{3}}|\t|\.{{4}})\s*{asks}\s*$|,\s*{asks}$", re.I)


def stands_behind_name(reading: Reading, begin: int, amount: Amount) -> bool:
    """Whether an amount with a unit of its own is set off from the name before it, whatever else the row tells behind."""
    text = reading.text
    if cue("items/set_off/tells").match(text, begin) or _has_day(reading, begin, amount.start):
        return False  # "I repeat the bolts: 400 pcs", "40771  Sept 30  busbar, 140 pcs"
    sets_off = _sign().search(text, max(begin, amount.start - _FAR), amount.start)
    if sets_off is None or _CODE.search(text, begin, sets_off.start()):
        return False
    asked = "qty" in sets_off[0].casefold()
    counted = asked or bool(amount.unit if sets_off["sign"] else _has_unit_word(amount))
    named = re.search(r"[^\W\d_]{3,}", text[begin : sets_off.start()])
    return bool(counted and named and _CLOSES.match(text, amount.end))


def set_off_name(reading: Reading, start: int, floor: int, amount: Amount) -> Span | None:
    """The name that an amount of running words is set off from; none where the words before it tell something.
    `start` begins the sentence, `floor` ends the last amount of it that is ordered."""
    text = reading.text
    near = max(floor, amount.start - _FAR)
    sets_off = _sign().search(text, near, amount.start)
    if not sets_off or amount.negated or amount.change or not _CLOSES.match(text, amount.end):
        return None
    if "=" in sets_off[0] and _CODE.search(text, near, sets_off.start()):
        return None
    if not (_has_unit_word(amount) or "=" in sets_off[0] or "qty" in sets_off[0].casefold()):
        return None
    bounds = [near, *(bound.end() for bound in _BOUNDS.finditer(text, near, sets_off.start()))]
    if floor > start and bounds[-1] == near:
        parted = _PARTS.search(text, near, sets_off.start())
        if not parted:
            return None  # "40 pcs - hinges, 50 pcs": the name of the amount before
        bounds.append(parted.end())
    lead = _LEADS.match(text, bounds[-1], sets_off.start())
    begin = lead.end() if lead else bounds[-1]
    if any(one.start <= begin for one in reading.identifiers_in(begin, begin + 1)):
        return None  # "Art.-Nr. 8120, leaf spring, 200 pcs": the number goes before the name
    said = text[begin : sets_off.start()]
    words = {word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]*", said)}
    if (
        not said.strip()
        or any(cue(f"items/set_off/{name}").match(said) for name in ("greets", "tells"))
        or _has_day(reading, begin, amount.start)
    ):
        return None
    if "please" in sets_off[0].casefold() and re.fullmatch(r"[A-Z][\w'’-]*\s*", said):
        return None  # "Peter, please 30 boxes"
    if words & (_stops()) or says("roles/before/past", said) or says("roles/before/stock", said):
        return None
    name = phrase_after(reading, begin, sets_off.start())
    before = re.sub(r"\bfrom\b", " ", text[start:begin]) if "=" in sets_off[0] else text[start:begin]
    return None if says("roles/before/past", before) else name


def only_kinds(words: str) -> bool:
    """Whether words tell nothing but which kind is meant: "aprons: 12 black"."""
    said = [word.casefold() for word in re.findall(r"[^\W\d_]+", words)]
    return 0 < len(said) < 3 and all(word in table("lexicons/items")["variants"] for word in said)


def _has_day(reading: Reading, start: int, end: int) -> bool:
    """Whether a day stands in a stretch; a "spring pin" is none."""
    said = [reading.text[day.start : day.end] for day in reading.dates_in(start, end)]
    return any(re.search(r"\d", day) and not re.fullmatch(r"[1357]/(?:2|4|8|16)", day) for day in said)


def _has_unit_word(amount: Amount) -> bool:
    return bool(amount.unit) and amount.number_end < amount.end


@cache
def _stops() -> frozenset[str]:
    """Words at which a name ends, those left out that may stand within one here."""
    words = table("lexicons/items")
    return frozenset(words["stop"]) - frozenset(words["set_off"]["within_names"])
