"""Days in numerals: "12/3", "14.11.2026", "20261114", "16.-20.11."; whether such a thing is a day, and which of its numbers is the month.

A day without a year is the first such day not before the reference.
"""

from dataclasses import replace

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Scene, Span, checked, pick, plain


def a_day(scene: Scene, month: int, day: int, year: int | None) -> Span | None:
    """A day of a month; without a year the first one not before the reference (after "week of": of its week)."""
    if year is not None:
        found = cal.make(year, month, day)
        return Span(found, found, past=found < scene.reference) if found else None
    floor = scene.reference
    if scene.before and scene.before[-1].tag == "K":
        floor = cal.monday(floor)
    found = cal.coming(floor, (cal.make(y, month, day) for y in cal.years_from(floor.year)))
    return Span(found, found, step="year") if found else None


def numeric(tokens: list[Token], scene: Scene) -> Span | None:
    """A day in numerals, with the other day it may be where nothing tells the month from the day."""
    token, stated = pick(tokens, "N"), pick(tokens, "y")
    if token is None:  # on 4-22
        if scene.before[-1].value not in ("on", "by", "before", "until"):
            return None
        token = tokens[0]._replace(
            tag="N", value=("/", tokens[0].value, tokens[2].value, None), word=f"{tokens[0].word}-{tokens[2].word}"
        )
    sign, one, two, three = token.value
    if sign == "compact":  # 20261114, and no order number
        if not (scene.before and (scene.before[-1].tag in "R>L" or _after_label(scene))):
            return None
        sign = "ymd"
        one, two, three = one, two, three
    short = len(token.word.rpartition(sign)[2]) == 2 if three and sign in ".-" else False
    if sign == "-" and scene.before and scene.before[-1].tag == "B":  # drawing 12-05-26
        return None
    if short and abs(three - scene.reference.year) > 10:  # 5.1.10 is no day of 2010
        return None
    if stated and three is None:
        three = stated.value
    if sign == "ymd":
        return checked(a_day(scene, two, three, one), tokens, scene)
    if three is None and not _is_date(token, tokens, scene):
        return None
    dotted = sign == "."
    order = scene.order or ("dm" if dotted else None)
    md, dm = a_day(scene, one, two, three), a_day(scene, two, one, three)
    if dotted and token.word.count(".") == 1 and (two in (15, 30, 45) or (scene.order == "md" and dm)):  # at 7.30
        md = None
    best, other = (dm, md) if order == "dm" else (md, dm)
    if best is None or other is None:
        return checked(best or other, tokens, scene)
    if best.past and not other.past and order is None and not _of_old(scene):  # what is asked for is still to come
        return checked(other, tokens, scene)
    if best.past and not other.past and scene.before and scene.before[-1].value in ("by", "before", "until"):
        note = f"{token.word} may be {plain(other.last)} or {plain(best.last)}."
        return checked(replace(other, others=(best,), note=note), tokens, scene)
    if order is None and best.last != other.last:
        note = f"{token.word} may be {plain(best.last)} or {plain(other.last)}."
        best = replace(best, others=(other,), note=note)
    return checked(best, tokens, scene)


def _after_label(scene: Scene) -> bool:
    """Whether the words before ask for a day: "Delivery date: 20261114"."""
    near = scene.before[-3:]
    return near[-1].tag == ":" and any(t.word in lexicon().telling or t.value == "by" for t in near)


def _of_old(scene: Scene) -> bool:
    """Whether the words before tell of the past: "we ordered on 03/04/2027", "your quote dated 03/04/2027"."""
    near = scene.before[-4:]
    return any(token.tag == "V" or token.word == "dated" or token.word in lexicon().papers for token in near)


def numeric_days(tokens: list[Token], scene: Scene) -> Span | None:
    """16.11.-20.11. and 16.-20.11.2026"""
    sign, day, month_, year = tokens[-1].value
    if sign != ".":
        return None
    last = a_day(scene, month_, day, year)
    one = pick(tokens, "Ne")
    assert one is not None
    first, *rest = one.value if one.tag == "N" else (".", one.value, month_, None)
    if last is None or first != ".":
        return None
    low = cal.make(rest[2] or last.last.year, rest[1], rest[0])
    return Span(low, last.last, "range", past=last.past, step=last.step) if low and low <= last.last else None


def _is_date(token: Token, tokens: list[Token], scene: Scene) -> bool:
    """Whether 12/3 or 4.12 is a day and no fraction, ratio, price or version."""
    sign, one, two, _ = token.value
    before = scene.before[-1] if scene.before else None
    company = pick(tokens, "wv") is not None or (before is not None and before.tag in "R>WKw-AC(")
    company = company or any(t.tag == "W" or t.word in lexicon().telling for t in scene.before[-3:])
    if before and (before.tag in "Bdc" or before.word in ("$", "€", "£")):
        return False
    if scene.after and (scene.after.tag in "UuD" or scene.after.word in ("%", "x")) and token.word != "":
        return False
    if sign == ".":
        german = (before is not None and (before.tag in "R>-&AL" or before.word in lexicon().telling)) or pick(
            tokens, "wvT"
        ) is not None
        dot = scene.after is not None and scene.after.tag == "." and scene.after.start == token.end
        return german and (dot or one > 12 or len(token.word) == 5 or scene.order == "dm")
    fraction = one < two and two in (2, 3, 4, 5, 6, 8, 10, 16, 32, 64)
    company = company and not (fraction and before is not None and before.word == "in")  # "in 3/8 not 1/4"
    if fraction and _names_a_size(scene):
        return False
    idiom = (one, two) in ((24, 7), (50, 50)) or (two == 10 and scene.after is not None and scene.after.tag == "X")
    return not idiom and (company or not (fraction or one == two))


def _names_a_size(scene: Scene) -> bool:
    """Whether what stands beside a fraction makes it the size of a thing: "the 3/4 hoses", "we want 3/4 and 1/2 couplings"."""
    before, after = scene.before[-1] if scene.before else None, scene.after
    if after is None or (before is not None and before.value in ("by", "before", "until", "not_before")):
        return False
    if after.tag in "&l":
        return before is None or before.tag not in "R>w"
    known = lexicon()
    return after.tag == "x" and after.word.isalpha() and after.word not in known.after_day | known.telling
