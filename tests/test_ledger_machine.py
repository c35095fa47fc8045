"""The ledger against a plain model of it, in any order of steps that people may think of."""

from collections import Counter
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from lives import LENA, START, draft, revised, step
from sqlalchemy import select

from clarifier.errors import Conflict, NotNow
from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, STEPS, Submission
from clarifier.team.standing import standing
from clarifier.team.steps import Step

DAYS = st.dates(date(2026, 11, 1), date(2026, 12, 31))
LINES = 2
PORTIONS = st.lists(st.tuples(st.integers(1, LINES + 1), st.integers(1, 900), DAYS), max_size=3)
BECAUSE = st.sampled_from(["", "the plater lost a day"])
# What the plain model knows of the order of things: the states in which a step may be taken, and the state after it.
MOVES = {
    "heads_up": ({"drafted", "waiting"}, None),
    "customer_asked": ({"drafted", "waiting"}, "waiting"),
    "customer_answered": ({"waiting"}, "drafted"),
    "revised": ({"drafted", "waiting", "asked", "answered", "told"}, "drafted"),
    "asked": ({"drafted", "waiting", "asked", "answered", "told"}, "asked"),
    "asked_back": ({"asked"}, "drafted"),
    "answered": ({"asked", "answered", "told"}, "answered"),
    "told": ({"answered", "told"}, "told"),
    "emergency": ({"drafted", "waiting", "asked", "answered", "told"}, None),
    "cancelled": ({"drafted", "waiting", "asked", "answered", "told"}, "cancelled"),
}


