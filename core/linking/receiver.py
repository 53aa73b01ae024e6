"""The loopback receiver: the seller's browser brings Amazon's answer to 127.0.0.1 (R03).

It reads the head of requests and nothing else, takes one answer, and is gone. What it was sent is
never shown back.
"""

import asyncio
import re
from types import TracebackType
from typing import Self

from core.domain.refusals import Refusal
from core.errors import Refused

HOST = "127.0.0.1"
PATH = "/renkei/callback"
HEAD_MAX = 8_192
HEAD_WITHIN_S = 10.0
_LINE = re.compile(rf"GET {re.escape(PATH)}\?([!-~]{{1,4096}}) HTTP/1\.[01]")
_PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>renkei</title></head>
<body><p>{words}</p></body></html>
"""
_RECEIVED = "Amazonからの返答を受け取りました。この画面を閉じて、renkeiで結果を確認してください。"
_HEADERS = (
    "Content-Type: text/html; charset=utf-8\r\nConnection: close\r\nCache-Control: no-store\r\n"
    "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'\r\n"
)


class Receiver:
    """Listens on a port of this machine from `open` until the answer has come, or `close`."""

    def __init__(self, server: asyncio.Server, answer: "asyncio.Future[str]") -> None:
        self._server = server
        self._answer = answer
        self.port: int = server.sockets[0].getsockname()[1]

    @classmethod
    async def open(cls, port: int = 0) -> "Receiver":
        """Listen on `port`, any free one for 0. Raises OSError where it is taken."""
        answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        bound: list[int] = []

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                async with asyncio.timeout(HEAD_WITHIN_S):
                    query = await _serve(reader, writer, bound[0])
            except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                query = None
            finally:
                writer.close()
            if query is not None and not answer.done():
                answer.set_result(query)

        server = await asyncio.start_server(connected, HOST, port, limit=HEAD_MAX)
        bound.append(server.sockets[0].getsockname()[1])
        return cls(server, answer)

    @property
    def redirect_uri(self) -> str:
        """Where Amazon has to send the browser."""
        return f"http://{HOST}:{self.port}{PATH}"

    async def answer(self, within_s: float) -> str:
        """The query that the browser brought; then nothing is taken any more.

        Raises Refused where none came within `within_s`.
        """
        try:
            async with asyncio.timeout(within_s):
                return await asyncio.shield(self._answer)
        except TimeoutError:
            raise Refused(Refusal.NO_ANSWER) from None
        finally:
            await self.close()

    async def close(self) -> None:
        """Listen no more."""
        self._server.close()
        await self._server.wait_closed()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


async def _serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int
) -> str | None:
    """Answer one request; gives its query if it is the one that is waited for."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *fields = head.split("\r\n")
    matched = _LINE.fullmatch(line)
    hosts = [
        value.strip()
        for name, _, value in (each.partition(":") for each in fields)
        if name.lower() == "host"
    ]
    # Another name would be a foreign page that had its own name resolve to this machine.
    ours = hosts == [f"{HOST}:{port}"]
    status, words = ("200 OK", _RECEIVED) if matched and ours else ("404 Not Found", "404")
    body = _PAGE.format(words=words).encode()
    start = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{_HEADERS}\r\n"
    writer.write(start.encode() + body)
    await writer.drain()
    return matched.group(1) if matched and ours else None
