"""Ways to rewrite a heated message, side by side: ours, with and without a model, and what is done without us.

Comes in: a message. Goes out: what became of it, in the shape that is scored. No peer is tuned, and none is hindered.
"""

import json
import re
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.heated import Message
from benchmarks.reframing import Rewritten, plain
from clarifier.errors import ClarifierError
from clarifier.reframe.engines import EngineName, Opener, reframe_with
from clarifier.settings import Settings
from clarifier.texts import fill

Rewrite = Callable[[Message], Rewritten]
RUDE = 0.5  # the chance from which alt-profanity-check calls a text profane
BAD = -1.5  # the valence from which on a word of VADER's list, which goes from -4 to 4, counts as bad
_SENTENCE_END = re.compile(r"(?<=[.!?])(?=\s)|(?<=\n)")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_PROMPT = Path(__file__).parent / "plain_reframe_prompt.md"


def ours(engine: EngineName, settings: Settings, opened: Opener | None = None) -> Rewrite:
    """clarifier; a message that it refuses comes back empty, and where a model was no help the offline one does: both are faults."""

    def rewrite(message: Message) -> Rewritten:
        try:
            found = reframe_with(engine, message.raw, settings, to=message.to, opened=opened)
        except ClarifierError as error:
            return Rewritten("", is_flagged=False, is_ready=False, fault=str(error))
        return Rewritten(found.rewritten, bool(found.heat), found.is_ready, found.engine.fallback_reason or "")

    return rewrite


def copy_input(message: Message) -> Rewritten:
    """The message as it is: what every measure says of doing nothing."""
    return Rewritten(message.raw, is_flagged=False, is_ready=True)


def delete_bad_words() -> Rewrite:
    """Whole sentences go that hold a bad word; nothing else changes, and nothing is asked.

    A sentence ends at . ! or ? before white space, or with its line. A word is bad where alt-profanity-check gives it alone a chance of
    RUDE or more, or where VADER's own list gives it BAD or less. A message is flagged where a sentence went.
    """
    from profanity_check import predict_prob
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    valence: dict[str, float] = SentimentIntensityAnalyzer().lexicon

    def rewrite(message: Message) -> Rewritten:
        words = sorted({match[0].casefold().replace("’", "'") for match in _WORD.finditer(message.raw)})
        chances = predict_prob(words) if words else ()
        bad = {
            word for word, chance in zip(words, chances, strict=True) if chance >= RUDE or valence.get(word, 0.0) <= BAD
        }
        kept = [
            sentence
            for sentence in _SENTENCE_END.split(message.raw)
            if not any(word.casefold().replace("’", "'") in bad for word in _WORD.findall(sentence))
        ]
        text = "".join(kept).strip() if bad else message.raw
        return Rewritten(text, bool(bad), bool(text))

    return rewrite


def plain_prompt(url: str, model: str) -> Rewrite:
    """One prompt to a model; a message is flagged where it comes back changed, and ready where anything comes back."""

    def rewrite(message: Message) -> Rewritten:
        told = fill(_PROMPT.read_text("utf-8"), to=message.to, message=message.raw)
        body = {
            "model": model, "temperature": 0, "max_tokens": 800, "messages": [{"role": "user", "content": told}],
        }  # fmt: skip
        asked = urllib.request.Request(
            f"{url}/chat/completions", json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=600) as reply:
            text = (json.load(reply)["choices"][0]["message"]["content"] or "").strip()
        return Rewritten(text, plain(text) != plain(message.raw), bool(text))

    return rewrite
