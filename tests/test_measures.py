"""The shared measures: against months counted by hand, and against the lists behind them."""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from benchmarks.ledger_seed import fill
from clarifier.errors import BadSettings, NotAllowed
from clarifier.team.behind import behind
from clarifier.team.counted import YARDSTICKS, names
from clarifier.team.database import Database
from clarifier.team.figures import Figure, Series
from clarifier.team.life import Life, Record
from clarifier.team.measures import measures
from clarifier.team.moves import after, born
from clarifier.team.person import Person, Role, Team
from clarifier.team.steps import step_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "ledger_months.toml").read_text("utf-8"))
ZONE = ZoneInfo(CASES["zone"])
TODAY = CASES["today"]
DANA = Person("dana", "Dana", Team.sales, Role.rep)
REQUEST = CASES["request"]
Written = tuple[Life, tuple[Record, ...]]


@pytest.fixture
def autumn(database: Database) -> Database:
    """The ledger of the months that were counted by hand."""
    assert list(fill([database], map(lived, REQUEST), ZONE))
    return database


# How the case file is read


def lived(case: dict[str, Any]) -> Written:
    """The life that a case describes."""
    quantity, _, by = case["wanted"].partition(" by ")
    line = {"description": "plates", "quantity": quantity, "requested": f"2026-{by}" if by else None}
    missing = ["revision"] if case.get("missing") else []
    first = {"kind": "drafted", "customer": case["about"][:200], "lines": [line], "missing": missing}
    records = [Record(1, datetime(2026, 10, 1, 9, tzinfo=ZONE), "dana", "Dana", step_of(first))]
    life = born(records[0])
    for text in case["steps"]:
        at = datetime.fromisoformat(f"2026-{text[:5]}T{text[6:11]}").replace(tzinfo=ZONE)
        step = step_of(written(text[12:], at.date()))
        records.append(Record(len(records) + 1, at.astimezone(UTC), "dana", "Dana", step))
        life = after(life, records[-1])
    return life, tuple(records)


def written(text: str, on: date) -> dict[str, Any]:
    what, _, rest = text.partition(" ")
    buffer = re.search(r", buffer (\d+)", rest)
    parts = re.findall(r"(\d+) by (\d\d-\d\d)", rest)
    schedule = [{"line": 1, "quantity": many, "on": f"2026-{day}"} for many, day in parts]
    promise = {"kind": "answered", "promise": schedule, "buffer_days": int(buffer[1]) if buffer else 0}
    told = {"kind": "told", "told": schedule, "earlier_because": "they would have gone elsewhere"}
    steps: dict[str, dict[str, Any]] = {
        "heads_up": {"kind": "heads_up"},
        "ask": {"kind": "asked"},
        "ask_back": {"kind": "asked_back", "question": "Which revision?"},
        "yes": promise | {"decision": "yes"},
        "can_but": promise | {"decision": "can_but"},
        "again": promise | {"decision": "yes", "because": "the casting came late"},
        "no": {"kind": "answered", "decision": "no"},
        "tell": told,
        "wish": told | {"at_customers_wish": True},
        "deliver": {"kind": "delivered", "on": on.isoformat(), "parts": [{"line": 1, "quantity": rest}]},
        "close": {"kind": "closed", "because": "they need no more"},
        "cancel": {"kind": "cancelled", "because": "they need none"},
        "emergency": {"kind": "emergency", "cause": rest},
    }
    return steps[what]


def shown(series: Series) -> list[str]:
    """`4 of 9` for each month and the whole, as the case file says it."""
    return [f"{each.number} of {each.count}" for each in (*series.months, series.whole)]


def in_the_middle(series: Series) -> list[str]:
    figures = (*series.months, series.whole)
    return ["" if each.value is None else f"{round(each.value, 2):g} of {each.count}" for each in figures]


# Against months counted by hand


def test_the_shares_are_those_counted_by_hand(autumn: Database) -> None:
    found = measures(autumn, DANA, TODAY, CASES["months"])
    assert {each: shown(found[each]) for each in CASES["shares"]} == CASES["shares"]
    for each in CASES["shares"]:
        for figure in (*found[each].months, found[each].whole):
            assert figure.value == pytest.approx(figure.number / figure.count)


def test_the_medians_are_those_counted_by_hand(autumn: Database) -> None:
    found = measures(autumn, DANA, TODAY, CASES["months"])
    beside = {each.id: each for measure in found.all for each in measure.beside}
    series = {each: beside.get(each) or found[each] for each in CASES["middles"]}
    assert {each: in_the_middle(figures) for each, figures in series.items()} == CASES["middles"]


