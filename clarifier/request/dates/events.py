"""Dates counted from an event: "before the fair (12 June)", "two days before the pour", "before the divers do", "before he comes".

Comes in: a text and the dates read in it. Goes out: the phrases that name an event whose own date the text tells, each with the date
that only anchors it. The words are knowledge/lexicons/dates.toml, section `then`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from clarifier.request.dates.calendar import FRIDAY, shift
from clarifier.request.dates.counting import OF_AN_EVENT, Counted, ahead, at, back, count, is_wanted, on, words
from clarifier.request.dates.reading import DateReading
from clarifier.request.dates.words import tokenize
from clarifier.stretches import Stretches

_DEFINING = 30  # characters between a feast and the day the text gives it
_EVENT = 90  # characters from "before the fair" to the fair's own date
_NEAR = 400  # characters back to the event that a word or a pronoun means
_BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,3})"  # between words, over no blank line
_NAME = r"[^\W\d_][\w'’&-]{0,24}"


def from_events(text: str, dates: Sequence[DateReading]) -> Iterator[Counted]:
    """The phrases that name an event, whose own date stands behind it or elsewhere in the text."""
    behind = [*dates[1:], None]
    standing = [d for d, b in zip(dates, behind, strict=True) if d.standing and not d.past and not _defined(text, d, b)]
    standing = [d for d in standing if d.relation in OF_AN_EVENT and (d.earliest or d.latest)]
    if not standing or not re.search(rf"\b(?:{words()['event_before']}|{words()['event_after']})\s", text, re.I):
        return
    done: list[tuple[int, int]] = []
    for base in standing:
        begin = max(base.start - _EVENT, 0)
        match = _ahead().search(text[begin : base.start])
        if match and not _no_event(match["event"]) and not _is_the_last(text, begin + match.start()):
            done.append((begin + match.start(), base.end + text.startswith(")", base.end)))
            if (day := base.latest or base.earliest) and _tells_the_eve(
                match, base, dates
            ):  # "we fill on the 22nd, so here the day before we fill, the 21st"
                yield at(on(base, day), text, *done[-1], "by"), None
            else:
                yield _counted(match, base, text, *done[-1]), None
    spans = Stretches(done)
    events = _Events(text, [base for base in standing if not spans.touch(base.start, base.end)])
    for match in _named().finditer(text):
        if spans.touch(match.start(), match.end()) or not (found := events.meant(match)):
            continue
        base, end = found
        ahead = match.start() <= base.start and not re.search(r"[.!?;,\n]", text[match.start() : base.start])
        if not ahead and not _refuses(text, match.start()):
            yield _counted(match, base, text, match.start(), end), base
    for match in _afterwards().finditer(text):
        if (
            not spans.touch(match.start(), match.end())
            and (found := events.meant(match))
            and not unwanted(text, match.start())
        ):
            base, end = found
            if match.start() > base.end:
                yield _after(match, base, text, end), base


class _Events:
    """The days on which something happens, by what happens."""

    def __init__(self, text: str, days: Sequence[DateReading]) -> None:
        self._named: dict[str, DateReading] = {}
        self._told: dict[str, DateReading] = {}
        self._days = [day for day in days if not is_wanted(text, day)]
        self._feasts = [day for day in days if _names_a_feast(day.quote)]
        for day in days:
            said = _happening().search(text[max(day.start - 60, 0) : day.start])
            if said and not re.fullmatch(words()["no_event_first"], said["event"], re.I):
                self._named.setdefault(said["event"].casefold(), day)
        for day in self._days:
            told = re.split(words()["parts_clauses"], text[max(day.start - _EVENT, 0) : day.start])[-1]
            told += m[0] if (m := re.match(rf"\s{_NAME}", text[day.end :])) and _OWN.search(told) else ""
            for word in re.findall(r"[^\W\d_]{4,}", told.casefold()):
                if not re.fullmatch(words()["no_name"], word):
                    self._told.setdefault(word, day)

    def meant(self, match: re.Match[str]) -> tuple[DateReading, int] | None:
        """The day of the event that "before .." means, and where the phrase ends."""
        near = [day for day in self._days if 0 <= match.start() - day.end <= _NEAR]
        if acting := _acting().match(match.string, match.start("event")):
            return (near[-1], acting.end()) if near else None
        found = None
        for word in re.finditer(_NAME, match["event"]):
            name, end = _OWNED.sub("", word[0].casefold()), match.start("event") + word.end()
            day = self._named.get(name) or next((day for day in near if day is self._told.get(name)), None)
            if day is None and self._feasts and re.fullmatch(words()["feast"], name):
                day = self._feasts[0]
            if (found and day is not found[0]) or (day is None and _no_event(name)):
                break
            found = (day, end) if day else None
        return found


@cache
def _lead() -> str:
    """What stands before the name of an event: "two days before the", "the Monday before our", "by the time"."""
    listed = words()
    return (
        rf"\b(?:(?:by|on|no\s+later\s+than)\s+)?(?:(?:{count('')}|(?:the\s+)?(?P<weekday>{listed['weekdays']})|(?:the\s+)?(?P<weekend>weekend))\s+)?"
        rf"(?<!as )(?<!like )(?:{listed['event_before']})\s+(?:(?:the|our|my|their|his|her|this|an?)\s+)?"
    )


@cache
def _ahead() -> re.Pattern[str]:
    """An event that its date follows."""
    happens = words()["happens"]
    then = rf",?\s+(?:(?:which|that|it|they|who|and\s+(?:that|it))\s+)?(?:(?:{happens})\s+)?(?:on\s+|from\s+|the\s+)?"
    goes_on = rf"(?!(?:{words()['no_more']})\b){_NAME}"
    event = rf"{_lead()}(?P<event>{_NAME}(?:{_BLANK}{goes_on}){{0,6}}?)"
    return re.compile(rf"{event}(?:\s*\((?:[^\W\d_]+\s+){{0,3}}|{then}|['’]s\s+(?:on\s+)?)$", re.I)


@cache
def _named() -> re.Pattern[str]:
    """An event that has no date beside it."""
    return re.compile(rf"{_lead()}(?P<event>{_NAME}(?:{_BLANK}{_NAME}){{0,3}})", re.I)


@cache
def _afterwards() -> re.Pattern[str]:
    """An event told before, and how long after it: "the Monday after the fair", "two days after our move"."""
    listed = words()
    return re.compile(
        rf"\b(?:(?P<on>on|by)\s+)?(?:{count('')}|(?:the\s+)?(?:(?P<weekday>{listed['weekdays']})|(?P<next>day|morning)|(?P<week>week)))\s+"
        rf"(?:(?:{listed['closely']})\s+)?(?:{listed['event_after']})\s+(?:the|our|my|their|his|her|this)\s+"
        rf"(?P<event>{_NAME}(?:{_BLANK}{_NAME}){{0,3}})",
        re.I,
    )


@cache
def _happening() -> re.Pattern[str]:
    """What stands before the date of an event."""
    return re.compile(
        rf"(?P<event>[\w-]+)(?:\s+(?:{words()['happens']})(?:\s+on)?|['’]s(?:\s+on)?|\s+(?:on|for)|\s*[(:,–-])?\s*(?:the\s+)?$",
        re.I,
    )


@cache
def _acting() -> re.Pattern[str]:
    """ "before she does", "before it starts": whoever or whatever the event is of."""
    return re.compile(rf"(?:{words()['actors']})\s+(?:{words()['acts']})\b", re.I)


def _is_the_last(text: str, start: int) -> bool:
    """Whether it is something else that is on the day: "the last ferry before the wet is the 24th"."""
    return _LAST.search(text, max(0, start - 60), start) is not None


_LAST = re.compile(r"\b(?:last|final|latest|only|next)\b[^.!?;,\n]{0,45}$", re.I)


def _tells_the_eve(match: re.Match[str], base: DateReading, dates: Sequence[DateReading]) -> bool:
    """Whether the day behind a comma is the one counted, since the event's own is told elsewhere."""
    if not match[0].rstrip().removesuffix("the").rstrip().endswith(","):
        return False
    days = [day.earliest or day.latest for day in dates if day is not base and day.standing and not day.past]
    return any(day and back(day, match) == base.latest for day in days)


