"""`clarifier measures`, `export`, `import`, `backup`, `restore` and `db` as their users meet them."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from commands import Shell, shell
from lives import LENA, PRIYA, answered, delivered, draft, entered, step, told
from openpyxl import load_workbook

from clarifier.team import ledger
from clarifier.team.backup import MANIFEST, kept_tables
from clarifier.team.database import Database, connect
from clarifier.team.people import add_person
from clarifier.team.schema import steps

ORDERS = b"order;customer;quantity;requested;promised;told;delivered;asked\n1;T;5;2026-01-02;2026-01-02;2026-01-02;2026-01-01;2025-12-01\n2;T;x;;;;;\n"


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """The command line on the test's database."""
    return shell(database, monkeypatch, tmp_path / "home")


def test_the_measures_are_printed_with_the_shared_one_first(run: Shell, database: Database) -> None:
    entered(
        database,
        draft(),
        step("asked"),
        answered("500@2026-11-22"),
        told("500@2026-11-22"),
        delivered("2026-11-22", "500"),
    )
    text = run.done("measures", "--months", "60").text
    assert text.startswith("Delivered in full by the date told: 100% (1 of 1")
    assert "\n  2026-11 100% (1 of 1" in text
    found = run.done("measures", "--months", "60", "--format", "json").json
    assert (found["schema"], len(found["months"])) == ("clarifier.measures/1", 60)
    headline = found["measures"][0]
    assert (headline["id"], headline["whole"]["value"], headline["whole"]["count"]) == ("told", 1, 1)
    assert headline["months"][0]["month"] == found["months"][0]


def test_the_ledger_is_exported_as_csv_workbook_and_json_lines(run: Shell, database: Database) -> None:
    entered(database, draft(), step("asked"))
    (row,) = csv.DictReader(io.StringIO(run.done("export").text))
    assert (row["number"], row["state"]) == ("R-0001", "asked")
    assert run.done("export", "--format", "xlsx", "--out", "all.xlsx").out == b""
    assert load_workbook("all.xlsx")["Requests"].max_row == 2
    lines = run.done("export", "--format", "jsonl").text.splitlines()
    assert [json.loads(line)["step"]["kind"] for line in lines] == ["drafted", "asked"]
    assert "cannot be written" in run.refused("export", "--out", "nowhere/all.csv")
    assert [path.name for path in Path().iterdir()] == ["all.xlsx"]


def test_an_import_is_first_a_report_then_written_and_twice_is_once(run: Shell, database: Database) -> None:
    report = run.done("import", "-", given=ORDERS).text.splitlines()
    assert report == [
        "2 rows, 1 order that can be used, 1 left out.",
        "  Row 3, quantity: 'x' is no number above 0; write it like 1250 or 1250.5.",
        "Nothing was written: --apply enters 1 order.",
    ]
    assert list(ledger.entries(database)) == []
    assert "Nothing was imported. Row 3, quantity" in run.refused(
        "import", "-", "--apply", "--all-or-nothing", given=ORDERS
    )
    assert run.done("import", "-", "--apply", given=ORDERS).text.endswith("\n1 order entered.\n")
    again = run.done("import", "-", "--apply", given=ORDERS).text.splitlines()
    assert again[1] == "1 order in the ledger already." and again[-1] == "0 orders entered."
    (entry,) = ledger.entries(database)
    assert (entry.life.state, entry.life.owner) == ("delivered", "dana")
    assert "no column customer" in run.refused("import", "-", given=b"order,quantity\n1,2\n")
    assert "cannot be opened" in run.refused("import", "past.csv")
    with Path("huge.csv").open("wb") as huge:
        huge.truncate(60 * 1024**2)
    assert "huge.csv is larger than 50 MB" in run.refused("import", "huge.csv")


def test_a_backup_is_made_and_put_back(run: Shell, database: Database) -> None:
    entered(database, draft(customer="Before"))
    assert run.done("backup", "team.zip").text == f"team.zip holds 2 rows of {len(kept_tables())} tables.\n"
    assert "is there already" in run.refused("backup", "team.zip")
    entered(database, draft(customer="After"))
    assert "add --replace" in run.refused("restore", "team.zip")
    assert "What was there before is in team.replaced-" in run.done("restore", "team.zip", "--replace").text
    assert [entry.life.content.customer for entry in ledger.entries(database)] == ["Before"]
    Path("other.zip").write_bytes(b"PK")
    assert "is no backup" in run.refused("restore", "other.zip", "--replace")
    with zipfile.ZipFile("team.zip") as archive:
        assert json.loads(archive.read(MANIFEST))["revision"] == steps()[-1]


def test_who_may_not_does_not(run: Shell, database: Database) -> None:
    for person in (LENA, PRIYA):
        add_person(database, person)
    entered(database, draft(customer="Hidden"))
    assert "cannot export" in run.refused("export", "--by", "priya")
    assert "Hidden" in run.done("export", "--by", "lena").text
    assert "cannot import" in run.refused("import", "-", "--by", "lena", given=ORDERS)
    assert "cannot make a backup" in run.refused("backup", "team.zip", "--by", "lena")
    assert "cannot restore" in run.refused("restore", "team.zip", "--by", "lena")
    assert list(Path().iterdir()) == []


def test_the_database_says_how_old_its_tables_are(run: Shell, database: Database) -> None:
    assert (
        run.done("db", "status").text
        == f"{database.place} ({database.dialect}): its tables are those of this release.\n"
    )
    assert run.done("db", "upgrade").text == f"{database.place} was up to date.\n"
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_future'")
    for command in ("status", "upgrade"):
        assert "newer release (9999_future)" in run.refused("db", command)


def test_a_database_that_is_not_there_yet_is_not_made_by_looking(
    run: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLARIFIER_DATA_FOLDER", str(tmp_path / "none"))
    monkeypatch.setenv("CLARIFIER_DATABASE_URL", "")
    assert "is not there yet" in run.done("db", "status").text
    assert not (tmp_path / "none" / "clarifier.db").exists()
    connect(tmp_path / "none").close()
    assert f"took {', '.join(steps())}" in run.done("db", "upgrade").text
