"""Heat in what is captured at a summit, and a kinder wording of it: the problem, never the person.

Comes in: a decision, an action or a remark as it was typed. Goes out: what in it sounds heated, and the same without, every fact kept; None
where nothing is heated. People at a table speak of each other and not to each other, so a sigh about somebody ("Lena's people should finally
confirm the slot") becomes a question too; the rest is the engine's that cools messages.
"""

import re
from functools import cache
from typing import NamedTuple

from clarifier.reframe.criteria import Heat
from clarifier.reframe.reframed import check, reframe
from clarifier.texts import fill, table

MOST = 2_000  # characters, as of a note


class Kinder(NamedTuple):
    """`spans` lie in the text as it was typed; `rewritten` is None where no wording keeps every fact."""

    spans: tuple[Heat, ...]
    rewritten: str | None


def kinder(text: str) -> Kinder | None:
    """What sounds heated, and a kinder wording. It takes some milliseconds; texts beyond the length of a note are left alone."""
    if not text.strip() or len(text) > MOST or "\r" in text:
        return None
    sighs = [_sigh(found) for found in _sighs().finditer(text)]
    heard = (
        each for each in reframe(text).heat if not any(each.start < one.end and one.start < each.end for one in sighs)
    )
    spans = tuple(sorted((*sighs, *heard), key=lambda each: each.start))
    return Kinder(spans, _calm(text)) if spans else None


def _calm(text: str) -> str | None:
    calm = reframe(_sighs().sub(_question, text))
    if not calm.is_ready:
        return None
    facts = check(text, calm.rewritten).facts
    return None if facts.lost or facts.added else calm.rewritten


def _sigh(found: re.Match[str]) -> Heat:
    quote = found[0][: found.end("sigh") - found.start()]
    return Heat(found.start(), found.end("sigh"), quote, "order", table("lexicons/nagging")["rule"])


def _question(found: re.Match[str]) -> str:
    who, what = found["who"], found["what"].strip()
    who = who[:1].lower() + who[1:] if found["team"] else who
    return fill(table("lexicons/nagging")["asked"], who=who, what=what)


@cache
def _sighs() -> re.Pattern[str]:
    """Somebody, should, finally, and what: where a sentence begins, or after a colon."""
    words = table("lexicons/nagging")
    teams, groups, modals, sighs = (
        "|".join(map(re.escape, words[each])) for each in ("teams", "groups", "modals", "sighs")
    )
    name = rf"(?:[A-Z][\w-]*(?: [A-Z][\w-]*)?(?:['’]s? (?:{groups}))?)"
    return re.compile(
        rf"(?:^|(?<=[.:;!?]\s)|(?<=\n))(?P<who>(?P<team>(?i:{teams})\b)|{name}) (?i:{modals}) (?P<sigh>(?i:{sighs}))\b (?P<what>[^.;!?\n]+)[.!]?"
    )
