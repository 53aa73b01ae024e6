"""A stateful fake of Amazon's SP-API (Japan) under a clock that the caller controls.

`create_app` gives an ASGI app for tests in process, `serve` runs it over HTTP. Both are loaded on
first use, so that importing this package stays cheap.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.app import App, create_app
    from simulator.exchange import Request
    from simulator.faults.dropping import AnswerDropped, on_sockets
    from simulator.server import PortInUse, serve

__all__ = ["AnswerDropped", "App", "PortInUse", "Request", "create_app", "on_sockets", "serve"]

_HOME = {
    "App": "simulator.app",
    "AnswerDropped": "simulator.faults.dropping",
    "create_app": "simulator.app",
    "on_sockets": "simulator.faults.dropping",
    "PortInUse": "simulator.server",
    "Request": "simulator.exchange",
    "serve": "simulator.server",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
