"""The library: the corpus and its collection, open. What the command line, the page and the practice ask.

Comes in: settings. Goes out: a Library, which finds what answers a question. It holds a resource, so it is opened once and kept.
"""

from dataclasses import dataclass
from pathlib import Path

from clarifier.rules.collection import Collection
from clarifier.rules.corpus import Corpus, read_corpus
from clarifier.rules.entries import groups
from clarifier.rules.known import Known
from clarifier.rules.opening import open_collection
from clarifier.rules.retrieval import Found, find, known_questions
from clarifier.rules.vectors import Embedder, WordLlamaEmbedder
from clarifier.settings import Settings

FOLDER = "library"


@dataclass(frozen=True)
class Library:
    """The corpus, its collection and its known questions."""

    corpus: Corpus
    collection: Collection
    known: Known

    def find(self, question: str) -> Found:
        """What answers a question."""
        return find(question, self.corpus, self.collection, self.known)


def open_library(settings: Settings, corpus: Corpus | None = None) -> Library:
    """The library of the settings, brought up to date. Raises ClarifierError."""
    told = corpus or read_corpus(settings.knowledge)
    place: Path = settings.data_folder / FOLDER
    collection = open_collection(place, list(groups(told)), _embedder(settings), settings.chroma_url)
    return Library(told, collection, known_questions(told))


def _embedder(settings: Settings) -> Embedder:
    if not settings.embedding_model:
        return WordLlamaEmbedder()
    from clarifier.model.embeddings import server_embedder

    return server_embedder(settings)
