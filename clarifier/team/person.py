"""Who somebody is in the house: a login, a name, a team, a role.

Comes in: what somebody typed about a person. Goes out: a Person, or one sentence that says what is wrong. Knows no database.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from clarifier.errors import BadSettings

MOST_NAME = 80  # characters
MOST_LOGIN = 32
_LOGIN = re.compile(r"[a-z](?:[a-z0-9._-]*[a-z0-9])?")
_IN_NAMES = " .'’-"


class Team(StrEnum):
    """Where somebody works."""

    sales = "sales"
    production = "production"
    purchasing = "purchasing"
    logistics = "logistics"
    management = "management"


class Role(StrEnum):
    """What somebody may do; rights.py says what that is."""

    rep = "rep"
    planner = "planner"
    manager = "manager"
    learner = "learner"
    admin = "admin"


@dataclass(frozen=True)
class Person:
    """Somebody who works with the requests. `login` is short and never changes: the ledger names people by it."""

    login: str
    name: str
    team: Team
    role: Role


def person(login: str, name: str, team: str, role: str) -> Person:
    """The person so described. Raises BadSettings."""
    return Person(login_of(login), name_of(name), team_of(team), role_of(role))


def is_login(text: str) -> bool:
    """Whether this could be a login."""
    return len(text) <= MOST_LOGIN and _LOGIN.fullmatch(text) is not None


def login_of(text: str) -> str:
    """A login as it is kept. Raises BadSettings."""
    if not is_login(text):
        raise BadSettings(
            f"A login is 1 to {MOST_LOGIN} small letters a to z, digits, dots or dashes, and begins with a letter; not {text[:40]!r}."
        )
    return text


def name_of(text: str) -> str:
    """A name as it is kept: composed letters, single spaces. Raises BadSettings."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    odd = next((sign for sign in name if sign not in _IN_NAMES and unicodedata.category(sign)[0] not in "LMN"), None)
    if odd is not None:
        raise BadSettings(f"A name is made of letters, digits, spaces, dots, dashes and apostrophes; {odd!r} is none.")
    if not any(sign.isalpha() for sign in name) or len(name) > MOST_NAME:
        raise BadSettings(f"A name has 1 to {MOST_NAME} characters with a letter among them, not {name[:80]!r}.")
    return name


def team_of(text: str) -> Team:
    """The team of this name. Raises BadSettings."""
    try:
        return Team(text)
    except ValueError as error:
        raise BadSettings(f"There is no team {text[:40]!r}; there are {', '.join(Team)}.") from error


def role_of(text: str) -> Role:
    """The role of this name. Raises BadSettings."""
    try:
        return Role(text)
    except ValueError as error:
        raise BadSettings(f"There is no role {text[:40]!r}; there are {', '.join(Role)}.") from error


def login_from(name: str) -> str:
    """A login made of a name, accents dropped: "Zoë Dürr" is zoe-durr. Empty where the name holds no Latin letter."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(parts).lstrip("0123456789-")[:MOST_LOGIN].rstrip("-")


def alone(name: str) -> Person:
    """Whoever works without sign-in, on a machine of their own: all of it is theirs."""
    return Person(login_from(name) or "me", " ".join(name.split()) or "me", Team.management, Role.admin)
