"""What we tell people is true: the help texts are those of the commands, the map of the house names every file."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import reading_docs
from cli_docs import PAGE, commands, page

from clarifier import settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
MAPPED = ("clarifier", "knowledge", "prompts", "benchmarks", "tests", "docs")
CODE = (".py", ".js", ".css", ".html")


def test_the_help_page_is_what_the_commands_print() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: .venv/bin/python tests/cli_docs.py"


def test_what_a_phrase_means_is_what_the_grammars_read() -> None:
    assert reading_docs.PAGE.read_text("utf-8") == reading_docs.page(), "run: .venv/bin/python tests/reading_docs.py"


def test_the_readme_names_every_command_and_every_setting() -> None:
    assert [words for words in commands() if f"clarifier {' '.join(words)}" not in README] == []
    names = settings.Settings.__dataclass_fields__
    assert [name for name in names if f"`{name}`" not in README or f"CLARIFIER_{name.upper()}" not in README] == []


def test_every_file_is_on_the_map_of_the_house() -> None:
    """Code is named file by file; a folder's one line may stand for the data in it."""
    places = dict(mapped())
    astray = [
        path.as_posix()
        for path in files()
        if path.as_posix() not in places
        and path.name != "__init__.py"
        and (path.suffix in CODE or not any(f"{folder.as_posix()}/" in places for folder in path.parents))
    ]
    assert not astray, "name these in README.md: " + ", ".join(astray)


def test_everything_on_the_map_exists_and_has_its_line() -> None:
    for place, line in mapped():
        assert (ROOT / place).exists(), f"README.md names {place}, which is not there"
        assert (ROOT / place).is_dir() == place.endswith("/"), place
        assert len(line.split()) >= 2, f"README.md says nothing about {place}"


def test_the_map_names_nothing_twice() -> None:
    places = [place for place, _ in mapped()]
    assert len(places) == len(set(places))


def test_the_readme_points_at_nothing_that_is_missing() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_no_document_names_a_place_on_somebodys_machine() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert [
        path.name for path in documents if re.search(r"/(home|root|work|tmp|Users)/", path.read_text("utf-8"))
    ] == []


def mapped() -> Iterator[tuple[str, str]]:
    """Each place on the README's map with its line: two spaces a level, folders end with a slash."""
    block = re.search(r"^## The map of the house\n.*?```text\n(.*?)```", README, re.M | re.S)
    assert block, "README.md has no map of the house"
    above: list[str] = []
    for row in block[1].splitlines():
        place = re.match(r"( *)(\S+)(?: +(.*))?", row)
        if not place:
            continue
        depth = len(place[1]) // 2
        above[depth:] = [place[2]]
        yield "".join(above), place[3] or ""


def files() -> Iterator[Path]:
    """The files of this house, as git has them; all that is there where this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "--", *MAPPED], cwd=ROOT, capture_output=True, encoding="utf-8")
    if listed.returncode == 0 and listed.stdout:
        yield from (Path(name) for name in listed.stdout.splitlines() if (ROOT / name).exists())
        return
    for folder in MAPPED:
        yield from (
            p.relative_to(ROOT) for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts
        )


@pytest.mark.parametrize("word", ["TODO", "coming soon", "under construction"])
def test_the_readme_promises_nothing_that_is_not_there(word: str) -> None:
    assert word.casefold() not in README.casefold()
