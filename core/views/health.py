"""Whether books and engine are sound: read by `renkei doctor`, written by nobody."""

from datetime import datetime, timedelta

import msgspec

from core.books.books import Books
from core.domain.instants import instant, stamp
from core.domain.labels import LIVE_STATES, PushState
from core.domain.quotas import Bucket

STUCK_AFTER = timedelta(hours=1)
"""R38: by then a notice ought to be confirmed."""


class QuotaRow(msgspec.Struct, frozen=True):
    """What is left of one operation's quota, and when the next call may go (R41)."""

    operation: str
    tokens: float
    burst: int
    ready_at: datetime
    rate_per_s: float


class StuckRow(msgspec.Struct, frozen=True):
    """Notices that are in one state for longer than they ought to be."""

    state: PushState
    notices: int
    since: datetime


def damage(books: Books) -> str:
    """What SQLite finds wrong in the file, empty where nothing is; reads all of it."""
    (told,) = books.connection.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if told == "ok" else str(told)


def versions(books: Books) -> int:
    """How many migrations these books have been through."""
    (number,) = books.connection.execute(
        "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'renkei'"
    ).fetchone()
    return int(number)


def quotas(books: Books, now: datetime) -> tuple[QuotaRow, ...]:
    """Each quota that was ever used, by operation."""
    rows = books.connection.execute(
        "SELECT operation, rate_per_s, burst, tokens, at FROM quotas ORDER BY operation"
    )
    found = []
    for operation, rate_per_s, burst, tokens, at in rows:
        bucket = Bucket(rate_per_s, burst, tokens, instant(at))
        found.append(
            QuotaRow(operation, bucket.filled(now), burst, bucket.ready_at(now), rate_per_s)
        )
    return tuple(found)


def stuck(books: Books, now: datetime) -> tuple[StuckRow, ...]:
    """Notices on their way for longer than `STUCK_AFTER`, by state."""
    marks = ", ".join("?" * len(LIVE_STATES))
    rows = books.connection.execute(
        f"SELECT state, count(*), min(created_at) FROM pushes WHERE state IN ({marks})"
        " AND created_at < ? GROUP BY state ORDER BY state",
        (*LIVE_STATES, stamp(now - STUCK_AFTER)),
    )
    return tuple(StuckRow(PushState(state), number, instant(at)) for state, number, at in rows)
