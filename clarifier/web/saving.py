"""From Clarify into the ledger: the request behind an email is saved, and saved again as it changes.

Comes in: a clarified request, a seat, and what the browser kept of an earlier saving. Goes out: where it stands now. The same email is one
request: an answer that came since, or another day, is a change of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clarifier import Clarification
from clarifier.request.contract import as_json
from clarifier.team import ledger
from clarifier.team.intake import draft_of
from clarifier.team.ledger import Entry
from clarifier.team.steps import Content, CustomerAnswered, CustomerAsked, Drafted, Revised
from clarifier.texts import table
from clarifier.web.office import Seat

MOST_KEY = 60  # characters; a word is put behind it, and the ledger keeps 120
WITH_PRODUCTION = ("asked", "answered", "told")
Json = dict[str, Any]


@dataclass(frozen=True)
class Saved:
    """What the browser kept: the request's number, and how many steps it had."""

    number: str
    version: int


def save(clarification: Clarification, answers: Sequence[str], kept: Saved | None, seat: Seat, key: str) -> Json:
    """Saves it: as a new request, or as a change of the one it was saved as. Where that has moved on since, `moved` says how, and nothing
    is written; the version in the answer is the one to save upon all the same."""
    draft = draft_of(as_json(clarification))
    if kept is None:
        return _standing(ledger.save(seat.database, draft, seat.submission(_key(key, "drafted"))))
    before = ledger.entry(seat.database, ledger.number_of(kept.number), seat.person)
    if same(draft, before.life.content):
        return _standing(before)
    if before.life.version != kept.version:
        return {**_standing(before), "moved": _moved(before)}
    if before.life.state == "waiting" and answers:
        answered = CustomerAnswered(answer=answers[-1])
        submission = seat.submission(_key(key, "answered"))
        before = ledger.take(seat.database, before.id, answered, submission, expected=before.life.version)
    content = draft.model_dump(exclude={"kind"})
    step = Revised(**content, because=table("wording/requests_page")["saving"]["because"])
    submission = seat.submission(_key(key, "revised"))
    return _standing(ledger.take(seat.database, before.id, step, submission, expected=before.life.version))


def asked_customer(kept: Saved, questions: Sequence[str], seat: Seat, key: str) -> Json:
    """Notes that these questions went to the customer. Raises Conflict where somebody took a step since."""
    step = CustomerAsked(questions="\n".join(questions))
    submission = seat.submission(_key(key, "questions"))
    number = ledger.number_of(kept.number)
    return _standing(ledger.take(seat.database, number, step, submission, expected=kept.version))


def same(draft: Drafted, content: Content) -> bool:
    """Whether nothing that matters has changed; what a model or a clock adds to the source does not."""
    return _matters(draft) == _matters(content)


def kept_of(sent: Mapping[str, Any] | None) -> Saved | None:
    """What the browser kept, None where it was never saved."""
    return Saved(str(sent["number"]), int(sent["version"])) if sent else None


def _matters(content: Content) -> Json:
    return content.model_dump(exclude={"kind", "because", "source"})


def _standing(entry: Entry) -> Json:
    word = table("wording/ledger")["states"][entry.life.state]
    return {"number": entry.number, "version": entry.life.version, "state": entry.life.state, "word": word}


def _moved(entry: Entry) -> str:
    """What happened to it meanwhile, in one sentence."""
    said = table("wording/requests_page")["saving"]
    last = entry.life.last
    happened = f"{last.name}, “{type(last.step).title}”"
    end = said["anew"] if entry.life.state in WITH_PRODUCTION else said["again"]
    return f"{entry.number} has moved on since: {happened}. {end}"


def _key(key: str, word: str) -> str:
    return f"{key[:MOST_KEY]}:{word}" if key else ""
