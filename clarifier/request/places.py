"""Where the goods shall go, in the customer's words.

Comes in: a text and its passages. Goes out: places in order, those announced as a delivery place first among equals.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clarifier.request.cues import cue
from clarifier.request.passages import Passage
from clarifier.request.place_ends import LONGEST, end_of
from clarifier.request.streets import find_streets, street_from
from clarifier.texts import table


@dataclass(frozen=True)
class Place:
    """`text[start:end]`; `score` says how surely it is where the goods shall go (0: an address, nothing more)."""

    start: int
    end: int
    score: int


_BEHIND = 60  # characters behind a place in which it may be said that nothing goes there
_BEFORE_DATE = 90  # characters before a day in which the place is looked for that is meant to have it by then
CAPITALS = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚŁŃŇŐŒŘŚŠŤŮŰŹŻŽ"
_LABEL = re.compile(r"[ \t]*([A-Za-zÀ-ž][\w '’/&.-]{1,38}?)[ \t]*(?:[:：=]|\t|[ ]{3}|\.{4})[ \t.]*")
_COUNTED = re.compile(
    r"\W*\d[\d.,]*\s?[x×]?\s+(?!(?:north|south|east|west|miles?|km|mi|blocks?|doors?|min(?:ute)?s?)\b)[a-zß-ž]"
)


_NAME = r"[A-ZÀ-Ž][\w'’&.-]*(?: (?:[A-ZÀ-Ž\d&][\w'’&.-]*|of|the|and)){0,4}"
_WAY = r"(?:(?:via|by|off|near|behind|opposite|beside|past|at)\s(?:[\w’'-]{1,20}\s){1,6})?"  # "via the crossing on | Croft Lane"
_NAME_BEFORE = re.compile(rf"(?:^|[:,;]\s|\b(?:at|to|is|in)\s)((?:{_NAME}, ){{1,3}}{_WAY})$", re.M)
_HALL_BEFORE = re.compile(rf"\b(?:at|to|in|is|into)\s({_NAME} )$")  # "at Messegelände | Halle 11"


def _with_name(text: str, floor: int, start: int) -> int:
    """Where a street line begins with the names that stand before it: "Tallow Barn, 3 Orchard Lane", "Shed 2, Ridge Mine, Hay Road"."""
    before = text[max(floor, start - 90) : start]
    named = _NAME_BEFORE.search(before) or (_HALL_BEFORE.search(before) if text[start].isalpha() else None)
    return start - len(before) + named.start(1) if named else start


def find_places(text: str, passages: Sequence[Passage], dates: Sequence[tuple[int, int]]) -> list[Place]:
    """All places with their scores. `dates` are spans at which a place ends."""
    streets = find_streets(text)
    places = []
    for index, passage in enumerate(passages):
        if (labelled := _labelled(text, passages, index, streets, dates)) is not None:
            places += labelled
            continue
        for start in _beginnings(text, passage, dates):
            if place := _place_at(text, passage, start, streets, dates):
                places.append(place)
        places += [p for p in (address_alone(text, passage, streets), _as_usual(text, passage)) if p]
    places += _streets_alone(text, passages, streets, places)
    last = max((place.start for place in places if place.score > 1), default=0)
    gone = (replace(place, score=-1) if _is_gone(text, place, last) else place for place in places)
    return sorted(gone, key=lambda place: place.start)


def _is_gone(text: str, place: Place, last: int) -> bool:
    """Whether it is said behind a place that nothing goes there, or it is taken back before the last one, which does not repeat its number."""
    if cue("places/places/excluded_behind").search(text[place.end : place.end + _BEHIND]):
        return True
    if place.end >= last or not cue("places/places/taken_back").match(text, place.end, place.end + _BEHIND):
        return False
    number = re.match(r"\d{2,5}\b", text[place.start : place.end])
    return not (number and re.search(rf"\b{number[0]}\b", text[place.end : last + _BEHIND]))


def _streets_alone(
    text: str, passages: Sequence[Passage], streets: Sequence[tuple[int, int]], places: Sequence[Place]
) -> list[Place]:
    """Street lines that stand in no place yet, each with the name before it; scored below nothing where it is excluded."""
    found = []
    starts = [passage.start for passage in passages]
    known = sorted((place.start, place.end) for place in places)
    covered = next_known = 0
    for start, end in streets:
        while next_known < len(known) and known[next_known][0] <= start:
            covered = max(covered, known[next_known][1])
            next_known += 1
        if start < covered:
            continue
        index = bisect_right(starts, start) - 1
        owner = passages[index] if index >= 0 and start < passages[index].end else None
        excluded = owner is not None and _is_excluded(text, owner.start, start)
        begin = _with_name(text, owner.start, start) if owner else start
        found.append(Place(begin, end, -1 if excluded else 4 if begin < start else 3))
    return found


def _labelled(
    text: str,
    passages: Sequence[Passage],
    index: int,
    streets: Sequence[tuple[int, int]],
    dates: Sequence[tuple[int, int]],
) -> list[Place] | None:
    """What a label announces ("Ship to: ..."), none where it is no place; None where no label does, or a day comes first."""
    passage = passages[index]
    label = _LABEL.match(text, passage.start, passage.end)
    if not label or (
        not (sure := bool(cue("places/places/labels").search(label[1])))
        and not cue("places/places/place_labels").search(label[1])
    ):
        return None
    start = label.end()
    below = [] if text[start : passage.end].strip() else _block_below(text, passage.end, passages[index + 1 :])
    if below:
        start = below[0].start
    begin = start + len(text[start : passage.end]) - len(text[start : passage.end].lstrip())
    if not below and any(a == begin for a, _ in dates[bisect_left(dates, (begin, 0)) :][:1]):
        return None  # "Delivery: 7 October at our depot"
    end = below[-1].end if below else end_of(text, start, passage.end, dates, label_line=True)
    rows = [(p.start, p.end) for p in below] or [(start, end)]
    street = street_from(streets, start, end)
    counted = any(_COUNTED.match(text, a, b) or cue("places/places/counted").search(text[a:b]) for a, b in rows)
    if (
        not sure
        and not street
        and not (", " in text[start:end] and _only_names(text[start:end].strip(" .").split(", ")))
    ):
        return None
    told = cue("places/places/clause").search(text[start:end])
    if not street and (counted or (told and not below)):
        return []
    if not _names_a_place(text[start:end], strict=False) or _is_excluded(text, passage.start, start):
        return []
    return [_trimmed(text, start, end, 6)]


def _beginnings(text: str, passage: Passage, dates: Sequence[tuple[int, int]]) -> list[int]:
    """Where places may begin in a passage: behind words of sending, behind a day, and before one."""
    body = text[passage.start : passage.end]
    begins = {passage.start + match.end() for match in cue("places/places/cues").finditer(body)}
    return sorted(begins | {*_behind_dates(text, passage, dates)} | {*_before_dates(text, passage, dates)})


def _place_at(
    text: str, passage: Passage, start: int, streets: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]
) -> Place | None:
    """The place that begins at `start`, if it is one: with a street, a name, or a word for places."""
    end = end_of(text, start, passage.end, dates, label_line=False)
    phrase = text[start:end]
    if _is_excluded(text, passage.start, start) or not _names_a_place(phrase, strict=True):
        return None
    before = text[max(passage.start, start - _BEFORE_DATE) : start]
    if cue("places/places/made_to_do").search(before) or cue("places/places/who_is_there").search(_led(before)):
        return None
    reach = (
        LONGEST if text[start - 2 : start] == ": " else 45
    )  # an address behind a colon goes on: "attn. the lab, 28 Mill Row"
    close = street_from(streets, start, end + reach)
    if (close is None or close[0] > end) and _COUNTED.match(phrase):
        return None  # "need 4 to 6 repair clamps"
    if close and close[1] <= passage.end and not _is_excluded(text, start, close[0]):
        denied = re.search(r"\bnot\b", text[end : close[0]])  # "the jobsite not the shop - 4400 Alder Rd"
        apart = denied or close[0] - end > 25 or any(start <= a < close[0] for a, _ in dates)
        start, end = (_with_name(text, passage.start, close[0]) if apart else start), max(end, close[1])
    elif bracket := cue("places/places/in_brackets").match(text, end + (text[end : end + 1] == " "), passage.end):
        end = bracket.end("address")  # "our warehouse of Azpeitia (Polígono Landeta, pabellón 8)"
    proper = bool(re.search(rf"[{CAPITALS}](?:\w|-\d)", phrase))
    noun = bool(cue("places/places/nouns").search(phrase))
    if not (close or proper or noun):
        return None
    return _trimmed(text, start, end, 2 + 3 * bool(close) + proper + (noun and proper))


_CHUNK = re.compile(r"[\w'’&./#-]+(?: [\w'’&./#-]+){0,6}")
_GREETING = re.compile(r"\W*(?:thanks?|thank|regards|cheers|best|hi|hello|dear|hey|kind|warm|yours|many)\b", re.I)


def address_alone(text: str, passage: Passage, streets: Sequence[tuple[int, int]]) -> Place | None:
    """ "Top yard, High Fell Farm, Dentside.": a passage of two and more chunks of names with a street or a place among them."""
    said = text[passage.start : passage.end].strip().rstrip(".")
    chunks = said.split(", ")
    if passage.kind != "sentence" or not 2 <= len(chunks) <= 6 or len(said) > 120 or _GREETING.match(said):
        return None
    if not _only_names(chunks):
        return None
    street = street_from(streets, passage.start, passage.end)
    if not street and not any(cue("places/places/nouns").search(chunk) and chunk[0].isupper() for chunk in chunks):
        return None
    if not street and any(chunk[0].isdigit() for chunk in chunks):
        return None  # "40 Goblets, Barn Red"
    return _trimmed(text, passage.start, passage.end, 4 if street else 2)


def _only_names(chunks: Sequence[str]) -> bool:
    """Whether stretches are names, with no more than the small words of addresses between."""
    small = set(table("lexicons/places")["places"]["in_address"])
    return all(
        _CHUNK.fullmatch(chunk) and not any(word[0].islower() and word not in small for word in chunk.split())
        for chunk in chunks
    )


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


def _before_dates(text: str, passage: Passage, dates: Sequence[tuple[int, int]]) -> list[int]:
    """Where places begin that stand before the day they are wanted by: "so the lids should be in Duluth by April 9"."""
    begins = []
    for start, _ in dates[bisect_left(dates, (passage.start, 0)) :]:
        if start >= passage.end:
            break
        floor = max(passage.start, start - _BEFORE_DATE)
        for opening in cue("places/places/before_date_opening").finditer(text, floor, start):
            end = end_of(text, opening.end(), start, dates, label_line=False)
            before = text[passage.start : opening.start()]
            if (
                end > opening.end()
                and cue("places/places/before_date").fullmatch(text, end, start)
                and (cue("places/places/wanting").search(before) or re.search(r"\d", before))
            ):
                begins.append(opening.end())
                break
    return begins


def _led(words: str) -> str:
    """What stands before the preposition that leads to a place."""
    return re.sub(r"\b(?:to|at|in|into|on|onto)\s*\Z", "", words).rstrip()


def _as_usual(text: str, passage: Passage) -> Place | None:
    """ "chennai works as usual": nothing but a place and that it is the one they know."""
    said = cue("places/places/as_usual").fullmatch(text, passage.start, passage.end)
    if (
        not said
        or not cue("places/places/nouns").search(said["place"])
        or not _names_a_place(said["place"], strict=False)
    ):
        return None
    return _trimmed(text, *said.span("place"), 3)


def _names_a_place(phrase: str, *, strict: bool) -> bool:
    words = phrase.strip(" ,.:-\n\t")
    if len(words) < 3 or cue("places/places/too_general").fullmatch(words):
        return False
    if not strict:
        return True
    if cue("places/places/doing").match(words) or cue("places/places/no_place").match(words):
        return False
    return len(words) <= LONGEST and bool(
        re.search(rf"[{CAPITALS}]|\b(?:the|our|my)\b|\A(?:plot|unit|gate|bay|dock|shed|barn|hangar|berth) \d", words)
    )


def _is_excluded(text: str, floor: int, start: int) -> bool:
    """Whether the words before a place say that nothing goes there; what they deny may be another: "the barn not the house, ..."."""
    before = text[max(floor, start - 60) : start].rstrip()
    if other := cue("places/places/not_the_other").search(before):
        before = before[: other.start()]
    return bool(cue("places/places/excluded").search(before.rstrip(" ,")))


def _trimmed(text: str, start: int, end: int, score: int) -> Place:
    while start < end and text[start] in " ,:.-–\t\n":
        start += 1
    if leading := cue("places/places/leading").match(text, start, end):
        start = leading.end()
    while end > start and text[end - 1] in " ,:.-–\t\n":
        end -= 1
    return Place(start, end, score)
