"""A fake Amazon on a real socket of this machine, in a thread of its own."""

import asyncio
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn import Server

    from simulator import App

STOPPED_WITHIN_S = 5.0


class ServedAmazon:
    """Serves `app` on 127.0.0.1 at a free port from construction on until `stop`.

    The port listens before the server runs, so a first call waits for it and is never refused.
    """

    def __init__(self, app: "App") -> None:
        self._server = _server(app)
        # asyncio turns Nagle's delay off only where the protocol is named: 40 ms a call otherwise
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._ended = Event()
        self._thread = Thread(target=self._run, name="renkei-amazon", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """End the server and give the port back."""
        self._server.should_exit = True
        await asyncio.to_thread(self._ended.wait, STOPPED_WITHIN_S)
        self._listener.close()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._listener])
        finally:
            self._ended.set()


def _server(app: "App") -> "Server":
    import uvicorn

    from simulator import on_sockets

    return uvicorn.Server(
        uvicorn.Config(
            on_sockets(app),
            loop="asyncio",
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
