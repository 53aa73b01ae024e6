"""The line to a fake Amazon's control interface: JSON out, typed facts in, refusals as errors."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import Struct

from core.amazon.transport import Transport, as_transport

if TYPE_CHECKING:
    import httpx

Answer = TypeVar("Answer", bound=Struct)

_JSON = {"content-type": "application/json"}


class AmazonSideRefused(Exception):
    """Amazon's world does not allow it, or the request makes no sense; `message` says why."""

    def __init__(self, message: str, status: int = 400, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code


class _Error(Struct, frozen=True):
    code: str = ""
    message: str = ""


class _ErrorBody(Struct, frozen=True):
    error: _Error = _Error()


class ControlLine:
    """One fake Amazon's address under /_sim.

    Every call raises AmazonSideRefused where the interface answers 4xx, and Unreachable or
    NoAnswer where it cannot be reached.
    """

    def __init__(self, transport: "Transport | httpx.AsyncBaseTransport", base_url: str) -> None:
        self._transport = as_transport(transport)
        self.writes = 0
        """Requests so far that may have changed something there."""
        self._base = base_url.rstrip("/")

    async def close(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()

    async def _get(self, path: str, answer: type[Answer]) -> Answer:
        return await self._send("GET", self._base + path, None, answer)

    async def _post(self, path: str, answer: type[Answer], **body: object) -> Answer:
        return await self._send("POST", self._base + path, body, answer)

    async def _send(
        self, method: str, url: str, body: Mapping[str, object] | None, answer: type[Answer]
    ) -> Answer:
        sent = b"" if body is None else msgspec.json.encode(body)
        self.writes += method != "GET"
        status, _, content = await self._transport.exchange(method, url, _JSON, sent)
        if status >= 400:
            raise refused(status, content)
        return msgspec.json.decode(content, type=answer)


def given(**values: object) -> dict[str, object]:
    """What was given at all: None is left out."""
    return {name: value for name, value in values.items() if value is not None}


def path_part(segment: str) -> str:
    """A segment of an address."""
    return quote(segment, safe="")


def refused(status: int, content: bytes) -> AmazonSideRefused:
    """The error of an answer."""
    try:
        error = msgspec.json.decode(content, type=_ErrorBody).error
    except msgspec.DecodeError:
        error = _Error()
    return AmazonSideRefused(error.message or f"HTTP {status}", status, error.code)
