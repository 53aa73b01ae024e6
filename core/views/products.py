"""The product list: the shop's figures beside what Amazon last got of them, by the page."""

import sqlite3
from collections.abc import Mapping

import msgspec

from core.books.books import Books
from core.books.offers import CHANGED, QUANTITY
from core.domain.labels import Policy, PushState
from core.domain.listings import Terms
from core.domain.search import like
from core.sync.push_listings import terms_of
from core.views.product_rows import ProductCounts, ProductFilter, ProductOrder, ProductRow
from core.views.rows import Page

_FOUND = "(SELECT count(*) FROM findings WHERE subject = sku)"
_SELECT = f"""
SELECT code, title, stock, price_yen, coalesce(sku, '') AS sku, coalesce(asin, '') AS asin,
    coalesce(data_link = '連携する', 0) AS linked, coalesce(paused, '') = 'FBA' AS fba,
    pushed_quantity, pushed_price_yen, push_state, coalesce(push_note, '') AS push_note,
    coalesce(parent, '') AS parent, jan, reserve, data_link, posting, removed,
    deleted_at IS NOT NULL AS deleted, {QUANTITY} AS wanted_quantity, {_FOUND} AS findings
FROM products LEFT JOIN links USING (code)
"""
_SEARCHED = ("code", "title", "sku", "asin", "jan")
_RANKS = {
    ProductOrder.CODE: "0",
    ProductOrder.STOCK: "stock",
    ProductOrder.DIFFERENCE: f"-coalesce(abs({QUANTITY} - pushed_quantity), 0)",
    ProductOrder.PRICE: "price_yen",
}
"""A whole number by which rows are sorted before their code is."""

_COUNTS = """
SELECT (SELECT count(*) FROM products), count(*) FILTER (WHERE data_link = '連携する'),
    count(*) FILTER (WHERE push_state IN (:refused, :unknown)),
    count(*) FILTER (WHERE paused = 'FBA'),
    (SELECT count(DISTINCT subject) FROM findings WHERE subject IN (SELECT sku FROM links))
FROM links
"""


def product_rows(connection: sqlite3.Connection, terms: Terms) -> tuple[ProductRow, ...]:
    """All products, by code."""
    return tuple(_rows(connection, f"{_SELECT} ORDER BY code", _terms(terms)))


def product_page(
    connection: sqlite3.Connection,
    terms: Terms,
    wanted: ProductFilter,
    after: str | None,
    limit: int,
) -> Page[ProductRow]:
    """A page of products in the order wanted; `after` is the last page's `after`."""
    where, values = _where(wanted)
    rank = _RANKS[wanted.order]
    if after is not None:
        reached, _, code = after.partition(" ")
        where.append("code > :code" if rank == "0" else f"({rank}, code) > (:rank, :code)")
        values |= {"rank": int(reached), "code": code}
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    order = "code" if rank == "0" else f"{rank}, code"
    rows = _rows(
        connection,
        f"{_SELECT} {condition} ORDER BY {order} LIMIT :limit",
        {**_terms(terms), **values, "limit": limit},
    )
    last = f"{_rank_of(rows[-1], wanted.order)} {rows[-1].code}" if len(rows) == limit else None
    return Page(tuple(rows), last)


def product_counts(books: Books) -> ProductCounts:
    """Figures over all products."""
    products, linked, refused, fba, found = books.connection.execute(
        _COUNTS, {"refused": PushState.REFUSED, "unknown": PushState.UNKNOWN}
    ).fetchone()
    reserve = books.settings.reserve
    return ProductCounts(products, linked, unsent(books), refused, fba, found, reserve)


def unsent(books: Books) -> int:
    """How many SKUs wait for the next hourly push."""
    return books.offers.count_changed(terms_of(books))


def _where(wanted: ProductFilter) -> tuple[list[str], dict[str, object]]:
    where: list[str] = []
    values: dict[str, object] = {}
    if wanted.linked is not None:
        where.append("coalesce(data_link = '連携する', 0) = :linked")
        values["linked"] = int(wanted.linked)
    if wanted.push_state is not None:
        where.append("push_state = :push_state")
        values["push_state"] = wanted.push_state
    if wanted.fba is not None:
        where.append("(coalesce(paused, '') = 'FBA') = :fba")
        values["fba"] = int(wanted.fba)
    if wanted.differs:
        where.append(f"code IN (SELECT links.code {CHANGED})")
    if wanted.with_findings:
        where.append("sku IN (SELECT subject FROM findings)")
    if text := wanted.text.strip():
        where.append("(" + " OR ".join(f"{name} LIKE :text ESCAPE '!'" for name in _SEARCHED) + ")")
        values["text"] = like(text)
    return where, values


def _rank_of(row: ProductRow, order: ProductOrder) -> int:
    match order:
        case ProductOrder.CODE:
            return 0
        case ProductOrder.STOCK:
            return row.stock
        case ProductOrder.PRICE:
            return row.price_yen
        case ProductOrder.DIFFERENCE:
            sent = row.pushed_quantity
            return 0 if sent is None else -abs(row.wanted_quantity - sent)


def _terms(terms: Terms) -> dict[str, object]:
    return {"safe": terms.policy is Policy.SAFE, "reserve": terms.reserve}


def _rows(
    connection: sqlite3.Connection, sql: str, values: Mapping[str, object]
) -> list[ProductRow]:
    found = connection.execute(sql, values)
    names = [column[0] for column in found.description]
    return [
        msgspec.convert(dict(zip(names, row, strict=True)), ProductRow, strict=False)
        for row in found
    ]
