"""Token buckets on simulated time, one per (app, seller, operation), in exact integers."""

from datetime import datetime, timedelta

from msgspec import Struct

# Amazon's rates have at most four decimals: 0.0056 a second is 56 grains a microsecond exactly.
_GRAINS_PER_TOKEN = 10**10
_SCALE = 10**4
_MICROSECOND = timedelta(microseconds=1)

BucketKey = tuple[str, str, str]


class Limit(Struct, frozen=True):
    """A usage plan: `rate` tokens a second, at most `burst` saved up; `lifted` = no limit."""

    rate: float
    burst: int
    lifted: bool = False


class Bucket(Struct, frozen=True):
    grains: int
    at: datetime


class Quota:
    """What every caller may still ask.

    A bucket starts full, refills continuously and gives one token per call (usage plans and rate
    limits, developer-docs.amazon.com). A limit set here holds for an operation at every caller.
    """

    def __init__(self) -> None:
        self._buckets: dict[BucketKey, Bucket] = {}
        self._limits: dict[str, Limit] = {}

    def limit(self, operation: str, default: Limit) -> Limit:
        return self._limits.get(operation, default)

    def set_limit(self, operation: str, limit: Limit) -> None:
        self._limits[operation] = limit

    def take(self, key: BucketKey, default: Limit, now: datetime) -> tuple[bool, float]:
        """Spend one token; False = none left, nothing spent. Also gives the tokens left then."""
        limit = self._limits.get(key[2], default)
        grains = self._grains(key, limit, now)
        if limit.lifted:
            return True, grains / _GRAINS_PER_TOKEN
        passes = grains >= _GRAINS_PER_TOKEN
        if passes:
            grains -= _GRAINS_PER_TOKEN
        self._buckets[key] = Bucket(grains, now)
        return passes, grains / _GRAINS_PER_TOKEN

    def tokens(self, key: BucketKey, default: Limit, now: datetime) -> float:
        limit = self.limit(key[2], default)
        return self._grains(key, limit, now) / _GRAINS_PER_TOKEN

    def next_token_at(self, key: BucketKey, default: Limit, now: datetime) -> datetime | None:
        """When a call passes again: now if one would pass, None if the rate is nought."""
        limit = self.limit(key[2], default)
        lack = _GRAINS_PER_TOKEN - self._grains(key, limit, now)
        if lack <= 0 or limit.lifted:
            return now
        per_microsecond = round(limit.rate * _SCALE)
        if per_microsecond <= 0 or limit.burst < 1:
            return None
        return now + timedelta(microseconds=-(-lack // per_microsecond))

    def keys(self) -> list[BucketKey]:
        return sorted(self._buckets)

    def snapshot(self) -> tuple[dict[BucketKey, Bucket], dict[str, Limit]]:
        return dict(self._buckets), dict(self._limits)

    def restore(self, state: tuple[dict[BucketKey, Bucket], dict[str, Limit]]) -> None:
        self._buckets, self._limits = dict(state[0]), dict(state[1])

    def _grains(self, key: BucketKey, limit: Limit, now: datetime) -> int:
        full = limit.burst * _GRAINS_PER_TOKEN
        bucket = self._buckets.get(key)
        if bucket is None:
            return full
        elapsed = (now - bucket.at) // _MICROSECOND
        return min(full, bucket.grains + elapsed * round(limit.rate * _SCALE))
