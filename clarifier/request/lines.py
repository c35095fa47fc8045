"""From mentions to lines: what stands after all the customer said, oldest message first, each change applied to what stood before.

Comes in: the mentions of each of the customer's messages, oldest first. Goes out: the lines, what was set aside, the part
they would take first, and a total that does not add up. The earlier value of a changed quantity stays in `alternatives`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.facts import Fact, Line, Quantity, SetAside, Status, cite
from clarifier.request.items import UNSAID, Mention, Word
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table


@dataclass(frozen=True)
class Conflict:
    """Two statements of amounts that cannot both be right."""

    stated: str
    other: str
    quote: str
    total: bool = False  # `stated` is the sum of the lines, `other` the total given


@dataclass
class Draft:
    """A line while it is being put together."""

    part: Fact | None = None
    description: Fact | None = None
    revision: Fact | None = None
    quantity: Quantity | None = None
    due: DateReading | None = None
    due_reading: Reading | None = None
    names: set[str] = field(default_factory=set)
    listed: bool = False
    asked: bool = False
    cancelled: bool = False
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True)
class Items:
    """All that was said about items, put together."""

    drafts: tuple[Draft, ...]
    cancelled: tuple[Draft, ...]
    partial_offer: Quantity | None
    conflicts: tuple[Conflict, ...]
    set_aside: tuple[SetAside, ...]


def gather_items(messages: Sequence[tuple[Reading, Sequence[Mention]]], *, promoted: bool = False) -> Items:
    """Applies the mentions of all messages, oldest first. Where nothing is ordered in so many words, an amount of a
    named thing counts as ordered (`promoted`)."""
    drafts: list[Draft] = []
    aside: list[SetAside] = []
    conflicts: list[Conflict] = []
    offer: Quantity | None = None
    for reading, mentions in messages:
        last: Draft | None = None
        totals: list[Mention] = []
        lists = any(m.listed for m in mentions)
        for mention in mentions:
            if mention.role == "aside":
                aside.append(_set_aside(mention))
            elif mention.role == "partial":
                offer = _quantity(mention)
            elif mention.role == "total" or (lists and not mention.listed and _introduces_list(mention, mentions)):
                totals.append(mention)
            else:
                last = _apply(drafts, mention, last, conflicts, aside) or last
        for total in totals:
            _lend_part(drafts, total, mentions)
            _add_remainder(drafts, total, reading)
        for total in totals:
            _settle_total(drafts, total, reading, conflicts, aside)
        _loose_revision(drafts, reading, mentions)
    if not any(d.quantity for d in drafts) and not promoted and (named := _promoted(messages)):
        return gather_items(named, promoted=True)
    standing = [d for d in drafts if not d.cancelled]
    with_quantity = [d for d in standing if d.quantity]
    kept = with_quantity or [d for d in standing if d.part or d.asked][:8]
    return Items(tuple(kept), tuple(d for d in drafts if d.cancelled), offer, tuple(conflicts), tuple(aside))


def _promoted(messages: Sequence[tuple[Reading, Sequence[Mention]]]) -> list[tuple[Reading, list[Mention]]] | None:
    """The mentions with amounts that no word orders turned into orders, when they name a thing; None where there are none."""
    found = False
    turned = []
    for reading, mentions in messages:
        changed = []
        for mention in mentions:
            if mention.role == "aside" and mention.why == UNSAID and mention.amount and (mention.unit or mention.item) and not says("roles/before/past", _sentence(mention)):
                mention, found = replace(mention, role="order"), True
            changed.append(mention)
        turned.append((reading, changed))
    return turned if found else None


def as_line(draft: Draft) -> Line:
    """The line of a draft; its date is set where all dates are weighed."""
    return Line(draft.part, draft.description, draft.revision, draft.quantity)


def name_words(text: str) -> set[str]:
    """The words of an item's name, without the little ones, in the singular."""
    lead = set(table("lexicons/items")["lead"]) | set(table("lexicons/items")["stop"])
    return {_singular(word) for word in re.findall(r"[\w/.-]*\w", text.casefold()) if word not in lead and len(word) > 1}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _introduces_list(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether rows stand under the sentence of this amount: then it is their total."""
    place = mention.reading.passage_of(mention.start)
    if place is None or mention.role not in ("order", "claim"):
        return False
    below = [m for m in mentions if m.listed and m.introduced_by == place]
    return len(below) >= 2


def _apply(drafts: list[Draft], mention: Mention, last: Draft | None, conflicts: list[Conflict], aside: list[SetAside]) -> Draft | None:
    draft, explicit = _find(drafts, mention, last)
    if mention.role == "claim":
        if draft and explicit and draft.quantity and mention.definite and not _same_message(draft, mention):
            return None  # "the 40 you can forget": an earlier amount, named again
        if draft and explicit and name_words(mention.name) and not name_words(mention.name) & draft.names:
            draft = None  # "CB6-L with the iron on two faces"
        if not (draft and explicit and draft.quantity):
            aside.append(_set_aside(replace(mention, why="no word says that it is ordered")))
            return None
        mention = replace(mention, role="order")
    if mention.role == "cancel":
        if draft and explicit:
            draft.cancelled = True
        elif not draft and mention.listed is False and not explicit and len(drafts) >= 1 and _means_all(mention):
            for one in drafts:
                one.cancelled = True
        return draft
    if mention.role == "mention":
        if draft is None and (mention.part or _asked(mention)):
            draft = Draft(asked=_asked(mention))
            drafts.append(draft)
        if draft:
            _describe(draft, mention)
        return draft
    if mention.role in ("half", "fewer") and draft is None:
        draft = next((d for d in drafts if d.quantity and not d.cancelled), None)
        if draft is None:
            aside.append(_set_aside(replace(mention, why="a share of an order that is not in this email")))
            return None
    if draft and draft.cancelled and mention.role == "order":
        draft = None
    if draft and draft.quantity and mention.listed and draft.listed and _same_message(draft, mention) and mention.role == "order":
        draft = None  # two rows of one list are two lines, even for one part
    if draft is None:
        draft = Draft(listed=mention.listed)
        drafts.append(draft)
    _describe(draft, mention)
    draft.listed = draft.listed or mention.listed
    draft.asked = True
    new = _quantity(mention)
    old = draft.quantity
    if mention.role == "half" and mention.amount and mention.amount.value is not None:
        targets = [draft] if explicit or len(drafts) == 1 else [d for d in drafts if d.quantity and not d.cancelled]
        for one in targets:
            if one.quantity:
                one.quantity = _changed(one.quantity, new, (one.quantity.value or 0) * mention.amount.value)
        return draft
    if new is None:
        return draft
    if old is None:
        draft.quantity = new
    elif mention.role in ("more", "fewer") and old.value is not None and new.value is not None:
        sign = 1 if mention.role == "more" else -1
        draft.quantity = _changed(old, new, old.value + sign * new.value)
    elif not _same_message(draft, mention, quantity_only=True) or _corrects(mention):
        if (old.value, old.minimum, old.maximum) != (new.value, new.minimum, new.maximum):
            unit = new.unit if mention.unit else old.unit
            draft.quantity = replace(new, unit=unit, alternatives=(*old.alternatives, shown(old)))
    elif (old.value, old.minimum, old.maximum) != (new.value, new.minimum, new.maximum):
        if explicit:
            conflicts.append(Conflict(shown(old), shown(new), new.evidence.quote))
            draft.quantity = replace(old, status="conflicting", alternatives=(*old.alternatives, shown(new)))
        else:
            aside.append(_set_aside(replace(mention, why="another number stands with the order")))
    draft.mentions.append(mention)
    if mention.needed_by:
        draft.due, draft.due_reading = mention.needed_by, mention.reading
    return draft


def _find(drafts: list[Draft], mention: Mention, last: Draft | None) -> tuple[Draft | None, bool]:
    """The draft a mention speaks of, and whether it says so itself (a number or a name, not "another 40")."""
    standing = [d for d in drafts if not d.cancelled] or drafts
    words = name_words(mention.name)
    if mention.part:
        key = _key(mention.part.value)
        for draft in standing:
            if draft.part and _key(draft.part.value) == key:
                return draft, True
        same = [d for d in standing if not d.part and words & d.names and (mention.role == "mention" or not (d.quantity and d.listed))]
        if len(same) == 1 or (same and mention.role == "mention"):
            return same[0], True
        if mention.role == "mention" and not words and last and not last.part:
            return last, False
        if not words and len(standing) == 1 and not standing[0].part and not standing[0].quantity:
            return standing[0], True
        return None, True
    if words:
        ranked = sorted(standing, key=lambda d: -_likeness(words, d, mention))
        if ranked and _likeness(words, ranked[0], mention) > 0:
            return ranked[0], True
        near = [d for d in standing if d.part and any(_is_short_for(word, d.part.value) for word in words)]
        if near:
            return near[0], True
        if mention.listed or mention.role in ("order", "mention") or (mention.role == "more" and not mention.listed):
            unnamed = [d for d in standing if not d.names and not (mention.listed and d.quantity)]
            if len(unnamed) == 1 and (unnamed[0].quantity is None):
                return unnamed[0], False
            return None, True
        return (last or (standing[0] if len(standing) == 1 else None)), False
    if mention.listed:
        return None, False
    counted = [d for d in standing if d.quantity]
    if mention.role in ("more", "fewer", "half") and counted:
        return (last if last in counted else counted[-1] if len(counted) == 1 else last), False
    if last and (last.quantity or last.part or not counted or _same_sentence(last, mention)):
        return last, False
    active = counted or [d for d in standing if d.part] or standing
    return (active[0] if len(active) == 1 else None), False


def _same_sentence(draft: Draft, mention: Mention) -> bool:
    found = draft.description
    return found is not None and found.evidence.message == mention.reading.message.index and (
        mention.reading.passage_of(found.evidence.start) == mention.reading.passage_of(mention.start)
    )


def _told_apart(draft: Draft) -> bool:
    """Whether the draft's name has words enough to be a name of its own."""
    return len(draft.names) > 1 and draft.quantity is not None


def _likeness(words: set[str], draft: Draft, mention: Mention) -> float:
    """How well a name fits a draft; 0 where each has a word that sets it apart in a list."""
    shared = words & draft.names
    if not shared:
        return 0
    apart, theirs = words - draft.names, draft.names - words
    if mention.listed and draft.listed and (apart or theirs):
        return 0 if apart and theirs else 0.5 if _same_message(draft, mention) is False else 0
    if apart and theirs and not _corrects(mention) and len(shared) < 2 and (_same_message(draft, mention) and draft.quantity or _told_apart(draft)):
        return 0  # "25 menu covers and 10 wine list covers"
    if apart and theirs and any(re.search(r"\d", word) for word in apart) and any(re.search(r"\d", word) for word in theirs):
        return 0
    if apart and _same_message(draft, mention) and draft.quantity and mention.amount and not _corrects(mention) and _colour_or_size(apart):
        return 0
    return len(shared) + 1 / (1 + len(apart) + len(theirs))


def _colour_or_size(words: set[str]) -> bool:
    """Whether the words that differ tell one variant from another."""
    return bool(words & set(table("lexicons/items")["variants"]))


def _is_short_for(word: str, part: str) -> bool:
    """`7714` for `TWH-7714`, `300g` for nothing."""
    pieces = re.split(r"[-/. ]", part.casefold())
    return any(c.isdigit() for c in word) and len(word) >= 3 and word in pieces


def _describe(draft: Draft, mention: Mention) -> None:
    message = mention.reading.message
    if mention.item and mention.amount and draft.quantity is None and not draft.part:
        draft.description, draft.names = None, set()  # what was only talked about is named by the order itself
    if mention.part and not draft.part:
        draft.part = Fact(mention.part.value, cite(message, mention.part.start, mention.part.end))
    if mention.item:
        words = name_words(mention.name)
        if words:
            if not draft.description:
                draft.description = Fact(" ".join(mention.name.split()), cite(message, *mention.item))
            draft.names |= words
    if mention.revision:
        _revise(draft, mention.reading, mention.revision)


def _revise(draft: Draft, reading: Reading, revision: Word) -> None:
    value = re.sub(r"^rev\.?\s*", "", revision.value, flags=re.I)
    old = draft.revision
    earlier = (*old.alternatives, old.value) if old and old.value.casefold() != value.casefold() else old.alternatives if old else ()
    draft.revision = Fact(value, cite(reading.message, revision.start, revision.end), "stated", earlier)


def _loose_revision(drafts: list[Draft], reading: Reading, mentions: Sequence[Mention]) -> None:
    """A revision that stands in no item's sentence speaks of the only item."""
    standing = [d for d in drafts if not d.cancelled and (d.quantity or d.part)]
    if len([d for d in standing if d.quantity] or standing) != 1:
        return
    claimed = {m.revision.start for m in mentions if m.revision and m.role not in ("aside", "partial", "total")}
    loose = [i for i in reading.identifiers if i.kind == "revision" and not i.negated and i.start not in claimed]
    valid = [i for i in loose if re.search(r"\b(?:valid|correct|current|latest|right|now|new)\b[^.;]{0,25}$", reading.text[max(0, i.start - 40) : i.start], re.I)]
    if loose and (not standing[0].revision or standing[0].revision.evidence.message != reading.message.index or valid):
        chosen = valid[-1] if valid else loose[0]
        _revise(standing[0], reading, Word(chosen.start, chosen.end, chosen.value))


_REMAINDER = re.compile(r"\b(?:the )?(?:remaining|rest|balance|remainder|others?)\b(?: of (?:the|them|these))?(?: \w+)?(?: (?:in|should be|to be|are|go) )", re.I)


def _lend_part(drafts: list[Draft], total: Mention, mentions: Sequence[Mention]) -> None:
    """"24 chairs, model FR-18: 10 blue, 8 grey": the rows below are of the part named above."""
    if not total.part:
        return
    below = {m.amount.start for m in mentions if m.listed and m.amount and m.introduced_by == total.reading.passage_of(total.start)}
    for draft in drafts:
        found = draft.quantity.evidence if draft.quantity else None
        if found and found.start in below and found.message == total.reading.message.index and not draft.part:
            draft.part = Fact(total.part.value, cite(total.reading.message, total.part.start, total.part.end))


def _add_remainder(drafts: list[Draft], total: Mention, reading: Reading) -> None:
    """"600 in total: 250 red, 200 black and the rest in white": the line whose amount is what is left."""
    here = [d for d in drafts if not d.cancelled and d.quantity and d.quantity.value and d.quantity.evidence.message == reading.message.index]
    amount = total.amount
    if not here or amount is None or amount.value is None:
        return
    left = amount.value - sum(d.quantity.value or 0 for d in here if d.quantity)
    place = reading.passage_of(here[-1].quantity.evidence.start) if here[-1].quantity else None
    match = _REMAINDER.search(reading.text, amount.end, reading.passages[place].end) if place is not None else None
    if not match or left <= 0:
        return
    words = re.compile(r"[\w'-]+(?: [\w'-]+){0,2}").match(reading.text, match.end())
    end = words.end() if words else match.end()
    lead = len("the ") if match[0].casefold().startswith("the ") else 0
    evidence = cite(reading.message, match.start(), end)
    described = cite(reading.message, match.start() + lead, end)
    unit = here[-1].quantity.unit if here[-1].quantity else "ea"
    drafts.append(Draft(
        description=Fact(described.quote, described), quantity=Quantity(left, None, None, unit, evidence, False, "inferred"),
        names=name_words(described.quote), listed=True, asked=True,
    ))  # fmt: skip


def _settle_total(drafts: list[Draft], total: Mention, reading: Reading, conflicts: list[Conflict], aside: list[SetAside]) -> None:
    """A total is checked against its lines; with one line or none it is the order itself."""
    here = [d for d in drafts if not d.cancelled and d.quantity and d.quantity.evidence.message == reading.message.index]
    new = _quantity(total)
    if new is None or new.value is None:
        return
    same_unit = [d for d in here if d.quantity and d.quantity.value is not None]
    if len(same_unit) >= 2:
        summed = sum(d.quantity.value or 0 for d in same_unit if d.quantity)
        if summed != new.value and not _part_of_total(total, same_unit):
            conflicts.append(Conflict(number(summed), shown(new), new.evidence.quote, total=True))
        aside.append(_set_aside(replace(total, why="a total of the lines")))
        return
    _apply(drafts, replace(total, role="order"), None, conflicts, aside)


def _part_of_total(total: Mention, drafts: Sequence[Draft]) -> bool:
    """A total that names one item only speaks of that item's lines; others beside it prove nothing."""
    words = name_words(total.name)
    return bool(words) and any(words & d.names for d in drafts) and not all(words & d.names for d in drafts) and sum(
        (d.quantity.value or 0) for d in drafts if d.quantity and words & d.names
    ) == (total.amount.value if total.amount else None)


def _asked(mention: Mention) -> bool:
    return says("terms/request/ask", _sentence(mention))


def _means_all(mention: Mention) -> bool:
    return bool(re.search(r"\b(?:order|po|everything|all|whole)\b", _sentence(mention), re.I))


def _sentence(mention: Mention) -> str:
    place = mention.reading.passage_of(mention.start)
    return mention.reading.words(mention.reading.passages[place]) if place is not None else mention.reading.text[mention.start : mention.end]


def _corrects(mention: Mention) -> bool:
    return (mention.amount is not None and mention.amount.change == "to") or says("terms/request/correction", _sentence(mention))


def _same_message(draft: Draft, mention: Mention, *, quantity_only: bool = False) -> bool:
    index = mention.reading.message.index
    if draft.quantity:
        return draft.quantity.evidence.message == index
    return not quantity_only and any(f and f.evidence.message == index for f in (draft.part, draft.description))


def _quantity(mention: Mention) -> Quantity | None:
    amount: Amount | None = mention.amount
    if amount is None or (amount.value is None and amount.minimum is None and amount.maximum is None):
        return None
    return Quantity(
        amount.value, amount.minimum, amount.maximum, mention.unit or amount.unit or "ea",
        cite(mention.reading.message, amount.start, amount.end), amount.approximate,
    )  # fmt: skip


def _changed(old: Quantity, new: Quantity | None, value: float) -> Quantity:
    """The old quantity after "another 40" or "only half": worked out, with the words that changed it."""
    status: Status = "inferred"
    evidence = new.evidence if new else old.evidence
    return replace(old, value=value, minimum=None, maximum=None, evidence=evidence, status=status, alternatives=(*old.alternatives, shown(old)))


def shown(quantity: Quantity) -> str:
    """`1500 ea`, `400-500 ft`, `>=200 ea`: a quantity as one would write it in a table."""
    return f"{amount_words(quantity)} {quantity.unit}"


def amount_words(quantity: Quantity) -> str:
    """The amount without its unit."""
    if quantity.value is not None:
        return f"{'~' if quantity.approximate else ''}{number(quantity.value)}"
    if quantity.minimum is not None and quantity.maximum is not None:
        return f"{number(quantity.minimum)}-{number(quantity.maximum)}"
    return f"at least {number(quantity.minimum)}" if quantity.minimum is not None else f"up to {number(quantity.maximum or 0)}"


def number(value: float) -> str:
    """1500.0 as `1,500`, 0.5 as `0.5`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"


def _set_aside(mention: Mention) -> SetAside:
    amount = mention.amount
    value = amount.value if amount and amount.value is not None else amount.minimum if amount else None
    return SetAside("quantity", f"{value:g}" if value is not None else "", amount.quote if amount else None, mention.why or "not part of the order")


def _key(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", value.casefold())

