"""Where the goods shall go, in the customer's words; and where addresses stand, so that no house number is read as an amount.

Comes in: a text and its passages. Goes out: places in order, those announced as a delivery place first among equals.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.request.cues import cue
from clarifier.request.passages import Passage
from clarifier.texts import table


@dataclass(frozen=True)
class Place:
    """`text[start:end]`; `score` says how surely it is where the goods shall go (0: an address, nothing more)."""

    start: int
    end: int
    score: int


_LONGEST = 120  # characters of a place in running prose
_CAPITALS = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚŁŃŇŐŒŘŚŠŤŮŰŹŻŽ"
_STOP = re.compile(
    r"\n|[.!?](?=\s|$)(?<!\bSt\.)(?<!\bRd\.)(?<!\bN\.)(?<!\bS\.)(?<!\bE\.)(?<!\bW\.)(?<!\bAve\.)(?<!ul\.)(?<!\bNo\.)(?<!\bAv\.)|[;(\[]|\s[-–—]\s"
    r"|,?\s(?:by|before|no later|not later|until|on or before|and|but|because|so|if|please|pls|thanks|where|when|as|we|he|she|they|i|the truck|mornings?|open|attn|c/o|for (?:the|our)|with|not|instead|asap|in time|within|this|next|tomorrow|on (?:mon|tue|wed|thu|fri|sat|sun)\w*|on the|use|ring|call|forklift|liftgate|via|from|theres|there|it|is|are|was|has|on \d|same|at the latest|after|during|until)\b",
    re.I,
)
_TOO_GENERAL = re.compile(
    r"\s*(?:(?:the|our|your|my|a|us|me|you|him|her|them|it|same|usual|normal|regular|address|place|site|door|dock|house|hand|hands|hall|office|stock|time|full|one|two|total|place|person|parts?|batches|lots|production|line|order|and|shop|store|customer|customers?|spec|schedule|plant|house|end|end user|new|old|above|below|previous|before|always|last|as)\b[\s.,]*)+",
    re.I,
)


_COUNTED = re.compile(r"\W*\d[\d.,]*\s?[x×]?\s+[a-zß-ž]")  # "40 brass goblets": goods, not a house number


_NAME_BEFORE = re.compile(
    r"(?:^|[:,;]\s|\b(?:at|to|is|in)\s)((?:[A-ZÀ-Ž][\w'’&.-]*)(?: (?:[A-ZÀ-Ž&][\w'’&.-]*|of|the|and)){0,4}, )$"
)


def _with_name(text: str, floor: int, start: int) -> int:
    """Where a street line begins with the name that stands before it: "Tallow Barn, 3 Orchard Lane"."""
    named = _NAME_BEFORE.search(text, max(floor, start - 60), start)
    return named.start(1) if named else start


def find_streets(text: str) -> list[tuple[int, int]]:
    """Spans of street lines and the town that follows, wherever they stand."""
    spans: list[tuple[int, int]] = []
    for match in cue("places/places/streets").finditer(text):
        tail = re.compile(
            r"(?:,? (?:Suite|Ste|Unit|Bay|Gate|Bldg|Dock|Apt|Fl(?:oor)?|Rm)\.? ?[\w-]{1,5})?(?:,? ?\d{4,6} [A-Z]\w+|, [A-Z][\w .'-]{2,25}?(?:,? [A-Z]{2,3})?,? \d{4,6}(?:-\d{4})?|,? [A-Z][\w .'-]{2,25} [A-Z]{2} \d{5}|,? \d{4,6}\b)?(?:(?<![\d\n]), (?:[A-Z][a-z'’]+ ?){1,3}(?=\s*(?:[.\n]|$)))?"
        ).match(text, match.end())
        spans.append((match.start(), tail.end() if tail else match.end()))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def find_places(text: str, passages: Sequence[Passage], dates: Sequence[tuple[int, int]]) -> list[Place]:
    """All places with their scores. `dates` are spans at which a place ends."""
    streets = find_streets(text)
    places = []
    label, before = cue("places/places/labels"), cue("places/places/cues")
    for index, passage in enumerate(passages):
        body = text[passage.start : passage.end]
        if passage.label and label.search(passage.label) and ":" in body:
            start = passage.start + body.index(":") + 1
            rest_of = (
                [] if text[start : passage.end].strip() else _block_below(text, passage.end, passages[index + 1 :])
            )
            if rest_of:
                start = rest_of[0].start
            end = rest_of[-1].end if rest_of else _end_of(text, start, passage.end, dates, label_line=True)
            rows = [(p.start, p.end) for p in rest_of] or [(start, end)]
            counted = not any(start <= a < end for a, _ in streets) and any(
                _COUNTED.match(text, a, b) or cue("places/places/counted").search(text[a:b]) for a, b in rows
            )
            if (
                not counted
                and _names_a_place(text[start:end], strict=False)
                and not _is_excluded(text, passage.start, start)
            ):
                places.append(_trimmed(text, start, end, 6))
            continue
        begins = [passage.start + match.end() for match in before.finditer(body)]
        begins += _behind_dates(text, passage, dates)
        for start in sorted(set(begins)):
            end = _end_of(text, start, passage.end, dates, label_line=False)
            phrase = text[start:end]
            if _is_excluded(text, passage.start, start) or not _names_a_place(phrase, strict=True):
                continue
            street = any(a < end + 45 and b > start and a >= start for a, b in streets)
            if street:
                close = next((a, b) for a, b in streets if a < end + 45 and b > start and a >= start)
                if close[1] <= passage.end and not _is_excluded(text, start, close[0]):
                    denied = re.search(r"\bnot\b", text[end : close[0]])  # "the jobsite not the shop - 4400 Alder Rd"
                    apart = denied or close[0] - end > 25 or any(start <= a < close[0] for a, _ in dates)
                    start, end = (_with_name(text, passage.start, close[0]) if apart else start), max(end, close[1])
            proper = bool(re.search(rf"[{_CAPITALS}]\w", phrase))
            noun = bool(cue("places/places/nouns").search(phrase))
            if street or proper or noun:
                places.append(_trimmed(text, start, end, 2 + 3 * street + proper + (noun and proper)))
    places += [whole for passage in passages if (whole := _address_alone(text, passage, streets))]
    for start, end in streets:
        if not any(p.start <= start < p.end for p in places):
            owner = next((p for p in passages if p.start <= start < p.end), None)
            excluded = owner is not None and _is_excluded(text, owner.start, start)
            begin = _with_name(text, owner.start, start) if owner else start
            places.append(Place(begin, end, -1 if excluded else 4 if begin < start else 3))
    return sorted(places, key=lambda place: place.start)


_CHUNK = re.compile(r"[\w'’&./#-]+(?: [\w'’&./#-]+){0,6}")
_GREETING = re.compile(r"\W*(?:thanks?|thank|regards|cheers|best|hi|hello|dear|hey|kind|warm|yours|many)\b", re.I)


def _address_alone(text: str, passage: Passage, streets: Sequence[tuple[int, int]]) -> Place | None:
    """ "Top yard, High Fell Farm, Dentside.": a passage of two and more chunks of names with a street or a place among them."""
    said = text[passage.start : passage.end].strip().rstrip(".")
    chunks = said.split(", ")
    if passage.kind != "sentence" or not 2 <= len(chunks) <= 6 or len(said) > 120 or _GREETING.match(said):
        return None
    small = set(table("lexicons/places")["places"]["in_address"])
    for chunk in chunks:
        words = chunk.split()
        if not _CHUNK.fullmatch(chunk) or any(w[0].islower() and w not in small for w in words):
            return None
    street = any(passage.start <= a < passage.end for a, _ in streets)
    if not street and not any(cue("places/places/nouns").search(chunk) and chunk[0].isupper() for chunk in chunks):
        return None
    if not street and re.search(r"\d", said):
        return None  # "40 Goblets, Barn Red"
    return _trimmed(text, passage.start, passage.end, 4 if street else 2)


def address_above_name(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The address that stands alone above a sign-off, where it was folded with it: "12 Church Green", a blank line, the name."""
    first = re.compile(r"\s*([^\n]+)\n[ \t]*\n\s*\S").match(body, start, end)
    if not first or not _address_alone(body, Passage(*first.span(1), "sentence"), find_streets(body[: first.end()])):
        return None
    return first.span(1)


