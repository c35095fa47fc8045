"""What a request makes people write: the question to production, the message to the customer.

Comes in: a Life, or a part of it. Goes out: plain text in a colleague's words; the words themselves stand in
knowledge/wording/requests_page.toml.
"""

from collections.abc import Sequence
from datetime import date

from clarifier.team.life import Life
from clarifier.team.steps import Content, Portion
from clarifier.team.telling import items, listed, portions, straight
from clarifier.texts import fill, table


def words(section: str) -> dict[str, str]:
    """A table of the tab's wording."""
    found: dict[str, str] = table("wording/requests_page")[section]
    return found


def asking(content: Content, today: date) -> str:
    """The question to production: as it was drafted with the email, else made of the lines."""
    return content.ask or question(content, today)


def question(content: Content, today: date) -> str:
    """The question to production, made of the lines."""
    said = words("sentences")
    asked = fill(said["asks"], customer=straight(content.customer), items=items(content, today))
    return f"{asked}\n{fill(said['why'], why=content.why)}" if content.why else asked


def telling(life: Life, told: Sequence[Portion], today: date) -> str:
    """What to write to the customer about these dates; about a no where there are none."""
    said, content = words("sentences"), life.content
    name = content.contact.replace(",", " ").split()[:1]
    greeting = fill(said["greeting"], name=name[0]) if name and "@" not in name[0] else said["greeting_nobody"]
    if not told:
        return fill(said["refusal"], greeting=greeting, items=items(content, today, dated=False))
    return fill(said["promise"], greeting=greeting, items=listed(portions(told, content, today, named=True)))


def shortened(items: Sequence[str], most: int) -> tuple[str, ...]:
    """The first ones, and how many more there are."""
    if len(items) <= most:
        return tuple(items)
    return (*items[:most], fill(words("sentences")["more"], count=str(len(items) - most)))


def early(days: int) -> str:
    """The warning that a date is told earlier than promised; "" where it is not."""
    said = words("early")
    return "" if days < 1 else said["one"] if days == 1 else fill(said["many"], days=str(days))