def test_emergencies_are_counted_by_cause(autumn: Database) -> None:
    found = measures(autumn, DANA, TODAY, CASES["months"])["emergencies_by_cause"]
    counted = {each.id: [figure.value for figure in (*each.months, each.whole)] for each in found.beside}
    every = [figure.value for figure in (*found.months, found.whole)]
    assert {"all": every} | {cause: counts for cause, counts in counted.items() if any(counts)} == CASES["emergencies"]
    assert {each.id: each.name for each in found.beside}["material"] == "material or a supplier"


def test_what_is_left_out_is_said(autumn: Database) -> None:
    found = measures(autumn, DANA, TODAY, CASES["months"])
    left = {each.id: {out.id: out.count for out in each.left_out} for each in found.all if each.left_out}
    assert left == CASES["left_out"]
    assert "delivered, though no date was ever told" in [each.words for each in found.headline.left_out]


@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_each_request_counts_as_its_own_life_says(autumn: Database, yardstick: str) -> None:
    found: dict[str, str] = {}
    for month in (10, 11, 12):
        _, lines = behind(autumn, DANA, yardstick, date(2026, month, 1), TODAY)
        says = {True: "kept", False: "missed", None: "out"}
        found |= {each.customer: f"{month} {says[each.says]}" for each in lines}
    assert found == {each["about"]: each[yardstick] for each in REQUEST if yardstick in each}


def test_each_request_says_why_in_a_sentence(autumn: Database) -> None:
    _, lines = behind(autumn, DANA, "told", None, TODAY, months=CASES["months"])
    assert {each.customer: each.why for each in lines} == {
        each["about"]: each["why"] for each in REQUEST if "why" in each
    }


@pytest.mark.parametrize(("measure", "which", "why"), [
    ("requested", "no", "asked for Fri 13 November, 200 of 300 came"),
    ("requested", "undated", "asked on Tue 20 October, with no day or no quantity from the customer: not counted"),
    ("told", "refused", "asked on Mon 9 November, production said no: no date was told, not counted"),
    ("told", "untold", "delivered on Fri 27 November, though no date was ever told: not counted"),
    ("expedite_rate", "yes", "expedited on Sun 8 November: material or a supplier"),
    ("expedite_rate", "no", "not expedited"),
    ("emergencies_by_cause", "machine", "expedited on Wed 2 December: a machine"),
    ("padding", "", "promised Fri 20 November, the last came on Wed 18 November: 2 days earlier; 2 days of buffer named"),
    ("padding", "", "promised Fri 27 November, the last came on that day; no buffer named"),
    ("padding", "", "promised Tue 10 November, the last came on Tue 24 November: 14 days later; a day of buffer named"),
    ("over_promised", "yes", "told on Wed 11 November: 3 days earlier than promised"),
    ("over_promised", "no", "told on Tue 3 November: no earlier than promised"),
    ("notice_hours", "yes", "asked on Mon 2 November, needed by Fri 20 November: 447 hours of notice"),
    ("answer_hours", "yes", "asked on Mon 2 November, answered after 6 hours"),
    ("answer_hours", "yes", "asked on Wed 4 November, answered after an hour"),
    ("answer_hours", "out", "asked on Mon 30 November, not answered: not counted"),
    ("ready_first", "yes", "asked on Mon 2 November, with nothing missing and nothing asked back"),
    ("ready_first", "no", "asked on Mon 12 October, with something missing or asked back"),
    ("ready_first", "undecided", "asked on Mon 30 November, no word from production: not counted"),
])  # fmt: skip
def test_every_measure_explains_itself_down_to_the_request(
    autumn: Database, measure: str, which: str, why: str
) -> None:
    _, lines = behind(autumn, DANA, measure, None, TODAY, which=which, months=3)
    assert why in [each.why for each in lines]


def test_the_lists_add_up_to_every_figure(autumn: Database) -> None:
    found = measures(autumn, DANA, TODAY, CASES["months"])
    for measure in found.all:
        for figure in (*measure.months, measure.whole):
            parts = {each: listed(autumn, measure.id, figure, each) for each in ("yes", "no", "out", "")}
            assert len(parts["yes"]) == figure.number, (measure.id, figure)
            assert len(parts["yes"]) + len(parts["no"]) == figure.count, (measure.id, figure)
            assert sorted(parts[""]) == sorted(parts["yes"] + parts["no"] + parts["out"])
        for out in measure.left_out:
            assert len(listed(autumn, measure.id, measure.whole, out.id)) == out.count, (measure.id, out)
    causes = found["emergencies_by_cause"].beside
    assert all(len(listed(autumn, "emergencies_by_cause", x.whole, x.id)) == x.whole.count for x in causes)


