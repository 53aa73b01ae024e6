"""The link itself: when it was started, is ready, was authorised, and why it stopped."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="002 the link and its authorisation")
def link(db: "Database") -> None:
    """One row at most."""
    for statement in _LINK:
        db.execute(statement)


_LINK = (
    """CREATE TABLE shop_link (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        started_at TEXT NOT NULL,
        ready_at TEXT NOT NULL,
        latest_at TEXT NOT NULL,
        authorised_at TEXT,
        stopped_at TEXT,
        stop TEXT,
        seller_id TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    # What the watch looks through each hour: few rows, however many orders there are.
    """CREATE INDEX orders_to_ship ON orders (ship_by)
        WHERE amazon_status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED')""",
)
