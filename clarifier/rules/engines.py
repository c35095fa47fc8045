"""Who answers: the offline engine, always; and where one is set up, a model whose every sentence is held against the passage it names.

Comes in: a question, a library, settings, and who shall answer. Goes out: an Answer; where a model could not help, the offline one, which
says why.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from clarifier.errors import ModelError, NoModel, UnreadableInput
from clarifier.model.chat import Reader, Stop, open_chat
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.request.clarify import Engine
from clarifier.rules.answer import Answer, compose
from clarifier.rules.library import Library
from clarifier.settings import Settings
from clarifier.texts import fill, table

EngineName = Literal["auto", "offline", "model"]
Opener = Callable[[Settings, Endpoint, Stop | None], Reader]
MOST = 1000  # characters of a question


def ask_with(
    engine: EngineName,
    question: str,
    library: Library,
    settings: Settings,
    *,
    stop: Stop | None = None,
    opened: Opener = open_chat,
) -> Answer:
    """The answer to a question. `auto` takes a model where one is set up, but no small one on this machine, which takes long; `model` takes
    any, and says so where there is none. Raises UnreadableInput for no question, or one that is too long."""
    found = library.find(checked(question))
    offline = compose(found)
    if engine == "offline":
        return offline
    try:
        endpoint = find_endpoint(settings)
        if engine == "auto" and endpoint.is_small:
            return offline
        reader = opened(settings, endpoint, stop)
    except NoModel as error:
        return replace(offline, engine=Engine("offline", None, str(error))) if engine == "model" else offline
    except ModelError as error:
        return replace(offline, engine=Engine("offline", None, str(error)))
    from clarifier.rules.cited import worded

    return worded(found, offline, reader)


def checked(question: str) -> str:
    """The question, its white space made single. Raises UnreadableInput."""
    words = " ".join(question.encode("utf-8", "replace").decode("utf-8").split())  # half a letter is none
    texts = table("wording/ask")
    if not any(sign.isalnum() for sign in words):
        raise UnreadableInput(texts["nothing_asked"])
    if len(words) > MOST:
        raise UnreadableInput(fill(texts["too_long"], count=f"{len(words):,}", most=f"{MOST:,}"))
    return words
