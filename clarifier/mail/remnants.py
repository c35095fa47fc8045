"""Pieces of HTML within a paste, made readable; what stands around them stays as it is.

Comes in: a text. Goes out: whether it holds such pieces, and the text as its reader sees it, with what was hidden.
"""

import html
import re

from clarifier.mail.html import from_html
from clarifier.mail.thread import Hidden

_TAG_NAMES = (
    "html|head|body|div|p|br|span|table|tbody|thead|tfoot|tr|td|th|ul|ol|li|a|b|i|u|s|strike|del|ins|em|"
    "strong|font|center|h[1-6]|hr|pre|code|blockquote|img|style|script|title|meta|link|sup|sub|small|big|"
    "tt|label|section|article|header|footer|main|nav|form|input|button|dl|dt|dd|address|cite|q|col|"
    "colgroup|caption|o:p|v:[a-z]+|w:[a-z]+|m:[a-z]+|st1:[a-z]+|map|area|base|figure|svg|path|noscript|"
    "abbr|mark|wbr|nobr"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?=[\s/>])[^<>]{{0,4000}}>", re.I)
_STRAY = re.compile(rf"<(?!/?(?:{_TAG_NAMES})(?=[\s/>])|!--|!doctype|!\[|\?xml)", re.I)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d{2,6}|#x[0-9a-f]{2,6});", re.I)


def is_remnant(text: str) -> bool:
    """Whether a paste holds pieces of HTML: several tags, at least one of them closing or a line break."""
    if "<" not in text:
        return False
    tags = [match[0].casefold() for match, _ in zip(_TAG.finditer(text), range(40), strict=False)]
    return len(tags) >= 2 and any(tag.startswith(("</", "<br")) for tag in tags)


def from_remnants(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """A paste whose HTML pieces are made readable; what stands before the first tag stays as it is."""
    first = _TAG.search(text)
    if first is None:
        return text, ()
    start = first.start()
    last = start
    for match in _TAG.finditer(text):
        last = match.end()
    middle, hidden = from_html(_STRAY.sub("&lt;", text[start:last]), keep_lines=True)
    tail = _ENTITY.sub(_unescape, text[last:])
    glue = "" if not middle or not tail or tail.startswith("\n") else "\n"
    return text[:start] + middle + glue + tail, hidden


def _unescape(match: re.Match[str]) -> str:
    return html.unescape(match[0])
