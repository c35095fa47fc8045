"""Items that stand in a bullet or a row of their own, without a row of headers.

Comes in: a passage of a reading. Goes out: its one mention, or none where the row says something else.
"""

import re
from collections.abc import Sequence
from functools import cache

from clarifier.request.cues import says
from clarifier.request.items.columns import NUMBERING, columns_mention, is_price
from clarifier.request.items.mention import UNSAID, Mention, Role, Word
from clarifier.request.items.phrases import Span, phrase_after, phrase_in_row
from clarifier.request.items.roles import role_of
from clarifier.request.items.set_off import only_kinds, stands_behind_name
from clarifier.request.items.telling import said_in_brackets
from clarifier.request.items.words import date_in, revision_in
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table

_BY_MEASURE = {"gal", "ft", "m", "kg", "lb", "yd", "l", "qt", "t", "oz", "m2", "sqft", "g", "ton"}


def listed_mention(
    reading: Reading, passage: Passage, amounts: Sequence[Amount], parts: Sequence[Word]
) -> list[Mention]:
    """The one mention of a row, when the row is one: an amount at its start or end, or a part number beside it."""
    text = reading.text
    if _DROPPED.match(text, passage.start, passage.end):
        name = phrase_after(reading, _DROPPED.match(text, passage.start, passage.end).end(), passage.end)  # type: ignore[union-attr]
        return (
            [Mention(reading, passage.start, passage.end, "cancel", False, parts[0] if parts else None, name)]
            if parts or name
            else []
        )
    if NOT_ORDERED.search(text, passage.start, passage.end):
        return []
    if in_columns := columns_mention(reading, passage, parts):
        return [in_columns]
    body = text[passage.start : passage.end]
    counts = [a for a in amounts if a.kind == "count" and not a.negated and not is_price(a)]
    counts = [
        a
        for a in counts
        if not said_in_brackets(text, a, passage) and not says("roles/told/price_break", text[passage.start : a.start])
    ]
    counts = [a for a in counts if not _ANNOUNCES.match(text, a.number_end)]
    begin = passage.start
    if numbered := NUMBERING.match(text, passage.start, passage.end):
        counts = [a for a in counts if a.start >= numbered.end()]
        begin = numbered.end()
    if (
        len(counts) > 1
        and parts
        and counts[0].start == passage.start + len(body) - len(body.lstrip())
        and parts[0].start > counts[0].end
        and re.match(r"[ ]{2,}|\t", text[counts[0].end :])
        and len(counts[1:]) >= 1
        and not counts[0].unit
    ):
        counts = counts[1:]  # a line number in front of the part number
    if not counts:
        sized = [
            a
            for a in reading.amounts_in(passage.start, passage.end)
            if passage.start <= a.start < passage.end
            and a.kind == "dimension"
            and a.unit in _BY_MEASURE
            and not re.search(r"\w", text[passage.start : a.start])
        ]
        counts = sized[:1] or _times_a_size(reading, passage) or _measure_at_end(reading, passage)
    if not counts:
        return []
    now = [a for a in counts if a is counts[0] or not _EARLIER.search(text, passage.start, a.start)]
    changed, counts = len(now) < len(counts), now  # "10 cases, was 8"
    if not any(a.unit for a in counts) and re.search(r"\w", text[passage.start : counts[0].start]):
        counts = _measure_at_end(reading, passage) or counts  # "Chantilly 7731, ivory, 60m"
    first, last = counts[0], counts[-1]
    lead = text[begin : first.start].strip(" \t-–*•:~(")
    tail = text[last.end : passage.end].strip(" \t.,;:)")
    if parts and (
        tail_of_part := re.compile(r"(?: [A-Z][A-Z0-9]{0,3}){1,2}(?=[ ]{2,}|\t|\s*\|)").match(
            text, parts[0].end, passage.end
        )
    ):
        parts = [Word(parts[0].start, tail_of_part.end(), text[parts[0].start : tail_of_part.end()]), *parts[1:]]
    at_start = not re.search(r"\w", lead) or (
        says("terms/request/ask", lead) and (len(lead.split()) <= 3 or _leads_in(text[passage.start : first.start]))
    )
    set_off = text[passage.start : last.start].rstrip().endswith(":") and text[last.end : last.end + 1] == ","
    at_end = (
        set_off
        or not re.search(r"\w", tail)
        or only_kinds(tail)
        or bool(
            re.match(
                r"[^\w]*(?:ea\b|each\b|pcs\b|please\b|\(|(?:of|in|per|as) \d|off\b|this time\b|by\b|for\b|@|at\b|due\b|no\b|deliver)",
                tail,
                re.I,
            )
        )
    )
    sentence_like = (
        len(body.split()) > 22
        or (len(counts) > 2 and not parts)
        or (len(counts) > 1 and (len(parts) > 1 or passage.kind == "label"))
    )
    with_unit = [a for a in counts if a.unit]
    behind_name = next((a for a in counts if stands_behind_name(reading, begin, a)), None)
    if at_start and not sentence_like:
        chosen = first
    elif behind_name and len(body.split()) <= 22:
        chosen = behind_name
    elif at_end and not sentence_like:
        chosen = last
    elif parts and not sentence_like:
        chosen = (with_unit or counts)[0] if len(counts) == 1 or with_unit else last
    else:
        return []
    judged, why = role_of(reading, passage, chosen) if not changed else ("order", "")
    if not parts and (judged in ("partial", "total") or (judged == "aside" and why != UNSAID and not at_start)):
        return []
    role: Role = (
        "cancel"
        if says("terms/request/cancel", body)
        and not re.search(r"\b(?:drop|cut|forget|none)\b", body, re.I)
        and chosen is not first
        else "order"
    )
    if chosen.change == "more" or _adds().match(body):
        role = "more"
    revision = revision_in(reading, passage.start, passage.end)
    if (
        not revision
        and parts
        and (cell := re.compile(r"[ \t]{2,}([A-Z]\d?|\d{1,2})[ \t]{2,}").match(text, parts[0].end, passage.end))
        and cell.end(1) < chosen.start
    ):
        revision = Word(cell.start(1), cell.end(1), cell[1])
    item = (
        phrase_after(reading, chosen.end, passage.end, counted=True) if at_start and chosen is first else None
    ) or phrase_in_row(reading, passage.start, chosen.start if chosen is not first or not at_start else passage.end)
    if item and item[1] <= chosen.start and says("roles/told/leads_in", text[passage.start : chosen.start]):
        item = (
            phrase_after(reading, chosen.end, passage.end, counted=True) or item
        )  # "Following our call: 14 x closers"
    if item and chosen.start < item[0] < chosen.end:  # "7,200 jars, 50 ml": its digits are no name
        item = None if chosen.unit else phrase_in_row(reading, chosen.end, passage.end)
    if item and item[0] <= chosen.start < item[1]:
        item = (item[0], chosen.start) if re.search(r"[^\W\d_]{3,}", text[item[0] : chosen.start]) else None
    if item and item[1] > chosen.start > item[0]:
        item = None
    if (item and chosen is not first) or (
        item and item[0] > chosen.start and not re.search(r"[^\W\d_]{3,}", text[item[0] : item[1]])
    ):
        item = phrase_in_row(reading, passage.start, chosen.start) or item
    if item is None and not parts and at_end and not at_start and re.search(r"[^\W\d_]{2}", lead):
        item = _whole_lead(text, passage.start, chosen.start)
    if item is None and parts and at_start and numbered:
        item = phrase_in_row(reading, chosen.end, parts[0].start)
    name, unit = _closed(reading.message.body, _rtrimmed(text, item)), chosen.unit
    if name is None and unit and unit not in _BY_MEASURE and chosen.number_end < chosen.end:
        unit_word = text[chosen.number_end : chosen.end]
        start = chosen.end - len(unit_word.lstrip())
        if unit != "ea":
            name, unit = (start, chosen.end), "ea"  # "60 jugs, ref GF-J1": the container is the item
    return [
        Mention(
            reading,
            passage.start,
            passage.end,
            role,
            True,
            parts[0] if parts else None,
            name,
            revision,
            chosen,
            unit,
            date_in(reading, passage.start, passage.end),
            passage.introduced_by,
        )
    ]


