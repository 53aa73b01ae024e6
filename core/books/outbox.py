"""The outbox: each 配送完了 and 注文キャンセル is a row before anything leaves (design.md)."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import repeat

import msgspec

from core.books.journal import Entry, Journal
from core.domain.instants import stamp
from core.domain.labels import CancelReason, PushKind, PushState
from core.domain.outbox import check_step
from core.errors import OurBug

_SELECT = (
    "SELECT push_id, order_id, kind, state, carrier, tracking, reason, created_at, feed_id,"
    " command_seq, shipped_at, by_feed"
)
_COLUMNS = _SELECT + " FROM pushes "
_LACKS = """
EXISTS (SELECT 1 FROM order_lines WHERE order_lines.order_id = pushes.order_id
    AND item_id LIKE 'sku:%')
"""
"""A report alone has told of the order: its orderItemIds, which a notice names, are not known."""

_READY = f"FROM pushes WHERE state = ? AND kind = ? AND NOT {_LACKS}"
_FOR_FEED = f"{_READY} AND by_feed = 0"
_SETTLED = (PushState.CONFIRMED, PushState.REFUSED, PushState.TAKEN_BACK)


class PushItem(msgspec.Struct, frozen=True, array_like=True):
    """A notice as the jobs need it; `command_seq` is the journal line of the command behind it."""

    push_id: int
    order_id: str
    kind: PushKind
    state: PushState
    carrier: str
    tracking: str
    reason: CancelReason | None
    created_at: str
    feed_id: str | None
    command_seq: int
    shipped_at: str | None
    by_feed: bool
    """It went out in a feed, or may have: it goes singly if it has to go again."""


class Outbox:
    """Reads and writes `pushes`."""

    def __init__(self, connection: sqlite3.Connection, journal: Journal) -> None:
        self._cursor = connection.cursor()
        self._journal = journal

    def add(
        self,
        order_id: str,
        kind: PushKind,
        now: datetime,
        *,
        command_seq: int,
        carrier: str = "",
        tracking: str = "",
        reason: CancelReason | None = None,
        shipped_at: datetime | None = None,
    ) -> int:
        """Put a notice in line; gives its number."""
        (push_id,) = self._cursor.execute(
            "INSERT INTO pushes (order_id, kind, state, carrier, tracking, reason, created_at,"
            " command_seq, shipped_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING push_id",
            (
                order_id,
                kind,
                PushState.WAITING,
                carrier,
                tracking,
                reason,
                stamp(now),
                command_seq,
                stamp(shipped_at) if shipped_at else None,
            ),
        ).fetchone()
        return int(push_id)

    def in_state(
        self, states: Sequence[PushState], kind: PushKind, limit: int = 1000
    ) -> list[PushItem]:
        """Notices of `kind` in one of `states`, oldest first."""
        marks = ", ".join("?" * len(states))
        return [
            _item(row)
            for row in self._cursor.execute(
                _COLUMNS + f"WHERE state IN ({marks}) AND kind = ? ORDER BY push_id LIMIT ?",
                (*states, kind, limit),
            )
        ]

    def next_ships(self, after: int, limit: int) -> list[PushItem]:
        """The oldest 配送完了 that may go, behind number `after`, else the oldest of all."""
        sql = f"{_SELECT} {_READY} AND push_id > ? ORDER BY push_id LIMIT ?"
        values = (PushState.WAITING, PushKind.SHIP)
        rows = self._cursor.execute(sql, (*values, after, limit)).fetchall()
        if after and not rows:
            rows = self._cursor.execute(sql, (*values, 0, limit)).fetchall()
        return [_item(row) for row in rows]

    def next_cancels(self, limit: int = 1000) -> list[PushItem]:
        """The oldest 注文キャンセル that may go."""
        sql = f"{_SELECT} {_READY} ORDER BY push_id LIMIT ?"
        rows = self._cursor.execute(sql, (PushState.WAITING, PushKind.CANCEL, limit))
        return [_item(row) for row in rows]

    def lacking(self) -> list[PushItem]:
        """Those that wait for the orderItemIds of their orders."""
        sql = f"{_COLUMNS} WHERE state = ? AND {_LACKS} ORDER BY push_id"
        return [_item(row) for row in self._cursor.execute(sql, (PushState.WAITING,))]

    def waiting_for_feed(self) -> int:
        """How many 配送完了 could go in a feed now."""
        (number,) = self._cursor.execute(
            f"SELECT count(*) {_FOR_FEED}", (PushState.WAITING, PushKind.SHIP)
        ).fetchone()
        return int(number)

    def for_feed(self, limit: int) -> list[PushItem]:
        """The oldest of those, in order.

        What went in a feed before is not among them.
        """
        return [
            _item(row)
            for row in self._cursor.execute(
                f"{_SELECT} {_FOR_FEED} ORDER BY push_id LIMIT ?",
                (PushState.WAITING, PushKind.SHIP, limit),
            )
        ]

    def of_feed(self, feed_id: str) -> list[PushItem]:
        """The notices that one feed carries; each message has the number of its notice."""
        return [
            _item(row)
            for row in self._cursor.execute(
                _COLUMNS + "WHERE feed_id = ? ORDER BY push_id", (feed_id,)
            )
        ]

    def newest(self, order_id: str, kind: PushKind) -> PushItem | None:
        """The newest notice of `kind` for an order."""
        row = self._cursor.execute(
            _COLUMNS + "WHERE order_id = ? AND kind = ? ORDER BY push_id DESC LIMIT 1",
            (order_id, kind),
        ).fetchone()
        return _item(row) if row else None

    def get(self, push_id: int) -> PushItem:
        """One notice; OurBug if there is none of this number."""
        row = self._cursor.execute(_COLUMNS + "WHERE push_id = ?", (push_id,)).fetchone()
        if row is None:
            raise OurBug(f"no push {push_id}")
        return _item(row)

    def still_waiting(self, items: Sequence[PushItem]) -> list[PushItem]:
        """Those of `items` that were not taken back, and did not go, since they were read."""
        numbers = msgspec.json.encode([item.push_id for item in items]).decode()
        waiting = {
            push_id
            for (push_id,) in self._cursor.execute(
                "SELECT push_id FROM pushes"
                " WHERE push_id IN (SELECT value FROM json_each(?)) AND state = ?",
                (numbers, PushState.WAITING),
            )
        }
        return [item for item in items if item.push_id in waiting]

    def step(
        self,
        item: PushItem,
        state: PushState,
        now: datetime,
        *,
        cause: int | None = None,
        error: str = "",
    ) -> int:
        """Take one step in a notice's life and journal it; gives the line's number."""
        self._write([item], state, now, error=error)
        return self._tell(item, state, cause, error)

    def step_each(
        self,
        items: Sequence[PushItem],
        state: PushState,
        now: datetime,
        *,
        causes: Iterable[int | None] = repeat(None),
        feed_id: str | None = None,
        by_feed: bool | None = None,
    ) -> list[PushItem]:
        """`step` for many at once; gives them as they are then."""
        self._write(items, state, now, feed_id=feed_id, by_feed=by_feed)
        for item, cause in zip(items, causes, strict=False):
            self._tell(item, state, cause, "")
        return [msgspec.structs.replace(item, state=state) for item in items]

    def _write(
        self,
        items: Sequence[PushItem],
        state: PushState,
        now: datetime,
        *,
        error: str = "",
        feed_id: str | None = None,
        by_feed: bool | None = None,
    ) -> None:
        for item in items:
            check_step(item.state, state)
        sent = stamp(now) if state is PushState.SENDING else None
        settled = stamp(now) if state in _SETTLED else None
        values = (state, error, error, sent, settled, feed_id, by_feed)
        self._cursor.executemany(
            "UPDATE pushes SET state = ?, error = CASE WHEN ? = '' THEN error ELSE ? END,"
            " sent_at = coalesce(?, sent_at), settled_at = coalesce(?, settled_at),"
            " feed_id = coalesce(?, feed_id), by_feed = coalesce(?, by_feed) WHERE push_id = ?",
            [(*values, item.push_id) for item in items],
        )

    def _tell(self, item: PushItem, state: PushState, cause: int | None, error: str) -> int:
        return self._journal.write(
            Entry.PUSH,
            order_id=item.order_id,
            cause=cause or item.command_seq,
            push_id=item.push_id,
            notice=item.kind,
            before=item.state,
            after=state,
            error=error,
        )

    def count(self, state: PushState) -> int:
        """How many notices are in `state`."""
        (number,) = self._cursor.execute(
            "SELECT count(*) FROM pushes WHERE state = ?", (state,)
        ).fetchone()
        return int(number)


def _item(row: tuple[object, ...]) -> PushItem:
    return msgspec.convert(row, PushItem, strict=False)
