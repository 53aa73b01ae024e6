"""When a self-shipped order should have arrived, and what is hidden from then on."""

from datetime import datetime, timedelta

from simulator.world.records import Order

DELIVERY = timedelta(days=3)
"""From the last day to ship to the last day to deliver."""


def phone_is_over(order: Order, now: datetime) -> bool:
    """Whether the buyer's number is not told any more: shipped, and past its delivery date."""
    return (
        order.status == "SHIPPED" and order.ship_by is not None and now > order.ship_by + DELIVERY
    )
