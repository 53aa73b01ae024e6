"""The product list: the shop's figures beside what Amazon last got of them."""

import sqlite3

import msgspec

from core.books.books import Books
from core.domain.listings import Terms
from core.views.rows import Page, ProductFilter, ProductRow

_SELECT = """
SELECT code, title, stock, price_yen, coalesce(sku, '') AS sku, coalesce(asin, '') AS asin,
    coalesce(data_link = '連携する', 0) AS linked, coalesce(paused, '') = 'FBA' AS fba,
    pushed_quantity, pushed_price_yen, push_state, coalesce(push_note, '') AS push_note,
    coalesce(parent, '') AS parent, jan, reserve, data_link, posting, removed,
    deleted_at IS NOT NULL AS deleted
FROM products LEFT JOIN links USING (code)
"""


def product_rows(connection: sqlite3.Connection) -> tuple[ProductRow, ...]:
    """All products, by code."""
    return tuple(_rows(connection, "ORDER BY code", ()))


def product_page(
    connection: sqlite3.Connection, wanted: ProductFilter, after: str | None, limit: int
) -> Page[ProductRow]:
    """A page of products by code; `after` is the last page's `after`."""
    where, values = ["code > ?"], [after or ""]
    if wanted.linked is not None:
        where.append("coalesce(data_link = '連携する', 0) = ?")
        values.append(str(int(wanted.linked)))
    if wanted.push_state is not None:
        where.append("push_state = ?")
        values.append(wanted.push_state)
    if text := wanted.text.strip():
        pattern = "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        columns = ("code", "title", "sku", "asin")
        where.append("(" + " OR ".join(f"{name} LIKE ? ESCAPE '!'" for name in columns) + ")")
        values += [pattern] * len(columns)
    clause = f"WHERE {' AND '.join(where)} ORDER BY code LIMIT {int(limit)}"
    rows = tuple(_rows(connection, clause, tuple(values)))
    return Page(rows, rows[-1].code if len(rows) == limit else None)


def unsent(books: Books) -> int:
    """How many SKUs wait for the next hourly push."""
    return books.offers.count_changed(Terms(books.settings.policy, books.settings.reserve))


def _rows(connection: sqlite3.Connection, clause: str, values: tuple[str, ...]) -> list[ProductRow]:
    found = connection.execute(f"{_SELECT} {clause}", values)
    names = [column[0] for column in found.description]
    return [
        msgspec.convert(dict(zip(names, row, strict=True)), ProductRow, strict=False)
        for row in found
    ]
