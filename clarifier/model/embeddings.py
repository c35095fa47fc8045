"""Embeddings by the model's server, where one is configured for it.

Comes in: texts. Goes out: one row of numbers each, of length one; a fault is a ModelError with its sentence. It is asked in batches, and a
batch has the time limit of a question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clarifier.errors import BadAnswer, ModelError
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
        return "".join(sign if sign.isalnum() else "-" for sign in self.model).strip("-")[:40] or "server"

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One row a text. Raises ModelError."""
        import numpy as np
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
        except ModelError:
            raise
        except Exception as error:  # several libraries' faults, each told in one sentence by faults.py
            raise translated(error, endpoint, self.seconds) from error
        finally:
            client.close()
        if len(rows) != len(texts) or len({len(row) for row in rows}) != 1:
            raise BadAnswer(
                f"{endpoint.called} sent {len(rows)} embeddings for {len(texts)} texts; check embedding_model."
            )
        vectors = np.asarray(rows, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0))


def server_embedder(settings: Settings) -> ServerEmbedder:
    """The embedder of the settings' `embedding_model`. Raises NoModel where there is no server to ask."""
    endpoint = find_endpoint(settings)
    return ServerEmbedder(endpoint, settings.embedding_model, settings.model_seconds, settings.model_retries)
