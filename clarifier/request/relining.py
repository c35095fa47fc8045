"""What a model says of the lines: which of them are not ordered, whose amount is another, and what was missed.

Comes in: the request, the claims and whether the model is believed. Goes out: the lines, and what was set aside with its reason.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clarifier.request.claims import Claims, Item, Said, Verdict
from clarifier.request.drafts import bare
from clarifier.request.facts import Fact, Line, Quantity, Request, SetAside
from clarifier.request.items.name_words import name_words
from clarifier.request.narrow import Inquiry
from clarifier.request.proof import Words, find_words, period_of, read_amount, read_code, read_date, whole, within
from clarifier.request.wording import line_words, shown

_UNPROVEN = "the model names an item whose words stand in no message of the customer's"


@dataclass(frozen=True)
class Relined:
    """The lines after the model's claims."""

    lines: tuple[Line, ...]
    set_aside: tuple[SetAside, ...]
    changed: bool


def reline(request: Request, claims: Claims, inquiry: Inquiry, *, believed: bool) -> Relined:
    """Applies what is proven; a model that is not believed changes no line."""
    aside: list[SetAside] = []
    lines: list[Line | None] = list(request.lines)
    for verdict in claims.lines:
        place = verdict.line - 1
        agrees = verdict.verdict == "ordered" and not (verdict.amount or verdict.item or verdict.date)
        if not 0 <= place < len(lines) or agrees:
            continue
        line = lines[place]
        if line is None:
            continue
        words = find_words(verdict, inquiry)
        if words is None or not believed:
            why = (
                "the model doubts this line, without words that show it"
                if words is None
                else "the model doubts this line"
            )
            aside.append(SetAside("lines", line_words(line), verdict.quote[:300] or None, why))
        elif verdict.verdict == "not_ordered":
            aside.append(SetAside("lines", line_words(line), words.text[:300], "not ordered, by these words"))
            lines[place] = None
        else:
            lines[place] = _corrected(line, verdict, words, inquiry, aside)
    kept = [line for line in lines if line is not None]
    for item in claims.items:
        _add(kept, item, inquiry, aside, believed=believed)
    return Relined(tuple(kept), tuple(aside), tuple(kept) != request.lines)


def _corrected(line: Line, verdict: Verdict, words: Words, inquiry: Inquiry, aside: list[SetAside]) -> Line:
    """The line with the amount, the name and the date that the model's words prove."""
    named = inquiry.sentences.get(verdict.at)
    around = whole(named) if named else words

    def find(text: str) -> Words | None:
        if not text.strip():
            return None
        return within(words, text) or within(around, text) or find_words(Said(quote=text), inquiry)

    amount, item, date = find(verdict.amount), find(verdict.item), find(verdict.date)
    found = read_amount(amount, line.quantity) if amount else None
    if verdict.amount and found is None:
        aside.append(
            SetAside("quantity", verdict.amount, verdict.quote[:300] or None, "no one amount in the model's words")
        )
    if found and line.quantity and not _same(found, line.quantity):
        found = replace(found, alternatives=(shown(line.quantity), *line.quantity.alternatives))
    elif found and line.quantity:
        found = None
    due = read_date(date) if date else None
    part = read_code(item, ("part", "drawing")) if item else None
    name = _name(item) if item else None
    return replace(
        line,
        quantity=found or line.quantity,
        part_number=line.part_number or part,
        description=name or line.description,
        needed_by=period_of(date, due) if date and due else line.needed_by,
    )


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.minimum, one.maximum) == (other.value, other.minimum, other.maximum)


def _add(lines: list[Line], item: Item, inquiry: Inquiry, aside: list[SetAside], *, believed: bool) -> None:
    """Adds an item that was missed, or what was missed of a line that is there."""
    words = find_words(item, inquiry)
    sentence = whole(inquiry.sentences[item.at]) if item.at in inquiry.sentences else words
    if words is None or sentence is None:
        aside.append(SetAside("items", item.item[:100], item.quote[:300] or None, _UNPROVEN))
        return
    new = _line(item, words, sentence)
    if new.quantity is None and new.part_number is None:
        aside.append(
            SetAside("items", item.item[:100], words.text[:300], "the model's words hold neither amount nor part")
        )
        return
    place = _place_of(new, lines)
    if not believed:
        if place is None:
            aside.append(
                SetAside("items", line_words(new), words.text[:300], "the model sees an item that no word orders")
            )
    elif place is None:
        lines.append(new)
    else:
        lines[place] = _completed(lines[place], new)


def _line(item: Item, words: Words, sentence: Words) -> Line:
    def find(text: str) -> Words | None:
        return (within(words, text) or within(sentence, text)) if text.strip() else None

    amount, name, part, revision = (find(one) for one in (item.amount, item.item, item.part_number, item.revision))
    date = find(item.date)
    due = read_date(date) if date else None
    return Line(
        part_number=read_code(part, ("part", "drawing", "other")) if part else None,
        description=_name(name) if name else None,
        revision=replace(revision.fact(), value=re.sub(r"^rev(?:ision)?\.?\s*", "", revision.text, flags=re.I))
        if revision
        else None,
        quantity=read_amount(amount) if amount else None,
        needed_by=period_of(date, due) if date and due else None,
    )


def _name(words: Words) -> Fact | None:
    """The words that name an item, without the number that stands behind them."""
    codes = [one.start for one in words.reading.identifiers_in(words.start, words.end) if one.kind == "part"]
    end = codes[0] if codes and codes[0] > words.start else words.end
    name = Words(words.reading, words.start, end)
    return name.fact() if name_words(name.text) and not (codes and codes[0] == words.start) else None


def _place_of(new: Line, lines: Sequence[Line]) -> int | None:
    """The line that speaks of the same thing: by its number, else by words that no other line has."""
    for place, line in enumerate(lines):
        if new.part_number and line.part_number and bare(new.part_number.value) == bare(line.part_number.value):
            return place
        if new.quantity and line.quantity and new.quantity.evidence == line.quantity.evidence:
            return place
    if not new.description:
        return None
    words = name_words(new.description.value)
    fitting = [
        place
        for place, line in enumerate(lines)
        if line.description
        and name_words(line.description.value) == words
        and not (line.part_number and new.part_number)
        and (line.quantity is None or new.quantity is None)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _completed(line: Line, new: Line) -> Line:
    """The line with what it lacks."""
    return replace(
        line,
        part_number=line.part_number or new.part_number,
        description=line.description or new.description,
        revision=line.revision or new.revision,
        quantity=line.quantity or new.quantity,
    )
