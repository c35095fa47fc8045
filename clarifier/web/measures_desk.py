"""What the Measures tab asks of the measures, as plain functions: no Gradio in them, and nothing is counted here.

Comes in: a seat (who, when, which database), and which figure is looked at. Goes out: cards as markup, and plain data for the browser.
"""

from datetime import date
from typing import Any

from clarifier.errors import BadSettings
from clarifier.team.behind import behind
from clarifier.team.figures import Figure, Measure, Measures, Series
from clarifier.team.measures import measures
from clarifier.team.rights import READS
from clarifier.web.behind_view import behind_view, rows
from clarifier.web.cards import card
from clarifier.web.counting_view import is_empty, shown_months
from clarifier.web.measure_words import period, words
from clarifier.web.measures_view import overview
from clarifier.web.office import Seat

A_PAGE = 50  # requests that a list shows at once
MOST_SKIPPED = 10**9  # of a list: as many as there may be numbers
WINDOWS = (6, 12, 24)  # months that one may choose
Json = dict[str, Any]


def figures(seat: Seat, months: int = 12) -> Json:
    """All figures of so many months. Whoever may not look at them is told so beside the pulse."""
    if "measures" not in READS[seat.person.role]:
        return {"figures": "", "closed": words()["page"]["pulse_only"], "empty": True, "heard": ""}
    found = measures(seat.database, seat.person, seat.today, months)
    if is_empty(found):
        return {"figures": card("measures_empty.html"), "closed": "", "empty": True, "heard": ""}
    view = overview(found)
    heard = f"{found.headline.name}: {view.head.said}, {view.head.sentence}"
    return {"figures": card("figures.html", view=view, words=words()), "closed": "", "empty": False, "heard": heard}


def listing(seat: Seat, measure: str, written: str, which: str = "", skip: int = 0) -> Json:
    """A page of the list behind a figure of a month as in 2026-10, or of last-12; with the first page comes the list's head."""
    month, back = period(written, seat.today)
    back = max(back, WINDOWS[1]) if month else back
    found = measures(seat.database, seat.person, seat.today, back)
    known = _measure(found, measure)
    figure = _figure(known, month)
    skip = min(max(0, skip), MOST_SKIPPED)
    count, some = behind(
        seat.database, seat.person, measure, month, seat.today, which=which, months=back, most=A_PAGE, skip=skip
    )
    shown = skip + len(some)
    answer = {
        "rows": card("behind_rows.html", rows=rows(known, figure, some, which, skip), words=words(), is_first=not skip),
        "count": count, "shown": shown, "more": max(0, count - shown),
    }  # fmt: skip
    if skip:
        return answer
    view = behind_view(
        known, figure, _counts(seat, known, month, back), which, found.months, shown_months(found), seat.today
    )
    heard = f"{view.title}, {view.period}: {view.said}. {view.sum}"
    return {**answer, "head": card("behind.html", view=view, words=words()), "heard": heard}


def _counts(seat: Seat, measure: Measure, month: date | None, back: int) -> dict[str, int]:
    """How many requests of the list say what: what it adds up to is counted in the list itself."""
    kinds = ["", *(["yes", "no"] if measure.unit == "share" else [])]
    known = {each.id: _figure(each, month).count for each in measure.beside} if measure.unit == "requests" else {}
    if month is None:
        known |= {each.id: each.count for each in measure.left_out}
    else:
        kinds += [each.id for each in measure.left_out]
    return known | {
        each: behind(seat.database, seat.person, measure.id, month, seat.today, which=each, months=back, most=0)[0]
        for each in kinds
    }


def _measure(found: Measures, measure: str) -> Measure:
    try:
        return found[measure]
    except KeyError as error:
        raise BadSettings(f"There is no measure {measure[:40]!r}; open the list from its figure.") from error


def _figure(measure: Series, month: date | None) -> Figure:
    return next((each for each in measure.months if each.month == month), measure.whole)
