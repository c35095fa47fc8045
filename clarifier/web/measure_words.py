"""Figures, months and places of the measures, said as a colleague would.

Comes in: figures and dates. Goes out: words, and the addresses of the lists behind the figures.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from clarifier.errors import BadSettings
from clarifier.team.counted import MOST_MONTHS
from clarifier.team.figures import FEW, Figure
from clarifier.texts import table

NOTHING = "–"
MINUS = "−"


def words() -> dict[str, Any]:
    """What the page says: knowledge/wording/measures_page.toml."""
    return table("wording/measures_page")


def said(unit: str, figure: Figure) -> str:
    """`87 %`, `3 days`, `21 hours`; a share of few as `2 of 3`, as per cent of three say little."""
    if figure.value is None:
        return NOTHING
    if unit == "share":
        few = figure.count < FEW
        return f"{figure.number} of {figure.count}" if few else f"{percent(figure.number, figure.count)} %"
    return value_said(unit, figure.value)


def value_said(unit: str, value: float) -> str:
    """A value with its unit: days, hours, or a plain count."""
    if unit == "requests":
        return f"{value:,.0f}"
    number = f"{value:,.0f}" if unit == "hours" and abs(value) >= 10 else f"{round(value, 1):,g}"
    return f"{number.replace('-', MINUS)} {unit.removesuffix('s') if number in ('1', '-1') else unit}"


def counted(unit: str, figure: Figure) -> str:
    """`41 of 47`; of a median `of 23`."""
    if figure.value is None:
        return ""
    if unit == "share":
        return f"{figure.number:,} of {figure.count:,}"
    return f"of {figure.count:,}" if unit != "requests" else ""


def percent(number: int, count: int) -> int:
    """A whole per cent; 100 are all of them and 0 are none, never nearly."""
    whole = round(100 * number / count)
    return min(max(whole, int(number > 0)), 100 if number == count else 99)


def short(month: date) -> str:
    """`Oct`."""
    return f"{month:%b}"


def named(month: date, today: date | None = None) -> str:
    """`October`, with its year where it is not today's."""
    return f"{month:%B}" if today and today.year == month.year else f"{month:%B %Y}"


def window(months: Sequence[date]) -> str:
    """`November 2025 to October 2026`."""
    first, last = months[0], months[-1]
    return named(first) if first == last else f"{named(first)} to {named(last)}"


def days(count: float) -> str:
    """`a day`, `3 days`."""
    return "a day" if count == 1 else value_said("days", count)


def place(measure: str, month: date | None, months: int, which: str = "") -> str:
    """The address of the list behind a figure, of a month or of the last so many."""
    period = f"{month:%Y-%m}" if month else f"last-{months}"
    return f"#measures/{measure}/{period}" + (f"/{which}" if which else "")


def period(written: str, today: date) -> tuple[date | None, int]:
    """The month that an address names, None for a whole window, and how many months back that is looked at. Raises BadSettings."""
    kind, _, number = written.partition("-")
    if (
        kind == "last"
        and number.isascii()
        and number.isdigit()
        and len(number) <= 2
        and 1 <= int(number) <= MOST_MONTHS
    ):
        return None, int(number)
    try:
        month = date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise BadSettings(f"{written[:20]!r} is no month; open the list from its figure.") from error
    back = (today.year - month.year) * 12 + today.month - month.month + 1
    if not 1 <= back <= MOST_MONTHS:
        raise BadSettings(
            f"Measures look back {MOST_MONTHS} months at most, and not ahead; {written} is not among them."
        )
    return month, back
