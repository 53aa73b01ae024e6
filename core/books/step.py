"""One step of work on the books: a transaction with its journal lines.

Classes, not generators: a busy day has thousands of steps.
"""

import sqlite3
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from core.books.journal import Journal
from core.books.storage import tell

Owner = TypeVar("Owner")


class Step(AbstractContextManager[Owner]):
    """Gives `owner`; on leaving, all that was written inside is committed, or undone.

    Undone on any exception, and where it is not to be `kept`. Raises what `storage.tell` does.
    """

    def __init__(
        self,
        owner: Owner,
        cursor: sqlite3.Cursor,
        journal: Journal,
        path: Path | None,
        at: datetime,
        *,
        kept: bool,
    ) -> None:
        self._owner = owner
        self._cursor = cursor
        self._journal = journal
        self._path = path
        self._at = at
        self._kept = kept

    def __enter__(self) -> Owner:
        try:
            self._cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            tell(error, self._path)
            raise
        self._journal.begin(self._at)
        return self._owner

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            error = self._end()
            if error is None:
                return
        self._journal.drop()
        self._cursor.connection.rollback()
        if isinstance(error, sqlite3.Error):
            tell(error, self._path)
        if kind is None:
            raise error

    def _end(self) -> BaseException | None:
        try:
            self._journal.flush()
            self._cursor.execute("COMMIT" if self._kept else "ROLLBACK")
        except BaseException as broken:
            return broken
        return None
