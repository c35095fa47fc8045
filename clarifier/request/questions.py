"""The few questions worth asking: one a gap, five at most, in the customer's language, with their own item and numbers.

Comes in: gaps, the request, the language. Goes out: questions, worded from knowledge/wording/replies, each in English too, so that whoever
asks knows what is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from clarifier.request.facts import Gap, Line, Period, Quantity, Question, Request
from clarifier.request.gaps import day_words, two_days
from clarifier.request.speech import ENGLISH, Speech, speech
from clarifier.texts import placeholders

_MOST = 5
_OF_ONE_LINE = ("quantity", "which_item", "quantity_conflict", "unit", "quantity_approximate")


def ask(gaps: Sequence[Gap], request: Request, language: str = ENGLISH) -> tuple[Question, ...]:
    """One question a gap, in the gaps' order."""
    return tuple(
        Question(gap.field, _worded(gap, request, speech(language)), gap.rule, _worded(gap, request, speech()))
        for gap in gaps[:_MOST]
    )


def _worded(gap: Gap, request: Request, said: Speech) -> str:
    """The question in one language: as far as it can name things, else in its plain form."""
    words, forms = _words(gap, request, said), said.table["questions"][gap.field]
    kind = gap.details.get("kind")
    for form in (kind if kind in forms else "named", "unnamed"):
        name = f"questions.{gap.field}.{form}"
        if placeholders(said.template(name)) <= set(words):
            break
    return said.text(name, **words)


def _words(gap: Gap, request: Request, said: Speech) -> dict[str, str]:
    """What a question may speak of: the item, the amounts, the days."""
    words: dict[str, str] = {}
    line = _line_of(gap, request)
    if line and (name := item_name(line)) and (len(request.lines) == 1 or gap.field in _OF_ONE_LINE):
        words["item"] = name
    if line and line.quantity:
        words["amount"] = said.amount(replace(line.quantity, approximate=False))
        if value := line.quantity.value:
            step = _step(value)
            words["low"], words["high"] = said.number(value - step), said.number(value + step)
        if len(request.lines) == 1 and (part := _first_part(line.quantity)):
            words["part"] = said.amount(part)
    words |= zip(("one", "other"), map(said.amount, gap.amounts), strict=False)
    if gap.field in ("date_conflict", "date_ambiguous") and (period := _open_day(request)):
        words["quote"] = day_words(period)
        words["one"], words["other"] = two_days(period, said)
    if request.needed_by and request.needed_by.latest:
        words["day"] = said.day(request.needed_by.latest, year=False)
    return words


def _open_day(request: Request) -> Period | None:
    """The first date that can be read in two ways."""
    periods = (request.needed_by, *[line.needed_by for line in request.lines])
    return next((one for one in periods if one and (one.ambiguous or one.status == "conflicting")), None)


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


def _first_part(quantity: Quantity) -> Quantity | None:
    """About half, rounded as one would say it: 50 of 100, 700 of 1,500."""
    value = quantity.value or quantity.minimum or quantity.maximum or 0
    if value < 4 or value != int(value):
        return None
    half = value / 2
    unit = 10 ** max(0, len(str(int(half))) - 2) * (5 if half >= 20 else 1)
    part = float(max(1, int(half / unit) * unit))
    return replace(quantity, value=part, minimum=None, maximum=None, approximate=False)
