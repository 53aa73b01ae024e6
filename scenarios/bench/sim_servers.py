"""Two servers with the same settings, each a program: the fake, and a route that does nothing.

`python -m scenarios.bench.sim_servers fake` or `… plain 30000`; the first line tells the address.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

_FRAME = len('{"pad":""}')


def plain(size: int) -> "Starlette":
    """An app whose `/page` answers a JSON object of `size` bytes, encoded anew for each request."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def page(_request: Request) -> JSONResponse:
        return JSONResponse({"pad": "x" * (size - _FRAME)})

    return Starlette(routes=[Route("/page", page)])


def tell(address: str) -> None:
    """The address as a line of its own, for whoever started this program."""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


def main(which: str, size: str = "0") -> None:
    """Serve until ended."""
    from simulator import serve
    from simulator.server import serve_asgi

    if which == "fake":
        serve(port=0, ready=tell)
    else:
        serve_asgi(plain(int(size)), ready=tell)


if __name__ == "__main__":
    main(*sys.argv[1:])