@cache
def _adds() -> re.Pattern[str]:
    """What begins a row that adds to the order; "extra large" is a size."""
    sizes = "|".join(table("lexicons/amount_phrases")["cues"]["degrees"])
    return re.compile(rf"\W*(?:add|another|additional|extra(?![ -](?:{sizes})\b)|plus)\b", re.I)


def _leads_in(before: str) -> bool:
    """ "Please quote and book: 64 tension rods": a few words that end in a colon."""
    return before.rstrip().endswith(":") and len(before.split()) <= 10


# "add one item: 10 clamp plates": counts what is said next
_ANNOUNCES = re.compile(
    r" (?:more |new |extra |further |other )?(?:items?|lines?|things?|positions?|changes?|products?|parts?)\s*[:–—-]",
    re.I,
)
# a line of a list that takes something off the order
_DROPPED = re.compile(
    r"\W*(?:please |also |and )?(?:drop|cancel|scratch|remove|delete|forget|skip|strike|lose|take off|leave (?:out|off)|scrap)\b(?! (?:ship|off|to|at|by)\b)",
    re.I,
)
# a line of a list that says itself that it is none
NOT_ORDERED = re.compile(
    r"\bcancell?ed\b|\b(?:don['’]?t|do not) (?:buy|order|send|ship|need)\b|\bnot needed\b|\bfrom our own stock\b", re.I
)
_EARLIER = re.compile(
    r"\b(?:was|were|before|previously|formerly|originally|instead of|not|up from|down from|old)[ :(]*$", re.I
)
_TIMES = re.compile(r"\s*(\d{1,6})\s*[x×]\s*(?=[\d/.]+\s?(?:\"|”|″|in\b|inch|mm|cm|ft\b|m\b))", re.I)


