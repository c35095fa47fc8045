"""What is wrong with data handed in: the place, the fault and what would be right, in one sentence."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from clarifier.team.refusals import refusal


class Part(BaseModel):
    kind: Literal["part"] = "part"
    due_on: date | None = None
    starts: datetime | None = None
    much: Annotated[Decimal, Field(gt=0, le=Decimal(10) ** 12, decimal_places=2)] = Decimal(1)
    days: Annotated[int, Field(ge=0, le=365)] = 0
    because: Annotated[str, Field(min_length=3, max_length=9), BeforeValidator(str.strip)] = "why so"
    late: Annotated[str, BeforeValidator(str.strip), Field(min_length=3, max_length=9)] = "why so"
    names: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] = ("one",)


class Other(BaseModel):
    kind: Literal["other"] = "other"


PARTS: TypeAdapter[Any] = TypeAdapter(Annotated[Part | Other, Field(discriminator="kind")])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"due_on": "22.11."}, "Due on must be a day such as 2026-11-22, not '22.11.'."),
        ({"starts": "soon"}, "Starts must be a day such as 2026-12-03, with its hour where one is asked for: 2026-12-03T10:00."),
        ({"much": "0"}, "Much must be a number above 0, not '0'."),
        ({"much": 10**13}, "Much must be a number of at most 1,000,000,000,000, not '10000000000000'."),
        ({"much": "0.001"}, "Much must be a number of at most 2 decimals, not '0.001'."),
        ({"much": "many"}, "Much must be a number above 0, not 'many'."),
        ({"days": -1}, "Days must be a number from 0 on, not '-1'."),
        ({"days": 366}, "Days must be a number of at most 365, not '366'."),
        ({"days": "1.5"}, "Days must be a whole number above 0, not '1.5'."),
        ({"because": " "}, "The reason is missing: say it in a few words."),
        ({"late": " "}, "Late is missing: say it in a few words."),
        ({"because": "x" * 10}, "The reason is longer than 9 characters; shorten it."),
        ({"late": "x" * 10}, "Late is longer than 9 characters; shorten it."),
        ({"names": []}, "Names must name at least one."),
        ({"names": ["a", "b", "c"]}, "Names can name 2 at most; leave some out."),
        ({"names": [1]}, "Names 1 cannot be used: input should be a valid string."),
        ({"days": "9" * 5000}, f"Days must be a whole number above 0, not '{'9' * 40}…'."),
        ({"kind": "third"}, "Nothing of that kind."),
    ],
)  # fmt: skip
def test_the_first_fault_is_named_with_its_place(data: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PARTS.validate_python({"kind": "part", **data})
    found = refusal(caught.value, "Nothing of that kind.")
    assert found == said and len(found) < 200 and "\n" not in found
