"""The line above a quotation: "On Tue, Mar 4, 2025 at 8:41 AM TJ Brandvold <tj@x.com> wrote:", wrapped or not, in many
languages.

Comes in: the source and its lines. Goes out: Opener values, and the places where such words start in the middle of a
line. Leads and verbs are data: knowledge/labels/attributions.toml.
"""

import re
from functools import cache
from itertools import islice

from clarifier.mail.addresses import EMAIL
from clarifier.mail.headers import Opener, label_of
from clarifier.mail.lines import BLANK, Line
from clarifier.mail.maildate import find_date
from clarifier.texts import table

_LONGEST = 400  # characters of an attribution over all its lines
_LINES = 4
_DASHED = re.compile(r"-{2,}\s?(?P<inner>[^-].*?)\s?-{2,}")
_NOISE = " \t\n\"'“”„«»‘’<>()[]*,;:.-–—﻿\u00a0：、"
_ZONE = re.compile(r"(?<!\S)(?:GMT|UTC)?[+\-−]\d{1,2}:?\d{2}(?!\S)")
_BEFORE = " \t*_-\ufeff"  # what may stand before a lead
_TRAILING = re.compile(r"[\s>)\]]*[:：]?[\s*_]*$")
_DATED = re.compile(r"\d")


def attribution_at(source: str, lines: list[Line], last: int) -> Opener | None:
    """The attribution that ends on line `last`, with up to three wrapped lines above, or None."""
    line = lines[last]
    if line.blank or not _may_end(line.text(source)):
        return None
    depth = line.depth
    joined = ""
    for first in range(last, max(-1, last - _LINES), -1):
        above = lines[first]
        if above.blank or above.depth != depth:
            return None
        text = above.text(source)
        if first != last and text.endswith((":", "：")) and _verb_in(text):
            return None
        joined = f"{text} {joined}".strip()
        if len(joined) > _LONGEST:
            return None
        fields = _read(joined, _quoted_below(lines, last, depth))
        if fields is not None:
            return Opener(first, _swallow(source, lines, last + 1, depth), depth, "attribution", fields)
    return None


def shared_lines(source: str) -> frozenset[int]:
    """Where an attribution starts behind other words on the same line ("reply On Wed, ... wrote:")."""
    cuts = set()
    start = 0
    for piece in source.split("\n"):
        stripped = piece.rstrip(BLANK)
        if len(stripped) < _LONGEST + 200 and stripped.endswith((":", "：")) and "@" in stripped:
            for match in islice(_shared().finditer(stripped), 4):
                tail = stripped[match.start("lead") :]
                if stripped[: match.start()].strip(" \t>-") and EMAIL.search(tail) and _read(tail, quoted=True):
                    cuts.add(start + match.start())
                    break
        start += len(piece) + 1
    return frozenset(cuts)


def _may_end(text: str) -> bool:
    tail = text[-60:]
    return tail.endswith((":", "：", ">", ")", "--")) or _ends_with_verb(tail)


def _read(text: str, quoted: bool) -> dict[str, str] | None:
    """Name, address and date of an attribution; None for any other text."""
    if dashed := _DASHED.fullmatch(text):
        text = dashed["inner"]
        if not _ends_with_verb(text):
            return None
        text += ":"
        quoted = True
    lead = _lead_of(text)
    verb = _verb_in(text)
    if label_of(text) or not (
        verb or lead or text.casefold().startswith(_quoting()) or _DATED.match(text) or "<" in text
    ):
        return None
    email = EMAIL.search(text)
    colon = text.endswith((":", "："))
    found = find_date(text)
    digit = bool(_DATED.search(text))
    if verb:
        ends = colon or (_ends_with_verb(text) and email is not None)
        opens = lead is not None or found is not None or (email is not None and quoted)
        proof = digit and (found is not None or lead is not None or email is not None)
        if not (ends and ((opens and proof) or (quoted and len(text) < 120 and _named_only(text, verb)))):
            return None
    elif quoted and email and colon and text.casefold().startswith(_quoting()):
        text = text[next(len(words) for words in _quoting() if text.casefold().startswith(words)) :]
        lead = None
    elif not (found and email and (colon or (quoted and text.rstrip(">").endswith(email[0]))) and found.start <= 12):
        return None
    who = text[len(lead) :] if lead else text
    if found:
        cut = found.start - (len(lead) if lead else 0)
        if cut >= 0:
            who = who[:cut] + " , " + who[cut + found.end - found.start :]
    return {"from": _sender(who, email[0] if email else None), "date": text if found else ""}


