"""`clarifier people`: who works here, what each may do, who may sign in. Nothing heavy is imported before it is needed.

Whoever may run this on the machine may do all of it; a password is typed, or read from standard input, never an argument.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.errors import BadSettings
from clarifier.team.person import Role, Team, login_from, person

if TYPE_CHECKING:
    from clarifier.team.database import Database

people_app = typer.Typer(
    no_args_is_help=True, help="Who works here: add, list, change and remove people, set passwords."
)

Login = Annotated[str, typer.Argument(help="A login, as `clarifier people list` prints it.", show_default=False)]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")]


@people_app.command()
def add(
    name: Annotated[str, typer.Argument(help="The name as colleagues say it.", show_default=False)],
    login: Annotated[
        str | None,
        typer.Option(help="What they sign in with; made of the name where it is left out.", show_default=False),
    ] = None,
    team: Annotated[Team, typer.Option(help="Where they work.")] = Team.sales,
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.rep,
    password_stdin: FromStdin = False,
) -> None:
    """Add somebody who may sign in. The first one ends the page that is open to everyone on this machine."""
    from clarifier.team import people

    if not (login or login_from(name)):
        raise BadSettings(f"No login can be made of {name!r}; name one with --login.")
    new = person(login or login_from(name), name, team, role)
    with _database() as database:
        if taken := next((each for each in people.members(database) if each.person.login == new.login), None):
            raise BadSettings(f"The login {new.login} belongs to {taken.person.name}; take another with --login.")
        people.add_person(database, new, _password(password_stdin))
    typer.echo(f"{new.name} ({new.team}, {new.role}) signs in as {new.login}.")


@people_app.command("list")
def list_people() -> None:
    """Print everyone: login, name, team, role, and who cannot sign in."""
    from clarifier.team.people import members

    with _database() as database:
        found = members(database)
    for each in found:
        standing = "" if each.signs_in else "no password" if each.active else "removed"
        who = each.person
        typer.echo(f"{who.login:20}  {who.name:28}  {who.team:10}  {who.role:8}  {standing}".rstrip())
    if not found:
        typer.echo("Nobody yet: `clarifier people add NAME --role admin` adds the first one.", err=True)


@people_app.command()
def change(
    login: Login,
    role: Annotated[Role | None, typer.Option(help="What they may do from now on.", show_default=False)] = None,
    team: Annotated[Team | None, typer.Option(help="Where they work now.", show_default=False)] = None,
    name: Annotated[str | None, typer.Option(help="Their name from now on.", show_default=False)] = None,
) -> None:
    """Change somebody's role, team or name; the login stays."""
    from clarifier.team import people

    if role is None and team is None and name is None:
        raise BadSettings("Nothing to change; name --role, --team or --name.")
    with _database() as database:
        now = people.change(database, login, name=name, team=team, role=role)
    typer.echo(f"{now.login} is {now.name} ({now.team}, {now.role}).")


@people_app.command()
def password(login: Login, password_stdin: FromStdin = False) -> None:
    """Give somebody a new password; they are signed out everywhere."""
    from clarifier.team import people

    with _database() as database:
        someone = people.find(database, login)
        people.set_password(database, login, _password(password_stdin))
    typer.echo(f"{someone.name} has a new password and is signed out everywhere.")


@people_app.command()
def remove(login: Login) -> None:
    """Remove somebody: they cannot sign in any more; what they did keeps their name."""
    from clarifier.team import people

    with _database() as database:
        gone = people.deactivate(database, login)
    typer.echo(f"{gone.name} is removed; `clarifier people reinstate {gone.login}` takes that back.")


@people_app.command()
def reinstate(login: Login) -> None:
    """Take a removal back; the password is the one from before."""
    from clarifier.team import people

    with _database() as database:
        back = people.reinstate(database, login)
    typer.echo(f"{back.name} ({back.team}, {back.role}) is back.")


@contextmanager
def _database() -> "Iterator[Database]":
    from clarifier.settings import load
    from clarifier.team.database import open_for

    database = open_for(load())
    try:
        yield database
    finally:
        database.close()


def _password(from_stdin: bool) -> str:
    """The password, asked for twice on a terminal."""
    if from_stdin:
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise BadSettings("There is no password on standard input; send it as one line.")
        return line
    if not sys.stdin.isatty():
        raise BadSettings("A password is typed on a terminal; add --password-stdin to read it from standard input.")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same once more", err=True)
    return typed
