"""Settings from the environment and from clarifier.toml."""

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
