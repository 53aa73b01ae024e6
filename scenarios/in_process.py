"""The fake Amazon in this process: no socket, no client, no message object, no server protocol.

`httpx.AsyncClient` over `httpx.ASGITransport` cost half of a simulated day (design.md, "Transport
is the seam"), and importing httpx a quarter of a second of every start; neither is needed here. An
answer that Amazon drops becomes the client's own error, and one that it delays longer than the
client would wait its timeout; no real time passes.
"""

from collections.abc import Mapping
from datetime import datetime

from core.amazon.transport import TIMEOUT_S, Answer, NoAnswer
from simulator import App, Request


class InProcess:
    """A `core.amazon.transport.Transport` into `app`, in the task that sends."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request.

        Raises NoAnswer where the app drops its answer or is later with it than a network allows.
        """
        address, _, query = url.partition("?")
        scheme, _, rest = address.partition("://")
        host, slash, path = rest.partition("/")
        received = {name.lower(): value for name, value in headers.items()}
        received["host"] = host
        received["content-length"] = str(len(content))
        request = Request(method, slash + path, query, received, content, f"{scheme}://{host}")
        reply = await self._app.answer(request)
        assert reply.stream is None, "an endless answer needs a socket"
        if reply.held_s is not None or reply.delay_s > TIMEOUT_S:
            raise NoAnswer("no answer in time" if reply.held_s or reply.delay_s else "closed")
        return Answer(reply.status, dict(reply.headers), reply.body)

    async def aclose(self) -> None:
        """Nothing is held."""


class InProcessTime:
    """Moves the clock of `app`: `scenarios.pace.AmazonTime` without a request for each move."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def advance(self, to: datetime) -> None:
        """Let Amazon's time pass until `to`; all that was due has happened when this returns."""
        self._app.advance(to)
