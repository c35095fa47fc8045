"""A thread in another language, read as if it were English; and what was read of it, put back into the customer's words.

Comes in: a thread. Goes out: the thread with the customer's messages as glosses (gloss.py), and a way back: each place, each quote and
each value that is words stands again as the customer wrote it. What is written in English passes through untouched.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar, cast

from clarifier.mail.thread import Message, Thread
from clarifier.request.dates import find_dates
from clarifier.request.dates_in_english import in_english_words
from clarifier.request.facts import Evidence, Fact, cite_header
from clarifier.request.gloss import Gloss, gloss
from clarifier.request.items.tables import table_spans
from clarifier.request.language import DEFAULT, Language, language_of, language_of_messages
from clarifier.request.planted import find_planted
from clarifier.request.quantities import find_amounts, number_style
from clarifier.request.reading import Reading, end_of_reach
from clarifier.request.streets import find_streets

_Value = TypeVar("_Value")
_PLACES = ("number_end", "value_start")  # of what a reading finds, beside start and end
_SOME_DAY = date(2026, 1, 1)  # where a date phrase stands does not depend on the day


@dataclass(frozen=True)
class Told:
    """`thread` to be read; `glosses` by the index of their messages in `original`, none where all is English."""

    thread: Thread
    original: Thread
    language: Language
    glosses: Mapping[int, Gloss]

    def theirs(self, value: _Value) -> _Value:
        """What was read, in the customer's own words: every Evidence, Fact and Reading within it."""
        return cast(_Value, self._back(value)) if self.glosses else value

    def words(self, text: str) -> str:
        """A bit of text as the customer wrote it, where it stands in a gloss; else as it is."""
        wanted = r"\s+".join(re.escape(word) for word in text.split())
        for index, one in self.glosses.items() if wanted else ():
            if (found := re.search(wanted, one.text)) and text not in self.original.messages[index].body:
                return " ".join(one.source[slice(*one.in_source(*found.span()))].split())
        return text

    def _back(self, value: Any) -> Any:
        if isinstance(value, Evidence):
            return self._evidence(value)
        if isinstance(value, Fact):
            return self._fact(value)
        if isinstance(value, Reading):
            return self._reading(value)
        if isinstance(value, tuple):
            return tuple(self._back(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            inner = {f.name: getattr(value, f.name) for f in fields(value)}
            return replace(value, **{name: self._back(one) for name, one in inner.items() if not isinstance(one, str)})
        return value

    def _evidence(self, found: Evidence) -> Evidence:
        message = self.original.messages[found.message]
        if found.part != "body":
            return cite_header(message, found.part, found.quote)
        if found.message not in self.glosses:
            return found
        start, end = self.glosses[found.message].in_source(found.start, found.end)
        quote = message.body[start:end]
        start += len(quote) - len(quote.lstrip())
        return Evidence(found.message, start, start + len(quote.strip()), quote.strip(), mail=found.mail)

    def _fact(self, fact: Fact) -> Fact:
        evidence = self._evidence(fact.evidence)
        value, quote = fact.value, " ".join(evidence.quote.split())
        if fact.evidence.part == "body" and fact.evidence.message in self.glosses and value not in quote:
            value = self._value(fact, quote)
        return Fact(value, evidence, fact.status, tuple(self.words(one) for one in fact.alternatives))

    def _value(self, fact: Fact, quote: str) -> str:
        """The part of a quote that is the value: the same part as in the gloss."""
        found, one = fact.evidence, self.glosses[fact.evidence.message]
        inner = re.search(r"\s+".join(map(re.escape, fact.value.split())), one.text[found.start : found.end])
        if not inner:
            return quote if re.search(r"[^\W\d_]{2}", fact.value) and not re.search(r"\d", fact.value) else fact.value
        start, end = one.in_source(found.start + inner.start(), found.start + inner.end())
        return " ".join(one.source[start:end].split())

    def _reading(self, reading: Reading) -> Reading:
        index = reading.message.index
        if index not in self.glosses:
            return reading
        one = self.glosses[index]
        message = self.original.messages[index]
        planted = tuple(one.in_source(start, end) for start, end in reading.planted)
        spoken = message.spoken[: end_of_reach(message.spoken)]
        for start, end in planted:
            spoken = spoken[:start] + re.sub(r"[^\n]", " ", spoken[start:end]) + spoken[end:]
        placed: dict[str, Any] = {
            name: tuple(_placed(found, one) for found in getattr(reading, name)) for name in _FINDS
        }
        return replace(reading, message=message, text=spoken, planted=planted, english=reading.text, **placed)


_FINDS = ("passages", "dates", "identifiers", "amounts", "places")


def _placed(found: Any, one: Gloss) -> Any:
    """A find of a reading at its place in the source."""
    start, end = one.in_source(found.start, found.end)
    changed: dict[str, Any] = {"start": start, "end": end}
    for name in _PLACES:
        if hasattr(found, name):
            changed[name] = (
                one.in_source(found.start, getattr(found, name))[1]
                if name == "number_end"
                else one.in_source(getattr(found, name), found.end)[0]
            )
    if hasattr(found, "quote"):
        changed["quote"] = one.source[start:end]
    return replace(found, **changed)


def in_english(thread: Thread, order: Literal["dm", "md"] | None) -> Told:
    """The thread as it is to be read: what a customer wrote in a language that is known is a gloss."""
    theirs = thread.of("customer")
    language = language_of_messages([m for m in theirs if not m.automatic] or theirs)
    glosses: dict[int, Gloss] = {}
    messages: list[Message] = []
    for message in thread.messages:
        own = language_of(message.spoken) if message.author == "customer" else None
        code = own.code if own and own.sure else language.code
        if message.author == "customer" and code != DEFAULT:
            glosses[message.index] = _of_message(message, code, order)
            message = _message(message, glosses[message.index], code)
        messages.append(message)
    read = replace(thread, messages=tuple(messages)) if glosses else thread
    return Told(read, thread, language, glosses)


def glossed(text: str, code: str, day: date = _SOME_DAY, order: Literal["dm", "md"] | None = None) -> Gloss:
    """A text's gloss: its dates, its amounts and its addresses stay as they are."""
    return gloss(text, code, find_streets(text), *_marked(text, code, day, order))


def _marked(
    text: str, code: str, day: date, order: Literal["dm", "md"] | None
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str]]:
    """The amounts that are written in words, and the dates of a text, as phrases speak of them; and the English for dates."""
    found = find_dates(text, day, order, code)
    dates = [(one.start, one.end) for one in found]
    english = {(one.start, one.end): in_english_words(one, day, order, code) for one in found}
    amounts = [(a.start, max(a.number_end, a.start + 1)) for a in find_amounts(text, number_style(text), dates, code)]
    in_words = [(a, b) for a, b in amounts if re.search(r"\s[^\W\d_]|^[^\W\d_]+\s|^\D+$", text[a:b])]
    marks = dict.fromkeys(in_words, "#") | dict.fromkeys(dates, "%")
    return marks, {span: words for span, words in english.items() if words}


def _of_message(message: Message, code: str, order: Literal["dm", "md"] | None) -> Gloss:
    """A message's gloss: what is folded stays as it is, for signatures tell who asks; so do words to software, which are known as
    they were written, and tables, whose headers have a list of their own."""
    spoken = message.spoken[: end_of_reach(message.spoken)]
    folded = [(fold.start, fold.end) for fold in message.folded if fold.kind != "quoted"]
    kept = [
        *folded,
        *find_streets(spoken),
        *table_spans(spoken),
        *find_planted(spoken),
        (len(spoken), len(message.body)),
    ]
    day = message.sent.date() if message.sent else _SOME_DAY
    return gloss(message.body, code, kept, *_marked(spoken, code, day, order))


def _message(message: Message, one: Gloss, code: str) -> Message:
    """The message with its gloss as body."""
    return replace(
        message,
        body=one.text,
        language=code,
        subject=gloss(message.subject, code, find_planted(message.subject)).text
        if message.subject
        else message.subject,
        folded=tuple(replace(f, start=one.in_gloss(f.start), end=one.in_gloss(f.end)) for f in message.folded),
    )
