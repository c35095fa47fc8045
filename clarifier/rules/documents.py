"""A file of knowledge, read: front matter, then Markdown under headings.

Comes in: the text of one file. Goes out: a Document with its passages, or what is wrong with the file, with the line and what to do. A
passage is what stands under one heading; under "Questions people ask" each question with its answer is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["statement", "why", "good", "bad", "bends", "question", "section"]

MOST_LETTERS = 60_000  # of one file
MOST_PASSAGE = 4_000  # of one passage; a longer one is no passage that one reads
KINDS: dict[str, Kind] = {
    "the rule": "statement",
    "the practice": "statement",
    "why": "why",
    "a good example": "good",
    "a bad example": "bad",
    "when it bends": "bends",
}
QUESTIONS = "questions people ask"
NEEDED = ("id", "title", "source")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")
_QUESTION = re.compile(r"\*\*(?P<question>[^*\n]+\?)\*\*[ \t]*(?P<answer>.*)", re.S)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file: where, and what to do."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what}"


@dataclass(frozen=True)
class Passage:
    """What stands under a heading: `text` as in the file. `line` is that of its first words; `question` is what it answers, if anything."""

    id: str
    heading: str
    kind: Kind
    text: str
    line: int
    question: str | None = None


@dataclass(frozen=True)
class Document:
    """One rule or practice. `rules` are the rules of engagement it belongs with, itself where it is one."""

    id: str
    title: str
    short: str
    source: str
    author: str
    rules: tuple[str, ...]
    tags: tuple[str, ...]
    passages: tuple[Passage, ...]
    file: str
    rules_line: int = 1

    @property
    def statement(self) -> Passage:
        """What it says, in its first words."""
        return next((each for each in self.passages if each.kind == "statement"), self.passages[0])

    @property
    def origin(self) -> str:
        """The source as it is named beside a quote."""
        return f"{self.source}, {self.author}" if self.author not in ("", "unnamed") else self.source


class Unreadable(Exception):
    """The file gives no document: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(text: str, file: str) -> Document:
    """The document of a file. Raises Unreadable."""
    lines = text.removeprefix("\ufeff").split("\n")

    def wrong(line: int, what: str) -> Unreadable:
        return Unreadable(Problem(file, line, what))

    if len(text) > MOST_LETTERS:
        raise wrong(1, f"has {len(text):,} characters; up to {MOST_LETTERS:,} are read. Split it into several files.")
    front, body_at = _front(lines, wrong)
    for key in NEEDED:
        if not front.get(key, ("", 0))[0]:
            raise wrong(1, f'the lines between --- and --- have no {key}; add one like "{key}: ...".')
    (doc_id, id_line), title = front["id"], front["title"][0]
    if not _ID.fullmatch(doc_id):
        raise wrong(
            id_line, f'the id {doc_id!r} is none; use small letters, digits and hyphens, such as "rush-orders".'
        )
    passages = tuple(_numbered(doc_id, _passages(lines, body_at)))
    if not passages:
        raise wrong(body_at + 1, 'nothing stands under a heading; write "## The rule" and what it says below.')
    for passage in passages:
        if len(passage.text) > MOST_PASSAGE:
            raise wrong(passage.line, f"what stands under \"{passage.heading}\" has {len(passage.text):,} characters; up to {MOST_PASSAGE:,} can be quoted. Give it headings.")  # fmt: skip
    value = {key: words for key, (words, _) in front.items()}
    rules = _list(value.get("rules", ""))
    return Document(
        doc_id, title, value.get("short") or title, value["source"], value.get("author", ""),
        (doc_id,) if doc_id.startswith("rule-") and not rules else rules, _list(value.get("tags", "")), passages, file, front.get("rules", ("", 1))[1],
    )  # fmt: skip


def _front(lines: list[str], wrong: object) -> tuple[dict[str, tuple[str, int]], int]:
    """Each key with its value and line; and the place of the first line after the front matter."""
    assert callable(wrong)
    if not lines or lines[0].strip() != "---":
        raise wrong(1, "does not open with a line of ---; put id, title and source between two such lines.")
    found: dict[str, tuple[str, int]] = {}
    for place, line in enumerate(lines[1:], 2):
        if line.strip() == "---":
            return found, place
        key, colon, words = line.partition(":")
        if line.strip() and not colon:
            raise wrong(place, f'{line.strip()[:40]!r} is no line like "title: ...".')
        if key.strip() in found:
            raise wrong(place, f"{key.strip()} stands there twice; keep one.")
        if line.strip():
            found[key.strip()] = words.strip(), place
    raise wrong(1, "the front matter has no end; close it with a line of ---.")


def _passages(lines: list[str], start: int) -> Iterator[Passage]:
    heading, kept, begins = "", list[str](), start
    for place in range(start, len(lines) + 1):
        line = lines[place].rstrip("\r") if place < len(lines) else None
        match = _HEADING.fullmatch(line) if line is not None else None
        if line is not None and not match:
            kept.append(line)
            continue
        yield from _under(heading, kept, begins)
        if match:
            heading, kept, begins = match[1].rstrip(" \t#"), [], place + 1


def _under(heading: str, lines: list[str], begins: int) -> Iterator[Passage]:
    """The passages under one heading; each paragraph that asks a question is one of its own."""
    if not any(line.strip() for line in lines) or not heading:
        return
    if heading.casefold() != QUESTIONS:
        first = next(place for place, line in enumerate(lines) if line.strip())
        yield Passage(
            "", heading, KINDS.get(heading.casefold(), "section"), "\n".join(lines).strip(), begins + first + 1
        )
        return
    for line, text in _paragraphs(lines, begins + 1):
        asked = _QUESTION.fullmatch(text)
        if asked and asked["answer"].strip():
            yield Passage("", heading, "question", asked["answer"].strip(), line, asked["question"].strip())
        else:
            yield Passage("", heading, "section", text, line)


def _paragraphs(lines: list[str], first: int) -> Iterator[tuple[int, str]]:
    kept: list[str] = []
    for place, line in enumerate([*lines, ""]):
        if line.strip():
            kept.append(line.strip())
        elif kept:
            yield first + place - len(kept), "\n".join(kept)
            kept = []


def _numbered(doc_id: str, passages: Iterator[Passage]) -> Iterator[Passage]:
    """Each with its id: the document's, its kind, and a number where the kind is there more than once."""
    seen: dict[str, int] = {}
    for passage in passages:
        seen[passage.kind] = number = seen.get(passage.kind, 0) + 1
        yield replace(passage, id=f"{doc_id}#{passage.kind}" + (f"-{number}" if number > 1 else ""))


def _list(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(",") if part.strip())
