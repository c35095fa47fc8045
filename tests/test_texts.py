"""Where the texts are, and how strictly they are filled."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rtoml

from clarifier import errors, texts
from clarifier.errors import BrokenKnowledge
from clarifier.texts import document, fill, home, table

GOOD = {
    "rules/one.md": "---\nid: one\ntitle: Ask: kindly\n---\nThe {name} body.\n",
    "units.toml": 'ea = ["piece", "Stück"]\n',
}


def test_every_placeholder_is_filled() -> None:
    assert fill("Dear {name}, {name} of {company_name}", name="Ana", company_name="Ox") == "Dear Ana, Ana of Ox"


def test_a_text_without_placeholders_stays_as_it_is() -> None:
    assert fill('{"a": 1} {} {A} {two words}') == '{"a": 1} {} {A} {two words}'


def test_what_is_filled_in_is_never_filled_itself() -> None:
    """A customer's text may hold braces; it must not reach for another value."""
    assert fill("{email} {secret}", email="{secret} {0}", secret="S") == "{secret} {0} S"
    assert fill("{email}", email=r"\1 \g<0>") == r"\1 \g<0>"


@pytest.mark.parametrize(
    ("template", "values", "says"),
    [
        ("Dear {name}", {}, r"wants \['name'\] and has no place for \[\]"),
        ("Dear you", {"name": "Ana"}, r"wants \[\] and has no place for \['name'\]"),
        ("Dear {name}", {"nane": "Ana"}, r"wants \['name'\] and has no place for \['nane'\]: 'Dear \{name\}'"),
    ],
)
def test_a_missing_or_unused_name_is_an_error_that_says_which(template: str, values: dict[str, str], says: str) -> None:
    with pytest.raises(BrokenKnowledge, match=says):
        fill(template, **values)


@pytest.mark.parametrize("folder", ["prompts", "knowledge"])
def test_a_checkout_reads_the_folders_at_its_top(folder: str) -> None:
    assert home(folder) == Path(__file__).parent.parent / folder


def test_an_unknown_folder_is_an_error() -> None:
    with pytest.raises(BrokenKnowledge, match="The folder wisdom/ is missing; install clarifier again"):
        home("wisdom")


def test_a_missing_table_or_document_is_named() -> None:
    with pytest.raises(BrokenKnowledge, match=r"knowledge/lexicons/none-such\.toml cannot be read"):
        table("lexicons/none-such")
    with pytest.raises(BrokenKnowledge, match=r"prompts/none-such\.md cannot be read"):
        document("prompts", "none-such")


def test_an_installed_package_reads_the_folders_inside_it(tmp_path: Path) -> None:
    _install(tmp_path, GOOD)
    _write(tmp_path / "knowledge", {"units.toml": 'ea = ["somebody else\'s"]\n'})  # a stranger's folder beside it
    assert _run(tmp_path, "print(texts.home('knowledge'))") == str(tmp_path / "clarifier" / "knowledge")
    assert _run(tmp_path, "print(texts.table('units'))") == "{'ea': ['piece', 'Stück']}"


def test_front_matter_is_one_pair_a_line_and_the_rest_is_the_body(tmp_path: Path) -> None:
    _install(tmp_path, GOOD | {"rules/dos.md": "---\r\nid: dos\r\n---\r\nBody\r\n---\r\nstill body\r\n"})
    front_and_body = "d = texts.document('knowledge', 'rules/{}'); print(d.front, repr(d.body))"
    assert _run(tmp_path, front_and_body.format("one")) == (
        r"{'id': 'one', 'title': 'Ask: kindly'} 'The {name} body.\n'"
    )
    assert _run(tmp_path, front_and_body.format("dos")) == r"{'id': 'dos'} 'Body\n---\nstill body\n'"


@pytest.mark.parametrize(
    ("name", "text", "call", "says"),
    [
        ("bad.toml", "a = [1,\n", "texts.table('bad')", "knowledge/bad.toml cannot be read: "),
        ("bad.md", "No front\n---\n", "texts.document('knowledge', 'bad')", "knowledge/bad.md must open with front"),
        ("bad.md", "---\nid: x\n", "texts.document('knowledge', 'bad')", "knowledge/bad.md must open with front"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, name: str, text: str, call: str, says: str) -> None:
    _install(tmp_path, {name: text})
    attempt = f"try: {call}\nexcept errors.BrokenKnowledge as error: print(error)"
    assert _run(tmp_path, attempt).startswith(says)


def _install(site: Path, files: dict[str, str]) -> None:
    """Only the modules under test, with these knowledge files inside the package."""
    package = site / "clarifier"
    _write(package, {"__init__.py": ""})
    for module in (texts, errors):
        assert module.__file__
        shutil.copy(module.__file__, package)
    _write(package / "knowledge", files)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def _run(site: Path, code: str) -> str:
    parser = str(Path(rtoml.__file__).parent.parent)
    program = f"import sys; sys.path[:0] = {[str(site), parser]!r}\nfrom clarifier import errors, texts\n{code}"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-S", "-c", program], cwd=site, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