_OWNED = re.compile(r"['’]s?$")


def _names_a_feast(quote: str) -> bool:
    """Whether a date is named by its feast: "Labor Day", and no "the holidays"."""
    return any(token.tag == "H" for token in tokenize(quote))


_OWN = re.compile(r"\b(?:the|our|my|his|her|their)\s*$", re.I)


def _refuses(text: str, start: int) -> bool:
    """Whether the words before refuse what comes before the event, or only want to hear of it."""
    return unwanted(text, start) or gives_notice(text, start)


@cache
def _unwanted() -> re.Pattern[str]:
    listed = words()
    state = rf"(?:{listed['stays']})\s+(?!(?:{listed['goods_are']})\b)[\w'’]+"
    return re.compile(rf"\b(?:{listed['unwanted']}|{state})[^\S\n]+(?:[\w'’]+[^\S\n]+){{0,3}}$", re.I)


def unwanted(text: str, start: int) -> bool:
    """Whether nothing is wanted by then: "anything before that sits in the shed"."""
    said = _unwanted().search(text, max(start - 40, 0), start)
    return said is not None and not _IN_CASE.search(text, max(said.start() - 40, 0), said.start())


_IN_CASE = re.compile(r"\b(?:if|unless|in case|should)\b[^.!?;\n]*$", re.I)  # "if they are not here before then"


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words()['notice']})\b[^.!?;\n]{{0,40}}$", re.I)


