"""The way into an ASGI app for clients that speak httpx; a World itself needs only `InProcess`."""

import httpx

from scenarios.in_process import AppBroke, InProcess, ask
from simulator import AnswerDropped

__all__ = ["AppBroke", "AsgiTransport"]


class AsgiTransport(InProcess, httpx.AsyncBaseTransport):
    """Carries each request to `app` within the process, as an httpx transport too.

    Raises httpx.ReadError and ReadTimeout where the app drops its answer, whatever else the app
    raises, and AppBroke where it leaves the answer unfinished.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer `request`; the whole body is there when this returns."""
        body = await request.aread()
        patience_s = request.extensions.get("timeout", {}).get("read")
        try:
            status, headers, content = await ask(self.app, _scope(request), body, patience_s)
        except AnswerDropped as dropped:
            if dropped.timed_out:
                raise httpx.ReadTimeout("no answer in time", request=request) from None
            raise httpx.ReadError("connection closed", request=request) from None
        return httpx.Response(status, headers=headers, content=content, request=request)


def _scope(request: httpx.Request) -> dict[str, object]:
    url = request.url
    raw_path, _, query = url.raw_path.partition(b"?")
    return {
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": raw_path,
        "query_string": query,
        "server": (url.host, url.port),
    }