def _block_below(text: str, end: int, below: Sequence[Passage]) -> list[Passage]:
    """The lines of an address under its label: as far as the next blank line."""
    blank = re.compile(r"\n[ \t]*\n").search(text, end + 1)
    limit = blank.start() if blank else len(text)
    return [p for p in below[:5] if p.start < limit]


def _behind_dates(text: str, passage: Passage, dates: Sequence[tuple[int, int]]) -> list[int]:
    """Where places begin that stand behind a date of wanting: "need 40 goblets by April 9 at the Moonbeam Theatre"."""
    begins = []
    for start, end in dates[bisect_left(dates, (passage.start, 0)) :]:
        if start >= passage.end:
            break
        lead = cue("places/places/behind_date").match(text[end : passage.end])
        if lead and cue("places/places/wanting").search(text[passage.start : start]):
            begins.append(end + lead.end())
    return begins


def _end_of(text: str, start: int, limit: int, dates: Sequence[tuple[int, int]], *, label_line: bool) -> int:
    place = bisect_left(dates, (start, 0))
    if place and dates[place - 1][1] > start:  # what stands here is a date: "deliver on April 5"
        return start
    limit = min(limit, dates[place][0]) if place < len(dates) else limit
    if label_line:
        stop = re.compile(r"(?<!\bul)(?<!\bal)(?<!\bStr)(?<!\bAvda)[.!?](?=\s+[A-Z][a-z]{3,})|[;(\[]|\n").search(
            text, start, limit
        )
    else:
        stop = _STOP.search(text, start, min(limit, start + 2 * _LONGEST))
    return stop.start() if stop else limit


def _names_a_place(phrase: str, *, strict: bool) -> bool:
    words = phrase.strip(" ,.:-")
    if len(words) < 3 or _TOO_GENERAL.fullmatch(words):
        return False
    if not strict:
        return True
    if re.match(
        r"(?:be|do|go|get|have|see|use|make|keep|confirm|start|check|find|know|say|send|ship|run|meet|help|finish|cover|ask|hear|add|fill|replace|catch|complete|arrive|tell|decide|give|let|write|come)\b",
        words,
        re.I,
    ):
        return False
    return len(words) <= _LONGEST and bool(re.search(rf"[{_CAPITALS}]|\b(?:the|our)\b", words))


def _is_excluded(text: str, floor: int, start: int) -> bool:
    return bool(cue("places/places/excluded").search(text[max(floor, start - 60) : start].rstrip(" ,")))


def _trimmed(text: str, start: int, end: int, score: int) -> Place:
    while start < end and text[start] in " ,:.-–\t\n":
        start += 1
    while end > start and text[end - 1] in " ,:.-–\t\n":
        end -= 1
    return Place(start, end, score)
