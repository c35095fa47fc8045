"""Cuts the words that name an item out of a sentence: "min 200 of the GF-40 frames in the RAL 7016" gives "frames".

Comes in: a reading and a place in it. Goes out: the span of the noun phrase, or None. No grammar of nouns is known here:
a name starts after the little words that lead to it and ends at the little words that follow it (knowledge/lexicons/items.toml).
"""

import re
from functools import cache

from clarifier.request.cues import cue, says
from clarifier.request.reading import Reading
from clarifier.texts import table

_WORD = re.compile(r"[^\s,;:()\[\]–—!?\"“”=|<>{}*]+")
_A_TIME = re.compile(r" (?:hour|shift|day|week|fortnight|month|quarter|season|year)\b", re.I)
_ACROSS = re.compile(r"[x×]")
_CODE_AHEAD = re.compile(
    r"(?:#\d{1,2}|\d{1,2}/\d{1,2}-\d{1,2}|\.\d{2,4})(?=[ ]\w)"
)  # "#10 screws", "1/4-20 nuts", ".404 chain"
_LONGEST = 7  # words
_NEAR = 60  # characters before a verb in which its doer stands
Span = tuple[int, int]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("lexicons/items")[name])


def phrase_after(reading: Reading, place: int, limit: int, *, counted: bool = False) -> Span | None:
    """The item named from `place` on, before `limit`. What is `counted` may be called anything; else vague words name no item."""
    text = reading.text
    barriers, sizes = reading.barriers, reading.sizes
    size: Span | None = None
    start = end = None
    count = passed = 0
    inside_in = inside_of = False
    if text[place : place + 1] == ")":  # "please ship (72) sheave liners"
        place += 1
    while place < limit:
        gap = re.compile(r"[ \t]*(?:\n[ \t]*)?").match(text, place)
        place = gap.end() if gap else place
        if place >= limit or (text[place - 1 : place] == "\n" and start is not None and _starts_a_line(text, place)):
            break
        if place in barriers:
            if start is not None or size is not None:
                break
            place = barriers[place]
            continue
        if place in sizes and start is None:
            size = size or (place, sizes[place])
            place = sizes[place]
            continue
        if place in sizes and _ACROSS.search(text, place, sizes[place]):
            end, place = sizes[place], sizes[place]  # "SEG panels 2480 x 992": the size ends the name
            break
        if start is None and (code := _CODE_AHEAD.match(text, place, limit)):
            size = size or code.span()
            place = code.end()
            continue
        if text[place] in '"“”*':
            place += 1
            continue
        match = _WORD.match(text, place, limit)
        if not match:
            if start is None and text[place] == "(":
                close = text.find(")", place, limit)
                if close > 0:
                    place = close + 1
                    continue
            break
        word = match[0].rstrip(".'’")
        low = word.casefold()
        letters = re.search(r"[^\W\d_]", word)
        if start is None:
            if word in ("-", "–", "—", "x", "×", "=", "@", "+") or (
                not letters and not size and re.fullmatch(r"\d[\d.,/]*", word)
            ):
                place, passed = match.end(), passed + 1
                if passed > _LONGEST:
                    return size  # a row of numbers names nothing
                continue
            if (
                low in _words("lead")
                or not word
                or (
                    low in _words("stop")
                    and low in ("of", "more", "extra", "total", "ea", "each", "these", "our", "your", "my")
                )
            ):
                place = match.end()
                continue
            small = low in _words("stop") or low in _words("not_names" if counted else "not_items")
            if (
                (small and not _begins_name(text, match.start(), limit))
                or not re.search(r"[^\W\d_]", word)
                or match.start() in reading.counts
            ):
                return size
            start, end, count = match.start(), match.start() + len(word), 1
        else:
            if low == "in" and not inside_in:
                following = _WORD.match(text, match.end() + 1, limit)
                if (
                    not following
                    or following[0].casefold().strip(".,") in _words("not_after_in")
                    or following[0][0].isdigit()
                    or following.start() in barriers
                ):
                    break
                inside_in = True
            elif (
                low == "of"
                and not inside_in
                and re.compile(
                    r"\s(?!(?:it|them|these|those|us|the|our|your|which|course|that|this|all|a|an|my|each)\b)[\w\"]"
                ).match(text, match.end(), limit)
            ):
                inside_of = True
            elif low in ("a", "an", "per") and _A_TIME.match(text, match.end(), limit):
                break  # "8 boxes of gloves a week"
            elif word in ("x", "×") and re.compile(r"\s*\d").match(text, match.end()):
                break  # "vests medium x 40"
            elif low in _words("stop") or word in ("-", "–", "&", "+", "@", "/") or match.start() in reading.counts:
                if word in ("&", "+", "/") and count < _LONGEST:
                    place = match.end()
                    continue
                break
            end = match.start() + len(word)
            count += 1
        place = match.end()
        if (match[0].endswith(".") and not re.match(r"\w\.$", match[0])) or count >= _LONGEST:
            break
        if inside_of:
            inside_of, count = False, count - 1
        if inside_in and count and text[match.start() : match.end()].casefold() != "in":
            break
    if start is None or end is None:
        return None if place in barriers else size  # 'the 96" WR-80': a size before a number names nothing
    if size and size[1] <= start and not text[size[1] : start].strip():
        start = size[0]
    if text[start:end].casefold() in _words("not_alone"):
        return size
    if text[start:end].casefold().endswith(" in"):
        end -= 3
    return start, end


