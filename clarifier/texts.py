"""Where prompts/ and knowledge/ are, and how a text of theirs is filled: strictly.

Comes in: a path below one of the two folders. Goes out: its parsed data, or its text with every placeholder filled.
The folders stand at the top of a checkout and inside the package of an installed wheel.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rtoml

from clarifier.errors import BrokenKnowledge

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)


@cache
def home(folder: str) -> Path:
    """The folder `prompts` or `knowledge`, in a checkout or in an installed wheel."""
    package = Path(__file__).parent
    for place in (package.parent / folder, package / folder):
        if place.is_dir() and ((place.parent / "pyproject.toml").exists() or place.parent == package):
            return place
    raise BrokenKnowledge(f"The folder {folder}/ is missing; install clarifier again.")


@cache
def table(name: str) -> dict[str, Any]:
    """The data of `knowledge/<name>.toml`."""
    path = home("knowledge") / f"{name}.toml"
    try:
        return rtoml.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenKnowledge(f"knowledge/{name}.toml cannot be read: {error}.") from error


@dataclass(frozen=True)
class Document:
    """A Markdown file: its front matter (one `key: value` a line) and its body."""

    front: dict[str, str]
    body: str


@cache
def document(folder: str, name: str) -> Document:
    """The Markdown file `<folder>/<name>.md`."""
    path = home(folder) / f"{name}.md"
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise BrokenKnowledge(f"{folder}/{name}.md cannot be read: {error}.") from error
    match = _FRONT_MATTER.match(text)
    if not match:
        raise BrokenKnowledge(f"{folder}/{name}.md must open with front matter between two lines of ---.")
    pairs = (line.split(":", 1) for line in match[1].splitlines() if ":" in line)
    return Document({key.strip(): value.strip() for key, value in pairs}, text[match.end() :])


def placeholders(template: str) -> set[str]:
    """The names of what a template wants to be filled with."""
    return set(_PLACEHOLDER.findall(template))


def fill(template: str, /, **values: str) -> str:
    """The template with each `{name}` replaced; a missing or an unused name is an error."""
    wanted = placeholders(template)
    if wanted != set(values):
        missing, unused = sorted(wanted - set(values)), sorted(set(values) - wanted)
        raise BrokenKnowledge(f"A text wants {missing} and has no place for {unused}: {template[:60]!r}.")
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)
