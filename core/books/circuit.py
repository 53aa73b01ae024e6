"""Whether Amazon has stopped answering: then one call at a time tries, the others wait (R42)."""

import sqlite3
from datetime import datetime

from core.domain.instants import instant, stamp

FAILURES_TO_OPEN = 3
_NAME = "amazon"


class Circuit:
    """Counts outages in a row; reads and writes `circuit`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def held_until(self, now: datetime) -> datetime | None:
        """Until when calls are held back, None if they may go."""
        row = self._connection.execute(
            "SELECT opens_at FROM circuit WHERE name = ? AND failures >= ?",
            (_NAME, FAILURES_TO_OPEN),
        ).fetchone()
        if row is None or row[0] is None:
            return None
        until = instant(row[0])
        return until if until > now else None

    def failures(self) -> int:
        """Outages in a row so far."""
        row = self._connection.execute(
            "SELECT failures FROM circuit WHERE name = ?", (_NAME,)
        ).fetchone()
        return int(row[0]) if row else 0

    def failed(self, next_probe_at: datetime) -> None:
        """One more outage; the next call may go at `next_probe_at`."""
        self._connection.execute(
            "INSERT INTO circuit (name, failures, opens_at) VALUES (?, 1, ?)"
            " ON CONFLICT (name) DO UPDATE SET failures = failures + 1,"
            " opens_at = excluded.opens_at",
            (_NAME, stamp(next_probe_at)),
        )

    def answered(self) -> None:
        """Amazon answers again."""
        self._connection.execute("DELETE FROM circuit WHERE name = ?", (_NAME,))
