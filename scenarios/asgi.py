"""The way into an ASGI app for clients that speak httpx; a World itself needs only `InProcess`.

The app runs no lifespan and answers as a whole. An answer that it drops becomes the client's own
error, and one that it delays longer than the client would wait its timeout; no real time passes.
"""

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING

import httpx

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

Pairs = list[tuple[bytes, bytes]]


class AppBroke(Exception):
    """The app ended without a complete answer to `method path`."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"{method} {path}: no complete answer")


class AsgiTransport(httpx.AsyncBaseTransport):
    """Carries each request to `app` within the process.

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
            status, headers, content = await _ask(self._app, _scope(request), body, patience_s)
        except AnswerDropped as dropped:
            if dropped.timed_out:
                raise httpx.ReadTimeout("no answer in time", request=request) from None
            raise httpx.ReadError("connection closed", request=request) from None
        return httpx.Response(status, headers=headers, content=content, request=request)


def _scope(request: httpx.Request) -> dict[str, object]:
    url = request.url
    raw_path, _, query = url.raw_path.partition(b"?")
    return {
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": raw_path,
        "query_string": query,
        "server": (url.host, url.port),
    }


async def _ask(
    app: "ASGIApp", scope: Mapping[str, object], body: bytes, patience_s: float | None
) -> tuple[int, Pairs, bytes]:
    """Status, headers and body of the whole answer.

    Raises AnswerDropped also for one that comes later than `patience_s`, whatever else the app
    raises, and AppBroke where it leaves the answer unfinished.
    """
    exchange = _Exchange(body)
    await app({**_SCOPE, **scope}, exchange.receive, exchange.send)
    if not exchange.complete:
        raise AppBroke(str(scope["method"]), str(scope["path"]))
    if patience_s is not None and exchange.delay_s > patience_s:
        raise AnswerDropped(exchange.delay_s)
    return exchange.status, exchange.headers, b"".join(exchange.chunks)


class _Exchange:
    """The two callables that an ASGI app talks through, for one request."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self.status = 0
        self.headers: Pairs = []
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
