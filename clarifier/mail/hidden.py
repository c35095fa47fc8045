"""Characters that a reader does not see: zero-width signs, direction overrides, invisible tags, control characters.

Comes in: a text. Goes out: the text without them, and what they hid. Joiners that scripts and emoji need stay.
"""

import re

from clarifier.mail.thread import Hidden

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\u00ad\u180e\u2061-\u2064]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]+")
_OVERRIDE = re.compile("[\u202d\u202e]([^\u202c\n]{1,200})")
_TAGS = re.compile("[\U000e0001-\U000e007f]+")
_SUSPICIOUS = re.compile("[\u180e-\ufeff\u00ad\U000e0001-\U000e007f\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_SHOWN = 2000  # characters of a hidden text that are reported


def visible(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """The text a reader sees, and what was hidden from them."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x85", "\n")
    )
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    if not _SUSPICIOUS.search(text):
        return text, ()
    hidden: list[Hidden] = []
    for match in _TAGS.finditer(text):
        words = "".join(chr(ord(c) - 0xE0000) for c in match[0] if 0xE0020 <= ord(c) < 0xE007F)
        if words.strip() and not text[: match.start()].endswith("\U0001f3f4"):  # flags of regions are written with tags
            hidden.append(Hidden(words[:_SHOWN], "written in invisible tag characters"))
    text = _TAGS.sub("", text)
    for match in _OVERRIDE.finditer(text):
        hidden.append(Hidden(match[1], "shown in another order than written (direction override)"))
    split = [match for match in _ZERO_WIDTH.finditer(text) if _inside_word(text, match) or len(match[0]) >= 8]
    if split:
        first = split[0]
        around = text[max(0, first.start() - 20) : first.start()] + text[first.end() : first.end() + 20]
        hidden.append(Hidden(around.split("\n")[0], f"{len(split)} zero-width sign(s) inside words"))
    for pattern in (_ZERO_WIDTH, _DIRECTION, _CONTROL):
        text = pattern.sub("", text)
    return text, tuple(hidden)


def _inside_word(text: str, match: re.Match[str]) -> bool:
    """Whether letters or digits touch it on both sides (a soft hyphen there is only a place to break the line)."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return before.isalnum() and after.isalnum() and match[0].strip("\u00ad") != ""
