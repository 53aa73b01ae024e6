"""Instants as text and back: UTC inside, JST where a person reads."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_REMEMBERED = 1_024
"""Of the instants that a step writes and reads most are the same few."""

JST = timezone(timedelta(hours=9), "JST")


@lru_cache(_REMEMBERED)
def stamp(at: datetime) -> str:
    """The one written form of an instant, fixed in width so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


@lru_cache(_REMEMBERED)
def instant(text: str) -> datetime:
    """Read `stamp`'s form or any ISO-8601 instant with an offset.

    Raises ValueError for anything else, a time without an offset included, and for years in which
    no order was ever placed: their text has another width, or they fall off the calendar.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("no ISO-8601 instant") from None
    if at.tzinfo is None:
        raise ValueError("no offset")
    if not 1990 <= at.year < 2200:
        raise ValueError(f"year {at.year}")
    return at.astimezone(UTC)


@lru_cache(_REMEMBERED)
def amazon_stamp(at: datetime) -> str:
    """An instant as Amazon's APIs write it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def jst(at: datetime) -> datetime:
    """The same instant on the shop's wall clock."""
    return at.astimezone(JST)


def day_start_jst(at: datetime) -> datetime:
    """00:00 JST of the day of `at`, in UTC: from there on orders count as wanted (R19)."""
    return jst(at).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def next_on_grid(after: datetime, origin: datetime, period: timedelta) -> datetime:
    """The first instant of the grid `origin + n * period` that lies after `after`."""
    if after < origin:
        return origin
    return origin + period * ((after - origin) // period + 1)
