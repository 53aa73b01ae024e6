"""What Amazon has of each linked SKU, and which SKUs differ from what the shop wants (R12, R13).

The difference is found by SQL over the rows that the database itself has marked as touched; the
same decision in words is `core.domain.listings.wanted_offer`.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from core.books.journal import Entry, Journal
from core.books.offers_sql import (
    CHANGED,
    COLUMNS,
    DIFFERS,
    NEEDS_LOOK,
    REGISTERS,
    SENT,
    TOUCHED,
)
from core.domain.instants import stamp
from core.domain.labels import Posting, PushState
from core.domain.listings import AtAmazon, Errand, Offer, Terms, errand_of

_UNDER_WAY = f"push_state = '{PushState.SENDING}'"
"""A SKU that was linked anew while something went out of it has had nothing sent."""


class Change(msgspec.Struct, frozen=True, array_like=True):
    """A SKU of which Amazon has something else than the shop wants."""

    sku: str
    asin: str
    code: str
    stock: int
    quantity: int
    price_yen: int
    posting: Posting
    forced: bool
    at_amazon: AtAmazon | None
    listed_before: bool
    """Amazon has had an offer of it from us, and we did not delete it."""
    open: bool
    """Something was sent and nobody knows what came of it."""

    @property
    def offer(self) -> Offer:
        """The figures to send."""
        return Offer(self.quantity, self.price_yen)

    @property
    def errand(self) -> Errand:
        """What to do."""
        return errand_of(self.posting, self.at_amazon)


class Sent(msgspec.Struct, frozen=True, array_like=True):
    """What Amazon accepted of a SKU and still has to show; figures are None for a deletion."""

    sku: str
    asin: str
    code: str
    quantity: int | None
    price_yen: int | None
    sent_at: datetime
    forced: bool
    deleted: bool

    @property
    def offer(self) -> Offer | None:
        """The figures that were sent, None where the listing was deleted."""
        if self.quantity is None or self.price_yen is None:
            return None
        return Offer(self.quantity, self.price_yen)


class Offers:
    """Reads and writes the sent part of `links`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def count_changed(self, terms: Terms) -> int:
        """How many SKUs differ."""
        (number,) = self._connection.execute(
            f"SELECT count(*) {CHANGED}", {"safe": terms.safe, "reserve": terms.reserve}
        ).fetchone()
        return int(number)

    def changed(self, terms: Terms, *, limit: int = 25_000) -> list[Change]:
        """The SKUs that differ, in order."""
        return self._changes("", terms, limit, {"after": ""})

    def to_look_at(
        self, terms: Terms, seen_since: datetime, *, after: str, limit: int
    ) -> list[Change]:
        """Changed SKUs that Amazon must be asked about before anything is written (R14, R38)."""
        fresh = stamp(seen_since)
        return self._changes(f"AND {NEEDS_LOOK}", terms, limit, {"fresh": fresh, "after": after})

    def to_find(self, terms: Terms, *, after: str, limit: int) -> list[Change]:
        """Changed SKUs that Amazon does not have and whose ASIN must be looked up (R08)."""
        condition = f"AND {REGISTERS} AND asin_known IS NULL"
        return self._changes(condition, terms, limit, {"after": after})

    def to_send(
        self, terms: Terms, seen_since: datetime, *, after: str, limit: int
    ) -> list[Change]:
        """Changed SKUs behind `after` that may be sent now."""
        return self._changes(
            f"AND NOT {NEEDS_LOOK} AND (at_amazon = 'present' OR asin_known = 1 AND {REGISTERS})",
            terms,
            limit,
            {"fresh": stamp(seen_since), "after": after},
        )

    def _changes(
        self, condition: str, terms: Terms, limit: int, values: dict[str, str]
    ) -> list[Change]:
        rows = self._connection.execute(
            f"{COLUMNS} {CHANGED} AND links.sku > :after {condition}"
            " ORDER BY links.sku LIMIT :limit",
            {"safe": terms.safe, "reserve": terms.reserve, "limit": limit, **values},
        )
        return [msgspec.convert(row, Change, strict=False) for row in rows]

    def settle_unchanged(self, terms: Terms) -> None:
        """Let go of touched SKUs that do not differ after all."""
        self._connection.execute(
            f"UPDATE links INDEXED BY links_changed SET touched = 0 WHERE {TOUCHED}"
            f" AND NOT (SELECT {DIFFERS} FROM products WHERE products.code = links.code)",
            {"safe": terms.safe, "reserve": terms.reserve},
        )

    def below_zero(self) -> list[str]:
        """Touched SKUs with negative stock (R15)."""
        rows = self._connection.execute(
            "SELECT sku FROM links INDEXED BY links_changed"
            " CROSS JOIN products ON products.code = links.code"
            f" WHERE {TOUCHED} AND stock < 0 ORDER BY sku"
        )
        return [sku for (sku,) in rows]

    def above_zero_again(self, among: Iterable[str]) -> list[str]:
        """Those of `among` whose stock is no longer negative, unlinked ones included."""
        found = []
        for sku in among:
            row = self._connection.execute(
                "SELECT 1 FROM links JOIN products USING (code) WHERE sku = ? AND stock < 0", (sku,)
            ).fetchone()
            if row is None:
                found.append(sku)
        return found

    def seen(
        self,
        sku: str,
        at_amazon: AtAmazon,
        now: datetime,
        *,
        quantity: int | None = None,
        paused: str = "",
    ) -> None:
        """Remember what a look said, `quantity` is what Amazon shows; `paused` holds sending back.

        A search alone that finds nothing leaves what was shown before (R14).
        """
        self._connection.execute(
            "UPDATE links SET looked_at = :now, at_amazon = :there, paused = :paused,"
            " asin_known = iif(:there = 'absent', NULL, asin_known),"
            " shown_quantity = iif(:there = 'unsure', shown_quantity, :quantity),"
            " shown_at = iif(:there = 'unsure', shown_at, :now) WHERE sku = :sku",
            {
                "now": stamp(now),
                "there": at_amazon,
                "paused": paused,
                "quantity": quantity,
                "sku": sku,
            },
        )

    def found(self, sku: str, asin: str, *, known: bool) -> None:
        """Remember whether Amazon's catalogue has this ASIN of a SKU (R08)."""
        self._connection.execute(
            "UPDATE links SET asin_known = ? WHERE sku = ? AND asin = ?", (known, sku, asin)
        )

    def intend(self, skus: Iterable[str]) -> None:
        """Intent before act: these SKUs are about to be sent. A look is good for one sending."""
        self._connection.executemany(
            "UPDATE links SET push_state = ?, looked_at = NULL WHERE sku = ?",
            [(PushState.SENDING, sku) for sku in skus],
        )

    def accepted(
        self, changes: Sequence[Change], batch: str, now: datetime, *, causes: Iterable[int]
    ) -> None:
        """Amazon took these; they are read back as one `batch` (R16)."""
        at = stamp(now)
        rows = [
            (
                None if each.errand is Errand.DELETE else each.quantity,
                None if each.errand is Errand.DELETE else each.price_yen,
                at,
                PushState.ACCEPTED,
                batch,
                number,
                each.errand.name,
                at,
                each.sku,
            )
            for number, each in enumerate(changes, start=1)
        ]
        self._connection.executemany(
            "UPDATE links SET pushed_quantity = ?, pushed_price_yen = ?, pushed_at = ?,"
            " push_state = ?, push_note = '', batch = ?, message_id = ?,"
            " deleted_at = CASE ? WHEN 'DELETE' THEN ? WHEN 'REGISTER' THEN NULL"
            f" ELSE deleted_at END WHERE sku = ? AND {_UNDER_WAY}",
            rows,
        )
        for each, cause in zip(changes, causes, strict=False):
            self._journal.write(
                Entry.PUSH,
                sku=each.sku,
                cause=cause,
                notice="在庫・価格" if each.errand is not Errand.DELETE else "出品の削除",
                after=PushState.ACCEPTED,
                quantity=each.quantity if each.errand is not Errand.DELETE else None,
                price_yen=each.price_yen if each.errand is not Errand.DELETE else None,
            )

    def stopped(self, skus: Iterable[str], state: PushState, note: str = "") -> None:
        """What was to be sent was refused, lost, or did not go out: Amazon has what it had."""
        self._connection.executemany(
            f"UPDATE links SET push_state = ?, push_note = ? WHERE sku = ? AND {_UNDER_WAY}",
            [(state, note, sku) for sku in skus],
        )

    def known(self, change: Change, now: datetime) -> None:
        """After a lost answer a look showed the wanted offer: it counts as sent and confirmed."""
        self._connection.execute(
            "UPDATE links SET pushed_quantity = ?, pushed_price_yen = ?, pushed_at = ?,"
            " push_state = ?, push_note = '', deleted_at = NULL WHERE sku = ?",
            (change.quantity, change.price_yen, stamp(now), PushState.CONFIRMED, change.sku),
        )

    def gone(self, sku: str, now: datetime) -> None:
        """Amazon has no listing of a SKU that the shop wants none of (R10)."""
        self._connection.execute(
            "UPDATE links SET pushed_quantity = NULL, pushed_price_yen = NULL,"
            " deleted_at = coalesce(deleted_at, ?), push_state = ?, push_note = '', batch = NULL,"
            " at_amazon = 'absent', asin_known = NULL, shown_quantity = NULL WHERE sku = ?",
            (stamp(now), PushState.CONFIRMED, sku),
        )

    def by_message(self, batch: str, message_id: int) -> str | None:
        """The SKU of one message of a feed, if nothing newer was sent of it since."""
        row = self._connection.execute(
            "SELECT sku FROM links WHERE batch = ? AND message_id = ?", (batch, message_id)
        ).fetchone()
        return str(row[0]) if row else None

    def awaited(self, batch: str, *, after: str = "", limit: int = 20) -> list[Sent]:
        """SKUs of a batch that Amazon accepted and has not shown yet."""
        rows = self._connection.execute(
            SENT + "INDEXED BY links_awaited WHERE batch IS NOT NULL AND batch = ? AND sku > ?"
            " ORDER BY sku LIMIT ?",
            (batch, after, limit),
        )
        return [msgspec.convert(row, Sent, strict=False) for row in rows]

    def settled(self, sku: str, state: PushState, note: str = "") -> None:
        """Amazon showed what came of an accepted offer."""
        self._connection.execute(
            "UPDATE links SET push_state = ?, push_note = ?, batch = NULL WHERE sku = ?",
            (state, note, sku),
        )

    def resend(self, skus: Iterable[str], state: PushState, note: str = "") -> None:
        """What Amazon accepted did not take effect, or may not have: it is looked at anew."""
        self._connection.executemany(
            "UPDATE links SET push_state = ?, push_note = ?, batch = NULL, pushed_quantity = NULL,"
            " pushed_price_yen = NULL, pushed_at = NULL, deleted_at = NULL, looked_at = NULL,"
            " at_amazon = NULL, touched = 1 WHERE sku = ?",
            [(state, note, sku) for sku in skus],
        )
