"""The request journal: which SP-API calls came in, and what they got."""

from collections import deque
from datetime import datetime
from itertools import islice

from msgspec import Struct

CAPACITY = 50_000
MOST_WIRES = 2_000
MOST_BYTES = 8 * 1024 * 1024


class Call(Struct, frozen=True, gc=False):
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


State = tuple[tuple[Call, ...], int, tuple["Wire", ...], int]


class Wire(Struct, frozen=True, gc=False):
    """Both messages of a call as they were, personal data included: whoever shows them cleans them.

    `answered` is what was sent, or would have been.
    """

    seq: int
    asked_headers: tuple[tuple[str, str], ...]
    asked: bytes
    answered_headers: tuple[tuple[str, str], ...]
    answered: bytes

    @property
    def size(self) -> int:
        return len(self.asked) + len(self.answered)


class Journal:
    """The last calls, oldest dropped first, and the bodies of the last few; `seq` counts all."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=CAPACITY)
        self._wires: deque[Wire] = deque()
        self._wires_size = 0
        self.seq = 0

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def add(self, call: Call, wire: Wire) -> None:
        self._calls.append(call)
        self._wires.append(wire)
        self._wires_size += wire.size
        while self._wires_size > MOST_BYTES or len(self._wires) > MOST_WIRES:
            self._wires_size -= self._wires.popleft().size

    def after(self, seq: int, *, limit: int, **wanted: object) -> list[Call]:
        """Up to `limit` calls after `seq` whose fields equal those `wanted`."""
        found = (
            call
            for call in self._calls
            if call.seq > seq and all(getattr(call, k) == v for k, v in wanted.items())
        )
        return list(islice(found, limit))

    def wires(self) -> dict[int, Wire]:
        """The messages still kept, by the number of their call."""
        return {wire.seq: wire for wire in self._wires}

    def snapshot(self) -> State:
        return tuple(self._calls), self.seq, tuple(self._wires), self._wires_size

    def restore(self, state: State) -> None:
        calls, self.seq, wires, self._wires_size = state
        self._calls = deque(calls, maxlen=CAPACITY)
        self._wires = deque(wires)
