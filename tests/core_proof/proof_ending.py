"""What a day left behind, and what differs between two endings.

Left out is what may differ after a kill: instants, the journal with its repeats, feed numbers.
"""

from dataclasses import dataclass

from core import Books
from scenarios.amazon_side import AmazonSide

Rows = list[tuple[object, ...]]

WHAT_STAYS = {
    "orders": "SELECT order_id, purchased_at, payment_status, handling, payment_kind,"
    " fulfilled_by, amazon_status, marks, held_skus, before_link, total_yen, units, title, ship_by,"
    " partial, push_kind, push_state, findings FROM orders ORDER BY order_id",
    "arrivals": "SELECT order_id FROM orders ORDER BY arrival",
    "order_lines": "SELECT * FROM order_lines ORDER BY order_id, item_id",
    "packages": "SELECT order_id, carrier, tracking FROM packages ORDER BY 1, 3",
    "buyers": "SELECT order_id, sealed IS NOT NULL, deleted_at FROM buyers ORDER BY order_id",
    "products": "SELECT code, stock, price_yen, removed FROM products ORDER BY code",
    "ledger": "SELECT order_id, sku, code, reason, quantity FROM ledger ORDER BY 1, 2, 4",
    "pushes": "SELECT push_id, order_id, kind, state, carrier, tracking, reason FROM pushes"
    " ORDER BY push_id",
    "links": "SELECT sku, code, paused, pushed_quantity, pushed_price_yen, push_state, batch"
    " FROM links ORDER BY sku",
    "findings": "SELECT subject, code FROM findings ORDER BY 1, 2",
    "set_aside": "SELECT order_id FROM set_aside",
    "follows": "SELECT kind, subject FROM follows ORDER BY 1, 2",
    "jobs": "SELECT name, due_at, waits_for, progress, tries FROM jobs ORDER BY name",
}


@dataclass(frozen=True)
class Parcel:
    """A package at Amazon."""

    carrier: str
    tracking: str


@dataclass(frozen=True)
class Ending:
    """The books, table by table, and each order as Amazon has it: status and packages."""

    books: dict[str, Rows]
    amazon: dict[str, tuple[str, tuple[Parcel, ...]]]


async def ending_of(books: Books, amazon: AmazonSide) -> Ending:
    """Read both sides."""
    return Ending(
        {name: list(books.connection.execute(query)) for name, query in WHAT_STAYS.items()},
        {
            order.order_id: (
                order.status,
                tuple(Parcel(each.carrier, each.tracking) for each in order.packages),
            )
            for order in await amazon.orders()
        },
    )


def differences(calm: Ending, ending: Ending) -> dict[str, object]:
    """What stands in one and not in the other, by table."""
    found: dict[str, object] = {
        name: sorted(set(rows) ^ set(ending.books[name]), key=str) or "in another order"
        for name, rows in calm.books.items()
        if rows != ending.books[name]
    }
    if calm.amazon != ending.amazon:
        found["amazon"] = {
            order_id: (calm.amazon.get(order_id), ending.amazon.get(order_id))
            for order_id in calm.amazon.keys() | ending.amazon.keys()
            if calm.amazon.get(order_id) != ending.amazon.get(order_id)
        }
    return found


def parcels_amiss(ending: Ending) -> dict[str, int]:
    """Orders with another number of packages than one if they are shipped, none if not (R38)."""
    return {
        order_id: len(parcels)
        for order_id, (status, parcels) in ending.amazon.items()
        if len(parcels) != (1 if status == "SHIPPED" else 0)
    }
