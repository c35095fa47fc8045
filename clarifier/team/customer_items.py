"""What the summit talks about: one item a customer, and what several of them have in common.

Comes in: the occasions since the last summit. Goes out: items, each with the requests behind it, ways to choose from, and a rank: what it
means for the customer. A customer with several troubles is one item, not several.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clarifier.team.agenda import Item
from clarifier.team.ledger import Entry, shown
from clarifier.team.life import told
from clarifier.team.occasions import Occasions, Quiet
from clarifier.team.schedules import earliest
from clarifier.team.steps import Emergency
from clarifier.team.summit_words import (
    came,
    days,
    evidence,
    item,
    joined,
    names,
    numbered,
    only,
    options,
    quote,
    short,
    told_on,
    whose,
)
from clarifier.texts import fill, table

CONFLICT = 2  # troubles that make an account a conflict
MANY_DATES = 3


def customer_items(found: Occasions, today: date) -> list[Item]:
    """The items about customers, the most serious first."""
    items = [
        *_accounts(found, today),
        *_emergencies(found),
        *_over_promise(found, today),
        *_padding(found, today),
        *(_quiet(each, today) for each in found.quiet[:2]),
    ]
    return sorted(items, key=lambda each: -each.rank)


def shoes(found: Occasions, about: Sequence[Item]) -> Item:
    """One customer's days, seen from their side: the one with the most serious item."""
    words = table("wording/summit")["items"]["walk_in_their_shoes"]
    troubled = {
        each.life.content.customer: each for each in (*found.repromised, *found.overdue, *found.slipped, *found.missed)
    }
    for each in about:
        if each.customer in troubled:
            entry = troubled[each.customer]
            title = fill(words["title"], whose=whose(each.customer or ""), item=short(entry))
            return replace(item("walk_in_their_shoes", title, words["why"], evidence([entry])), customer=each.customer)
    return item("walk_in_their_shoes", words["title_none"], words["why_none"])


def _accounts(found: Occasions, today: date) -> list[Item]:
    """A customer's troubles together: what waits now, what waited through several dates, what came late."""
    troubles: dict[str, dict[str, list[Entry]]] = {}
    for kind in ("overdue", "slipped", "unasked", "repromised", "missed"):
        for entry in getattr(found, kind):
            if (
                kind != "repromised" or len(_dates_told(entry)) > 1
            ):  # a new promise that no customer heard troubles none
                troubles.setdefault(entry.life.content.customer, {}).setdefault(kind, []).append(entry)
    return [_account(customer, kinds, today) for customer, kinds in troubles.items()]


def _account(customer: str, kinds: dict[str, list[Entry]], today: date) -> Item:
    every = list({entry.id: entry for entries in kinds.values() for entry in entries}.values())
    waited = max(every, key=lambda each: len(_dates_told(each)))
    complaint = next((said for each in every if (said := _complaint(each))), None)
    rank = sum(_weight(kind, entry, today) for kind, entries in kinds.items() for entry in entries) + 3 * bool(
        complaint
    )
    proof, goods = evidence(every), short(waited)
    if len(_dates_told(waited)) >= MANY_DATES:
        told_days = joined([told_on(day, today) for day in _dates_told(waited)], most=9)
        words = {"number": waited.number, "days": told_days, "came": came(waited, today)}
        title = _said(
            "customer_issue", "waited_title", customer=customer, count=str(len(_dates_told(waited))), item=goods
        )
        why = _said("customer_issue", "waited_why", **words)
        rest = [each for each in every if each is not waited]
        why += "".join(f" {_line(each, today)}." for each in rest)
        made = item("customer_issue", title, why, proof, waited.number)
    elif len(every) >= CONFLICT:
        title = _said("customer_issue", "conflict_title", customer=customer, count=str(len(every)))
        why = _said("customer_issue", "conflict_why", list="; ".join(_line(each, today) for each in every))
        made, goods = item("customer_issue", title, why, proof, every[0].number), short(every[0])
    else:
        made = _single(customer, kinds, every[0], today)
    if complaint:
        made = replace(made, why=f"{made.why} {_said('customer_issue', 'complaint', words=complaint)}")
    ways = options(made.kind, customer=customer, item=goods)
    answers = every[0].life.answers
    waits_for_a_date = made.kind == "promise" and "slipped" not in kinds and bool(answers)
    owner = answers[-1].name if waits_for_a_date else every[0].life.drafted.name
    return replace(made, customer=customer, rank=rank, options=ways, owner=owner, pre_read=_pre_read(made))


