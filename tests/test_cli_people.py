"""`clarifier people` as an admin meets it: what is printed, and the one line that says why not."""

import os
import pty
import subprocess
from pathlib import Path

import pytest
from commands import PROGRAM, Ended, refused
from typer.testing import CliRunner

from clarifier.cli import app
from clarifier.errors import ClarifierError, NotAllowed
from clarifier.settings import Settings
from clarifier.team.database import open_for
from clarifier.team.sessions import REFUSAL, sign_in
from clarifier.web.reception import Reception

SECRET = "orange lanterns"


def run(data: Path, *arguments: str, given: str = "") -> Ended:
    """A command with its own data folder, as `main` runs it."""
    environment = {"CLARIFIER_DATA_FOLDER": str(data), "HOME": str(data)}
    done = CliRunner().invoke(app, ["people", *arguments], input=given, env=environment)
    if isinstance(done.exception, ClarifierError):
        return Ended(1, done.stdout_bytes, f"{done.stderr}clarifier: {done.exception}\n")
    return Ended(done.exit_code, done.stdout_bytes, done.stderr)


def add(data: Path, name: str, *options: str) -> Ended:
    return run(data, "add", name, "--password-stdin", *options, given=f"{SECRET}\n")


def signs_in(data: Path, login: str, password: str) -> bool:
    database = open_for(Settings(data_folder=data))
    try:
        reception = Reception(Settings(data_folder=data), lambda: database)
        return bool(sign_in(database, login, password, reception.now()))
    except NotAllowed as error:
        assert str(error) == REFUSAL
        return False
    finally:
        database.close()


def test_people_are_added_listed_changed_removed_and_taken_back(tmp_path: Path) -> None:
    assert "Nobody yet" in run(tmp_path, "list").said
    assert add(tmp_path, "Dana Whitlock", "--role", "admin", "--team", "management").out == (
        b"Dana Whitlock (management, admin) signs in as dana-whitlock.\n"
    )
    assert add(tmp_path, "Priya", "--login", "priya").code == 0
    assert run(tmp_path, "list").out.decode().splitlines() == [
        "dana-whitlock         Dana Whitlock                 management  admin",
        "priya                 Priya                         sales       rep",
    ]
    assert run(
        tmp_path, "change", "priya", "--role", "planner", "--team", "production", "--name", "Priya Nair"
    ).out == (b"priya is Priya Nair (production, planner).\n")
    assert signs_in(tmp_path, "priya", SECRET)
    assert run(tmp_path, "password", "priya", "--password-stdin", given="copper kettles\n").code == 0
    assert signs_in(tmp_path, "priya", "copper kettles") and not signs_in(tmp_path, "priya", SECRET)
    assert b"people reinstate priya" in run(tmp_path, "remove", "priya").out
    assert run(tmp_path, "list").out.decode().splitlines()[1].endswith("removed")
    assert not signs_in(tmp_path, "priya", "copper kettles")
    assert run(tmp_path, "reinstate", "priya").out == b"Priya Nair (production, planner) is back.\n"


def test_a_password_is_asked_for_twice_on_a_terminal_and_never_shown(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [PROGRAM, "people", "add", "Priya", "--role", "admin"]
    environment = os.environ | {"CLARIFIER_DATA_FOLDER": str(tmp_path), "HOME": str(tmp_path)}
    shown = b""
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path, start_new_session=True
    ) as process:
        os.close(theirs)
        for asked in (b"Password: ", b"once more: "):
            while asked not in shown:
                shown += os.read(ours, 1000)
            os.write(ours, f"{SECRET}\n".encode())
        while b"signs in as" not in shown:
            shown += os.read(ours, 1000)
        assert process.wait(20) == 0
    os.close(ours)
    assert SECRET.encode() not in shown
    assert signs_in(tmp_path, "priya", SECRET)


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("add", "Priya"), SECRET, "add --password-stdin"),
        (("add", "Priya", "--password-stdin"), "", "There is no password on standard input"),
        (("add", "Priya", "--password-stdin"), "short\n", "10 to 200 characters"),
        (("add", "<b>", "--login", "b", "--password-stdin"), SECRET, "A name is made of letters"),
        (("add", "王", "--password-stdin"), SECRET, "No login can be made of '王'; name one with --login."),
        (("add", "Priya", "--login", "Priya!", "--password-stdin"), SECRET, "A login is 1 to 32 small letters"),
        (("change", "nobody", "--role", "rep"), "", "There is nobody with the login nobody"),
        (("change", "nobody"), "", "Nothing to change"),
        (("password", "nobody", "--password-stdin"), SECRET, "There is nobody with the login nobody"),
        (("remove", "nobody"), "", "There is nobody"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: tuple[str, ...], given: str, said: str) -> None:
    assert said in refused(run(tmp_path, *arguments, given=given))


def test_the_last_admin_and_a_login_that_is_taken_are_spared(tmp_path: Path) -> None:
    add(tmp_path, "Dana", "--role", "admin")
    assert "only admin" in refused(run(tmp_path, "remove", "dana"))
    assert "only admin" in refused(run(tmp_path, "change", "dana", "--role", "rep"))
    assert "belongs to Dana" in refused(add(tmp_path, "Dana"))


def test_a_role_that_there_is_not_is_wrong_usage(tmp_path: Path) -> None:
    assert add(tmp_path, "Dana", "--role", "boss").code == 2
