"""Characters that a reader does not see, or sees elsewhere: zero-width signs, direction overrides, invisible tags, control characters.

Comes in: a text. Goes out: the text as its reader sees it, and what was hidden. Joiners that scripts and emoji need stay.
"""

import re

from clarifier.mail.lookalikes import lookalikes
from clarifier.mail.thread import Hidden

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ZERO_WIDTH = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u180e\u2061-\u2064\u034f\u206a-\u206f]+|(?<=[!-\u024f])[\u200c\u200d]+(?=[!-\u024f])"
)
_BLANK = re.compile(
    "[\u3164\uffa0\u115f\u1160\u2800]"
)  # fillers: nothing is drawn, and no program takes them for a space
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]+")
_TURNED = re.compile("\u202e([^\u202a-\u202e\n]{1,200})\u202c?")
_TAGS = re.compile("[\U000e0001-\U000e007f]+")
_SELECTORS = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}|(?<=[!-\u024f])[\ufe00-\ufe0f](?!\u20e3)|[\U000e0100-\U000e01ef]"
)
_STORM = re.compile(
    "([\u0300-\u036f\u0483-\u0489]{3})[\u0300-\u036f\u0483-\u0489]+"
)  # no language piles up more than three
_SUSPICIOUS = re.compile(
    "[\u115f-\u1160\u180e-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufffe\uffff\u00ad\u0300-\u036f\u0483-\u0489\U000e0001-\U000e01ef\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_SHOWN = 2000  # characters of a hidden text that are reported
_MOST = 50  # hidden texts of one kind that are reported one by one


def visible(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """The text a reader sees, and what was hidden from them."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x85", "\n")
    )
    if text.isascii() and not _SUSPICIOUS.search(text):
        return text, ()
    text = _SURROGATE.sub("\ufffd", text)
    hidden: list[Hidden] = []
    if _SUSPICIOUS.search(text):
        text = _without_tags(text, hidden)
        text = _turned(text, hidden)
        text = _without_signs(text, hidden)
    return text, (*hidden, *lookalikes(text))


def unturned(text: str) -> str:
    """The text without the signs that turn its direction: for the name of a file, whose real ending tells what it is."""
    return _DIRECTION.sub("", text)


def _without_tags(text: str, hidden: list[Hidden]) -> str:
    told = 0
    for match in _TAGS.finditer(text):
        words = "".join(chr(ord(c) - 0xE0000) for c in match[0] if 0xE0020 <= ord(c) < 0xE007F)
        # flags of regions are written with tags
        if words.strip() and text[match.start() - 1 : match.start()] != "\U0001f3f4" and told < _MOST:
            hidden.append(Hidden(words[:_SHOWN], "written in invisible tag characters"))
            told += 1
    return _TAGS.sub("", text)


def _turned(text: str, hidden: list[Hidden]) -> str:
    """What stands behind a right-to-left override as it is shown: turned around."""

    def shown(match: re.Match[str]) -> str:
        if len(hidden) < _MOST:
            why = "written backwards and turned around by a sign that nobody sees; read here as it is shown"
            hidden.append(Hidden(match[1], why))
        return match[1][::-1]

    return _TURNED.sub(shown, text) if "\u202e" in text else text


def _without_signs(text: str, hidden: list[Hidden]) -> str:
    split = [match for match in _ZERO_WIDTH.finditer(text) if _inside_word(text, match) or len(match[0]) >= 8]
    if split:
        hidden.append(Hidden(_around(text, split[0]), f"{len(split)} zero-width sign(s) inside words"))
    selecting = list(_SELECTORS.finditer(text))
    if longer := [match for match in selecting if len(match[0]) > 1 or match[0] > "\uffff"]:
        hidden.append(
            Hidden(_around(text, longer[0]), f"{len(longer)} run(s) of invisible signs that may carry a text")
        )
    blanks = [match for match in _BLANK.finditer(text) if _inside_word(text, match)]
    if blanks:
        hidden.append(Hidden(_around(text, blanks[0]), f"{len(blanks)} blank letter(s) inside words, read as spaces"))
    if storm := _STORM.search(text):
        hidden.append(Hidden(_around(text, storm)[:80], "letters under piles of marks; three of each pile are kept"))
        text = _STORM.sub(r"\1", text)
    for pattern, instead in ((_ZERO_WIDTH, ""), (_SELECTORS, ""), (_BLANK, " "), (_DIRECTION, ""), (_CONTROL, "")):
        text = pattern.sub(instead, text)
    return text


def _around(text: str, match: re.Match[str]) -> str:
    """The words on both sides of an invisible sign, on its line."""
    before = text[max(0, match.start() - 20) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + 20].partition("\n")[0]
    return before + after


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Whether letters or digits touch it on both sides (a soft hyphen there is only a place to break the line)."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return before.isalnum() and (after.isalnum() or after == "-") and match[0].strip("\u00ad") != ""
