"""Settings from the environment and from clarifier.toml."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clarifier.errors import BadSettings
from clarifier.settings import Settings, load

DATA = Path.home() / ".local" / "share" / "clarifier"


def test_nothing_said_gives_the_defaults(tmp_path: Path) -> None:
    assert load({}, (tmp_path,)) == Settings(data_folder=DATA)


def test_what_is_remembered_lies_where_the_system_keeps_a_users_data(tmp_path: Path) -> None:
    assert load({"XDG_DATA_HOME": str(tmp_path)}, (tmp_path,)).data_folder == tmp_path / "clarifier"
    assert load({"CLARIFIER_DATA_FOLDER": "~/clar"}, (tmp_path,)).data_folder == Path.home() / "clar"


def test_own_rules_and_a_chroma_server_are_named_in_the_settings(tmp_path: Path) -> None:
    said = {"CLARIFIER_KNOWLEDGE": "our-rules", "CLARIFIER_CHROMA_URL": "http://127.0.0.1:8000/"}
    settings = load(said, (tmp_path,))
    assert (settings.knowledge, settings.chroma_url) == (Path("our-rules"), "http://127.0.0.1:8000")
    with pytest.raises(BadSettings, match="chroma_url must be an address"):
        load({"CLARIFIER_CHROMA_URL": "somewhere"}, (tmp_path,))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "clarifier.toml").write_text('our_domains = ["corvey.com"]\nport = 8000\nhost = "0.0.0.0"\n', "utf-8")
    settings = load({"CLARIFIER_PORT": "9000", "CLARIFIER_OUR_NAMES": "Dana Whitlock, TJ"}, (tmp_path,))
    assert settings == Settings(
        our_domains=("corvey.com",), our_names=("Dana Whitlock", "TJ"), host="0.0.0.0", port=9000, data_folder=DATA
    )


def test_the_first_folder_with_a_file_counts(tmp_path: Path) -> None:
    (tmp_path / "clarifier.toml").write_text("port = 8001", "utf-8")
    assert load({}, (tmp_path / "none", tmp_path)).port == 8001


@pytest.mark.parametrize(
    ("environment", "text"),
    [
        ({"CLARIFIER_PORT": "many"}, ""),
        ({"CLARIFIER_PORT": "70000"}, ""),
        ({"CLARIFIER_OUR_DOMAINS": "not a domain"}, ""),
        ({}, "port = true"),
        ({}, "our_names = 3"),
        ({}, "colour = 'red'"),
        ({}, "port ="),
    ],
)
def test_a_bad_value_is_named(environment: dict[str, str], text: str, tmp_path: Path) -> None:
    (tmp_path / "clarifier.toml").write_text(text, "utf-8")
    with pytest.raises(BadSettings):
        load(environment, (tmp_path,))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:hidden%40word@db.example:5432/works?sslmode=require",
        "postgres://db.example/works",
        "postgresql+psycopg:///works?host=/run/postgresql",
        "postgresql://ana@[::1]:5432/works",
    ],
)
def test_a_servers_address_is_taken_as_it_is_and_never_shown(url: str, tmp_path: Path) -> None:
    settings = load({"CLARIFIER_DATABASE_URL": f" {url} "}, (tmp_path,))
    assert settings.database_url == url and "works" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ana:hidden-word@db/works",
        "postgresql://ana:hidden-word@db",
        "postgresql://ana:hidden-word@more@db/works",
        "postgresql://ana:hidden-word/more@db/works",
        "postgresql://ana:hidden-word#more@db/works",
        "hidden-word",
    ],
)
def test_an_address_that_is_none_is_refused_without_repeating_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="database_url must be an address like") as caught:
        load({"CLARIFIER_DATABASE_URL": url}, (tmp_path,))
    assert "hidden" not in str(caught.value)


def test_the_works_have_a_time_zone_with_its_summer(tmp_path: Path) -> None:
    zone = load({"CLARIFIER_TIME_ZONE": "Europe/Berlin"}, (tmp_path,)).zone
    assert [datetime(2027, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)] == [
        timedelta(hours=1),
        timedelta(hours=2),
    ]


def test_without_a_time_zone_it_is_this_machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2027, 7, 1)
    assert now.replace(tzinfo=load({}, (tmp_path,)).zone).utcoffset() == now.astimezone().utcoffset()
    monkeypatch.setenv("TZ", "America/Chicago")
    assert now.replace(tzinfo=load({}, (tmp_path,)).zone).utcoffset() == timedelta(hours=-5)


@pytest.mark.parametrize("name", ["Mars/Olympus", "Europe", "/etc/localtime", "../UTC", "\0"])
def test_a_time_zone_that_is_none_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="time_zone must be a name like Europe/Berlin"):
        load({"CLARIFIER_TIME_ZONE": name}, (tmp_path,))


def test_a_person_is_me_or_has_a_name(tmp_path: Path) -> None:
    assert load({}, (tmp_path,)).person == "me"
    assert load({"CLARIFIER_PERSON": "  Ines  Albrecht "}, (tmp_path,)).person == "Ines Albrecht"
    for bad in ("x" * 81, "a\x07b"):
        with pytest.raises(BadSettings, match="person must be a name of at most 80 characters"):
            load({"CLARIFIER_PERSON": bad}, (tmp_path,))