def listed(database: Database, measure: str, figure: Figure, which: str) -> list[str]:
    """The numbers of a list."""
    count, lines = behind(database, DANA, measure, figure.month, TODAY, which=which, months=3)
    numbers = [each.number for each in lines]
    assert len(set(numbers)) == len(numbers) == count
    return numbers


def test_a_list_is_turned_page_by_page(autumn: Database) -> None:
    count, every = behind(autumn, DANA, "expedite_rate", None, TODAY, months=3)
    pages = [
        behind(autumn, DANA, "expedite_rate", None, TODAY, months=3, most=8, skip=skip) for skip in range(0, 32, 8)
    ]
    assert [len(lines) for _, lines in pages] == [8, 8, 3, 0] and {found for found, _ in pages} == {count} == {19}
    assert [line for _, lines in pages for line in lines] == every


def test_those_to_learn_from_stand_first_and_those_left_out_last(autumn: Database) -> None:
    def says(measure: str) -> list[bool | None]:
        return [each.says for each in behind(autumn, DANA, measure, None, TODAY, months=3)[1]]

    assert says("told") == [False] * 6 + [True] * 6 + [None] * 4
    assert says("expedite_rate") == [True] * 3 + [False] * 16
    hours = [each.value for each in behind(autumn, DANA, "answer_hours", None, TODAY, months=3)[1]]
    assert hours[0] == 50 and hours[-2:] == [1, None]


# What a figure says of itself


def test_few_and_none_say_so(autumn: Database) -> None:
    told = measures(autumn, DANA, TODAY, 4)["told"]
    assert [each.note for each in told.months] == ["nothing yet", "few: 1", "", "few: 2"]
    assert (told.months[0].value, told.months[0].count, told.whole.note) == (None, 0, "")


def test_an_empty_ledger_has_measures_without_values(database: Database) -> None:
    found = measures(database, DANA, TODAY)
    assert [each.id for each in found.all] == list(names())
    assert {each.whole.value for each in found.all} == {None, 0}
    assert not any(each.left_out for each in found.all)
    assert found.months[0] == date(2026, 1, 1) and found.months[-1] == date(2026, 12, 1)
    assert found.headline.id == "told" and found.headline.definition.startswith("The share of requests")
    assert behind(database, DANA, "told", None, TODAY) == (0, [])


def test_the_window_crosses_the_year(database: Database) -> None:
    assert measures(database, DANA, date(2026, 1, 31), 2).months == (date(2025, 12, 1), date(2026, 1, 1))


def test_learners_do_not_see_the_measures(database: Database) -> None:
    learner = Person("li", "Li", Team.sales, Role.learner)
    with pytest.raises(NotAllowed, match="measures"):
        measures(database, learner, TODAY)
    with pytest.raises(NotAllowed, match="measures"):
        behind(database, learner, "told", None, TODAY)


@pytest.mark.parametrize(("measure", "which", "months"), [
    ("tolled", "", 3), ("told", "undated", 3), ("told", "material", 3), ("emergencies_by_cause", "weather", 3), ("told", "", 0),
    ("told", "", 61),
])  # fmt: skip
def test_what_cannot_be_asked_for_is_named(database: Database, measure: str, which: str, months: int) -> None:
    with pytest.raises(BadSettings, match=re.escape(which or (measure if measure != "told" else str(months)))):
        behind(database, DANA, measure, None, TODAY, which=which, months=months)


def test_a_schedule_of_several_lines_names_the_one_that_was_short(database: Database) -> None:
    wanted = [{"description": what, "quantity": 5, "requested": "2026-11-10"} for what in ("caps", "shafts")]
    both = [{"line": line, "quantity": 5, "on": "2026-11-10"} for line in (1, 2)]
    steps = [
        {"kind": "drafted", "customer": "Hollow Creek", "lines": wanted},
        {"kind": "asked"},
        {"kind": "answered", "decision": "yes", "promise": both},
        {"kind": "told", "told": both},
        {"kind": "delivered", "on": "2026-11-10", "parts": [{"line": 1, "quantity": 5}, {"line": 2, "quantity": 2}]},
    ]
    start = datetime(2026, 11, 2, 9, tzinfo=ZONE)
    records = [Record(n, start + timedelta(hours=n), "dana", "Dana", step_of(step)) for n, step in enumerate(steps, 1)]
    life = born(records[0])
    for each in records[1:]:
        life = after(life, each)
    assert list(fill([database], [(life, tuple(records))], ZONE))
    [line] = behind(database, DANA, "told", None, TODAY)[1]
    assert line.why == "told Tue 10 November, 30 days ago: 2 of 5 shafts came so far"
