"""Products, their links to Amazon, and the stock ledger."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

import msgspec

from core.books.journal import Entry, Journal
from core.domain.instants import stamp
from core.domain.labels import MoveReason, PushState
from core.domain.listings import Offer

_MOVE = """
INSERT INTO ledger (order_id, sku, code, reason, quantity, stock_after, at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id, sku, reason) DO UPDATE SET
    quantity = excluded.quantity, stock_after = excluded.stock_after, at = excluded.at
"""
_LINKS = """
SELECT sku, asin, products.code, stock, price_yen, pushed_quantity, pushed_price_yen, forced,
    looked_at IS NOT NULL, paused
FROM links JOIN products USING (code)
"""


class Link(msgspec.Struct, frozen=True, array_like=True):
    """A linked SKU with the shop's figures and what Amazon last got of it."""

    sku: str
    asin: str
    code: str
    stock: int
    price_yen: int
    pushed_quantity: int | None
    pushed_price_yen: int | None
    forced: bool
    looked: bool
    paused: str

    @property
    def pushed(self) -> Offer | None:
        """What was last sent, None before the first time."""
        if self.pushed_quantity is None or self.pushed_price_yen is None:
            return None
        return Offer(self.pushed_quantity, self.pushed_price_yen)


class Stock:
    """Reads and writes `products`, `links` and `ledger`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def linked_skus(self) -> frozenset[str]:
        """SKUs whose stock the shop and Amazon share; a paused one is not among them (R14)."""
        return frozenset(
            sku for (sku,) in self._connection.execute("SELECT sku FROM links WHERE paused = ''")
        )

    def links(self) -> list[Link]:
        """All linked SKUs, in order."""
        return [_link(row) for row in self._connection.execute(_LINKS + "ORDER BY sku")]

    def link(self, sku: str) -> Link | None:
        """One linked SKU."""
        row = self._connection.execute(_LINKS + "WHERE sku = ?", (sku,)).fetchone()
        return _link(row) if row else None

    def settle(
        self,
        order_id: str,
        wanted: Mapping[tuple[str, MoveReason], int],
        now: datetime,
        *,
        cause: int | None,
    ) -> None:
        """Bring an order's movements to the totals in `wanted`, moving only the difference.

        A repeat moves nothing, so an order may be learned any number of times (R42).
        """
        booked: dict[tuple[str, str], int] = {}
        for sku, reason, quantity in self._connection.execute(
            "SELECT sku, reason, quantity FROM ledger WHERE order_id = ?", (order_id,)
        ):
            booked[sku, reason] = quantity
        for (sku, reason), total in wanted.items():
            difference = total - booked.get((sku, reason), 0)
            if difference:
                self._move(order_id, sku, reason, total, difference, now, cause=cause)

    def _move(
        self,
        order_id: str,
        sku: str,
        reason: MoveReason,
        total: int,
        difference: int,
        now: datetime,
        *,
        cause: int | None,
    ) -> None:
        row = self._connection.execute(
            "UPDATE products SET stock = stock + ? WHERE code ="
            " coalesce((SELECT code FROM links WHERE sku = ?),"
            " (SELECT code FROM ledger WHERE sku = ? ORDER BY ledger_id DESC LIMIT 1))"
            " RETURNING code, stock",
            (difference, sku, sku),
        ).fetchone()
        if row is None:
            return
        code, stock_after = row
        self._connection.execute(
            _MOVE, (order_id, sku, code, reason, total, stock_after, stamp(now))
        )
        self._journal.write(
            Entry.STOCK,
            order_id=order_id,
            sku=sku,
            cause=cause,
            reason=reason,
            quantity=difference,
            stock_after=stock_after,
        )

    def returnable(self, order_id: str) -> dict[tuple[str, MoveReason], int]:
        """What a full return of an order's deducted stock would be, as `settle` takes it."""
        return {
            (sku, MoveReason.CANCEL_RETURN): -quantity
            for sku, quantity in self._connection.execute(
                "SELECT sku, quantity FROM ledger WHERE order_id = ? AND reason = ? ORDER BY sku",
                (order_id, MoveReason.ORDERED),
            )
        }

    def add_product(self, code: str, title: str, stock: int, price_yen: int) -> None:
        """Add a product, or give an existing one these figures."""
        self._connection.execute(
            "INSERT INTO products (code, title, stock, price_yen) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (code) DO UPDATE SET title = excluded.title, stock = excluded.stock,"
            " price_yen = excluded.price_yen",
            (code, title, stock, price_yen),
        )

    def figures(self, code: str) -> tuple[int, int] | None:
        """(stock, price in yen) of a product, None if there is none."""
        row = self._connection.execute(
            "SELECT stock, price_yen FROM products WHERE code = ?", (code,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def set_stock(self, code: str, quantity: int, now: datetime, *, cause: int) -> None:
        """Set a product's stock by hand, with a ledger line for the difference."""
        before, _ = self.figures(code) or (0, 0)
        if quantity == before:
            return
        self._connection.execute("UPDATE products SET stock = ? WHERE code = ?", (quantity, code))
        row = self._connection.execute("SELECT sku FROM links WHERE code = ?", (code,)).fetchone()
        sku = row[0] if row else ""
        self._connection.execute(
            _MOVE, (None, sku, code, MoveReason.MANUAL, quantity - before, quantity, stamp(now))
        )
        self._journal.write(
            Entry.STOCK,
            sku=sku,
            cause=cause,
            reason=MoveReason.MANUAL,
            quantity=quantity - before,
            stock_after=quantity,
        )

    def set_price(self, code: str, price_yen: int) -> None:
        """Set a product's price."""
        self._connection.execute(
            "UPDATE products SET price_yen = ? WHERE code = ?", (price_yen, code)
        )

    def add_link(self, code: str, sku: str, asin: str, *, forced: bool) -> None:
        """Link a product to a SKU; nothing counts as sent yet."""
        self._connection.execute(
            "INSERT INTO links (sku, code, asin, forced) VALUES (?, ?, ?, ?)",
            (sku, code, asin, forced),
        )

    def drop_link(self, code: str) -> None:
        """Unlink a product."""
        self._connection.execute("DELETE FROM links WHERE code = ?", (code,))

    def holder(self, column: str, value: str) -> str | None:
        """The product that has this `sku` or `asin`."""
        assert column in ("sku", "asin")
        row = self._connection.execute(
            f"SELECT code FROM links WHERE {column} = ?", (value,)
        ).fetchone()
        return str(row[0]) if row else None

    def looked(self, sku: str, now: datetime, paused: str) -> None:
        """Remember that Amazon's side of a SKU was seen; `paused` holds its sending back."""
        self._connection.execute(
            "UPDATE links SET looked_at = ?, paused = ? WHERE sku = ?", (stamp(now), paused, sku)
        )

    def pushed(self, sku: str, offer: Offer, now: datetime) -> None:
        """Remember what was sent of a SKU."""
        self._connection.execute(
            "UPDATE links SET pushed_quantity = ?, pushed_price_yen = ?, pushed_at = ?,"
            " push_state = ?, push_note = '' WHERE sku = ?",
            (offer.quantity, offer.price_yen, stamp(now), PushState.ACCEPTED, sku),
        )

    def push_result(self, sku: str, state: PushState, note: str) -> None:
        """Remember how far Amazon has the last offer."""
        self._connection.execute(
            "UPDATE links SET push_state = ?, push_note = ? WHERE sku = ?", (state, note, sku)
        )


def _link(row: tuple[object, ...]) -> Link:
    return msgspec.convert(row, Link, strict=False)
