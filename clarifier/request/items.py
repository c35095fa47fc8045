"""What a message says about items: which thing, which part number, how many, and whether that number is ordered at all.

Comes in: the reading of one message. Goes out: mentions in order of place, and the amounts that are none of the customer's order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clarifier.request.cues import cue, says
from clarifier.request.dates import DateReading
from clarifier.request.passages import Passage
from clarifier.request.phrases import Span, phrase_after, phrase_before, phrase_in_row
from clarifier.request.quantities import Amount, find_amounts, number_style
from clarifier.request.reading import Reading
from clarifier.request.records import find_records
from clarifier.request.tables import Row, find_rows

Role = Literal["order", "claim", "more", "fewer", "half", "cancel", "mention", "partial", "total", "aside"]


@dataclass(frozen=True)
class Word:
    """`text[start:end]` with the value it stands for (`rev D` stands for D)."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Mention:
    """One item as one statement speaks of it. `listed`: it stands in a table, a bullet or a row of its own."""

    reading: Reading
    start: int
    end: int
    role: Role
    listed: bool = False
    part: Word | None = None
    item: Span | None = None
    revision: Word | None = None
    amount: Amount | None = None
    unit: str = ""
    needed_by: DateReading | None = None
    introduced_by: int | None = None
    why: str = ""
    definite: bool = False  # "the 140 rolls": an amount spoken of as known

    @property
    def name(self) -> str:
        """The item's words, "" where it has none."""
        return self.reading.message.body[slice(*self.item)] if self.item else ""


def find_mentions(reading: Reading) -> list[Mention]:
    """All mentions of items in one message."""
    rows = [*find_rows(reading.text), *find_records(reading.text)]
    mentions = [mention for row in rows if (mention := _of_row(reading, row))]
    taken = [(row.start, row.end) for row in rows]
    for passage in reading.passages:
        if any(a < passage.end and passage.start < b for a, b in taken):
            continue
        mentions += _of_passage(reading, passage)
    return sorted(mentions, key=lambda mention: mention.start)


def _of_row(reading: Reading, row: Row) -> Mention | None:
    text, by_column = reading.text, {}
    for cell in row.cells:
        by_column.setdefault(cell.column, cell)
    if re.search(r"\b(?:sub)?total\b|\bsumme\b|\bfreight\b|\bshipping\b|\bvat\b|\btax\b", text[row.start : row.end], re.I):
        return None
    amount = None
    if quantity := by_column.get("quantity"):
        found = find_amounts(text[quantity.start : quantity.end], number_style(text))
        counts = [a for a in found if a.kind in ("count", "other", "ordinal", "postcode", "phone")]
        amount = _shifted(counts[0], quantity.start) if counts else None
    part = by_column.get("part")
    word = Word(part.start, part.end, text[part.start : part.end]) if part and any(c.isdigit() for c in text[part.start : part.end]) else None
    item = by_column.get("description") or (part if part and not word else None)
    span = (item.start, item.end) if item and item.end > item.start else None
    if not word and span and (found_part := next((i for i in reading.identifiers if i.kind == "part" and span[0] <= i.start < span[1]), None)):
        word = Word(found_part.value_start, found_part.end, found_part.value)
        span = phrase_in_row(reading, *span)
    if not amount or not (word or span):
        return None
    revision = by_column.get("revision")
    unit_cell = by_column.get("unit")
    unit = _unit_named(text[unit_cell.start : unit_cell.end]) if unit_cell else ""
    due = by_column.get("needed_by")
    date_reading = next((d for d in reading.dates if due and due.start <= d.start < due.end), None) or next((d for d in reading.dates if row.start <= d.start < row.end), None)
    return Mention(
        reading, row.start, row.end, "order", True, word, span,
        Word(revision.start, revision.end, text[revision.start : revision.end]) if revision and revision.end > revision.start and re.fullmatch(r"(?:rev\.? ?)?[\w.]{1,4}", text[revision.start : revision.end], re.I) else _revision_in(reading, row.start, row.end),
        amount, unit or amount.unit, date_reading,
    )  # fmt: skip


def _unit_named(word: str) -> str:
    found = find_amounts(f"5 {word}")
    return found[0].unit if found else ""


