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
    Mark,
    PaymentKind,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.transitions import Learned, OrderState, Push

_SKUS = msgspec.json.Decoder(list[str])
_STATE = (
    "SELECT payment_status, handling, amazon_status, amazon_updated_at, digest, before_link,"
    " held_skus, fulfilled_by, purchased_at, partial, findings, marks, payment_kind, push_state"
    " FROM orders WHERE order_id = ?"
)
_PUSHES = "SELECT kind, state, tracking FROM pushes WHERE order_id = ? ORDER BY push_id DESC"
_ADD = f"""
INSERT INTO orders (payment_status, handling, payment_kind, fulfilled_by, amazon_status,
    amazon_updated_at, digest, marks, total_yen, units, title, ship_by, partial, order_id,
    purchased_at, before_link, held_skus, first_seen_at)
VALUES (?, ?, coalesce(?, '{PaymentKind.AMAZON}'), ?, ?, ?, ?, ?, ?,
    coalesce(?, 0), coalesce(?, ''), ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE_LISTED = """
UPDATE orders SET payment_status = ?1, handling = ?2, payment_kind = coalesce(?3, payment_kind),
    fulfilled_by = ?4 WHERE order_id = ?14
"""
"""What the lists are sorted by: an index each, so it is written only where it differs."""
_CHANGE = """
UPDATE orders SET amazon_status = ?5, amazon_updated_at = ?6, digest = ?7, marks = ?8,
    total_yen = coalesce(?9, total_yen), units = coalesce(?10, units),
    title = coalesce(?11, title), ship_by = coalesce(?12, ship_by), partial = ?13
    WHERE order_id = ?14
"""
_PUT_LINE = """
INSERT INTO order_lines (order_id, item_id, sku, asin, title, quantity, unit_price_yen)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (order_id, item_id) DO UPDATE SET
    quantity = excluded.quantity, unit_price_yen = coalesce(excluded.unit_price_yen, unit_price_yen)
    WHERE quantity <> excluded.quantity
        OR unit_price_yen IS NOT coalesce(excluded.unit_price_yen, unit_price_yen)
