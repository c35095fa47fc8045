"""Which language the customer is answered in: theirs where we have its words, English else, or the one that the rep chose.

Comes in: the language a customer writes, and the rep's choice. Goes out: the language of the questions and of the reply, and in a sentence
why it is another than the customer's. A table that lacks a text is not used at all: a reply in two languages would be worse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clarifier.errors import BadSettings, BrokenKnowledge
from clarifier.request.language import Language
from clarifier.request.speech import ENGLISH, speech, spoken_languages
from clarifier.texts import fill, table

Tables = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class ReplyLanguage:
    """`code` as in ISO 639-1; `note` says why it is not the language that was wanted."""

    code: str = ENGLISH
    note: str | None = None


IN_ENGLISH = ReplyLanguage()


@cache
def reply_tables() -> Tables:
    """Every language's table; one that cannot be read is empty, and lacks everything."""
    found: dict[str, Mapping[str, Any]] = {}
    for code in spoken_languages():
        try:
            found[code] = speech(code).table
        except BrokenKnowledge:
            if code == ENGLISH:
                raise
            found[code] = {}
    return found


def reply_languages(tables: Tables | None = None) -> dict[str, str]:
    """The languages one can answer in, by their code, each as its speakers call it; English last."""
    every = reply_tables() if tables is None else tables
    whole = {code: str(every[code]["name"]) for code, missing in _missing(tables).items() if not missing}
    return dict(sorted(whole.items(), key=lambda each: (each[0] == ENGLISH, each[1])))


def reply_language(written: Language, chosen: str | None = None, tables: Tables | None = None) -> ReplyLanguage:
    """The language of the reply to a customer who writes in `written`. Raises BadSettings for a choice that is not on offer."""
    if chosen:
        check_choice(chosen, tables)
    elif written.other:
        return ReplyLanguage(ENGLISH, _note("no_wording", language=written.other))
    code = chosen or written.code
    missing = _missing(tables).get(code)
    if missing is None:
        return ReplyLanguage(ENGLISH, _note("no_wording", language=written.name))
    if missing:
        name = Language(code, sure=True).name
        return ReplyLanguage(ENGLISH, _note("not_whole", language=name, missing=missing[0]))
    return ReplyLanguage(code)


def check_choice(chosen: str, tables: Tables | None = None) -> None:
    """Raises BadSettings for a language that there is no wording for."""
    if chosen not in _missing(tables):
        on_offer = ", ".join(reply_languages(tables))
        raise BadSettings(f"There is no wording for a reply in {chosen!r}; choose one of: {on_offer}.")


def lacking(one: Mapping[str, Any], english: Mapping[str, Any], path: str = "") -> list[str]:
    """The texts that English has and this table has not, as `section.name`."""
    found: list[str] = []
    for key, value in english.items():
        if isinstance(value, Mapping):
            inner = one.get(key)
            found += lacking(inner if isinstance(inner, Mapping) else {}, value, f"{path}{key}.")
        elif not one.get(key):
            found.append(f"{path}{key}")
    return found


def _missing(tables: Tables | None) -> Mapping[str, list[str]]:
    """What each language lacks."""
    return (
        _missing_here() if tables is None else {code: lacking(each, tables[ENGLISH]) for code, each in tables.items()}
    )


@cache
def _missing_here() -> Mapping[str, list[str]]:
    return _missing(reply_tables())


def _note(name: str, **values: str) -> str:
    return fill(table("wording/messages")["note"][name], **values)
