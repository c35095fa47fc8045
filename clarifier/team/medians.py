"""The middle of many values, without loading them: the database hands out the one or two in the middle, or how often each value occurs.

Comes in: a connection and a column, or counts. Goes out: a median; of an even number of values the mean of the two in the middle.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, literal, select, union_all


def middle(counts: Mapping[int, int]) -> float | None:
    """The median of whole numbers, by how often each occurs; None of none."""
    left = sum(counts.values())
    places = ((left - 1) // 2, left // 2)
    found, passed = [], 0
    for value in sorted(counts):
        found += [value for place in places if passed <= place < passed + counts[value]]
        passed += counts[value]
    return sum(found) / 2 if left else None


def walked(
    connection: Connection, value: Column[Any], parts: Sequence[tuple[int, ColumnElement[bool]]]
) -> list[float | None]:
    """The medians of a column, one for each part of the rows: how many of its values are not null, and which rows they are. None of none.

    One statement for all. An index that opens with the value, or with what a part holds equal and then the value, is walked to its middle;
    nothing is sorted."""
    found: dict[int, list[float]] = {place: [] for place in range(len(parts))}
    middles = []
    for place, (count, among) in enumerate(parts):
        ordered = (
            select(literal(place).label("place"), value.label("value")).where(among, value.is_not(None)).order_by(value)
        )
        if count:
            middle_ones = ordered.limit(2 - count % 2).offset((count - 1) // 2).subquery()
            middles.append(select(middle_ones.c.place, middle_ones.c.value))
    for place, its_value in connection.execute(union_all(*middles)) if middles else ():
        found[place].append(float(its_value))
    return [sum(values) / len(values) if values else None for values in found.values()]
