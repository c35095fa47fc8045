"""What the Summit tab asks while a summit runs, as plain functions: no Gradio in them, and nothing is decided here.

Comes in: a seat, a move of the clock, what was captured. Goes out: the run as it stands then, as cards and plain data for the browser.
"""

from collections.abc import Mapping
from typing import Any

from clarifier.errors import Conflict
from clarifier.team import summits
from clarifier.team.kinder import kinder
from clarifier.team.measures import measures
from clarifier.team.rights import READS, may_read
from clarifier.texts import table
from clarifier.web.cards import card
from clarifier.web.counting_view import is_empty, shown_months
from clarifier.web.headline_view import head
from clarifier.web.measure_words import words
from clarifier.web.office import Seat
from clarifier.web.summit_desk import shown

MONTHS = 3  # that the shared number looks back
Json = dict[str, Any]


def move(seat: Seat, number: int, kind: str, item: str | None, version: int, key: str) -> Json:
    """Starts the summit, or moves its clock. Where somebody else was faster, `conflict` says so beside the run as it is now."""
    try:
        return shown(seat, summits.move(seat.database, number, kind, seat.submission(key), version, item))
    except Conflict as error:
        return {**shown(seat, summits.summit(seat.database, number)), "conflict": str(error)}


def capture(seat: Seat, number: int, said: Mapping[str, Any], key: str) -> Json:
    """Keeps a decision, an action or something for the parking lot; the same `key` twice is one."""
    return shown(seat, summits.capture(seat.database, number, _plain(said), seat.submission(key)))


def reword(seat: Seat, number: int, note: int, said: Mapping[str, Any], version: int, key: str) -> Json:
    """Words a note anew. Where somebody else was faster, `conflict` says so beside the notes as they are now."""
    try:
        return shown(
            seat, summits.change_note(seat.database, number, note, _plain(said), seat.submission(key), version)
        )
    except Conflict as error:
        return {**shown(seat, summits.summit(seat.database, number)), "conflict": str(error)}


def strike(seat: Seat, number: int, note: int, struck: bool, key: str) -> Json:
    """Strikes a note, or takes that back."""
    return shown(seat, summits.strike(seat.database, number, note, seat.submission(key), struck))


def rate(seat: Seat, number: int, score: object, key: str) -> Json:
    """Counts this person's one rating."""
    return shown(seat, summits.rate(seat.database, number, score, seat.submission(key)))  # type: ignore[arg-type]


def close(seat: Seat, number: int, version: int, key: str) -> Json:
    """Closes the summit, and shows its minutes."""
    try:
        return shown(seat, summits.close(seat.database, number, seat.submission(key), version))
    except Conflict as error:
        return {**shown(seat, summits.summit(seat.database, number)), "conflict": str(error)}


def measure(seat: Seat) -> Json:
    """The one number both teams share, as a card; empty for whoever may not see it."""
    may_read(seat.person, "summit")
    if "measures" not in READS[seat.person.role]:
        return {"measure": ""}
    found = measures(seat.database, seat.person, seat.today, MONTHS)
    view = None if is_empty(found) else head(found, shown_months(found))
    return {"measure": card("summit_measure.html", view=view, words=words())}


def cool(text: str) -> Json:
    """What of a text sounds heated, by its place in the browser's string, and a kinder wording where there is one."""
    found = kinder(text)
    if found is None:
        return {"spans": [], "kinder": ""}
    kinds = table("wording/reframe_page")["kinds"]
    spans = [
        {
            "start": _place(text, each.start),
            "end": _place(text, each.end),
            "word": kinds.get(each.kind, each.kind.replace("_", " ")),
        }
        for each in found.spans
    ]
    return {"spans": spans, "kinder": found.rewritten or ""}


def _plain(said: Mapping[str, Any]) -> Json:
    """A day that was not chosen is none."""
    return {name: None if name == "due" and value == "" else value for name, value in said.items()}


def _place(text: str, place: int) -> int:
    """The same place in a JavaScript string, where a sign outside the basic plane counts twice."""
    return place + sum(sign > "\uffff" for sign in text[:place])
