"""Load on a server over raw lines: the same request again and again, as soon as it is answered.

An HTTP client would cost more than the server that it measures.
"""

import asyncio
from time import perf_counter

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length: "


class Line(asyncio.Protocol):
    """One connection; `answers` counts the whole ones with status 200, `others` the rest."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._head = b""
        self._wanted = 0
        self._got = 0
        self._transport: asyncio.WriteTransport | None = None
        self.answers = 0
        self.others = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = transport  # type: ignore[assignment]
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Count bytes until the answer is whole, then ask again."""
        self._got += len(data)
        if not self._wanted:
            self._head += data
            self._wanted = _size(self._head)
        if self._wanted and self._got >= self._wanted:
            if self._head.startswith(b"HTTP/1.1 200 "):
                self.answers += 1
            else:
                self.others += 1
            self._ask()

    def end(self) -> None:
        """Close the connection."""
        if self._transport:
            self._transport.abort()

    def _ask(self) -> None:
        self._head, self._wanted, self._got = b"", 0, 0
        if self._transport:
            self._transport.write(self._request)


def _size(head: bytes) -> int:
    """Bytes of the whole answer; 0 while its head is not whole."""
    end = head.find(HEAD_END)
    if end < 0:
        return 0
    place = head.lower().index(LENGTH) + len(LENGTH)
    return end + len(HEAD_END) + int(head[place : head.index(b"\r", place)])


class NotAnswered(Exception):
    """`count` answers had another status than 200."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} answers were not 200")


async def answers_per_s(
    host: str, port: int, request: bytes, *, lines: int, during_s: float
) -> float:
    """How many answers a second `lines` connections get. Raises NotAnswered."""
    loop = asyncio.get_running_loop()
    opened = [
        (await loop.create_connection(lambda: Line(request), host, port))[1]
        for _line in range(lines)
    ]
    begun, counted = perf_counter(), sum(line.answers for line in opened)
    over: asyncio.Future[None] = loop.create_future()
    loop.call_later(during_s, over.set_result, None)
    await over
    rate = (sum(line.answers for line in opened) - counted) / (perf_counter() - begun)
    for line in opened:
        line.end()
    if others := sum(line.others for line in opened):
        raise NotAnswered(others)
    return rate
