"""One frozen settings object, from the environment and from clarifier.toml; the environment wins.

Goes out: `Settings`. A file is looked for in the working directory, then in ~/.config/clarifier; a bad value raises
BadSettings.

    our_domains = ["corveymachine.com"]      CLARIFIER_OUR_DOMAINS=corveymachine.com,corvey.de
    our_names = ["Dana Whitlock"]            CLARIFIER_OUR_NAMES="Dana Whitlock, TJ Brandvold"
    host = "127.0.0.1"                       CLARIFIER_HOST
    port = 7860                              CLARIFIER_PORT
    model_url = "http://127.0.0.1:11434/v1"  CLARIFIER_MODEL_URL       any OpenAI-compatible address
    model = "gpt-4.1-mini"                   CLARIFIER_MODEL           the model's name there
    model_key = "..."                        CLARIFIER_MODEL_KEY, or OPENAI_API_KEY for OpenAI itself
    model_folder = "~/.cache/clarifier"      CLARIFIER_MODEL_FOLDER    where installed weights and answers are kept
    model_temperature = 0                    CLARIFIER_MODEL_TEMPERATURE
    model_seconds = 120                      CLARIFIER_MODEL_SECONDS   the time limit of one email
    model_retries = 1                        CLARIFIER_MODEL_RETRIES   more tries after a fault that may pass
    model_tokens = 6000                      CLARIFIER_MODEL_TOKENS    the budget of one email, in and out together
    data_folder = "~/.local/share/clarifier" CLARIFIER_DATA_FOLDER     what is remembered: learning, the index of the rules
    knowledge = "our-rules"                  CLARIFIER_KNOWLEDGE       a folder of your own rules, beside ours
    chroma_url = "http://127.0.0.1:8000"     CLARIFIER_CHROMA_URL      a Chroma server in place of the index on this machine
    embedding_model = "bge-m3"               CLARIFIER_EMBEDDING_MODEL embeddings by the model's server in place of our own
    database_url = "postgresql://..."        CLARIFIER_DATABASE_URL    postgresql://user:password@host/name in place of SQLite
    time_zone = "Europe/Berlin"              CLARIFIER_TIME_ZONE       the works' own, for its calendar days
    person = "dana"                          CLARIFIER_PERSON          who you are where nobody signs in
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from clarifier.errors import BadSettings

_DOMAIN = re.compile(r"[^\s@.]+(\.[^\s@.]+)+")
_KEYS = (
    "our_domains", "our_names", "host", "port", "model_url", "model", "model_key", "model_folder",
    "model_temperature", "model_seconds", "model_retries", "model_tokens",
    "data_folder", "knowledge", "chroma_url", "embedding_model",
    "database_url", "time_zone", "person",
)  # fmt: skip
_OPENAI_KEY = "OPENAI_API_KEY"
_LONGEST_NAME = 80  # as long as a column of names


@dataclass(frozen=True)
class Settings:
    """Who we are, by mail domain and by name, where the page listens, and which model helps. Empty domains and names:
    both are inferred. Neither `model_url` nor `model_key`: no model by address; an installed one may still help. No `knowledge`: our rules
    alone; no `chroma_url`: the index lies in `data_folder`; no `embedding_model`: vectors are made on this machine. No `database_url`: SQLite
    in `data_folder`; no `time_zone`: this machine's.
    """

    our_domains: tuple[str, ...] = ()
    our_names: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 7860
    model_url: str = ""
    model: str = ""
    model_key: str = field(default="", repr=False)
    model_folder: Path = field(default_factory=lambda: _cache({}))
    model_temperature: float = 0.0
    model_seconds: float = 120.0
    model_retries: int = 1
    model_tokens: int = 6000
    data_folder: Path = field(default_factory=lambda: _data(os.environ))
    knowledge: Path | None = None
    chroma_url: str = ""
    embedding_model: str = ""
    database_url: str = field(default="", repr=False)
    time_zone: str = ""
    person: str = "me"

    @property
    def zone(self) -> tzinfo:
        """The time zone whose calendar days count."""
        from zoneinfo import ZoneInfo

        from dateutil.tz import gettz, tzlocal

        return ZoneInfo(self.time_zone) if self.time_zone else gettz() or tzlocal()


def load(environment: Mapping[str, str] | None = None, folders: tuple[Path, ...] | None = None) -> Settings:
    """The settings in force; `environment` and `folders` stand in for the real ones in tests."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = dict(_from_file(folders or (Path.cwd(), Path.home() / ".config" / "clarifier")))
    for key in _KEYS:
        name = f"CLARIFIER_{key.upper()}"
        if environment.get(name, "").strip():
            values[key] = environment[name]
    if not values.get("model_key") and environment.get(_OPENAI_KEY, "").strip() and not values.get("model_url"):
        values["model_key"] = environment[_OPENAI_KEY].strip()
    return Settings(
        our_domains=tuple(_domain(item) for item in _items("our_domains", values.get("our_domains", ()))),
        our_names=_items("our_names", values.get("our_names", ())),
        host=_text("host", values.get("host", Settings.host)),
        port=_port(values.get("port", Settings.port)),
        model_url=_url("model_url", values.get("model_url", "")),
        model=_optional("model", values.get("model", "")),
        model_key=_optional("model_key", values.get("model_key", "")),
        model_folder=_folder(values.get("model_folder", ""), environment),
        model_temperature=_number("model_temperature", values.get("model_temperature", 0), 0, 2),
        model_seconds=_number("model_seconds", values.get("model_seconds", Settings.model_seconds), 0.1, 3600),
        model_retries=int(_number("model_retries", values.get("model_retries", Settings.model_retries), 0, 10)),
        model_tokens=int(_number("model_tokens", values.get("model_tokens", Settings.model_tokens), 500, 1_000_000)),
        data_folder=_data(environment, values.get("data_folder", "")),
        knowledge=_place("knowledge", values.get("knowledge", "")),
        chroma_url=_url("chroma_url", values.get("chroma_url", "")),
        embedding_model=_optional("embedding_model", values.get("embedding_model", "")),
        database_url=_database(values.get("database_url", "")),
        time_zone=_zone(values.get("time_zone", "")),
        person=_person(values.get("person", Settings.person)),
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


def _optional(key: str, value: object) -> str:
    return _text(key, value) if value != "" else ""


def _url(key: str, value: object) -> str:
    """An address with its scheme, without the slash at its end."""
    url = _optional(key, value).rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise BadSettings(f"{key} must be an address like http://127.0.0.1:8000, not {value!r}.")
    return url


def _database(value: object) -> str:
    """A server's address. It holds a password, so that no sentence repeats it."""
    url = value.strip() if isinstance(value, str) else "no text"
    if url and not re.fullmatch(r"postgres(ql)?(\+psycopg)?://([^\s@/?#]*@)?[^\s@/?#]*/[^\s@/?#]+(\?[^\s#]*)?", url):
        raise BadSettings(
            "database_url must be an address like postgresql://user:password@host/name; write @ : / ? # and % in a password as"
            " %40 %3A %2F %3F %23 and %25."
        )
    return url


def _zone(value: object) -> str:
    name = _optional("time_zone", value)
    if name:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:  # OSError: the name of a folder of zones, like Europe
            raise BadSettings(f"time_zone must be a name like Europe/Berlin or UTC, not {value!r}.") from error
    return name


def _person(value: object) -> str:
    name = " ".join(_text("person", value).split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadSettings(f"person must be a name of at most {_LONGEST_NAME} characters, not {value!r}.")
    return name


def _folder(value: object, environment: Mapping[str, str]) -> Path:
    """Where weights are kept: as set, else a folder of our own in the user's cache."""
    return Path(_text("model_folder", value)).expanduser() if value else _cache(environment)


def _place(key: str, value: object) -> Path | None:
    return Path(_text(key, value)).expanduser() if value != "" else None


def _data(environment: Mapping[str, str], value: object = "") -> Path:
    """Where what is remembered lies: as set, else a folder of our own among the user's data."""
    if (place := _place("data_folder", value)) is not None:
        return place
    data = environment.get("XDG_DATA_HOME", "").strip()
    return (Path(data) if data else Path.home() / ".local" / "share") / "clarifier"


def _cache(environment: Mapping[str, str]) -> Path:
    cache = environment.get("XDG_CACHE_HOME", "").strip()
    return (Path(cache) if cache else Path.home() / ".cache") / "clarifier"


def _number(key: str, value: object, least: float, most: float) -> float:
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        raise BadSettings(f"{key} must be a number from {least:g} to {most:g}, not {value!r}.")
    return number
