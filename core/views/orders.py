"""The order list: pages by key, so that a million orders read like a hundred.

Without a search text a list is in the order of purchase, newest first unless asked otherwise; with
one, in the order of arrival, which is the order of the search index. Each filter alone has an index
in list order. Several together are read as the union of all combinations of values of an index over
four of them, each of which is in list order too, so no page depends on how rare its rows are.
"""

import sqlite3
from itertools import product
from typing import NamedTuple

import msgspec

from core.domain.instants import stamp
from core.domain.labels import (
    FulfilledBy,
    Handling,
    Mark,
    PaymentKind,
    PaymentStatus,
    PushKind,
    PushState,
)
from core.domain.search import SHORTEST, like, phrase
from core.views.rows import Leg, OrderFilter, OrderRow, Page

_COLUMNS = (
    "order_id, purchased_at, payment_status, handling, payment_kind, fulfilled_by,"
    " amazon_status, total_yen, units, title, marks, push_kind, push_state, findings"
)
_FIELDS = OrderRow.__struct_fields__
_DIMENSIONS = {
    "payment_status": tuple(PaymentStatus),
    "handling": tuple(Handling),
    "payment_kind": tuple(PaymentKind),
    "fulfilled_by": tuple(FulfilledBy),
}
_FOUND_BY_LIKE = (
    "(order_id LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM order_lines WHERE order_lines.order_id ="
    " orders.order_id AND (sku LIKE ? ESCAPE '!' OR title LIKE ? ESCAPE '!')))"
)

_OF_THESE = "json_each(?) AS these CROSS JOIN orders ON orders.order_id = these.value"

Row = tuple[object, ...]


class _Line(NamedTuple):
    """What a list is ordered by, and where these columns stand in a row."""

    columns: tuple[str, ...]
    places: tuple[int, ...]
    rising: bool = False

    def key(self, row: Row) -> str:
        return " ".join(str(row[place]) for place in self.places)


class _Arm(NamedTuple):
    """One part of a list, in list order by itself."""

    source: str
    where: tuple[str, ...]
    values: tuple[object, ...]
    arrival: str = "arrival"
    """The column by which the database knows that this part is in order of arrival."""


_BY_PURCHASE = _Line(("purchased_at", "order_id"), (1, 0))
_BY_ARRIVAL = _Line(("arrival",), (-1,))


