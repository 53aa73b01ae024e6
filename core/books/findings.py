"""Findings: what a person should know, raised once and cleared when it no longer holds."""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from core.books.journal import Entry, Journal
from core.domain.findings import Finding
from core.domain.instants import stamp


class Findings:
    """Reads and writes `findings`; a subject is an order number, a SKU or a job's name."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._cursor = connection.cursor()
        self._journal = journal

    def of(self, subject: str) -> set[Finding]:
        """What stands on `subject`."""
        return {
            Finding[code]
            for (code,) in self._cursor.execute(
                "SELECT code FROM findings WHERE subject = ?", (subject,)
            )
        }

    def standing(self, among: Collection[Finding]) -> set[tuple[Finding, str]]:
        """Which of `among` stand, each with its subject."""
        marks = ", ".join("?" * len(among))
        rows = self._cursor.execute(
            f"SELECT code, subject FROM findings WHERE code IN ({marks})",
            [finding.name for finding in among],
        )
        return {(Finding[code], subject) for code, subject in rows}

    def raise_(
        self,
        finding: Finding,
        subject: str,
        now: datetime,
        *,
        order_id: str = "",
        sku: str = "",
        note: str = "",
        cause: int | None = None,
    ) -> None:
        """Let `finding` stand on `subject`; nothing happens where it stands already."""
        inserted = self._cursor.execute(
            "INSERT INTO findings (code, subject, at, note) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (finding.name, subject, stamp(now), note),
        ).rowcount
        if inserted:
            self._journal.write(
                Entry.FINDING,
                order_id=order_id,
                sku=sku,
                cause=cause,
                raised=finding.name,
                subject=subject,
                note=note,
            )

    def clear(self, finding: Finding, subject: str, *, order_id: str = "", sku: str = "") -> None:
        """Take `finding` off `subject`; nothing happens where it does not stand."""
        removed = self._cursor.execute(
            "DELETE FROM findings WHERE subject = ? AND code = ?", (subject, finding.name)
        ).rowcount
        if removed:
            self._journal.write(
                Entry.FINDING,
                order_id=order_id,
                sku=sku,
                cleared=finding.name,
                subject=subject,
            )

    def clear_each(self, finding: Finding, skus: Iterable[str]) -> None:
        """`clear` for many SKUs at once."""
        standing = self._cursor.execute(
            "SELECT subject FROM findings WHERE code = ?"
            " AND subject IN (SELECT value FROM json_each(?)) ORDER BY subject",
            (finding.name, msgspec.json.encode(list(skus)).decode()),
        ).fetchall()
        for (sku,) in standing:
            self.clear(finding, sku, sku=sku)

    def keep_only(
        self,
        wanted: Collection[Finding],
        among: Collection[Finding],
        order_id: str,
        now: datetime,
        *,
        cause: int | None,
    ) -> None:
        """Make `wanted` what stands of `among` on an order, raising and clearing as needed."""
        standing = self.of(order_id) & set(among)
        for finding in sorted(standing - set(wanted), key=lambda each: each.name):
            self.clear(finding, order_id, order_id=order_id)
        for finding in sorted(set(wanted) - standing, key=lambda each: each.name):
            self.raise_(finding, order_id, now, order_id=order_id, cause=cause)