def _shifted(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by, number_end=amount.number_end + by, kind="count")


def _of_passage(reading: Reading, passage: Passage) -> list[Mention]:
    if passage.label and not says("terms/request/ask", passage.label) and not _may_name_item(passage.label):
        return []
    amounts = [a for a in reading.amounts if passage.start <= a.start < passage.end and a.kind in ("count", "fraction")]
    parts = _parts(reading, passage)
    if passage.kind in ("bullet", "row", "label") and (listed := _listed(reading, passage, amounts, parts)):
        return listed
    return _of_sentence(reading, passage, amounts, parts)


def _may_name_item(label: str) -> bool:
    return not re.search(r"\b(?:tel|phone|fax|mob\w*|cell|vat|account|terms|attn|contact|address|ship|deliver\w*|date|po|note|incoterms?|payment|price|from|sent|to|subject|cc|e-?mail|web|bank|ref|name|company|ext|direct|office|supplier|vendor|customer|buyer|incoterms?|tax|freight|carrier|via|budget|weight|packing|account|rfq|enquiry|currency|validity|page|id|ip|hours?)\b", label, re.I)


def _parts(reading: Reading, passage: Passage) -> list[Word]:
    inside = [i for i in reading.identifiers if passage.start <= i.start < passage.end and not i.negated]
    words = {i.value_start: (Word(i.value_start, i.end, i.value), i.kind) for i in inside if i.kind in ("part", "drawing")}
    kept = [words[word.start] for word in _without_purpose(reading.text, [word for word, _ in words.values()])]
    return [word for word, kind in kept if kind == "part"] or [word for word, _ in kept]


def _revision_in(reading: Reading, start: int, end: int) -> Word | None:
    found = [i for i in reading.identifiers if i.kind == "revision" and start <= i.start < end and not i.negated]
    if not found:
        return None
    valid = [i for i in found if re.search(r"\b(?:valid|correct|current|latest|right|now|new)\b[^.;]{0,25}$", reading.text[max(start, i.start - 40) : i.start], re.I)]
    chosen = valid[-1] if valid else found[0]
    return Word(chosen.start, chosen.end, chosen.value)


def _date_in(reading: Reading, start: int, end: int) -> DateReading | None:
    return next((d for d in reading.dates if start <= d.start < end and d.standing and not d.past), None)


