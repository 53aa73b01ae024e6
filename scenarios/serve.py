"""Serving the fake Amazon by itself; the command line comes here, it may not import the fake."""

from collections.abc import Callable
from datetime import datetime


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8787,
    seed: int = 1,
    start: datetime | None = None,
    control_token: str | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted; `ready` gets the base URL once the port is open.

    `start` None leaves the fake's own beginning. Raises OSError where the port cannot be had, and
    ValueError for a `start` without a time zone.
    """
    from simulator import serve as serve_fake

    given = {} if start is None else {"start": start}
    serve_fake(host=host, port=port, seed=seed, control_token=control_token, ready=ready, **given)
