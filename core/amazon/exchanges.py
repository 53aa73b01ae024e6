"""Keeps what last went over the line, masked, so that a person can look at it.

The journal says that a call was made; this says what was asked and answered and how long it took.
It lives in memory only: durations and bodies are nothing that two runs could be compared by.
"""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Lock

import msgspec

from core.amazon.masking import (
    Body,
    is_signed,
    masked_body,
    masked_headers,
    masked_url,
    secrets_of,
)
from core.amazon.transport import Answer, NoAnswer, Transport, Unreachable
from core.domain.cleaning import clean

KEPT_MOST = 2_000
BYTES_MAX = 32_000_000
LOST_WITHIN = timedelta(minutes=1)
_REQUEST_ID = "x-amzn-requestid"


class Exchange(msgspec.Struct, frozen=True):
    """One request and what came back, personal data and secrets masked.

    `status` is None where nothing came back; `failure` then says how. `took_s` is real time.
    """

    number: int
    at: datetime
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: Body
    took_s: float
    status: int | None = None
    answered_headers: tuple[tuple[str, str], ...] = ()
    answered: Body = Body()
    request_id: str = ""
    failure: str = ""

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        return 1_000 + len(self.url) + len(self.body.text) + len(self.answered.text)


class Exchanges:
    """The last exchanges of one shop, bounded by count and bytes; safe from any thread.

    `Engine(books, account, exchanges.around(transport))` is all it takes. `now` is the clock that
    the journal is written by, `timer` counts real seconds.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        timer: Callable[[], float],
        *,
        most: int = KEPT_MOST,
        bytes_max: int = BYTES_MAX,
    ) -> None:
        self.now = now
        self.timer = timer
        self._most = most
        self._bytes_max = bytes_max
        self._lock = Lock()
        self._kept: deque[Exchange] = deque()
        self._by_id: dict[str, Exchange] = {}
        self._bytes = 0
        self._next = 1

    def around(self, transport: Transport) -> Transport:
        """`transport`, watched."""
        return _Watched(transport, self)

    def keep(self, exchange: Exchange) -> None:
        """Add one; the oldest go where there are too many."""
        with self._lock:
            numbered = msgspec.structs.replace(exchange, number=self._next)
            self._next += 1
            self._kept.append(numbered)
            self._bytes += numbered.size
            if numbered.request_id:
                self._by_id[numbered.request_id] = numbered
            while len(self._kept) > self._most or self._bytes > self._bytes_max:
                self._drop(self._kept.popleft())

    def find(self, request_id: str, at: datetime) -> Exchange | None:
        """The exchange of a call that the journal has at `at`, if it is still kept.

        One without answer has no `request_id`; it is the only one that failed around `at`.
        """
        with self._lock:
            if request_id:
                return self._by_id.get(request_id)
            lost = [
                each
                for each in self._kept
                if each.status is None and abs(each.at - at) <= LOST_WITHIN
            ]
        exact = [each for each in lost if each.at == at] or lost
        return exact[0] if len(exact) == 1 else None

    def mark(self) -> int:
        """A point to `go_back` to."""
        return self._next

    def go_back(self, mark: int) -> None:
        """Forget what came after `mark`: it has not happened any more."""
        with self._lock:
            while self._kept and self._kept[-1].number >= mark:
                self._drop(self._kept.pop())

    def _drop(self, exchange: Exchange) -> None:
        self._bytes -= exchange.size
        if self._by_id.get(exchange.request_id) is exchange:
            del self._by_id[exchange.request_id]


class _Watched:
    """A transport whose exchanges are kept."""

    def __init__(self, transport: Transport, kept: Exchanges) -> None:
        self._transport = transport
        self._exchanges = kept

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request and keep what was said."""
        kept = self._exchanges
        at, since = kept.now(), kept.timer()
        try:
            answer = await self._transport.exchange(method, url, headers, content)
        except (Unreachable, NoAnswer) as failed:
            asked = _asked(at, method, url, headers, content, kept.timer() - since)
            kept.keep(msgspec.structs.replace(asked, failure=type(failed).__name__))
            raise
        asked = _asked(at, method, url, headers, content, kept.timer() - since)
        kept.keep(_answered(asked, answer, secrets_of(headers, content)))
        return answer

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()


def _asked(
    at: datetime, method: str, url: str, headers: Mapping[str, str], content: bytes, took_s: float
) -> Exchange:
    return Exchange(
        0,
        at,
        method,
        masked_url(url, signed=is_signed(url, headers)),
        masked_headers(headers),
        masked_body(content, headers.get("content-type", "")),
        took_s,
    )


def _answered(asked: Exchange, answer: Answer, secrets: tuple[str, ...]) -> Exchange:
    return msgspec.structs.replace(
        asked,
        status=answer.status,
        answered_headers=masked_headers(answer.headers),
        answered=masked_body(answer.content, answer.headers.get("content-type", ""), secrets),
        request_id=clean(answer.headers.get(_REQUEST_ID, ""), 80),
    )
