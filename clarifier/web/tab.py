"""What a tab is: a title for the header, a slug for the address, and a function that builds it inside the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tab:
    """One entry of the header."""

    title: str
    slug: str
    build: Callable[[Any], None]
