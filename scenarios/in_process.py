"""A request goes straight into an ASGI app: no socket, no client, no message object.

`httpx.AsyncClient` over `httpx.ASGITransport` cost half of a simulated day (design.md, "Transport
is the seam"), and importing httpx a quarter of a second of every start; neither is needed here. The
app runs no lifespan and answers as a whole. An answer that it drops becomes the client's own error,
and one that it delays longer than the client would wait its timeout; no real time passes.
"""

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

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

Pairs = list[tuple[bytes, bytes]]


class AppBroke(Exception):
    """The app ended without a complete answer to `method path`."""

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"{method} {path}: no complete answer")


class InProcess:
    """A `core.amazon.transport.Transport` into `app`, in the task that sends."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request.

        Raises NoAnswer where the app drops its answer or is later with it than a network allows.
        """
        parts = urlsplit(url)
        pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        pairs += [(b"host", parts.netloc.encode()), (b"content-length", b"%d" % len(content))]
        path = parts.path
        scope = {
            "method": method,
            "headers": pairs,
            "scheme": parts.scheme,
            "path": unquote(path) if "%" in path else path,
            "raw_path": path.encode(),
            "query_string": parts.query.encode(),
            "server": (parts.hostname, parts.port),
        }
        try:
            status, answered, body = await ask(self.app, scope, content, TIMEOUT_S)
        except AnswerDropped as dropped:
            raise NoAnswer("no answer in time" if dropped.timed_out else "closed") from None
        return Answer(
            status, {name.decode(): value.decode("latin-1") for name, value in answered}, body
        )

    async def aclose(self) -> None:
        """Nothing is held."""


async def ask(
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
