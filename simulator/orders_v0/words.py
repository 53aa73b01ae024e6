"""Orders v0 in its own words: statuses, channels, payments, and the days of an order."""

from datetime import datetime

from simulator.orders.delivery import DELIVERY
from simulator.world.records import Order, Party, Payment, Status

STATUSES: dict[Status, str] = {
    "PENDING": "Pending",
    "UNSHIPPED": "Unshipped",
    "PARTIALLY_SHIPPED": "PartiallyShipped",
    "SHIPPED": "Shipped",
    "CANCELLED": "Canceled",
}
CHANNELS: dict[Party, str] = {"MERCHANT": "MFN", "AMAZON": "AFN"}
PAYMENTS: dict[Payment, str] = {"COD": "COD", "CONVENIENCE_STORE": "CVS", "CREDIT_CARD": "Other"}
ADDRESSED: frozenset[Status] = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"})
"""With a shipping address, a day of delivery and amounts."""


def ship_window(order: Order) -> tuple[datetime, datetime] | None:
    """When the seller ships a self-shipped order; None for any other."""
    if order.fulfilled_by != "MERCHANT" or order.ship_by is None:
        return None
    return order.paid or order.created, order.ship_by


def deliver_window(order: Order) -> tuple[datetime, datetime] | None:
    """When a self-shipped order arrives; None before it is paid and for any other."""
    if ship_window(order) is None or order.ship_by is None or order.status not in ADDRESSED:
        return None
    return order.ship_by, order.ship_by + DELIVERY
