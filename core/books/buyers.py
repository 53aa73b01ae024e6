"""Buyers at rest: sealed one by one, found by their order, deleted when their day comes (R40)."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from core.domain.facts import OrderFact
from core.domain.instants import instant, stamp
from core.domain.labels import AmazonStatus, FulfilledBy
from core.domain.person import Person, delete_at
from core.errors import Unsealable
from core.personal.cipher import Cipher

_PUT = """
INSERT INTO buyers (order_id, sealed, shipped_at, delete_at) VALUES (?, ?, ?, ?)
ON CONFLICT (order_id) DO UPDATE SET
    sealed = coalesce(excluded.sealed, sealed), shipped_at = excluded.shipped_at,
    delete_at = excluded.delete_at
"""
_DELETE = "UPDATE buyers SET sealed = NULL, deleted_at = ? WHERE deleted_at IS NULL"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Person).decode


class Buyer(msgspec.Struct, frozen=True, array_like=True):
    """What stands in the open of a buyer: whether he is there, and until when."""

    order_id: str
    sealed: bytes | None
    shipped_at: datetime | None
    delete_at: datetime
    deleted_at: datetime | None


class Buyers:
    """Reads and writes `buyers`. Without a cipher nobody is kept and nobody can be read."""

    def __init__(self, connection: sqlite3.Connection, cipher: Cipher | None) -> None:
        self._connection = connection
        self._cipher = cipher

    @property
    def can_seal(self) -> bool:
        """Whether there is a key: without one nobody's data may even be asked for."""
        return self._cipher is not None

    def keep(self, fact: OrderFact, now: datetime) -> None:
        """Seal the buyer that `fact` carries, and move his day as the order was shipped.

        Nobody is kept of an order that Amazon ships, nor past his day, nor once he was deleted.
        """
        if self._cipher is None or fact.fulfilled_by is FulfilledBy.AMAZON:
            return
        person = fact.person.reveal() if fact.person else None
        known = self.get(fact.order_id)
        if (person is None and known is None) or (known and known.deleted_at):
            return
        shipped_at = (known and known.shipped_at) or _shipped_at(fact, now)
        day = delete_at(min(fact.created_at, now), shipped_at)
        if day <= now:
            person = None
        if person is None and (known is None or day == known.delete_at):
            return
        if person and known and known.sealed:
            person = person.over(self._unsealed(known.sealed) or Person())
        sealed = self._cipher.seal(_encode(person), now) if person else None
        self._connection.execute(
            _PUT,
            (
                fact.order_id,
                sealed,
                stamp(shipped_at) if shipped_at else None,
                stamp(day),
            ),
        )

    def get(self, order_id: str) -> Buyer | None:
        """What stands in the open of an order's buyer, None if nothing was ever kept."""
        row = self._connection.execute(
            "SELECT order_id, sealed, shipped_at, delete_at, deleted_at FROM buyers"
            " WHERE order_id = ?",
            (order_id,),
        ).fetchone()
        return _buyer(row) if row else None

    def newest(self, now: datetime, limit: int) -> Iterator[Buyer]:
        """Those who are kept and whose day has not come, the newest arrival first."""
        rows = self._connection.execute(
            "SELECT order_id, sealed, shipped_at, delete_at, deleted_at FROM buyers"
            " WHERE deleted_at IS NULL AND sealed IS NOT NULL AND delete_at > ?"
            " ORDER BY arrival DESC LIMIT ?",
            (stamp(now), limit),
        )
        return map(_buyer, rows)

    def open(self, buyer: Buyer) -> Person:
        """Decrypt one. Raises Unsealable without the right key."""
        if self._cipher is None or buyer.sealed is None:
            raise Unsealable
        try:
            return _decode(self._cipher.unseal(buyer.sealed))
        except msgspec.MsgspecError:
            raise Unsealable from None

    def delete_due(self, now: datetime) -> int:
        """Delete those who have reached their day, inside an open step; gives their number."""
        at = stamp(now)
        return self._connection.execute(_DELETE + " AND delete_at <= ?", (at, at)).rowcount

    def delete(self, order_ids: Sequence[str], now: datetime) -> int:
        """Delete the buyers of these orders before their day, inside an open step."""
        marks = ", ".join("?" * len(order_ids))
        return self._connection.execute(
            _DELETE + f" AND order_id IN ({marks})", (stamp(now), *order_ids)
        ).rowcount

    def delete_all(self, now: datetime) -> int:
        """Delete everybody, inside an open step; gives their number."""
        return self._connection.execute(_DELETE, (stamp(now),)).rowcount

    def _unsealed(self, sealed: bytes) -> Person | None:
        assert self._cipher is not None
        try:
            return _decode(self._cipher.unseal(sealed))
        except (Unsealable, msgspec.MsgspecError):
            return None


def _buyer(row: tuple[str, bytes | None, str | None, str, str | None]) -> Buyer:
    order_id, sealed, shipped_at, due_at, deleted_at = row
    return Buyer(
        order_id,
        sealed,
        instant(shipped_at) if shipped_at else None,
        instant(due_at),
        instant(deleted_at) if deleted_at else None,
    )


def _shipped_at(fact: OrderFact, now: datetime) -> datetime | None:
    """When the last package of a wholly shipped order went out, None for any other order.

    Never after `now`: a ship time in the future would keep a buyer for longer.
    """
    if fact.status is not AmazonStatus.SHIPPED:
        return None
    moments = [package.shipped_at for package in fact.packages if package.shipped_at]
    return min(now, max(moments, default=fact.updated_at))
