"""Orders, their lines and packages, as Amazon last showed them and as the shop sees them."""

import sqlite3
from datetime import datetime

import msgspec

from core.books.journal import Journal
from core.domain.facts import OrderFact
from core.domain.instants import instant, stamp
from core.domain.labels import (
    AmazonStatus,
    FulfilledBy,
    Handling,
    PaymentKind,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.transitions import Learned, OrderState, Push

_SKUS = msgspec.json.Decoder(list[str])
_STATE = (
    "SELECT payment_status, handling, amazon_status, amazon_updated_at, digest, before_link,"
    " held_skus, partial FROM orders WHERE order_id = ?"
)
_PUSHES = "SELECT kind, state, tracking FROM pushes WHERE order_id = ? ORDER BY push_id DESC"
_PUT = """
INSERT INTO orders (order_id, purchased_at, payment_status, handling, payment_kind, fulfilled_by,
    amazon_status, amazon_updated_at, digest, before_link, held_skus, marks, total_yen, units,
    title, ship_by, first_seen_at, partial)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET
    payment_status = excluded.payment_status, handling = excluded.handling,
    payment_kind = iif(excluded.partial, payment_kind, excluded.payment_kind),
    fulfilled_by = excluded.fulfilled_by,
    amazon_status = excluded.amazon_status, amazon_updated_at = excluded.amazon_updated_at,
    digest = excluded.digest, marks = excluded.marks,
    total_yen = coalesce(excluded.total_yen, total_yen), units = excluded.units,
    title = excluded.title, ship_by = coalesce(excluded.ship_by, ship_by),
    partial = excluded.partial
"""
_PUT_LINE = """
INSERT INTO order_lines (order_id, item_id, sku, asin, title, quantity, unit_price_yen)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id, item_id) DO UPDATE SET
    quantity = excluded.quantity, unit_price_yen = coalesce(excluded.unit_price_yen, unit_price_yen)
"""
_DROP_STANDINS = "DELETE FROM order_lines WHERE order_id = ? AND item_id LIKE 'sku:%'"
_PUT_PACKAGE = """
INSERT INTO packages (order_id, reference, carrier, tracking, shipped_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (order_id, reference) DO UPDATE SET
    carrier = excluded.carrier, tracking = excluded.tracking, shipped_at = excluded.shipped_at
"""


class Orders:
    """Reads and writes `orders`, `order_lines`, `packages`, `set_aside`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def state(self, order_id: str) -> OrderState | None:
        """What a decision needs to know of an order, None if it is not in the books."""
        row = self._connection.execute(_STATE, (order_id,)).fetchone()
        if row is None:
            return None
        payment_status, handling, amazon_status, updated_at, digest, before_link, held, partial = (
            row
        )
        newest: dict[str, Push] = {}
        for kind, state, tracking in self._connection.execute(_PUSHES, (order_id,)):
            newest.setdefault(kind, Push(PushKind(kind), PushState(state), tracking))
        return OrderState(
            payment_status=PaymentStatus(payment_status),
            handling=Handling(handling),
            amazon_status=AmazonStatus(amazon_status),
            amazon_updated_at=instant(updated_at),
            digest=digest,
            before_link=bool(before_link),
            held_skus=frozenset(_SKUS.decode(held)),
            partial=bool(partial),
            pushes=tuple(newest.values()),
        )

    def fulfilled_by(self, order_id: str) -> FulfilledBy:
        """Who ships an order that is in the books."""
        (text,) = self._connection.execute(
            "SELECT fulfilled_by FROM orders WHERE order_id = ?", (order_id,)
        ).fetchone()
        return FulfilledBy(text)

    def lacks(self, order_id: str) -> bool:
        """Whether only a report has told of an order, so that its orderItemIds are not known."""
        (partial,) = self._connection.execute(
            "SELECT partial FROM orders WHERE order_id = ?", (order_id,)
        ).fetchone()
        return bool(partial)

    def purchased_at(self, order_id: str) -> datetime:
        """When an order that is in the books was placed."""
        (text,) = self._connection.execute(
            "SELECT purchased_at FROM orders WHERE order_id = ?", (order_id,)
        ).fetchone()
        return instant(text)

    def payment_kind(self, order_id: str) -> PaymentKind:
        """How an order that is in the books is paid."""
        (text,) = self._connection.execute(
            "SELECT payment_kind FROM orders WHERE order_id = ?", (order_id,)
        ).fetchone()
        return PaymentKind(text)

    def put(
        self, fact: OrderFact, learned: Learned, now: datetime, *, before: OrderState | None
    ) -> None:
        """Store what `fact` says and what was decided on it, `before` being what stands."""
        first = fact.lines[0]
        self._connection.execute(
            _PUT,
            (
                fact.order_id,
                stamp(fact.created_at),
                learned.payment_status,
                learned.handling,
                fact.payment_kind,
                fact.fulfilled_by,
                fact.status,
                stamp(fact.updated_at),
                fact.digest,
                learned.before_link,
                msgspec.json.encode(sorted(learned.held_skus)).decode(),
                " ".join(learned.marks),
                fact.total_yen,
                sum(line.quantity for line in fact.lines),
                first.title or first.sku,
                stamp(fact.ship_by) if fact.ship_by else None,
                stamp(now),
                fact.partial,
            ),
        )
        if before and before.partial and not fact.partial:
            self._connection.execute(_DROP_STANDINS, (fact.order_id,))
        if before is None or not fact.partial:
            self._put_parts(fact)

    def _put_parts(self, fact: OrderFact) -> None:
        self._connection.executemany(
            _PUT_LINE,
            [
                (fact.order_id, x.item_id, x.sku, x.asin, x.title, x.quantity, x.unit_price_yen)
                for x in fact.lines
            ],
        )
        if fact.packages:
            self._connection.executemany(
                _PUT_PACKAGE,
                [
                    (
                        fact.order_id,
                        x.reference,
                        x.carrier,
                        x.tracking,
                        stamp(x.shipped_at) if x.shipped_at else None,
                    )
                    for x in fact.packages
                ],
            )

    def set_axes(
        self,
        order_id: str,
        *,
        payment_status: PaymentStatus | None = None,
        handling: Handling | None = None,
    ) -> None:
        """Move one or both axes by a decision of ours."""
        self._connection.execute(
            "UPDATE orders SET payment_status = coalesce(?, payment_status),"
            " handling = coalesce(?, handling) WHERE order_id = ?",
            (payment_status, handling, order_id),
        )

    def partial(self, limit: int) -> list[str]:
        """Orders known from a report alone, those that have to ship soonest first."""
        return [
            order_id
            for (order_id,) in self._connection.execute(
                "SELECT order_id FROM orders WHERE partial = 1"
                " ORDER BY amazon_status <> 'UNSHIPPED', coalesce(ship_by, purchased_at), order_id"
                " LIMIT ?",
                (limit,),
            )
        ]

    def leave_partial(self, order_id: str) -> None:
        """Ask no more for the rest of an order that is still known in part: Amazon gives no more.

        It stays marked, so that its stand-in lines go when the rest comes after all.
        """
        self._connection.execute(
            "UPDATE orders SET partial = 2 WHERE order_id = ? AND partial = 1", (order_id,)
        )

    def partial_span(self) -> tuple[int, datetime, datetime] | None:
        """How many orders a report alone has told of, when the first and the last were placed."""
        number, first, last = self._connection.execute(
            "SELECT count(*), min(purchased_at), max(purchased_at) FROM orders WHERE partial = 1"
        ).fetchone()
        return (number, instant(first), instant(last)) if number else None

    def items(self, order_id: str) -> list[tuple[str, str, int]]:
        """(orderItemId, SKU, quantity) of each line, in a fixed order."""
        return list(
            self._connection.execute(
                "SELECT item_id, sku, quantity FROM order_lines WHERE order_id = ?"
                " ORDER BY item_id",
                (order_id,),
            )
        )

    def set_aside(self, order_id: str, reason: str, now: datetime) -> bool:
        """Keep an order that cannot be read apart, with its reason (R43); True if it is new."""
        at = stamp(now)
        row = self._connection.execute(
            "INSERT INTO set_aside (order_id, reason, first_at, last_at, tries)"
            " VALUES (?, ?, ?, ?, 1) ON CONFLICT (order_id) DO UPDATE SET"
            " reason = excluded.reason, last_at = excluded.last_at, tries = tries + 1"
            " RETURNING tries",
            (order_id, reason, at, at),
        ).fetchone()
        return bool(row[0] == 1)

    def set_aside_ids(self) -> frozenset[str]:
        """The orders that are kept apart."""
        rows = self._connection.execute("SELECT order_id FROM set_aside")
        return frozenset(order_id for (order_id,) in rows)

    def take_up_again(self, order_id: str) -> None:
        """Forget that an order was set aside."""
        self._connection.execute("DELETE FROM set_aside WHERE order_id = ?", (order_id,))