def _times_a_size(reading: Reading, passage: Passage) -> list[Amount]:
    """`60 x 2" camlock`: at the start of a row the first number counts what the second measures."""
    match = _TIMES.match(reading.text, passage.start, passage.end)
    if not match:
        return []
    return [
        Amount(
            match.start(1),
            match.end(1),
            match[1],
            "count",
            float(match[1]),
            None,
            None,
            False,
            "",
            match.end(1),
            None,
            False,
            None,
        )
    ]


_BEHIND_ALL = re.compile(r"(?:,|:|\s[-–—]|[ ]{2,})\s*$")


def _measure_at_end(reading: Reading, passage: Passage) -> list[Amount]:
    """ "Chantilly, ivory, 60m": a row without a count that ends with a measure of its own."""
    inside = reading.amounts_in(passage.start, passage.end)
    last = inside[-1] if inside else None
    if last is None or last.kind != "dimension" or last.unit not in _BY_MEASURE or last.value is None:
        return []
    alone = _BEHIND_ALL.search(reading.text, passage.start, last.start)
    return [last] if alone and not re.search(r"\w", reading.text[last.end : passage.end]) else []


def _whole_lead(text: str, start: int, end: int) -> Span:
    """All that stands before the amount of a row of codes: "U1 HL no 2/0 - 10k"."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" \t-–*•:~(")), end


def _closed(body: str, span: Span | None) -> Span | None:
    """A name with the mark that closes its last word's quotation: 'bench "Usk"'."""
    opened = span is not None and body.count('"', *span) % 2 and body[span[1] : span[1] + 1] == '"'
    return (span[0], span[1] + 1) if span and opened else span


def _rtrimmed(text: str, span: Span | None) -> Span | None:
    if not span:
        return None
    words = text[span[0] : span[1]].rstrip(" -–x×:=.,~\t")
    return (span[0], span[0] + len(words)) if words.strip() else None
