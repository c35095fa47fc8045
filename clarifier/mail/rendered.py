"""A parsed mail (.eml, .msg) written as people copy it: header lines, a blank line, the body.

Comes in: header values and a body. Goes out: text for the one reader of text, so offsets mean one thing whatever came
in.
"""

from dataclasses import dataclass

ATTACHED = "---------- Forwarded message ---------"
_LONGEST = 20_000  # characters of one header


@dataclass(frozen=True)
class Letter:
    """One mail: its header words, its readable body, and the mails attached to it."""

    sender: str
    sent: str
    to: str
    cc: str
    subject: str
    body: str
    reply_to: str = ""
    automatic: bool = False
    attached: tuple["Letter", ...] = ()


def render(letter: Letter) -> str:
    """The letter and, behind it, the letters attached to it."""
    parts: list[str] = []
    waiting = [letter]
    while waiting:
        current = waiting.pop(0)
        parts.append((f"{ATTACHED}\n" if parts else "") + _one(current))
        waiting = [*current.attached, *waiting]
    return "\n\n".join(parts)


def _one(letter: Letter) -> str:
    body = letter.body.strip("\n")
    if not letter.sender.strip():
        return body
    lines = [f"From: {_line(letter.sender)}"]
    for label, value in (("Date", letter.sent), ("To", letter.to), ("Cc", letter.cc), ("Reply-To", letter.reply_to)):
        if value.strip():
            lines.append(f"{label}: {_line(value)}")
    if letter.automatic:
        lines.append("Auto-Submitted: auto-replied")
    lines.append(f"Subject: {_line(letter.subject)}")
    return "\n".join(lines) + f"\n\n{body}"


def _line(value: str) -> str:
    return " ".join(value[:_LONGEST].split())
