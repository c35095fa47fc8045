"""What each role may do and read: the whole table, and the sentence of a refusal."""

from typing import get_args

import pytest

from clarifier.errors import NotAllowed
from clarifier.team import rights, steps
from clarifier.team.person import Person, Role, Team

WHO = {role: Person(role.value, role.value, Team.sales, role) for role in Role}
ROLES = list(Role)


def able(allowed: object) -> set[str]:
    """The roles for which a question is answered without a refusal."""
    able = set()
    for role in ROLES:
        try:
            allowed(WHO[role])  # type: ignore[operator]
        except NotAllowed as refused:
            assert str(refused).endswith(".")
        else:
            able.add(role.value)
    return able


REPS, PLANNERS, BOTH = (
    {"rep", "manager", "admin"},
    {"planner", "manager", "admin"},
    {"rep", "planner", "manager", "admin"},
)


@pytest.mark.parametrize(
    ("kinds", "roles"),
    [
        ("drafted revised heads_up customer_asked customer_answered asked told closed cancelled", REPS),
        ("asked_back answered", PLANNERS),
        ("delivered emergency noted undone", BOTH),
        ("deleted", set()),
    ],
)
def test_each_step_is_for_those_who_do_that_work(kinds: str, roles: set[str]) -> None:
    for kind in kinds.split():
        assert able(lambda who, kind=kind: rights.may_do(who, kind)) == roles, kind


def test_every_kind_of_step_has_its_rights() -> None:
    kinds = {each.model_fields["kind"].default for each in get_args(get_args(steps.AnyStep)[0])}
    assert kinds == rights.KINDS == set(rights._STEPS)


def test_a_refused_step_names_who_can() -> None:
    with pytest.raises(
        NotAllowed, match="As a rep you cannot answer for production; ask a planner or a manager to do it"
    ):
        rights.may_do(WHO[Role.rep], "answered")
    with pytest.raises(
        NotAllowed, match="As a planner you cannot say what the customer was told; ask a rep or a manager"
    ):
        rights.may_do(WHO[Role.planner], "told")


@pytest.mark.parametrize(
    ("room", "roles"),
    [
        ("requests", BOTH),
        ("measures", BOTH),
        ("learn", BOTH | {"learner"}),
        ("pulse", BOTH | {"learner"}),
        ("safe", set()),
    ],
)
def test_learners_read_what_teaches_them_and_no_requests(room: str, roles: set[str]) -> None:
    assert able(lambda who: rights.may_read(who, room)) == roles


@pytest.mark.parametrize(
    ("work", "roles"),
    [("pulse", {"manager", "admin"}), ("export", {"manager", "admin"}), ("import", {"admin"}), ("backup", {"admin"}),
     ("restore", {"admin"}), ("people", {"admin"}), ("model", {"admin"}), ("anything", set())],
)  # fmt: skip
def test_what_runs_the_house_is_for_those_who_run_it(work: str, roles: set[str]) -> None:
    assert able(lambda who: rights.may_run(who, work)) == roles


@pytest.mark.parametrize("state", ["drafted", "waiting", "cancelled"])
def test_a_draft_is_its_owners_until_production_has_seen_it(state: str) -> None:
    assert able(lambda who: rights.may_read_request(who, "dana", state, False)) == {"manager", "admin"}
    assert able(lambda who: rights.may_read_request(who, "rep", state, False)) == {"rep", "manager", "admin"}
    assert able(lambda who: rights.may_read_request(who, "dana", state, True)) == BOTH


@pytest.mark.parametrize("state", ["asked", "answered", "told", "delivered", "closed"])
def test_what_production_has_seen_everyone_reads_but_learners(state: str) -> None:
    assert able(lambda who: rights.may_read_request(who, "dana", state, True)) == BOTH
    assert not rights.reads_request(WHO[Role.learner], "learner", state, True)


def test_progress_is_seen_by_the_learner_and_by_managers() -> None:
    assert able(lambda who: rights.may_see_progress(who, "rep")) == {"rep", "manager", "admin"}
    assert able(lambda who: rights.may_see_progress(who, "learner")) == {"learner", "manager", "admin"}
