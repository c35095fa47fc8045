"""Databases of every age: an empty one is made, an older one brought up to date or left alone, a newer one left alone; all of it or nothing."""

import importlib.util
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from children import child, printed
from databases import Server, address, again
from sqlalchemy import text
from test_learning import save

from clarifier.errors import StoreError
from clarifier.team.database import Database, connect, open_database
from clarifier.team.engines import FILE
from clarifier.team.learning import card_states, reviews
from clarifier.team.schema import VERSIONS, prepare, steps, tables, upgrade

NEWEST = steps()[-1]
NEXT = f"{len(steps()) + 1:04}_next"
WITHOUT_STEPS = """
CREATE TABLE practice_attempt (
 id INTEGER NOT NULL, learner VARCHAR(80) NOT NULL, scenario VARCHAR(80) NOT NULL, rule VARCHAR(80) NOT NULL,
 verdict VARCHAR(10) NOT NULL, at DATETIME NOT NULL, PRIMARY KEY (id)
);
CREATE INDEX ix_practice_attempt_learner ON practice_attempt (learner);
CREATE TABLE review (
 id INTEGER NOT NULL, learner VARCHAR(80) NOT NULL, card VARCHAR(120) NOT NULL, rating VARCHAR(10) NOT NULL,
 at DATETIME NOT NULL, "key" VARCHAR(60) NOT NULL, PRIMARY KEY (id), UNIQUE (learner, "key")
);
CREATE INDEX ix_review_learner ON review (learner);
CREATE TABLE review_card (
 learner VARCHAR(80) NOT NULL, card VARCHAR(120) NOT NULL, state VARCHAR(2000) NOT NULL, due DATETIME NOT NULL,
 PRIMARY KEY (learner, card)
);
INSERT INTO review VALUES (1, 'ines', 'rule-02#question-1', 'good', '2027-03-01 10:30:00.000000', 'key-1');
INSERT INTO review_card VALUES ('ines', 'rule-02#question-1', '{}', '2027-03-04 10:30:00.000000');
"""
OPENS = """
import pathlib, sys
from clarifier.team.database import open_database
print("ready", flush=True)
sys.stdin.readline()
open_database(pathlib.Path(sys.argv[1]), sys.argv[2]).close()
print("alembic" in sys.modules)
"""

