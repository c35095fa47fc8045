"""What a single line of a body looks like: a closing, a name, a telephone, a legal phrase, or content that must stay.

Comes in: a line. Goes out: yes or no. The words are data: knowledge/labels/closings.toml.
"""

import re
from dataclasses import dataclass
from functools import cache

from clarifier.mail.addresses import EMAIL
from clarifier.mail.thread import Address
from clarifier.texts import table

_SIGNS = " \t\u00a0*_,.!;:-–—~/|\u200b\ufeff"
_DELIMITER = re.compile(r"(?:--|––|—|___{0,80}|--- ?)\s*")
_BULLET = re.compile(r"(?:[-•·●▪◦*+‣–]\s+\S|[-•·●▪◦]\S*\d|\d{1,2}[.)]\s+\S|[a-z][.)]\s+\S)")
_POSTSCRIPT = re.compile(r"p\.?\s?s\.?\s?\d?\b[\s.:;,-]|ps$|nb\b|n\.b\.|edit:|update:", re.I)
_DATE = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b(?!/)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.? \d|\btomorrow\b|\btoday\b|\bnext week\b",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\w.,$€£])\+?\(?\d[\d \u00a0()./–-]{5,24}\d(?:\s{0,2}(?:x|ext\.?|#|dw)\s{0,2}\d{1,5}|-\d{1,5})?(?!\w)", re.I
)
_URL = re.compile(
    r"(?:https?://|www\.)\S{1,300}|(?<![@\w])[\w-]{2,60}\.(?:com|net|org|de|fr|co\.uk|eu|io|biz|nl|it|es|ie|ca|us|se|no|dk|fi|pl|ch|at|cn|jp|in|com\.au)\b",
    re.I,
)
_NUMBER_OF = re.compile(
    r"\b(?:no|nr|n°|lic|reg|vat|tva|gst|gstin|abn|acn|hrb|hra|siret|siren|rcs|kvk|btw|iban|ust-?id(?:nr)?|iso|tax|id|cin|pan|nip|krs|regon|ičo|dič|cvr|ext|x|p\.?o\.? ?box|postfach|postbus|since|est|founded|dal|depuis|seit|desde|sedan|siden|sinds|alapítva|od roku|fondée en|gegründet|england|wales|mc|dot|usdot|as|box|ste|suite|unit|floor|fl|bldg|building|level|room|rm|bay|gate|dock|no\.?|plot)\b"
    r"[\s.:#°-]{0,4}(?:no\.?\s?)?[A-Z]{0,5}[\s-]?\d[\w ./:-]{0,24}",
    re.I,
)
_NICKNAME = re.compile(r"\b[^\W\d_]{2,30}\d{1,4}[^\W\d_]{0,10}\b")
_ZIP = re.compile(
    r"\b[A-Z]{2} {1,2}\d{5}(?:-\d{4})?\b|\b(?:[A-Z]{1,2}-)?\d{4,6} ?(?:[A-Z]{2} )?[A-ZÀ-Þ][\w’'-]+|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{2,3} \d{4}\b|\b\d{3}-\d{4}\b|[A-Z][a-z]+ \d{5,6}\b"
)
_PERSONAL = re.compile(r"[^\W\d_][^\W\d_.'’-]*\.?(?:['’-][^\W\d_]+)*\.?")
_CREDIT = re.compile(r"\((?:she|he|they)/?(?:her|him|them)?\)|\((?:mr|ms|mrs|dr)\.?\)", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
_TITLES = (
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "fr",
    "father",
    "rev",
    "sr",
    "jr",
    "ing",
    "dipl",
    "mme",
    "mlle",
    "herr",
    "frau",
    "assoc",
    "aia",
    "pe",
    "phd",
    "cpa",
    "cpim",
    "de",
    "van",
    "von",
    "der",
    "den",
    "la",
    "le",
    "di",
    "da",
    "dos",
    "del",
    "al",
    "bin",
    "ibn",
    "af",
    "ter",
    "ten",
    "y",
    "e",
)


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


def is_delimiter(words: Words) -> bool:
    """ "-- " and its kin, alone on their line."""
    return len(words.text) < 90 and bool(_DELIMITER.fullmatch(words.text))


def is_closing(words: Words) -> bool:
    """ "Kind regards," / "Thanks & Regards" / "Mit freundlichen Grüßen / best regards"."""
    if len(words.text) > 70 or any(c.isdigit() for c in words.text) or "?" in words.text:
        return False
    text = words.folded.strip(_SIGNS).strip(":)(☺️🙂😊 ").strip(_SIGNS)
    return (
        text in _closings()
        or bool(text)
        and all(
            (part := piece.strip(_SIGNS)) in _closings() or part in _joining() or not part
            for piece in re.split(r"\s*(?:[,/&|!.]|\band\b|\bund\b|\bet\b)\s*", text)
        )
    )


def is_name(words: Words) -> bool:
    """One to five capitalised words and nothing else; initials count ("J.", "P-O", "/Tariq")."""
    text = _CREDIT.sub("", words.text).strip(_SIGNS).split(" | ")[0].split(",")[0].strip(_SIGNS)
    if not text or len(text) > 45 or any(c.isdigit() or c in "@?:;=€$£" for c in text):
        return False
    parts = text.replace("(", " ").replace(")", " ").replace('"', " ").split()
    if not 0 < len(parts) <= 5 or not all(_PERSONAL.fullmatch(part) or part in "&-" for part in parts):
        return False
    return all(part[:1].isupper() or not part[:1].islower() or part.casefold().strip(".") in _TITLES for part in parts)


def is_sender(words: Words, sender: Address | None) -> bool:
    """The sender's name, first name or initials, alone on the line or before a bar or a title."""
    if sender is None or not words.text or len(words.text) > 70:
        return False
    text = _CREDIT.sub("", words.folded)
    head = re.split(r"\s[|/–-]\s|,|\s{2,}|\|", text, maxsplit=1)[0].strip(_SIGNS)
    if not head:
        return False
    own = _name_parts(sender)
    if not own:
        return False
    parts = [part.strip("().'\"") for part in re.split(r"[\s.]+", head) if part.strip("().'\"")]
    if parts and all(part in own or part in _TITLES for part in parts) and any(part in own for part in parts):
        return len(text.strip(_SIGNS)) == len(head) or not may_hold_content(words)
    initials = "".join(part[0] for part in own)
    squeezed = re.sub(r"[\s.-]", "", head)
    return bool(squeezed) and len(squeezed) <= 3 and squeezed in (initials, initials[:1]) and len(words.text) <= 6


def is_mobile(words: Words) -> bool:
    """ "Sent from my iPhone": a known opening, a device, and no sentence behind it."""
    if not words.text or len(words.text) > 100 or "," in words.text:
        return False
    text = words.folded.strip(_SIGNS + "[]<>()")
    if not text.startswith(_tuple("mobile")):
        return False
    head = text.split("<")[0].split("(http")[0]
    return len(head.split()) <= 9 and (any(device in head for device in _tuple("devices")) or len(head.split()) <= 2)


def is_banner(words: Words, paragraph: str, continued: bool = False) -> bool:
    """A mail server's warning about mail from outside."""
    text = words.folded.strip(" *_>[]#!⚠️")
    proof = any(word in paragraph for word in _tuple("banner_proof"))
    if continued:
        return proof and not may_hold_content(words)
    return proof and (text.startswith(_banners()) or words.folded.startswith(_tuple("banners")))


def is_disclaimer(words: Words) -> bool:
    """The first line of a legal notice."""
    text = words.folded.strip(" *_>[]\"'“”#-–—=~|")
    return text.startswith(_tuple("disclaimers"))


def is_legal(text: str) -> bool:
    """Whether a paragraph (in small letters) talks like a legal notice."""
    return sum(word in text for word in _tuple("legal")) >= 1


def may_hold_content(words: Words, legal: bool = False, delimited: bool = False) -> bool:
    """Whether a line may be part of what is asked: a bullet, a postscript, an amount, a date, a question, a word of asking."""
    text = words.text
    if words.is_postscript:
        return True
    if legal:
        return bool(_BULLET.match(text)) and any(c.isdigit() for c in text)
    if _BULLET.match(text) and not is_name(Words.of(text.lstrip("-•·●▪◦*+‣– "))):
        return True
    if "?" in text and not _URL.search(text):
        return True
    rest = _URL.sub(" ", EMAIL.sub(" ", text))
    if any(word in _asking_words() for word in _WORD.findall(rest.casefold())) and not _is_contact_label(words):
        return True
    if any(phrase in words.folded for phrase in _asking_phrases()):
        return True
    if any(c.isdigit() for c in rest):
        phoneless = _without_phones(rest)
        if _DATE.search(phoneless) and not _is_contact_label(words):
            return True
        bare = _NUMBER_OF.sub(" ", phoneless)
        if delimited:  # behind "-- " a nickname with digits is no amount
            bare = _NICKNAME.sub(" ", bare)
        if any(c.isdigit() for c in bare):
            return not (_ZIP.search(bare) or _is_place(bare) or _is_contact_label(words))
    return _is_sentence(text)


def is_signature_line(words: Words) -> bool:
    """Whether a line can stand in a signature: short, or full of ways to reach someone."""
    if signature_weight(words) >= 2:
        return len(words.text) <= 220
    return len(words.text) <= 80 and not _is_sentence(words.text)


def is_contact(words: Words) -> bool:
    """A line of ways to reach someone and nothing else: what is left beside them is capitalised or a label."""
    if signature_weight(words) < 2:
        return False
    rest = _URL.sub(" ", EMAIL.sub(" ", _without_phones(words.text)))
    small = [word for word in _WORD.findall(rest) if word[0].islower() and word.casefold().strip(".") not in _contact()]
    return len(small) <= 2 and not (len(small) == 2 and len(_WORD.findall(rest)) <= 3)


def signature_weight(words: Words) -> int:
    """How much a line says "signature": 2 for telephone, web, mail or register numbers, 1 for a name or an address."""
    if not words.text:
        return 0
    if words.is_postscript:
        return -5
    if (
        _without_phones(words.text) != words.text
        or EMAIL.search(words.text)
        or _URL.search(words.text)
        or _is_contact_label(words)
    ):
        return 2 if not _is_sentence(words.text) else 0
    if _ZIP.search(words.text) or _is_place(words.text):
        return 1
    return 1 if is_name(words) else 0


def _without_phones(text: str) -> str:
    """The text with telephone numbers blanked: nine digits or more, or seven with a sign or a label that says so."""

    def blank(match: re.Match[str]) -> str:
        found = match[0]
        digits = sum(c.isdigit() for c in found)
        if _DATE.search(found):
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


def _is_contact_label(words: Words) -> bool:
    """Whether the line opens with, or names after a bar, a label of a signature: "VAT 123", "T. 555", "Mob: ..."."""
    for piece in re.split(r"\s*[|•·/]\s*|\s[–-]\s", words.folded)[:6]:
        head = re.match(r"[^\d:：+(]{1,24}", piece)
        if head and head[0].strip(" .#:") in _contact() and any(c.isdigit() or c in "@." for c in piece[head.end() :]):
            return True
    return False


def _is_place(text: str) -> bool:
    """A postal address: a number and a word of the street kind."""
    if not any(c.isdigit() for c in text):
        return False
    lowered = [word.strip(".").casefold() for word in _WORD.findall(text)]
    return len(lowered) <= 12 and any(
        word in _places()
        or word.endswith(("straße", "strasse", "str", "gatan", "vägen", "straat", "laan", "weg", "gade", "vej", "katu"))
        for word in lowered
    )


def _is_sentence(text: str) -> bool:
    words = text.split()
    if len(words) < 5 or "|" in text:
        return False
    small = sum(word[:1].islower() for word in words)
    return small >= 0.5 * len(words) and (len(words) >= 8 or text.rstrip().endswith((".", "!", "?", ",", ":")))


def _name_parts(sender: Address) -> list[str]:
    name = sender.name if sender.name and "@" not in sender.name else (sender.email or "").partition("@")[0]
    return [
        part.strip("().'\"").casefold()
        for part in re.split(r"[\s,._]+", name or "")
        if part.strip("().'\"") and not part.isdigit()
    ]


@cache
def _closings() -> frozenset[str]:
    return frozenset(words.casefold().replace("’", "'") for words in table("labels/closings")["closings"])


@cache
def _joining() -> frozenset[str]:
    return frozenset(table("labels/closings")["joining"])


@cache
def _banners() -> tuple[str, ...]:
    return tuple(words.strip(" *[") for words in _tuple("banners"))


@cache
def _contact() -> frozenset[str]:
    return frozenset(table("labels/closings")["contact"]) | frozenset("tfocmdphwe")


@cache
def _places() -> frozenset[str]:
    return frozenset(table("labels/closings")["places"])


@cache
def _asking_words() -> frozenset[str]:
    return frozenset(word for word in table("labels/closings")["asking"] if " " not in word)


@cache
def _asking_phrases() -> tuple[str, ...]:
    return tuple(word for word in table("labels/closings")["asking"] if " " in word or ord(word[0]) > 0x2E80)


@cache
def _tuple(group: str) -> tuple[str, ...]:
    return tuple(words.casefold() for words in table("labels/closings")[group])
