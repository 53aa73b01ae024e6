"""The books at one moment: taken from a live database, and put back into it.

Both ways go through SQLite's own backup, page by page: the connection that is open stays, and so
do those of a dashboard that reads the same file.
"""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import Books


class BookImage:
    """The whole database as it is between two steps, kept in memory until it is closed."""

    def __init__(self, books: "Books") -> None:
        self._copy = sqlite3.connect(":memory:")
        books.connection.backup(self._copy)
        (pages,) = self._copy.execute("PRAGMA page_count").fetchone()
        (page,) = self._copy.execute("PRAGMA page_size").fetchone()
        self.size = int(pages * page)
        """Bytes."""

    def put_into(self, books: "Books") -> None:
        """Make the books what they were when this was taken.

        Raises sqlite3.OperationalError where another process holds the database for writing too
        long.
        """
        self._copy.backup(books.connection)

    def close(self) -> None:
        """Let go of the copy."""
        self._copy.close()