def _listed(reading: Reading, passage: Passage, amounts: Sequence[Amount], parts: Sequence[Word]) -> list[Mention]:
    """The one mention of a row, when the row is one: an amount at its start or end, or a part number beside it."""
    text = reading.text
    body = text[passage.start : passage.end]
    counts = [a for a in amounts if a.kind == "count" and not a.negated and not _is_price(text, a)]
    counts = [a for a in counts if not _is_aside_in_brackets(text, a, passage)]
    if len(counts) > 1 and parts and counts[0].start == passage.start + len(body) - len(body.lstrip()) and parts[0].start > counts[0].end and re.match(r"[ ]{2,}|\t", text[counts[0].end :]) and len(counts[1:]) >= 1 and not counts[0].unit:
        counts = counts[1:]  # a line number in front of the part number
    if not counts:
        sized = [a for a in reading.amounts if passage.start <= a.start < passage.end and a.kind == "dimension" and a.unit in _BY_MEASURE and not re.search(r"\w", text[passage.start : a.start])]
        counts = sized[:1]
    if not counts:
        return []
    first, last = counts[0], counts[-1]
    lead = text[passage.start : first.start].strip(" \t-–*•:~(")
    tail = text[last.end : passage.end].strip(" \t.,;:)")
    if parts and (tail_of_part := re.compile(r"(?: [A-Z][A-Z0-9]{0,3}){1,2}(?=[ ]{2,}|\t|\s*\|)").match(text, parts[0].end, passage.end)):
        parts = [Word(parts[0].start, tail_of_part.end(), text[parts[0].start : tail_of_part.end()]), *parts[1:]]
    at_start = not re.search(r"\w", lead) or says("terms/request/ask", lead) and len(lead.split()) <= 3
    at_end = not re.search(r"\w", tail) or bool(re.match(r"[^\w]*(?:ea\b|each\b|pcs\b|please\b|\(|off\b|this time\b|by\b|for\b|@|at\b|due\b|no\b|deliver)", tail, re.I))
    sentence_like = len(body.split()) > 22 or (len(counts) > 2 and not parts) or (len(counts) > 1 and len(parts) > 1)
    with_unit = [a for a in counts if a.unit]
    if at_start and not sentence_like:
        chosen = first
    elif at_end and not sentence_like:
        chosen = last
    elif parts and not sentence_like:
        chosen = (with_unit or counts)[0] if len(counts) == 1 or with_unit else last
    else:
        return []
    judged, why = _role(reading, passage, chosen)
    if not parts and (judged in ("partial", "total") or (judged == "aside" and why != UNSAID and not at_start)):
        return []
    role: Role = "cancel" if says("terms/request/cancel", body) and not re.search(r"\b(?:drop|cut|forget|none)\b", body, re.I) and chosen is not first else "order"
    if chosen.change == "more" or re.match(r"\W*(?:add|another|additional|extra|plus)\b", body, re.I):
        role = "more"
    revision = _revision_in(reading, passage.start, passage.end)
    if not revision and parts and (cell := re.compile(r"[ \t]{2,}([A-Z]\d?|\d{1,2})[ \t]{2,}").match(text, parts[0].end, passage.end)) and cell.end(1) < chosen.start:
        revision = Word(cell.start(1), cell.end(1), cell[1])
    item = (phrase_after(reading, chosen.end, passage.end, counted=True) if at_start and chosen is first else None) or phrase_in_row(reading, passage.start, chosen.start if chosen is not first or not at_start else passage.end)
    if item and item[0] <= chosen.start < item[1]:
        item = (item[0], chosen.start) if re.search(r"[^\W\d_]{3,}", text[item[0] : chosen.start]) else None
    if item and item[1] > chosen.start > item[0]:
        item = None
    return [
        Mention(
            reading, passage.start, passage.end, role, True, parts[0] if parts else None, _rtrimmed(text, item), revision,
            chosen, chosen.unit, _date_in(reading, passage.start, passage.end), passage.introduced_by,
        )  # fmt: skip
    ]


_CONTAINERS = {"crate", "box", "bag", "drum", "pallet", "case", "carton", "tote", "bottle", "tube", "tray", "pail", "keg", "can", "jar", "sheet", "roll", "reel", "skid", "kit", "set"}
UNSAID = "no word says that it is ordered"
_BY_MEASURE = {"gal", "ft", "m", "kg", "lb", "yd", "l", "qt", "t", "oz", "m2", "sqft", "g", "ton"}


def _rtrimmed(text: str, span: Span | None) -> Span | None:
    if not span:
        return None
    words = text[span[0] : span[1]].rstrip(" -–x×:=.,~\t")
    return (span[0], span[0] + len(words)) if words.strip() else None


def _is_price(text: str, amount: Amount) -> bool:
    return not amount.unit and re.fullmatch(r"[\d,.]*[.,]\d\d", amount.quote) is not None and amount.value is not None and amount.value != int(amount.value)


def _is_aside_in_brackets(text: str, amount: Amount, passage: Passage) -> bool:
    opened = text.rfind("(", passage.start, amount.start)
    return opened >= 0 and text.find(")", opened, amount.start) < 0 and text[opened + 1 : amount.start].strip() != "" or (opened >= 0 and text.find(")", opened, amount.start) < 0 and re.search(r"\w", text[passage.start : opened]) is not None and not re.match(r"\(\s*(?:qty|quantity|x)", text[opened:], re.I))


