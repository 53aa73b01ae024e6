"""Buyers, apart from their orders: encrypted, each with the day on which it is deleted (R40)."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="003 buyers, encrypted and with an end")
def buyers(db: "Database") -> None:
    """A row outlives what it held, so that a deleted buyer does not come back."""
    for statement in _BUYERS:
        db.execute(statement)


_BUYERS = (
    """CREATE TABLE buyers (
        arrival INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL UNIQUE REFERENCES orders (order_id),
        sealed BLOB,
        shipped_at TEXT,
        delete_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT""",
    "CREATE INDEX buyers_to_delete ON buyers (delete_at) WHERE deleted_at IS NULL",
)