def _single(customer: str, kinds: dict[str, list[Entry]], entry: Entry, today: date) -> Item:
    """The item of a customer with one request in trouble."""
    kind = next(each for each in ("overdue", "slipped", "unasked", "missed", "repromised") if each in kinds)
    goods, told_day = short(entry), max((p.on for p in entry.life.latest_told or entry.life.promise), default=today)
    words = {"number": entry.number}
    if kind == "overdue":
        due = min((p.on for p in entry.life.latest_told or entry.life.promise if p.on < today), default=told_day)
        title = _said("promise", "overdue_title", customer=customer, item=goods)
        why = _said(
            "promise",
            "overdue_why",
            day=told_on(due, today),
            late=days((today - due).days),
            came=came(entry, today),
            **words,
        )
        return item("promise", title, why, evidence([entry]), entry.number)
    if kind == "slipped":
        new = max(p.on for p in entry.life.promise)
        title = _said("promise", "slipped_title", customer=customer, item=goods)
        why = _said("promise", "slipped_why", day=told_on(told_day, today), new=told_on(new, today), **words)
        return item("promise", title, why, evidence([entry]), entry.number)
    if kind == "unasked":
        wanted = told_on(max(p.on for p in entry.life.requested), today)
        title = _said("promise", "unasked_title", customer=customer, item=goods, day=wanted)
        return item(
            "promise", title, _said("promise", "unasked_why", day=wanted, **words), evidence([entry]), entry.number
        )
    title = _said("customer_issue", "missed_title", whose=whose(customer), item=goods)
    first = max((p.on for p in entry.life.told), default=told_day)
    why = _said("customer_issue", "missed_why", day=told_on(first, today), came=came(entry, today), **words)
    return item("customer_issue", title, why, evidence([entry]), entry.number)


def _line(entry: Entry, today: date) -> str:
    told_days = _dates_told(entry)
    when = f"told {joined([told_on(day, today) for day in told_days], most=9)}" if told_days else "no date told"
    return f"{entry.number} {short(entry)}: {when}; {came(entry, today)}"


def _dates_told(entry: Entry) -> list[date]:
    """The last day of each schedule that the customer was told, each once."""
    return list(dict.fromkeys(max(p.on for p in told(each)) for each in entry.life.tells if told(each)))


def _complaint(entry: Entry) -> str | None:
    request = (entry.life.content.source or {}).get("request") or {}
    return quote(entry) if request.get("complaint") else None


def _weight(kind: str, entry: Entry, today: date) -> float:
    """What it means for the customer: waiting now weighs more than having waited, and each day and each date more."""
    base = {"overdue": 10.0, "slipped": 7.0, "unasked": 6.0, "repromised": 4.0, "missed": 3.0}[kind]
    due = max((p.on for p in entry.life.told), default=today)
    late = max(0, ((entry.life.completed_on or today) - due).days)
    return base + min(late, 30) / 5 + 2 * max(0, len(_dates_told(entry)) - 1) + (2 if entry.life.emergency else 0)


