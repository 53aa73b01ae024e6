"""Calls and delays that are found at once in a journal of a million lines."""

from typing import TYPE_CHECKING

from core.books.migrations.sequence import MIGRATIONS

if TYPE_CHECKING:
    from sqlite_utils import Database


@MIGRATIONS(name="007 calls and delays")
def calls(db: "Database") -> None:
    """Indices over the journal that hold only what they are asked for."""
    for statement in _STATEMENTS:
        db.execute(statement)


_STATEMENTS = (
    "CREATE INDEX journal_calls ON journal (seq) WHERE kind = 'call'",
    """CREATE INDEX journal_failed_calls ON journal (at)
        WHERE kind = 'call' AND coalesce(json_extract(data, '$.status'), 999) >= 300""",
    "CREATE INDEX journal_delays ON journal (at, amazon_at) WHERE kind = 'fact'",
)
