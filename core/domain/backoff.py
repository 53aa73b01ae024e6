"""How long to wait after something went wrong (R41, R42)."""

from datetime import timedelta
from random import Random

_FIRST_S = 30.0
_LONGEST_S = 900.0


def backoff(tries: int, stream: Random) -> timedelta:
    """Half a minute, doubling to a quarter of an hour, less a jitter of up to a half.

    `tries` counts the failures in a row so far; `stream` is the injected source of the jitter.
    """
    full = min(_LONGEST_S, _FIRST_S * 2.0 ** min(tries, 10))
    return timedelta(seconds=round(full * (0.5 + stream.random() / 2), 3))
