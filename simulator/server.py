"""Serving the fake Amazon over HTTP."""

import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from simulator.app import DEFAULT_START, create_app
from simulator.faults.dropping import AsgiApp, on_sockets

BACKLOG = 2048


class PortInUse(OSError):
    """The address is taken: another server listens there."""


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8787,
    seed: int = 1,
    start: datetime = DEFAULT_START,
    control_token: str | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted. `ready` gets the base URL once the port is open (port 0 = any).

    Raises `PortInUse` when the port is taken and ValueError for a `start` without a time zone.
    """
    app = create_app(seed=seed, start=start, control_token=control_token)
    serve_asgi(on_sockets(app), host=host, port=port, ready=ready)


def serve_asgi(
    app: AsgiApp,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve any app with the settings of the fake. Raises `PortInUse`.

    What is there when it starts is left out of later rounds of the garbage collector.
    """
    with _listen(host, port) as listener:
        _run(app, listener, host, ready)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise PortInUse(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from None
    return listener


def _run(
    app: AsgiApp, listener: socket.socket, host: str, ready: Callable[[str], None] | None
) -> None:
    import uvicorn

    gc.freeze()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        date_header=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    if ready is not None:
        name = f"[{host}]" if ":" in host else host
        ready(f"http://{name}:{listener.getsockname()[1]}")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
