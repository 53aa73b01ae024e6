"""The request journal: which SP-API calls came in, and what they got."""

from collections import deque
from datetime import datetime
from itertools import islice

from msgspec import Struct

CAPACITY = 50_000


class Call(Struct, frozen=True):
    """One received call. `quota_left` in tokens; `reason` says why it was refused.

    `status` 0 = by order of `fault` the caller got no answer.
    """

    seq: int
    at: datetime
    operation: str | None
    method: str
    path: str
    query: str
    status: int
    quota_left: float | None
    client: str
    app: str | None
    seller_id: str | None
    request_id: str
    reason: str | None = None
    unknown_parameters: tuple[str, ...] = ()
    fault: str | None = None


class Journal:
    """The last calls, oldest dropped first; `seq` counts them all."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=CAPACITY)
        self.seq = 0

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def add(self, call: Call) -> None:
        self._calls.append(call)

    def after(self, seq: int, *, limit: int, **wanted: object) -> list[Call]:
        """Up to `limit` calls after `seq` whose fields equal those `wanted`."""
        found = (
            call
            for call in self._calls
            if call.seq > seq and all(getattr(call, k) == v for k, v in wanted.items())
        )
        return list(islice(found, limit))

    def snapshot(self) -> tuple[tuple[Call, ...], int]:
        return tuple(self._calls), self.seq

    def restore(self, state: tuple[tuple[Call, ...], int]) -> None:
        calls, self.seq = state
        self._calls = deque(calls, maxlen=CAPACITY)
