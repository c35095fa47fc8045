"""Bytes or text of any mail to a Thread: the one door of this room.

Comes in: a paste, HTML, an .eml, an .msg, or an order as a file. Goes out: a Thread, newest message first. UnreadableInput says what cannot
be read. Whatever comes in is made readable text first; one reader then finds the messages in it, so offsets mean one
thing.
"""

import re
from dataclasses import replace

from clarifier.errors import UnreadableInput
from clarifier.mail import hidden
from clarifier.mail.answers import add_answer as _add_answer
from clarifier.mail.assemble import assemble
from clarifier.mail.readable import Readable
from clarifier.mail.sniff import LARGEST_TEXT, sniff
from clarifier.mail.thread import Thread
from clarifier.settings import Settings

_LONGEST_GAP = 500  # characters of white space; a million empty lines say no more
_EMPTY = re.compile(rf"\s{{{_LONGEST_GAP},}}")


def read(data: bytes | str, *, name: str | None = None, settings: Settings | None = None) -> Thread:
    """The thread that was given. `name` is its file name, if it had one; `settings` say who is ours."""
    readable = make_readable(data, name=name)
    return assemble(readable, settings or Settings())


def add_answer(
    thread: Thread, data: bytes | str, *, name: str | None = None, settings: Settings | None = None
) -> Thread:
    """The thread with the customer's later answer on top; history that the answer repeats is not read twice."""
    return _add_answer(thread, make_readable(data, name=name), settings or Settings())


def make_readable(data: bytes | str, *, name: str | None = None) -> Readable:
    """Any mail as the text its reader sees, with its attachments and what was hidden."""
    sniffed = sniff(data, name)
    if sniffed.kind == "eml":
        from clarifier.mail.eml import from_eml

        found = from_eml(sniffed.data)
    elif sniffed.kind == "msg":
        from clarifier.mail.msg import from_msg

        found = from_msg(sniffed.data)
    elif sniffed.kind == "paper":
        found = _paper(sniffed.data, name or "")
    elif sniffed.kind == "rtf":
        from clarifier.mail.rtf import from_rtf

        found = Readable(*from_rtf(sniffed.data))
    elif sniffed.kind == "html":
        from clarifier.mail.html import from_html

        found = Readable(*from_html(sniffed.text))
    else:
        found = _pasted(sniffed.text)
    text, unseen = hidden.visible(found.text)
    text = _EMPTY.sub(lambda gap: "\n\n" if "\n" in gap[0] else gap[0][:_LONGEST_GAP], text)
    if not text.strip() and not found.papers:
        raise UnreadableInput("There is no text in this email; paste what the customer wrote.")
    if len(text) > LARGEST_TEXT:
        raise UnreadableInput(
            f"This email has {len(text) / 1e6:.0f} million characters of text and at most"
            f" {LARGEST_TEXT / 1e6:.0f} million can be read; paste only the customer's message."
        )
    return replace(found, text=text, hidden=found.hidden + unseen)


def _paper(data: bytes, name: str) -> Readable:
    """An order that was given as a file, without any mail."""
    from clarifier.mail.papers.contents import Unread
    from clarifier.mail.papers.reading import plain_name, read_alone

    try:
        papers = read_alone(name or "order", data)
    except Unread as error:
        raise UnreadableInput(
            f"{plain_name(name) if name else 'This file'} was not read: {error}; paste what the customer wrote."
        ) from error
    return Readable("", tuple(papers.hidden), tuple(papers.attachments), tuple(papers.read))


def _pasted(text: str) -> Readable:
    from clarifier.mail.remnants import from_remnants, is_remnant

    if is_remnant(text):
        return Readable(*from_remnants(text.replace("\r\n", "\n").replace("\r", "\n")))
    return Readable(text)
