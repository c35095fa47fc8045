"""Embeddings by the model's server, where one is configured for it.

Comes in: texts. Goes out: one row of numbers each, of length one; a fault is a ModelError with its sentence. It is asked in batches, and a
batch has the time limit of a question.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clarifier.errors import BadAnswer, NoAnswer, NoModel
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.model.faults import translated
from clarifier.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 64  # texts asked about at once


@dataclass(frozen=True)
class ServerEmbedder:
    """The embeddings of one model behind an OpenAI-compatible address."""

    endpoint: Endpoint
    model: str
    seconds: float
    retries: int

    @property
    def name(self) -> str:
        """Says which vectors may be compared: those of the same model."""
        plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in self.model)[:24].strip("-")
        return f"{plain or 'server'}-{hashlib.sha256(self.model.encode()).hexdigest()[:8]}"

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row a text. Raises ModelError."""
        import openai

        endpoint = self.endpoint
        client = openai.OpenAI(
            base_url=endpoint.url, api_key=endpoint.key, timeout=self.seconds, max_retries=self.retries
        )
        rows: list[list[float]] = []
        try:
            for at in range(0, len(texts), BATCH):
                batch = list(texts[at : at + BATCH])
                answer = client.embeddings.create(model=self.model, input=batch, encoding_format="float")
                rows += [each.embedding for each in sorted(answer.data, key=lambda each: each.index)]
        except openai.NotFoundError as error:
            raise NoAnswer(
                f"{endpoint.called} knows no model {self.model!r}; check embedding_model and the address."
            ) from error
        except Exception as error:  # several libraries' faults, each told in one sentence by faults.py
            raise translated(error, endpoint, self.seconds) from error
        finally:
            client.close()
        return self._vectors(rows, len(texts))

    def _vectors(self, rows: Sequence[object], wanted: int) -> "NDArray[np.float32]":
        """The rows as vectors of length one. Raises BadAnswer where they are none."""
        import numpy as np

        try:
            vectors = np.asarray(rows, np.float32)
            is_sound = vectors.ndim == 2 and vectors.shape[0] == wanted and vectors.shape[1] > 0
            is_sound = is_sound and bool(np.isfinite(vectors).all())
        except (ValueError, TypeError, OverflowError):
            is_sound = False
        if not is_sound:
            sent = (
                f"{len(rows)} embeddings for {wanted} texts"
                if len(rows) != wanted
                else "embeddings that are no rows of numbers"
            )
            raise BadAnswer(f"{self.endpoint.called} sent {sent}; check embedding_model.")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0))


def server_embedder(settings: Settings) -> ServerEmbedder:
    """The embedder of the settings' `embedding_model`. Raises NoModel where there is no server to ask."""
    endpoint = find_endpoint(settings)
    if endpoint.weights:
        raise NoModel(
            "embedding_model needs a server: set model_url to one that gives embeddings, or take it out of the settings."
        )
    return ServerEmbedder(endpoint, settings.embedding_model, settings.model_seconds, settings.model_retries)
