"""One date of a message, weighed: how surely it is the day by which the goods must be there, and for which items.

Comes in: a date in its sentence and the drafts of lines. Goes out: a candidate with its score. The words that count are
knowledge/lexicons/delivery.toml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clarifier.request.cues import says
from clarifier.request.dated_lines import drafts_of, is_excepted, is_named_before
from clarifier.request.dates import DateReading
from clarifier.request.dates.calendar import shift
from clarifier.request.dates.named import names_a_feast
from clarifier.request.drafts import Draft
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.stances import saying

_CLAUSE = re.compile(
    r"[;:!?]\s|,\s(?=(?:but|and|because|so|as|since|while|when|the|our|we|i|they|it|he|she|there|not|one|to be|mine|ours)\b)|\s[-–—]\s|\s(?:but|because|since|although|otherwise|unless|if|so|hence|therefore|thus|whether)\s|(?<!so )\bthat (?=(?:we|i|they|you)\b)|\band (?=(?:the|our|we|i|they|he|she|there|it)\b)|[()]"
)
# what words around a date are worth: the list, where it is looked for (the sentence before and behind it, its clause before and behind it)
_SIGNS = (
    ("granting_after", "after", 3),
    ("therefore", "lead", 2),  # "The hall opens on 1 May, so end of April."
    ("sole", "lead", 5),  # "the only day I can take them in is Friday the 29th"
    ("away", "before", -3),
    ("yours", "before", -4),
    ("of_a_part", "lead", -4),  # "provided that the first 9 are here by 24 April"
    ("rather", "after", 4),  # "the 19th rather than the 26th"
    ("separate", "rest", -6),  # "the other 250 next quarter under a separate PO"
    ("knowing", "before", -8),  # "I need to know in January"
    ("latitude", "lead", -5),  # "if you'd rather have them later in August"
    ("latitude_after", "after", -4),  # "the 20th at a push"
    ("only_paper", "before", -6),  # "Quote by 20 March, goods by 24 April"
    ("declined", "after", -5),  # "the 22nd is nice of you, but"
    ("paper_work", "lead", -6),  # "please delete it within 24 hours"
    ("rate", "upto", -8),  # "2 % a day after June 12"
    ("collecting", "before", 5),  # "our driver will pick them up on 17 April"
    ("acknowledging", "before", -6),
    ("to_you", "before", -4),  # "he wants it with you today"
    ("replacing", "before", 3),  # "Make that May 15 instead."
    ("cut_off", "lead", 3),  # "cut-off at the base is noon on the Friday"
)
_LEFT = re.compile(r"(?:[^,;:.!?]{0,40}[,;:])?")  # what is still said of a day that is taken back
_REACH = 400  # characters of a sentence on either side that may speak of a date


@dataclass(frozen=True)
class Candidate:
    """A date that may be the delivery date, with how surely (`score`) and for which drafts (empty: all)."""

    reading: Reading
    found: DateReading
    score: int
    drafts: tuple[int, ...]
    elsewhere: bool = False  # the words before it say what else the day is for


def weigh_date(reading: Reading, found: DateReading, drafts: Sequence[Draft]) -> Candidate:
    """A date with its score: 2 and more is a delivery date, 5 and more beyond doubt."""
    place = reading.passage_of(found.start)
    if place is None:
        return Candidate(reading, found, 0, ())
    limit = _as_last_day(reading, found, reading.passages[place])
    found = limit or found
    whole = reading.passages[place]
    passage = replace(whole, start=max(whole.start, found.start - _REACH), end=min(whole.end, found.end + _REACH))
    text = reading.text
    # "closed on the 6th, the 8th is good": its own "the" tells that a clause begins
    cuts = _CLAUSE.finditer(text, passage.start, found.start + 5)
    clause_start = max([passage.start, *[m.end() for m in cuts if m.end() <= found.start]])
    taken_back = [d.end for d in reading.dates_in(passage.start, found.start) if not d.standing]
    if found.standing and taken_back and (left := _LEFT.match(text, max(taken_back), found.start)):
        clause_start = max(clause_start, left.end())  # "the 12th is off, the 20th": said of the other day
    stop = _CLAUSE.search(text, found.end, passage.end)
    clause_end = stop.start() if stop else passage.end
    before, after = text[clause_start : found.start], text[found.end : clause_end]
    moved = _moved(text, found, passage)
    lead, rest = text[passage.start : found.start], text[found.end : passage.end]
    words = {"lead": lead, "before": before, "after": after, "rest": rest, "upto": lead + found.quote}
    score = {"to": 5, "from": -5, "": 0}[moved] + _role(found)
    score += sum(points for name, where, points in _SIGNS if says(f"delivery/delivery/{name}", words[where]))
    if not reading.message.language and says("delivery/delivery/happens_by_itself", before):
        score -= 3  # "the exam is on 18 April"; a gloss parts sentences and their subjects too loosely to tell
    if (
        found.relation in ("by", "before", "until", "between")
        or found.quote.casefold().startswith("within ")
        or re.search(
            r"\d[\w ]*\b(?:days?|weeks?|wks?)\b|\b(?:two|three|four|five|six|eight|ten) (?:\w+ )?(?:days|weeks)\b",
            found.quote,
            re.I,
        )
    ):
        score += 0 if found.relation == "by" and says("delivery/delivery/state_by", before) else 3
        if found.relation == "until":
            score -= 3 if says("delivery/delivery/lasting", before) else 0
            wanted = says("delivery/delivery/until_wanted", before) or says("delivery/delivery/granting_after", after)
            score -= 0 if wanted else 3
    elif found.relation in ("on", "around", "after", "from", "within"):
        score += 3 if found.relation == "on" and says("delivery/delivery/by_time", before) else 1
    if not says("delivery/delivery/granting_after", after):
        if _behind_an_order(reading, found, whole, drafts):
            score += 2  # "18 saw guides SG-44, EOM."
        elif says("delivery/delivery/naming", before):
            score += 2
    if found.relation is None and says("delivery/delivery/arriving", before):
        score += 2  # "have the panels here March 26"
    if says("delivery/delivery/concluding", text[max(passage.start, clause_start - 14) : clause_start]):
        score += 1  # "we move on 20 April, hence I would like them in the week of 6 April"
    if says("delivery/delivery/proposed", lead) and not says("delivery/delivery/agreed", after):
        score -= 4
    if text.rfind("(", passage.start, found.start) > text.rfind(")", passage.start, found.start):
        score -= 2
    if (
        found.relation not in ("by", "before", "until")
        and not says("delivery/delivery/granting_after", text[found.end : clause_end])
        and _splits(reading.words(passage), reading.message.language)
    ):
        stretch = found.earliest and found.earliest != found.latest and not says("delivery/delivery/in_case", lead)
        score += 4 if stretch and says("delivery/delivery/spread", lead) else -2
    if found.relation is None and says("delivery/delivery/feast_for", before) and names_a_feast(found.quote):
        score -= 2  # "for Anzac Day we need the rings by Wednesday"
    if _is_too_wide(reading, found):
        score -= 6
    elif _is_far_off(reading, found):
        score -= 3
    stretches = bool(found.earliest and found.latest and found.earliest < found.latest)
    takes_in = stretches and says("delivery/delivery/receiving", before)
    score += 4 if takes_in else 0
    if stretches and not re.search(r"\d", found.quote) and says("delivery/delivery/hours_behind", rest):
        score -= 6  # "Monday to Thursday, 8 am to 4 pm": when they are there
    if found.standing and any(not d.standing for d in reading.dates_in(passage.start, passage.end)):
        score += 2  # "forget the 23rd, we are at April 9"
    if limit:
        score -= 1  # a plain "by Thursday" beside it says it better
    elif says("delivery/delivery/only_if", text[max(passage.start, clause_start - 8) : found.start]) and not says(
        "delivery/delivery/wished_if", lead
    ):
        score -= 6  # "if only 5 are cut by then"
    counted = found.role == "counted"  # what stands before it is the event it is counted from
    if not counted and says("delivery/delivery/somebody", before) and not says("delivery/delivery/ourselves", before):
        score -= 3
    if (passage.kind == "label" and says("delivery/delivery/labels", passage.label)) or says(
        "delivery/delivery/labelled", text[passage.start : found.start]
    ):
        score += 3
    elif (
        says("delivery/delivery/wanting", before)
        or says("delivery/delivery/wanting", after)
        or says("delivery/delivery/wanting", found.quote)
    ):
        score += 2
    elif says("delivery/delivery/wanting", text[passage.start : passage.end]):
        score += 1
    if says("delivery/delivery/asked_when", _question_above(reading, whole)):
        score += 5
    if not re.search(r"\w", text[passage.start : found.start] + text[found.end : passage.end]):
        question = reading.words(reading.passages[place - 1]) if place else ""
        score += 3 if says("delivery/delivery/labels", question) or found.relation else 1
    elif says("delivery/delivery/alone", lead + rest):
        score += 2  # "next Thursday if you can"
    paper = found.relation in ("by", "before", "until") and any(
        says("delivery/delivery/papers", told) for told in (lead, lead + found.quote)
    )
    elsewhere = (
        moved == "from"
        or paper
        or (
            says("delivery/delivery/other", before)
            and not takes_in
            and not says("delivery/delivery/cut_off", lead)
            and moved != "to"
            and not counted
            and not says("delivery/delivery/latest", found.quote)
            and not re.search(
                r"\b(?:need|want|require|must have|have to have|deliver|arrive|receive)\w*\b[^,]{0,40}$", before, re.I
            )
        )
    )
    if elsewhere:
        score -= 4
    if not limit and says("delivery/delivery/other_after", text[found.end : passage.end]):
        score -= 4
    elif says("delivery/delivery/other", after.split(",")[0][:60]) and found.relation in (None, "on", "around"):
        score -= 3
    of = () if reading.message.title else drafts_of(reading, found, passage, (clause_start, clause_end), drafts)
    if is_excepted(reading, found, passage):
        score += 4 if of else -4  # of a line, or of nothing that is ordered
    if of and is_named_before(text[passage.start : found.start]):
        score += 3  # "Latches: 18 May"
    if of and says("delivery/delivery/allowed", before):
        score += 2  # "the book trucks can be 14 May"
    if says("delivery/delivery/exactly", rest) or (
        found.relation in (None, "on")
        and (says("delivery/delivery/booked", before) or says("delivery/delivery/sole", lead))
    ):
        score += 2
        found = replace(found, earliest=found.earliest or found.latest)
    elif found.relation == "on" and found.earliest == found.latest and _happens(before):
        found = replace(found, earliest=None)
    return Candidate(reading, found, score, of, elsewhere)


def _role(found: DateReading) -> int:
    """What it is worth that a date is the event another one is counted from ("anchor"), or that other one."""
    bounds = found.relation in ("by", "before", "until")
    return {"": 0, "anchor": -4, "counted": -1 if bounds else 1}[found.role]


def _is_too_wide(reading: Reading, found: DateReading) -> bool:
    """ "1,200 a year by 2027", "obsolete as of today": what bounds no delivery."""
    begun = found.latest is None and found.earliest and reading.reference and found.earliest <= reading.reference
    return bool(begun) or re.fullmatch(r"(?:[a-z]+ ){0,2}(?:19|20)\d\d", found.quote, re.I) is not None


def _is_far_off(reading: Reading, found: DateReading) -> bool:
    """Whether a day without its year, which nothing bounds, is so far ahead that it is a past one: "your proforma of 3 February"."""
    day, today = found.earliest or found.latest, reading.reference
    if found.relation in ("by", "before", "until") or _WITH_YEAR.search(found.quote) or not (day and today):
        return False
    return (day - today).days > _SEASON


_SEASON = 300  # days ahead
_WITH_YEAR = re.compile(r"\d{4}|['’]\d\d|\d[/.-]\d{1,2}[/.-]\d|\b(?:next|year|fy)\b", re.I)


def _as_last_day(reading: Reading, found: DateReading, passage: Passage) -> DateReading | None:
    """ "If it's later than Friday I am lost": the day after which it is too late is the last one."""
    if found.latest is not None or found.earliest is None or found.relation != "after" or not _LATER.match(found.quote):
        return None
    before, after = reading.text[passage.start : found.start], reading.text[found.end : passage.end]
    if not (says("delivery/delivery/too_late_before", before) or says("delivery/delivery/too_late_after", after)):
        return None
    return replace(found, earliest=None, latest=shift(found.earliest, -1), relation="by")


_LATER = re.compile(r"(?:later|after|any)", re.I)


def _happens(before: str) -> bool:
    """Whether something else happens on the day ("we reopen on Friday"), or the goods come by an hour of it: it is no day of delivery alone."""
    if says("delivery/delivery/by_time", before) or says("delivery/delivery/when", before):
        return True
    return says("delivery/delivery/happening", before) and not says("delivery/delivery/goods", before)


def _question_above(reading: Reading, passage: Passage) -> str:
    """The quoted line right above a passage: between the lines of our mail stand the customer's answers."""
    body = reading.message.body
    quoted = (f for f in reading.message.folded if f.kind == "quoted" and f.end <= passage.start)
    above = max(quoted, key=lambda fold: fold.end, default=None)
    if above is None or not re.fullmatch(r"\W*(?:[\w'’]+\W+){0,2}", body[above.end : passage.start]):
        return ""  # "No." may stand between
    return body[above.start : above.end].rstrip().rpartition("\n")[2]


