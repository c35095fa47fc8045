"""Numbers that name something: part numbers, drawings, revisions, purchase orders, quotes; each told by its label or its shape.

Comes in: a text. Goes out: identifiers in order of place, never overlapping. What only looks like one (a material grade, a
thread, a size, a road, somebody's tax number) is returned with the kind "other", so that nobody takes it for an amount.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clarifier.mail.lookalikes import CYRILLIC, GREEK, WIDE
from clarifier.request.part_shapes import SIZE, family_codes, is_part_shape, no_part_shapes
from clarifier.request.revisions import find_revisions
from clarifier.texts import table

IdentifierKind = Literal[
    "purchase_order", "quote", "invoice", "sales_order", "order", "drawing", "part", "revision", "email", "phone", "link", "other"
]  # fmt: skip


@dataclass(frozen=True)
class Identifier:
    """`text[start:end]` with its label; `value` is the number itself, at `value_start`."""

    start: int
    end: int
    kind: IdentifierKind
    value: str
    value_start: int
    labelled: bool = True
    negated: bool = False  # "not the old rev C": named in order to be excluded


# letters that only look Latin belong to a number as it was written; lookalikes.py tells the doubt
_SIGN = f"A-Za-z0-9ÄÖÜ{CYRILLIC}{GREEK}{WIDE}"
_TOKEN = rf"[{_SIGN}](?:[{_SIGN}]|[-/._#](?=[{_SIGN}])){{1,38}}"
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LINK = re.compile(
    r"\b[Pp]age \d{1,3} ?(?:of|/) ?\d{1,3}\b|(?:https?://|www\.)[^\s<>)\]]{1,300}|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.I
)
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}[\s./-]?(?:\(0\))?(?:[\s./-]?\(?\d{1,5}\)?){2,6}(?:-\d{1,4})?"
    r"|\(\d{2,5}\)\s?\d{2,4}[\s.-]?\d{3,4}(?:[\s.-]?\d{2,4})?"
    r"|\d{3}[.\s-]\d{3}[.\s-]\d{4}|\d{3}-555-?\d{3,4}|\b555-?\d{4}|0\d{2,5}[\s/-]\d{2,4}[\s-]?\d{2,4}(?:[\s-]\d{2,4}){0,3})"
    r"(?:\s*(?:x|ext\.?|#)\s?\d{1,5})?(?![\w])",
    re.I,
)
_JOINED_DIGITS = re.compile(r"\d{3,6}-\d{2,5}")  # "Cat 1060-250"
_SHORT = re.compile(r"[A-Z]{1,2}-\d{1,3}|[A-Z]{2,4}\d{1,4}")
# "8 uprights U-9", "2 drums thinner T-8": a short code right behind what is counted
_COUNTED_SHORT = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen))[ ][^.;:\n]{0,40}?(?P<noun>[a-zß-ž]{3,}) \(?(?P<value>[A-Z]-\d)(?![\w-])"
)
_COUNTS = re.compile(
    r"\d{1,3} (?:[^\W\d_]{3,}|(?:kg|m|t|l|ft|yd|lb|oz|ea|pc|pr|dz|ml|cl)\b)|\d{1,6} of (?:them|these|those|each|it)\b"
)
_POWER = re.compile(r"(?:m|cm|mm|ft|in|yd)[23]", re.I)
_NAMED_BEHIND = re.compile(
    r"\b([A-Z\d][\w/-]{2,24}\d) (?:is|will be|as) (?:your|the|our) (?:PO|P\.O\.|order|purchase order)(?: number| no\.?| ref(?:erence)?)?\b"
)
# "Canvas Flax (5492)", "pillow covers (PC-Q)": a catalogue's code in brackets right behind the name
_BRACKETED = re.compile(
    r"(?<![A-Za-zß-ž])(?P<name>[A-Za-zß-ž]{3,40}) \((?P<value>[A-Z]{2,5}(?:-[A-Z]{1,5}){1,3}|(?!(?:19|20)\d\d\b)\d{3,5}[1-9])\)"
)
_EXCLUDED = re.compile(
    r"(?:\bnot\b|\bno longer\b|\bold\b|\bprevious\b|\binstead of\b|\brather than\b|\bformer\b|\bobsolete\b|\bnicht\b|\bpas\b)[^.;,\n]{0,18}\Z",
    re.I,
)
_ANNOUNCED = re.compile(r"\b(?:one|an?|another|new|more|extra|additional|further) $", re.I)  # "one item: 10 clamps"
_WORD_AND_YEAR = re.compile(r"[A-Z]{4,12}\d{1,4}", re.I)  # "quote code SPRING27": what an advertisement lets one say


@cache
def _spelling(name: str) -> frozenset[str]:
    """A list of words around numbers: knowledge/lexicons/identifiers.toml."""
    return frozenset(table("lexicons/identifiers")["spelling"][name])


@cache
def _told() -> tuple[tuple[IdentifierKind, re.Pattern[str]], ...]:
    """Sentences that tell a number apart from its label, with its kind: "the PO is in Coupa, number 45-0088"."""
    sentences = table("lexicons/identifiers")["sentences"]
    return tuple((kind, re.compile(pattern)) for kind, patterns in sentences.items() for pattern in patterns)


@cache
def _unit_words() -> frozenset[str]:
    """What counts goods: "40 boxes (4512)" names no code."""
    return frozenset(
        word.casefold()
        for kind in ("count", "measure")
        for words in table("lexicons/units")[kind].values()
        for word in words
    )


@cache
def _labels() -> re.Pattern[str]:
    lexicon = table("lexicons/identifiers")
    groups = "|".join(
        f"(?P<{kind}>{'|'.join(sorted(words, key=len, reverse=True))})"
        for kind, words in lexicon["labels"].items()
        if words
    )
    glue = (
        r"(?P<glue>(?:[ \t.-]{0,2}(?:no|nr|num|number|numbers|numero|número|nummer|n°|nº|№|ref|id|code|file)\b\.?)?"
        r"(?:[ ](?:from us|for (?:this|these|it|the job|the lot)(?: (?:one|order|job|lot|time|batch))?|on this(?: one)?|this time)\b)?"
        r"[ \t]{0,2}[:#=.°\"“]{0,2}[ \t]{0,2}(?:(?:is|was|ist|will be|to be|now)[ ]){0,2}#?[ ]?)"
    )
    return re.compile(rf"(?<![\w/-])(?:{groups})(?!\w){glue}(?P<value>{_TOKEN}|\d)(?![\w])", re.I)


_BARE = re.compile(rf"(?<![\w@/.$€£#-]){_TOKEN}(?![\w@]|[.,]\d)")


_TIMES = re.compile(r"[x×]\d{1,5}[ \t]*(?:[,;]|$)", re.I | re.M)  # "belts x6"
_AND_NUMBER = re.compile(
    r"(?:\s?(?:,|and|&|/|to|thru|through|or)\s?|[-–])(\d[\w-]{0,11})(?![\w-])(?![.,]\d)(?!\s?(?:pcs|pieces|ea|boxes|sets|units|rolls|sheets|ft|kg|lbs?)\b)",
    re.I,
)


def find_identifiers(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Identifier]:
    """All identifiers of a text; `taken` are spans (dates) in which none is read."""
    found: list[Identifier] = []
    used = bytearray(len(text) + 1)
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)

    def add(identifier: Identifier) -> None:
        if not any(used[identifier.value_start : identifier.end]):
            used[identifier.value_start : identifier.end] = b"\1" * (identifier.end - identifier.value_start)
            found.append(identifier)

    shapes: tuple[tuple[IdentifierKind, re.Pattern[str]], ...] = (("email", _EMAIL), ("link", _LINK), ("phone", _PHONE))
    for identifier_kind, pattern in shapes:
        for match in pattern.finditer(text):
            add(Identifier(match.start(), match.end(), identifier_kind, match[0], match.start()))
    for one in find_revisions(text):
        negated = bool(_EXCLUDED.search(text[max(0, one.start - 30) : one.start]))
        add(Identifier(one.start, one.end, "revision", one.value, one.value_start, True, negated))
    for sentence_kind, pattern in _told():
        for match in pattern.finditer(text):
            start = match.start("label" if "label" in pattern.groupindex else "value")
            add(Identifier(start, match.end("value"), sentence_kind, match["value"], match.start("value")))
    for match in _BRACKETED.finditer(text):
        if match["name"].casefold() not in _unit_words():
            add(
                Identifier(
                    match.start("value"), match.end("value"), "part", match["value"], match.start("value"), False
                )
            )
    for match in _NAMED_BEHIND.finditer(text):
        add(Identifier(match.start(), match.end(1), "purchase_order", match[1], match.start(1)))
    label = _labels()
    place = 0
    while labelled := label.search(text, place):
        match = labelled
        place = match.start() + 1
        value, kind = match["value"], _kind_of(match)
        if kind == "quote" and "code" in match["glue"].casefold() and _WORD_AND_YEAR.fullmatch(value):
            add(Identifier(match.start(), match.end("value"), "other", value, match.start("value")))
            continue
        spelled = match[kind]
        if (
            spelled.casefold() in _spelling("uppercase_only")
            and not spelled.isupper()
            and (spelled.casefold() in _spelling("small_words") or not re.search(r"[:#.]", match["glue"]))
            and not (spelled.istitle() and _JOINED_DIGITS.fullmatch(value))
        ):
            continue
        if kind == "purchase_order" and spelled[:3] in ("pos", "Pos"):
            continue  # "Pos. 10" of a German table
        if (
            kind in ("order", "purchase_order")
            and _COUNTS.match(text, match.start("value"))
            and not re.search(r"[#\w]", match["glue"])
        ):
            continue  # "please order: 90 rings"
        if (
            ":" in match["glue"]
            and spelled.casefold() in ("item", "line", "part")
            and _ANNOUNCED.search(text, max(0, match.start() - 12), match.start())
        ):
            continue
        if not _may_follow(kind, value, match["glue"], spelled):
            if kind == "other" and any(c.isdigit() for c in value) and not _is_plain_amount(text, match):
                short = match["other"].casefold() in _spelling("naming") and _is_short(value)
                told = short or (is_part_shape(value) and match["other"].casefold() in _spelling("loose"))
                kind = "part" if told else "other"
                add(Identifier(match.start(), match.end("value"), kind, value, match.start("value")))
                place = match.end()
                while kind == "other" and (
                    more := _AND_NUMBER.match(text, place)
                ):  # "cost ctr 1180 and 1190", "hulls 28 thru 31"
                    add(Identifier(more.start(1), more.end(1), "other", more[1], more.start(1)))
                    place = more.end()
            continue
        negated = bool(_EXCLUDED.search(text[max(0, match.start() - 30) : match.start()]))
        add(Identifier(match.start(), match.end("value"), kind, value, match.start("value"), True, negated))
        place = match.end()
    for match in _COUNTED_SHORT.finditer(text):
        if match["noun"] not in _spelling("stands_at") and not used[match.start("value")]:
            add(
                Identifier(
                    match.start("value"), match.end("value"), "part", match["value"], match.start("value"), False
                )
            )
    for match in _BARE.finditer(text):
        token = match[0]
        if named := _kind_by_prefix(token):
            add(Identifier(match.start(), match.end(), named, token, match.start()))
        elif is_part_shape(token):
            negated = bool(_EXCLUDED.search(text[max(0, match.start() - 30) : match.start()]))
            add(Identifier(match.start(), match.end(), "part", token, match.start(), False, negated))
        elif (
            any(c.isdigit() for c in token)
            and not token[0].isdigit()
            and no_part_shapes().fullmatch(token)
            and not _POWER.fullmatch(token)
            and not _TIMES.match(text, match.start())
        ):
            add(Identifier(match.start(), match.end(), "other", token, match.start(), False))
    for start, end in family_codes(text, [one.value for one in found if one.kind == "part"]):
        add(Identifier(start, end, "part", text[start:end], start, False))
    return sorted(found, key=lambda identifier: identifier.start)


_INNER = re.compile(r"[A-Z\d]{1,8}[-/_]([A-Z]{2,5})[-/_]?(?=\d{3})")


def _kind_by_prefix(token: str) -> IdentifierKind | None:
    head = re.match(r"([A-Z.]{1,5})[-#]?(?=\d{3})", token)
    found = head and next(
        (kind for kind, prefixes in table("lexicons/identifiers")["prefixes"].items() if head[1] in prefixes), None
    )
    if not found and (inner := _INNER.match(token)):
        return next((kind for kind, words in table("lexicons/identifiers")["inner"].items() if inner[1] in words), None)
    return found if found and (len(head[1]) > 1 or "-" in token) else None  # type: ignore[index]


def _kind_of(match: re.Match[str]) -> IdentifierKind:
    kinds: list[IdentifierKind] = list(table("lexicons/identifiers")["labels"])
    return next(kind for kind in kinds if match[kind])


def _may_follow(kind: IdentifierKind, value: str, glue: str, spelled: str = "") -> bool:
    """Whether a token can be what the label announces: a digit in it, and not an amount in plain words."""
    digits = sum(c.isdigit() for c in value)
    if kind in ("quote", "order", "purchase_order") and re.fullmatch(r"\d{1,2}/\d{1,2}", value):
        return False  # an inch size or a day
    if kind in ("part", "drawing") and re.fullmatch(r"[A-Z]{1,6}(?:-[A-Z0-9]{1,8})+", value):
        return True
    if not digits or kind == "other" or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", value):
        return False
    strong = any(sign in glue for sign in ":#") or re.search(r"n[or°º]|num|ref|code", glue, re.I) is not None
    strong = strong or re.search(r"(?:\bno|\bnr|nummer|number|#|p/n|sku)\.?$", spelled, re.I) is not None
    if kind in ("part", "drawing"):
        if SIZE.fullmatch(value) or no_part_shapes().fullmatch(value):
            return False
        dotted = "." in glue and spelled.casefold() in _spelling("dotted")
        if (dotted or spelled.istitle()) and _JOINED_DIGITS.fullmatch(value):
            return True
        return (
            (strong and digits >= 2)
            or (dotted and digits >= 3)
            or is_part_shape(value)
            or (value.isdigit() and digits >= 5)
            or (spelled.casefold() in _spelling("coded") and _is_short(value))
        )
    if kind in ("order", "quote", "invoice", "sales_order") and not strong:
        if (least := _RANGE.fullmatch(value)) and int(least[1]) < int(least[2]) <= 3 * int(least[1]):
            return False  # "please quote 150-180 crates"
        return (digits >= 4 or (not value.isdigit() and digits >= 2)) and not SIZE.fullmatch(value)
    return digits >= 2 and not (SIZE.fullmatch(value) and not strong)


_RANGE = re.compile(r"(\d{1,3}|\d{1,3}00)-(\d{1,3}|\d{1,3}00)")


def _is_short(value: str) -> bool:
    """ "type RB3", "model KD-4": a catalogue's short code, which only its label makes one."""
    return _SHORT.fullmatch(value) is not None and not no_part_shapes().fullmatch(value)


_MEASURED = re.compile(r"\d{1,5}(?:mm|cm|m|in|ft|kg|g|lbs?|l|ml)", re.I)  # "heaving line 10mm"
_UNIT = re.compile(
    r"\s*(?:pcs|pieces|ea|boxes|sets|units|rolls|sheets|ft|kg|lbs?|mm|cm|l|ltrs?|lit(?:re|er)s?|gal(?:lons?)?)\b", re.I
)


def _is_plain_amount(text: str, match: re.Match[str]) -> bool:
    """`case 12 boxes`, `line of 40`, `bin 500L`: a number after a word that is a label only sometimes, with a unit behind it."""
    return bool(_MEASURED.fullmatch(match["value"]) or _UNIT.match(text, match.end()))
