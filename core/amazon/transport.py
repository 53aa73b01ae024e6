"""The seam to Amazon: one request out, one answer back.

Over a network it is `httpx`; a World answers in process, without building either message, which is
what lets days pass in fractions of a second.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import httpx

TIMEOUT_S = 30.0


class Answer(NamedTuple):
    """What came back; the names in `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Unreachable(Exception):
    """The request did not get out; nothing was done at Amazon."""


class NoAnswer(Exception):
    """The request may have got there; what was done is unknown."""


class Transport(Protocol):
    """Carries requests. Raises Unreachable or NoAnswer, nothing else, for what a network does."""

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


class HttpxTransport:
    """A `Transport` over `httpx`, or over anything that answers like its transports."""

    def __init__(self, carrier: "httpx.AsyncBaseTransport") -> None:
        self._carrier = carrier

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request within 30 s a stage."""
        import httpx

        timeout = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT_S)
        try:
            request = httpx.Request(
                method, url, headers=dict(headers), content=content, extensions={"timeout": timeout}
            )
            response = await self._carrier.handle_async_request(request)
            body = await response.aread()
            await response.aclose()
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.UnsupportedProtocol,
            httpx.InvalidURL,
        ) as error:
            raise Unreachable(type(error).__name__) from error
        except httpx.RequestError as error:
            raise NoAnswer(type(error).__name__) from error
        return Answer(response.status_code, dict(response.headers), body)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._carrier.aclose()


def as_transport(carrier: "Transport | httpx.AsyncBaseTransport") -> Transport:
    """`carrier` itself if it is a Transport, else `httpx` around it."""
    if hasattr(carrier, "exchange"):
        return carrier
    return HttpxTransport(carrier)
