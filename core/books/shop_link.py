"""The link between shop and Amazon in the books: one row, None of it before the first start."""

import sqlite3
from datetime import datetime

import msgspec

from core.domain.instants import stamp
from core.domain.shop_link import ShopLink, Stop

_SELECT = (
    "SELECT started_at, ready_at, latest_at, authorised_at, stopped_at, stop, seller_id"
    " FROM shop_link"
)
_START = """
INSERT INTO shop_link (id, started_at, ready_at, latest_at, authorised_at, seller_id)
VALUES (1, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    started_at = excluded.started_at, ready_at = excluded.ready_at,
    latest_at = excluded.latest_at, authorised_at = excluded.authorised_at,
    seller_id = coalesce(nullif(excluded.seller_id, ''), seller_id), stopped_at = NULL, stop = NULL
"""
_NEVER = ShopLink()


class LinkRecord:
    """Reads and writes `shop_link`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()
        self._held: ShopLink | None = None
        self._row: tuple[object, ...] | None = None
        self._read = _NEVER

    def hold(self) -> None:
        """Answer from what is known now until `release` or a change of ours."""
        self._held = self.get()

    def release(self) -> None:
        """Read the link anew again, since other processes may change it."""
        self._held = None

    def get(self) -> ShopLink:
        """What happened to the link so far."""
        if self._held is not None:
            return self._held
        row = self._cursor.execute(_SELECT).fetchone()
        if row != self._row:
            self._row = row
            self._read = msgspec.convert(row, ShopLink, strict=False) if row else _NEVER
        return self._read

    def start(
        self,
        started_at: datetime,
        ready_at: datetime,
        latest_at: datetime,
        authorised_at: datetime | None,
        seller_id: str,
    ) -> None:
        """連携開始, for the first time or again after it was ended."""
        self._cursor.execute(
            _START,
            (
                stamp(started_at),
                stamp(ready_at),
                stamp(latest_at),
                stamp(authorised_at) if authorised_at else None,
                seller_id,
            ),
        )
        self._held = None

    def renew(self, authorised_at: datetime | None) -> None:
        """The seller has consented anew: whatever stopped the link stops it no more."""
        self._cursor.execute(
            "UPDATE shop_link SET authorised_at = ?, stopped_at = NULL, stop = NULL",
            (stamp(authorised_at) if authorised_at else None,),
        )
        self._held = None

    def halt(self, stop: Stop, at: datetime) -> None:
        """The link does not run any more, from `at` on."""
        self._cursor.execute("UPDATE shop_link SET stopped_at = ?, stop = ?", (stamp(at), stop))
        self._held = None
