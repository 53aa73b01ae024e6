"""What Amazon showed of a SKU when it was last looked at."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="008 what Amazon shows")
def shown(db: "Database") -> None:
    """The self-shipped quantity, NULL where there was none, and when it was read."""
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "ALTER TABLE links ADD COLUMN shown_quantity INTEGER",
    "ALTER TABLE links ADD COLUMN shown_at TEXT",
)
