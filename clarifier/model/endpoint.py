"""Which model speaks: OpenAI, any OpenAI-compatible address, or weights installed on this machine.

Comes in: settings. Goes out: an Endpoint, or the reason why there is none. Nothing is started and nobody is asked here.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from clarifier.errors import NoModel
from clarifier.settings import Settings

OPENAI_MODEL = "gpt-4.1-mini"  # what OpenAI is asked for where no model is named
SMALL = 3_000_000_000  # bytes; below it, quotes are seldom right (measured: README, "How good and how fast")
Kind = Literal["openai", "address", "local"]


@dataclass(frozen=True)
class Endpoint:
    """A model that can be asked. `weights` stands for a local one, which has no address before it is started."""

    kind: Kind
    model: str
    url: str | None = None
    key: str = field(default="", repr=False)
    weights: Path | None = None

    @property
    def is_small(self) -> bool:
        """Weights too small to be asked about everything: they only fill what is open. A server's size is not known."""
        return self.weights is not None and self.weights.stat().st_size < SMALL

    @property
    def called(self) -> str:
        """How a person would name it."""
        return {"openai": "OpenAI", "address": self.url or "", "local": "this machine"}[self.kind]


def find_endpoint(settings: Settings) -> Endpoint:
    """The configured model: an address first, then OpenAI's key, then installed weights. Raises NoModel."""
    if settings.model_url:
        return Endpoint("address", settings.model or "default", settings.model_url, settings.model_key or "none")
    if settings.model_key:
        return Endpoint("openai", settings.model or OPENAI_MODEL, None, settings.model_key)
    from clarifier.model.install import installed

    found = installed(settings.model_folder)
    if found:
        return Endpoint("local", found.name, weights=found.path)
    raise NoModel(
        "No model is set up: run `clarifier model install` for one on this machine, or set OPENAI_API_KEY or"
        " CLARIFIER_MODEL_URL."
    )
