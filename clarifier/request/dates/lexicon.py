"""The words that dates are made of, from knowledge/lexicons (dates, date_words, holidays), each with its one-letter tag.

m month   w weekday   v weekday abbreviation that needs a date beside it   O "fourteenth"   q number word   a "a"
K "KW", "week of"   r today   i now   p this, next, last   P the same, said after the noun   s early, mid, end
F EOM, EOD   u week   b business   H holiday   S the holidays   R by, on, before   > to, until   L at the latest
I onwards   j or so   n not   C is off   g ago   G the same, said before   Y after receipt of order   f of   T the
t noon   l or   & and   Z every   V past tense   W will, need   U pcs   X batch, street   M moved   B rev, no.
D lead time   J season   E "Fridays"   h later
"""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clarifier.texts import home, table


class Word(NamedTuple):
    """What a word may mean. `languages` is empty where the list it stands in has none."""

    tag: str
    value: Any
    languages: frozenset[str]


class Lexicon(NamedTuple):
    """Single words, phrases by their first and second word (longest first), and the words to be shy about."""

    words: dict[str, list[Word]]
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Word]]]]
    heads: frozenset[str]  # every word that may begin something
    shy: frozenset[str]
    weak: frozenset[str]
    sure: frozenset[str]
    telling: frozenset[str]  # near a number that may be a fraction, they make it a date
    after_day: frozenset[str]  # after "the 14th", they leave it a date
    boundary: frozenset[str]
    papers: frozenset[str]
    asked_for: frozenset[str]
    asked_behind: frozenset[str]
    rest: frozenset[str]
    numbered_week: frozenset[str]
    aimed_at: frozenset[str]
    to_the_end: frozenset[str]
    within_this: frozenset[str]
    behind_a_week: frozenset[str]
    spoken: frozenset[str]
    hoping: frozenset[str]
    who: frozenset[str]
    closely: frozenset[str]


_POLISH = frozenset("ąćęłńśźż")
_ACCENTED = 4  # letters of a word that is known without its accents


def _as_also_written(names: str) -> str:
    """The names, and "mothers_day" and "mother_day" for each "mother's_day"."""
    loose = [name.replace("'s_", ending) for name in names.split() if "'s_" in name for ending in ("s_", "_")]
    return " ".join([names, *(name.replace("s'_", "s_") for name in [*names.split(), *loose])])


def _as_also_typed(names: str) -> str:
    """The names, and "piatek" for each "piątek": Polish is often typed without its accents."""
    if _POLISH.isdisjoint(names):
        return names
    bare = unicodedata.normalize("NFD", names.replace("ł", "l"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter)).split()
    known = names.split()
    also = (new for old, new in zip(known, plain, strict=True) if len(new) >= _ACCENTED and _POLISH & set(old))
    return " ".join([*known, *(name for name in also if name not in known)])


def languages_of(word: str) -> frozenset[str]:
    """The languages that a single word belongs to."""
    return frozenset(language for entry in lexicon().words.get(word, ()) for language in entry.languages)


def is_english(word: str) -> bool:
    """Whether a word, or the first of a phrase, is one of English."""
    return "en" in languages_of(word) or not languages_of(word.split()[0] if word else "")


_IN_ORDER = {"months": "m", "weekdays": "w", "weekday_abbreviations": "v", "several_weekdays": "E"}
_SAID_AROUND = {"latest": "L", "onward": "I", "about": "j", "negations": "n", "cancels": "C", "moves": "M"}


def _language_files() -> list[Path]:
    """The languages beside English, those that may disagree about a word in a fixed order."""
    files = {path.stem: path for path in (home("knowledge") / "lexicons/date_words").glob("*.toml")}
    first = [files.pop(code) for code in ("de", "fr", "es", "it", "nl", "pl") if code in files]
    return [*first, *(files[code] for code in sorted(files))]


