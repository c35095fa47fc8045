"""What an amount is for: the order, a part of it that may come first, a total, stock, an earlier number, a rate.

Comes in: an amount in its sentence. Goes out: its role, and for what is no order the reason in words. The nearest words
before the amount that govern one decide, unless those behind it say otherwise (knowledge/lexicons/roles.toml).
"""

import re
from dataclasses import replace
from functools import lru_cache

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import EARLIER, RATE, UNSAID, Role
from clarifier.request.items.phrases import phrase_after
from clarifier.request.items.shares import share_of
from clarifier.request.items.telling import fits_one, said_in_brackets, told
from clarifier.request.items.words import parts_of
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.request.stances import saying

_REACH = 250  # characters of a sentence on either side that may govern an amount
TAKEN_BACK = "the customer takes it back"
_WHY = {
    "stock": "what is in stock",
    "past": EARLIER,
    "other": "no amount of goods ordered",
}
# an amount right behind these is the order, whatever else the sentence grants
_ORDERED = re.compile(
    r"(?:\b(?:need|order|want|require|qty|quantity|supply|purchase|for|of|book|enter|add|our|only (?:send|ship|make)|just (?:send|ship)"
    r"|(?:can|could|may) (?:i|we) (?:get|have)|(?:can|could) you (?:make|do|send|ship)(?: us| me)?|(?:please|pls|kindly) (?:send|ship|make|supply|deliver|run|print)|(?:we|i)(?:['’]ll| will| would|['’]d)? take)\w*\b[^,;.]{0,20}"
    r"|^\W*(?:send|ship|deliver|supply|make|run|print|quote|get|give)(?: us| me| over)?\s*)$",
    re.I,
)
_SOONER = re.compile(r"[^.;,!?]{0,40}?\b(?:earlier|sooner|early|ahead of the rest|up front|first)\b", re.I)
_FIRST = re.compile(
    r"[^.;!?]{0,45}?\b(?:first|initial|initially|now|ahead|alone|up front|early|to start|already|in advance|at least|send|take|make|get|if)\b",
    re.I,
)
_FIRST_PART = re.compile(
    r"\b(?:first|initial) (?:drop|batch|lot|delivery|instal?lment|part|run|shipment|load|tranche) of\s*(?:only |just )?$",
    re.I,
)
_TAKES_OFF = re.compile(r"\b(?:knock|take|drop|lop|shave|trim|cut)\s*$", re.I)
_SEND_THE = re.compile(
    r"\b(?:re-?send|send|ship|deliver|rush|replace|supply|release|run|make|bring|drop|get)(?: (?:us|me|out|over|off))? (?:the|all|these|those|all (?:of )?the)\s*$",
    re.I,
)
_PLEASE = re.compile(
    r"[^.;!?\d]{0,60}?\b(?:please|pls|plz|bitte|svp|s['’]il (?:te|vous) pla[iî]t|por favor|per favore|per cortesia|alstublieft|graag|proszę)\b",
    re.I,
)
_BUT = re.compile(r"[^.;!?]{0,50}?,?\s*(?:sondern|but|mais|sino|ma|bensì|maar|lecz)\s*$", re.I)
_JOINED = re.compile(
    r"\W*(?:(?:also|and|but|plus|then|oh|as well as|prob|probs|probably|like|around|ok|okay|right|well|so|yes|no|sorry|actually|maybe|perhaps|let['’]?s (?:say|do)|let us (?:say|do)|say|und|et|y|e|en|i)\W+)*",
    re.I,
)
_GRANTED = re.compile(
    r"\b(?:fine|ok|okay|enough|would help|will do|would do|works|acceptable|balance|rest|remainder)\b", re.I
)
# "add 5 to each line", "5 more of each": the same change to all lines
TO_EACH = re.compile(
    r"\s*(?:\w+ )?(?:to|of|on|for) (?:each|every)\b(?: (?:one|line|item)| of (?:them|these|those|the \w+))?\s*(?:[.,;!)]|$)",
    re.I,
)
_CHANGED_BY = re.compile(
    r"\b(?:(?P<down>reduce|cut|lower|decrease|trim|drop)|increase|raise|bump|up)\b[^.;,\d]{1,40}\b(?:by|with)\s*$", re.I
)
_CLOSED = re.compile(r"\([^()\n]{0,80}\)")  # a remark that governs nothing behind it
_VOCATIVE = re.compile(
    r"\s*(?:(?i:hi|hello|hey|dear|morning|good (?:morning|day|afternoon|evening)|thanks|sorry)\b[\w .'’-]{0,30}|[A-Z][\w'’-]{1,15}(?: [A-Z][\w'’-]{1,15})?)[,!]\s+"
)
_SET_OFF = re.compile(r"[\w)](?:,| ?[:–—-]|\s[x×])\s{1,3}$")
# what leads to an amount that alone stands in brackets: "please ship (72) liners and (12) caps"
DEFINITE = re.compile(r"\b(?:the|these|those|all)\s*$", re.I)


