"""The house as a whole: rooms, start-up, prompts, exact versions, and the wheel on its own."""

import ast
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from clarifier.texts import document, home

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "clarifier"
ROOMS = {  # what may be imported in one room only: these packages are slow, large or a way out of the house
    "gradio": "web",
    "gradio_client": "web",
    "openai": "model",
    "langchain": "model",
    "langchain_core": "model",
    "langchain_openai": "model",
    "chromadb": "rules",
    "sqlalchemy": "team",
    "alembic": "team",
    "argon2": "team",
    "docx": "team",
    "icalendar": "team",
    "psycopg": "team",
    "pypdf": "mail",
}
HEAVY = {
    *ROOMS, "fastapi", "holidays", "jinja2", "lxml", "numpy", "openpyxl", "oxmsg", "pandas", "pydantic",
    "pypdf", "rich", "starlette", "uvicorn",
}  # fmt: skip
LOAD_EVERY_TEXT = """
import json, pathlib, clarifier
from clarifier import texts
read = []
for folder in ("knowledge", "prompts"):
    for path in sorted(texts.home(folder).rglob("*")):
        name = path.relative_to(texts.home(folder))
        if path.is_file():
            path.read_text("utf-8")
            read.append(f"{folder}/{name.as_posix()}")
        if folder == "knowledge" and path.suffix == ".toml":
            texts.table(name.with_suffix("").as_posix())
        if path.suffix == ".md":
            texts.document(folder, name.with_suffix("").as_posix())
print(json.dumps([str(texts.home("knowledge")), read]))
"""


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def test_each_heavy_package_stays_in_its_room() -> None:
    astray = [
        f"{path.relative_to(ROOT)}:{line} imports {name}, which belongs in clarifier/{ROOMS[name.split('.')[0]]}/"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, name in _imports(path)
        if name.split(".")[0] in ROOMS and path.relative_to(PACKAGE).parts[0] != ROOMS[name.split(".")[0]]
    ]
    assert not astray, "\n".join(astray)


_IMPORTED = re.compile(r"^import \{([^}]*)\}", re.M)
_DECLARED = re.compile(r"\b(?:const|let|function|function\*)\s+(\w+)")


def test_no_script_of_the_page_gives_an_imported_name_a_second_meaning() -> None:
    """The browser would take the inner one for the outer one, and say nothing."""
    twice = {}
    for script in sorted((PACKAGE / "web" / "static").glob("*.js")):
        text = script.read_text("utf-8")
        imported = {one.split(" as ")[-1].strip() for group in _IMPORTED.findall(text) for one in group.split(",")}
        if both := imported & set(_DECLARED.findall(text)):
            twice[script.name] = both
    assert not twice


def test_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys, json, clarifier.cli; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert not HEAVY & set(json.loads(done.stdout))


def test_every_prompt_opens_with_front_matter() -> None:
    for path in home("prompts").rglob("*.md"):
        name = path.relative_to(home("prompts")).with_suffix("").as_posix()
        assert document("prompts", name).front.get("purpose"), f"prompts/{name}.md does not say its purpose"


def test_constraints_are_exact_sorted_and_name_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    assert lines == sorted(lines, key=lambda line: line.partition("==")[0].lower())


def test_every_package_we_ask_for_has_its_version_in_the_constraints() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    pinned = {_normal(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    assert {_normal(name) for name in asked} - pinned == set()


def _normal(requirement: str) -> str:
    """The package's name as the index writes it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment holding the built wheel; it borrows our dependencies, and nothing of our checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _done([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "clean", symlinks=True)
    python = folder / "clean" / "bin" / "python"
    site = folder / "clean" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _done([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], folder)
    # A .pth file adds our packages, but not the .pth files among them: so not the editable checkout.
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("".join(f"{path}\n" for path in sorted(paths)), "utf-8")
    return folder / "clean" / "bin"


def test_the_installed_wheel_holds_and_loads_every_text(installed: Path, tmp_path: Path) -> None:
    where, read = json.loads(_done([str(installed / "python"), "-c", LOAD_EVERY_TEXT], tmp_path))
    assert Path(where).is_relative_to(installed.parent)
    assert sorted(read) == sorted(
        path.relative_to(ROOT).as_posix()
        for folder in ("knowledge", "prompts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def test_the_installed_wheel_clarifies_an_email(installed: Path, tmp_path: Path) -> None:
    example = ROOT / "knowledge" / "examples" / "bakery-trays.txt"
    written = _done([str(installed / "clarifier"), "clarify", str(example), "--format", "json"], tmp_path)
    answer = json.loads(written)
    assert answer["schema"] == "clarifier.request/1"
    assert [line["quantity"]["value"] for line in answer["request"]["lines"]] == [40, 6]
    assert answer["request"]["needed_by"]["ambiguous"]
    assert answer["questions"]


def test_the_installed_wheel_makes_its_database(installed: Path, tmp_path: Path) -> None:
    code = (
        "import pathlib; from clarifier.team.database import open_database as o; print(o(pathlib.Path('data')).place)"
    )
    place = _done([str(installed / "python"), "-c", code], tmp_path).strip()
    assert (tmp_path / place).is_file()


def _done(command: list[str], folder: Path) -> str:
    """What the command wrote; it sees neither this process's import path nor the settings of whoever runs it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CLARIFIER_"))}
    clean["HOME"] = str(folder)  # where a developer's own clarifier.toml may lie
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
