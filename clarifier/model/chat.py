"""Asks a model one question in a strict shape, and answers for its faults.

Comes in: a Prompt and a JSON schema. Goes out: an Answer (the parsed data, tokens, seconds), or a ModelError with its sentence.
A time limit, a size limit and a bound on tries hold for every server; an answer once paid for is kept. What it does not know:
what the questions are about.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from clarifier.errors import Cancelled, CutAnswer, ModelError
from clarifier.model.circuit import Circuit, circuit_of
from clarifier.model.endpoint import Endpoint
from clarifier.model.faults import may_pass, translated
from clarifier.model.kept import Kept
from clarifier.settings import Settings

MOST_BYTES = 1_000_000  # of one answer; a budget of tokens never needs more


@dataclass(frozen=True)
class Prompt:
    """What a model is asked: our instruction, the customer's text as data, and last the narrow questions.

    The three travel as messages of their own: data is never spliced into an instruction, and what stays the same stands first.
    """

    instruction: str
    data: str
    questions: str


@dataclass(frozen=True)
class Answer:
    """What came back: JSON of the asked shape, the tokens it cost (none where it was kept), and the seconds."""

    data: Mapping[str, Any]
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: float = 0.0
    kept: bool = False


class Reader(Protocol):
    """Whoever answers questions: a model, or a script in its place."""

    @property
    def name(self) -> str: ...

    def ask(self, prompt: Prompt, schema: Mapping[str, Any], most_out: int) -> Answer:
        """Raises ModelError."""


@dataclass
class Stop:
    """Lets another thread end a question that is under way."""

    event: threading.Event = field(default_factory=threading.Event)

    def now(self) -> None:
        """Stops the question, and all that would follow."""
        self.event.set()


@dataclass(frozen=True)
class Chat:
    """A model behind an OpenAI-compatible address. `seconds` is the limit for one question, tries included."""

    endpoint: Endpoint
    url: str | None
    key: str
    seconds: float
    retries: int
    temperature: float = 0.0
    kept: Kept | None = None
    circuit: Circuit = field(default_factory=Circuit)
    stop: Stop = field(default_factory=Stop)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.endpoint.model

    def ask(self, prompt: Prompt, schema: Mapping[str, Any], most_out: int) -> Answer:
        """One structured answer; the same question costs nothing twice."""
        import asyncio  # a tenth of a second that the offline engine need not wait for

        asked = [self.name, self.temperature, prompt.instruction, prompt.data, prompt.questions, schema]
        if self.kept and (known := self.kept.get(asked)) is not None:
            return Answer(known, kept=True)
        self.circuit.check(self.endpoint.called)
        began = time.monotonic()
        for tries in range(self.retries + 1):
            left = self.seconds - (time.monotonic() - began)
            try:
                answer = asyncio.run(self._within(prompt, schema, most_out, left))
            except ModelError as error:
                if tries == self.retries or not may_pass(error) or time.monotonic() - began + 1 > self.seconds:
                    self.circuit.failed(error)
                    raise
                if self.stop.event.wait(min(0.5 * 2**tries, 4)):
                    raise Cancelled("Stopped; what was read without the model stands.") from error
            else:
                self.circuit.worked()
                if self.kept:
                    self.kept.put(asked, answer.data)
                return Answer(answer.data, answer.tokens_in, answer.tokens_out, time.monotonic() - began)
        raise AssertionError("every try ends in an answer or an error")

    async def _within(self, prompt: Prompt, schema: Mapping[str, Any], most_out: int, seconds: float) -> Answer:
        """The question, ended by its time limit or by whoever stops it."""
        import asyncio

        asking = asyncio.ensure_future(self._once(prompt, schema, most_out, seconds))
        until = time.monotonic() + seconds
        while not asking.done() and not self.stop.event.is_set() and time.monotonic() < until:
            await asyncio.wait({asking}, timeout=0.1)
        if not asking.done():
            asking.cancel()
            await asyncio.wait({asking}, timeout=2)
            if self.stop.event.is_set():
                raise Cancelled("Stopped; what was read without the model stands.")
            raise translated(TimeoutError(), self.endpoint, self.seconds)
        return asking.result()

    async def _once(self, prompt: Prompt, schema: Mapping[str, Any], most_out: int, seconds: float) -> Answer:
        import httpx
        from langchain_core.messages import HumanMessage, SystemMessage
        from langchain_openai import ChatOpenAI
        from langsmith import tracing_context

        from clarifier.model.bounded import Bounded

        try:
            async with httpx.AsyncClient(transport=Bounded(MOST_BYTES), timeout=seconds) as client:
                chat = ChatOpenAI(
                    model=self.name,
                    base_url=self.url,
                    api_key=lambda: self.key,
                    temperature=self.temperature,
                    max_completion_tokens=most_out,
                    max_retries=0,
                    timeout=seconds,
                    http_async_client=client,
                )
                shaped = chat.with_structured_output(dict(schema), method="json_schema", include_raw=True, strict=True)
                messages = [
                    SystemMessage(prompt.instruction),
                    HumanMessage(prompt.data),
                    HumanMessage(prompt.questions),
                ]
                with tracing_context(enabled=False):  # emails go nowhere else, whatever the environment asks for
                    return _answer(await shaped.ainvoke(messages), self.endpoint)
        except ModelError:
            raise
        except Exception as error:  # three libraries' faults, each told in one sentence by faults.py
            raise translated(error, self.endpoint, self.seconds) from error


def _answer(said: Any, endpoint: Endpoint) -> Answer:
    """The parsed answer; what is no JSON object in the asked shape is an error."""
    raw = said["raw"]
    if raw.response_metadata.get("finish_reason") == "length":
        raise CutAnswer(
            f"{endpoint.model} ran out of room in the middle of its answer; raise model_tokens, or take another model."
        )
    if raw.additional_kwargs.get("refusal"):
        raise translated(PermissionError("refusal"), endpoint, 0)
    try:
        data = json.loads(raw.text)  # LangChain's own parser mends JSON that was cut short: half a quote would count
    except ValueError as error:
        raise translated(error, endpoint, 0) from error
    if not isinstance(data, dict):
        raise translated(TypeError("no object"), endpoint, 0)
    usage = raw.usage_metadata or {}
    return Answer(data, usage.get("input_tokens", 0), usage.get("output_tokens", 0))


def open_chat(settings: Settings, endpoint: Endpoint, stop: Stop | None = None) -> Chat:
    """The chat of an endpoint; a local model is started where it does not run yet."""
    url, key = endpoint.url, endpoint.key
    if endpoint.weights:
        from clarifier.model.local import shared

        running = shared(endpoint.weights)
        url, key = running.url, running.key
    return Chat(
        endpoint,
        url,
        key,
        settings.model_seconds,
        settings.model_retries,
        settings.model_temperature,
        Kept(settings.model_folder / "answers"),
        circuit_of(endpoint.called),
        stop or Stop(),
    )
