"""The transport within the process carries requests as a server would."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping

import httpx
import pytest

from scenarios.asgi import AppBroke, AsgiTransport

Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def echo(scope: MutableMapping[str, object], receive: Receive, send: Send) -> None:
    """Answer with what was asked."""
    message = await receive()
    seen = {
        "method": scope["method"],
        "path": scope["path"],
        "raw_path": bytes(scope["raw_path"]).decode(),
        "query": bytes(scope["query_string"]).decode(),
        "headers": {name.decode(): value.decode() for name, value in scope["headers"]},
        "server": scope["server"],
        "body": bytes(message["body"]).decode(),
        "more": message["more_body"],
        "then": (await receive())["type"],
    }
    start = {"type": "http.response.start", "status": 201, "headers": [(b"x-a", b"1")]}
    await send(start)
    text = json.dumps(seen).encode()
    await send({"type": "http.response.body", "body": text[:10], "more_body": True})
    await send({"type": "http.response.body", "body": text[10:]})


async def silent(scope: MutableMapping[str, object], receive: Receive, send: Send) -> None:
    """Begin an answer and leave it."""
    await send({"type": "http.response.start", "status": 200})


def send(app: object, request: httpx.Request) -> httpx.Response:
    """One request to `app`."""
    return asyncio.run(AsgiTransport(app).handle_async_request(request))


def test_the_app_sees_the_request_whole() -> None:
    request = httpx.Request(
        "POST",
        "http://amazon.invalid:81/a%2Fb/c?x=1&y=%E8%8C%B6",
        headers={"X-B": "2"},
        content="体",
    )
    response = send(echo, request)
    seen = response.json()
    assert (response.status_code, response.headers["x-a"]) == (201, "1")
    assert (seen["method"], seen["path"], seen["raw_path"]) == ("POST", "/a/b/c", "/a%2Fb/c")
    assert seen["query"] == "x=1&y=%E8%8C%B6"
    assert (seen["headers"]["x-b"], seen["headers"]["host"]) == ("2", "amazon.invalid:81")
    assert seen["server"] == ["amazon.invalid", 81]
    assert (seen["body"], seen["more"]) == ("体", False)


def test_it_serves_a_client_as_any_transport_does() -> None:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=AsgiTransport(echo)) as client:
            return await client.post("http://a.invalid/x", json={"a": 1})

    assert asyncio.run(ask()).json()["body"] == '{"a":1}'


def test_an_answer_left_unfinished_is_an_error() -> None:
    with pytest.raises(AppBroke, match="GET /x: no complete answer"):
        send(silent, httpx.Request("GET", "http://a.invalid/x"))