def _of_sentence(reading: Reading, passage: Passage, amounts: Sequence[Amount], parts: Sequence[Word]) -> list[Mention]:
    text = reading.text
    amounts = [replace(a, approximate=True) if _LOOSELY.match(text, a.end) else a for a in amounts]
    judged: list[tuple[Amount, Role, str]] = []
    for a in sorted([*amounts, *_multiples(reading, passage)], key=lambda a: a.start):
        role, why = _role(reading, passage, a)
        if role in ("aside", "claim") and a.kind == "count" and not a.negated and judged and _enumerated(reading, passage, judged, a):
            role, why = "order", ""
        judged.append((a, role, why))
    speaking = [(a, role) for a, role, _ in judged if role in ("order", "claim", "more", "fewer", "half")]
    mentions = [Mention(reading, a.start, a.end, role, amount=a, unit=a.unit, why=why, part=parts[0] if role == "total" and len(parts) == 1 else None, item=phrase_after(reading, a.end, passage.end, counted=True) if role in ("partial", "total") or why == UNSAID else None) for a, role, why in judged if role in ("partial", "total", "aside")]
    used: set[int] = {m.part.start for m in mentions if m.part}
    after = bool(speaking) and (not parts or parts[0].start > speaking[0][0].start or any(p.start > speaking[-1][0].end for p in parts))
    for index, (amount, role) in enumerate(speaking):
        floor = passage.start if index == 0 else speaking[index - 1][0].end
        limit = speaking[index + 1][0].start if index + 1 < len(speaking) else passage.end
        window = (amount.start, limit) if after or len(speaking) == 1 else (floor, amount.end)
        part = next((p for p in parts if window[0] <= p.start < window[1] and p.start not in used), None)
        if not part and len(speaking) == 1 and parts:
            part = parts[-1] if parts[-1].start < amount.start else parts[0]
        if part:
            used.add(part.start)
        item = phrase_after(reading, amount.end, limit, counted=True)
        if item and part and item[0] <= part.start < item[1]:
            item = None
        unit = amount.unit
        if not item and part and unit in _CONTAINERS and not text[amount.end : part.start].strip(" ,(") and amount.number_end < amount.end:
            item, unit = (amount.end - len(text[amount.number_end : amount.end].lstrip()), amount.end), "ea"
        if not item and part:
            item = phrase_after(reading, part.end, limit if part.start > amount.start else amount.start) or _before_part(reading, floor, part)
        if not item and role not in ("more", "fewer", "half"):
            item = phrase_before(reading, floor, amount.start)
            item = None if item and part and item[0] <= part.start < item[1] else item
        segment = (min(amount.start, part.start) if part else amount.start, limit)
        mentions.append(Mention(
            reading, amount.start, limit, role, False, part, item, _revision_in(reading, segment[0] if len(speaking) > 1 else passage.start, segment[1] if len(speaking) > 1 else passage.end),
            amount, unit, None, definite=bool(_DEFINITE.search(text[passage.start : amount.start])),
        ))  # fmt: skip
    cancelled = says("terms/request/cancel", reading.words(passage))
    if cancelled:
        for a in amounts:
            if a.negated and (item := phrase_after(reading, a.end, passage.end, counted=True)) and _cancels(reading, passage, a.start):
                mentions.append(Mention(reading, a.start, item[1], "cancel", False, None, item))
    for part in parts:
        if part.start not in used:
            role: Role = "cancel" if cancelled and _cancels(reading, passage, part.start) else "mention"
            item = phrase_after(reading, part.end, passage.end) or _before_part(reading, passage.start, part)
            mentions.append(Mention(reading, part.start, part.end, role, False, part, item, _revision_in(reading, passage.start, passage.end)))
    if not speaking and not parts:
        mentions += _unnumbered(reading, passage, cancelled)
    return mentions


_LOOSELY = re.compile(r"(?: [\w'’-]+){0,4},? (?:give or take|or so|or thereabouts|more or less|roughly|-?ish)\b", re.I)
_MULTIPLE = re.compile(r"\b(?:the )?(double|twice|triple|three times)(?= (?:of |the (?:order|quantity|amount|number)|what|that|as (?:many|much)|it\b|up\b|this|these|our|my))", re.I)


def _multiples(reading: Reading, passage: Passage) -> list[Amount]:
    """"I must ask you the double of what I ordered": a share of more than one."""
    found = []
    for match in _MULTIPLE.finditer(reading.text, passage.start, passage.end):
        value = 2.0 if match[1].casefold() in ("double", "twice") else 3.0
        found.append(Amount(match.start(), match.end(), match[0], "fraction", value, None, None, False, "", match.end(), None, False, None))
    return found


