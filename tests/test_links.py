"""A planner's answer link: it opens one question for whoever was asked, and nobody can make one."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from answer_pages import asked
from lives import LENA, MARCUS, draft, entered, revised, step

from clarifier.errors import NoRequest, NotAllowed, NotNow
from clarifier.team import people
from clarifier.team.database import Database
from clarifier.team.ledger import Entry
from clarifier.team.links import NOWHERE, PRODUCTION, answer_link, asked_anew, opened
from clarifier.team.person import Person, Role, Team

BETTINA = Person("bettina", "Bettina", Team.production, Role.planner)


def token_of(database: Database, entry: Entry) -> str:
    return answer_link(database, entry).removeprefix("answer/")


def test_a_link_opens_the_request_for_the_planner_who_was_asked(database: Database) -> None:
    entry = asked(database)
    found, person = opened(database, token_of(database, entry))
    assert (found, person) == (entry, MARCUS)
    assert asked_anew(found, token_of(database, entry)) is None


def test_a_link_is_short_and_survives_any_mail_program(database: Database) -> None:
    token = token_of(database, asked(database))
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", token)
    assert token_of(database, opened(database, token)[0]) == token


def test_who_is_not_among_the_people_answers_as_production(database: Database) -> None:
    for login in ("", "somebody-new"):
        assert opened(database, token_of(database, asked(database, of=login)))[1] == PRODUCTION


def test_a_link_damaged_at_any_sign_leads_nowhere(database: Database) -> None:
    token = token_of(database, asked(database))
    for place, sign in enumerate(token):
        with pytest.raises(NoRequest, match=re.escape(NOWHERE)):
            opened(database, f"{token[:place]}{'1' if sign != '1' else '2'}{token[place + 1 :]}")


@pytest.mark.parametrize("token", ["", "1-2", "1-2-" + "a" * 24, "zzzzzz-1-" + "0" * 24, "0" * 4000, "1-2-\u0663" * 9])
def test_a_made_up_link_leads_nowhere(database: Database, token: str) -> None:
    asked(database)
    with pytest.raises(NoRequest, match=re.escape(NOWHERE)):
        opened(database, token)


def test_the_signature_of_one_request_opens_no_other(database: Database) -> None:
    one, other = (token_of(database, asked(database)).split("-") for _ in range(2))
    assert one[1] == other[1] and one[2] != other[2]
    with pytest.raises(NoRequest):
        opened(database, "-".join((other[0], *one[1:])))


def test_a_step_that_is_no_ask_has_no_link(database: Database) -> None:
    entry = entered(database, draft())
    with pytest.raises(NotNow, match="ask first"):
        answer_link(database, entry)


def test_a_link_of_an_older_ask_opens_the_newest_of_the_same_planner(database: Database) -> None:
    entry = asked(database)
    old = token_of(database, entry)
    again = asked(database, then=(revised(), step("asked", of="marcus")))
    older = token_of(database, Entry(again.id, again.life.before.before, again.records))  # type: ignore[union-attr, arg-type]
    found, person = opened(database, older)
    assert person == MARCUS and found.life.version == 4
    assert asked_anew(found, older) == again.life.asks[-1] and asked_anew(found, token_of(database, again)) is None
    assert opened(database, old)[0].id == entry.id


def test_a_link_is_closed_once_somebody_else_is_asked(database: Database) -> None:
    people.add_person(database, BETTINA)
    entry = asked(database, then=(step("asked", of="bettina"),))
    older = token_of(database, Entry(entry.id, entry.life.before, entry.records))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="somebody else answers it now"):
        opened(database, older)
    assert opened(database, token_of(database, entry))[1] == BETTINA


def test_a_question_that_was_taken_back_has_no_link_any_more(database: Database) -> None:
    entry = asked(database)
    token = token_of(database, entry)
    taken_back = asked(database, then=(step("undone", because="asked too early"),))
    stale = token_of(database, Entry(taken_back.id, entry.life, taken_back.records))
    with pytest.raises(NoRequest):
        opened(database, stale)
    assert opened(database, token)[0].id == entry.id


def test_whoever_left_cannot_answer_by_an_old_link(database: Database) -> None:
    token = token_of(database, asked(database))
    people.deactivate(database, "marcus")
    with pytest.raises(NotAllowed, match="Marcus does not work here any more"):
        opened(database, token)
    people.reinstate(database, "marcus")
    assert opened(database, token)[1] == MARCUS


@pytest.mark.parametrize("role", ["rep", "learner"])
def test_whoever_may_not_answer_any_more_cannot_do_so_by_link(database: Database, role: str) -> None:
    token = token_of(database, asked(database))
    people.change(database, "marcus", role=role)
    with pytest.raises(NotAllowed, match="cannot answer for production"):
        opened(database, token)


def test_links_asked_for_at_once_have_one_secret(database: Database) -> None:
    entry = entered(database, draft(), step("asked"), by=LENA)
    with ThreadPoolExecutor(4) as pool:
        links = list(pool.map(lambda _: answer_link(database, entry), range(8)))
    assert len(set(links)) == 1
