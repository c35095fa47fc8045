"""What a single line of a body looks like: a closing, the sender, a legal phrase, a banner, or content that must stay.

Comes in: a line. Goes out: yes or no. The words are data: knowledge/labels/closings.toml.
"""

import re
from functools import cache

from clarifier.mail.addresses import EMAIL
from clarifier.mail.contacts import (
    CREDIT,
    DATE,
    NICKNAME,
    SIGNS,
    URL,
    WORD,
    Words,
    is_contact_label,
    is_name,
    is_place,
    is_sentence,
    numbered,
    signature_weight,
    titles,
    without_phones,
)
from clarifier.mail.thread import Address
from clarifier.texts import table

_DELIMITER = re.compile(r"(?:--|––|—|___{0,80}|--- ?)\s*")
_BULLET = re.compile(r"(?:[-•·●▪◦*+‣–]\s+\S|[-•·●▪◦]\S*\d|\d{1,2}[.)]\s+\S|[a-z][.)]\s+\S)")


def is_delimiter(words: Words) -> bool:
    """ "-- " and its kin, alone on their line."""
    return len(words.text) < 90 and bool(_DELIMITER.fullmatch(words.text))


def is_closing(words: Words) -> bool:
    """ "Kind regards," / "Thanks & Regards" / "Mit freundlichen Grüßen / best regards"."""
    if len(words.text) > 70 or any(c.isdigit() for c in words.text) or "?" in words.text:
        return False
    text = words.folded.strip(SIGNS).strip(":)(☺️🙂😊 ").strip(SIGNS)
    if text in _closings() or (is_parting(words) and text.startswith(_thanks())):
        return True
    parts = [piece.strip(SIGNS) for piece in re.split(r"\s*(?:[,/&|!.]|\band\b|\bund\b|\bet\b)\s*", text)]
    known = [part in _closings() for part in parts]
    return any(known) and all(
        is_known or part in _joining() or not part for part, is_known in zip(parts, known, strict=True)
    )


def is_parting(words: Words) -> bool:
    """A few words and a comma: "Fair winds," above a name closes a message too."""
    text = words.text
    return text.endswith(",") and 1 <= len(text.split()) <= 8 and not any(c.isdigit() for c in text)


def is_sender(words: Words, sender: Address | None) -> bool:
    """The sender's name, first name or initials, alone on the line or before a bar or a title."""
    if sender is None or not words.text or len(words.text) > 70:
        return False
    text = CREDIT.sub("", words.folded)
    head = re.split(r"\s[|/–-]\s|,|\s{2,}|\|", text, maxsplit=1)[0].strip(SIGNS)
    if not head:
        return False
    own = _name_parts(sender)
    if not own:
        return False
    parts = [part.strip("().'\"") for part in re.split(r"[\s.]+", head) if part.strip("().'\"")]
    if parts and all(part in own or part in titles() for part in parts) and any(part in own for part in parts):
        return len(text.strip(SIGNS)) == len(head) or not may_hold_content(words)
    initials = "".join(part[0] for part in own)
    squeezed = re.sub(r"[\s.-]", "", head)
    if len(squeezed) > 1 and squeezed.strip("x") in (initials, initials[:1]):  # "xC": a kiss and an initial
        return True
    return bool(squeezed) and len(squeezed) <= 3 and squeezed in (initials, initials[:1]) and len(words.text) <= 6


def is_mobile(words: Words) -> bool:
    """ "Sent from my iPhone": a known opening, a device, and no sentence behind it."""
    if not words.text or len(words.text) > 100 or "," in words.text:
        return False
    text = words.folded.strip(SIGNS + "[]<>()")
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
    """Whether a line may be part of what is asked: a bullet, a postscript, an amount, a date, a question, a word of
    asking.
    """
    text = words.text
    if words.is_postscript:
        return True
    if legal:
        return bool(_BULLET.match(text)) and any(c.isdigit() for c in text)
    if _BULLET.match(text) and not is_name(Words.of(text.lstrip("-•·●▪◦*+‣– "))):
        return True
    if "?" in text and not URL.search(text):
        return True
    rest = URL.sub(" ", EMAIL.sub(" ", text))
    if any(word in _asking_words() for word in WORD.findall(rest.casefold())) and not is_contact_label(words):
        return True
    if any(phrase in words.folded for phrase in _asking_phrases()):
        return True
    if any(c.isdigit() for c in rest):
        phoneless = without_phones(rest)
        if DATE.search(phoneless) and not is_contact_label(words):
            return True
        bare = numbered().sub(" ", phoneless)
        if delimited:  # behind "-- " a nickname with digits is no amount
            bare = NICKNAME.sub(" ", bare)
        if any(c.isdigit() for c in bare):
            return not (is_place(bare) or is_contact_label(words))
    return is_sentence(text)


def is_signature_line(words: Words) -> bool:
    """Whether a line can stand in a signature: short, or full of ways to reach someone."""
    if signature_weight(words) >= 2:
        return len(words.text) <= 220
    return len(words.text) <= 80 and not is_sentence(words.text)


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
def _thanks() -> tuple[str, ...]:
    return tuple(table("labels/closings")["thanks"])


@cache
def _joining() -> frozenset[str]:
    return frozenset(table("labels/closings")["joining"])


@cache
def _banners() -> tuple[str, ...]:
    return tuple(words.strip(" *[") for words in _tuple("banners"))


@cache
def _asking_words() -> frozenset[str]:
    return frozenset(word for word in table("labels/closings")["asking"] if " " not in word)


@cache
def _asking_phrases() -> tuple[str, ...]:
    return tuple(word for word in table("labels/closings")["asking"] if " " in word or ord(word[0]) > 0x2E80)


@cache
def _tuple(group: str) -> tuple[str, ...]:
    return tuple(words.casefold() for words in table("labels/closings")[group])
