"""A reframed message as Markdown: the message to send, then what changed and why.

Comes in: a reframed message. Goes out: Markdown whose every word from outside is escaped.
"""

import re

from clarifier.reframe.reframed import Reframed
from clarifier.request.rules import rules

_MARKS = re.compile(r"([\\`*_{}\[\]<>#+!|~-])")


def as_markdown(reframed: Reframed) -> str:
    """The message, its changes, its facts."""
    lines = ["# " + headline(reframed), ""]
    lines += [_safe(line) for line in reframed.rewritten.strip().splitlines()]
    for problem in reframed.problems:
        lines += ["", f"**{_safe(problem)}**"]
    if reframed.question:
        lines += ["", f"*{_safe(reframed.question)}*"]
    if reframed.changes:
        lines += ["", "## What changed, and why", ""]
        for change in reframed.changes:
            after = f" → {_safe(change.after)}" if change.after else ""
            lines.append(f"- ~~{_safe(change.before)}~~{after}: {_safe(change.why)} ({rules()[change.rule].short})")
    if reframed.facts.kept:
        lines += ["", "## Facts unchanged", ""] + [f"- {_safe(fact)}" for fact in reframed.facts.kept]
    return "\n".join(lines).rstrip() + "\n"


def headline(reframed: Reframed) -> str:
    """One line on what came out."""
    if not reframed.heat and not reframed.changes:
        return "Nothing to change"
    if not reframed.is_ready:
        return "Not ready to send"
    count = len(reframed.facts.kept)
    return f"Ready to send · {count} fact{'s' if count != 1 else ''} unchanged"


def _safe(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