EVERY_MODULE = """
import importlib, pkgutil, clarifier.team
from clarifier.team.schema import tables
named = set(tables().tables)
for module in pkgutil.iter_modules(clarifier.team.__path__, "clarifier.team."):
    importlib.import_module(module.name)
print(sorted(set(tables().tables) - named))
"""
STEPS = """
import pathlib, sys
from clarifier.team.database import connect
from clarifier.team.schema import upgrade
upgrade(connect(pathlib.Path(sys.argv[1]), sys.argv[2]), pathlib.Path(sys.argv[3]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    url = server.empty() if server else ""
    database = connect(tmp_path, url)
    yield database
    database.close()
    if server:
        server.drop(url)


def later(folder: Path, body: str) -> Path:
    """The steps of a release after this one: `body` is what its further step does."""
    versions = folder / "later %20 versions"
    shutil.copytree(VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    head = f"from alembic import op\nimport sqlalchemy as sa\nrevision = {NEXT!r}\ndown_revision = {NEWEST!r}\n"
    (versions / f"{NEXT}.py").write_text(f"{head}def upgrade():\n{lines}\n", "utf-8")
    return versions


MORE = 'op.create_table("more", sa.Column("id", sa.Integer, primary_key=True))'
FAILS = f'{MORE}\nop.execute("INSERT INTO more VALUES (1)")\nop.execute("INSERT INTO nowhere VALUES (1)")'


def known(database: Database) -> list[str]:
    """The tables that are there, and the step they are at."""
    with database.reading() as connection:
        names = connection.dialect.get_table_names(connection)
        if "alembic_version" not in names:
            return sorted(names)
        return [*sorted(names), *connection.execute(text("SELECT version_num FROM alembic_version")).scalars()]


def copies(folder: Path) -> list[str]:
    """The copies beside the file, whole or not."""
    return sorted(path.name for path in folder.glob(f"{FILE}.*") if not path.name.endswith(("-wal", "-shm")))


def test_an_empty_database_gets_exactly_the_tables_that_the_modules_define(bare: Database, tmp_path: Path) -> None:
    assert upgrade(bare) == list(steps()) and upgrade(bare) == []
    with bare.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), tables()) == []
    assert copies(tmp_path) == []


def test_every_module_that_defines_a_table_is_named_with_the_tables() -> None:
    assert printed(EVERY_MODULE) == "[]"


def test_each_step_is_named_like_its_file_and_follows_the_one_before() -> None:
    before = None
    for number, name in enumerate(steps(), 1):
        spec = importlib.util.spec_from_file_location(f"step_{number}", VERSIONS / f"{name}.py")
        assert spec and spec.loader and len(name) <= 32, "as long as Alembic's column"
        spec.loader.exec_module(step := importlib.util.module_from_spec(spec))
        assert (step.revision, step.down_revision, name[:5]) == (name, before, f"{number:04}_")
        before = name


def test_a_file_of_a_release_that_counted_no_steps_keeps_its_rows(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as old:
        old.executescript(WITHOUT_STEPS)
    database = open_database(tmp_path)
    assert [each.card for each in reviews(database, "ines")] == ["rule-02#question-1"]
    assert not save(database, 1) and save(database, 2)
    assert known(database)[-1] == NEWEST
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), tables()) == []
    assert copies(tmp_path) == [f"{FILE}.before-{NEWEST}"] * (len(steps()) > 1)
    database.close()


def test_an_older_file_is_copied_beside_itself_and_brought_up_to_date(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    assert save(database, 1)
    with again(database).reading() as connection:  # somebody looks at it meanwhile
        connection.execute(text("SELECT * FROM review")).all()
        prepare(database, later(tmp_path, MORE))
    assert known(database)[-1] == NEXT and "more" in known(database)
    assert len(reviews(database, "ines")) == 1
    database.close()
    assert copies(tmp_path) == [f"{FILE}.before-{NEXT}"]
    (tmp_path / "copy").mkdir()
    (tmp_path / copies(tmp_path)[0]).rename(tmp_path / "copy" / FILE)
    copy = open_database(tmp_path / "copy")  # by this release, whose tables they are
    assert len(reviews(copy, "ines")) == 1 and "more" not in known(copy)
    copy.close()


def test_a_copy_never_takes_the_place_of_another(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    (tmp_path / f"{FILE}.before-{NEXT}").write_text("an earlier one", "utf-8")
    database = connect(tmp_path)
    assert upgrade(database, later(tmp_path, MORE)) == [NEXT]
    database.close()
    assert copies(tmp_path) == [f"{FILE}.before-{NEXT}", f"{FILE}.before-{NEXT}.2"]
    assert (tmp_path / f"{FILE}.before-{NEXT}").read_text("utf-8") == "an earlier one"


def test_where_no_copy_can_be_made_the_file_stays_as_it_is(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    before = known(database)
    (tmp_path / f"{FILE}.before-{NEXT}.part").mkdir()
    with pytest.raises(StoreError, match=r"cannot be copied before its tables change .*\. Nothing was changed\.$"):
        prepare(database, later(tmp_path, MORE))
    assert known(database) == before and save(database, 1)
    database.close()


@pytest.mark.postgres
def test_an_older_database_on_a_server_is_left_alone_until_somebody_says_so(postgres: Server, tmp_path: Path) -> None:
    database, versions = open_database(tmp_path, postgres.fresh()), later(tmp_path, MORE)
    before = known(database)
    with pytest.raises(StoreError, match=r"older release; run `clarifier db upgrade`"):
        prepare(database, versions)
    assert known(database) == before
    assert upgrade(database, versions) == [NEXT] and "more" in known(database)
    prepare(database, versions)
    database.close()


def test_a_database_of_a_newer_release_is_left_alone(bare: Database, tmp_path: Path) -> None:
    upgrade(bare, later(tmp_path, MORE))
    before = known(bare)
    for opening in (lambda: again(bare), lambda: upgrade(bare)):
        with pytest.raises(StoreError) as caught:
            opening()
        assert f"newer release ({NEXT}); install the newer clarifier. Nothing was changed." in str(caught.value)
    assert known(bare) == before and copies(tmp_path) == []


def test_a_step_that_fails_half_way_leaves_everything_as_it_was(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    before = known(database)
    with pytest.raises(StoreError, match=r"cannot be used .* what was saved before is there"):
        upgrade(database, later(tmp_path, FAILS))
    assert known(database) == before and len(reviews(database, "ines")) == 1 and copies(tmp_path) == []
    assert save(database, 2) and reviews(again(database), "ines")


def test_killed_in_the_middle_of_a_step_everything_is_as_it_was(database: Database, tmp_path: Path) -> None:
    save(database, 1)
    before, versions = known(database), later(tmp_path, f"{MORE}\nimport os\nos.kill(os.getpid(), 9)")
    with child(STEPS, *address(database), versions) as process:
        assert process.wait(60) == -9
    assert known(database) == before and save(database, 2)
    shutil.rmtree(versions)
    assert upgrade(database, later(tmp_path, MORE)) == [NEXT] and len(reviews(database, "ines")) == 2


def test_a_first_opening_that_fails_leaves_nothing_behind(bare: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        prepare(bare, later(tmp_path, FAILS))
    assert known(bare) == []
    prepare(bare)
    assert known(bare)[-1] == NEWEST


def test_a_table_made_anew_loses_no_row_that_points_at_it(tmp_path: Path) -> None:
    database, versions = (
        open_database(tmp_path),
        later(
            tmp_path,
            'with op.batch_alter_table("above", recreate="always") as made:\n    made.add_column(sa.Column("x", sa.Text))',
        ),
    )
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE above (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE below (up INTEGER REFERENCES above (id) ON DELETE CASCADE)"))
        connection.execute(text("INSERT INTO above VALUES (1)"))
        connection.execute(text("INSERT INTO below VALUES (1)"))
    assert upgrade(database, versions) == [NEXT]
    with database.writing() as connection:
        assert connection.execute(text("SELECT up FROM below")).all() == [(1,)]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_a_step_that_would_leave_rows_pointing_nowhere_is_undone(tmp_path: Path) -> None:
    database, versions = open_database(tmp_path), later(tmp_path, f'{MORE}\nop.execute("INSERT INTO below VALUES (7)")')
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE below (up INTEGER REFERENCES more (id))"))
    with pytest.raises(StoreError, match="rows that point nowhere; its tables stay as they were"):
        upgrade(database, versions)
    assert "more" not in known(database)
    database.close()


def test_two_that_open_a_new_database_at_once_all_do(bare: Database) -> None:
    folder, url = address(bare)
    opening = [child(OPENS, folder, url) for _ in range(2)]
    assert [process.stdout and process.stdout.readline() for process in opening] == ["ready\n"] * 2
    for process in opening:
        assert process.stdin
        process.stdin.close()
    assert [process.wait(60) for process in opening] == [0] * 2
    assert known(bare)[-1] == NEWEST and card_states(bare, "ines") == {}


def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path: Path) -> None:
    assert printed(OPENS, tmp_path, "") == "ready\nTrue"
    assert printed(OPENS, tmp_path, "") == "ready\nFalse"
