"""The stock ledger: every movement of a product's stock, once, with its reason."""

import sqlite3
from collections.abc import Container, Mapping, Sequence
from datetime import datetime

from core.books.journal import Entry, Journal
from core.domain.instants import stamp
from core.domain.labels import MoveReason

_IS_SHARED = "SELECT 1 FROM links WHERE sku = ? AND data_link = '連携する' AND paused = ''"

_MOVE = """
INSERT INTO ledger (order_id, sku, code, reason, quantity, stock_after, at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id, sku, reason) DO UPDATE SET
    quantity = excluded.quantity, stock_after = excluded.stock_after, at = excluded.at
"""
_CHANGE = """
UPDATE products SET stock = stock + ? WHERE code = coalesce(
    (SELECT code FROM ledger WHERE order_id = ? AND sku = ? LIMIT 1),
    (SELECT code FROM links WHERE sku = ?),
    (SELECT code FROM ledger WHERE sku = ? ORDER BY ledger_id DESC LIMIT 1))
RETURNING code, stock
"""


class _LinkedSkus(Container[str]):
    """Looked up one by one as they are asked for: a shop may have fifty thousand links."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __contains__(self, sku: object) -> bool:
        row = self._cursor.execute(_IS_SHARED, (sku,)).fetchone()
        return row is not None


class Stock:
    """Reads and writes `ledger` and the stock in `products`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._cursor = connection.cursor()
        self._journal = journal

    def linked_skus(self) -> Container[str]:
        """SKUs whose stock the shop and Amazon share.

        Neither a paused one (R14) nor one with 連携しない (R10) is among them.
        """
        return _LinkedSkus(self._cursor)

    def settle(
        self,
        order_id: str,
        wanted: Mapping[tuple[str, MoveReason], int],
        now: datetime,
        *,
        cause: int | None,
        known: bool = True,
    ) -> None:
        """Bring an order's movements to the totals in `wanted`, moving only the difference.

        A repeat moves nothing, so an order may be learned any number of times (R42). One that is
        not `known` is new to the books in this very step: nothing is booked for it yet.
        """
        booked: dict[tuple[str, str], int] = {}
        if known and wanted:
            for sku, reason, quantity in self._cursor.execute(
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
        row = self._cursor.execute(_CHANGE, (difference, order_id, sku, sku, sku)).fetchone()
        if row is None:
            return
        code, stock_after = row
        self._cursor.execute(_MOVE, (order_id, sku, code, reason, total, stock_after, stamp(now)))
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
            for sku, quantity in self._cursor.execute(
                "SELECT sku, quantity FROM ledger WHERE order_id = ? AND reason = ? ORDER BY sku",
                (order_id, MoveReason.ORDERED),
            )
        }

    def set_stock(self, code: str, quantity: int, now: datetime, *, cause: int) -> None:
        """Set a product's stock by hand, with a ledger line for the difference."""
        row = self._cursor.execute(
            "SELECT stock, coalesce(sku, '') FROM products LEFT JOIN links USING (code)"
            " WHERE code = ?",
            (code,),
        ).fetchone()
        before, sku = row
        if quantity != before:
            self.set_many([(code, sku, before, quantity)], now, cause=cause)

    def set_many(
        self, figures: Sequence[tuple[str, str, int, int]], now: datetime, *, cause: int
    ) -> None:
        """Set the stock of many products; each figure is (code, SKU or empty, before, after)."""
        at = stamp(now)
        self._cursor.executemany(
            "UPDATE products SET stock = ? WHERE code = ?",
            [(after, code) for code, _, _, after in figures],
        )
        self._cursor.executemany(
            _MOVE,
            [
                (None, sku, code, MoveReason.MANUAL, after - before, after, at)
                for code, sku, before, after in figures
            ],
        )
        for _, sku, before, after in figures:
            self._journal.write(
                Entry.STOCK,
                sku=sku,
                cause=cause,
                reason=MoveReason.MANUAL,
                quantity=after - before,
                stock_after=after,
            )
