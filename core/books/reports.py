"""The report that a pull has ordered instead of reading pages (R41)."""

import sqlite3
from datetime import datetime

import msgspec

from core.domain.instants import stamp


class ReportRead(msgspec.Struct, frozen=True, array_like=True):
    """A window that is read by report: `report_id` is empty until Amazon has taken the order."""

    report_id: str
    start: datetime
    until: datetime
    rows_done: int


class ReportReads:
    """Reads and writes `report_reads`, at most one a job."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()

    def get(self, job: str) -> ReportRead | None:
        """The report that `job` is at, None if it reads pages."""
        row = self._cursor.execute(
            "SELECT report_id, start, until, rows_done FROM report_reads WHERE name = ?", (job,)
        ).fetchone()
        return msgspec.convert(row, ReportRead) if row else None

    def begin(self, job: str, start: datetime, until: datetime) -> None:
        """Have `job` read this window by report."""
        self._cursor.execute(
            "INSERT OR REPLACE INTO report_reads (name, start, until) VALUES (?, ?, ?)",
            (job, stamp(start), stamp(until)),
        )

    def ordered(self, job: str, report_id: str) -> None:
        """Amazon has taken the order of the report."""
        self._cursor.execute(
            "UPDATE report_reads SET report_id = ? WHERE name = ?", (report_id, job)
        )

    def advance(self, job: str, rows_done: int) -> None:
        """So many orders of the report are booked; in the same step as these."""
        self._cursor.execute(
            "UPDATE report_reads SET rows_done = ? WHERE name = ?", (rows_done, job)
        )

    def end(self, job: str) -> None:
        """The window is read, or given up."""
        self._cursor.execute("DELETE FROM report_reads WHERE name = ?", (job,))