def role_of(reading: Reading, passage: Passage, amount: Amount) -> tuple[Role, str]:
    """What an amount is for: the nearest words before it that govern an amount, unless those behind it say otherwise."""
    text, sentence, language = reading.text, reading.words(passage), reading.message.language
    passage = replace(
        passage, start=max(passage.start, amount.start - _REACH), end=min(passage.end, amount.end + _REACH)
    )
    body = text[passage.start : passage.end]
    before = text[passage.start : amount.start]
    clause = re.split(
        r"[;:]\s|\s[-–—]\s|,\s(?=(?:but|and|so|because|while|we|i|you|they|it)\b)", _CLOSED.sub(_blank, before)
    )[-1]
    if greeting := _VOCATIVE.match(clause):
        clause = clause[greeting.end() :]
    behind = text[amount.end : passage.end]
    if changed := _CHANGED_BY.search(before):
        return ("fewer" if changed["down"] else "more"), ""
    if amount.kind == "count" and says("roles/before/back_to", before):
        return "order", ""
    if amount.negated or takes_back(reading, passage, amount):
        return "aside", TAKEN_BACK
    if amount.kind == "fraction":
        return share_of(body, before, behind, amount, of_parts=_speaks_of_parts(sentence, language))
    if TO_EACH.match(behind) and (amount.change or re.search(r"\b(?:add|plus|another|extra)\W*$", before, re.I)):
        return "fewer" if amount.change == "fewer" else "more", ""
    if says("roles/after/rate", behind):
        return "aside", RATE
    if amount.kind == "count" and fits_one(reading, passage, amount, before):
        return "aside", "the number something goes by"
    if amount.kind == "count" and _set_right(reading, passage, amount) and not said_in_brackets(text, amount, passage):
        return "order", ""
    if amount.kind == "count" and amount.change not in ("more", "fewer") and says("roles/before/firm_for", clause):
        return "order", ""
    if amount.kind == "count" and amount.number_end < amount.end and amount.unit and says("roles/told/is_for", before):
        return "order", ""
    if amount.kind == "count" and not says("roles/before/make_it", before) and (why := told(reading, passage, amount)):
        return "aside", why
    if said_in_brackets(text, amount, passage) and (before.endswith("so ") or not says("roles/total/before", before)):
        return "aside", "said in brackets beside the order"
    if says("roles/after/stock", behind) and amount.change != "more":
        return "aside", "what is in stock"
    named = before if passage.kind != "sentence" and len(before.split()) < 4 else clause  # "Grand total: 600"
    if amount.kind == "count" and _reckoned(reading, passage, amount):
        return "order", ""
    begins = before.strip().casefold() == "so:"  # "So: 3 gross of the tall boxes. And lids, 600."
    if (says("roles/total/before", named) and not begins) or says("roles/after/total", behind):
        return ("order", "") if amount.minimum and amount.maximum else ("total", "a total")
    if (
        amount.kind == "count"
        and says("roles/before/then_the", clause)
        and phrase_after(reading, amount.end, passage.end)
    ):
        return "order", ""
    nearest = {name: _last(f"roles/before/{name}", clause) for name in ("order", "stock", "past", "other")}
    strong = _last("terms/request/ask", clause)
    own_part = has_own_part(reading, passage, amount)
    fresh = clause.rpartition(", ") if re.search(r",\s(?:and |plus |also )?$", clause) else ("", "", clause)
    anew = _JOINED.fullmatch(fresh[2]) is not None and not re.search(r"\d", fresh[0])
    if anew and fresh[1]:  # "Following on from our chat, 7 cylinders please"
        nearest |= {"stock": -1, "past": -1, "other": -1}
    if amount.kind == "count" and not amount.change and says("roles/after/wanting", behind):
        return "order", ""
    if amount.kind == "count" and _SEND_THE.search(clause):
        return "order", ""
    if DEFINITE.search(before) and says("roles/after/stays", behind):
        return "order", ""
    if anew and amount.kind == "count" and not amount.change and _PLEASE.match(behind):
        return "order", ""
    if re.search(
        r"\b(?:make (?:it|that|them)|(?:let['’]?s|let us|and|so|just|then|please|(?:we|you) can) call (?:it|that)) (?:the |an? )?$",
        before,
        re.I,
    ):
        return "order", ""
    if amount.change in ("more", "fewer"):
        if (
            strong < 0
            and nearest["order"] < 0
            and amount.quote[:1].isalnum()
            and not says("terms/request/ask", amount.quote)
            and re.search(r"\w", clause + behind[:3])
            and not re.match(r"(?:an?)?other\b|additional|extra|plus|add", amount.quote, re.I)
            and not (anew and phrase_after(reading, amount.end, passage.end))
            and not _TAKES_OFF.search(clause)
        ):
            return "aside", UNSAID
        return amount.change, ""
    if amount.kind == "count" and amount.change != "to" and _speaks_of_parts(sentence, language):
        named = own_part or (
            anew and phrase_after(reading, amount.end, passage.end) and not _GRANTED.search(behind[:60])
        )
        ordered = (_ORDERED.search(clause) or (named and anew)) and not _FIRST.match(behind)
        if not ordered and (strong < 0 or strong < len(clause) - 12 or _FIRST.search(clause[-40:])):
            return "partial", "a part that may come first"
    if _FIRST_PART.search(before) and _GRANTED.search(behind):
        return "partial", "a part that may come first"
    if _SOONER.match(behind) and not _ORDERED.search(clause):
        return "partial", "a part that may come first"
    worst = max(("stock", "past", "other"), key=lambda name: nearest[name])
    if (
        amount.unit
        and DEFINITE.search(before)
        and nearest["past"] < 0
        and nearest["stock"] < 0
        and not _speaks_of_parts(sentence, language)
    ):
        return "claim", ""
    governed = max(nearest["order"], strong)
    if nearest[worst] >= max(governed, 0) and not (worst == "past" and amount.change == "to"):
        return "aside", _WHY[worst]
    if says("roles/after/past", behind) and strong < 0:
        return "aside", "an earlier number"
    if amount.change == "to":
        return "order", ""
    if (
        strong < 0
        and _last("roles/before/weak", clause) > nearest["order"]
        and not any(p.start > amount.start for p in parts_of(reading, passage))
    ):
        return "claim", ""
    has_part = any(p.start > amount.start for p in parts_of(reading, passage))
    item = phrase_after(reading, amount.end, passage.end, counted=True)
    starts = (
        re.fullmatch(
            r"\W*(?:also|and|plus|then|oh|as well as|lastly|finally|next|secondly|somewhere|anywhere|anything|probably|say|maybe)?\W*",
            clause,
            re.I,
        )
        is not None
    )
    if (
        starts
        and language
        and strong < 0
        and nearest["order"] < 0
        and not (has_part or amount.unit)
        and _in_words(amount)
    ):
        return "aside", UNSAID  # "Deux camions me conviennent": what a foreign verb tells is not known
    if (
        not behind.strip(" .;,!\n")
        and _SET_OFF.search(before)
        and any(p.end < amount.start for p in parts_of(reading, passage))
    ):
        return "order", ""  # "LW-77 ladder brackets rev C, 240"
    bound = amount.value is None and not amount.approximate
    if bound and starts:
        return "order", ""
    if (
        strong >= 0
        or nearest["order"] >= 0
        or has_part
        or (starts and (item or amount.unit or amount.quote[:4].casefold() == "say "))
    ):
        return (
            ("order", "")
            if strong >= 0 or has_part or amount.unit or item or starts or nearest["order"] >= 0
            else ("aside", UNSAID)
        )
    return "aside", UNSAID


