"""The measures for reading in a terminal, and as JSON. Comes in: Measures. Goes out: text, or plain data with days in ISO.

`clarifier.measures/1`: {"schema", "today", "months": [day], "measures": [{"id", "name", "definition", "source", "unit", "better", "by",
"months": [Figure], "whole": Figure, "beside": [{"id", "name", "definition", "unit", "months", "whole"}], "left_out": [{"id", "words",
"count"}]}]}, Figure: {"month": day | null, "value": number | null, "number", "count", "note"}; the first measure is the shared headline.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from clarifier.team.figures import Figure, Measures, Series


def as_text(found: Measures) -> str:
    """A block each: name and figure of the whole window, its months, what stands beside it, what is left out."""
    return "\n".join(
        "\n".join([*_block(measure), *_rest(measure.beside, measure.left_out)]) + "\n" for measure in found.all
    )


def as_json(found: Measures) -> dict[str, Any]:
    """The same with everything that the text leaves out."""
    data: dict[str, Any] = _plain(asdict(found))
    return {"schema": "clarifier.measures/1", "today": data["today"], "months": data["months"], "measures": data["all"]}


def _block(measure: Series) -> Iterator[str]:
    yield f"{measure.name}: {_figure(measure.whole, measure.unit)}"
    yield f"  {measure.definition}"
    months = [each for each in measure.months if each.count]
    if months:
        yield "  " + "; ".join(f"{each.month:%Y-%m} {_figure(each, measure.unit)}" for each in months)


def _rest(beside: tuple[Series, ...], left_out: Any) -> Iterator[str]:
    for each in beside:
        if each.whole.count:
            yield f"  {each.name}: {_figure(each.whole, each.unit)}"
    if left_out:
        yield "  left out: " + "; ".join(f"{each.count} {each.words}" for each in left_out)


def _figure(figure: Figure, unit: str) -> str:
    note = f", {figure.note}" if figure.note else ""
    if figure.value is None:
        return figure.note or "none"
    if unit == "share":
        return f"{figure.value:.0%} ({figure.number} of {figure.count}{note})"
    if unit == "requests":
        return f"{figure.value:g}"
    return f"{round(figure.value, 1):g} {unit} ({figure.count}{note})"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
