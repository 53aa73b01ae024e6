"""How the last day went, hour by hour: delay, orders, failed calls. Cheap at a million orders."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from sqlite3 import Connection

import msgspec

from core.domain.instants import stamp

HOURS = 24
_HOUR = timedelta(hours=1)

_DELAYS = """
SELECT substr(at, 1, 13), avg(86400 * (julianday(at) - julianday(amazon_at)))
FROM journal INDEXED BY journal_delays
WHERE kind = 'fact' AND at >= ? AND at <= ? AND amazon_at IS NOT NULL GROUP BY 1
"""
_ORDERS = """
SELECT substr(purchased_at, 1, 13), count(*) FROM orders INDEXED BY orders_newest
WHERE purchased_at >= ? AND purchased_at <= ? GROUP BY 1
"""
_FAILED = """
SELECT substr(at, 1, 13), count(*) FROM journal INDEXED BY journal_failed_calls
WHERE kind = 'call' AND coalesce(json_extract(data, '$.status'), 999) >= 300
    AND at >= ? AND at <= ? GROUP BY 1
"""


class Pulse(msgspec.Struct, frozen=True):
    """One value an hour, oldest first, the running hour last.

    `delays_s` is the mean time from Amazon's change to our books, None where nothing came.
    """

    delays_s: tuple[float | None, ...]
    orders: tuple[int, ...]
    failed_calls: tuple[int, ...]


def pulse(connection: Connection, now: datetime) -> Pulse:
    """The `HOURS` up to `now`."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    hours = [stamp(this_hour - _HOUR * back)[:13] for back in reversed(range(HOURS))]
    reach = (stamp(this_hour - _HOUR * (HOURS - 1)), stamp(now))
    delays, orders, failed = (
        _by_hour(connection.execute(sql, reach)) for sql in (_DELAYS, _ORDERS, _FAILED)
    )
    return Pulse(
        tuple(max(0.0, delays[hour]) if hour in delays else None for hour in hours),
        tuple(int(orders.get(hour, 0)) for hour in hours),
        tuple(int(failed.get(hour, 0)) for hour in hours),
    )


def _by_hour(rows: Iterable[tuple[str, float]]) -> dict[str, float]:
    return dict(rows)
