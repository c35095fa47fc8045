"""What a manager types or pastes becomes an item like the others: the problem, never the person.

Comes in: a complaint, a heated thread, a line. Goes out: an Item whose words lost their heat and kept their facts, with the customer and the
requests that it names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from clarifier.errors import BadSettings
from clarifier.reframe.reframed import reframe
from clarifier.team.agenda import Item
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, number_of, shown
from clarifier.team.summit_words import item, numbered, options
from clarifier.texts import fill, table

MOST_TOPICS, LONGEST = 10, 2_000  # topics, characters of one: cooling a hot page takes a second
LONGEST_TITLE, LONGEST_WHY = 110, 600
RANK = 9.0  # a manager brought it: above most of what is drafted
_NUMBER = re.compile(r"\bR-(\d{1,9})\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.!?])\s+")


def topic_items(topics: Sequence[str], database: Database) -> list[Item]:
    """An item for each topic that says something. Raises BadSettings for too many or too long ones."""
    said = [each.strip() for each in topics if each.strip()]
    if len(said) > MOST_TOPICS:
        raise BadSettings(f"A summit takes {MOST_TOPICS} topics of your own at most, not {len(said)}.")
    return [_topic(text, place, database) for place, text in enumerate(said, 1)]


def _topic(text: str, place: int, database: Database) -> Item:
    if len(text) > LONGEST:
        raise BadSettings(f"A topic has {LONGEST:,} characters at most; this one has {len(text):,}. Shorten it.")
    words = table("wording/summit")["items"]["topic"]
    calm = reframe(text)
    said = " ".join(calm.rewritten.split()) or " ".join(text.split())
    sentences = _ENDS.split(said)
    asked = next((each for each in sentences if each.endswith("?")), None)
    title = asked or fill(words["title"], words=sentences[0].rstrip(".!"))
    rest = " ".join(each for each in sentences if each != asked) if asked else said
    why = fill(words["why"], words=_cut(rest, LONGEST_WHY)) if rest else words["why_none"]
    customer = _customer(text, database)
    made = item("topic", _cut(title, LONGEST_TITLE), why, numbered(_requests(text, database)), str(place))
    made = replace(made, customer=customer, rank=RANK - place / 100, options=options("topic"))
    return made if calm.is_ready else replace(made, pre_read=words["unready"])


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"


def _customer(text: str, database: Database) -> str | None:
    """The customer of the ledger whose name, or first word of it, stands in the text; the longest name first."""
    plain = f" {_plain(text)} "
    with database.reading() as connection:
        query = select(REQUESTS.c.customer, func.count().label("many")).where(REQUESTS.c.is_shared.is_(True))
        found = connection.execute(query.group_by(REQUESTS.c.customer)).all()
    for row in sorted(found, key=lambda each: (-len(each.customer), each.customer)):
        name = _plain(row.customer)
        if name and (f" {name} " in plain or (len(name.split()[0]) > 3 and f" {name.split()[0]} " in plain)):
            return str(row.customer)
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _requests(text: str, database: Database) -> list[str]:
    """The requests that the text names and the ledger holds."""
    wanted = {number_of(number) for number in _NUMBER.findall(text) if int(number)}
    with database.reading() as connection:
        query = select(REQUESTS.c.id).where(REQUESTS.c.id.in_(wanted), REQUESTS.c.is_shared.is_(True))
        return [shown(number) for number in sorted(connection.execute(query).scalars())]
