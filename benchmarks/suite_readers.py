"""Who reads the public suites: clarifier, and the libraries of their kind, each answering in the same shapes.

Comes in: a text (and the day it was sent). Goes out: what the reader says, for `suites` to judge all alike.
"""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from benchmarks.peers import quantities_parser
from clarifier import read
from clarifier.errors import ClarifierError
from clarifier.mail.thread import Message, Thread
from clarifier.request.dates import find_dates
from clarifier.request.quantities import Amount, find_amounts

_FORWARDED = re.compile(r"-{2,}\s*Forwarded message", re.I)
_BY = re.compile(r"(\s?(?:[x×*]|by)\s?)")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]+")


class Original(NamedTuple):
    """A message that stands inside another one."""

    sender: str | None  # its address
    subject: str | None
    body: str


class Reply(NamedTuple):
    """The words a reply shows; `signed` are those that the reader takes for a signature."""

    visible: str
    signed: str = ""


class Days(NamedTuple):
    """A date phrase `text[start:end]`; an open side is None. `doubt`: said to have several readings."""

    start: int
    end: int
    quote: str
    earliest: date | None
    latest: date | None
    doubt: bool = False


class Number(NamedTuple):
    """An amount `text[start:end]`; the middle of a range, the one bound of an open one; None where no number is given."""

    start: int
    end: int
    value: float | None
    why: str = ""  # another reading than a suite's may be, by a convention of ours


@dataclass(frozen=True)
class Readers:
    """One reader a suite, by the library's name."""

    forwarded: Mapping[str, Callable[[str], Sequence[Original]]]
    replies: Mapping[str, Callable[[str], Reply]]
    dates: Mapping[str, Callable[[str, date], Sequence[Days]]]
    quantities: Mapping[str, Callable[[str], Sequence[Number]]]


def clarifier_alone() -> Readers:
    """Ours."""
    name = "clarifier"
    return Readers({name: _forwards}, {name: _reply}, {name: _days}, {name: _numbers})


def peers() -> Readers:
    """Those that install: mail-parser-reply and quotequail, dateparser, quantulum3."""
    import quotequail
    from dateparser.search import search_dates
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    quantulum = quantities_parser()
    every = EmailReplyParser(languages=[name for name in MAIL_LANGUAGES if len(name) == 2])

    def quoted(raw: str) -> list[Original]:
        found = quotequail.unwrap(raw)
        return [_original(found.get("from"), found.get("subject"), found.get("text"))] if found else []

    def replied(raw: str) -> list[Original]:
        return [
            _original(_line(one.headers, "from"), _line(one.headers, "subject"), one.body)
            for one in every.read(raw).replies
        ]

    def shown(raw: str) -> Reply:
        return Reply("\n".join(text for is_shown, text in quotequail.quote(raw) if is_shown))

    def parsed(raw: str) -> Reply:
        return Reply(every.parse_reply(raw) or "")

    def searched(text: str, reference: date) -> list[Days]:
        settings = {"RELATIVE_BASE": datetime.combine(reference, time()), "PREFER_DATES_FROM": "future"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = search_dates(text, languages=["en"], settings=settings) or []
        days, place = [], 0
        for quote, when in found:
            start = max(text.find(quote, place), 0)
            place = start + len(quote)
            days.append(Days(start, place, quote, None, when.date()))
        return days

    def measured(text: str) -> list[Number]:
        return [Number(one.span[0], one.span[1], float(one.value)) for one in quantulum.parse(text)]

    return Readers(
        {"mail-parser-reply": replied, "quotequail": quoted},
        {"mail-parser-reply": parsed, "quotequail": shown},
        {"dateparser": searched},
        {"quantulum3": measured},
    )


def _original(sender: str | None, subject: str | None, body: str | None) -> Original:
    address = _ADDRESS.search(sender or "")
    return Original(address[0] if address else None, subject, body or "")


def _line(headers: str | None, label: str) -> str | None:
    """The value of a header; of the sender's in any language, the first line that holds an address."""
    lines = (headers or "").splitlines()
    if label == "from":
        return next((line for line in lines if _ADDRESS.search(line)), None)
    return next(
        (line.partition(":")[2].strip() for line in lines if line.lower().lstrip("*> ").startswith(label)), None
    )


def _forwards(raw: str) -> list[Original]:
    thread = _read(raw)
    return [Original(m.sender.email, m.subject, m.body) for m in thread.messages if m.sender] if thread else []


def _reply(raw: str) -> Reply:
    """The newest message without its folds; a forward is no quotation, so what it holds is shown with its note."""
    thread = _read(raw)
    if thread is None:
        return Reply("")
    first = thread.messages[0]
    after = first.origin[-1].source_start + first.origin[-1].length if first.origin else 0
    header = next((thread.source[start:end] for start, end in thread.headers if start >= after), "")
    forwarded = thread.source[after:] if _FORWARDED.match(header.strip()) else ""
    return Reply(_unfolded(first) + forwarded, _signed(first))


def _days(text: str, reference: date) -> list[Days]:
    found = find_dates(text, reference, "md")
    return [Days(r.start, r.end, r.quote, r.earliest, r.latest, bool(r.ambiguous and r.note)) for r in found]


def _numbers(text: str) -> list[Number]:
    """Ours without what we call no amount, a time or an ordinal; a size unfolded into its numbers."""
    numbers = []
    for amount in find_amounts(text):
        if amount.kind in ("time", "ordinal"):
            continue
        if amount.kind == "dimension" and _middle(amount) is None:
            pieces, place = _BY.split(amount.quote), amount.start
            for piece in pieces[::2]:
                start = text.index(piece, place)
                numbers += [Number(start + one.start, start + one.end, _middle(one)) for one in find_amounts(piece)]
                place = start + len(piece)
            continue
        ranged = amount.minimum is not None and amount.maximum is not None
        numbers.append(Number(amount.start, amount.end, _middle(amount), "a whole range" if ranged else ""))
    return numbers


def _read(raw: str) -> Thread | None:
    try:
        return read(raw)
    except ClarifierError:
        return None


def _unfolded(message: Message) -> str:
    kept, place = [], 0
    for fold in sorted(message.folded, key=lambda fold: fold.start):
        kept.append(message.body[place : fold.start])
        place = max(place, fold.end)
    return "".join([*kept, message.body[place:]])


def _signed(message: Message) -> str:
    return "\n".join(message.body[f.start : f.end] for f in message.folded if f.kind == "signature")


def _middle(amount: Amount) -> float | None:
    if amount.value is not None:
        return amount.value
    bounds = [bound for bound in (amount.minimum, amount.maximum) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else None