def gives_notice(text: str, start: int) -> bool:
    """Whether only word is wanted by then: "inform us 5 days in advance"."""
    return _notice().search(text, max(start - 70, 0), start) is not None


def _no_event(name: str) -> bool:
    """Whether words name no event, but a part of the day that follows ("before the end of business") or nothing ("as before on")."""
    listed = words()
    if re.match(rf"(?:{listed['clause']})\s", name, re.I):
        return False
    return re.search(rf"\b(?:{listed['no_event']})\b|^(?:{listed['no_event_first']})\b", name, re.I) is not None


def _defined(text: str, named: DateReading, behind: DateReading | None) -> bool:
    """Whether a feast's name is given its date by the text itself: "eid is 7 June"."""
    if behind is None or behind.start - named.end > _DEFINING or re.search(r"\d", named.quote):
        return False
    return _defining().fullmatch(text, named.end, behind.start) is not None


@cache
def _defining() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:{words()['happens']})\s+)?(?:on\s+)?|\s*[(=:]\s*", re.I)


def _counted(match: re.Match[str], base: DateReading, text: str, start: int, end: int) -> DateReading:
    first = base.earliest or base.latest
    return at(on(base, back(first, match)) if first else base, text, start, end, "before")


def _after(match: re.Match[str], base: DateReading, text: str, end: int) -> DateReading:
    """The day so long after an event, or the working days of the week after it."""
    last = base.latest or base.earliest
    assert last is not None
    day = ahead(last, match)
    if match["week"]:
        return replace(
            on(base, shift(day, FRIDAY)),
            earliest=day,
            start=match.start(),
            end=end,
            quote=text[match.start() : end],
            relation=None,
        )
    said = match["on"].casefold() if match["on"] else ""
    found = at(on(base, day), text, match.start(), end, "by")
    return found if said == "by" else replace(found, relation="on" if said else None, earliest=day if said else None)
