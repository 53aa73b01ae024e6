"""Orders known from a report alone, the report a pull waits for, and the circuit (R41, R42)."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="005 reports and the circuit")
def reports(db: "Database") -> None:
    """What a flash sale and an outage need."""
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "ALTER TABLE orders ADD COLUMN partial INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX orders_partial ON orders (amazon_status, purchased_at) WHERE partial = 1",
    """CREATE TABLE report_reads (
        name TEXT PRIMARY KEY,
        report_id TEXT NOT NULL DEFAULT '',
        start TEXT NOT NULL,
        until TEXT NOT NULL,
        rows_done INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE circuit (
        name TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        opens_at TEXT
    ) STRICT, WITHOUT ROWID""",
)
