"""What is searched: each passage, and each question that is known to be asked, as one entry with its text for a vector.

Comes in: a corpus. Goes out: entries, grouped by the file they come from, so that a changed file is the only one that is indexed anew.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from clarifier.rules.corpus import Corpus
from clarifier.rules.documents import Document, Passage

ASKED = "asked"


@dataclass(frozen=True)
class Entry:
    """`document` is the id of what answers, OUTSIDE for what nothing answers; `passage` is the id of a passage, "" for a question alone."""

    id: str
    document: str
    passage: str
    text: str
    words: str


@dataclass(frozen=True)
class Group:
    """The entries of one file, and a digest of all of them."""

    file: str
    digest: str
    entries: tuple[Entry, ...]


def groups(corpus: Corpus) -> Iterator[Group]:
    """One a file of the corpus, and one for the questions of each document."""
    for source in corpus.sources:
        entries = tuple(_entry(source.document, each) for each in source.document.passages)
        yield _group(source.name, entries)
    by_document: dict[str, list[str]] = {}
    for question, doc_id in corpus.asked:
        by_document.setdefault(doc_id, []).append(question)
    for doc_id, questions in by_document.items():
        entries = tuple(Entry(f"{doc_id}?{place}", doc_id, "", each, each) for place, each in enumerate(questions))
        yield _group(f"{ASKED}/{doc_id}", entries)


def _entry(document: Document, passage: Passage) -> Entry:
    words = " ".join(passage.text.split())
    told = f"{passage.question} {words}" if passage.question else f"{document.title}. {words}"
    return Entry(passage.id, document.id, passage.id, told, words)


def _group(file: str, entries: tuple[Entry, ...]) -> Group:
    written = json.dumps([[each.id, each.text] for each in entries], ensure_ascii=True)
    return Group(file, hashlib.sha256(written.encode()).hexdigest()[:32], entries)


def document_of(entry_id: str) -> str:
    """The id of the document that an entry belongs to."""
    return entry_id.replace("?", "#", 1).partition("#")[0]
