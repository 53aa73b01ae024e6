"""The ASGI application: one fake Amazon and everything that can be asked of it."""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime

from simulator.control.panel import Panel
from simulator.exchange import Reply, Request
from simulator.feeds.storage import STORAGE_PREFIX, answer_storage
from simulator.gateway import Gateway
from simulator.lwa.routes import TOKEN_PATH, answer_token
from simulator.simulation import Simulation
from simulator.tables import HAPPENINGS, OPERATIONS
from simulator.wall import LoopWall, Wall
from simulator.world.founding import found

log = logging.getLogger("simulator")

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

DEFAULT_START = datetime(2026, 11, 23, tzinfo=UTC)
_LIMIT = 64 * 1024 * 1024


class App:
    """A plain ASGI app. It needs no lifespan, keeps no thread and shares nothing with another."""

    def __init__(self, simulation: Simulation, control_token: str | None) -> None:
        self.simulation = simulation
        self._gateway = Gateway(OPERATIONS)
        self._panel = Panel(self._gateway, control_token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            request = await _read(scope, receive)
            if request is None:
                reply = Reply(413, b"")
            else:
                reply = await self._answer(request)
            await _write(send, reply)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _answer(self, request: Request) -> Reply:
        sim = self.simulation
        sim.catch_up()
        path = request.path
        if path.startswith("/_sim"):
            return await self._panel.answer(sim, request)
        if path == TOKEN_PATH:
            return answer_token(sim, request)
        if path.startswith(STORAGE_PREFIX):
            return answer_storage(sim, request)
        return self._gateway.answer(sim, request)


def create_app(
    *,
    seed: int = 1,
    start: datetime = DEFAULT_START,
    empty: bool = False,
    control_token: str | None = None,
    wall: Wall | None = None,
) -> App:
    """A fake Amazon as an ASGI app, its clock standing at `start` (aware; UTC inside).

    `empty` leaves one PROFESSIONAL seller and no goods. With `control_token`, /_sim answers only
    to `Authorization: Bearer <token>`. `wall` is the real clock, the event loop's own unless given.
    Raises ValueError for a `start` without a time zone or outside the years 2000 to 2199.
    """
    if start.tzinfo is None:
        raise ValueError("start needs a time zone")
    simulation = Simulation(
        seed=seed, start=start.astimezone(UTC), wall=wall or LoopWall(), happenings=HAPPENINGS
    )
    found(simulation, empty=empty)
    return App(simulation, control_token)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _read(scope: Scope, receive: Receive) -> Request | None:
    """The request with its body; None when the body is larger than anything we take."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        chunk = message.get("body", b"")
        assert isinstance(chunk, bytes)
        size += len(chunk)
        if size <= _LIMIT:
            chunks.append(chunk)
        if not message.get("more_body"):
            break
    if size > _LIMIT:
        return None
    return _request(scope, chunks[0] if len(chunks) == 1 else b"".join(chunks))


def _request(scope: Scope, body: bytes) -> Request:
    raw, query, headers = scope.get("raw_path"), scope["query_string"], scope["headers"]
    path = raw if isinstance(raw, bytes) else str(scope["path"]).encode()
    assert isinstance(query, bytes)
    assert isinstance(headers, list | tuple)
    return Request(
        method=str(scope["method"]),
        path=path.partition(b"?")[0].decode("latin-1"),
        query_string=query.decode("latin-1"),
        headers={
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers
        },
        body=body,
        base_url=_base_url(scope),
    )


def _base_url(scope: Scope) -> str:
    """Where we are reached. The Host header is not asked: one real client sends a mangled one."""
    server = scope.get("server")
    scheme = scope.get("scheme", "http")
    if not isinstance(server, list | tuple) or not server:
        return f"{scheme}://127.0.0.1"
    host = f"[{server[0]}]" if ":" in str(server[0]) else server[0]
    port = f":{server[1]}" if server[1] else ""
    return f"{scheme}://{host}{port}"


async def _write(send: Send, reply: Reply) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if reply.stream is None and reply.status != 204:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    if reply.stream is None:
        await send({"type": "http.response.body", "body": reply.body})
        return
    async for chunk in reply.stream:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
