"""ASGI messages in and out: a request as one thing, a reply in one piece or as a stream."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping

from simulator.exchange import Reply, Request
from simulator.faults.dropping import DELAY, AnswerDropped

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_LIMIT = 64 * 1024 * 1024


async def live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


async def read_request(scope: Scope, receive: Receive) -> Request | None:
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


async def write_reply(receive: Receive, send: Send, reply: Reply) -> None:
    """Send a reply. Raises `AnswerDropped` where a fault wants that it never arrives."""
    if reply.held_s is not None:
        raise AnswerDropped(reply.held_s)
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if reply.stream is None and reply.status != 204:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    start: Message = {"type": "http.response.start", "status": reply.status, "headers": headers}
    if reply.delay_s:
        start[DELAY] = reply.delay_s
    await send(start)
    if reply.stream is None:
        await send({"type": "http.response.body", "body": reply.body})
        return
    writing = asyncio.ensure_future(_write_stream(send, reply.stream))
    leaving = asyncio.ensure_future(_disconnect(receive))
    await asyncio.wait({writing, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in (writing, leaving):
        task.cancel()
    await asyncio.gather(writing, leaving, return_exceptions=True)


async def _write_stream(send: Send, stream: AsyncIterator[bytes]) -> None:
    async for chunk in stream:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
