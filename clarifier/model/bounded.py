"""A way to a server that gives up on an answer which is too large: comes in a limit in bytes, goes out httpx's own transport."""

from collections.abc import AsyncIterator

import httpx


class TooLarge(Exception):
    """The answer is larger than any that was asked for."""


class _Counted(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, most: int) -> None:
        self._stream, self._left = stream, most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise TooLarge
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


class Bounded(httpx.AsyncHTTPTransport):
    """httpx's transport, with a limit on the bytes of one answer."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, counted while it is read."""
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_Counted(response.stream, self._most),
            extensions=response.extensions,
        )
