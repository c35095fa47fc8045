"""Says values as a colleague would: "about 500 bearing caps 44-1182-C rev D", "by Friday 22 November 2024".

Comes in: lines, quantities, periods. Goes out: our own words, in English, for production, the page and the command line; a customer's
language is in `speech.py`.
"""

from clarifier.request.facts import Line, Period, Quantity, Request
from clarifier.request.speech import speech
from clarifier.texts import fill, table


def phrase(name: str, /, **values: str) -> str:
    """A sentence of knowledge/wording/messages.toml, `section.name`, filled."""
    section, key = name.split(".")
    return fill(table("wording/messages")[section][key], **values)


def amount(quantity: Quantity, *, unit: bool = True) -> str:
    """`about 500`, `400 to 500 ft`, `at least 200`, `2 boxes`."""
    return speech().amount(quantity, unit=unit)


def unit_word(quantity: Quantity) -> str:
    """The unit as it stands behind the amount; pieces have none."""
    return speech().unit(quantity)


def item(line: Line) -> str:
    """`bearing caps 44-1182-C rev D`."""
    return speech().item(line)


def amount_and_item(line: Line) -> str:
    """`about 500 bearing caps 44-1182-C rev D`."""
    return speech().amount_and_item(line)


def line_words(line: Line) -> str:
    """A line of a list: amount, item, and its own date where it has one."""
    return speech().line(line)


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
    return speech().when(period)


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
    if words[0].rstrip(".").casefold() in table("wording/messages")["names"]["titles"]:
        return contact.value
    return words[0] if words[0][0].isupper() else words[0].capitalize()


def full_name(request: Request) -> str:
    """The contact's whole name; "" where nobody is named."""
    contact = request.customer.contact
    return "" if contact is None else contact.value.title() if contact.value.islower() else contact.value


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
    return speech().number(value)
