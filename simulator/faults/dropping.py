"""Answers that never arrive: how an app says so, and how a socket shows it.

An ASGI app cannot close its connection. This one raises `AnswerDropped` where an answer is lost;
whoever runs it turns that into what a client would see. `on_sockets` does so for uvicorn; a
transport within the process raises its own error of a timeout or a closed connection.

An answer that comes late carries `renkei.delay_s` in its `http.response.start` message. Only
`on_sockets` lets that much real time pass: the app itself never waits.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from socket import SO_LINGER, SOL_SOCKET, socket
from struct import pack
from typing import Protocol

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

DELAY = "renkei.delay_s"
_RESET_ON_CLOSE = pack("ii", 1, 0)


class _Transport(Protocol):
    """What is used of a connection of asyncio or uvloop."""

    def get_extra_info(self, name: str) -> socket | None: ...

    def abort(self) -> None: ...


class AnswerDropped(Exception):
    """The client gets no answer to this request.

    `held_s` is for how many real seconds the connection stays open in silence; 0 = it is closed at
    once. `timed_out` = a client would notice by its own timeout.
    """

    def __init__(self, held_s: float = 0.0) -> None:
        super().__init__("no answer, by order of a fault")
        self.held_s = held_s

    @property
    def timed_out(self) -> bool:
        return self.held_s > 0


def on_sockets(app: AsgiApp) -> AsgiApp:
    """The app as uvicorn serves it: lost answers close the connection, late ones come late.

    A call that still waits when the server stops ends without an answer and without a word.
    """

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        async def late(message: Message) -> None:
            delay = message.pop(DELAY, None)
            if isinstance(delay, float):
                await _gone_within(receive, delay)
            await send(message)

        try:
            await app(scope, receive, late)
        except AnswerDropped as dropped:
            if not await _gone_within(receive, dropped.held_s):
                await _end(receive, send)
        except asyncio.CancelledError:
            await _end(receive, send)

    return served


async def _gone_within(receive: Receive, seconds: float) -> bool:
    """Hold the line; whether the client went away meanwhile."""
    if seconds <= 0:
        return False
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True


async def _end(receive: Receive, send: Send) -> None:
    """Close the connection and wait until it is; also when the server stops meanwhile."""
    _abort(send)
    with suppress(asyncio.CancelledError):
        await receive()


def _abort(send: Send) -> None:
    """Reset the connection. `send` is a method of uvicorn's request cycle, which has it."""
    transport: _Transport | None = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise TypeError("on_sockets serves uvicorn alone: no connection to close")
    line = transport.get_extra_info("socket")
    if line is not None:
        line.setsockopt(SOL_SOCKET, SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
