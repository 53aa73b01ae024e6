"""What Amazon says of an order, as plain facts: typed, cleaned, the buyer's person closed off."""

from datetime import datetime
from zlib import crc32

import msgspec

from core.domain.labels import AmazonStatus, FulfilledBy, PaymentKind
from core.domain.person import Confidential


class LineFact(msgspec.Struct, frozen=True):
    """One `orderItem`; the price is None while Amazon has not fixed it (R27)."""

    item_id: str
    sku: str
    asin: str
    title: str
    quantity: int
    unit_price_yen: int | None


class PackageFact(msgspec.Struct, frozen=True):
    """One of `packages`: what Amazon holds as shipped by the seller."""

    reference: str
    carrier: str
    tracking: str
    shipped_at: datetime | None


class OrderFact(msgspec.Struct, frozen=True):
    """One order as an answer of searchOrders or getOrder shows it."""

    order_id: str
    status: AmazonStatus
    fulfilled_by: FulfilledBy
    payment_kind: PaymentKind | None
    """None where nothing tells it: unpaid, from a report, or without the dataset (R26)."""
    created_at: datetime
    updated_at: datetime
    lines: tuple[LineFact, ...]
    """Empty where Amazon has forgotten them: a cancelled order may have none."""
    packages: tuple[PackageFact, ...]
    total_yen: int | None
    ship_by: datetime | None
    cancel_asked: str | None
    """The buyer's words where he asks for a cancel (R29)."""
    cancelled_by: str
    """BUYER, MERCHANT, AMAZON, or empty."""
    partial: bool = False
    """From a report: no orderItemIds, no packages, no amounts, no wish of the buyer (R41)."""
    person: Confidential | None = None
    """The buyer, closed off: only the sealed table ever sees him (R40)."""

    @property
    def digest(self) -> str:
        """Equal for equal content: tells a repeated answer from a change within one second."""
        told = msgspec.structs.replace(self, person=None) if self.person else self
        return format(crc32(msgspec.json.encode(told)), "08x")
