"""Which of the places that a thread names is where the goods shall go.

Comes in: the readings of the customer's messages, newest first. Goes out: the place with its words, or None. The newest message that names
one is believed, but "our shed" is the address that an older message gave, unless it is said to be another.
"""

import re
from collections.abc import Sequence

from clarifier.mail.thread import Message
from clarifier.request.cues import cue
from clarifier.request.facts import Fact, cite
from clarifier.request.passages import Passage
from clarifier.request.places import CAPITALS, Place, address_alone
from clarifier.request.reading import Reading
from clarifier.request.streets import find_streets

_GENERAL = 2  # the score of a word for places: "the arena"
_PROPER = 4  # the score from which a place has a name or an address of its own


def find_destination(readings: Sequence[Reading]) -> Fact | None:
    """The best place of the newest message that names one, else the address above the name of who signs."""
    named = [(reading, place) for reading in readings if (place := _best(reading))]
    if named:
        newest, place = named[0]
        older = [one for one in named[1:] if one[1].score >= _PROPER]
        if place.score == _GENERAL and older and not _is_another(newest, place):
            newest, place = older[0]
        words = newest.text[place.start : place.end]
        if span := _address_in_town(newest.message, words):
            return Fact(" ".join(newest.message.body[slice(*span)].split()), cite(newest.message, *span))
        return Fact(" ".join(words.split()), cite(newest.message, place.start, place.end))
    for message in (reading.message for reading in readings):
        for fold in message.folded:
            if fold.kind == "signature" and (span := address_above_name(message.body, fold.start, fold.end)):
                return Fact(" ".join(message.body[slice(*span)].split()), cite(message, *span))
    return None


def _best(reading: Reading) -> Place | None:
    places = [place for place in reading.places if place.score >= _GENERAL and place.end > place.start]
    return max(places, key=lambda place: (place.score, -place.start), default=None)


_TOWN = re.compile(rf"[{CAPITALS}][\w'’-]{{2,24}}(?: [{CAPITALS}][\w'’-]{{2,24}})?")


def _address_in_town(message: Message, words: str) -> tuple[int, int] | None:
    """The street of the signature that stands in the town a message names: "it must be in Kiruna" over "Lastvägen 6, Kiruna"."""
    for fold in message.folded if _TOWN.fullmatch(words) else ():
        for start, end in find_streets(message.body) if fold.kind == "signature" else ():
            line = message.body.find("\n", end, fold.end)
            stop = line if line >= 0 else fold.end
            if fold.start <= start < fold.end and words in message.body[start:stop]:
                return start, stop
    return None


def _is_another(reading: Reading, place: Place) -> bool:
    """Whether the words around a place say that it is not the one before: "to the shop instead"."""
    owner = reading.passage_of(place.start)
    return owner is not None and cue("places/places/another").search(reading.words(reading.passages[owner])) is not None


_NAME = rf"[{CAPITALS}][\w'’.-]*(?: [{CAPITALS}][\w'’.-]*){{1,2}}(?=,|[ \t]*(?:\n|\Z))"
_ABOVE_NAME = re.compile(rf"\s*([^\n]+)\n(?:[ \t]*\n\s*\S|{_NAME})")


def address_above_name(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The address that stands alone above a sign-off, where it was folded with it: "Church House, 12 Church Green" over the name."""
    first = _ABOVE_NAME.match(body, start, end)
    if not first or not address_alone(body, Passage(*first.span(1), "sentence"), find_streets(body[: first.end()])):
        return None
    return first.span(1)
