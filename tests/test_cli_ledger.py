"""`clarifier request` as its users meet it: from an email to goods delivered, on either database, as who one is."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from commands import Shell, process, shell
from lives import LENA, MARCUS, NINA, PRIYA, draft, entered
from lxml import etree
from test_cli import TRAYS

from clarifier import cli_ledger, cli_steps
from clarifier.cli_ledger import draft_from
from clarifier.settings import Settings
from clarifier.team import ledger
from clarifier.team.board import RISKS
from clarifier.team.database import Database
from clarifier.team.life import STATES
from clarifier.team.people import add_person, deactivate
from clarifier.team.steps import CAUSES

FORTY = ("--promise", "1:40@2083-03-18", "--promise", "2:6@2083-03-18")
TODAY = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()  # the zone of the tests' works


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """The command line on the test's database."""
    return shell(database, monkeypatch, tmp_path / "home")


@pytest.fixture
def saved(run: Shell, tmp_path: Path) -> Shell:
    """The same with the bakery's trays as R-0001: 40 of line 1 and 6 of line 2, wanted on 19 March 2083, whose days are those of 2027."""
    later = tmp_path / "trays.txt"
    later.write_text(Path(TRAYS).read_text("utf-8").replace("2027", "2083"), "utf-8")
    run.done("request", "save", str(later))
    return run


def test_a_request_goes_from_an_email_to_its_delivery(saved: Shell) -> None:
    run = saved
    for words in (
        ("heads-up", "1", "--note", "maybe more"), ("ask-customer", "R-1", "Which coating?"), ("customer-answered", "R-0001", "None."),
        ("ask", "R-0001", "--text", "Can you?"), ("answer", "r-1", "can-but", *FORTY, "--rests-on", "steel", "--buffer", "2", "--option", "30 now"),
        ("tell", "R-0001"), ("emergency", "R-0001", "--cause", "machine"), ("deliver", "R-0001", "--on", "2026-11-17", "--line", "1:30"),
        ("note", "R-0001", "the rest is packed"), ("deliver", "R-0001"), ("close", "R-0001"),
    ):  # fmt: skip
        last = run.done("request", *words)
    assert last.text == "R-0001 (closed), version 12: Closed\n"
    shown = run.done("request", "show", "R-0001", "--format", "json").json
    assert (shown["schema"], shown["state"], shown["version"]) == ("clarifier.entry/1", "closed", 12)
    assert shown["customer"]["name"] == "Juniper & Crumb Bakery"
    assert (shown["decision"], shown["rests_on"], shown["buffer_days"], shown["options"]) == ("can_but", "steel", 2, ["30 now"])  # fmt: skip
    trays, racks = shown["lines"]
    assert (trays["quantity"], trays["requested_delivery"]) == (40, "2083-03-19")
    assert trays["promised_delivery"] == trays["told_delivery"] == [{"quantity": 40, "on": "2083-03-18"}]
    assert trays["actual_delivery"] == [{"quantity": 30, "on": "2026-11-17"}, {"quantity": 10, "on": TODAY}]
    assert (trays["in_full_by_date_told"], racks["in_full_by_date_told"]) == ("yes", "yes")
    assert [each["step"]["kind"] for each in shown["steps"]][:4] == ["drafted", "heads_up", "customer_asked", "customer_answered"]  # fmt: skip
    assert {each["via"] for each in shown["steps"]} == {"cli"} and "source" not in shown["steps"][0]["step"]


def test_a_yes_promises_what_was_asked_for_and_what_is_told_is_what_was_promised(saved: Shell) -> None:
    saved.done("request", "ask", "1")
    assert "Yes; 40 perforated baking trays by Fri 19 March 2083; 6 cooling racks by Fri 19 March 2083" in saved.done("request", "answer", "1", "yes").text  # fmt: skip
    assert (
        "Told the customer: 40 perforated baking trays by Fri 19 March 2083" in saved.done("request", "tell", "1").text
    )


