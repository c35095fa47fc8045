"""What each role may do and read.

Comes in: who asks, and for what. Goes out: nothing, or NotAllowed with its sentence; the same as a plain yes or no where a list is filtered.
Pure: it reads no table.
"""

from collections.abc import Mapping

from clarifier.errors import NotAllowed
from clarifier.team.person import Person, Role

KINDS = frozenset({
    "drafted", "revised", "heads_up", "customer_asked", "customer_answered", "asked", "asked_back", "answered", "told", "delivered",
    "closed", "cancelled", "emergency", "noted", "undone",
})  # fmt: skip
# Which steps of a request's life a role may take.
DOES: Mapping[Role, frozenset[str]] = {
    Role.rep: KINDS - {"asked_back", "answered"},
    Role.planner: frozenset({"asked_back", "answered", "delivered", "emergency", "noted", "undone"}),
    Role.manager: KINDS,
    Role.admin: KINDS,
    Role.learner: frozenset(),
}
# Which rooms a role may look into, and what it may run.
READS: Mapping[Role, frozenset[str]] = {
    Role.rep: frozenset({"learn", "pulse", "requests", "measures", "summit"}),
    Role.planner: frozenset({"learn", "pulse", "requests", "measures", "summit"}),
    Role.manager: frozenset({"learn", "pulse", "requests", "measures", "summit", "drafts", "progress"}),
    Role.admin: frozenset({"learn", "pulse", "requests", "measures", "summit", "drafts", "progress"}),
    Role.learner: frozenset({"learn", "pulse"}),
}
RUNS: Mapping[Role, frozenset[str]] = {
    Role.rep: frozenset(),
    Role.planner: frozenset(),
    Role.manager: frozenset({"pulse", "summit", "export"}),
    Role.admin: frozenset({"pulse", "summit", "export", "import", "backup", "restore", "people", "model"}),
    Role.learner: frozenset(),
}
UNSHOWN = frozenset(
    {"drafted", "waiting", "cancelled"}
)  # states in which a request may never have been shown to production
_STEPS = {
    "heads_up": "announce a possible job",
    "customer_asked": "put questions to the customer",
    "customer_answered": "enter what the customer answered",
    "asked": "ask production",
    "asked_back": "ask back for production",
    "answered": "answer for production",
    "told": "say what the customer was told",
    "delivered": "enter a delivery",
    "drafted": "save a request",
    "revised": "change a request",
    "closed": "close a request",
    "cancelled": "cancel a request",
    "emergency": "enter an emergency",
    "noted": "write a note",
    "undone": "take a step back",
}
_ROOMS = {"requests": "Requests are", "measures": "The measures are", "summit": "The summits are"}
_RUNS = {
    "pulse": "open or close a round of the pulse",
    "summit": "draft, change or run a summit",
    "export": "export",
    "import": "import",
    "backup": "make a backup",
    "restore": "restore a backup",
    "people": "add or change people",
    "model": "install or remove the model",
}


def may_do(person: Person, kind: str) -> None:
    """Whether this person may take a step of this kind. Raises NotAllowed."""
    if kind not in DOES[person.role]:
        raise NotAllowed(f"As a {person.role} you cannot {_STEPS.get(kind, kind)}; ask {_who_does(kind)} to do it.")


def may_take_back(person: Person, taken_by: str) -> None:
    """Whether this person may take back a step that a login took. Raises NotAllowed."""
    if person.login != taken_by and "drafts" not in READS[person.role]:
        raise NotAllowed("A step is taken back by who took it, or by a manager; ask one of them.")


def may_read(person: Person, room: str) -> None:
    """Whether this person may look into `requests`, `measures`, `summit`, `pulse` or `learn`. Raises NotAllowed."""
    if room not in READS[person.role]:
        raise NotAllowed(
            f"{_ROOMS.get(room, f'{room.capitalize()} is')} not open to a {person.role}; ask a manager for another role."
        )


def may_run(person: Person, work: str) -> None:
    """Whether this person may run `pulse`, `summit`, `export`, `import`, `backup`, `restore`, `people` or `model`. Raises NotAllowed."""
    if work not in RUNS[person.role]:
        able = " or ".join(_called(role) for role in (Role.manager, Role.admin) if work in RUNS[role])
        raise NotAllowed(f"As a {person.role} you cannot {_RUNS.get(work, work)}; ask {able} to do it.")


def reads_request(person: Person, owner: str, state: str, shared: bool) -> bool:
    """Whether this person may read a request; `owner` is a login, `shared` tells that production has seen it (announced or asked)."""
    if "requests" not in READS[person.role]:
        return False
    return shared or state not in UNSHOWN or person.login == owner or "drafts" in READS[person.role]


def may_read_request(person: Person, owner: str, state: str, shared: bool) -> None:
    """The same, raising NotAllowed. It says no more than that there may be one."""
    may_read(person, "requests")
    if not reads_request(person, owner, state, shared):
        raise NotAllowed(
            "There is no request of this number that is open to you; a draft is its owner's until production has seen it."
        )


def sees_progress(person: Person, learner: str) -> bool:
    """Whether this person may see how a learner (a login) gets on."""
    return person.login == learner or "progress" in READS[person.role]


def may_see_progress(person: Person, learner: str) -> None:
    """The same, raising NotAllowed."""
    if not sees_progress(person, learner):
        raise NotAllowed("What somebody has learned is shown to them and to managers only.")


def _who_does(kind: str) -> str:
    able = [_called(role) for role in (Role.rep, Role.planner, Role.manager) if kind in DOES[role]]
    return " or ".join(able) or _called(Role.admin)


def _called(role: Role) -> str:
    return f"an {role}" if role is Role.admin else f"a {role}"
