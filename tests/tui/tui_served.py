"""The server of `renkei web` in this process, with a stand-in for the dashboard behind it."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import aiohttp

from tui.web_server import HOST, WebServer

# What a dashboard says first, then until it is told to leave what it hears.
PARROT = """
import sys
sys.stdout.buffer.write(b"__GANGLION__\\n")
while True:
    sys.stdout.buffer.flush()
    kind = sys.stdin.buffer.read(1)
    size = sys.stdin.buffer.read(4)
    said = sys.stdin.buffer.read(int.from_bytes(size, "big"))
    if not kind or said == b'{"type": "quit"}':
        break
    sys.stdout.buffer.write(b"D" + size + said)
"""


async def served(
    play: Callable[[WebServer, aiohttp.ClientSession], Awaitable[None]], program: str = PARROT
) -> None:
    server = WebServer((sys.executable, "-c", program))
    runner = aiohttp.web.AppRunner(server.application(), access_log=None)
    await runner.setup()
    await aiohttp.web.SockSite(runner, server._listener).start()
    try:
        async with aiohttp.ClientSession() as client:
            await play(server, client)
    finally:
        await runner.cleanup()


def on_server(play: Callable[[WebServer, aiohttp.ClientSession], Awaitable[None]]) -> None:
    asyncio.run(served(play))


def origin_of(server: WebServer) -> str:
    return f"http://{HOST}:{server.port}"
