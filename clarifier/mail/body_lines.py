"""The lines of a body: where each stands, its words, whether it is quoted, where its paragraph ends.

Comes in: a body and its quoted stretches. Goes out: BodyLines.
"""

from clarifier.mail.contacts import Words
from clarifier.mail.thread import Folded

PAGE = 60  # lines; no legal notice and no signature is longer


class BodyLines:
    """The lines of a body: offsets, words, and whether they are quoted."""

    def __init__(self, body: str, quoted: tuple[Folded, ...]) -> None:
        self.spans: list[tuple[int, int]] = []
        self.words: list[Words] = []
        self.quoted: list[bool] = []
        start, step = 0, 0
        for text in body.split("\n"):
            end = start + len(text)
            while step < len(quoted) and quoted[step].end <= start:
                step += 1
            inside = step < len(quoted) and quoted[step].start <= start < quoted[step].end
            self.spans.append((start, end))
            self.words.append(Words.of(text))
            self.quoted.append(inside)
            start = end + 1

        self.ends = list(range(len(self.words)))  # where the paragraph of each line ends
        for place in range(len(self.words) - 1, -1, -1):
            if self.words[place].text and not self.quoted[place]:
                self.ends[place] = self.ends[place + 1] if place + 1 < len(self.words) else place + 1

    def paragraph(self, place: int) -> range:
        """The lines from `place` to the next blank one, at most a page of them."""
        return range(place, min(self.ends[place], place + PAGE))
