"""How the drafted agenda names requests, days and customers, and how an item is begun.

Comes in: entries of the ledger. Goes out: short words for a sentence, and Items with the rule and the outcome of their kind.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from clarifier.request.planted import find_planted
from clarifier.team.agenda import Evidence, Item, Kind, Outcome
from clarifier.team.ledger import Entry
from clarifier.team.wording import amount
from clarifier.texts import fill, table

MOST_QUOTE = 160  # characters
MOST_NAMES = 3
DECIDES = frozenset({"promise", "customer_issue", "emergencies", "over_promise", "padding", "topic"})


def item(kind: Kind, title: str, why: str, proof: Sequence[Evidence] = (), name: str = "") -> Item:
    """An item of a kind; `name` tells it from others of its kind."""
    outcome: Outcome = "decide" if kind in DECIDES else "inform"
    rule = table("checklists/summit")["kinds"][kind]["rule"]
    return Item(f"{kind}-{name}" if name else kind, title, kind, 0, why, outcome, rule=rule, evidence=tuple(proof))


def fixed(kind: Kind) -> Item:
    """An item whose words never change."""
    words = table("wording/summit")["items"][kind]
    return item(kind, words["title"], words["why"])


def options(kind: str, **values: str) -> tuple[str, ...]:
    """The ways that are offered for a kind, with the customer and the goods in them where they have a place."""
    found = []
    for each in table("wording/summit")["options"][kind]:
        wanted = {name: value for name, value in values.items() if f"{{{name}}}" in each}
        found.append(fill(each, **wanted))
    return tuple(found)


def short(entry: Entry) -> str:
    """The goods in a few words: their description, else their part number."""
    line = entry.life.content.lines[0]
    words = line.description or line.part_number or "order"
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def names(entries: Iterable[Entry]) -> list[str]:
    """The customers, each once."""
    return list(dict.fromkeys(each.life.content.customer for each in entries))


def joined(words: Sequence[str], most: int = MOST_NAMES) -> str:
    """`A`, `A and B`, `A, B and C`, `A, B and 4 more`."""
    shown = list(words) if len(words) <= most else [*words[: most - 1], f"{len(words) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def whose(name: str) -> str:
    """`Kolb's`, `Juniper Lifts'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def only(names_: Sequence[str]) -> str | None:
    """The one customer that an item is about; None where it is about several, or none."""
    return names_[0] if len(names_) == 1 else None


def numbered(numbers: Iterable[str]) -> list[Evidence]:
    """Evidence without the customer's words."""
    return [Evidence(number) for number in numbers]


def evidence(entries: Iterable[Entry]) -> list[Evidence]:
    """The requests, with the customer's own words where they were kept."""
    return [Evidence(each.number, quote(each)) for each in entries]


def quote(entry: Entry) -> str | None:
    """Why it matters to the customer, in the words of their email; words that speak to software are none."""
    source = entry.life.content.source or {}
    request = source.get("request") or {}
    for field in ("consequence_if_late", "reason", "complaint"):
        words = ((request.get(field) or {}).get("evidence") or {}).get("quote")
        if isinstance(words, str) and words.strip():
            return _flat(words)
    why = entry.life.content.why
    return _flat(why) if why and not find_planted(why) else None


def _flat(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MOST_QUOTE else f"{flat[:MOST_QUOTE].rstrip()}…"


def told_on(day: date, today: date) -> str:
    """`22 November`, with the year where it is not this one."""
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def days(count: int) -> str:
    """`a day`, `4 days`."""
    return "a day" if count == 1 else f"{count} days"


def came(entry: Entry, today: date) -> str:
    """What is there of what was to come, and since when all of it."""
    life = entry.life
    if life.completed_on:
        return f"all of it came on {told_on(life.completed_on, today)}"
    owed, there = sum(life.owed.values(), Decimal(0)), sum(life.delivered.values(), Decimal(0))
    if life.state == "closed":
        return f"closed with {amount(there)} of {amount(owed)} delivered"
    return f"{amount(there)} of {amount(owed)} came so far" if there else "nothing came so far"
