"""When the engine works next: jobs, things to follow up, quotas and cursors, all as rows.

One owner of the wake-up a queue (design.md): a job carries the due time of all its rows, a follow
carries its own. So a kill at any instant loses nothing: the next start reads the same rows.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from core.domain.instants import instant, stamp
from core.domain.quotas import Bucket, full_bucket

_SWINGS = timedelta(minutes=1)
_FOLLOWS_WAIT_MOST = timedelta(hours=7)
_PUT_BACK = (
    "UPDATE jobs SET last_run_at = :now, due_at = min(due_at, :now) WHERE last_run_at > :ahead",
    "UPDATE follows SET since = min(since, :now), due_at = min(due_at, :now)"
    " WHERE since > :ahead OR due_at > :far",
    "UPDATE quotas SET at = :now WHERE at > :ahead",
)


class Job(msgspec.Struct, frozen=True, array_like=True):
    """A periodic job; `progress` says where a run that had to wait goes on, empty at its start."""

    name: str
    origin: datetime
    due_at: datetime
    tries: int
    progress: str
    waits_for: str = ""
    """What it has had to stop for since its last whole run."""


class Follow(msgspec.Struct, frozen=True, array_like=True):
    """Something to look at again: a feed, a shipment, a listing."""

    kind: str
    subject: str
    due_at: datetime
    since: datetime
    tries: int
    data: str


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How far a read of Amazon has come.

    All before `watermark` is stored. While pages remain, `next_token` continues the search that was
    asked with `asked_after`.
    """

    watermark: datetime
    next_token: str | None = None
    asked_after: datetime | None = None
    token_at: datetime | None = None


