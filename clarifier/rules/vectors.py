"""Texts as vectors, offline: WordLlama's static embeddings, whose weights lie inside its package.

Comes in: texts. Goes out: one row of numbers each, of length one, so that a product is a cosine. Nothing is ever downloaded. Where a
model's server is configured for it, its embeddings stand in (model/embeddings.py).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Whoever turns texts into vectors; `name` says which vectors may be compared."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text. Raises ModelError where a server makes them."""


class WordLlamaEmbedder:
    """256 numbers a text, in about a tenth of a millisecond."""

    name = "wordllama-256"

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text; a text without a known word is a row of zeros."""
        import numpy as np

        rows = np.asarray(_model().embed(list(texts), norm=False), np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


@cache
def _model() -> Any:
    import wordllama

    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
