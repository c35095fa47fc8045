"""What went wrong with a model, in one sentence that says what to do: comes in any exception, goes out a ModelError."""

import json

from clarifier.errors import (
    BadAnswer,
    CutAnswer,
    ModelError,
    NoAnswer,
    RateLimited,
    RefusedKey,
    RefusedQuestion,
)
from clarifier.model.endpoint import Endpoint


def may_pass(error: ModelError) -> bool:
    """Whether another try may help."""
    return isinstance(error, NoAnswer | RateLimited | BadAnswer)


def translated(error: BaseException, endpoint: Endpoint, seconds: float) -> ModelError:
    """The error as a sentence."""
    import httpx
    import openai
    from pydantic import ValidationError

    from clarifier.model.bounded import TooLarge

    chain = list(_chain(error))
    where, model = endpoint.called, endpoint.model
    if any(isinstance(one, TooLarge) for one in chain):
        return BadAnswer(f"{where} sent far more than was asked for; check that it is a chat server.")
    for one in chain:
        if isinstance(one, openai.AuthenticationError | openai.PermissionDeniedError):
            return RefusedKey(
                f"{where} refuses the key; set CLARIFIER_MODEL_KEY or OPENAI_API_KEY to one that is valid."
            )
        if isinstance(one, openai.RateLimitError):
            return RateLimited(
                f"{where} has had too many questions for now; try again in a minute, or raise its limit."
            )
        if isinstance(one, openai.NotFoundError):
            return NoAnswer(f"{where} knows no model {model!r} at this address; check CLARIFIER_MODEL and the address.")
        if isinstance(one, openai.LengthFinishReasonError):
            return CutAnswer(f"{model} ran out of room in the middle of its answer; raise model_tokens.")
        if (
            isinstance(one, openai.ContentFilterFinishReasonError | PermissionError)
            or type(one).__name__ == "OpenAIRefusalError"
        ):
            return RefusedQuestion(f"{model} declines to read this email; it stays as read without it.")
        if isinstance(one, TimeoutError | openai.APITimeoutError | httpx.TimeoutException):
            return NoAnswer(
                f"{where} gave no answer within {seconds:g} seconds; raise model_seconds, or ask a faster model."
            )
        if isinstance(one, openai.APIStatusError):
            return NoAnswer(
                f"{where} has a fault of its own (HTTP {one.status_code}); look at that server, then try again."
            )
        if isinstance(one, json.JSONDecodeError | UnicodeDecodeError):
            return BadAnswer(f"{model} did not answer in JSON; `clarifier model check` says what it supports.")
        if isinstance(one, openai.APIConnectionError | httpx.TransportError | OSError):
            return NoAnswer(f"{where} does not answer; check that it runs and that the address is right.")
    if any(isinstance(one, ValidationError | openai.OpenAIError | ValueError | TypeError | KeyError) for one in chain):
        return BadAnswer(
            f"{model} answered in another shape than asked; `clarifier model check` says what it supports."
        )
    return BadAnswer(f"{model} answered in a way that cannot be read ({type(error).__name__}); try another model.")


def _chain(error: BaseException | None) -> "list[BaseException]":
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
