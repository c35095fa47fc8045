"""One thing in several kinds, each with an amount of its own: "Gloves: S 20 pr, M 35 pr", "9,000 wristbands: 5,000 yellow, 4,000 purple".

Comes in: a row, a bullet or a labelled line. Goes out: a mention for each kind, named by the words above and its own; none where
the line says anything else, or where its kinds do not add up to the amount before them.
"""

import re
from dataclasses import replace

from clarifier.request.cues import says
from clarifier.request.items.mention import Mention
from clarifier.request.items.phrases import Span, phrase_in_row
from clarifier.request.items.rows import NOT_ORDERED
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount, find_amounts
from clarifier.request.reading import Reading

_HEAD = re.compile(r"(?P<head>[^:(\n]{3,90}?)(?P<opens>:|[ ]\(|[ ][-–—](?=[ ])|,(?=[ ]?\d))[ ]*")
_SIZED = re.compile(r"(?P<head>[^:,(\n]{3,90}?)[ ](?=(?:\d?x{0,4}[sl]|m|small|medium|large)[ ]\d)", re.I)
_PIECE = re.compile(r"(?:,(?!\d{3}\b)|;|[ ]/[ ]|[ ]\+[ ]|[ ]&[ ]|[ ]and[ ])[ ]*", re.I)
_BEHIND = re.compile(
    r"(?P<kind>[^\W_][^:=×]{0,40}?)[ ]?[:=–-]?[ ](?:[x×*][ ]?)?(?P<amount>\d[\d.,']{0,9}[ ]?[^\W\d_]{0,8}\.?)$"
)
_BEFORE = re.compile(
    r"(?P<amount>\d[\d.,']{0,9}(?:[ ]?(?:pcs?|pairs?|prs?|ea|off|nos?|m|kg|sets?)\b\.?)?)[ ]?[x×]?[ ](?P<kind>(?:in |of )?[^\W\d_][^\d:=]{0,40})$"
)
_EACH = re.compile(r"(?P<head>[^:\n]{3,90}?)(?::|[ ][-–—])[ ]*(?P<amount>\d[\d.,']{0,9}(?:[ ]?(?!of\b|each\b)[^\W\d_]{1,8}\.?)?)[ ]of each\b(?: (?:colou?r|size|kind|type|one))?\.?$")  # fmt: skip
_JOINED = re.compile(r"[ ](?:\+|&|/|and)[ ]")
_MEASURES = {"m", "ft", "yd", "kg", "lb", "l", "gal", "t"}


def variants(reading: Reading, passage: Passage) -> list[Mention]:
    """The mentions of a line that orders one thing in two kinds or more."""
    text = reading.text
    body = text[passage.start : passage.end].rstrip(" .")
    if NOT_ORDERED.search(body) or says("roles/variants/none", body):
        return []
    if any(place.start < passage.end and passage.start < place.end for place in reading.places):
        return []  # an address
    found = _of_each(reading, passage, body)
    if found:
        return found
    for shape in (_HEAD, _SIZED):
        head = shape.match(body)
        total = _total(reading, passage, head) if head else None
        name = _name(reading, passage, head["head"], total) if head else None
        if not head or (not name and head.groupdict().get("opens") != ":"):
            continue
        inside = body[head.end() :].partition(")")[0] if head.groupdict().get("opens") == " (" else body[head.end() :]
        kinds = _kinds(reading, passage.start + head.end(), inside)
        summed = sum(amount.value or 0 for _, amount in kinds)
        brackets = head.groupdict().get("opens") in (" (", ",")
        if len(kinds) > 1 and name and (total.value == summed if total else not brackets):
            return [_mention(reading, passage, name, kind, amount) for kind, amount in kinds]
    return []


