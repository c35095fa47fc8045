"""Telephones, addresses, names: how a line says that it belongs to a signature.

Comes in: a line. Goes out: its Words, and judgements about them. The labels are data: knowledge/labels/closings.toml.
"""

import re
from dataclasses import dataclass
from functools import cache

from clarifier.mail.addresses import EMAIL
from clarifier.texts import table

_POSTSCRIPT = re.compile(r"p\.?\s?s\.?\s?\d?\b[\s.:;,-]|ps$|nb\b|n\.b\.|edit:|update:", re.I)
SIGNS = " \t\u00a0*_,.!;:-–—~/|\u200b\ufeff"
DATE = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b(?!/)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.? \d|\btomorrow\b|\btoday\b|\bnext week\b",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w.,$€£])\+?\(?\d[\d \u00a0()./–-]{5,24}\d(?:\s{0,2}(?:x|ext\.?|#|dw)\s{0,2}\d{1,5}|-\d{1,5})?(?!\w)", re.I
)
URL = re.compile(
    r"(?:https?://|www\.)\S{1,300}|(?<![@\w])[\w-]{2,60}\.(?:com|net|org|de|fr|co\.uk|eu|io|biz|nl|it|es|ie|ca|us|se|no|dk|fi|pl|ch|at|cn|jp|in|com\.au)\b",
    re.I,
)
NICKNAME = re.compile(r"\b[^\W\d_]{2,30}\d{1,4}[^\W\d_]{0,10}\b")
_ZIP = re.compile(
    r"\b[A-Z]{2} {1,2}\d{5}(?:-\d{4})?\b"  # United States
    r"|\b(?:[A-Z]{1,2}-)?\d{4,6} ?(?:[A-Z]{2} )?[A-ZÀ-Þ][\w’'-]+"  # the European continent
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"  # Britain, Canada
    r"|\b[A-Z]{2,3} \d{4}\b|\b\d{3}-\d{4}\b|[A-Z][a-z]+ \d{5,6}\b"  # Australia, Japan, Asia
)
WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
CREDIT = re.compile(r"\((?:she|he|they)/?(?:her|him|them)?\)|\((?:mr|ms|mrs|dr)\.?\)", re.I)
_PERSONAL = re.compile(r"[^\W\d_][^\W\d_.'’-]*\.?(?:['’-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Words:
    """A line as the judges see it: its text, folded to small letters, and whether it opens a postscript."""

    text: str
    folded: str
    is_postscript: bool

    @classmethod
    def of(cls, line: str) -> "Words":
        text = line.strip(" \t\r\u00a0\u200b\ufeff")
        return cls(text, text.casefold().replace("’", "'"), bool(_POSTSCRIPT.match(text)))


def is_name(words: Words) -> bool:
    """One to five capitalised words and nothing else; initials count ("J.", "P-O", "/Tariq")."""
    text = CREDIT.sub("", words.text).strip(SIGNS).split(" | ")[0].split(",")[0].strip(SIGNS)
    if not text or len(text) > 45 or any(c.isdigit() or c in "@?:;=€$£" for c in text):
        return False
    parts = text.replace("(", " ").replace(")", " ").replace('"', " ").split()
    if not 0 < len(parts) <= 5 or not all(_PERSONAL.fullmatch(part) or part in "&-" for part in parts):
        return False
    return all(part[:1].isupper() or not part[:1].islower() or part.casefold().strip(".") in titles() for part in parts)


def is_short_name(words: Words) -> bool:
    """Up to three words besides titles and particles: a person, and hardly a team."""
    own = [word for word in words.text.strip(SIGNS).split() if word.casefold().strip(".") not in titles()]
    return len(own) <= 3


def is_titled(words: Words) -> bool:
    """A name with something beside it: "Ann Lee, Marsh Pumps", "Ann Lee | Buyer"."""
    return bool(re.search(r"\S(?:, | [|/–-] )\S", words.text))


def is_contact(words: Words) -> bool:
    """A line of ways to reach someone and nothing else: what is left beside them is capitalised or a label."""
    if signature_weight(words) < 2:
        return False
    rest = URL.sub(" ", EMAIL.sub(" ", without_phones(words.text)))
    small = [word for word in WORD.findall(rest) if word[0].islower() and word.casefold().strip(".") not in _contact()]
    if any(word in _spoken() for word in WORD.findall(rest.casefold())):
        return False
    return len(small) <= 2 and not (len(small) == 2 and len(WORD.findall(rest)) <= 3)


def signature_weight(words: Words) -> int:
    """How much a line says "signature": 2 for telephone, web, mail or register numbers, 1 for a name or an address."""
    if not words.text:
        return 0
    if words.is_postscript:
        return -5
    if (
        without_phones(words.text) != words.text
        or EMAIL.search(words.text)
        or URL.search(words.text)
        or is_contact_label(words)
    ):
        return 2 if not is_sentence(words.text) else 0
    if is_place(words.text):
        return 1
    return 1 if is_name(words) else 0


def without_phones(text: str) -> str:
    """The text with telephone numbers blanked: nine digits or more, or seven with a sign or a label that says so."""

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        digits = sum(c.isdigit() for c in found)
        if DATE.search(found):
            return found
        before = text[max(0, match.start() - 12) : match.start()].casefold()
        labelled = bool(
            re.search(
                r"(?:\b(?:tel|tél|telefon|phone|ph|p|t|f|o|c|m|d|h|w|fax|mob|mobile|mobil|cell|office|direct|main|tlf|puh)\b|电话|電話|тел)[\s.:)/|-]{0,4}$",
                before,
            )
        )
        if digits >= 9 or (
            digits >= 6 and (labelled or found.startswith(("+", "(0")) or re.fullmatch(r"\d{3}[-. ]\d{4}", found))
        ):
            return " "
        return found

    return _PHONE.sub(blank, text)


def is_contact_label(words: Words) -> bool:
    """Whether the line opens with, or names after a bar, a label of a signature: "VAT 123", "T. 555", "Mob: ..."."""
    for piece in re.split(r"\s*[|•·/]\s*|\s[–-]\s", words.folded)[:6]:
        head = re.match(r"[^\d:：+(]{1,24}", piece)
        if head and head[0].strip(" .#:") in _contact() and any(c.isdigit() or c in "@." for c in piece[head.end() :]):
            return True
    return False


def is_place(text: str) -> bool:
    """A postal address: a post code with its town, or a number and a word of the street kind."""
    if not any(c.isdigit() for c in text):
        return False
    if _ZIP.search(text):
        return True
    lowered = [word.strip(".").casefold() for word in WORD.findall(text)]
    return len(lowered) <= 12 and any(
        word in _places()
        or word.endswith(("straße", "strasse", "str", "gatan", "vägen", "straat", "laan", "weg", "gade", "vej", "katu"))
        for word in lowered
    )


def is_sentence(text: str) -> bool:
    words = text.split()
    if len(words) < 5 or "|" in text:
        return False
    small = sum(word[:1].islower() for word in words)
    return small >= 0.5 * len(words) and (len(words) >= 8 or text.rstrip().endswith((".", "!", "?", ",", ":")))


@cache
def _contact() -> frozenset[str]:
    return frozenset(table("labels/closings")["contact"]) | frozenset("tfocmdphwe")


@cache
def _spoken() -> frozenset[str]:
    return frozenset(table("labels/closings")["spoken"])


@cache
def _places() -> frozenset[str]:
    return frozenset(table("labels/closings")["places"])


@cache
def numbered() -> re.Pattern[str]:
    """A number that belongs to a word before it and is no amount: "VAT 24418876", "since 1958", "Suite 600"."""
    words = "|".join(re.escape(word) for word in sorted(table("labels/closings")["numbered"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})(?!\w)[\s.:#°-]{{0,4}}(?:no\.?\s?)?[A-Z]{{0,5}}[\s-]?\d[\w ./:-]{{0,24}}", re.I)


@cache
def titles() -> frozenset[str]:
    """Titles and particles that stand with a name."""
    return frozenset(table("labels/closings")["titles"])
