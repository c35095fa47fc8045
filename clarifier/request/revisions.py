"""Revisions of drawings and parts: "rev D", "issue 04", "the C revision", "ZK-4410 r3", "revision has changed to E".

Comes in: a text. Goes out: each revision with its words. The labels are knowledge/lexicons/revisions.toml. It does not know which
part a revision belongs to.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clarifier.texts import table


class Revision(NamedTuple):
    """`text[start:end]` names it; the revision itself stands at `value_start`."""

    start: int
    end: int
    value: str
    value_start: int


# "ZK-4410 r3", "ZK-4410 (r.C)": right behind a part number
_SHORT = re.compile(r"(?<=\d )\(?r\.? ?(?P<value>\d{1,2}|[A-Z])(?![\w.-])")
_ENDS = ("", ",", ";", ".", ")", "\n")


_VALID = re.compile(r"\b(?:valid|correct|current|latest|right|now|new)\b[^.;]{0,25}\Z", re.I)


def is_valid(text: str, place: int, since: int = 0) -> bool:
    """Whether the words before a revision say that it is the one that counts."""
    return bool(_VALID.search(text, max(since, place - 40), place))


def find_revisions(text: str) -> Iterator[Revision]:
    """Every revision of a text, those with a label before them first."""
    words = table("lexicons/revisions")["revision"]
    for match in _behind_label().finditer(text):
        value, label = match["value"], match["label"].casefold()
        if (
            value.casefold() == "a"
            and label.startswith(("ind", "rev"))
            and text[match.end() : match.end() + 1] in _ENDS
        ):
            yield _found(match)
            continue
        is_word = value.casefold() in words["no_values"] and not (value in ("A", "I") and label.startswith("rev"))
        if is_word or (label in words["capitals_only"] and not re.search(r"[A-Z\d]", value)):
            continue
        if not match["glue"] and not value.isdigit() and len(label) > 3:
            continue  # "versions", "revised": the label is part of a longer word
        yield _found(match)
    for pattern in (_before_label(), _SHORT):
        yield from map(_found, pattern.finditer(text))


def _found(match: re.Match[str]) -> Revision:
    return Revision(match.start(), match.end(), match["value"], match.start("value"))


@cache
def _behind_label() -> re.Pattern[str]:
    words = table("lexicons/revisions")["revision"]
    return re.compile(
        rf"(?<![\w-])(?P<label>{'|'.join(words['labels'])})"
        rf"(?P<glue>[.\s]{{0,9}}(?:level|letter|no\.?)?\s{{0,9}}(?:[:#=-]|(?:{'|'.join(words['changes'])})\s{{1,9}})?\s{{0,9}})"
        r"(?!(?<=\n)\d{1,2}[.)])(?P<value>[A-Za-z]\d{0,2}|\d{1,3}(?:\.\d{1,2})?|[A-Z]{2})(?![\w%°'’-]|[.,]\d)",
        re.I,
    )


@cache
def _before_label() -> re.Pattern[str]:
    words = table("lexicons/revisions")["revision"]
    return re.compile(
        rf"(?:(?<=\()|(?<=, )|\b(?:{'|'.join(words['determiners'])}) )(?P<value>[B-HJ-Z]\d?|\d{{1,2}}(?=st|nd|rd|th))"
        rf"(?:st|nd|rd|th)? (?i:{'|'.join(words['labels_behind'])})\b(?! \w?\d)"
    )
