"""The newest call to Amazon: whether it got there, and what time it was on either side."""

from datetime import datetime, timedelta
from sqlite3 import Connection

import msgspec

from core.domain.instants import instant

_NEWEST = """
SELECT at, amazon_at, json_extract(data, '$.status'), json_extract(data, '$.error')
FROM journal INDEXED BY journal_calls WHERE kind = 'call' ORDER BY seq DESC LIMIT 1
"""
NOT_REACHED = "Unavailable"


class LastCall(msgspec.Struct, frozen=True):
    """`amazon_at` and `status` are None where no answer came, `error` then says why."""

    at: datetime
    amazon_at: datetime | None
    status: int | None
    error: str

    @property
    def reached(self) -> bool:
        """Whether Amazon was there at all."""
        return self.status is not None or self.error != NOT_REACHED

    @property
    def off(self) -> timedelta:
        """How far the clock of this machine was ahead of Amazon's."""
        return self.at - self.amazon_at if self.amazon_at else timedelta(0)


def last_call(connection: Connection) -> LastCall | None:
    """The newest one, None before the first."""
    row = connection.execute(_NEWEST).fetchone()
    if row is None:
        return None
    at, amazon_at, status, error = row
    return LastCall(instant(at), instant(amazon_at) if amazon_at else None, status, error or "")
