"""The header block of Lotus Notes, whose labels stand alone on their lines, without a colon.

Comes in: the source, its lines, the line of the date. Goes out: an Opener or None.

    Greta Lindqvist/Lagerhus
    05/19/2026 09:12 AM

    To
            Bo Ek <bo@ek.se>
    cc

    Subject
            shelves
"""

from clarifier.mail.headers import Opener, label_of
from clarifier.mail.lines import Line
from clarifier.mail.maildate import find_date

_LONGEST = 80  # characters of the sender's and of the date's line
_REACH = 16  # lines in which the subject must come


def lotus_block_at(source: str, lines: list[Line], dated: int) -> Opener | None:
    """The block whose date stands on line `dated`."""
    if dated == 0 or lines[dated - 1].blank or not _alone(source, lines, _next(lines, dated), ("to",)):
        return None
    sender, date = lines[dated - 1].text(source), lines[dated].text(source)
    found = find_date(date)
    if len(sender) > _LONGEST or len(date) > _LONGEST or not found or not found.timed or found.start > 12:
        return None
    fields: dict[str, list[str]] = {}
    kind, place, end = "", dated + 1, dated + 1
    while place < min(dated + _REACH, len(lines)):
        line = lines[place]
        if line.depth != lines[dated].depth and not line.blank:
            break
        if (label := _alone(source, lines, place, ("to", "cc", "bcc", "subject"))) and label not in fields:
            kind = label
            fields[kind] = []
        elif not line.blank and kind:
            fields[kind].append(line.text(source))
            end = place + 1
            if kind == "subject":
                break
        elif not line.blank:
            break
        place += 1
    if not fields.get("subject"):
        return None
    values = {kind: " ".join(words) for kind, words in fields.items()}
    return Opener(dated - 1, end, lines[dated].depth, "block", {"from": sender, "date": date, **values})


def _next(lines: list[Line], place: int) -> int:
    place += 1
    while place < len(lines) and lines[place].blank:
        place += 1
    return place


def _alone(source: str, lines: list[Line], place: int, kinds: tuple[str, ...]) -> str | None:
    """The kind of the label that is all of the line."""
    if place >= len(lines) or lines[place].end - lines[place].start > 30:
        return None
    words = lines[place].text(source)
    labelled = label_of(f"{words}:") if words and not words.endswith((":", "：")) else None
    return labelled[0] if labelled and labelled[0] in kinds and not labelled[1] else None
