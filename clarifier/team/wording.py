"""Quantities and days of the ledger, said as a colleague would."""

from datetime import date
from decimal import Decimal


def amount(quantity: Decimal, unit: str = "") -> str:
    """`1,500`, `2.5 m`; plain pieces need no unit."""
    number = f"{quantity.normalize():,f}"
    return number if unit in ("", "ea") else f"{number} {unit}"


def day(when: date, today: date | None = None) -> str:
    """`Fri 22 November`, with the year where it is not today's."""
    words = f"{when:%a} {when.day} {when:%B}"
    return words if today is None or when.year == today.year else f"{words} {when.year}"
