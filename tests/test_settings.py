"""Settings from the environment and from clarifier.toml."""

from pathlib import Path

import pytest

from clarifier.errors import BadSettings
from clarifier.settings import Settings, load


def test_nothing_said_gives_the_defaults(tmp_path: Path) -> None:
    assert load({}, (tmp_path,)) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "clarifier.toml").write_text('our_domains = ["corvey.com"]\nport = 8000\nhost = "0.0.0.0"\n', "utf-8")
    settings = load({"CLARIFIER_PORT": "9000", "CLARIFIER_OUR_NAMES": "Dana Whitlock, TJ"}, (tmp_path,))
    assert settings == Settings(
        our_domains=("corvey.com",), our_names=("Dana Whitlock", "TJ"), host="0.0.0.0", port=9000
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
