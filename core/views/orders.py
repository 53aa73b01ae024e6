"""The order list: filters as SQL, pages by key, so that a million orders read like a hundred."""

import sqlite3

import msgspec

from core.domain.labels import Mark, PushKind, PushState
from core.views.rows import OrderFilter, OrderRow, Page

_SELECT = """
SELECT order_id, purchased_at, payment_status, handling, payment_kind, fulfilled_by, amazon_status,
    total_yen, units, title, marks,
    (SELECT kind || char(9) || state FROM pushes WHERE pushes.order_id = orders.order_id
        ORDER BY push_id DESC LIMIT 1) AS push,
    (SELECT count(*) FROM findings WHERE subject = orders.order_id) AS findings
FROM orders
"""


def order_row(connection: sqlite3.Connection, order_id: str) -> OrderRow | None:
    """One order as a line of the list."""
    row = connection.execute(_SELECT + "WHERE order_id = ?", (order_id,)).fetchone()
    return _row(row) if row else None


def order_page(
    connection: sqlite3.Connection, wanted: OrderFilter, after: str | None, limit: int
) -> Page[OrderRow]:
    """A page of orders, newest first."""
    where, values = _conditions(wanted)
    if after is not None:
        purchased_at, _, order_id = after.partition(" ")
        where.append("(purchased_at, order_id) < (?, ?)")
        values += [purchased_at, order_id]
    clause = f"WHERE {' AND '.join(where)} " if where else ""
    found = connection.execute(
        _SELECT + clause + "ORDER BY purchased_at DESC, order_id DESC LIMIT ?", (*values, limit)
    ).fetchall()
    last = f"{found[-1][1]} {found[-1][0]}" if len(found) == limit else None
    return Page(tuple(_row(row) for row in found), last)


def _conditions(wanted: OrderFilter) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    for column in ("payment_status", "handling", "payment_kind", "fulfilled_by"):
        if (value := getattr(wanted, column)) is not None:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.push_state is not None:
        where.append("order_id IN (SELECT order_id FROM pushes WHERE state = ?)")
        values.append(wanted.push_state)
    if wanted.with_findings:
        where.append("order_id IN (SELECT subject FROM findings)")
    if text := wanted.text.strip():
        pattern = "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        where.append(
            "(order_id LIKE ? ESCAPE '!' OR title LIKE ? ESCAPE '!' OR order_id IN"
            " (SELECT order_id FROM order_lines WHERE sku LIKE ? ESCAPE '!'"
            " OR title LIKE ? ESCAPE '!'))"
        )
        values += [pattern] * 4
    return where, values


def _row(row: tuple[object, ...]) -> OrderRow:
    *plain, marks, push, findings = row
    kind, _, state = str(push or "").partition("\t")
    names = OrderRow.__struct_fields__[: len(plain)]
    return msgspec.convert(
        {
            **dict(zip(names, plain, strict=True)),
            "marks": tuple(Mark(mark) for mark in str(marks).split()),
            "push_kind": PushKind(kind) if kind else None,
            "push_state": PushState(state) if state else None,
            "findings": findings,
        },
        OrderRow,
        strict=False,
    )