def test_a_request_is_told_for_reading_with_all_that_happened(saved: Shell) -> None:
    saved.done("request", "ask", "1")
    saved.done("request", "answer", "1", "no", "--because", "no steel")
    saved.done("request", "tell", "1")
    text = saved.done("request", "show", "1").text
    for words in ("R-0001  Juniper & Crumb Bakery: on its way", "1. 40 perforated baking trays", "asked for   Fri 19 March 2083", "dana: Production answered: No; no steel", "Told the customer: that it cannot be made"):  # fmt: skip
        assert words in text
    assert "\x1b" not in text


def test_a_request_becomes_a_ubl_document(saved: Shell) -> None:
    data = saved.done("request", "show", "1", "--format", "ubl").out
    assert etree.fromstring(data).findtext("{*}ID") == "R-0001"


def test_lists_are_searched_and_come_as_text_json_and_csv(run: Shell, database: Database) -> None:
    entered(database, draft(customer="=Tide\x1b[31m", po_number="PO-7"))
    entered(database, draft(customer="Juniper"))
    assert len(run.done("request", "list").text.splitlines()) == 2
    assert "\x1b" not in run.done("request", "list").text
    listed = run.done("request", "list", "--search", "po-7", "--format", "json").json
    assert (listed["schema"], listed["count"], listed["entries"][0]["number"]) == ("clarifier.entries/1", 1, "R-0001")
    (row,) = csv.DictReader(io.StringIO(run.done("request", "list", "--search", "tide", "--format", "csv").text))
    assert (row["customer"], row["requested_delivery"]) == ("'=Tide[31m", "2026-11-22")
    assert run.done("request", "list", "--state", "told").text == "No request matches.\n"
    assert run.done("request", "list", "--risk", "unasked", "--most", "1").text.endswith(
        "1 of 2; name --most or --search for others.\n"
    )


def test_what_clarify_wrote_is_saved_as_it_is_and_a_newer_email_changes_it(run: Shell, tmp_path: Path) -> None:
    written = run.done("clarify", TRAYS, "--engine", "offline", "--format", "json").out
    assert run.done("request", "save", "-", "--json", given=written).text.startswith("R-0001 is saved: 40 perforated")
    newer = json.loads(written)
    newer["request"]["lines"] = newer["request"]["lines"][:1]
    (tmp_path / "newer.json").write_text(json.dumps(newer), "utf-8")
    changed = run.done("request", "change", "1", str(tmp_path / "newer.json"), "--json", "--because", "no racks")
    assert (
        changed.text
        == "R-0001 (to ask), version 2: Changed: Juniper & Crumb Bakery needs 40 perforated baking trays by Fri 19 March 2027; no racks\n"
    )


NO_REQUEST = (
    b"", b"{", b"[]", b"null", b"{}", b'{"request": 3}', b"[" * 100_000, b"\xff\xfe",
     b'{"request": {"is_request": true, "customer": 1}}', b'{"schema": "clarifier.request/1"}\n{}',
)  # fmt: skip


def test_what_clarify_did_not_write_is_one_line(run: Shell) -> None:
    for given in NO_REQUEST:
        line = run.refused("request", "save", "-", "--json", given=given)
        assert "not what `clarifier clarify --format json` writes" in line, given[:60]


def test_the_same_key_twice_is_one_step(run: Shell, database: Database) -> None:
    for _ in range(2):
        assert run.done("request", "save", TRAYS, "--key", "mail 7").text.startswith("R-0001 is saved")
    run.done("request", "ask", "1", "--key", "a")
    assert run.done("request", "ask", "1", "--key", "a").text == "R-0001: this was done before; nothing was added.\n"
    assert [entry.life.version for entry in ledger.entries(database)] == [2]


def test_whoever_saw_an_older_version_does_nothing(saved: Shell) -> None:
    saved.done("request", "ask", "1", "--expect", "1")
    assert "dana was faster: “Asked production”" in saved.refused("request", "cancel", "1", "--because", "plans changed", "--expect", "1")  # fmt: skip


def test_a_step_is_taken_back(saved: Shell) -> None:
    saved.done("request", "cancel", "1", "--because", "plans changed", "--by-us")
    assert "(to ask), version 3: Taken back: it was another one" in saved.done("request", "undo", "1", "--because", "it was another one").text  # fmt: skip


