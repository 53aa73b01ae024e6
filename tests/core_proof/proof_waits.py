"""How soon a listening shop sees its orders, and what it has done about them."""

from datetime import timedelta

from proof_day import TEA
from proof_listening import ListeningShop

SOON = timedelta(minutes=2, seconds=30)
AT_LATEST = timedelta(minutes=7)
MINUTES = (10.1, 12.5, 14.9, 16.3, 21.2, 23.4, 25.05, 33.3, 38.8, 41.7)
"""When some orders are placed: at many distances from the next poll."""


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def waits(shop: ListeningShop) -> list[timedelta]:
    """How long each of some orders took to be seen."""
    placed = {}
    for minute in MINUTES:
        shop.until(minute)
        placed[shop.place()] = minute
    shop.until(60)
    return [
        seen - minutes(minute)
        for order_id, minute in placed.items()
        if (seen := shop.seen_after(order_id)) is not None
    ]


def moves(shop: ListeningShop) -> list[int]:
    return [line.quantity for line in shop.views.ledger(sku=TEA)]


def findings(shop: ListeningShop) -> set[str]:
    return {finding.code for finding in shop.views.findings()}


def still_awaited(shop: ListeningShop) -> int:
    """Changes that were heard of and not seen yet."""
    (row,) = (job for job in shop.views.jobs() if job.name == "listen")
    return row.backlog
