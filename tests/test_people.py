"""The people, on both databases: who there is, what is refused in one sentence, how passwords and sessions live and end."""

import hashlib
import statistics
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Thread

import pytest
from argon2 import PasswordHasher
from databases import again
from sqlalchemy import select, update

from clarifier.errors import BadSettings, NotAllowed
from clarifier.team import passwords, people, sessions
from clarifier.team.database import Database
from clarifier.team.people import PEOPLE, SESSIONS
from clarifier.team.person import Person, alone, login_from, person

NOW = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
SECRET, OTHER = "orange lanterns", "copper kettles"
PRIYA = person("priya", "Priya Nair", "sales", "rep")
DANA = person("dana", "Dana Whitlock", "management", "admin")


@pytest.fixture
def team(database: Database) -> Database:
    """Priya, a rep, and Dana, the only admin; both may sign in."""
    for who, password in ((PRIYA, SECRET), (DANA, OTHER)):
        people.add_person(database, who)
        with database.writing() as connection:
            connection.execute(update(PEOPLE).where(PEOPLE.c.login == who.login).values(password_hash=hashed(password)))
    return database


@cache
def hashed(password: str) -> str:
    """Made once, as it takes its time."""
    return passwords.hashed(password)


def kept(database: Database, login: str) -> str:
    with database.reading() as connection:
        return str(connection.execute(select(PEOPLE.c.password_hash).where(PEOPLE.c.login == login)).scalar_one())


# People


def test_everyone_is_listed_by_login_and_survives_closing(team: Database) -> None:
    people.add_person(team, person("marcus", "Marcus Øvergård-O’Neil Jr.", "production", "planner"))
    opened = again(team)
    assert [(each.person.login, each.active, each.signs_in) for each in people.members(opened)] == [
        ("dana", True, True), ("marcus", True, False), ("priya", True, True)
    ]  # fmt: skip
    assert people.people(opened)[2] == PRIYA == people.find(opened, "priya")
    opened.close()


def test_a_team_is_there_once_somebody_ever_got_a_password(database: Database) -> None:
    people.add_person(database, PRIYA)
    assert not people.has_team(database) and not people.can_sign_in(database)
    people.set_password(database, "priya", SECRET)
    assert people.has_team(database) and people.can_sign_in(database)
    people.deactivate(database, "priya")
    assert people.has_team(database) and not people.can_sign_in(database)


def test_a_login_is_given_once_even_after_a_removal(team: Database) -> None:
    people.deactivate(team, "priya")
    with pytest.raises(BadSettings, match="The login priya belongs to Priya Nair, who was removed; take another"):
        people.add_person(team, person("priya", "Priya Rao", "sales", "rep"))


def test_role_team_and_name_change_and_the_login_stays(team: Database) -> None:
    now = people.change(team, "priya", role="manager", team="logistics", name="  Priya   Rao ")
    assert now == Person("priya", "Priya Rao", now.team, now.role) == people.find(team, "priya")
    assert (now.team, now.role) == ("logistics", "manager")


def test_the_last_admin_can_neither_go_nor_step_down(team: Database) -> None:
    with pytest.raises(NotAllowed, match="Dana Whitlock is the only admin; make somebody else an admin first"):
        people.deactivate(team, "dana")
    with pytest.raises(NotAllowed, match="Dana Whitlock is the only admin"):
        people.change(team, "dana", role="rep")
    people.change(team, "dana", name="Dana W.")  # all else may change
    people.change(team, "priya", role="admin")
    people.deactivate(team, "dana")
    with pytest.raises(NotAllowed, match="only admin"):
        people.change(team, "priya", role="manager")


def test_two_admins_who_go_at_once_leave_one(team: Database) -> None:
    people.change(team, "priya", role="admin")
    refused: list[str] = []

    def go(login: str) -> None:
        try:
            people.deactivate(team, login)
        except NotAllowed:
            refused.append(login)

    going = [Thread(target=go, args=(login,)) for login in ("priya", "dana")]
    for each in going:
        each.start()
    for each in going:
        each.join()
    assert len(refused) == 1
    assert [each.login for each in people.people(team)] == refused