class Ledger(RuleBasedStateMachine):
    """One request, and the plain model beside it: where it stands, and all that was said, as lists that only grow."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database
        self.now = START
        lines = [{"description": name, "quantity": 500, "requested": "2026-11-22"} for name in ("caps", "seals")]
        self.again = revised(*lines)
        self.id = ledger.save(database, draft(*lines), self.by()).id
        self.past: list[dict[str, Any]] = []
        self.model: dict[str, Any] = {
            "state": "drafted", "shared": False, "answers": [], "tells": [], "came": Counter(), "kinds": ["drafted"], "ended": False, "said": [],
        }  # fmt: skip

    def by(self, key: str = "") -> Submission:
        self.now += timedelta(hours=1)
        return Submission(LENA, self.now, UTC, key)

    def takes(self, taken: Step, allowed: bool, **changes: Any) -> None:
        """Takes a step; the ledger must accept it where the model does, and refuse it where the model does."""
        version = len(self.model["kinds"])
        try:
            ledger.take(self.database, self.id, taken, self.by(), expected=version)
        except NotNow:
            assert not allowed, f"{taken.kind} was refused in {self.model}"
            return
        assert allowed, f"{taken.kind} was accepted in {self.model}"
        kinds = [*self.model["kinds"], taken.kind]
        self.past.append(self.model)
        self.model = {**self.model, **changes, "kinds": kinds}

    def may(self, kind: str) -> bool:
        return not self.model["ended"] and self.model["state"] in MOVES[kind][0]

    @rule(
        kind=st.sampled_from(
            ["customer_asked", "customer_answered", "asked", "asked_back", "revised", "emergency", "cancelled"]
        )
    )
    def moves(self, kind: str) -> None:
        values = {
            "asked_back": {"question": "which rev?"},
            "emergency": {"cause": "machine"},
            "cancelled": {"because": "no need"},
        }
        state = MOVES[kind][1] or self.model["state"]
        taken = self.again if kind == "revised" else step(kind, **values.get(kind, {}))
        shared = self.model["shared"] or kind == "asked"
        said = [*self.model["said"], *([("turn", [])] if kind in ("asked", "revised") else [])]
        self.takes(taken, self.may(kind), state=state, shared=shared, ended=kind == "cancelled", said=said)

    @rule()
    def announces(self) -> None:
        self.takes(step("heads_up"), not self.model["shared"] and not self.model["ended"], shared=True)

    @rule()
    def notes(self) -> None:
        self.takes(step("noted", text="called them"), True)

    @rule(portions=PORTIONS, no=st.booleans(), because=BECAUSE)
    def answers(self, portions: list[tuple[int, int, date]], no: bool, because: str) -> None:
        promise = [{"line": line, "quantity": quantity, "on": day} for line, quantity, day in portions]
        known = all(line <= LINES for line, _, _ in portions)
        said_why = bool(because) or self.model["state"] == "asked"
        allowed = self.may("answered") and bool(portions) != no and known and said_why
        taken = step("answered", decision="no" if no else "yes", promise=promise, because=because)
        said = [*self.model["said"], ("answer", portions)]
        self.takes(taken, allowed, state="answered", answers=[*self.model["answers"], portions], said=said)

    @rule(later=st.integers(-3, 3), because=BECAUSE, wish=st.booleans())
    def tells(self, later: int, because: str, wish: bool) -> None:
        promised = self.model["answers"][-1] if self.model["answers"] else []
        portions = [(line, quantity, day + timedelta(days=later)) for line, quantity, day in promised]
        fits = (later >= 0 or bool(because) or not promised) and self.may("told")
        told = [{"line": line, "quantity": quantity, "on": day} for line, quantity, day in portions]
        taken = step("told", told=told, earlier_because=because, at_customers_wish=wish)
        said = [*self.model["said"], ("tell", portions)]
        state = self.state("told", self.model["came"], said)
        self.takes(taken, fits, state=state, tells=[*self.model["tells"], (portions, wish)], said=said)

    @rule(line=st.integers(1, LINES + 1), quantity=st.integers(1, 900), day=DAYS)
    def delivers(self, line: int, quantity: int, day: date) -> None:
        was_promised = any(self.model["answers"])
        allowed = was_promised and line <= LINES and not self.model["ended"]
        came = self.model["came"] + Counter({line: quantity})
        state = self.state(self.model["state"], came, self.model["said"])
        self.takes(
            step("delivered", on=day, parts=[{"line": line, "quantity": quantity}]), allowed, came=came, state=state
        )

    @rule(because=BECAUSE)
    def closes(self, because: str) -> None:
        refused = self.model["state"] == "told" and bool(self.model["tells"]) and not self.model["tells"][-1][0]
        done = self.model["state"] == "delivered" or refused or bool(because)
        allowed = not self.model["ended"] and bool(self.model["answers"]) and done
        self.takes(step("closed", because=because), allowed, state="closed", ended=True)

    @rule()
    def takes_back(self) -> None:
        """The model's past is a stack: what was taken back is gone from it, and the steps go on being counted."""
        if not self.past:
            return self.takes(step("undone", because="mistyped"), False)
        *past, before = self.past
        self.takes(step("undone", because="mistyped"), True, **{k: v for k, v in before.items() if k != "kinds"})
        self.past = past
        return None

    @precondition(lambda self: len(self.model["kinds"]) > 1)
    @rule(behind=st.integers(1, 5))
    def comes_too_late(self, behind: int) -> None:
        try:
            ledger.take(
                self.database,
                self.id,
                step("noted", text="late"),
                self.by(),
                expected=len(self.model["kinds"]) - behind,
            )
        except Conflict:
            return
        raise AssertionError("an outdated version was accepted")

    @rule(key=st.uuids())
    def double_clicks(self, key: Any) -> None:
        one, other = (
            ledger.take(self.database, self.id, step("noted", text="twice"), self.by(f"{self.id} {key}"))
            for _ in range(2)
        )
        assert one.life.version == other.life.version
        self.past.append(self.model)
        self.model = {**self.model, "kinds": [*self.model["kinds"], "noted"]}

    def owed(self, said: list[tuple[str, list[Any]]]) -> Counter[int]:
        """By what was said last: the tell; the answer, and no less than was told; else what is asked for, 500 of each line."""
        at = {
            kind: max((n for n, (each, _) in enumerate(said) if each == kind), default=-1)
            for kind in ("turn", "answer", "tell")
        }
        told, promised = (sums(said[at[kind]][1]) if at[kind] >= 0 else Counter() for kind in ("tell", "answer"))
        if told and at["tell"] > at["turn"]:
            return told if at["tell"] > at["answer"] else told | promised
        asked = Counter({1: 500, 2: 500})
        return (told | promised or asked) if at["answer"] > at["turn"] else asked

    def state(self, state: str, came: Counter[int], said: list[tuple[str, list[Any]]]) -> str:
        is_there = bool(came) and all(came[line] >= quantity for line, quantity in self.owed(said).items())
        return "delivered" if is_there else state

    @invariant()
    def stands_where_the_model_does(self) -> None:
        entry = ledger.entry(self.database, self.id, LENA)
        life, model = entry.life, self.model
        assert life.state == model["state"] and life.is_shared == model["shared"] and bool(life.ended) == model["ended"]
        assert [record.step.kind for record in entry.records] == model["kinds"] and life.version == len(model["kinds"])
        assert [plain(each) for each in (promise.step.promise for promise in life.answers)] == model["answers"]  # type: ignore[attr-defined]
        assert life.delivered == {line: Decimal(quantity) for line, quantity in model["came"].items()}
        yardstick: list[Any] = []
        for portions, wish in model["tells"]:
            if portions and (not yardstick or wish):
                yardstick = portions
        assert plain(life.told) == yardstick
        with self.database.reading() as connection:
            row = dict(connection.execute(select(REQUESTS).where(REQUESTS.c.id == self.id)).mappings().one())
            sequences = connection.execute(select(STEPS.c.sequence).where(STEPS.c.request == self.id)).scalars().all()
        assert {**row, "id": None} == {**standing(life, UTC), "id": None}
        assert sorted(sequences) == list(range(1, len(model["kinds"]) + 1))


def sums(portions: list[tuple[int, int, date]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for line, quantity, _ in portions:
        found[line] += quantity
    return found


def plain(schedule: Any) -> list[tuple[int, int, date]]:
    return [(portion.line, int(portion.quantity), portion.on) for portion in schedule]


def test_the_ledger_does_what_a_plain_model_of_it_does(database: Database) -> None:
    many = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=True,
    )
    run_state_machine_as_test(lambda: Ledger(database), settings=many)  # type: ignore[arg-type]
