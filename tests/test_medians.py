"""The middle of counts, and of a column that is not loaded."""

from collections.abc import Sequence
from statistics import median

import pytest
from sqlalchemy import Column, Float, Integer, MetaData, Table, insert

from clarifier.team.database import Database
from clarifier.team.medians import middle, walked

VALUES = [[3], [3, 1], [1, 1, 5], [-4, 9, 9, 2], [7] * 6 + [8] * 6]


@pytest.mark.parametrize("values", VALUES)
def test_the_middle_of_counts_is_the_median(values: Sequence[int]) -> None:
    assert middle({value: values.count(value) for value in values}) == median(values)


def test_nothing_has_no_middle() -> None:
    assert middle({}) is None


def test_the_middle_of_a_column_is_the_median_of_what_is_not_null(database: Database) -> None:
    table = Table("measured", MetaData(), Column("part", Integer), Column("value", Float))
    rows: list[tuple[int, float | None]] = [
        (part, float(value)) for part, values in enumerate(VALUES) for value in values
    ]
    rows += [(part, None) for part in range(6)]
    with database.writing() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"part": part, "value": value} for part, value in rows])
        value, part = table.c.value, table.c.part
        parts = [(len(values), part == number) for number, values in enumerate(VALUES)]
        found = walked(connection, value, [*parts, (sum(map(len, VALUES)), part >= 0), (0, part == 5)])
        assert walked(connection, value, []) == []
    every = [value for values in VALUES for value in values]
    assert found == [*(median(values) for values in VALUES), median(every), None]
