"""Header blocks: the From / Sent / To / Subject lines that open a message inside a text.

Comes in: the source and its lines. Goes out: Opener values. A block needs no separator and no subject: From with a
subject, or with a date and an address. Shipping lines ("From: Hamburg / To: Site B") are none. Labels are data:
knowledge/labels/headers.toml.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from clarifier.mail.addresses import EMAIL
from clarifier.mail.lines import BLANK, Line
from clarifier.mail.maildate import find_date
from clarifier.mail.separators import Kind, title_before, title_kind
from clarifier.texts import table

KINDS = ("from", "sent", "date", "to", "cc", "bcc", "subject", "reply_to", "attachments", "automatic", "other")
_LABEL = 40  # characters; no label is longer
_WRAPPED_LINES = 30  # a To list may wrap that often
_DASHED = re.compile(r"\s{0,6}-{3,}[ \t]?([^-\n]{3,60}?)[ \t]?-{3,}[ \t]*(?=\S)")
_TRIM = " \t*_\u00a0\u202f\ufeff\u200b"


@dataclass(frozen=True)
class Opener:
    """Lines `first` to `end` that open a message: what they say about it, and what kind of lines they are."""

    first: int
    end: int
    depth: int
    kind: Kind
    fields: dict[str, str] = field(default_factory=dict)


def label_of(content: str) -> tuple[str, str, bool] | None:
    """The kind of header label a line starts with, the value behind it, and whether the label alone proves little."""
    colon = content.find(":", 0, _LABEL)
    wide = content.find("：", 0, _LABEL)
    if wide >= 0 and (colon < 0 or wide < colon):
        colon = wide
    if colon < 1:
        return None
    label = content[:colon].strip(_TRIM)
    kind = _labels().get(label.casefold()) or _labels().get(unicodedata.normalize("NFC", label).casefold())
    if kind is None:
        return None
    value = content[colon + 1 :].strip(BLANK)
    if content.lstrip().startswith(("*", "_")):
        value = value.removeprefix("**").removeprefix("*").strip(BLANK)
    return kind, value, label.casefold() in _weak()


def block_at(source: str, lines: list[Line], first: int) -> tuple[Opener | None, int]:
    """The header block whose first label stands on line `first`, or None; and the line before which no other can
    begin.
    """
    depth = lines[first].depth
    fields: dict[str, str] = {}
    weak: set[str] = set()
    place, end, last = first, first, ""
    wrapped = 0
    while place < len(lines):
        line = lines[place]
        if line.blank:
            follower = _after_gap(source, lines, place, depth, fields)
            if follower is None:
                break
            place = follower
            continue
        if line.depth != depth:
            break
        content = source[line.marks[-1] : line.end]
        labelled = label_of(content)
        if labelled:
            kind, value, is_weak = labelled
            if kind in fields and kind not in ("other", "date"):
                break
            if kind not in fields:
                fields[kind] = value
                if is_weak:
                    weak.add(kind)
            last, wrapped = kind, 0
        elif last and wrapped < _WRAPPED_LINES and _continues(source, lines, place, last, fields):
            fields[last] = f"{fields.get(last, '')} {content.strip(BLANK)}".strip()
            wrapped += 1
        else:
            break
        place += 1
        end = place
    if not _is_block(fields, weak, titled=title_before(source, lines, first) is not None):
        return None, end
    return Opener(first, end, depth, "block", fields), end


def one_line_block(source: str, line: Line, number: int) -> Opener | None:
    """Yahoo's header: separator, From, To, Sent and Subject all on one line."""
    content = source[line.marks[-1] : line.end]
    if content.count(":") + content.count("：") < 3 or len(content) > 4000 or "@" not in content:
        return None
    title = _DASHED.match(content)
    rest = content[title.end() :] if title else content.strip(BLANK)
    opening = label_of(rest)
    if not opening or opening[0] != "from":
        return None
    marks = list(_inline().finditer(rest))
    fields: dict[str, str] = {}
    for place, mark in enumerate(marks):
        kind = _labels()[mark["label"].strip(_TRIM).casefold()]
        stop = marks[place + 1].start("label") if place + 1 < len(marks) else len(rest)
        fields.setdefault(kind, rest[mark.end() : stop].strip(BLANK))
    if "subject" not in fields:
        for kind in ("sent", "date"):
            bare = _bare_subject().search(fields.get(kind, ""))
            if bare:
                fields["subject"] = fields[kind][bare.end() :].strip(BLANK)
                fields[kind] = fields[kind][: bare.start()]
    if len(fields) < 3 or "subject" not in fields or not EMAIL.search(fields.get("from", "")):
        return None
    return Opener(number, number + 1, line.depth, title_kind(title[1]) or "block" if title else "block", fields)


