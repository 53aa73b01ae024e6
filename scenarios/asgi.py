"""A request goes straight into an ASGI app: no socket, no client, no copy of the body.

`httpx.AsyncClient` over `httpx.ASGITransport` cost half of a simulated day (design.md, "Transport
is the seam"); this does only what our own app needs: it runs no lifespan and waits for the whole
answer. An answer that the app drops becomes the client's own error, and one that it delays longer
than the client would wait becomes its timeout; no real time passes.
"""

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import httpx

from core.amazon.transport import TIMEOUT_S, Answer, NoAnswer
from simulator import AnswerDropped

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message

CLIENT = ("127.0.0.1", 50_000)
"""Who is asking, as far as the app can tell: a constant, since a port would enter its journal."""

_SCOPE: dict[str, object] = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "client": CLIENT,
    "root_path": "",
}


class AppBroke(Exception):
    """The app ended without a complete answer to `method path`."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"{method} {path}: no complete answer")


class AsgiTransport(httpx.AsyncBaseTransport):
    """Carries each request to `app` within the process, in the task that sends it.

    Raises httpx.ReadError and ReadTimeout where the app drops its answer, whatever else the app
    raises, and AppBroke where it leaves the answer unfinished.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer `request`; the whole body is there when this returns."""
        body = await request.aread()
        patience_s = request.extensions.get("timeout", {}).get("read")
        try:
            exchange = await self._ask(_scope(request), body, patience_s)
        except AnswerDropped as dropped:
            if dropped.timed_out:
                raise httpx.ReadTimeout("no answer in time", request=request) from None
            raise httpx.ReadError("connection closed", request=request) from None
        return httpx.Response(
            exchange.status,
            headers=exchange.headers,
            content=b"".join(exchange.chunks),
            request=request,
        )

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request without building `httpx` messages (`core.amazon.transport`).

        Raises NoAnswer where the app drops its answer or is later with it than a network allows.
        """
        parts = urlsplit(url)
        pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        pairs += [(b"host", parts.netloc.encode()), (b"content-length", b"%d" % len(content))]
        path = parts.path
        scope = {
            **_SCOPE,
            "method": method,
            "headers": pairs,
            "scheme": parts.scheme,
            "path": unquote(path) if "%" in path else path,
            "raw_path": path.encode(),
            "query_string": parts.query.encode(),
            "server": (parts.hostname, parts.port),
        }
        try:
            exchange = await self._ask(scope, content, TIMEOUT_S)
        except AnswerDropped as dropped:
            raise NoAnswer("no answer in time" if dropped.timed_out else "closed") from None
        given = {name.decode(): value.decode("latin-1") for name, value in exchange.headers}
        return Answer(exchange.status, given, b"".join(exchange.chunks))

    async def _ask(
        self, scope: dict[str, object], body: bytes, patience_s: float | None
    ) -> "_Exchange":
        """The whole answer. Raises AnswerDropped also for one that comes too late."""
        exchange = _Exchange(body)
        await self._app(scope, exchange.receive, exchange.send)
        if not exchange.complete:
            raise AppBroke(str(scope["method"]), str(scope["path"]))
        if patience_s is not None and exchange.delay_s > patience_s:
            raise AnswerDropped(exchange.delay_s)
        return exchange


def _scope(request: httpx.Request) -> dict[str, object]:
    url = request.url
    raw_path, _, query = url.raw_path.partition(b"?")
    return {
        **_SCOPE,
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": raw_path,
        "query_string": query,
        "server": (url.host, url.port),
    }


class _Exchange:
    """The two callables that an ASGI app talks through, for one request."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.chunks: list[bytes] = []
        self.complete = False
        self.delay_s = 0.0

    async def receive(self) -> "Message":
        if self.complete:
            return {"type": "http.disconnect"}
        body, self._body = self._body, b""
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: "MutableMapping[str, object]") -> None:
        if message["type"] == "http.response.start":
            status, headers = message["status"], message.get("headers", ())
            assert isinstance(status, int)
            assert isinstance(headers, list | tuple)
            self.status = status
            self.headers = list(headers)
            delay_s = message.get("renkei.delay_s", 0.0)
            assert isinstance(delay_s, float)
            self.delay_s = delay_s
        elif message["type"] == "http.response.body":
            chunk = message.get("body", b"")
            assert isinstance(chunk, bytes)
            self.chunks.append(chunk)
            self.complete = not message.get("more_body", False)