def _sender(text: str, email: str | None) -> str:
    """The name left once lead, date, verb and address are taken away."""
    if email:
        text = text.replace(email, " ")
    text = _ZONE.sub(" , ", re.sub(r"mailto:", " ", text))
    for verb in _verbs():
        place = text.casefold().find(verb)
        if place >= 0 and not text[max(0, place - 1) : place].isalpha():
            text = text[:place] + " , " + text[place + len(verb) :]
            break
    pieces = [piece.strip(_NOISE) for piece in re.split(r"[,<>\n]|\(\s*\)|\s[-–]\s(?=\d)", text)]
    named = [_drop_small_words(piece) for piece in pieces]
    named = [piece for piece in named if piece and not _DATED.search(piece) and not _calendar_word(piece)]
    name = max(named, key=len, default="")
    return f"{name} <{email}>" if email else name


def _drop_small_words(piece: str) -> str:
    words = piece.split()
    small = _small()
    while words and words[0].casefold().strip(".,:") in small:
        words.pop(0)
    while words and words[-1].casefold().strip(".,:()") in small:
        words.pop()
    return " ".join(words).strip(_NOISE)


def _calendar_word(piece: str) -> bool:
    words = [word.casefold().strip(".,()") for word in piece.split()]
    return all(word in _calendar() or len(word) < 2 for word in words)


def _named_only(text: str, verb: str) -> bool:
    """ "Kip wrote:" above a quotation: a capitalised name and a verb, nothing else."""
    rest = text.casefold().replace(verb, "").strip(_NOISE)
    return 0 < len(rest.split()) <= 3 and text[:1].isupper()


def _quoted_below(lines: list[Line], last: int, depth: int) -> bool:
    for line in lines[last + 1 : last + 5]:
        if not line.blank:
            return line.depth > depth
    return False


def _swallow(source: str, lines: list[Line], place: int, depth: int) -> int:
    """Lines that some programs leave behind an attribution: a second "<address>" and "wrote:"."""
    while place < len(lines) and lines[place].depth == depth and not lines[place].blank:
        text = lines[place].text(source)
        if EMAIL.fullmatch(text.strip("<>")) or (len(text) < 20 and text.strip(":： ").casefold() in _verbs()):
            place += 1
        else:
            break
    return place


def _lead_of(text: str) -> str | None:
    stripped = text[:16].lstrip(_BEFORE)
    start, skipped = stripped.casefold(), len(text[:16]) - len(stripped)
    for lead in _leads():
        if start.startswith(lead) and not start[len(lead) : len(lead) + 1].isalpha():
            return text[: skipped + len(lead)]
    return None


def _verb_in(text: str) -> str | None:
    folded = text.casefold()
    match = _verb_pattern().search(folded)
    return match[0] if match else None


def _ends_with_verb(text: str) -> bool:
    stripped = _TRAILING.sub("", text[-80:]).casefold()
    return stripped.endswith(_verbs())


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted({lead.casefold() for lead in table("labels/attributions")["leads"]}, key=len, reverse=True))


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(sorted({verb.casefold() for verb in table("labels/attributions")["verbs"]}, key=len, reverse=True))


@cache
def _quoting() -> tuple[str, ...]:
    words = table("labels/attributions")["quoting"]
    return tuple(sorted((f"{opening.casefold()} " for opening in words), key=len, reverse=True))


@cache
def _verb_pattern() -> re.Pattern[str]:
    """Any verb, as a whole word unless it ends in a bracket or is written without spaces between words; "wrote" may
    touch an address.
    """
    words = "|".join(re.escape(verb) for verb in _verbs() if verb.isascii() or ord(verb[0]) < 0x2E80)
    joined = "|".join(re.escape(verb) for verb in _verbs() if ord(verb[0]) >= 0x2E80)
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])|{joined}")


@cache
def _small() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("labels/attributions")["small"]) | frozenset(_leads())


@cache
def _calendar() -> frozenset[str]:
    months = table("labels/months")
    names = [name for number in range(1, 13) for name in months[str(number)]]
    names += [name for group in months["weekdays"].values() for name in group]
    return frozenset(names) | frozenset(zone.casefold() for zone in months["zones"]) | {"r", "г", "р"}


@cache
def _shared() -> re.Pattern[str]:
    leads = "|".join(re.escape(lead) for lead in table("labels/attributions")["leads"] if len(lead) > 1)
    return re.compile(rf"(?<=[^\s>])[ \t-]{{1,4}}(?P<lead>{leads})(?= [^\n]{{0,30}}\d)")