def order_row(connection: sqlite3.Connection, order_id: str) -> OrderRow | None:
    """One order as a line of the list."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM orders WHERE order_id = ?", (order_id,)
    ).fetchone()
    return _row(row) if row else None


def order_page(connection: sqlite3.Connection, wanted: OrderFilter, leg: Leg) -> Page[OrderRow]:
    """A page of orders; its `after` and `before` are keys for other pages of the same filter."""
    line, arms = _arms(_ahead(wanted, leg))
    found = _read(connection, line, arms, leg)
    ends_here = len(found) < leg.limit
    begins_here = leg.start is None and not leg.skip
    first, last = (line.key(found[end]) if found else None for end in (0, -1))
    if leg.back:
        ends_here, begins_here = begins_here, ends_here
    return Page(
        tuple(_row(row) for row in found),
        after=None if ends_here else last,
        before=None if begins_here else first,
    )


def order_total(connection: sqlite3.Connection, wanted: OrderFilter, at_most: int | None) -> int:
    """How many orders the filter finds; counting may stop at `at_most`."""
    if wanted in (OrderFilter(), OrderFilter(oldest_first=True)):
        # Orders are never deleted, so the number of the last is their number.
        (last,) = connection.execute("SELECT max(arrival) FROM orders").fetchone()
        return int(last or 0)
    _line, arms = _arms(wanted)
    union = " UNION ALL ".join(
        f"SELECT 1 FROM {arm.source} WHERE {' AND '.join(arm.where) or 'TRUE'}" for arm in arms
    )
    values = [value for arm in arms for value in arm.values]
    (number,) = connection.execute(
        f"SELECT count(*) FROM ({union} LIMIT ?)", (*values, -1 if at_most is None else at_most)
    ).fetchone()
    return int(number)


def _read(connection: sqlite3.Connection, line: _Line, arms: list[_Arm], leg: Leg) -> list[Row]:
    rising = leg.back is not line.rising
    start = [] if leg.start is None else leg.start.split(" ", len(line.columns) - 1)
    beyond = f"{'>' if rising else '<'} ({', '.join('?' * len(start))})" if start else ""
    union = " UNION ALL ".join(_part(arm, line, beyond) for arm in arms)
    direction = "ASC" if rising else "DESC"
    order = ", ".join(f"{column} {direction}" for column in line.columns)
    values = [value for arm in arms for value in (*arm.values, *start)]
    found = connection.execute(
        f"{union} ORDER BY {order} LIMIT ? OFFSET ?", (*values, leg.limit, leg.skip)
    ).fetchall()
    if leg.back:
        found.reverse()
    return found


def _part(arm: _Arm, line: _Line, beyond: str) -> str:
    key = ", ".join(arm.arrival if name == "arrival" else name for name in line.columns)
    where = [*arm.where, *([f"({key}) {beyond}"] if beyond else [])]
    return (
        f"SELECT {_COLUMNS}, {arm.arrival} AS arrival FROM {arm.source}"
        f" WHERE {' AND '.join(where) or 'TRUE'}"
    )


def _arms(wanted: OrderFilter) -> tuple[_Line, list[_Arm]]:
    """The parts of the list: one or, where several filters have no index together, their union."""
    given = {name: value for name in _DIMENSIONS if (value := getattr(wanted, name)) is not None}
    if len(wanted.text.strip()) >= SHORTEST and wanted.order_ids is None:
        return _BY_ARRIVAL._replace(rising=wanted.oldest_first), _search_arms(wanted, given)
    line = _BY_PURCHASE._replace(rising=wanted.oldest_first)
    rest, values = _by_row(wanted)
    days, bounds = _days(wanted)
    if wanted.order_ids is not None or len(given) < 2 or rest:
        where = (*(f"{name} = ?" for name in given), *days, *rest)
        bound = (*given.values(), *bounds, *values)
        if wanted.order_ids is None:
            return line, [_Arm("orders", where, bound)]
        ids = msgspec.json.encode(wanted.order_ids).decode()
        return line, [_Arm(_OF_THESE, where, (ids, *bound))]
    where = (*(f"{name} = ?" for name in _DIMENSIONS), *days)
    combinations = product(
        *((given[name],) if name in given else every for name, every in _DIMENSIONS.items())
    )
    return line, [_Arm("orders", where, (*each, *bounds)) for each in combinations]


def _search_arms(wanted: OrderFilter, given: dict[str, object]) -> list[_Arm]:
    """What the index finds, and what it does not hold yet."""
    text = wanted.text.strip()
    rest, values = _by_row(msgspec.structs.replace(wanted, text=""))
    days, bounds = _days(wanted)
    more = (*(f"{name} = ?" for name in given), *days, *rest)
    bound = (*given.values(), *bounds, *values)
    indexed = _Arm(
        "order_search CROSS JOIN orders ON arrival = order_search.rowid",
        ("order_search MATCH ?", *more),
        (phrase(text), *bound),
        arrival="order_search.rowid",
    )
    unindexed = _Arm("orders", ("indexed = 0", _FOUND_BY_LIKE, *more), (*[like(text)] * 3, *bound))
    return [indexed, unindexed]


def _by_row(wanted: OrderFilter) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    if wanted.push_state is not None:
        where.append("push_state = ?")
        values.append(wanted.push_state)
    if wanted.with_findings:
        where.append("findings > 0")
    if text := wanted.text.strip():
        where.append(_FOUND_BY_LIKE)
        values += [like(text)] * 3
    return where, values


def _ahead(wanted: OrderFilter, leg: Leg) -> OrderFilter:
    """Without the day that a page from the middle has behind it: two bounds cost the index."""
    if leg.start is None:
        return wanted
    if leg.back is not wanted.oldest_first:
        return msgspec.structs.replace(wanted, since=None)
    return msgspec.structs.replace(wanted, before=None)


def _days(wanted: OrderFilter) -> tuple[list[str], list[object]]:
    """The span of time, which every index of the list can look up."""
    where: list[str] = []
    values: list[object] = []
    if wanted.since is not None:
        where.append("purchased_at >= ?")
        values.append(stamp(wanted.since))
    if wanted.before is not None:
        where.append("purchased_at < ?")
        values.append(stamp(wanted.before))
    return where, values


def _row(row: Row) -> OrderRow:
    fields = dict(zip(_FIELDS, row, strict=False))
    fields["marks"] = tuple(Mark(mark) for mark in str(fields["marks"]).split())
    for name, kind in (("push_kind", PushKind), ("push_state", PushState)):
        if fields[name] is not None:
            fields[name] = kind(str(fields[name]))
    return msgspec.convert(fields, OrderRow, strict=False)
