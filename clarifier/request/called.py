"""What a line is called where its own words do not say: "the black ones", "37 replacements", a part number alone.

Comes in: the drafts and the readings, oldest first. Goes out: nothing; a draft without a name gets the one that its mail spoke of before
("we're short on the mid clamps"), or the one in the mail's subject ("Re: candle tins"). Words are knowledge/lexicons/called.toml.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from clarifier.request.cues import cue, says
from clarifier.request.drafts import Draft
from clarifier.request.facts import Fact, cite, cite_header
from clarifier.request.identifiers import find_identifiers
from clarifier.request.items.name_words import name_words
from clarifier.request.items.phrases import Span, phrase_after
from clarifier.request.quantities import find_amounts
from clarifier.request.reading import Reading, blanked
from clarifier.texts import table

_NEAR = 400  # characters before an amount in which its "ones" were named
_MOST_WORDS = 5
_PIECES = re.compile(
    r"\s[-–—]\s|[:;,|!?()\[\]/+&–—]|\b(?:for|from|to|by|at|with|per|and|needed|wanted|required)\b", re.I
)
_ONLY_SIZE = re.compile(r"(?:[\d\s.,/\"'″”x×*ø-]|mm|cm|in|ft|m)+", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def name_by_context(drafts: Sequence[Draft], readings: Sequence[Reading]) -> None:
    """Names the drafts that have no name, or only one that stands for another."""
    by_index = {reading.message.index: reading for reading in readings}
    for draft in drafts:
        if (
            draft.description
            and _has_a_word(draft.description.value)
            and not says("called/stands_for/words", draft.description.value)
        ):
            continue
        fact = draft.quantity or draft.part
        own = by_index.get(fact.evidence.message) if fact else None
        if own is None or fact is None or fact.evidence.part != "body":
            continue
        found = _spoken_before(own, fact.evidence.start) if draft.description else None
        found = found or next((one for one in map(_in_subject, _nearest(own, readings)) if one), None)
        found = found or _vessel(draft, own)
        if not found and not draft.description and len(drafts) == 1:
            found = _spoken_before(own, fact.evidence.start)
        if found:
            draft.description = found
            draft.names |= name_words(found.value)
        if found and draft.quantity and name_words(found.value.split()[-1]) == {draft.quantity.unit}:
            draft.quantity = replace(draft.quantity, unit="ea")  # "600 bottles" under "Re: 540 ml bottles"


def _vessel(draft: Draft, reading: Reading) -> Fact | None:
    """ "Please send 600 jars": what could hold goods is the goods where nothing else is named."""
    one = draft.quantity
    if draft.description or draft.part or one is None or one.unit not in table("lexicons/called")["vessels"]["units"]:
        return None
    word = re.search(r"[^\W\d_]+$", one.evidence.quote)
    start = one.evidence.start
    return Fact(word[0], cite(reading.message, start + word.start(), start + word.end())) if word else None


def _has_a_word(name: str) -> bool:
    """Whether a name is more than a size: "100 x 65"."""
    return _ONLY_SIZE.fullmatch(name) is None


def _nearest(own: Reading, readings: Sequence[Reading]) -> list[Reading]:
    """The mail of a draft first, then the others, the newest first."""
    return [own, *[one for one in reversed(readings) if one is not own]]


def _spoken_before(reading: Reading, place: int) -> Fact | None:
    """The last thing that was named before a place: "we're short on the mid clamps. Can I get 150 of the black ones?" """
    found: Span | None = None
    start = max(0, place - _NEAR)
    for match in cue("called/before/leads").finditer(reading.text, start, place):
        name = phrase_after(reading, match.end(), place, counted=True)
        if name and _is_plural(reading.text[slice(*name)]):
            found = name
    return Fact(" ".join(reading.text[slice(*found)].split()), cite(reading.message, *found)) if found else None


def _is_plural(name: str) -> bool:
    last = name.split()[-1].casefold()
    return len(last) > 3 and last.endswith("s") and not last.endswith("ss") and last not in _no_goods()


def _in_subject(reading: Reading) -> Fact | None:
    """The thing that a mail's subject names, and nothing else."""
    subject = reading.message.subject or ""
    lead = cue("called/subject/before").match(subject)
    start = lead.end() if lead else 0
    taken = [(i.start, i.end) for i in find_identifiers(subject)]
    taken += [(a.start, a.end if a.kind != "count" else a.number_end) for a in find_amounts(subject)]
    plain = blanked(subject, sorted(taken))
    cuts = [start, *[m.end() for m in _PIECES.finditer(plain, start)]]
    ends = [*[m.start() for m in _PIECES.finditer(plain, start)], len(plain)]
    for begin, end in zip(cuts, ends, strict=True):
        name = _goods(plain, begin, end)
        if name and not _is_of_sender(name, reading):
            return Fact(name, cite_header(reading.message, "subject", name))
    return None


def _is_of_sender(name: str, reading: Reading) -> bool:
    """Whether a word of a name is the sender's own: the company in its mail address."""
    sender = reading.message.sender
    home = f"{sender.name or ''} {sender.email or ''}".casefold() if sender else ""
    return any(len(word) > 3 and word[0].isupper() and word.casefold() in home for word in name.split())


def _goods(text: str, start: int, end: int) -> str | None:
    """The run of words of a subject's piece that can name goods."""
    runs: list[list[re.Match[str]]] = [[]]
    for match in _WORD.finditer(text, start, end):
        word = match[0].casefold().rstrip(".'’")
        if (runs[-1] and text[runs[-1][-1].end() : match.start()].strip(" ")) or word in _frame():
            runs.append([])
        if word not in _frame():
            runs[-1].append(match)
    run = next((run for run in runs if run), [])
    words = [match[0].casefold().rstrip(".'’") for match in run]
    if not words or len(words) > _MOST_WORDS or any(word in _no_goods() for word in words) or len("".join(words)) < 4:
        return None
    return text[run[0].start() : run[-1].end()].rstrip(" .'’")


@cache
def _frame() -> frozenset[str]:
    """Words of a subject around the goods: "PO for", "urgent"."""
    return frozenset(table("lexicons/called")["subject"]["frame"])


@cache
def _no_goods() -> frozenset[str]:
    """Words that name no goods: a subject with one of them names none."""
    return frozenset(table("lexicons/called")["subject"]["no_goods"])