"""
_DROP_LINES = "DELETE FROM order_lines WHERE order_id = ? AND item_id NOT IN (%s)"
_PUT_PACKAGE = """
INSERT INTO packages (order_id, reference, carrier, tracking, shipped_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (order_id, reference) DO UPDATE SET
    carrier = excluded.carrier, tracking = excluded.tracking, shipped_at = excluded.shipped_at
"""


class Orders:
    """Reads and writes `orders`, `order_lines`, `packages`, `set_aside`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._cursor = connection.cursor()
        self._journal = journal

    def state(self, order_id: str) -> OrderState | None:
        """What a decision needs to know of an order, None if it is not in the books."""
        row = self._cursor.execute(_STATE, (order_id,)).fetchone()
        if row is None:
            return None
        *told, held, fulfilled_by, purchased_at, partial, findings, marks, payment, push_state = row
        newest: dict[str, Push] = {}
        if push_state is not None:
            for kind, state, tracking in self._cursor.execute(_PUSHES, (order_id,)):
                newest.setdefault(kind, Push(PushKind(kind), PushState(state), tracking))
        payment_status, handling, amazon_status, updated_at, digest, before_link = told
        return OrderState(
            payment_status=PaymentStatus(payment_status),
            handling=Handling(handling),
            amazon_status=AmazonStatus(amazon_status),
            amazon_updated_at=instant(updated_at),
            digest=digest,
            before_link=bool(before_link),
            held_skus=frozenset(_SKUS.decode(held)),
            fulfilled_by=FulfilledBy(fulfilled_by),
            purchased_at=instant(purchased_at),
            partial=bool(partial),
            cancel_asked=Mark.CANCEL_ASKED in marks.split(),
            pushes=tuple(newest.values()),
            findings=findings,
            payment_kind=PaymentKind(payment),
        )

    def parcel(self, order_id: str) -> tuple[bool, list[tuple[str, int]]]:
        """What a notice tells of an order: whether it is 代引き, each orderItemId and quantity.

        An item of which nothing is ordered any more is not among them.
        """
        rows = self._cursor.execute(
            "SELECT payment_kind, item_id, quantity FROM orders JOIN order_lines USING (order_id)"
            " WHERE order_id = ? AND quantity > 0 ORDER BY item_id",
            (order_id,),
        ).fetchall()
        cash = any(kind == PaymentKind.COD for kind, _, _ in rows)
        return cash, [(item_id, number) for _, item_id, number in rows]

    def put(
        self, fact: OrderFact, learned: Learned, now: datetime, *, before: OrderState | None
    ) -> None:
        """Store what `fact` says and what was decided on it, `before` being what stands."""
        changing = (
            learned.payment_status,
            learned.handling,
            fact.payment_kind,
            fact.fulfilled_by,
            fact.status,
            stamp(fact.updated_at),
            fact.digest,
            " ".join(learned.marks),
            fact.total_yen,
            sum(line.quantity for line in fact.lines) if fact.lines else None,
            (fact.lines[0].title or fact.lines[0].sku) if fact.lines else None,
            stamp(fact.ship_by) if fact.ship_by else None,
            fact.partial,
            fact.order_id,
        )
        if before is None:
            held = msgspec.json.encode(sorted(learned.held_skus)).decode()
            standing = (stamp(fact.created_at), learned.before_link, held, stamp(now))
            self._cursor.execute(_ADD, (*changing, *standing))
        else:
            if _is_listed_anew(fact, learned, before):
                self._cursor.execute(_CHANGE_LISTED, changing)
            self._cursor.execute(_CHANGE, changing)
            if fact.lines and not fact.partial:
                self._drop_lines(fact)
        if before is None or not fact.partial:
            self._put_parts(fact)

    def _drop_lines(self, fact: OrderFact) -> None:
        """Drop what `fact` does not tell any more, stand-ins included."""
        marks = ", ".join("?" * len(fact.lines))
        told = (line.item_id for line in fact.lines)
        self._cursor.execute(_DROP_LINES % marks, (fact.order_id, *told))

    def _put_parts(self, fact: OrderFact) -> None:
        for x in fact.lines:
            self._cursor.execute(
                _PUT_LINE,
                (fact.order_id, x.item_id, x.sku, x.asin, x.title, x.quantity, x.unit_price_yen),
            )
        for package in fact.packages:
            self._cursor.execute(
                _PUT_PACKAGE,
                (
                    fact.order_id,
                    package.reference,
                    package.carrier,
                    package.tracking,
                    stamp(package.shipped_at) if package.shipped_at else None,
                ),
            )

    def set_axes(
        self,
        order_id: str,
        *,
        payment_status: PaymentStatus | None = None,
        handling: Handling | None = None,
    ) -> None:
        """Move one or both axes by a decision of ours."""
        self._cursor.execute(
            "UPDATE orders SET payment_status = coalesce(?, payment_status),"
            " handling = coalesce(?, handling) WHERE order_id = ?",
            (payment_status, handling, order_id),
        )

    def partial(self, limit: int) -> list[str]:
        """Orders known from a report alone, first those with a notice, then by when they ship."""
        return [
            order_id
            for (order_id,) in self._cursor.execute(
                "SELECT order_id FROM orders WHERE partial = 1"
                f" ORDER BY push_state IS NOT '{PushState.WAITING}', amazon_status <> 'UNSHIPPED',"
                " coalesce(ship_by, purchased_at), order_id LIMIT ?",
                (limit,),
            )
        ]

    def leave_partial(self, order_id: str) -> None:
        """Ask for the rest of an order no more until `ask_again`: Amazon does not give it now."""
        self._cursor.execute(
            "UPDATE orders SET partial = 2 WHERE order_id = ? AND partial = 1", (order_id,)
        )

    def ask_again(self) -> None:
        """Ask for the rest of what was left and is still to be shipped."""
        self._cursor.execute(
            "UPDATE orders INDEXED BY orders_to_ship SET partial = 1 WHERE partial = 2"
            " AND amazon_status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED')"
        )

    def partial_span(self) -> tuple[int, datetime, datetime] | None:
        """How many orders a report alone has told of, when the first and the last were placed."""
        number, first, last = self._cursor.execute(
            "SELECT count(*), min(purchased_at), max(purchased_at) FROM orders WHERE partial = 1"
        ).fetchone()
        return (number, instant(first), instant(last)) if number else None

    def set_aside(self, order_id: str, reason: str, now: datetime) -> bool:
        """Keep an order that cannot be read apart, with its reason (R43); True if it is new."""
        at = stamp(now)
        row = self._cursor.execute(
            "INSERT INTO set_aside (order_id, reason, first_at, last_at, tries)"
            " VALUES (?, ?, ?, ?, 1) ON CONFLICT (order_id) DO UPDATE SET"
            " reason = excluded.reason, last_at = excluded.last_at, tries = tries + 1"
            " RETURNING tries",
            (order_id, reason, at, at),
        ).fetchone()
        return bool(row[0] == 1)

    def set_aside_ids(self) -> frozenset[str]:
        """The orders that are kept apart."""
        rows = self._cursor.execute("SELECT order_id FROM set_aside")
        return frozenset(order_id for (order_id,) in rows)

    def take_up_again(self, order_id: str) -> None:
        """Forget that an order was set aside."""
        self._cursor.execute("DELETE FROM set_aside WHERE order_id = ?", (order_id,))


def _is_listed_anew(fact: OrderFact, learned: Learned, before: OrderState) -> bool:
    known = (before.payment_status, before.handling, before.fulfilled_by)
    told = (learned.payment_status, learned.handling, fact.fulfilled_by)
    return known != told or fact.payment_kind not in (None, before.payment_kind)
