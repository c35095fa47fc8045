"""An agenda, or minutes, as something one would hand out: Markdown, text for a chat, JSON, Word, a calendar's file.

Comes in: an Agenda. Goes out: text or bytes. Whatever a title says stays text: it is no markup, no second line, no second event.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from clarifier.team.agenda import Agenda, as_json
from clarifier.team.summit_page import actions, head, lines, plain, rows, words

Form = Literal["text", "md", "json", "docx", "ics"]
_MARKS = re.compile(r"[\\`*_\[\]<>|#!~&$]")
_STARTS = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")  # of a list, a rule or a heading, where a line begins with it


def exported(agenda: Agenda, form: str, now: datetime, uid: str = "", version: int = 0) -> bytes:
    """The agenda in a form. `uid` and `version` are the kept summit's: a calendar that has the event already updates it."""
    if form == "docx":
        from clarifier.team.summit_docx import as_docx

        return as_docx(agenda)
    if form == "ics":
        from clarifier.team.summit_ics import as_ics

        return as_ics(agenda, now, uid, version)
    if form == "json":
        return (json.dumps(as_json(agenda), ensure_ascii=False, indent=1) + "\n").encode(errors="replace")
    return (as_markdown(agenda) if form == "md" else as_text(agenda)).encode()


def as_text(agenda: Agenda) -> str:
    """Plain text that reads well in a chat: no mark but what stands in the words themselves."""
    return "\n".join(_text(agenda)) + "\n"


def as_markdown(agenda: Agenda) -> str:
    """A page of Markdown."""
    return "\n".join(_markdown(agenda)) + "\n"


def _text(agenda: Agenda) -> Iterator[str]:
    said = words()
    yield plain(agenda.title)
    yield from (f"{label}: {text}" for label, text in head(agenda))
    yield ""
    for row in rows(agenda):
        about = ", ".join(each for each in (row.minutes, row.owner, row.outcome) if each)
        yield f"{row.number}. {row.title} ({about})"
        yield from (f"   {f'{label}: ' if label else ''}{text}" for label, text in row.details)
    for label, texts in ((said["decisions"], agenda.decisions), (said["parking_lot"], agenda.parking_lot)):
        if found := lines(texts):
            yield from ("", f"{label}:", *(f"- {each}" for each in found))
    if found_actions := actions(agenda):
        yield from ("", f"{said['actions']}:")
        yield from (f"- {each.what} ({each.owner}, {each.due}, {each.status})" for each in found_actions)


def _markdown(agenda: Agenda) -> Iterator[str]:
    said = words()
    yield from (f"# {_escaped(agenda.title)}", "")
    yield from (f"- **{label}:** {_escaped(text)}" for label, text in head(agenda))
    yield from ("", f"## {said['agenda']}", "")
    for row in rows(agenda):
        about = " · ".join(_escaped(each) for each in (row.minutes, row.owner, row.outcome) if each)
        yield f"{row.number}. **{_escaped(row.title)}** ({about})"
        yield from (f"   - {f'{label}: ' if label else ''}{_escaped(text)}" for label, text in row.details)
    for label, texts in ((said["decisions"], agenda.decisions), (said["parking_lot"], agenda.parking_lot)):
        if found := lines(texts):
            yield from ("", f"## {label}", "", *(f"- {_escaped(each)}" for each in found))
    if found_actions := actions(agenda):
        names = (said["what"], said["who"], said["due"], said["status"])
        yield from ("", f"## {said['actions']}", "", f"| {' | '.join(names)} |", "| --- | --- | --- | --- |")
        for each in found_actions:
            cells = (_escaped(cell) for cell in (each.what, each.owner, each.due, each.status))
            yield f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Text that stays text in Markdown."""
    return _STARTS.sub(_mark, _MARKS.sub(_mark, plain(text)))


def _mark(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