def test_a_removal_can_be_taken_back(team: Database) -> None:
    people.deactivate(team, "priya")
    assert [each.login for each in people.people(team)] == ["dana"]
    with pytest.raises(BadSettings, match="was removed; take that back first"):
        people.set_password(team, "priya", "another one entirely")
    assert people.reinstate(team, "priya") == PRIYA
    assert sessions.sign_in(team, "priya", SECRET, NOW)


def test_nobody_of_that_login_is_one_sentence(team: Database) -> None:
    for attempt in (people.find, people.deactivate, people.reinstate, people.change):
        with pytest.raises(BadSettings, match="There is nobody with the login marcus"):
            attempt(team, "marcus")


@pytest.mark.parametrize(
    "login", ["", "Priya", "pri ya", "1priya", "-a", "a-", "a'b", "zoë", "a" * 33, "priya\n", "a\x00b", "а"]
)
def test_a_login_is_short_small_and_plain(login: str) -> None:
    with pytest.raises(BadSettings, match="A login is 1 to 32 small letters"):
        person(login, "Priya", "sales", "rep")


@pytest.mark.parametrize(
    "name", ["", "  ", "...", "123", "<b>Priya</b>", "Pri\u202eya", "P\x00", "P\ud800", "🎉 Priya", "a" * 81]
)
def test_a_name_is_made_of_letters(name: str) -> None:
    with pytest.raises(BadSettings, match="A name"):
        person("priya", name, "sales", "rep")


def test_a_team_or_role_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(
        BadSettings, match="no team 'finance'; there are sales, production, purchasing, logistics, management"
    ):
        person("priya", "Priya", "finance", "rep")
    with pytest.raises(BadSettings, match="no role 'boss'; there are rep, planner, manager, learner, admin"):
        person("priya", "Priya", "sales", "boss")


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Dana Whitlock", "dana-whitlock"),
        ("Zoë O'Neil", "zoe-oneil"),
        ("王", ""),
        ("3rd shift", "rd-shift"),
        ("x" * 50, "x" * 32),
    ],
)
def test_a_login_can_be_made_of_a_name(name: str, login: str) -> None:
    assert login_from(name) == login
    assert alone(name).login == (login or "me")


# Passwords


def test_a_password_is_kept_as_argon2_only(team: Database) -> None:
    assert kept(team, "priya").startswith("$argon2id$")
    assert SECRET not in kept(team, "priya")


@pytest.mark.parametrize("password", ["", "short", "nine char", " " * 12, "x" * 201])
def test_a_password_has_ten_to_two_hundred_characters(database: Database, password: str) -> None:
    with pytest.raises(BadSettings, match="A password has 10 to 200 characters"):
        people.add_person(database, PRIYA, password)
    assert people.members(database) == []


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    hashed = passwords.hashed("Z\u00fcrcher Gel\u00e4nder")
    assert passwords.fits("Zu\u0308rcher Gela\u0308nder", hashed)
    assert not passwords.fits("Zurcher Gelander", hashed)


def test_a_hash_of_weaker_parameters_is_renewed_by_signing_in(team: Database) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(SECRET)
    with team.writing() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.login == "priya").values(password_hash=weak))
    sessions.sign_in(team, "priya", SECRET, NOW)
    assert kept(team, "priya") != weak
    assert not passwords.is_outdated(kept(team, "priya"))
    sessions.sign_in(team, "priya", SECRET, NOW)


def test_a_hash_that_is_none_lets_nobody_in(team: Database) -> None:
    with team.writing() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.login == "priya").values(password_hash="damaged"))
    with pytest.raises(NotAllowed):
        sessions.sign_in(team, "priya", SECRET, NOW)


# Sessions


