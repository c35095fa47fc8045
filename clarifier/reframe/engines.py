"""Who rewrites a message: the offline engine, always; and where one is set up, a model whose every candidate is verified.

Comes in: a message, settings, and who shall rewrite. Goes out: a reframed message; where a model could not help, the offline one, which
says why. What a model answers is not kept on disk: a message written in anger is nobody else's business.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from clarifier.errors import ModelError, NoModel
from clarifier.model.chat import Reader, Stop, open_chat
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.reframe.reframed import Audience, Reframed, Variant, reframe
from clarifier.request.clarify import Engine
from clarifier.settings import Settings

EngineName = Literal["auto", "offline", "model"]
Opener = Callable[[Settings, Endpoint, Stop | None], Reader]


def reframe_with(
    engine: EngineName,
    message: str,
    settings: Settings,
    *,
    to: Audience,
    variant: Variant = "direct",
    stop: Stop | None = None,
    opened: Opener | None = None,
) -> Reframed:
    """The message without its heat. `auto` takes a model where one is set up, but no small one on this machine: none of its wordings held
    when it was measured, and it takes half a minute; `model` takes any, and says so where there is none."""
    offline = reframe(message, to=to, variant=variant)
    if engine == "offline":
        return offline
    if engine == "auto" and _is_small(settings):
        return offline
    return improved(offline, settings, wanted=engine == "model", stop=stop, opened=opened or _forgetful)


def improved(
    offline: Reframed,
    settings: Settings,
    *,
    wanted: bool = True,
    stop: Stop | None = None,
    opened: Opener | None = None,
) -> Reframed:
    """A reframed message in the words of the model that is set up, where they hold; `wanted` says that its absence is worth a word."""
    from clarifier.reframe.candidates import improve

    if not offline.heat:
        return offline
    try:
        reader = (opened or _forgetful)(settings, find_endpoint(settings), stop)
    except NoModel as error:
        return replace(offline, engine=Engine("offline", None, str(error))) if wanted else offline
    except ModelError as error:
        return replace(offline, engine=Engine("offline", None, str(error)))
    return improve(offline, reader)


def _is_small(settings: Settings) -> bool:
    try:
        return find_endpoint(settings).is_small
    except NoModel:
        return False


def _forgetful(settings: Settings, endpoint: Endpoint, stop: Stop | None) -> Reader:
    return replace(open_chat(settings, endpoint, stop), kept=None)
