"""A request said in sentences: what is needed, what to ask production, what to tell the customer.

Comes in: a Life, or a part of it. Goes out: plain text in a colleague's words; the words themselves stand in
knowledge/wording/requests_page.toml.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from clarifier.team.life import Life
from clarifier.team.steps import Content, Portion, RequestLine
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table

MOST_ITEMS = 3  # that a sentence names
_TURNS = dict.fromkeys(
    (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)  # the direction of what follows


def words(section: str) -> dict[str, str]:
    """A table of the tab's wording."""
    found: dict[str, str] = table("wording/requests_page")[section]
    return found


def straight(text: str) -> str:
    """Without the marks that would turn the direction of the sentence around it."""
    return text.translate(_TURNS)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


def needed(content: Content, today: date) -> str:
    """Who needs what by when, in one sentence."""
    return fill(words("sentences")["needs"], customer=straight(content.customer), items=_items(content, today))


def asking(content: Content, today: date) -> str:
    """The question to production: as it was drafted with the email, else made of the lines."""
    return content.ask or question(content, today)


def question(content: Content, today: date) -> str:
    """The question to production, made of the lines."""
    said = words("sentences")
    asked = fill(said["asks"], customer=straight(content.customer), items=_items(content, today))
    return f"{asked}\n{fill(said['why'], why=content.why)}" if content.why else asked


def telling(life: Life, told: Sequence[Portion], today: date) -> str:
    """What to write to the customer about these dates; about a no where there are none."""
    said, content = words("sentences"), life.content
    name = content.contact.replace(",", " ").split()[:1]
    greeting = fill(said["greeting"], name=name[0]) if name and "@" not in name[0] else said["greeting_nobody"]
    if not told:
        return fill(said["refusal"], greeting=greeting, items=_items(content, today, dated=False))
    return fill(said["promise"], greeting=greeting, items=listed(portions(told, content, today, named=True)))


def portions(schedule: Iterable[Portion], content: Content, today: date, *, named: bool = False) -> list[str]:
    """`500 by Fri 22 November` for each portion, in the order of their days; `named` says of what."""
    found = sorted(schedule, key=lambda each: (each.on, each.line))
    is_named = named or len(content.lines) > 1
    return [f"{_some(content, each, is_named)} by {day(each.on, today)}" for each in found]


def shortened(items: Sequence[str], most: int) -> tuple[str, ...]:
    """The first ones, and how many more there are."""
    if len(items) <= most:
        return tuple(items)
    return (*items[:most], fill(words("sentences")["more"], count=str(len(items) - most)))


def early(days: int) -> str:
    """The warning that a date is told earlier than promised; "" where it is not."""
    said = words("early")
    return "" if days < 1 else said["one"] if days == 1 else fill(said["many"], days=str(days))


def line_of(content: Content, number: int) -> RequestLine:
    """The line of this number, counted from 1; an empty one where it was taken out since."""
    return content.lines[number - 1] if number <= len(content.lines) else RequestLine(description=f"line {number}")


def _some(content: Content, portion: Portion, is_named: bool) -> str:
    line = line_of(content, portion.line)
    much = amount(portion.quantity, line.unit)
    return f"{much} {straight(line.name)}" if is_named else much


def _items(content: Content, today: date, *, dated: bool = True) -> str:
    days = {line.requested for line in content.lines}
    one = next(iter(days)) if dated and len(days) == 1 else None
    shown = [_item(line, today, dated=dated and len(days) > 1) for line in content.lines[:MOST_ITEMS]]
    if len(content.lines) > MOST_ITEMS:
        shown.append(f"{len(content.lines) - MOST_ITEMS} more")
    return f"{listed(shown)} by {day(one, today)}" if one else listed(shown)


def _item(line: RequestLine, today: date, *, dated: bool) -> str:
    name = straight(line.name)
    much = f"{amount(line.quantity, line.unit)} {name}" if line.quantity else name
    return f"{much} by {day(line.requested, today)}" if dated and line.requested else much