@cache
def lexicon() -> Lexicon:
    """The word lists, by word."""
    data = table("lexicons/dates")
    words: dict[str, list[Word]] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Word]]]] = {}
    english = frozenset(data["english"]["words"].split())

    def add(group: str, tag: str, value: Any, language: str = "") -> None:
        for entry in _as_also_typed(group.lower()).split():
            if "_" in entry:
                parts = tuple(entry.split("_"))
                meaning = Word(tag, value, frozenset([language]) - {""})
                phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, meaning))
                continue
            known = words.setdefault(entry, [])
            languages = frozenset([language or ("en" if entry in english else "")]) - {""}
            for place, other in enumerate(known):
                if other.tag == tag and other.value == value:
                    known[place] = Word(tag, value, other.languages | languages)
                    break
            else:
                known.append(Word(tag, value, languages))

    tables = {"": data} | {path.stem: table(f"lexicons/date_words/{path.stem}") for path in _language_files()}
    named = {
        code or "en": part for code, part in tables.items()
    }  # months and prepositions without a language are English
    for name, tag in _IN_ORDER.items():
        for language, part in named.items():
            for number, group in enumerate(part.get(name, {}).get("in_order", ()), 1 if tag == "m" else 0):
                add(group, tag, number, language)
                for hours in part[name].get("parts", "").split():  # Freitagmittag
                    add(" ".join(day + hours for day in group.split()), tag, number, language)
    for section, tag in (("relations", "R"), ("relations_joining", ">")):
        for language, part in named.items():
            for value, group in part.get(section, {}).items():
                add(group, tag, value, language)
    for name, tag in _SAID_AROUND.items():
        for language, part in named.items():
            add(part.get(name, {}).get("words", ""), tag, name, language)
    for language, part in named.items():
        add(part.get("now", {}).get("words", ""), "i", None, language)
        for value, group in part.get("pointers", {}).items():
            add(group, "P" if value.endswith("_after") else "p", value.removesuffix("_after"), language)
    for language, part in named.items():
        ordinals = part.get("ordinals", {})
        for number, group in enumerate(ordinals.get("in_order", "").split(), 1):
            add(group.replace("|", " "), "O", number, language)
        for number, word in enumerate(ordinals.get("apart", "").split(), 21):
            add(word, "O", number, language)
    for language, part in tables.items():
        for offset, group in part.get("days", {}).items():
            add(group, "r", int(offset), language)
        for section, tag in (("units", "u"), ("numbers", "q"), ("parts", "s"), ("ends", "F"), ("week_of", "K")):
            for value, group in part.get(section, {}).items():
                if section != "numbers":
                    add(group, tag, value, language)
                elif value.isdigit() or value == "few":
                    add(group, tag, int(value) if value.isdigit() else 3, language)
        for name, tag in (("of", "f"), ("the", "T"), ("or", "l"), ("and", "&")):
            add(part.get("joins", {}).get(name, ""), tag, None, language)
        for section, tag in (
            ("business", "b"),
            ("times", "t"),
            ("ago", "g"),
            ("ago_before", "G"),
            ("in_one", "R"),
            ("after_receipt", "Y"),
        ):
            add(part.get(section, {}).get("words", ""), tag, "in" if tag == "R" else None, language)
    add(data["numbers"]["article"], "a", 1, "en")
    for section, tag in (
        ("recurring", "Z"), ("said", "V"), ("quantity_words", "U"), ("not_before_word", "X"),
        ("not_after", "B"), ("lead_time", "D"), ("later", "h"), ("no_day", "x"),
    ):  # fmt: skip
        add(data[section]["words"], tag, None)
    add(data["said"]["ago"], "g", None)
    add(data["said"]["future"], "W", None)
    feasts = table("lexicons/holidays")
    for rule, group in feasts["days"].items():
        add(_as_also_written(group), "H", rule)
    for language, groups in feasts["seasons"]["names"].items():
        for begin, group in zip(feasts["seasons"]["begin"], groups, strict=True):
            add(group, "J", begin, language)
    for value, group in data["season"].items():
        add(group, "S", value)
    for seconds in phrases.values():
        for found in seconds.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
    weak = frozenset((data["weak"]["months"] + " " + data["weak"]["weekdays"]).split())
    sure = frozenset(data["weak"]["lower_case_is_sure"].split())
    lists = [
        data[name]["words"]
        for name in (
            "deadline_words",
            "after_day",
            "boundary",
            "papers",
            "asked_for",
            "asked_behind",
            "rest",
            "numbered_week",
            "aimed_at",
            "to_the_end",
            "within_this",
            "behind_a_week",
        )
    ]
    lists += [data["said"][name] for name in ("spoken", "hoping", "who", "closely")]
    shy = frozenset(data["shy"]["words"].split())
    sets = (frozenset(group.split()) for group in lists)
    return Lexicon(words, phrases, frozenset({*words, *phrases}), shy, weak, sure, *sets)
