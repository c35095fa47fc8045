"""What a model says about a thread, as it said it: claims, each pointing at a sentence. Nothing here is true yet; proof.py decides.

Comes in: the JSON of an answer. Goes out: Claims, or BadAnswer where it has another shape. Keys that nobody asked for are dropped.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from clarifier.errors import BadAnswer


class Said(BaseModel):
    """The number of a sentence (0: nothing says it) and the words in it; no words: all of it."""

    at: int = 0
    quote: str = ""


class Choice(Said):
    """A choice between few answers, and the words that decide it."""

    answer: str


class Partial(Choice):
    """Whether a part may come first."""

    answer: Literal["allowed", "refused", "unsaid"]


class Flexibility(Choice):
    """Whether the date may move."""

    answer: Literal["flexible", "fixed", "unsaid"]


class Asking(Choice):
    """Whether goods are asked for at all."""

    answer: Literal["yes", "no"]


class Item(Said):
    """A thing asked for; each part in the customer's own words."""

    item: str = ""
    part_number: str = ""
    revision: str = ""
    amount: str = ""
    date: str = ""


class Verdict(Said):
    """What a model thinks of a line that was read without it (`line` counts from 1); the words it would have instead."""

    line: int
    verdict: Literal["ordered", "not_ordered", "corrected"]
    amount: str = ""
    item: str = ""
    date: str = ""


class Claims(BaseModel):
    """All that was claimed; None where it was not asked."""

    lines: list[Verdict] = Field(default_factory=list, max_length=500)
    items: list[Item] = Field(default_factory=list, max_length=500)
    needed_by: Said | None = None
    partial_delivery: Partial | None = None
    date_flexibility: Flexibility | None = None
    ship_to: Said | None = None
    reason: Said | None = None
    consequence_if_late: Said | None = None
    complaint: Said | None = None
    po_number: Said | None = None
    quote_number: Said | None = None
    is_request: Asking | None = None


def claims_of(data: Mapping[str, Any], model: str) -> Claims:
    """The claims of an answer."""
    try:
        return Claims.model_validate(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise BadAnswer(
            f"{model} answered in another shape than asked (at {where}); `clarifier model check` says what it supports."
        ) from error
