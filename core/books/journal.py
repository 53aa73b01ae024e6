"""The journal: append-only, one line per fact, command, call, movement and step.

State can be explained from it alone (design.md). Lines are gathered during a step and written once,
just before it commits. No wall clock, port, secret or personal datum may enter.
"""

import sqlite3
from datetime import datetime
from enum import StrEnum

import msgspec

from core.domain.instants import stamp
from core.errors import OurBug


class Entry(StrEnum):
    """Kinds of journal lines."""

    FACT = "fact"
    STATUS = "status"
    STOCK = "stock"
    COMMAND = "command"
    PUSH = "push"
    CALL = "call"
    FINDING = "finding"
    JOB = "job"


Value = str | int | float | bool | None

_ENCODER = msgspec.json.Encoder()
_INSERT = (
    "INSERT INTO journal (seq, at, kind, order_id, sku, cause, amazon_at, data)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


class Journal:
    """Writes lines inside `Books.atomic`; reading is the views' part."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()
        self._at: str | None = None
        self._lines: list[tuple[object, ...]] = []
        self._next_seq = 0

    def begin(self, at: datetime) -> None:
        """Start a step at `at`; its lines carry that instant."""
        self._at = stamp(at)
        self._lines.clear()

    def write(
        self,
        kind: Entry,
        *,
        order_id: str = "",
        sku: str = "",
        cause: int | None = None,
        amazon_at: datetime | None = None,
        **data: Value,
    ) -> int:
        """Add a line and give its number, which later lines may name as their `cause`."""
        if self._at is None:
            raise OurBug("journal line outside a step")
        if not self._next_seq:
            self._next_seq = self.latest() + 1
        seq = self._next_seq
        self._next_seq += 1
        known_at = stamp(amazon_at) if amazon_at else None
        text = _ENCODER.encode(data).decode()
        self._lines.append((seq, self._at, kind, order_id, sku, cause, known_at, text))
        return seq

    def latest(self) -> int:
        """The number of the newest line, as a cause for what follows from it."""
        if self._next_seq:
            return self._next_seq - 1
        (last,) = self._cursor.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()
        return int(last)

    def flush(self) -> None:
        """Write what the step gathered; called once, before the commit."""
        if self._lines:
            self._cursor.executemany(_INSERT, self._lines)
        self.drop()

    def drop(self) -> None:
        """Forget the step's lines; another process may write the next ones."""
        self._at = None
        self._lines.clear()
        self._next_seq = 0
