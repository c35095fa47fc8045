"""How one language says amounts, items and days, and words what is told to a customer.

Comes in: quantities, lines, periods, and the name of a sentence of knowledge/wording/replies, one file a language. Goes out: words. No
sentence needs an article, a gender or a case around what is filled in; where a language bends its weekdays, their forms are data
(`[day.forms]`). English is one of the languages: what we read ourselves is said by the same file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from clarifier.request.facts import Line, Period, Quantity
from clarifier.texts import fill, home, placeholders, table

ENGLISH = "en"
_WHOLE = re.compile(r"[^\W\d_]+")
_NEAR = 30  # characters between an amount and the item it counts: "1,200 pcs of the"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_SIBILANT = ("x", "ch", "sh", "s")

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Speech:
    """A language as it is written in its table."""

    language: str
    table: Table

    def text(self, name: str, /, **values: str) -> str:
        """The sentence `section.name`, filled; a value that this language has no place for is left out."""
        template = self.template(name)
        return fill(template, **{each: values[each] for each in placeholders(template) if each in values})

    def template(self, name: str) -> str:
        """The sentence as it stands in the table."""
        found: Any = self.table
        for key in name.split("."):
            found = found[key]
        signs = self.table.get("unbroken_before", "")
        return re.sub(rf" (?=[{re.escape(signs)}])|(?<=«) ", _UNBROKEN, found) if signs else str(found)

    # Amounts and items

    def number(self, value: float) -> str:
        """1500.0 as `1,500` or `1.500`, 0.5 as `0.5` or `0,5`."""
        form = self.table["number"]
        whole, _, rest = (f"{int(value):,}" if value == int(value) else f"{value:,g}").partition(".")
        digits = whole.replace(",", "")
        whole = digits if len(digits) < form.get("group_from", 4) else whole.replace(",", form["group"])
        return f"{whole}{form['decimal']}{rest}" if rest else whole

    def amount(self, quantity: Quantity, *, unit: bool = True) -> str:
        """`about 500`, `400 to 500 ft`, `at least 200`, `2 boxes`."""
        low, high = quantity.minimum, quantity.maximum
        if quantity.value is not None:
            number = self.number(quantity.value)
            words = self.text("amount.about", number=number) if quantity.approximate else number
        elif low is not None and high is not None:
            words = self.text("amount.range", low=self.number(low), high=self.number(high))
        elif low is not None:
            words = self.text("amount.at_least", number=self.number(low))
        else:
            words = self.text("amount.up_to", number=self.number(high or 0))
        return f"{words} {self.unit(quantity)}".strip() if unit else words

    def unit(self, quantity: Quantity) -> str:
        """The unit as it stands behind the amount; pieces are named where the customer named them and this language does."""
        name, value = quantity.unit, quantity.value or quantity.maximum or quantity.minimum or 0
        forms = self.table["units"].get(name)
        if name == "ea":
            return _form(forms, value) if forms and names_pieces(quantity) else ""
        if forms:
            return _form(forms, value)
        if name in table("wording/messages")["units"]["signs"] or value == 1 or self.language != ENGLISH:
            return name
        return name + ("es" if name.endswith(_SIBILANT) else "s")

    def item(self, line: Line) -> str:
        """`bearing caps 44-1182-C rev D`."""
        description = line.description.value if line.description else ""
        part = line.part_number.value if line.part_number else ""
        words = description if part and part in description else " ".join(w for w in (description, part) if w)
        return self.text("item.revised", item=words, revision=line.revision.value) if line.revision else words

    def amount_and_item(self, line: Line) -> str:
        """`about 500 bearing caps 44-1182-C rev D`."""
        thing, quantity = self.item(line) or self.text("item.unnamed"), line.quantity
        if quantity is None:
            return self.text("item.open", item=thing)
        way = "measured" if quantity.unit != "ea" else "pieces" if self.unit(quantity) else "counted"
        if way == "counted" and not line.description:
            way = "coded"
        if _stands_apart(line) and "apart" in self.table["item"]:
            way = "apart"
        number, said = self.amount(quantity, unit=False), self.amount(quantity)
        return self.text(f"item.{way}", number=number, amount=said, item=thing)

    def line(self, line: Line) -> str:
        """A line of a list: amount, item, and its own date where it has one."""
        words = self.amount_and_item(line)
        return self.text("item.dated", item=words, when=self.when(line.needed_by)) if line.needed_by else words

    # Days

    def day(self, one: date, *, year: bool = True) -> str:
        """`Friday 22 November 2024`."""
        return self._day(one, "full" if year else "short")

    def spoken_day(self, one: date | None) -> str:
        """A day inside a question: `Friday 22 November`."""
        return self._day(one, "spoken") if one else self.text("day.open")

    def when(self, period: Period | None) -> str:
        """`by Friday 22 November 2024 (or Friday 15 November)`; "" for none."""
        if period is None or not (period.earliest or period.latest):
            return ""
        first, last = period.earliest or period.latest, period.latest or period.earliest
        if first is None or last is None:
            return ""
        way = (
            "by" if not period.earliest else "not_before" if not period.latest else "on" if first == last else "between"
        )
        days = self._forms(last if period.latest else first)
        days |= {f"from_{name}": words for name, words in self._forms(first).items()}
        words = self.text(f"when.{way}", **days, **{f"to_{name}": said for name, said in self._forms(last).items()})
        if (period.ambiguous or period.status == "conflicting") and period.alternatives:
            words = self.text("when.either", when=words, **self._forms(period.alternatives[0]))
        return words

    def _forms(self, one: date) -> dict[str, str]:
        """A day with and without its year, in each form its weekday has: full, short, full_of ..."""
        forms = {"": self.table["day"]["weekdays"], **self.table["day"].get("forms", {})}
        return {
            f"{length}_{form}".rstrip("_"): self._day(one, length, weekdays)
            for form, weekdays in forms.items() for length in ("full", "short")
        }  # fmt: skip

    def _day(self, one: date, length: str, weekdays: list[str] | None = None) -> str:
        said = self.table["day"]
        return self.text(
            f"day.{length}",
            weekday=(weekdays or said["weekdays"])[one.weekday()],
            day=said.get("first", "1") if one.day == 1 else str(one.day),
            month=said["months"][one.month - 1],
            year=str(one.year),
        )


@cache
def speech(language: str = ENGLISH) -> Speech:
    """The language of knowledge/wording/replies/<language>.toml."""
    return Speech(language, table(f"wording/replies/{language}"))


@cache
def spoken_languages() -> tuple[str, ...]:
    """The codes of the languages that have a table."""
    return tuple(sorted(path.stem for path in (home("knowledge") / "wording" / "replies").glob("*.toml")))


def names_pieces(quantity: Quantity) -> bool:
    """Whether the customer said "pieces" themselves: "1.200 Stück"."""
    said = set(_WHOLE.findall(quantity.evidence.quote.casefold()))
    return quantity.unit == "ea" and bool(said & set(table("lexicons/units")["count"]["ea"]))


def _form(forms: list[str], value: float) -> str:
    """A unit's form for so many: one of one; one and more; or the three of Polish (1; 2 to 4, 22 to 24; 5 and more)."""
    if value == 1 or len(forms) == 1:
        return forms[0]
    if len(forms) == 2:
        return forms[1]
    few = value != int(value) or (value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14))
    return forms[1] if few else forms[2]


def _stands_apart(line: Line) -> bool:
    """Whether the customer's words for the item do not follow its amount, so that they need not fit behind it."""
    if not (line.quantity and line.description):
        return False
    amount, name = line.quantity.evidence, line.description.evidence
    return amount.message == name.message and not 0 <= name.start - amount.end <= _NEAR