def test_whoever_signs_in_is_known_by_the_token_after_a_restart(team: Database) -> None:
    token = sessions.sign_in(team, " Priya ", SECRET, NOW)
    opened = again(team)
    assert sessions.who(opened, token, NOW) == PRIYA
    assert sessions.who(opened, token + "x", NOW) is None
    assert sessions.who(opened, "", NOW) is None
    opened.close()


def test_the_token_itself_is_not_kept(team: Database) -> None:
    token = sessions.sign_in(team, "priya", SECRET, NOW)
    with team.reading() as connection:
        assert connection.execute(select(SESSIONS.c.token_hash)).scalars().all() == [
            hashlib.sha256(token.encode()).hexdigest()
        ]


def test_a_wrong_login_is_refused_in_the_words_of_a_wrong_password(team: Database) -> None:
    odd = (("priya' --", SECRET), ("priya\x00", SECRET), ("\ud800", "\ud800"), ("priya", "x" * 5000), ("", ""))
    for login, password in (("priya", "wrong wrong"), ("nobody", SECRET), ("dana", SECRET), *odd):
        with pytest.raises(NotAllowed) as refused:
            sessions.sign_in(team, login, password, NOW)
        assert str(refused.value) == sessions.REFUSAL


def test_a_wrong_login_takes_the_time_of_a_wrong_password(team: Database) -> None:
    people.add_person(team, person("marcus", "Marcus", "production", "planner"))  # named, but without a password
    people.add_person(team, person("ines", "Ines", "sales", "learner"), SECRET)
    people.deactivate(team, "ines")

    def seconds(login: str) -> float:
        began = time.process_time()
        with pytest.raises(NotAllowed):
            sessions.sign_in(team, login, "wrong wrong", NOW)
        return time.process_time() - began

    took = {
        login: statistics.median(seconds(login) for _ in range(3)) for login in ("priya", "nobody", "marcus", "ines")
    }
    assert min(took.values()) > 0.4 * max(took.values()), took  # without a hash it is a hundredth


def test_a_session_lasts_fourteen_days_and_use_renews_it(team: Database) -> None:
    used, unused = (sessions.sign_in(team, "priya", SECRET, NOW) for _ in range(2))
    assert sessions.who(team, used, NOW + timedelta(days=13)) == PRIYA
    assert sessions.who(team, unused, NOW + timedelta(days=14)) is None
    assert sessions.who(team, used, NOW + timedelta(days=26)) == PRIYA
    assert sessions.who(team, used, NOW + timedelta(days=41)) is None


def test_signing_in_sweeps_out_what_is_too_old(team: Database) -> None:
    sessions.sign_in(team, "priya", SECRET, NOW)
    sessions.sign_in(team, "dana", OTHER, NOW + timedelta(days=15))
    with team.reading() as connection:
        assert connection.execute(select(SESSIONS.c.login)).scalars().all() == ["dana"]


def test_signing_out_ends_one_session_a_new_password_or_a_removal_all(team: Database) -> None:
    first, second, danas = (
        sessions.sign_in(team, *who, NOW) for who in (("priya", SECRET), ("priya", SECRET), ("dana", OTHER))
    )
    sessions.sign_out(team, first)
    assert [sessions.who(team, token, NOW) for token in (first, second)] == [None, PRIYA]
    people.set_password(team, "priya", "a third one, longer")
    assert sessions.who(team, second, NOW) is None
    with pytest.raises(NotAllowed):
        sessions.sign_in(team, "priya", SECRET, NOW)
    third = sessions.sign_in(team, "priya", "a third one, longer", NOW)
    people.deactivate(team, "priya")
    people.reinstate(team, "priya")
    assert sessions.who(team, third, NOW) is None
    assert sessions.who(team, danas, NOW) == DANA


def test_a_changed_role_counts_at_once(team: Database) -> None:
    token = sessions.sign_in(team, "priya", SECRET, NOW)
    people.change(team, "priya", role="learner")
    found = sessions.who(team, token, NOW)
    assert found and found.role == "learner"