def _enumerated(reading: Reading, passage: Passage, judged: Sequence[tuple[Amount, Role, str]], amount: Amount) -> bool:
    """"250 cups in red, 200 cups in black": an amount with a name of its own, joined to an ordered one by a comma or "and"."""
    last, role, _ = judged[-1]
    between = reading.text[last.end : amount.start]
    joined = re.search(r"(?:,|;|:|\band|&|\bplus|\+|\bwith)\s*(?:the |a |an |also |then )?$", between, re.I)
    named = phrase_after(reading, amount.end, passage.end, counted=True) or amount.unit or any(p.start > amount.start for p in _parts(reading, passage))
    return role in ("order", "more", "total") and bool(joined) and bool(named) and not says("roles/before/past", between) and not says("roles/after/rate", reading.text[amount.end : passage.end])


def _without_purpose(text: str, parts: Sequence[Word]) -> Sequence[Word]:
    """"Caps for the AL-30 housing": a number that only says what the item is for, where another one names it."""
    named = [p for p in parts if not re.search(r"\b(?:for|fits?|fitting|to fit|onto|into|suits?|match(?:es|ing)?|mates? with)\s(?:the |our |your |an? )?(?:\w+ )?$", text[max(0, p.start - 30) : p.start], re.I)]
    return named or parts


def _before_part(reading: Reading, floor: int, part: Word) -> Span | None:
    """"snap cap (drawing AL30-0077)": the words right in front of a part number."""
    text = reading.text
    lead = re.search(r"([^\W\d_][\w'’/-]*(?:[ ][\w'’/-]+){0,5})[ ]?[(,:]?\s?(?:(?:drawing|dwg|part|p/n|pn|no\.?|number|code|ref\.?|type|model|our|your|#|item|art\.?)[ .:#]*)*$", text[floor : part.start], re.I)
    if not lead:
        return None
    begin = floor + lead.start(1)
    found = None
    for match in re.finditer(r"(?:^|\s)(?:the|of|for|a|an|some|more|our|your|those|these|need|want|order|another|additional)\s+", lead[1], re.I):
        found = phrase_after(reading, begin + match.end(), part.start) or found
    bounded = begin == floor or text[max(floor, begin - 2) : begin].strip() in (",", ";", ":", "(", "-", "–")
    return found or (phrase_after(reading, begin, part.start) if bounded else None)


def _cancels(reading: Reading, passage: Passage, place: int) -> bool:
    """Whether the words of cancelling stand in the clause of a place."""
    text = reading.text
    start = max([passage.start, *[passage.start + m.end() for m in re.finditer(r"[;:]|\bbut\b|\band\b(?= (?:we|add|please))", text[passage.start : place])]])
    stop = re.compile(r"[;]|\bbut\b|,? and (?=we|add|please|i |also)").search(text, place, passage.end)
    return says("terms/request/cancel", text[start : stop.start() if stop else passage.end])


def _unnumbered(reading: Reading, passage: Passage, cancelled: bool) -> list[Mention]:
    """An item without amount or number: "need hi vis vests", "forget the 1kg pouches completely"."""
    text, found = reading.text, []
    pattern = cue("terms/request/cancel") if cancelled else cue("terms/request/object")
    for match in pattern.finditer(text, passage.start, passage.end):
        item = phrase_after(reading, match.end(), passage.end)
        if item:
            found.append(Mention(reading, item[0], item[1], "cancel" if cancelled else "mention", False, None, item))
            break
    if cancelled and not found:
        item = phrase_after(reading, passage.start, passage.end)
        if item:
            found.append(Mention(reading, item[0], item[1], "cancel", False, None, item))
    return found


