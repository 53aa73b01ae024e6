"""Amazon's token buckets as our side counts them (R41)."""

from datetime import datetime, timedelta

import msgspec

SPARE = 1e-9
"""What a token may lack through rounding."""


class Bucket(msgspec.Struct, frozen=True):
    """What is known of one operation's quota: `tokens` were there at `at`."""

    rate_per_s: float
    burst: int
    tokens: float
    at: datetime

    def filled(self, now: datetime) -> float:
        """Tokens at `now`."""
        gained = max(0.0, (now - self.at).total_seconds()) * self.rate_per_s
        return min(float(self.burst), self.tokens + gained)

    def ready_at(self, now: datetime, wanted: float = 1.0) -> datetime:
        """When `wanted` tokens will be there; `now` if they are."""
        missing = wanted - self.filled(now)
        if missing <= SPARE:
            return now
        # A millisecond over, so that rounding never wakes us a hair too early.
        return now + timedelta(seconds=missing / self.rate_per_s, milliseconds=1)

    def spend(self, now: datetime, calls: int = 1) -> "Bucket":
        """The bucket after `calls` at `now`."""
        return Bucket(self.rate_per_s, self.burst, max(0.0, self.filled(now) - calls), now)

    def emptied(self, now: datetime) -> "Bucket":
        """The bucket after a 429: whatever we thought, Amazon sees nothing left."""
        return Bucket(self.rate_per_s, self.burst, 0.0, now)

    def at_rate(self, rate_per_s: float) -> "Bucket":
        """The bucket under a rate that Amazon advertised."""
        if rate_per_s <= 0 or rate_per_s == self.rate_per_s:
            return self
        return Bucket(rate_per_s, self.burst, self.tokens, self.at)


RATES: dict[str, tuple[float, int]] = {
    "searchOrders": (0.0056, 20),
    "getOrder": (0.5, 30),
    "confirmShipment": (2.0, 10),
    "getListingsItem": (5.0, 10),
    "searchListingsItems": (5.0, 5),
    "putListingsItem": (5.0, 10),
    "patchListingsItem": (5.0, 5),
    "deleteListingsItem": (5.0, 5),
    "searchCatalogItems": (2.0, 2),
    "getCatalogItem": (2.0, 2),
    "createFeedDocument": (0.5, 15),
    "createFeed": (0.0083, 15),
    "getFeed": (2.0, 15),
    "getFeedDocument": (0.0222, 10),
    "createReport": (0.0167, 15),
    "getReport": (2.0, 15),
    "getReportDocument": (0.0167, 15),
    "getAccount": (0.016, 15),
    "getMarketplaceParticipations": (0.016, 15),
}
"""Calls per second and burst, by Amazon's default usage plans (reference: each API's model)."""


def full_bucket(operation: str, now: datetime) -> Bucket:
    """The bucket of an operation that was never called; KeyError for an unknown operation."""
    rate_per_s, burst = RATES[operation]
    return Bucket(rate_per_s, burst, float(burst), now)
