"""What each phrase means, looked up in the words and the grammars that read emails. Goes out: docs/reading.md; run this file to write it anew."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from clarifier.request.dates import DateReading, find_dates
from clarifier.request.quantities import Amount, find_amounts
from clarifier.texts import table

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"
SENT = date(2026, 11, 3)  # a Tuesday
OPENING = f"""# What a phrase means

How clarifier reads the words of an email, with each reading made by the same words and grammars that read yours: this page is written by
`python tests/reading_docs.py`, and a test compares the two. An email sent on {SENT:%A} {SENT.day} {SENT:%B %Y} is taken for all of it.

A reading *in doubt* is never a silent choice: the best one is shown, the others stand beside it, and a question to the customer is drafted.
"""
LANGUAGES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "no": "Norwegian",
}  # fmt: skip
# How each list of words is shown: its heading, its section, and the words around one of its own.
LISTS = (
    ("Before, after, around a day", "relations", "{} 20 {november}"),
    ("From one day to another", "relations_joining", "16 {november} {} 20 {november}"),
    ("This, next, last", "pointers", "{} {friday}"),
    ("Today and tomorrow", "days", "{}"),
    ("Early, mid, late", "parts", "{} {january}"),
    ("The end of a period", "ends", "by {}"),
    ("So many days, weeks, months", "units", "in one {}"),
)
# Words that join with a period or with two days instead.
JOINING = {"between": "{} 16-20 {november}", "within": "{} {november}", "in": "{} {november}"}
# Phrases in which several lists meet, and those that the contract fixes.
TOGETHER = (
    "Friday", "next Friday", "the week after next", "week of the 16th", "week 48", "KW 48", "the 14th", "on 14 November", "before 14 November",
    "in 3 weeks", "10 business days", "within two weeks", "by January", "by Q1", "Q1", "first half of 2027", "mid-January",
    "by next week", "end of next week", "the first week of December", "the last Friday of January", "03/04/2027", "13/04/2027",
    "2027-04-03", "Friday Nov 14", "Friday 13 November", "not before 16 November", "between 16 and 20 November", "16-20 November", "by 3 March 2019",
)  # fmt: skip
AMOUNTS = (
    "250 pcs", "2k pieces", "1,200 units", "1.200 Stück", "1 200 pièces", "two dozen", "3 gross", "about 40 pieces", "40 or so units",
    "200-250 pcs", "between 200 and 250 pieces", "at least 500 units", "up to 80 boxes", "12 boxes of 50", "half a dozen kits",
    "2.5 kg", "another 40 pieces", "not 1,200 pieces", "a couple of pallets", "a few boxes",
)  # fmt: skip


def page() -> str:
    """The page as it should be now."""
    return "\n".join([OPENING, *_dates(), *_amounts()]).rstrip() + "\n"


def _dates() -> Iterator[str]:
    yield "## Dates\n"
    yield from _rows(("in the email", "gives"), ((f"“{one}”", _when(one)) for one in TOGETHER))
    heads = ("words", "for example", "gives")
    for heading, section, pattern in LISTS:
        yield f"### {heading}\n"
        yield from _rows(heads, _read_lists(table("lexicons/dates"), section, pattern))
    yield "### Holidays\n"
    days = table("lexicons/holidays")["days"].values()
    yield from _rows(heads, ((_listed(group), *_first_read(group, "by {}")) for group in days))
    for code, name in LANGUAGES.items():
        yield f"### Dates in {name}\n"
        words = table(f"lexicons/date_words/{code}")
        shown = [one for one in LISTS if one[1] in words and one[1] not in ("ends", "units")]
        yield from _rows(heads, (row for _, section, pattern in shown for row in _read_lists(words, section, pattern)))


def _read_lists(words: Mapping[str, Any], section: str, pattern: str) -> Iterator[Sequence[str]]:
    """Each list of a section: its words, an example, and what that gives."""
    months, weekdays = words["months"]["in_order"], words["weekdays"]["in_order"]
    around = {"january": months[0], "november": months[10], "friday": weekdays[4]}
    in_english = words is table("lexicons/dates")
    around = {
        name: _spelled(group)[0].capitalize() if in_english else _spelled(group)[0] for name, group in around.items()
    }
    for sense, group in words[section].items():
        filled = JOINING.get(sense, pattern) if section == "relations" else pattern
        for name, word in around.items():
            filled = filled.replace(f"{{{name}}}", word)
        yield (_listed(group), *_first_read(group, filled))


def _amounts() -> Iterator[str]:
    yield "## Quantities\n"
    yield from _rows(("in the email", "gives"), ((f"“{one}”", _how_many(one)) for one in AMOUNTS))
    around = table("lexicons/amount_phrases")
    yield "### Words around a number\n"
    meant = (
        ("approximate", "about so many"),
        ("minimum", "at least"),
        ("maximum", "at most"),
        ("more", "so many more"),
        ("fewer", "so many fewer"),
    )
    rows = ((what, ", ".join(around[name]["before"]), ", ".join(around[name]["after"])) for name, what in meant)
    yield from _rows(("meant as", "before the number", "after it"), rows)
    units = table("lexicons/units")
    for heading, name in (
        ("Units that goods are counted in", "count"),
        ("Measures", "measure"),
        ("Sizes, never an amount", "size"),
    ):
        yield f"### {heading}\n"
        yield from _rows(
            ("unit", "written as"), ((unit, ", ".join(dict.fromkeys(written))) for unit, written in units[name].items())
        )


def _spelled(group: str) -> list[str]:
    return list(dict.fromkeys(word.replace("_", " ") for word in group.split()))


def _listed(group: str) -> str:
    return ", ".join(_spelled(group))


def _first_read(group: str, pattern: str) -> tuple[str, str]:
    """The first word of a list that stands in such a phrase, with what the phrase gives."""
    phrases = [pattern.format(word) for word in _spelled(group)]
    read = next((phrase for phrase in phrases if find_dates(phrase, SENT)), None)
    return (f"“{read}”", _when(read)) if read else ("", "beside other words only")


def _when(phrase: str) -> str:
    readings = find_dates(phrase, SENT)
    return "; ".join(map(_reading, readings)) if readings else "no date"


def _reading(reading: DateReading) -> str:
    first, last = reading.earliest, reading.latest
    if first and last:
        said = _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    elif last:
        said = f"by {_day(last)}" if reading.relation in ("by", "before", "until", "within") else _day(last)
    else:
        said = f"from {_day(first)} on" if first else "no day"
    said = f"about {said}" if reading.approximate else said
    said = f"{said}, gone by" if reading.past else said
    doubt = " or ".join(_day(one) for one in reading.alternatives)
    if reading.ambiguous:
        said += f"; *in doubt*{': ' if doubt else ''}{doubt}"
    return f"{said}. {reading.note}" if reading.note and not doubt else said


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _how_many(phrase: str) -> str:
    return "; ".join(map(_amount, find_amounts(phrase))) or "no amount"


def _amount(amount: Amount) -> str:
    bounds = {"value": amount.value, "at least": amount.minimum, "at most": amount.maximum}
    said = " ".join(f"{name} {value:,g}".removeprefix("value ") for name, value in bounds.items() if value is not None)
    said = f"about {said}" if amount.approximate else said or "some"
    said = f"{said} {amount.unit}".strip()
    said = {"more": f"{said} more", "fewer": f"{said} fewer", "to": f"now {said}"}.get(amount.change or "", said)
    return f"not {said}" if amount.negated else said


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.name} is written.")
