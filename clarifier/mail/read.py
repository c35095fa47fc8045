"""Bytes or text of any mail to a Thread: the one door of this room.

Comes in: a paste, HTML, an .eml or an .msg. Goes out: a Thread, newest message first. UnreadableInput says what cannot be read.
"""

from clarifier.mail.assemble import assemble
from clarifier.mail.thread import Thread
from clarifier.settings import Settings


def read(data: bytes | str, *, name: str | None = None, settings: Settings | None = None) -> Thread:
    """The thread that was given. `name` is its file name, if it had one; `settings` say who is ours."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    return assemble(text.replace("\r\n", "\n").replace("\r", "\n"), settings=settings or Settings())
