"""`renkei web`: the dashboard in a browser of this machine, and of nobody else.

A page of another site can make a browser ask any address of this machine. So the server answers
only under its own names (DNS rebinding), opens a session only for its own page (the Origin of a
websocket), and only to whoever knows the token in the address that was printed.
"""

import secrets
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

from tui.web_page import page
from tui.web_session import OURS, WebSession
from tui.words import _

HOST = "127.0.0.1"
SESSIONS_MAX = 8
"""Each open page is a process with a shop of its own."""

MESSAGE_BYTES_MAX = 1_000_000
_SIZES = range(1, 1_001)
_STATIC = Path(textual_serve.__file__).parent / "static"


class WebServer:
    """Serves the dashboard that `words` start; listens from construction on."""

    def __init__(self, words: Sequence[str], port: int = 0) -> None:
        """`port` 0 takes a free one. Raises OSError where the port is taken."""
        self._words = tuple(words)
        self._token = secrets.token_urlsafe(32)
        self._listener = socket.create_server((HOST, port))
        self.port: int = self._listener.getsockname()[1]
        self._names = {f"{name}:{self.port}" for name in (HOST, "localhost")}
        self._open: set[web.WebSocketResponse] = set()

    @property
    def url(self) -> str:
        """What a person opens; whoever knows it gets in."""
        return f"http://{HOST}:{self.port}/{self._token}/"

    def run(self, ready: Callable[[str], None]) -> None:
        """Serve until SIGINT or SIGTERM; every dashboard ends before this does."""

        async def announce(_app: web.Application) -> None:
            ready(self.url)

        app = self.application()
        app.on_startup.append(announce)
        # An access log would hold the token.
        web.run_app(app, sock=self._listener, access_log=None, print=None)

    def application(self) -> web.Application:
        """The routes behind the guard."""
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/{token}/", self._page)
        app.router.add_get("/{token}/ws", self._session)
        app.router.add_static("/static", _STATIC)
        app.on_shutdown.append(self._end_all)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.headers.get("Host", "") not in self._names:
            raise web.HTTPForbidden(text="Host")
        token = request.match_info.get("token")
        if token is not None and not secrets.compare_digest(token.encode(), self._token.encode()):
            raise web.HTTPNotFound
        response = await handler(request)
        if not response.prepared:
            response.headers.update(self._headers())
        return response

    def _headers(self) -> dict[str, str]:
        sockets = " ".join(f"ws://{name}" for name in sorted(self._names))
        return {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; font-src 'self';"
            f" style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src {sockets};"
            " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }

    async def _page(self, request: web.Request) -> web.Response:
        address = f"ws://{request.headers['Host']}/{self._token}/ws"
        return web.Response(text=page(address), content_type="text/html")

    async def _session(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") not in {f"http://{name}" for name in self._names}:
            raise web.HTTPForbidden(text="Origin")
        # Whoever closes the lid of his laptop sends no goodbye.
        wire = web.WebSocketResponse(heartbeat=15, max_msg_size=MESSAGE_BYTES_MAX)
        await wire.prepare(request)
        session = WebSession(self._words, wire)
        if len(self._open) >= SESSIONS_MAX:
            words = _(
                "開けるページは{n}枚までです。ほかのページを閉じてから、もう一度開いてください。"
            )
            await session.tell([OURS + words.format(n=SESSIONS_MAX)])
            await wire.close()
            return wire
        self._open.add(wire)
        try:
            await session.start(_size(request, "width", 80), _size(request, "height", 24))
            async for message in wire:
                if message.type is WSMsgType.TEXT and not await _pass_on(message.data, session):
                    break
        finally:
            self._open.discard(wire)
            await session.stop()
            await wire.close()
        return wire

    async def _end_all(self, _app: web.Application) -> None:
        for wire in tuple(self._open):
            await wire.close()


def _size(request: web.Request, name: str, usual: int) -> int:
    given = request.query.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and int(given) in _SIZES else usual


async def _pass_on(text: str, session: WebSession) -> bool:
    """Do what the page says; whether it made sense."""
    import msgspec

    try:
        kind, *rest = msgspec.json.decode(text, type=list[object])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    done: Awaitable[object]
    match kind, rest:
        case "stdin", [str(typed)]:
            done = session.send_bytes(typed.encode())
        case "resize", [{"width": int(width), "height": int(height)}] if (
            width in _SIZES and height in _SIZES
        ):
            done = session.set_terminal_size(width, height)
        case "focus", []:
            done = session.focus()
        case "blur", []:
            done = session.blur()
        case "ping", [str(sent)]:
            done = session.remote_write_str(msgspec.json.encode(["pong", sent]).decode())
        case _:
            return False
    await done
    return True
