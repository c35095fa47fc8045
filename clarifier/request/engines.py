"""Who reads an email: the offline engine, always; and where one is set up, a model that refines what it read.

Comes in: a thread, settings, and who shall read. Goes out: a clarification; where a model was wanted and could not help, it is the
offline one and says why. No model's fault is an error here.
"""

from collections.abc import Callable
from datetime import date
from typing import Literal

from clarifier.errors import ModelError, NoModel
from clarifier.mail.thread import Thread
from clarifier.model.chat import Reader, Stop, open_chat
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.request.clarify import Clarification, clarify
from clarifier.settings import Settings

EngineName = Literal["auto", "offline", "model"]
Opener = Callable[[Settings, Endpoint, Stop | None], Reader]


def clarify_with(
    engine: EngineName,
    thread: Thread,
    settings: Settings,
    *,
    sent: date | None = None,
    reply_in: str | None = None,
    stop: Stop | None = None,
    opened: Opener = open_chat,
) -> Clarification:
    """The clarification of a thread. `auto` takes a model where one is set up; `model` says so where none is."""
    offline = clarify(thread, sent=sent, reply_in=reply_in)
    return (
        offline
        if engine == "offline"
        else refined(offline, settings, wanted=engine == "model", stop=stop, opened=opened)
    )


def refined(
    offline: Clarification,
    settings: Settings,
    *,
    wanted: bool = True,
    stop: Stop | None = None,
    opened: Opener = open_chat,
) -> Clarification:
    """An offline clarification, refined by the model that is set up; `wanted` says that its absence is worth a word."""
    # pydantic takes its time, and the offline engine needs none
    from clarifier.request.placement import scope_for
    from clarifier.request.refine import refine, without

    if not offline.readings:
        return offline
    try:
        endpoint = find_endpoint(settings)
        reader = opened(settings, endpoint, stop)
        scope = "open" if endpoint.is_small else scope_for(reader, endpoint.called, settings.model_folder)
    except NoModel as error:
        return without(offline, str(error)) if wanted else offline
    except ModelError as error:
        return without(offline, str(error))
    return refine(offline, reader, scope=scope, tokens=settings.model_tokens)
