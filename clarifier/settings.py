"""One frozen settings object, from the environment and from clarifier.toml; the environment wins.

Goes out: `Settings`. A file is looked for in the working directory, then in ~/.config/clarifier; a bad value raises
BadSettings.

    our_domains = ["corveymachine.com"]      CLARIFIER_OUR_DOMAINS=corveymachine.com,corvey.de
    our_names = ["Dana Whitlock"]            CLARIFIER_OUR_NAMES="Dana Whitlock, TJ Brandvold"
    host = "127.0.0.1"                       CLARIFIER_HOST
    port = 7860                              CLARIFIER_PORT
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clarifier.errors import BadSettings

_DOMAIN = re.compile(r"[^\s@.]+(\.[^\s@.]+)+")
_KEYS = ("our_domains", "our_names", "host", "port")


@dataclass(frozen=True)
class Settings:
    """Who we are, by mail domain and by name, and where the page listens. Empty domains and names: both are
    inferred.
    """

    our_domains: tuple[str, ...] = ()
    our_names: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 7860


def load(environment: Mapping[str, str] | None = None, folders: tuple[Path, ...] | None = None) -> Settings:
    """The settings in force; `environment` and `folders` stand in for the real ones in tests."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = dict(_from_file(folders or (Path.cwd(), Path.home() / ".config" / "clarifier")))
    for key in _KEYS:
        name = f"CLARIFIER_{key.upper()}"
        if environment.get(name, "").strip():
            values[key] = environment[name]
    return Settings(
        our_domains=tuple(_domain(item) for item in _items("our_domains", values.get("our_domains", ()))),
        our_names=_items("our_names", values.get("our_names", ())),
        host=_text("host", values.get("host", Settings.host)),
        port=_port(values.get("port", Settings.port)),
    )


def _from_file(folders: tuple[Path, ...]) -> dict[str, Any]:
    for folder in folders:
        path = folder / "clarifier.toml"
        if path.is_file():
            break
    else:
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(f"{path} cannot be read: {error}.") from error
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        raise BadSettings(f"{path} has the unknown setting {unknown[0]!r}; known are {', '.join(_KEYS)}.")
    return values


def _items(key: str, value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise BadSettings(f"{key} must be a list of texts, not {value!r}.")
    return tuple(part.strip() for part in parts if part.strip())


def _domain(text: str) -> str:
    domain = text.casefold().removeprefix("@")
    if not _DOMAIN.fullmatch(domain):
        raise BadSettings(f"our_domains holds {text!r}, which is no mail domain; write it like example.com.")
    return domain


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadSettings(f"{key} must be a text, not {value!r}.")
    return value.strip()


def _port(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise BadSettings(f"port must be a whole number from 1 to 65535, not {value!r}.")
    return int(text)