def _emergencies(found: Occasions) -> list[Item]:
    causes = table("wording/ledger")["causes"]
    by_cause: dict[str, list[Entry]] = {}
    for entry in found.emergencies:
        step = entry.life.emergency.step if entry.life.emergency else None
        if isinstance(step, Emergency):
            by_cause.setdefault(step.cause, []).append(entry)
    if not by_cause:
        return []
    cause, entries = max(by_cause.items(), key=lambda each: len(each[1]))
    customers = joined(names(entries))
    total = sum(map(len, by_cause.values()))
    if total == 1:
        title = _said("emergencies", "title_one", customers=customers, cause=causes[cause])
    else:
        title = _said("emergencies", "title", count=str(len(entries)), all=str(total), cause=causes[cause])
    rest = Counter({causes[each]: len(some) for each, some in by_cause.items() if each != cause})
    others = [_said("emergencies", "other", cause=name, count=str(count)) for name, count in rest.most_common()]
    tail = _said("emergencies", "others", list=joined(others, most=9)) if others else _said("emergencies", "alone")
    numbers = joined([each.number for each in entries], most=9)
    why = _said("emergencies", "why", customers=customers, numbers=numbers, others=tail)
    made = item("emergencies", title, why, evidence(entries[:9]))
    return [_about(made, entries, 4.0 + 1.5 * len(entries))]


def _over_promise(found: Occasions, today: date) -> list[Item]:
    if not found.over_promised:
        return []
    entries = found.over_promised
    lines = []
    for each in entries:
        pairs = (earliest(told(tell), each.life.promised_before(tell)) for tell in each.life.tells)
        said, promised = max((pair for pair in pairs if pair), key=lambda pair: pair[1] - pair[0])
        words = {"told": told_on(said, today), "promised": told_on(promised, today)}
        lines.append(_said("over_promise", "line", number=each.number, **words))
    customers = joined(names(entries))
    made = item("over_promise", _said("over_promise", "title", customers=customers),
                _said("over_promise", "why", list="; ".join(lines)), evidence(entries))  # fmt: skip
    return [_about(made, entries, 5.0 + len(entries))]


def _padding(found: Occasions, today: date) -> list[Item]:
    if not found.padded:
        return []
    entries = found.padded
    first = entries[0]
    early = max(
        (max(p.on for p in each.life.first_promise) - (each.life.completed_on or today)).days for each in entries
    )
    lines = []
    for each in entries[:4]:
        promised = max(p.on for p in each.life.first_promise)
        buffer = getattr(next(a for a in each.life.answers if getattr(a.step, "promise", ())).step, "buffer_days", 0)
        words = {
            "number": each.number,
            "promised": told_on(promised, today),
            "day": told_on(each.life.completed_on or today, today),
        }
        lines.append(_said("padding", "line", buffer=days(buffer), **words))
    goods = short(first)
    title = _said("padding", "title", item=goods[:1].upper() + goods[1:], days=days(early))
    why = _said("padding", "why", customers=joined(names(entries)), list="; ".join(lines))
    made = item("padding", title, why, evidence(entries))
    return [_about(made, entries, 3.0 + len(entries) / 2)]


def _about(made: Item, entries: Sequence[Entry], rank: float) -> Item:
    """An item about what several requests have in common."""
    return replace(made, customer=only(names(entries)), rank=rank, options=options(made.kind), pre_read=_pre_read(made))


def _pre_read(made: Item) -> str:
    words = table("wording/summit")["pre_read"]["requests"]
    return fill(words, numbers=joined([each.request for each in made.evidence], most=9))


def _quiet(account: Quiet, today: date) -> Item:
    month = f"{account.since:%B}" if account.since.year == today.year else f"{account.since:%B %Y}"
    title = _said("quiet_account", "title", customer=account.customer, month=month)
    why = _said("quiet_account", "why", number=shown(account.last), count=str(account.count))
    made = item("quiet_account", title, why, numbered([shown(account.last)]), shown(account.last))
    return replace(made, customer=account.customer, rank=3.0 + account.count / 4, pre_read=_pre_read(made))


def _said(kind: str, key: str, **values: str) -> str:
    return fill(table("wording/summit")["items"][kind][key], **values)
