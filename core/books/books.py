"""The shop's books: one SQLite file, opened, kept in step, and written in whole steps.

`Books.atomic` is the unit of work: everything that one step learned lands together or not at all
(design.md, "One transaction per step"). A Books belongs to one thread; several may share a file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from core.books.buyers import Buyers
from core.books.circuit import Circuit
from core.books.findings import Findings
from core.books.jobs import Jobs
from core.books.journal import Journal
from core.books.lease import Lease
from core.books.offers import Offers
from core.books.orders import Orders
from core.books.outbox import Outbox
from core.books.products import Products
from core.books.reports import ReportReads
from core.books.search import SearchIndex
from core.books.settings import Settings
from core.books.shop_link import LinkRecord
from core.books.step import Step
from core.books.stock import Stock
from core.books.storage import storage_failures
from core.books.version import is_current
from core.domain.listings import Terms
from core.errors import BooksUnusable, RenkeiError
from core.personal.cipher import Cipher

_BUSY_MS = 5_000
"""How long a step waits for another program's."""
_LOG_PAGES = 6_000
"""So long the write-ahead log grows, 24 MB, before its pages go home: most were written again."""


class Books:
    """An open database with one repository per subject."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        cipher: Cipher | None = None,
        path: Path | None = None,
    ) -> None:
        self.path = path
        self.lease = Lease(path)
        self._rehearses = False
        self.connection = connection
        self._cursor = connection.cursor()
        self.journal = Journal(self.connection)
        self.settings = Settings(self.connection)
        self.link = LinkRecord(self.connection)
        self.buyers = Buyers(self.connection, cipher)
        self.orders = Orders(self.connection, self.journal)
        self.products = Products(self.connection)
        self.stock = Stock(self.connection, self.journal)
        self.offers = Offers(self.connection, self.journal)
        self.outbox = Outbox(self.connection, self.journal)
        self.jobs = Jobs(self.connection)
        self.reports = ReportReads(self.connection)
        self.search = SearchIndex(self.connection)
        self.circuit = Circuit(self.connection)
        self.findings = Findings(self.connection, self.journal)

    @classmethod
    def open(
        cls, path: Path | None, *, cipher: Cipher | None = None, busy_ms: int = _BUSY_MS
    ) -> Self:
        """Open the books at `path`, making or migrating them; None keeps them in memory.

        Without `cipher` no personal data is asked for, kept or shown (R40).

        Raises BooksUnusable, with nothing changed on disk, for a database of a newer renkei, for
        another program's file, or a place that cannot be written; BooksBusy where another program
        writes for longer than `busy_ms`.
        """
        try:
            connection = sqlite3.connect(
                path or ":memory:", isolation_level=None, timeout=busy_ms / 1000
            )
        except sqlite3.Error as error:
            raise BooksUnusable(
                "データベースを開けません: {path}（{error}）", path=path, error=error
            ) from error
        try:
            with storage_failures(path):
                is_current(connection, path)
                _tune(connection)
                _migrate(connection, path)
        except RenkeiError:
            connection.close()
            raise
        except sqlite3.Error as error:
            connection.close()
            raise BooksUnusable(
                "データベースを使えません: {path}（{error}）", path=path, error=error
            ) from error
        return cls(connection, cipher, path)

    @property
    def keeps_buyers(self) -> bool:
        """Whether personal data is wanted and there is a key to seal it with (R40)."""
        return self.buyers.can_seal and self.settings.personal_data

    @property
    def terms(self) -> Terms:
        """What of the shop's settings bears on every offer now."""
        return Terms(self.settings.policy, self.settings.reserve)

    def version(self) -> tuple[int, int]:
        """Two numbers of which one differs when anything was written, here or elsewhere."""
        if self.path is None:
            return self.connection.total_changes, 0
        (elsewhere,) = self.connection.execute("PRAGMA data_version").fetchone()
        return self.connection.total_changes, elsewhere

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have settings and link stand as they are now, so that a run need not ask again."""
        self.settings.hold()
        self.link.hold()
        try:
            yield
        finally:
            self.settings.release()
            self.link.release()

    def forget_pages(self) -> None:
        """Empty the write-ahead log, so that what was deleted does not live on in it (R40)."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def atomic(self, at: datetime) -> AbstractContextManager[Self]:
        """One step of work at the instant `at`: all of it is written, or none.

        Takes the write lock at once, so that what is read inside cannot be overtaken by another
        process between the reading and the writing. Raises BooksBusy or BooksUnusable where the
        storage fails; nothing is written then.
        """
        return Step(self, self._cursor, self.journal, self.path, at, kept=not self._rehearses)

    def storage(self) -> AbstractContextManager[None]:
        """Have what the storage does to reads and writes inside raised as errors of ours."""
        return storage_failures(self.path)

    @contextmanager
    def rehearsed(self) -> Iterator[None]:
        """Have every step inside undone at its end: commands say what they would do, no more."""
        self._rehearses = True
        try:
            yield
        finally:
            self._rehearses = False

    def close(self) -> None:
        """Let go of the file."""
        self.lease.release()
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    """Bring the tables up to date in one step: who opens at the same time waits for it.

    A place that cannot be written is found here, not at the first command.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_current(connection, path):
            from sqlite_utils import Database

            from core.books.migrations import MIGRATIONS

            MIGRATIONS.apply(Database(connection))
        connection.execute("DELETE FROM settings WHERE 0")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # A row replaced is a row deleted, for the triggers of the search index too.
    connection.execute("PRAGMA recursive_triggers = ON")
    # A deleted buyer leaves no page behind that still holds him (R40).
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