def _after_gap(source: str, lines: list[Line], place: int, depth: int, fields: dict[str, str]) -> int | None:
    """The line on which an interrupted block goes on: a blank line, then a label it still lacks, with a fitting
    value.
    """
    if "from" not in fields and "subject" not in fields:
        return None
    follower = place
    while follower < len(lines) and lines[follower].blank and follower - place < 4:
        follower += 1
    if follower >= len(lines) or lines[follower].depth != depth or lines[follower].blank:
        return None
    content = source[lines[follower].marks[-1] : lines[follower].end]
    labelled = label_of(content)
    if not labelled or labelled[0] in fields or ("subject" in fields and "from" in fields):
        return None
    kind, value, _ = labelled
    fits = {
        "subject": True,
        "from": bool(EMAIL.search(value)),
        "to": bool(EMAIL.search(value)),
        "cc": bool(EMAIL.search(value)),
        "date": find_date(value) is not None,
        "sent": find_date(value) is not None,
    }
    return follower if fits.get(kind, False) else None


def _continues(source: str, lines: list[Line], place: int, last: str, fields: dict[str, str]) -> bool:
    """Whether an unlabelled line wraps the value above it."""
    line = lines[place]
    raw = source[line.marks[-1] : line.end]
    content = raw.strip(BLANK)
    if last in ("from", "to", "cc", "bcc", "reply_to"):
        before = fields.get(last, "").rstrip()
        if before.endswith((",", ";")) or content.startswith("<") or not before:
            return "@" in content or (len(content) < 200 and not content.endswith((".", "!", "?")))
        if "," in before + content and _is_list(content):
            return True
        if (
            "@" in content
            and EMAIL.search(content)
            and (content.rstrip(">;,").endswith(_last_email(content)) or ";" in content)
        ):
            return raw[:1] in " \t" or not _next_is_text(source, lines, place)
        return False
    if last in ("subject", "date", "sent", "attachments", "other"):
        if not fields.get(last) and raw[:1] in " \t":
            return True
        following = place + 1
        if following < len(lines) and lines[following].depth == line.depth and not lines[following].blank:
            labelled = label_of(source[lines[following].marks[-1] : lines[following].end])
            if labelled and labelled[0] not in fields and labelled[0] != "other" and len(content) < 200:
                return "from" in fields or labelled[0] == "from"
        if (
            last == "subject"
            and len(fields[last]) >= (25 if raw[:1] in " \t" else 50)
            and (raw[:1] in " \t" or content[:1].islower())
        ):
            ends = content.endswith((".", "!", "?", ","))  # a sentence: the text begins, without a blank line
            return following < len(lines) and lines[following].blank and len(content) < 80 and not ends
    return False


def _is_list(content: str) -> bool:
    """Whether a line is part of a list of addresses, though a name is cut at its end: addresses and short names only."""
    pieces = [piece for piece in re.split(r"[,;]", content) if piece.strip()]
    addressed = [bool(EMAIL.search(piece)) and "<" in piece for piece in pieces]
    short = all(known or len(piece.split()) <= 4 for known, piece in zip(addressed, pieces, strict=True))
    return any(addressed) and short and not content.endswith((".", "!", "?"))


def _next_is_text(source: str, lines: list[Line], place: int) -> bool:
    """Whether the line after is neither blank nor a label: then the line itself is text too."""
    following = place + 1
    if following >= len(lines) or lines[following].blank:
        return False
    return label_of(source[lines[following].marks[-1] : lines[following].end]) is None


def _last_email(content: str) -> str:
    emails = EMAIL.findall(content)
    return emails[-1] if emails else "\0"


def _is_block(fields: dict[str, str], weak: set[str], titled: bool) -> bool:
    sender = fields.get("from", "")
    if not sender or len(sender) > 500:
        return False
    addressed = any(EMAIL.search(fields.get(kind, "")) for kind in ("from", "to", "cc", "reply_to"))
    if "from" in weak and not (EMAIL.search(sender) or len(fields) >= 3):
        return False
    if "subject" in fields and ("subject" not in weak or addressed):
        return True
    if "sent" in fields and (addressed or find_date(fields["sent"])):
        return True
    if "date" in fields:
        date = find_date(fields["date"])
        return addressed or bool(date and date.timed and "to" in fields)
    return addressed and titled


@cache
def _labels() -> dict[str, str]:
    known = table("labels/headers")
    return {label.casefold(): kind for kind in reversed(KINDS) for label in known[kind]}


@cache
def _weak() -> frozenset[str]:
    return frozenset(
        label.casefold() for label in table("labels/headers")["weak"] if label not in ("From", "To", "Date")
    )


@cache
def _inline() -> re.Pattern[str]:
    """Any label inside a line; short ones only after an address, white space or a digit."""
    known = table("labels/headers")
    kinds = ("from", "sent", "date", "to", "cc", "subject", "reply_to")
    words = sorted({label for kind in kinds for label in known[kind]}, key=len, reverse=True)
    long = "|".join(re.escape(word) for word in words if len(word) > 3)
    short = "|".join(re.escape(word) for word in words if 1 < len(word) <= 3 or word in ("A", "À"))
    return re.compile(rf"(?P<label>(?:{long})|(?<![^\s>;\d])(?:{short}))[ \u00a0]?[:：]")


@cache
def _bare_subject() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table("labels/headers")["subject"] if len(word) > 4)
    return re.compile(rf"(?<=[A-Z\d])(?:{words}) ")
