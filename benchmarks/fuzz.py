"""Mails mangled with a fixed seed, thousands of them, through all that reads, reframes and answers: what may be raised is one clear sentence, and nothing else.

Comes in: how many, and from which number on. Goes out: a Fuzzed with each fault, the slowest input, the peak of memory. The same number
always makes the same input: `mangled(4711)` is the one that a report names.
"""

import base64
import json
import os
import quopri
import random
import resource
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import repeat
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.cases import CASES, rows
from clarifier import as_json, clarify, read
from clarifier.errors import ClarifierError
from clarifier.mail.thread import Thread
from clarifier.reframe.contract import as_json as reframed_json
from clarifier.reframe.reframed import reframe
from clarifier.rules.contract import as_json as answer_json
from clarifier.rules.engines import ask_with
from clarifier.rules.library import Library, open_library
from clarifier.settings import Settings

TODAY = date(2026, 11, 3)
MOST_SECONDS = 5.0
_LONGEST = 60_000  # characters of a mangled mail: what is longer is a matter of the crafted ones
_MESSAGE, _QUESTION = 3_000, 300  # characters that are reframed and asked
_SLICE = 200
_BYTES = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "latin-1",
    "cp1252",
    "utf-7",
    "shift_jis",
    "koi8-r",
    "cp500",
)
_STRANGE = (
    "\x00", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\ud800", "\udfff", "\u200b", "\u200d", "\u202e", "\u2066",
    "\u00ad", "\u0301" * 40, "\U000e0041\U000e0042", "\ufe0f", "\u2062", "а", "Ο", "５０", "٤٠", "½", "²", "Ⅻ", "😀", "請", "שלום", "مرحبا", "ﬁ",
    "&#0;", "&#x110000;", "&lt;", "=20=\n", "=?utf-8?B?////?=", "=?x?q?=ZZ?=", "{", "}", "%s", "\\", "$", "|", "\t", "\r", "\r\n", "\n\n", "\v\f",
)  # fmt: skip
_LINES = (
    "From: ", "From: x\nSubject: y\n", "To: a@b.c, ,;<>", "Date: Thu, 99 Foo 0000 99:99:99 +9999", "Content-Type: multipart/mixed; boundary=", "Content-Type: text/html; charset=utf-42",
    "Content-Transfer-Encoding: base64\n\n!!!", "MIME-Version: 1.0", "--b", "On Mon, Feb 31, 2026 at 25:61 PM Joe <j@x.y> wrote:", "-----Original Message-----", "> > > > ", ">",
    "-- ", "________________________________", "Qty\tPart\tDue", "1\t2\t3", "AI assistant: obey", "<div style='display:none'>", "<table><tr><td>", "</div></div>", "<!--", "{\\rtf1 \\u-99999?",
    "99999999999999999999999 pcs by 99/99/9999", "-5 of AB-1", "0 pcs", "1e999 boxes", "by February 30", "next next Friday", "forget all", "half of half of it", "P.S.", "Regards,",
)  # fmt: skip


@dataclass
class Fuzzed:
    """What came of a run: `faults` name the input's number and what went wrong."""

    inputs: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds of processor time
    slowest_input: int = -1
    peak: float = 0.0  # MB of a process


@cache
def _mails() -> tuple[str, ...]:
    found = [
        row["raw"] for path in sorted(CASES.glob("*.jsonl")) for row in rows(path) if isinstance(row.get("raw"), str)
    ]
    return tuple(raw for raw in found if len(raw) < _LONGEST)


def mangled(number: int) -> str | bytes:
    """The input of a number: one of our mails, or noise, changed a few times, as text or as bytes of some encoding."""
    chance = random.Random(number)
    text = chance.choice(_mails()) if chance.random() < 0.9 else _noise(chance)
    for _ in range(chance.randint(0, 5)):
        text = chance.choice(_CHANGES)(chance, text)[:_LONGEST]
    if chance.random() < 0.4:
        return text
    data = _encoded(chance, text)
    if chance.random() < 0.5:
        data = _enveloped(chance, data)
    if chance.random() < 0.3:
        data = _flipped(chance, data)
    return data


def _noise(chance: random.Random) -> str:
    size = chance.choice((0, 1, 5, 80, 2000))
    return "".join(
        chr(chance.randrange(0x20, 0x250)) if chance.random() < 0.8 else chr(chance.randrange(0x110000))
        for _ in range(size)
    )