class Jobs:
    """Reads and writes `jobs`, `follows`, `quotas` and `cursors`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()

    def ensure(self, name: str, origin: datetime) -> None:
        """Have a job of this name, first due at `origin`."""
        at = stamp(origin)
        self._cursor.execute(
            "INSERT INTO jobs (name, origin, due_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (name, at, at),
        )

    def drop(self, name: str) -> None:
        """Have no job of this name."""
        self._cursor.execute("DELETE FROM jobs WHERE name = ?", (name,))

    def restart(self, name: str, origin: datetime) -> None:
        """Have a job of this name begin its grid at `origin`, whatever it did before."""
        at = stamp(origin)
        self._cursor.execute(
            "INSERT INTO jobs (name, origin, due_at) VALUES (?, ?, ?) ON CONFLICT (name)"
            " DO UPDATE SET origin = excluded.origin, due_at = excluded.due_at, waits_for = '',"
            " progress = '', tries = 0",
            (name, at, at),
        )

    def rest_until(self, at: datetime) -> None:
        """Have nothing due before `at`, what an earlier link left included (R04)."""
        for table in ("jobs", "follows"):
            self._cursor.execute(f"UPDATE {table} SET due_at = max(due_at, ?)", (stamp(at),))

    def get(self, name: str) -> Job:
        """The job of this name."""
        row = self._cursor.execute(
            "SELECT name, origin, due_at, tries, progress, waits_for FROM jobs WHERE name = ?",
            (name,),
        ).fetchone()
        return msgspec.convert(row, Job, strict=False)

    def waits_for(self, name: str) -> str:
        """What a job had to stop for, empty where nothing holds it or there is no such job."""
        row = self._cursor.execute("SELECT waits_for FROM jobs WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def first(self, *, only: str = "") -> tuple[datetime, str] | None:
        """When which job is due first, looking at `only` that one if given."""
        # There are too few of them for SQLite's sorter to pay.
        rows = self._cursor.execute("SELECT due_at, name FROM jobs").fetchall()
        if only:
            rows = [row for row in rows if row[1] == only]
        due_at, name = min(rows, default=(None, ""))
        return (instant(due_at), name) if due_at else None

    def done(self, name: str, now: datetime, due_at: datetime, result: str) -> None:
        """A run ended; the job comes again at `due_at`."""
        self._cursor.execute(
            "UPDATE jobs SET due_at = ?, last_run_at = ?, last_result = ?, waits_for = '',"
            " progress = '', tries = 0 WHERE name = ?",
            (stamp(due_at), stamp(now), result, name),
        )

    def wait(
        self, name: str, now: datetime, due_at: datetime, waits_for: str, *, failed: bool
    ) -> None:
        """A run has to stop and go on at `due_at`; `failed` counts towards the back-off."""
        self._cursor.execute(
            "UPDATE jobs SET due_at = ?, last_run_at = ?, waits_for = ?, tries = tries + ?"
            " WHERE name = ?",
            (stamp(due_at), stamp(now), waits_for, int(failed), name),
        )

    def progress(self, name: str, progress: str) -> None:
        """Remember how far a run is, in the same step as what it did."""
        self._cursor.execute(
            "UPDATE jobs SET progress = ?, tries = 0 WHERE name = ?", (progress, name)
        )

    def forget_the_future(self, now: datetime) -> bool:
        """What was noted by a clock that was ahead is due at once; True if there was anything.

        A minute is no more than a clock that swings.
        """
        at, ahead, far = stamp(now), stamp(now + _SWINGS), stamp(now + _FOLLOWS_WAIT_MOST)
        before = self._cursor.connection.total_changes
        for sql in _PUT_BACK:
            self._cursor.execute(sql, {"now": at, "ahead": ahead, "far": far})
        return self._cursor.connection.total_changes > before

    def hasten(self, name: str, due_at: datetime) -> None:
        """Have a job run at `due_at` if it were due later."""
        self._cursor.execute(
            "UPDATE jobs SET due_at = min(due_at, ?) WHERE name = ?", (stamp(due_at), name)
        )

    def follow(
        self, kind: str, subject: str, now: datetime, due_at: datetime, data: str = ""
    ) -> None:
        """Look at `subject` at `due_at`; starts afresh where it is followed already."""
        self.follow_each(kind, [subject], now, due_at, data)

    def follow_each(
        self, kind: str, subjects: Iterable[str], now: datetime, due_at: datetime, data: str = ""
    ) -> None:
        """`follow` for many at once."""
        due, since = stamp(due_at), stamp(now)
        self._cursor.executemany(
            "INSERT INTO follows (kind, subject, due_at, since, data) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at,"
            " since = excluded.since, tries = 0, data = excluded.data",
            [(kind, subject, due, since, data) for subject in subjects],
        )

    def first_follow(self) -> Follow | None:
        """The follow that is due first."""
        row = self._cursor.execute(
            "SELECT kind, subject, due_at, since, tries, data FROM follows"
            " ORDER BY due_at, kind, subject LIMIT 1"
        ).fetchone()
        return msgspec.convert(row, Follow, strict=False) if row else None

    def postpone(self, kind: str, subject: str, due_at: datetime, *, tried: bool) -> None:
        """Look again at `due_at`."""
        self._cursor.execute(
            "UPDATE follows SET due_at = ?, tries = tries + ? WHERE kind = ? AND subject = ?",
            (stamp(due_at), int(tried), kind, subject),
        )

    def note(self, kind: str, subject: str, data: str) -> None:
        """Remember how far looking at `subject` is, in the same step as what it did."""
        self._cursor.execute(
            "UPDATE follows SET data = ? WHERE kind = ? AND subject = ?", (data, kind, subject)
        )

    def unfollow(self, kind: str, subject: str) -> None:
        """Stop looking."""
        self._cursor.execute("DELETE FROM follows WHERE kind = ? AND subject = ?", (kind, subject))

    def bucket(self, operation: str, now: datetime) -> Bucket:
        """What is known of an operation's quota; a full bucket where nothing is."""
        row = self._cursor.execute(
            "SELECT rate_per_s, burst, tokens, at FROM quotas WHERE operation = ?", (operation,)
        ).fetchone()
        if row is None:
            return full_bucket(operation, now)
        return Bucket(row[0], row[1], row[2], instant(row[3]))

    def put_bucket(self, operation: str, bucket: Bucket) -> None:
        """Remember an operation's quota."""
        self._cursor.execute(
            "INSERT INTO quotas (operation, rate_per_s, burst, tokens, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (operation) DO UPDATE SET rate_per_s = excluded.rate_per_s,"
            " tokens = excluded.tokens, at = excluded.at",
            (operation, bucket.rate_per_s, bucket.burst, bucket.tokens, stamp(bucket.at)),
        )

    def cursor(self, name: str) -> Cursor | None:
        """The cursor of this name, None before the first read."""
        row = self._cursor.execute(
            "SELECT watermark, next_token, asked_after, token_at FROM cursors WHERE name = ?",
            (name,),
        ).fetchone()
        return msgspec.convert(row, Cursor, strict=False) if row else None

    def drop_cursor(self, name: str) -> None:
        """Forget a cursor: the next read starts afresh."""
        self._cursor.execute("DELETE FROM cursors WHERE name = ?", (name,))

    def put_cursor(self, name: str, cursor: Cursor) -> None:
        """Move a cursor; in the same step as what it covers, never before."""
        self._cursor.execute(
            "INSERT OR REPLACE INTO cursors (name, watermark, next_token, asked_after, token_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                name,
                stamp(cursor.watermark),
                cursor.next_token,
                stamp(cursor.asked_after) if cursor.asked_after else None,
                stamp(cursor.token_at) if cursor.token_at else None,
            ),
        )
