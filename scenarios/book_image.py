"""The books as one value: taken from a live database, and put back into it.

Putting back goes through SQLite's own backup, page by page into the database that is open: the
connection stays, and so do those of a dashboard that reads the same file.
"""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core import Books

_VERSIONS = slice(18, 20)
"""Where the header says how the file is written; a database in memory cannot be in WAL mode."""
_ROLLBACK = b"\x01\x01"


def take_image(books: "Books") -> bytes:
    """The whole database as it is between two steps."""
    return books.connection.serialize()


def put_image(image: bytes, books: "Books") -> None:
    """Make the books what they were when `image` was taken.

    Raises sqlite3.OperationalError where another process holds the database for writing too long.
    """
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(image[: _VERSIONS.start] + _ROLLBACK + image[_VERSIONS.stop :])
        source.backup(books.connection)
    finally:
        source.close()
