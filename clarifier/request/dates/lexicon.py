"""The words that dates are made of, from dates.toml and holidays.toml of knowledge/lexicons, each with its one-letter tag.

m month   w weekday   v weekday abbreviation that needs a date beside it   O "fourteenth"   q number word   a "a"
K "KW", "week of"   r today   i now   p this, next, last   P the same, said after the noun   s early, mid, end
F EOM, EOD   u week   b business   H holiday   S the holidays   R by, on, before   > to, until   L at the latest
I onwards   j or so   n not   C is off   g ago   G the same, said before   Y after receipt of order   f of   T the
t noon   l or   & and   Z every   V past tense   W will, need   U pcs   X batch, street   M moved   B rev, no.
D lead time   J season   E "Fridays"   h later
"""

from functools import cache
from typing import Any, NamedTuple

from clarifier.texts import table


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
    rest: frozenset[str]
    spoken: frozenset[str]


def _as_also_written(names: str) -> str:
    """The names, and "mothers_day" and "mother_day" for each "mother's_day"."""
    loose = [name.replace("'s_", ending) for name in names.split() if "'s_" in name for ending in ("s_", "_")]
    return " ".join([names, *(name.replace("s'_", "s_") for name in [*names.split(), *loose])])


@cache
def lexicon() -> Lexicon:
    """The word lists of knowledge/lexicons/dates.toml, by word."""
    data = table("lexicons/dates")
    words: dict[str, list[Word]] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Word]]]] = {}
    english = frozenset(data["english"]["words"].split())

    def add(group: str, tag: str, value: Any, language: str = "") -> None:
        for entry in group.lower().split():
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

    for name, tag in (("months", "m"), ("weekdays", "w"), ("weekday_abbreviations", "v"), ("several_weekdays", "E")):
        for language, groups in data[name].items():
            for number, group in enumerate(groups, 1 if tag == "m" else 0):
                add(group, tag, number, language)
    for section, sign in (("relations", "R"), ("relations_joining", ">")):
        for language, groups in data[section].items():
            for value, group in groups.items():
                add(group, sign, value, language)
    for name, tag in (
        ("latest", "L"),
        ("onward", "I"),
        ("about", "j"),
        ("negations", "n"),
        ("cancels", "C"),
        ("moves", "M"),
    ):
        for language, group in data[name].items():
            add(group, tag, name, language)
    add(data["now"]["words"], "i", None)
    for language, groups in data["pointers"].items():
        for value, group in groups.items():
            add(group, "P" if value.endswith("_after") else "p", value.removesuffix("_after"), language)
    for language, group in data["ordinals"].items():
        for number, word in enumerate(group.split(), 21 if language == "en_apart" else 1):
            add(word, "O", number, language[:2])
    for offset, group in data["days"].items():
        add(group, "r", int(offset))
    for value, group in data["units"].items():
        add(group, "u", value)
    for number, group in data["numbers"].items():
        if number.isdigit():
            add(group, "q", int(number))
    add(data["numbers"]["few"], "q", 3)
    add(data["numbers"]["article"], "a", 1, "en")
    for value, group in data["parts"].items():
        add(group, "s", value)
    for value, group in data["ends"].items():
        add(group, "F", value)
    for value, group in data["week_of"].items():
        add(group, "K", value)
    for group, tag in zip(("of", "the", "or", "and"), "fTl&", strict=True):
        add(data["joins"][group], tag, None)
    for section, tag in (
        ("business", "b"), ("times", "t"), ("recurring", "Z"), ("said", "V"), ("after_receipt", "Y"),
        ("quantity_words", "U"), ("not_before_word", "X"), ("not_after", "B"), ("lead_time", "D"), ("later", "h"),
        ("no_day", "x"),
    ):  # fmt: skip
        add(data[section]["words"], tag, None)
    add(data["said"]["ago"], "g", None)
    add(data["said"]["ago_before"], "G", None)
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
    lists = [data[name]["words"] for name in ("deadline_words", "after_day", "boundary", "papers", "asked_for", "rest")]
    lists.append(data["said"]["spoken"])
    shy = frozenset(data["shy"]["words"].split())
    sets = (frozenset(group.split()) for group in lists)
    return Lexicon(words, phrases, frozenset({*words, *phrases}), shy, weak, sure, *sets)