def _moved(text: str, found: DateReading, passage: Passage) -> Literal["to", "from", ""]:
    """Whether a sentence that moves a delivery moves it to this day ("pull line 3, due May 29, in to May 18"), or away from it."""
    if not says("delivery/delivery/moving", text[passage.start : found.start]):
        return ""
    if says("delivery/delivery/event_moves", text[passage.start : found.start]):
        return ""
    before = text[passage.start : found.start]
    if found.relation == "until" or says("delivery/delivery/moved_to", before):
        return "to"
    away = says("delivery/delivery/moved_from", before) or says("delivery/delivery/moved_from_itself", found.quote)
    return "from" if away else ""


def _splits(sentence: str, language: str) -> bool:
    """Whether a sentence grants part deliveries beyond doubt: its date is that of a part."""
    said = saying("partial_delivery", sentence, language)
    return said is not None and said.value == "allowed" and said.plainly


def _behind_an_order(reading: Reading, found: DateReading, passage: Passage, drafts: Sequence[Draft]) -> bool:
    """Whether a date ends a statement that orders, with a comma, a dash or "for" before it and no other word of its own."""
    before = reading.text[passage.start : found.start]
    ordered = [d.quantity.evidence for d in drafts if d.quantity]
    here = any(e.message == reading.message.index and passage.start <= e.start < found.start for e in ordered)
    ends = re.match(r"\s*(?:please|pls|thanks?)?\s*(?:[.!?;),]|$)", reading.text[found.end : passage.end], re.I)
    return here and bool(ends) and re.search(r"(?:[,;(–—-]|\bfor)\s*$", before) is not None