def _total(reading: Reading, passage: Passage, head: re.Match[str]) -> Amount | None:
    """The amount at the start of the line, of all its kinds together."""
    counts = [a for a in reading.amounts_in(passage.start, passage.start + head.end("head")) if a.kind == "count"]
    return counts[0] if counts and not re.search(r"\w", reading.text[passage.start : counts[0].start]) else None


def _name(reading: Reading, passage: Passage, head: str, total: Amount | None) -> Span | None:
    begin = total.end if total else passage.start
    return phrase_in_row(reading, begin, passage.start + len(head)) and _trimmed(
        reading.text, begin, passage.start + len(head)
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" \t-–*•:~x×")), start + len(words.rstrip(" ,:-–"))


def _kinds(reading: Reading, begin: int, words: str) -> list[tuple[Span, Amount]]:
    """The kinds behind the name, with their amounts; none where a piece before the last amount says something else."""
    found: list[tuple[Span, Amount]] = []
    place = 0
    shape = _BEFORE if re.match(r"\s*\d", words) else _BEHIND
    for piece in [*_PIECE.finditer(words), None]:
        end = piece.start() if piece else len(words)
        one = _kind(reading, begin + place, words[place:end], shape)
        if one:
            found.append(one)
        elif re.search(r"\d", words[place:end]) or len(found) < 2:
            return []
        place = piece.end() if piece else end
    units = {amount.unit for _, amount in found}
    return found if len(units) == 1 else []


def _kind(reading: Reading, begin: int, words: str, shape: re.Pattern[str]) -> tuple[Span, Amount] | None:
    lead = len(words) - len(words.lstrip())
    match = shape.fullmatch(words.strip())
    if not match or says("roles/variants/no_kind", match["kind"]):
        return None
    start = begin + lead + match.start("kind")
    if any(
        d.start <= start and d.end >= start + len(match["kind"].strip())
        for d in reading.dates_in(start - 20, start + 1)
    ):
        return None
    amount = _amount(reading, begin + lead + match.start("amount"), match["amount"])
    return ((start, start + len(match["kind"].rstrip(" -–:"))), amount) if amount else None


def _amount(reading: Reading, start: int, words: str) -> Amount | None:
    """An amount by itself, read without what stands around it."""
    one = next(iter(find_amounts(words, reading.style)), None)
    if (
        one is None
        or one.value is None
        or one.end < len(words.rstrip(" ."))
        or (one.kind != "count" and one.unit not in _MEASURES)
    ):
        return None
    return replace(one, start=one.start + start, end=one.end + start, number_end=one.number_end + start, kind="count")


def _of_each(reading: Reading, passage: Passage, body: str) -> list[Mention]:
    """ "Tap handles, walnut, stout + lager: 12 of each": the kinds joined behind the last comma of the name."""
    match = _EACH.fullmatch(body)
    joined = list(_JOINED.finditer(match["head"])) if match else []
    amount = (
        _amount(reading, passage.start + match.start("amount"), match["amount"]) if match and len(joined) == 1 else None
    )
    if not match or not amount:
        return []
    comma = match["head"].rfind(", ", 0, joined[0].start())
    name = _trimmed(reading.text, passage.start, passage.start + comma) if comma > 0 else None
    begin = comma + 2 if comma > 0 else 0
    spans = [
        _trimmed(reading.text, passage.start + a, passage.start + b)
        for a, b in ((begin, joined[0].start()), (joined[0].end(), match.end("head")))
    ]
    if not all(re.search(r"[^\W\d_]{3,}", reading.text[a:b]) for a, b in spans):
        return []
    return [_mention(reading, passage, name, kind, amount) for kind in spans]


def _mention(reading: Reading, passage: Passage, name: Span | None, kind: Span, amount: Amount) -> Mention:
    item, own = (name, kind) if name else (kind, None)
    return Mention(
        reading,
        passage.start,
        passage.end,
        "order",
        True,
        None,
        item,
        None,
        amount,
        amount.unit,
        None,
        passage.introduced_by,
        kind=own,
    )