def _in_words(amount: Amount) -> bool:
    return not any(c.isdigit() for c in amount.quote)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def takes_back(reading: Reading, passage: Passage, amount: Amount) -> bool:
    """ "I said I'd want 40 rafts, forget that": what the words behind it take back, before the next amount."""
    counts = [a.start for a in reading.amounts_in(amount.end, passage.end) if a.kind == "count"]
    return says("roles/after/taken_back", reading.text[amount.end : counts[0] if counts else passage.end])


def _reckoned(reading: Reading, passage: Passage, amount: Amount) -> bool:
    """ "To every bolt go two washers, so 8,000 flat washers": what is ordered, worked out from how many each takes."""
    text = reading.text
    if not re.search(r"\b(?:so|therefore|hence) $", text[passage.start : amount.start], re.I):
        return False
    sooner = [a for a in reading.amounts_in(passage.start, amount.start) if a.kind == "count"]
    each = sooner and says("roles/told/for_one", text[passage.start : sooner[-1].start])
    return bool(each and phrase_after(reading, amount.end, passage.end))


def _set_right(reading: Reading, passage: Passage, amount: Amount) -> bool:
    """ "But 32 plates, not 28", "nicht 900, sondern 750": an amount set against one that is taken back."""
    text = reading.text
    later = next(
        (a for a in reading.amounts_in(amount.end, min(passage.end, amount.end + 80)) if a.kind == "count"), None
    )
    if later and later.negated and not re.search(r"[.;!?]\s|\b(?:is|are)\s", text[amount.end : later.start]):
        return not says("roles/before/past", text[passage.start : amount.start])
    sooner = [a for a in reading.amounts_in(max(passage.start, amount.start - 80), amount.start) if a.kind == "count"]
    return bool(sooner and sooner[-1].negated and _BUT.fullmatch(text[sooner[-1].end : amount.start]))


def has_own_part(reading: Reading, passage: Passage, amount: Amount) -> bool:
    """Whether a part number stands behind an amount, before the next one."""
    counts = [a.start for a in reading.amounts_in(amount.end, passage.end) if a.kind == "count" and not a.negated]
    limit = counts[0] if counts else passage.end
    return any(amount.end <= p.start < limit for p in parts_of(reading, passage))


@lru_cache(maxsize=1)  # asked for each amount of the same sentence
def _speaks_of_parts(sentence: str, language: str) -> bool:
    """Whether the sentence speaks of a part of the order coming first, or of all coming at once."""
    if says("roles/parts/words", sentence):
        return True
    said = saying("partial_delivery", sentence, language)
    return said is not None and said.plainly


def _last(name: str, text: str) -> int:
    """Where the last words of a list end in a text; -1 where there are none."""
    found = -1
    for match in cue(name).finditer(text):
        found = match.end()
    return found