def _role(reading: Reading, passage: Passage, amount: Amount) -> tuple[Role, str]:
    """What an amount is for: the nearest words before it that govern an amount, unless those behind it say otherwise."""
    text = reading.text
    body = text[passage.start : passage.end]
    before = text[passage.start : amount.start]
    clause = re.split(r"[;:]\s|\s[-–—]\s|,\s(?=(?:but|and|so|because|while|we|i|you|they|it)\b)", before)[-1]
    behind = text[amount.end : passage.end]
    if amount.negated:
        return "aside", "the customer takes it back"
    if amount.kind == "fraction":
        if (amount.value or 0) > 1:
            return "half", ""
        if not (re.match(r"\s*(?:of|the|that|this|what|as many|our|your|only)\b", behind, re.I) or re.search(r"\b(?:only|just|to|by|in)\s*$", before, re.I)):
            return "aside", "a share, not an amount"
        if re.search(r"\b(?:other|another|second|first)\s*$", before, re.I) or not (says("terms/request/ask", body) or says("terms/request/cancel", body) or amount.change):
            return "aside", "a share, not an amount"
        if says("conditions/partial_delivery/allowed", body) or says("conditions/partial_delivery/refused", body):
            return "partial", "a part that may come first"
        return "half", ""
    if says("roles/after/rate", behind):
        return "aside", "a rate, not an amount"
    if _is_aside_in_brackets(text, amount, passage) and not says("roles/total/before", before):
        return "aside", "said in brackets beside the order"
    if says("roles/after/stock", behind):
        return "aside", "what is in stock"
    if says("roles/total/before", clause) or says("roles/after/total", behind):
        return "total", "a total"
    nearest = {name: _last(f"roles/before/{name}", clause) for name in ("order", "stock", "past", "other")}
    strong = _last("terms/request/ask", clause)
    if amount.change in ("more", "fewer"):
        if strong < 0 and nearest["order"] < 0 and amount.quote[:1].isalnum() and not says("terms/request/ask", amount.quote) and re.search(r"\w", clause + behind[:3]) and not re.match(r"(?:an?)?other\b|additional|extra", amount.quote, re.I):
            return "aside", UNSAID
        return amount.change, ""  # type: ignore[return-value]
    partial_text = _partial_clause(body, amount, passage)
    if partial_text and not re.search(r"\b(?:need|order|want|require|qty|quantity|supply|purchase|for|of|book|enter|add|our)\w*\b[^,;.]{0,20}$", clause, re.I) and (strong < 0 or strong < len(clause) - 12):
        return "partial", "a part that may come first"
    if partial_text and re.search(r"\b(?:first|initial|at least|send|take|make|get|if)\b", clause[-40:], re.I) and not re.search(r"\b(?:need|order|want|require)\w*\b[^,]{0,25}$", clause, re.I):
        return "partial", "a part that may come first"
    worst = max(("stock", "past", "other"), key=lambda name: nearest[name])
    if amount.unit and _DEFINITE.search(before) and nearest["past"] < 0 and nearest["stock"] < 0 and not partial_text:
        return "claim", ""
    if nearest[worst] > max(nearest["order"], strong) or (nearest[worst] >= 0 and nearest[worst] == max(nearest["order"], strong)):
        if not (worst == "past" and amount.change == "to"):
            return "aside", {"stock": "what is in stock", "past": "an earlier or another party's number", "other": "no amount of goods ordered"}[worst]
    if says("roles/after/past", behind) and strong < 0:
        return "aside", "an earlier number"
    if amount.change == "to":
        return "order", ""
    if strong < 0 and _last("roles/before/weak", clause) > nearest["order"] and not any(p.start > amount.start for p in _parts(reading, passage)):
        return "claim", ""
    has_part = any(p.start > amount.start for p in _parts(reading, passage))
    item = phrase_after(reading, amount.end, passage.end, counted=True)
    starts = not re.search(r"\w", clause)
    bound = amount.value is None and not amount.approximate
    if bound and starts:
        return "order", ""
    if strong >= 0 or nearest["order"] >= 0 or has_part or (starts and (item or amount.unit)):
        return ("order", "") if strong >= 0 or has_part or amount.unit or item or nearest["order"] >= 0 else ("aside", UNSAID)
    return "aside", UNSAID


_DEFINITE = re.compile(r"\b(?:the|these|those|all)\s*$", re.I)


def _partial_clause(body: str, amount: Amount, passage: Passage) -> bool:
    """Whether the sentence speaks of a part of the order coming first, or of all coming at once."""
    del passage
    return (says("conditions/partial_delivery/allowed", body) or says("conditions/partial_delivery/refused", body)) and amount.kind == "count"


def _last(name: str, text: str) -> int:
    """Where the last words of a list end in a text; -1 where there are none."""
    found = -1
    for match in cue(name).finditer(text):
        found = match.end()
    return found