def _begins_name(text: str, place: int, limit: int) -> bool:
    """Whether a name begins with a word that ends others: "right hand flighting", "all thread rod"."""
    return cue("roles/names/begin").match(text, place, limit) is not None


def phrase_before(reading: Reading, floor: int, place: int, *, asked: bool = False) -> Span | None:
    """The item named between `floor` and `place`, where an amount closes the statement: "vests medium x 40", "Robes must be 80".
    With `asked` only behind a word of wanting."""
    text = reading.text
    comma = max(text.rfind(", ", floor, place), text.rfind("; ", floor, place))
    own = phrase_after(reading, comma + 2, place) if comma >= 0 and not asked else None
    if own and (verb := _VERB.match(text, own[1], place)) and verb[0][-1:].isalpha():
        return own  # "no harps after all, goblets stay at 40": the clause names its own
    for match in reversed(list(cue("terms/request/object").finditer(text, floor, place))):
        if says("roles/told/doer", text[max(floor, match.start() - _NEAR) : match.end()]):
            continue  # "Marketing cut the campaign in half, we'll take 2,600"
        if found := phrase_after(reading, match.end(), place):
            return found
    if asked:
        return None
    clause = max(
        [floor, *[m.end() for m in re.finditer(r"[.;:!?]\s|\b(?:but|and|because|so)\b", text[floor:place])]],
        key=lambda p: p if p == floor else p + floor,
    )
    begin = clause if clause == floor else clause + floor
    for start in dict.fromkeys((begin, floor)):
        start += len(
            (
                re.compile(r"(?:(?:and|but|also|then|so|for|plus|now|oh|ok|as for)[ ,]+)*", re.I).match(
                    text, start, place
                )
                or [""]
            )[0]
        )
        found = phrase_after(reading, start, place)
        if found and _VERB.match(text, found[1], place):
            return found
    return None


# what may stand between an item and its amount: "Robes must be 80", "handles go up from 48 to 64", "vests medium x 40"
_VERB = re.compile(
    r"\s*(?:\([^)\n]{0,60}\)|,[^,.\n]{0,40},|[-–—]\s[^-–—\n]{0,60}\s[-–—])?\s*(?:[:=x×-]|\b(?:(?:i|we)['’](?:d|ll|m|re)|i|we|is|are|was|were|be|must|should|shall|will|would|can|could|may|go(?:es)?|stays?|remains?|becomes?|now|to|from|at|have|has|needs?|drops?|down|up|changes?|changed|increased?|reduced?|of|in|qty|quantity)\b)",
    re.I,
)


def phrase_in_row(reading: Reading, floor: int, limit: int) -> Span | None:
    """The item named in a row or bullet: the first chunk with a word in it once identifiers are out."""
    text = reading.text
    named = [(i.start, i.end) for i in reading.identifiers_in(floor - 60, limit)]
    named += [(d.start, d.end) for d in reading.dates_in(floor - 60, limit)]
    place = floor
    while place < limit:
        match = re.compile(r"[^\s,;:()|\t.]").search(text, place, limit)
        if not match:
            return None
        place = match.start()
        if numbered := re.compile(
            r"(?:item|itm|line|pos|poz|position|posición|posizione|partida|riga|ligne|regel|renglón|ln|#)\.?\s*\d+[.):]?\s+(?:new:\s+)?|new:\s+",
            re.I,
        ).match(text, place, limit):
            place = numbered.end()
            continue
        jump = next((end for start, end in named if start <= place < end), None)
        if jump:
            place = jump
            continue
        chunk = re.compile(r"(?:(?![ ]{3,}|\.{3,}|\t|\s[-–—]\s)[^,;:()|\n])+").match(text, place, limit)
        end = chunk.end() if chunk else place + 1
        end = min([end, *[start for start, _ in named if place < start < end]])
        words = text[place:end].rstrip(" .=x×-–:\t")
        lead = re.match(r"(?:(?:of|the|your|our|for|x|×|-|–)\s+)*", words, re.I)
        begin = place + (lead.end() if lead else 0)
        if re.search(r"[^\W\d_]{3,}", text[begin : place + len(words)]) and text[
            begin : place + len(words)
        ].casefold() not in _words("not_items"):
            return begin, place + len(words)
        place = end + 1
    return None


def _starts_a_line(text: str, place: int) -> bool:
    """Whether a new statement starts at a line break: a capital or a bullet after it."""
    return text[place].isupper() or text[place] in "-*•" or text[max(0, place - 2) : place] == "\n\n"
