"""The few questions worth asking: one a gap, five at most, in the customer's own item and numbers.

Comes in: gaps and the request. Goes out: questions, worded from knowledge/checklists/request.toml.
"""

import re
from collections.abc import Callable, Sequence

from clarifier.request.facts import Gap, Line, Question, Request
from clarifier.request.gaps import checklist, day_words, spoken_day, two_days
from clarifier.request.wording import amount_words, number
from clarifier.texts import fill

_MOST = 5


def ask(gaps: Sequence[Gap], request: Request) -> tuple[Question, ...]:
    """One question a gap, in the gaps' order."""
    questions = []
    for gap in gaps[:_MOST]:
        entry, words = checklist()[gap.field], _words(gap, request)
        template = entry.get(f"question_{gap.details.get('kind') or ''}", entry["question"])
        wanted = set(re.findall(r"\{([a-z_]+)\}", template))
        if not wanted <= set(words):
            template = entry["question_unnamed"]
            wanted = set(re.findall(r"\{([a-z_]+)\}", template))
        questions.append(Question(gap.field, fill(template, **{name: words[name] for name in wanted}), gap.rule))
    return tuple(questions)


def _words(gap: Gap, request: Request) -> dict[str, str]:
    """What a question may speak of: the item, the amounts, the days."""
    words: dict[str, str] = {}
    line = _line_of(gap, request)
    if (
        line
        and (name := item_name(line))
        and (
            len(request.lines) == 1
            or gap.field in ("quantity", "which_item", "quantity_conflict", "unit", "quantity_approximate")
        )
    ):
        words["item"] = name
    if line and line.quantity:
        words["amount"] = (
            f"{amount_words(line.quantity).lstrip('~')}{'' if line.quantity.unit == 'ea' else ' ' + line.quantity.unit}"
        )
        value = line.quantity.value
        if value:
            step = _step(value)
            words["low"], words["high"] = number(value - step), number(value + step)
    words |= {name: said for name, said in gap.details.items() if name in ("one", "other")}
    if gap.field in ("date_conflict", "date_ambiguous"):
        period = next(
            (
                p
                for p in (request.needed_by, *[ln.needed_by for ln in request.lines])
                if p and (p.ambiguous or p.status == "conflicting")
            ),
            None,
        )
        if period:
            words["quote"] = day_words(period)
            if period.alternatives:
                words["one"], words["other"] = two_days(period)
    if request.needed_by and request.needed_by.latest:
        words["day"] = spoken_day(request.needed_by.latest)
    if (
        gap.field == "partial_delivery"
        and len(request.lines) == 1
        and line
        and line.quantity
        and (part := _first_part(line))
    ):
        words["part"] = part
    return words


def _line_of(gap: Gap, request: Request) -> Line | None:
    """The line a gap speaks of."""
    tests: dict[str, Callable[[Line], bool]] = {
        "quantity": lambda ln: ln.quantity is None,
        "quantity_approximate": lambda ln: (
            ln.quantity is not None and ln.quantity.approximate and bool(ln.quantity.value)
        ),
        "quantity_conflict": lambda ln: ln.quantity is not None and ln.quantity.status == "conflicting",
    }
    test = tests.get(gap.field)
    fitting = [line for line in request.lines if test is None or test(line)]
    return fitting[0] if fitting else request.lines[0] if request.lines else None


def item_name(line: Line) -> str:
    """`44-1182-C bearing caps`: what the customer calls it."""
    part = line.part_number.value if line.part_number else ""
    description = line.description.value if line.description else ""
    return " ".join(word for word in (part, description) if word)


def _step(value: float) -> float:
    """A tenth, rounded to something one would say."""
    if value < 20:
        return max(1, round(value * 0.1))
    unit = float(10 ** (len(str(int(value))) - 2))
    return max(unit, round(value * 0.1 / unit) * unit)


def _first_part(line: Line) -> str | None:
    """About half, rounded as one would say it: 50 of 100, 700 of 1,500."""
    quantity = line.quantity
    if quantity is None:
        return None
    value = quantity.value or quantity.minimum or quantity.maximum or 0
    if value < 4 or value != int(value):
        return None
    half = value / 2
    unit = 10 ** max(0, len(str(int(half))) - 2) * (5 if half >= 20 else 1)
    part = max(1, int(half / unit) * unit)
    return f"{number(part)}{'' if quantity.unit == 'ea' else ' ' + quantity.unit}"
