"""Backups: all of it, as of one moment, while others work; put back on either database, or refused in one sentence with nothing changed."""

import hashlib
import json
import stat
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import Server
from lives import LENA, MARCUS, PRIYA, START, answered, delivered, draft, entered, kinds, step, told
from sqlalchemy import Boolean, Date, Float, Integer, String, Text, insert, select

from clarifier.errors import StoreError
from clarifier.team import ledger, pulse, sessions
from clarifier.team.backup import MANIFEST, Manifest, back_up, kept_tables
from clarifier.team.database import Database, Moment, open_database
from clarifier.team.learning import Attempt, save_attempt
from clarifier.team.ledger import Submission
from clarifier.team.people import add_person
from clarifier.team.restore import restore
from clarifier.team.schema import steps

NOW = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
Files = dict[str, bytes]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a backup goes."""
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder / "team.zip"


def filled(database: Database) -> Database:
    """Something in every room: people, requests with every kind of column, learning, a pulse."""
    add_person(database, LENA, "correct horse battery", NOW)
    add_person(database, MARCUS, None, NOW)
    sessions.sign_in(database, "lena", "correct horse battery", NOW)
    entered(
        database, draft(customer="Zoë ‘Ω’ 東京 \u2028"), step("asked"), answered("300@2026-11-20", "200@2026-11-25", buffer_days=2),
        told("500@2026-11-25"), delivered("2026-11-19", "300"), delivered("2026-11-26", "200"), step("noted", text="late"),
    )  # fmt: skip
    entered(database, draft(), step("asked"), step("emergency", cause="machine"))
    save_attempt(database, "nina", [Attempt("01-rush-hinges", "rule-01", "good", NOW)])
    opened = pulse.open_round(database, "lena", NOW)
    pulse.answer(database, opened.id, "lena", 7, NOW, "one more fork lift", "sales")
    return database


def content(database: Database) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of a backup."""
    with database.reading() as connection:
        return {
            table.name: [
                dict(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in kept_tables()
        }


def other(database: Database, tmp_path: Path, postgres: Server) -> Database:
    """An empty database of the other kind."""
    return open_database(tmp_path / "other", postgres.fresh() if database.file else "")


def test_a_backup_names_every_table_with_its_rows_and_is_for_its_owner_alone(database: Database, place: Path) -> None:
    manifest = back_up(filled(database), place, NOW)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in place.parent.iterdir()] == ["team.zip"]
    assert (manifest.revision, manifest.made_at) == (steps()[-1], "2026-12-01T18:00:00+00:00")
    rows = content(database)
    assert {name: each.rows for name, each in manifest.tables.items()} == {
        name: len(found) for name, found in rows.items()
    }
    assert manifest.rows > 15 and "session" not in manifest.tables
    with zipfile.ZipFile(place) as archive:
        assert archive.testzip() is None
        for name, each in manifest.tables.items():
            data = archive.read(f"{name}.jsonl")
            assert (hashlib.sha256(data).hexdigest(), len(data), data.count(b"\n")) == (
                each.sha256,
                each.bytes,
                each.rows,
            )


def test_every_column_is_of_a_kind_that_a_backup_can_hold() -> None:
    kinds = {type(column.type) for table in kept_tables() for column in table.columns}
    assert kinds <= {Boolean, Date, Float, Integer, Moment, String, Text}


def test_what_comes_back_is_what_went_in_and_everyone_signs_in_anew(database: Database, place: Path) -> None:
    back_up(filled(database), place, NOW)
    before = content(database)
    entered(database, draft(customer="Later"))
    restored = restore(database, place, NOW, replace=True)
    assert content(database) == before
    token = sessions.sign_in(database, "lena", "correct horse battery", NOW)
    assert sessions.who(database, token, NOW) == LENA
    assert restored.saved and restored.saved.name == "team.replaced-20261201T180000Z.zip"
    restore(database, restored.saved, NOW + timedelta(seconds=1), replace=True)
    assert [each.life.content.customer for each in ledger.entries(database)][-1] == "Later"


def test_what_was_replaced_stays_though_another_is_put_back_within_the_same_second(
    database: Database, place: Path
) -> None:
    back_up(filled(database), place, NOW)
    entered(database, draft(customer="Later"))
    first = restore(database, place, NOW, replace=True).saved
    assert first
    before = first.read_bytes()
    with pytest.raises(StoreError, match="is there already"):
        restore(database, place, NOW, replace=True)
    assert first.read_bytes() == before


@pytest.mark.postgres
def test_a_backup_of_one_kind_comes_back_on_the_other_and_its_numbers_go_on(
    database: Database, place: Path, tmp_path: Path, postgres: Server
) -> None:
    back_up(filled(database), place, NOW)
    moved = other(database, tmp_path, postgres)
    try:
        restored = restore(moved, place, NOW)
        assert restored.saved is None
        assert content(moved) == content(database)
        assert list(kinds(ledger.entry(moved, 1, LENA))) == list(kinds(ledger.entry(database, 1, LENA)))
        assert entered(moved, draft()).number == "R-0003"
        pulse.close_round(moved, 1, NOW)
        assert pulse.open_round(moved, "lena", NOW).id == 2
        save_attempt(moved, "nina", [Attempt("01-rush-hinges", "rule-01", "bad", NOW)])
    finally:
        moved.close()


def test_a_backup_while_others_write_is_one_moment(database: Database, place: Path) -> None:
    filled(database)
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            written.append(ledger.save(database, draft(), Submission(PRIYA, START, UTC)).id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 5:
            assert writer.is_alive()
            time.sleep(0.01)
        manifest = back_up(database, place, NOW)
        seen = len(written)
        while len(written) < seen + 3:
            assert writer.is_alive()
            time.sleep(0.01)
    finally:
        stop.set()
        writer.join()
    restore(database, place, NOW, replace=True)
    rows = content(database)
    assert manifest.tables["request"].rows == len(rows["request"])
    assert sum(row["sequence"] == 1 for row in rows["step"]) == len(rows["request"])


def test_a_database_that_holds_data_is_not_written_over_unasked(database: Database, place: Path) -> None:
    back_up(filled(database), place, NOW)
    before = content(database)
    with pytest.raises(StoreError, match=r"holds data already; .* --replace"):
        restore(database, place, NOW)
    assert content(database) == before


def test_a_backup_takes_no_files_place_and_one_that_cannot_be_written_says_so(database: Database, place: Path) -> None:
    place.write_bytes(b"precious")
    with pytest.raises(StoreError, match="is there already"):
        back_up(database, place, NOW)
    assert place.read_bytes() == b"precious"
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(database, place.parent / "nowhere" / "team.zip", NOW)


def test_a_backup_that_breaks_off_leaves_no_file(tmp_path: Path, place: Path) -> None:
    database = open_database(tmp_path)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE step")
    with pytest.raises(StoreError):
        back_up(database, place, NOW)
    database.close()
    assert list(place.parent.iterdir()) == []


def files(place: Path) -> Files:
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(place: Path, found: Files) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def signed(found: Files, **values: Any) -> Files:
    """The files with a manifest that agrees with them, but for what is named."""
    manifest = json.loads(found[MANIFEST]) | values
    for name, each in manifest["tables"].items():
        data = found.get(f"{name}.jsonl", b"")
        each |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "rows": data.count(b"\n")}
    return found | {MANIFEST: json.dumps(manifest).encode()}


def row(found: Files, table: str, **values: Any) -> Files:
    """The files with the first row of a table changed."""
    first, *rest = found[f"{table}.jsonl"].splitlines(keepends=True)
    changed = json.dumps(json.loads(first) | values).encode() + b"\n"
    return signed(found | {f"{table}.jsonl": b"".join([changed, *rest])})


SPOILED: dict[str, tuple[Callable[[Files], Files], str]] = {
    "newer": (lambda f: signed(f, revision="9999_future"), "made by a newer release (9999_future)"),
    "older": (lambda f: signed(f, revision=steps()[0]), f"made by an older release ({steps()[0]})"),
    "another format": (lambda f: signed(f, format="other/1"), "is no backup of clarifier"),
    "no manifest": (lambda f: {name: data for name, data in f.items() if name != MANIFEST}, "is no backup of clarifier"),
    "a manifest of nothing": (lambda f: f | {MANIFEST: b"[" * 100_000}, "is no backup of clarifier"),
    "a changed letter": (lambda f: f | {"step.jsonl": f["step.jsonl"].replace(b"late", b"LATE")}, "the table step is not as it was written"),
    "a table less": (lambda f: {name: data for name, data in f.items() if name != "step.jsonl"}, "its tables are not those"),
    "a file more": (lambda f: f | {"../evil": b"x"}, "its tables are not those"),
    "a bomb": (lambda f: signed(f | {"step.jsonl": b"\n" * 60_000_000}), "would unpack to far more"),
    "no rows": (lambda f: signed(f | {"step.jsonl": b"nonsense\n"}), "a row of the table step cannot be read"),
    "another column": (lambda f: row(f, "step", extra=1), "a row of the table step cannot be read"),
    "another kind": (lambda f: row(f, "step", sequence="1"), "a row of the table step cannot be read"),
    "no number": (lambda f: row(f, "request", answer_hours=float("nan")), "a row of the table request cannot be read"),
    "half of a character": (lambda f: row(f, "request", customer="\ud800"), "a row of the table request cannot be read"),
    "a huge number": (lambda f: row(f, "request", version=2**70), "a row of the table request cannot be read"),
    "a moment of no zone": (lambda f: row(f, "step", at="2026-01-01T00:00:00"), "a row of the table step cannot be read"),
    "a step of no request": (lambda f: row(f, "step", request=999), ""),
    "a row twice": (lambda f: signed(f | {"step.jsonl": f["step.jsonl"] * 2}), "its rows contradict each other"),
    "a missing value": (lambda f: row(f, "request", customer=None), "its rows contradict each other"),
}  # fmt: skip


CONTRADICTING = ("a step of no request", "a row twice", "a missing value")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database that no refused backup changes."""
    opened = filled(open_database(tmp_path_factory.mktemp("standing")))
    yield opened
    opened.close()


@pytest.mark.parametrize("fault", [each for each in SPOILED if each not in CONTRADICTING])
def test_a_spoiled_backup_is_refused_in_a_sentence_and_nothing_changes(
    fault: str, standing: Database, place: Path
) -> None:
    refused(fault, standing, place)


@pytest.mark.parametrize("fault", CONTRADICTING)
def test_rows_that_contradict_each_other_are_refused_by_either_database(
    fault: str, database: Database, place: Path
) -> None:
    refused(fault, filled(database), place)


def refused(fault: str, database: Database, place: Path) -> None:
    """A backup with a fault is refused, and nothing is changed or left behind."""
    back_up(database, place, NOW)
    before, (spoil, words) = content(database), SPOILED[fault]
    packed(place, spoil(files(place)))
    with pytest.raises(StoreError) as refusal:
        restore(database, place, NOW, replace=True)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert content(database) == before
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.parametrize(
    "data", [b"", b"SQLite format 3\x00", b"PK\x03\x04 and no more", None], ids=["empty", "a database", "cut", "none"]
)
def test_another_file_is_no_backup(data: bytes | None, standing: Database, place: Path) -> None:
    if data is not None:
        place.write_bytes(data)
    with pytest.raises(StoreError, match=r"is no backup|cannot be opened"):
        restore(standing, place, NOW)


def test_a_backup_with_flipped_bytes_never_comes_back_wrong(standing: Database, tmp_path: Path, place: Path) -> None:
    back_up(standing, place, NOW)
    whole, before = place.read_bytes(), content(standing)
    target = open_database(tmp_path / "target")
    for position in range(0, len(whole), max(len(whole) // 40, 1)):
        place.write_bytes(whole[:position] + bytes([whole[position] ^ 0x5A]) + whole[position + 1 :])
        try:
            restore(target, place, NOW, replace=True)
        except StoreError:
            continue
        assert content(target) == before
        for path in place.parent.glob("*replaced*"):
            path.unlink()
    target.close()


def test_a_large_table_is_not_held_in_memory(tmp_path: Path, place: Path) -> None:
    database = open_database(tmp_path / "large")
    with database.writing() as connection:
        connection.execute(insert(ledger.SUBMISSIONS), [{"key": f"{n:0120d}", "request": None} for n in range(12_000)])
    tracemalloc.start()
    try:
        manifest: Manifest = back_up(database, place, NOW)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
    assert manifest.tables["submission"].bytes > 1_500_000
    database.close()
