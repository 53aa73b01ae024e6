"""Calls to Amazon as the journal has them, newest first, filtered over all that the books hold."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from sqlite3 import Connection

import msgspec

from core.domain.instants import instant
from core.domain.search import like

SCAN = 20_000
"""Calls looked through at once, so that no reader waits: about a hundredth of a second."""

_SELECT = "SELECT seq, at, order_id, sku, data FROM journal INDEXED BY journal_calls"


class CallFilter(msgspec.Struct, frozen=True):
    """Which calls are wanted: each word stands in one of its parts; only `failed` ones, or all."""

    words: tuple[str, ...] = ()
    failed: bool = False


class CallRow(msgspec.Struct, frozen=True):
    """One call; `status` None where no answer came, `error` Amazon's own words."""

    seq: int
    at: datetime
    order_id: str = ""
    sku: str = ""
    operation: str = ""
    status: int | None = None
    error: str = ""
    request_id: str = ""

    @property
    def failed(self) -> bool:
        """Whether Amazon did not do or give what was asked."""
        return self.status is None or self.status >= 300

    @property
    def subject(self) -> str:
        """The order number or SKU that it was about."""
        return self.order_id or self.sku


class CallPage(msgspec.Struct, frozen=True):
    """Calls of the part that was looked through; `before` goes on from there, None at the end."""

    rows: tuple[CallRow, ...]
    before: int | None


class _Data(msgspec.Struct):
    operation: str = ""
    status: int | None = None
    error: str = ""
    request_id: str = ""


_END = 2**62
_read = msgspec.json.Decoder(_Data).decode
ALL_CALLS = CallFilter()


class Calls:
    """Reads the calls in the journal behind `connection`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self,
        wanted: CallFilter = ALL_CALLS,
        *,
        before: int | None = None,
        limit: int = 200,
        scan: int = SCAN,
    ) -> CallPage:
        """At most `limit` calls before line `before`, of at most `scan` that are looked through."""
        top = before if before is not None else _END
        floor = self._floor(top, scan)
        rows = []
        for row in self._rows(wanted, floor, top):
            rows.append(row)
            if len(rows) == limit:
                return CallPage(tuple(rows), row.seq)
        return CallPage(tuple(rows), floor or None)

    def since(
        self, seq: int, wanted: CallFilter = ALL_CALLS, *, most: int = SCAN
    ) -> tuple[CallRow, ...]:
        """The newest `most` wanted calls after line `seq`, newest first."""
        return tuple(islice(self._rows(wanted, seq + 1, _END), most))

    def at(self, seq: int) -> CallRow | None:
        """The call in line `seq` of the journal."""
        return next(self._rows(ALL_CALLS, seq, seq + 1), None)

    def _floor(self, top: int, scan: int) -> int:
        """The line down to which a look from `top` goes; 0 where it reaches the first call."""
        found = self._connection.execute(
            "SELECT seq FROM journal INDEXED BY journal_calls WHERE kind = 'call' AND seq < ?"
            " ORDER BY seq DESC LIMIT 1 OFFSET ?",
            (top, scan - 1),
        ).fetchone()
        return int(found[0]) if found else 0

    def _rows(self, wanted: CallFilter, floor: int, top: int) -> Iterator[CallRow]:
        """Wanted calls of the lines from `floor` to before `top`, newest first."""
        conditions = ["kind = 'call' AND seq >= ? AND seq < ?"]
        values: list[object] = [floor, top]
        for word in wanted.words:
            # Leaves out most of the others; which part of the data it stands in is seen below.
            conditions.append(
                "(order_id LIKE ? ESCAPE '!' OR sku LIKE ? ESCAPE '!' OR data LIKE ? ESCAPE '!')"
            )
            values += [like(word)] * 3
        if wanted.failed:
            conditions.append("coalesce(json_extract(data, '$.status'), 999) >= 300")
        sql = f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY seq DESC"
        for line in self._connection.execute(sql, values):
            row = _row(*line)
            if _matches(row, wanted):
                yield row


def _row(seq: int, at: str, order_id: str, sku: str, data: str) -> CallRow:
    try:
        said = _read(data)
    except msgspec.MsgspecError:
        said = _Data()
    return CallRow(
        seq,
        instant(at),
        order_id,
        sku,
        said.operation,
        said.status,
        said.error,
        said.request_id,
    )


def _matches(row: CallRow, wanted: CallFilter) -> bool:
    status = "" if row.status is None else str(row.status)
    parts = f"{row.operation} {status} {row.subject} {row.error} {row.request_id}".casefold()
    return all(word.casefold() in parts for word in wanted.words)