def test_production_asks_back(saved: Shell) -> None:
    saved.done("request", "ask", "1", "--of", "marcus")
    assert "Production asks back: “Which coating?”" in saved.done("request", "ask-back", "1", "Which coating?").text


IMPOSSIBLE = (
    (("show", "R-0099"), "There is no request R-0099"),
    (("show", "42x"), "is no number of a request"),
    (("tell", "1"), "Production has not answered"),
    (("deliver", "1"), "Nothing was promised yet"),
    (("deliver", "1", "--line", "1:0"), "must be above 0"),
    (("deliver", "1", "--line", "40"), "names no line, and R-0001 has 2; write it like 1:200"),
    (("deliver", "1", "--line", "1:4@2027-01-01"), "write it like 1:200 (line, quantity)"),
    (("deliver", "1", "--on", "tomorrow"), "--on must be a day like 2026-11-03"),
    (("answer", "1", "yes", "--promise", "1:40"), "write it like 1:200@2026-11-20"),
    (("answer", "1", "yes", "--promise", "1:1.000@2027-01-01"), "can be read as 1000 or as 1.000"),
    (("answer", "1", "yes", "--promise", "1:40@20.11.2026"), "is not written as YYYY-MM-DD"),
    (("answer", "1", "yes", "--buffer", "-1", *FORTY), "Buffer days must be a number"),
    (("cancel", "1"), "The reason is missing"),
    (("note", "1", "x"), "is missing"),
    (("ask", "1", "--key", " "), "--key must be"),
    (("ask", "1", "--key", "x" * 101), "--key must be"),
    (("save", "nowhere.eml"), "cannot be opened"),
    (("save", TRAYS, "--sent", "3.11.2026"), "--sent must be a day"),
    (("save", TRAYS, "--reply-in", "sv"), "sv"),
)  # fmt: skip


def test_what_cannot_be_done_is_one_line(saved: Shell) -> None:
    for words, why in IMPOSSIBLE:
        assert why in saved.refused("request", *words), words


def test_an_email_that_asks_for_nothing_is_not_saved(run: Shell) -> None:
    assert "asks for nothing" in run.refused("request", "save", str(Path(TRAYS).with_name("out-of-office.txt")))


def test_the_questions_are_saved_in_the_language_that_was_chosen() -> None:
    chosen = draft_from(TRAYS, False, None, Settings(), "de").source
    theirs = draft_from(TRAYS, False, None, Settings()).source
    assert chosen and theirs and chosen["questions"][0]["text"] != theirs["questions"][0]["text"]


def test_where_people_are_set_up_their_rights_count(run: Shell, database: Database) -> None:
    for person in (LENA, MARCUS, PRIYA, NINA):
        add_person(database, person)
    deactivate(database, "nina")
    assert "Nobody who works here has the login 'dana'" in run.refused("request", "list")
    assert "Nobody who works here has the login 'nina'" in run.refused("request", "list", "--by", "nina")
    run.done("request", "save", TRAYS, "--by", "priya")
    assert "no request R-0001, or it is not for you" in run.refused("request", "show", "1", "--by", "marcus")
    assert run.done("request", "list", "--by", "marcus").text == "No request matches.\n"
    run.done("request", "ask", "1", "--by", "Priya")
    assert "As a rep you cannot answer for production" in run.refused("request", "answer", "1", "yes", "--by", "priya")
    run.done("request", "answer", "1", "yes", *FORTY, "--by", "marcus")
    assert [record.name for record in ledger.entry(database, 1, LENA).records] == ["Priya", "Priya", "Marcus"]


def test_the_choices_are_those_of_the_ledger() -> None:
    assert tuple(cli_steps.Cause) == CAUSES
    assert tuple(cli_ledger.State) == STATES
    assert (*cli_ledger.Risk, "") == RISKS


def test_a_process_of_its_own_does_the_same(tmp_path: Path) -> None:
    data = str(tmp_path)
    assert process("request", "save", TRAYS, folder=tmp_path, CLARIFIER_DATA_FOLDER=data).text.startswith(
        "R-0001 is saved"
    )
    wrong = process("request", "answer", "1", "perhaps", folder=tmp_path, CLARIFIER_DATA_FOLDER=data)
    assert (wrong.code, wrong.out) == (2, b"")
