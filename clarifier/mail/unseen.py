"""The words of an HTML text that its reader does not see, each with the reason.

Comes in: words that are hidden, or stand where none are shown: in attributes, comments, parts that are not displayed. Goes out: those
that say something. Whether an element can be seen, styles.py says.
"""

import re

from clarifier.mail.thread import Hidden

_MARKUP = re.compile(r"<[^<>]{0,2000}>|<?!\[endif\]-{0,2}>?|^>")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_KEPT = 2000  # characters of a hidden stretch that are reported


class Unseen:
    """Collects what is hidden while a text is read."""

    def __init__(self) -> None:
        self.found: list[Hidden] = []
        self._goes_on = False  # whether the hidden words said last still go on

    def say(self, text: str, why: str) -> None:
        """Hidden words where words are read; what was hidden for the same reason right before goes on."""
        if words := _unpadded(text):
            if self._goes_on and self.found and self.found[-1].why == why:
                words = f"{self.found.pop().text} {words}"
            self._add(words, why)
            self._goes_on = True

    def interrupted(self) -> None:
        """Words that are seen stand between."""
        self._goes_on = False

    def hide(self, text: str, why: str) -> None:
        """All words of an element that cannot be seen."""
        if words := _unpadded(text):
            self._add(words, why)

    def tell(self, text: str, why: str, digits: bool) -> None:
        """Words where none are shown: two with a figure, or three; only those with a figure where such words are usual."""
        words = _unpadded(text)
        figured = any(c.isdigit() for c in words)
        if len(words.split()) > (1 if figured else 2) and "{" not in words and (figured or not digits):
            self._add(words, why)

    def comment(self, text: str) -> None:
        """A comment, unless it is markup or a style sheet."""
        words = _SPACE.sub(" ", text).strip()
        if words.startswith("[if") and "<xml" not in words:
            said = _MARKUP.sub(" ", words.partition("]")[2])
            self.tell(said, "in a comment of the HTML that few programs show", digits=True)
        elif (
            len(words.split()) > 2
            and not words.startswith(("[if", "<", "[endif", "/*"))
            and "{" not in words
            and "<![endif" not in words
        ):
            self._add(words, "a comment in the HTML")

    def _add(self, words: str, why: str) -> None:
        self.found.append(Hidden(words[:_KEPT], why))


def _unpadded(text: str) -> str:
    return _SPACE.sub(" ", text).strip("\u200b\u200c\u00a0\ufeff\u034f\u00ad ")