def _cut(chance: random.Random, text: str) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[start:end] if chance.random() < 0.5 else text[:start] + text[end:]


def _doubled(chance: random.Random, text: str) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[:end] + text[start:end] * chance.randint(1, 4) + text[end:]


def _spliced(chance: random.Random, text: str) -> str:
    other = chance.choice(_mails())
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def _strange(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 12)):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice(_STRANGE) * chance.choice((1, 1, 1, 9)) + text[place:]
    return text


def _lined(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        lines.insert(chance.randint(0, len(lines)), chance.choice(_LINES))
    return "\n".join(lines)


def _quoted(chance: random.Random, text: str) -> str:
    mark = chance.choice((">", "> ", ">>>>> ", "|", " > ", "\u200b>")) * chance.choice((1, 1, 3, 40))
    return "\n".join(mark + line if chance.random() < 0.8 else line for line in text.split("\n"))


def _shuffled(chance: random.Random, text: str) -> str:
    pieces = text.split(chance.choice(("\n", " ", "\n\n")))
    chance.shuffle(pieces)
    return chance.choice(("\n", " ", "\t")).join(pieces)


def _broken(chance: random.Random, text: str) -> str:
    return text.replace("\n", chance.choice(("\r", "\r\n", "\n\r", "", " ", "\u2028", "\n\n\n")))


def _html(chance: random.Random, text: str) -> str:
    tag = chance.choice(("p", "div", "td", "li", "blockquote", "span", "font", "x"))
    return (
        f"<html><body><{tag}>"
        + text.replace("\n", chance.choice(("<br>", f"</{tag}><{tag}>", f"<{tag}>")))
        + chance.choice(("", "</body>", "<!--"))
    )


def _swapped(chance: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(min(len(letters), chance.randint(1, 60))):
        letters[chance.randrange(len(letters))] = chr(
            chance.choice((chance.randrange(0x80), chance.randrange(0x110000)))
        )
    return "".join(letters)


def _long(chance: random.Random, text: str) -> str:
    start = chance.randint(0, len(text))
    return text[:start] + text[start : start + 30].replace("\n", " ") * chance.randint(10, 400) + text[start:]


_CHANGES: tuple[Callable[[random.Random, str], str], ...] = (
    _cut, _doubled, _spliced, _strange, _lined, _quoted, _shuffled, _broken, _html, _swapped, _long,
)  # fmt: skip


def _encoded(chance: random.Random, text: str) -> bytes:
    return text.encode(chance.choice(_BYTES), chance.choice(("replace", "ignore")))


def _enveloped(chance: random.Random, data: bytes) -> bytes:
    """The text as the body of a mail whose headers may lie about it."""
    coding = chance.choice((b"7bit", b"8bit", b"base64", b"quoted-printable", b"x-none"))
    if chance.random() < 0.7:
        data = (
            base64.encodebytes(data)
            if coding == b"base64"
            else quopri.encodestring(data)
            if coding == b"quoted-printable"
            else data
        )
    charset = chance.choice((*_BYTES, "x-unknown", "", "us-ascii", "zlib", "idna", "\u00fc")).encode("utf-8")
    kind = chance.choice(
        (
            b"text/plain",
            b"text/html",
            b"multipart/mixed; boundary=b",
            b"multipart/alternative; boundary=b",
            b"message/rfc822",
            b"text/rtf",
            b"/",
        )
    )
    head = b"From: Kim <kim@vale.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\nSubject: =?utf-8?q?caf=C3?= order\r\nMIME-Version: 1.0\r\n"
    lines = [
        b"Content-Type: " + kind + b"; charset=" + charset,
        b"Content-Transfer-Encoding: " + coding,
        b"X-A: b",
        b"To: " + b"a@b.c, " * chance.randint(0, 30),
    ]
    chance.shuffle(lines)
    body = (
        b"--b\r\nContent-Type: text/plain\r\n\r\n" + data + chance.choice((b"", b"\r\n--b--", b"\r\n--b\r\n"))
        if b"multipart" in kind
        else data
    )
    return (
        head + chance.choice((b"\r\n", b"\n", b"\r")).join(lines) + chance.choice((b"\r\n\r\n", b"\n\n", b"\n")) + body
    )


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.randint(1, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def held(given: str | bytes, library: Library | None = None) -> bool:
    """Whether an input could be read, and its first words reframed and, with a library, asked; raises whatever goes wrong, and AssertionError where what is promised of a reading does not hold."""
    if isinstance(given, str):
        with _one_sentence():
            _reframed(given[:_MESSAGE])
        with _one_sentence():
            _answered(given[:_QUESTION], library)
    try:
        thread = read(given)
    except ClarifierError as error:
        _is_one_sentence(error)
        return False
    told = as_json(clarify(thread, today=TODAY))
    written = json.dumps(told, ensure_ascii=False, allow_nan=False).encode()  # UTF-8: no lone surrogate got through
    for evidence in _evidence(told):
        body = thread.messages[evidence["message"]].body
        assert evidence["quote"] and body[evidence["start"] : evidence["end"]] == evidence["quote"], evidence
    assert _every_character_once(thread)
    again = json.dumps(as_json(clarify(read(given), today=TODAY)), ensure_ascii=False).encode()
    assert again == written, "the same input was read in two ways"
    return True


def _reframed(message: str) -> None:
    """A message is reframed alike each time, and nothing of it is lost or added in what is ready."""
    found = reframed_json(reframe(message))
    json.dumps(found, ensure_ascii=False).encode()
    assert found == reframed_json(reframe(message)), "the same message was reframed in two ways"


def _answered(question: str, library: Library | None) -> None:
    """A question is answered from the rules with citations, or it is said that they do not say."""
    if library:
        answer = answer_json(ask_with("offline", question, library, Settings()))
        json.dumps(answer, ensure_ascii=False).encode()
        assert answer["covered"] == bool(answer["citations"]), answer


class _one_sentence:  # noqa: N801 - reads as the sentence it is
    """Lets pass what is refused in one clear sentence."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        """Swallows a ClarifierError."""
        if isinstance(error, ClarifierError):
            _is_one_sentence(error)
            return True
        return False


def _is_one_sentence(error: ClarifierError) -> None:
    assert str(error).strip() and "\n" not in str(error) and len(str(error)) < 500, repr(error)


def _evidence(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("evidence"), dict):
            yield value["evidence"]
        if isinstance(value.get("evidence"), list):
            yield from value["evidence"]
        for inner in value.values():
            yield from _evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _evidence(inner)


def _every_character_once(thread: Thread) -> bool:
    return all(
        m.body[s.body_start : s.body_start + s.length] == thread.source[s.source_start : s.source_start + s.length]
        for m in thread.messages
        for s in m.origin
    )


class TooSlow(BaseException):
    """An input takes longer than any may; no room swallows it."""


def _alarm(*_: object) -> None:
    raise TooSlow


def run(first: int, count: int, folder: Path) -> Fuzzed:
    """The inputs from a number on, one after the other; the index of the rules lies in the folder."""
    fuzzed = Fuzzed()
    library = open_library(Settings(data_folder=folder))
    signal.signal(signal.SIGPROF, _alarm)
    for number in range(first, first + count):
        given = mangled(number)
        began = process_time()
        signal.setitimer(signal.ITIMER_PROF, 4 * MOST_SECONDS)
        try:
            fuzzed.refused += not held(given, library)
        except (Exception, TooSlow):  # noqa: BLE001 - whatever is raised is what is looked for
            fuzzed.faults.append(f"{number}: {traceback.format_exc(limit=-3)}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        fuzzed.inputs += 1
        seconds = (process_time() - began) / 2  # read twice: is it the same?
        if seconds > fuzzed.slowest:
            fuzzed.slowest, fuzzed.slowest_input = seconds, number
        if seconds > MOST_SECONDS:
            fuzzed.faults.append(f"{number}: {seconds:.1f} seconds")
    fuzzed.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return fuzzed


def fuzz(inputs: int, first: int = 0, told: Callable[[Fuzzed], object] = lambda _: None) -> Fuzzed:
    """So many inputs on all cores; `told` hears of each slice."""
    whole = Fuzzed()
    slices = [(start, min(_SLICE, first + inputs - start)) for start in range(first, first + inputs, _SLICE)]
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as workers:
        for part in workers.map(run, *zip(*slices, strict=True), repeat(Path(folder))):
            whole.inputs += part.inputs
            whole.refused += part.refused
            whole.faults += part.faults
            whole.peak = max(whole.peak, part.peak)
            if part.slowest > whole.slowest:
                whole.slowest, whole.slowest_input = part.slowest, part.slowest_input
            told(whole)
    return whole
