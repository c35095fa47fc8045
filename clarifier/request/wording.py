"""Says values as a colleague would: "about 500 bearing caps 44-1182-C rev D", "by Friday 22 November 2024".

Comes in: lines, quantities, periods. Goes out: words for drafts, the page and the command line.
"""

from datetime import date

from clarifier.request.facts import Line, Period, Quantity, Request
from clarifier.texts import fill, table

_PLURALS = {"box": "boxes", "pallet": "pallets", "foot": "feet"}
_SYMBOLS = {
    "ea",
    "ft",
    "m",
    "kg",
    "lb",
    "gal",
    "l",
    "qt",
    "yd",
    "oz",
    "t",
    "g",
    "cm",
    "mm",
    "in",
    "m2",
    "sqft",
    "ml",
    "doz",
}


def phrase(name: str, /, **values: str) -> str:
    """A sentence of knowledge/wording/messages.toml, `section.name`, filled."""
    section, key = name.split(".")
    return fill(table("wording/messages")[section][key], **values)


def amount(quantity: Quantity, *, unit: bool = True) -> str:
    """`about 500`, `400 to 500 ft`, `at least 200`, `2 boxes`."""
    if quantity.value is not None:
        words = f"about {number(quantity.value)}" if quantity.approximate else number(quantity.value)
    elif quantity.minimum is not None and quantity.maximum is not None:
        words = f"{number(quantity.minimum)} to {number(quantity.maximum)}"
    elif quantity.minimum is not None:
        words = f"at least {number(quantity.minimum)}"
    else:
        words = f"up to {number(quantity.maximum or 0)}"
    return f"{words} {unit_word(quantity)}".strip() if unit and quantity.unit != "ea" else words


def unit_word(quantity: Quantity) -> str:
    """The unit as it stands behind the amount; pieces have none."""
    unit, value = quantity.unit, quantity.value or quantity.maximum or quantity.minimum or 0
    if unit == "ea":
        return ""
    if unit in _SYMBOLS or value == 1:
        return unit
    return _PLURALS.get(unit) or (unit + "es" if unit.endswith(("x", "ch", "sh")) else unit + "s")


def item(line: Line) -> str:
    """`bearing caps 44-1182-C rev D`."""
    description = line.description.value if line.description else ""
    part = line.part_number.value if line.part_number else ""
    words = description if part and part in description else " ".join(w for w in (description, part) if w)
    return f"{words} rev {line.revision.value}" if line.revision else words


def amount_and_item(line: Line) -> str:
    """`about 500 bearing caps 44-1182-C rev D`."""
    thing = item(line) or "(item not named)"
    if line.quantity is None:
        return f"{phrase('outcome.an_open_amount')} {thing}"
    between = " of " if line.quantity.unit != "ea" and unit_word(line.quantity) else " "
    return f"{amount(line.quantity)}{between}{thing}"


def line_words(line: Line) -> str:
    """A line of a list: amount, item, and its own date where it has one."""
    return amount_and_item(line) + (f", {when(line.needed_by)}" if line.needed_by else "")


def day(one: date, *, year: bool = True) -> str:
    """`Friday 22 November 2024`."""
    return f"{one:%A} {one.day} {one:%B}" + (f" {one.year}" if year else "")


def short_when(period: Period | None) -> str:
    """`Fri 22 Nov 2024 or Fri 15 Nov`, for a table; "" for none."""
    if period is None:
        return ""
    one = period.latest or period.earliest
    if one is None:
        return ""
    words = f"{one:%a} {one.day} {one:%b} {one.year}"
    if period.earliest and period.latest and period.earliest != period.latest:
        words = f"{period.earliest.day} {period.earliest:%b} to {words}"
    elif period.earliest and not period.latest:
        words = f"not before {words}"
    if (period.ambiguous or period.status == "conflicting") and period.alternatives:
        other = period.alternatives[0]
        words += f" or {other:%a} {other.day} {other:%b}"
    return words


def when(period: Period | None) -> str:
    """`by Friday 22 November 2024 (or Friday 15 November)`; "" for none."""
    if period is None:
        return ""
    if period.earliest and period.latest:
        words = (
            f"on {day(period.latest)}"
            if period.earliest == period.latest
            else f"from {day(period.earliest, year=False)} to {day(period.latest)}"
        )
    elif period.latest:
        words = f"by {day(period.latest)}"
    else:
        words = f"not before {day(period.earliest)}" if period.earliest else ""
    if (period.ambiguous or period.status == "conflicting") and period.alternatives:
        words += f" (or {day(period.alternatives[0], year=False)})"
    return words


def customer_name(request: Request) -> str:
    """The company, else the contact, else "The customer"."""
    customer = request.customer
    return (
        customer.company.value
        if customer.company
        else customer.contact.value
        if customer.contact
        else phrase("outcome.someone")
    )


def first_name(request: Request) -> str | None:
    """How one greets the contact: the first name, or the whole name behind a title."""
    contact = request.customer.contact
    if not contact:
        return None
    words = contact.value.split()
    if words[0].rstrip(".").casefold() in {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "father",
        "fr",
        "captain",
        "capt",
        "sir",
        "rev",
        "sister",
    }:
        return contact.value
    return words[0] if words[0][0].isupper() else words[0].capitalize()


def shown(quantity: Quantity) -> str:
    """`1500 ea`, `400-500 ft`, `>=200 ea`: a quantity as one would write it in a table."""
    return f"{amount_words(quantity)} {quantity.unit}"


def amount_words(quantity: Quantity) -> str:
    """The amount without its unit."""
    if quantity.value is not None:
        return f"{'~' if quantity.approximate else ''}{number(quantity.value)}"
    if quantity.minimum is not None and quantity.maximum is not None:
        return f"{number(quantity.minimum)}-{number(quantity.maximum)}"
    return (
        f"at least {number(quantity.minimum)}"
        if quantity.minimum is not None
        else f"up to {number(quantity.maximum or 0)}"
    )


def number(value: float) -> str:
    """1500.0 as `1,500`, 0.5 as `0.5`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"
