"""What a paper holds once it is read: its text, what its reader would not see, and how far it was read."""

from dataclasses import dataclass

LONGEST = 1_000_000  # characters of one paper
HIDDEN_SHOWN = 2000  # characters of a hidden stretch that are reported


@dataclass(frozen=True)
class Contents:
    """`hidden` are words with the reason why nobody sees them; `cut` says where reading stopped, "" where it did not."""

    text: str
    hidden: tuple[tuple[str, str], ...] = ()
    cut: str = ""


class Unread(Exception):
    """A paper that is not read; the message is the reason, in words that go on after "was not read: "."""
