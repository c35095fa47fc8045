"""All that is known: our own rules and practices, and a company's beside them.

Comes in: folders of Markdown files. Goes out: a Corpus: the documents by id, the questions that are known to be asked of each, and what is
wrong with files that could not be read. A bad file of a company's is named and left out; a bad file of ours is a broken installation.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clarifier.errors import BadSettings, BrokenKnowledge
from clarifier.rules.documents import Document, Passage, Problem, Unreadable, parse
from clarifier.texts import home

OUTSIDE = "outside"  # the id under which questions stand that no document answers
OURS = ("rules", "articles")
MOST_FILES = 20_000


@dataclass(frozen=True)
class Source:
    """A file that was read: its name, and a hash of its bytes."""

    name: str
    digest: str
    document: Document


@dataclass(frozen=True)
class Corpus:
    """The documents, in the order of their files; `asked` are questions with the id of the document that answers them, or OUTSIDE."""

    sources: tuple[Source, ...]
    asked: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """By id."""
        return {source.document.id: source.document for source in self.sources}

    @cached_property
    def passages(self) -> Mapping[str, tuple[Document, Passage]]:
        """By id, each with its document."""
        return {each.id: (document, each) for document in self.documents.values() for each in document.passages}


def read_corpus(company: Path | None = None) -> Corpus:
    """Our corpus, with a company's folder where one is set. Raises BrokenKnowledge, and BadSettings where the folder is none."""
    ours = home("knowledge")
    sources, problems = _read([ours / name for name in OURS], ours, "")
    if problems:
        raise BrokenKnowledge(f"knowledge/{problems[0]} Restore the file or install clarifier again.")
    asked = list(_asked(ours / "questions", {each.document.id for each in sources}))
    if company is None:
        return Corpus(tuple(sources), tuple(asked))
    if not company.is_dir():
        raise BadSettings(f"knowledge names {company}, which is no folder; name the one that holds your rules.")
    theirs, problems = _read([company], company, "company/")
    kept = list(_without_twins(sources, theirs, problems))
    known = {each.document.id for each in (*sources, *kept)}
    astray = {each.name: [rule for rule in each.document.rules if rule not in known] for each in kept}
    problems += [
        Problem(each.name, each.document.rules_line, f"names the rule {rule}, which is none; take one of the ids that `clarifier rules list` prints.")
        for each in kept
        for rule in astray[each.name]
    ]  # fmt: skip
    whole = [each for each in kept if not astray[each.name]]
    return Corpus((*sources, *whole), tuple(asked), tuple(problems))


def _read(folders: list[Path], base: Path, before: str) -> tuple[list[Source], list[Problem]]:
    sources: list[Source] = []
    problems: list[Problem] = []
    paths = [path for folder in folders for path in sorted(folder.rglob("*.md")) if _is_ours(path, base)]
    for path in paths[:MOST_FILES]:
        name = before + _written(path.relative_to(base).as_posix())
        try:
            content = path.read_bytes()
            document = parse(content.decode("utf-8").replace("\r\n", "\n"), name)
        except OSError as error:
            problems.append(Problem(name, 1, f"cannot be opened ({error.strerror})."))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            problems.append(Problem(name, line, "is no UTF-8 text; save it as UTF-8."))
        except Unreadable as error:
            problems.append(error.problem)
        else:
            sources.append(Source(name, hashlib.sha256(content).hexdigest(), document))
    if len(paths) > MOST_FILES:
        problems.append(Problem(before or ".", 1, f"{len(paths):,} files; the first {MOST_FILES:,} are read."))
    return sources, problems


def _written(name: str) -> str:
    """A file's name as it can be printed: a name need not be text."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_ours(path: Path, base: Path) -> bool:
    """A README is about the folder, and what is hidden or leads out of it is not in it."""
    try:
        inside = path.resolve().is_relative_to(base.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself: reading it says so
        inside = True
    return (
        inside
        and path.stem.casefold() != "readme"
        and not any(part.startswith(".") for part in path.relative_to(base).parts)
    )


def _without_twins(ours: list[Source], theirs: list[Source], problems: list[Problem]) -> Iterator[Source]:
    """A company's files whose id is theirs alone; of two with one id the first counts."""
    seen = {OUTSIDE: "what nothing answers"} | {source.document.id: source.name for source in ours}
    for source in theirs:
        if source.document.id in seen:
            problems.append(Problem(source.name, 1, f"has the id {source.document.id}, which {seen[source.document.id]} has; give it its own."))  # fmt: skip
        else:
            seen[source.document.id] = source.name
            yield source


def _asked(folder: Path, known: set[str]) -> Iterator[tuple[str, str]]:
    """The questions of knowledge/questions/*.toml, each list under the id of the document that answers them."""
    for path in sorted(folder.glob("*.toml")):
        try:
            lists = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise BrokenKnowledge(f"knowledge/questions/{path.name} cannot be read: {error}.") from error
        for doc_id, questions in lists.items():
            if doc_id != OUTSIDE and doc_id not in known:
                raise BrokenKnowledge(
                    f"knowledge/questions/{path.name} has questions for {doc_id}, which is no document."
                )
            yield from ((question, doc_id) for question in questions)
