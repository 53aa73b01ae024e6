"""Which migrations books of this renkei have had, and whose a database is.

The names stand here as data, so that opening books that are up to date loads neither the migrations
nor sqlite-utils.
"""

import sqlite3
from pathlib import Path

from core.errors import BooksUnusable

NAMES = (
    "001 the shop, its orders, and how far Amazon has them",
    "002 the link and its authorisation",
    "003 buyers, encrypted and with an end",
    "004 products with options, and what Amazon has of them",
    "005 reports and the circuit",
    "006 lists and search",
    "007 calls and delays",
    "008 what Amazon shows",
)
"""Every migration, in the order of its module."""


def is_current(connection: sqlite3.Connection, path: Path | None) -> bool:
    """Whether the tables are those of this renkei; an empty database has them still to come.

    Raises BooksUnusable for the database of a newer renkei and for another program's.
    """
    tables = {
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    if not tables:
        return False
    applied = _applied(connection) if "_sqlite_migrations" in tables else set()
    if not applied:
        raise BooksUnusable("renkeiのデータベースではありません: {path}", path=path)
    if not applied <= set(NAMES):
        raise BooksUnusable(
            "新しい版のrenkeiで作られたデータベースです: {path}。renkeiを更新してください。",
            path=path,
        )
    return len(applied) == len(NAMES)


def _applied(connection: sqlite3.Connection) -> set[str]:
    return {
        name
        for (name,) in connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = 'renkei'"
        )
    }
