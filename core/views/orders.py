"""The order list: pages by key, so that a million orders read like a hundred.

Without a search text a list is in the order of purchase, newest first; with one, in the order of
arrival, which is the order of the search index. Each filter alone has an index in list order.
Several together are read as the merge of all combinations of values of an index over four of them,
each of which is in list order too, so no page depends on how rare its rows are.
"""

import sqlite3
from collections.abc import Iterator
from heapq import merge
from itertools import islice, product

import msgspec

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
from core.views.rows import OrderFilter, OrderRow, Page

_COLUMNS = (
    "SELECT order_id, purchased_at, payment_status, handling, payment_kind, fulfilled_by,"
    " amazon_status, total_yen, units, title, marks, push_kind, push_state, findings, arrival"
    " FROM orders "
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
_NEWEST = " ORDER BY purchased_at DESC, order_id DESC LIMIT ?"

Row = tuple[object, ...]
Key = tuple[str, str]


def order_row(connection: sqlite3.Connection, order_id: str) -> OrderRow | None:
    """One order as a line of the list."""
    row = connection.execute(_COLUMNS + "WHERE order_id = ?", (order_id,)).fetchone()
    return _row(row) if row else None


def order_page(
    connection: sqlite3.Connection, wanted: OrderFilter, after: str | None, limit: int
) -> Page[OrderRow]:
    """A page of orders; `after` is the `after` of the page before, of the same filter."""
    if len(wanted.text.strip()) >= SHORTEST:
        found = _search(connection, wanted, int(after) if after else None, limit)
        last = str(found[-1][-1]) if len(found) == limit else None
    else:
        found = _listed(connection, wanted, _key(after), limit)
        last = f"{found[-1][1]} {found[-1][0]}" if len(found) == limit else None
    return Page(tuple(_row(row) for row in found), last)


def _key(after: str | None) -> Key | None:
    if after is None:
        return None
    purchased_at, _, order_id = after.partition(" ")
    return purchased_at, order_id


def _listed(
    connection: sqlite3.Connection, wanted: OrderFilter, after: Key | None, limit: int
) -> list[Row]:
    """The list in order of purchase; the filters that have no index in it are checked by row."""
    given = {name: value for name in _DIMENSIONS if (value := getattr(wanted, name)) is not None}
    rest, values = _by_row(wanted)
    if len(given) < 2 or rest:
        where = [f"{name} = ?" for name in given] + rest
        return list(_select(connection, where, [*given.values(), *values], after, limit))
    combinations = product(
        *((given[name],) if name in given else every for name, every in _DIMENSIONS.items())
    )
    where = [f"{name} = ?" for name in _DIMENSIONS]
    parts = [_select(connection, where, list(each), after, limit) for each in combinations]
    newest_first = merge(*parts, key=lambda row: (str(row[1]), str(row[0])), reverse=True)
    return list(islice(newest_first, limit))


def _select(
    connection: sqlite3.Connection,
    where: list[str],
    values: list[object],
    after: Key | None,
    limit: int,
) -> Iterator[Row]:
    conditions, bound = list(where), list(values)
    if after is not None:
        conditions.append("(purchased_at, order_id) < (?, ?)")
        bound += after
    clause = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return connection.execute(_COLUMNS + clause + _NEWEST, (*bound, limit))


def _search(
    connection: sqlite3.Connection, wanted: OrderFilter, after: int | None, limit: int
) -> list[Row]:
    """What the index finds, and what it does not hold yet, in order of arrival, newest first."""
    text = wanted.text.strip()
    rest, values = _by_row(msgspec.structs.replace(wanted, text=""))
    for name in _DIMENSIONS:
        if (value := getattr(wanted, name)) is not None:
            rest.append(f"{name} = ?")
            values.append(value)
    if after is not None:
        rest.append("arrival < ?")
        values.append(after)
    more = "".join(f" AND {condition}" for condition in rest)
    indexed = connection.execute(
        _COLUMNS.replace("FROM orders", "FROM order_search CROSS JOIN orders")
        + "ON arrival = order_search.rowid WHERE order_search MATCH ?"
        + (" AND order_search.rowid < ?" if after is not None else "")
        + more
        + " ORDER BY order_search.rowid DESC LIMIT ?",
        (phrase(text), *([after] if after is not None else []), *values, limit),
    )
    unindexed = connection.execute(
        _COLUMNS + f"WHERE indexed = 0 AND {_FOUND_BY_LIKE}{more} ORDER BY arrival DESC LIMIT ?",
        (*[like(text)] * 3, *values, limit),
    )
    both = merge(indexed, unindexed, key=lambda row: int(str(row[-1])), reverse=True)
    return list(islice(both, limit))


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


def _row(row: Row) -> OrderRow:
    fields = dict(zip(_FIELDS, row, strict=False))
    fields["marks"] = tuple(Mark(mark) for mark in str(fields["marks"]).split())
    for name, kind in (("push_kind", PushKind), ("push_state", PushState)):
        if fields[name] is not None:
            fields[name] = kind(str(fields[name]))
    return msgspec.convert(fields, OrderRow, strict=False)
