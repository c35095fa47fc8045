"""Items without an amount or a number: "need hi vis vests", "forget the 1kg pouches completely".

Comes in: a sentence of a reading. Goes out: the one mention of what it asks for or takes off, or none.
"""

import re

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import Mention
from clarifier.request.items.phrases import phrase_after
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading

_A_NUMBER = re.compile(r"\s+(?:the |those |my |our )?\d[\d,.]*\s*(?:[.,;!]|$)")  # "please disregard 12"
_PARTICIPLE = re.compile(r"(?!seed|weed|reed|feed|breed|shed|sled|moped|steed|tweed)\w{3,}ed", re.I)
_GOODS_CAME = re.compile(
    r"\b(?:c[ao]me|fell|taken|took|got|pulled|lifted|straight) out of (?:the |its |their )?$", re.I
)


def _names_nothing(name: str) -> bool:
    """ "The signed delivery note", "wants it cleared": a participle that stands alone."""
    return _PARTICIPLE.fullmatch(name) is not None


def unnumbered(reading: Reading, passage: Passage, *, cancelled: bool) -> list[Mention]:
    """An item without amount or number: "need hi vis vests", "forget the 1kg pouches completely"."""
    text, found = reading.text, []
    lists = ("terms/request/cancel",) if cancelled else ("terms/request/object", "wanting/wanting/object")
    for match in (m for name in lists for m in cue(name).finditer(text, passage.start, passage.end)):
        if not cancelled and says("wanting/wanting/noun", text[max(passage.start, match.start() - 24) : match.end()]):
            continue
        item = phrase_after(reading, match.end(), passage.end)
        if (
            item
            and not _names_nothing(text[slice(*item)])
            and not _GOODS_CAME.search(text, max(passage.start, item[0] - 40), item[0])
        ):
            found.append(Mention(reading, item[0], item[1], "cancel" if cancelled else "mention", False, None, item))
            break
    last = [m.end() for m in cue("terms/request/cancel").finditer(text, passage.start, passage.end)][-1:]
    if cancelled and not found and not (last and _A_NUMBER.match(text, last[0], passage.end)):
        item = phrase_after(reading, passage.start, passage.end)
        found.append(Mention(reading, passage.start, passage.end, "cancel", False, None, item))
    return found
