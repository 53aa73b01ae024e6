"""The product list: the shop's figures beside what Amazon last got of them, by the page."""

import sqlite3
from collections.abc import Mapping

import msgspec

from core.books.books import Books
from core.books.offers_sql import CHANGED, QUANTITY
from core.domain.labels import Policy, PushState
from core.domain.listings import Terms
from core.domain.search import like
from core.views.product_rows import ProductCounts, ProductFilter, ProductOrder, ProductRow
from core.views.rows import Leg, Page

_FOUND = "(SELECT count(*) FROM findings WHERE subject = sku)"
_KNOWN = "iif(shown_at > coalesce(pushed_at, ''), shown_quantity, pushed_quantity)"
"""What Amazon has as far as known: what was last read there, or what was sent since."""

_SELECT = f"""
SELECT code, title, stock, price_yen, coalesce(sku, '') AS sku, coalesce(asin, '') AS asin,
    coalesce(data_link = '連携する', 0) AS linked, coalesce(paused, '') = 'FBA' AS fba,
    pushed_quantity, pushed_price_yen, push_state, coalesce(push_note, '') AS push_note,
    coalesce(parent, '') AS parent, jan, reserve, data_link, posting, removed,
    deleted_at IS NOT NULL AS deleted, {QUANTITY} AS wanted_quantity, {_FOUND} AS findings,
    {_KNOWN} AS amazon_quantity, max(coalesce(shown_at, pushed_at), coalesce(pushed_at, shown_at))
    AS amazon_at, pushed_at
FROM products LEFT JOIN links USING (code)
"""
_SEARCHED = ("code", "title", "sku", "asin", "jan")
_RANKS = {
    ProductOrder.CODE: "",
    ProductOrder.STOCK: "stock",
    ProductOrder.DIFFERENCE: (
        f"iif(data_link = '連携する' AND paused <> 'FBA',"
        f" -coalesce(abs({QUANTITY} - {_KNOWN}), 0), 0)"
    ),
    ProductOrder.PRICE: "price_yen",
}
"""A whole number by which rows are sorted first, then by code; empty for code alone."""

_COUNTS = """
SELECT (SELECT count(*) FROM products), count(*) FILTER (WHERE data_link = '連携する'),
    count(*) FILTER (WHERE push_state IN (:refused, :unknown)),
    count(*) FILTER (WHERE paused = 'FBA'),
    (SELECT count(DISTINCT subject) FROM findings WHERE subject IN (SELECT sku FROM links))
FROM links
"""


def product_rows(
    connection: sqlite3.Connection, terms: Terms, code: str | None = None
) -> tuple[ProductRow, ...]:
    """All products by code, or that of `code`."""
    where = "" if code is None else "WHERE code = :code"
    values = {**_terms(terms), "code": code}
    return tuple(_rows(connection, f"{_SELECT} {where} ORDER BY code", values))


def product_page(
    connection: sqlite3.Connection, terms: Terms, wanted: ProductFilter, leg: Leg
) -> Page[ProductRow]:
    """A page of products; its `after` and `before` are keys for other pages of the same filter."""
    where, values = _where(wanted)
    columns = [column for column in (_RANKS[wanted.order], "code") if column]
    if leg.start is not None:
        rank, _, code = leg.start.partition(" ")
        marks = [":rank", ":code"][-len(columns) :]
        beyond = "<" if leg.back else ">"
        where.append(f"({', '.join(columns)}) {beyond} ({', '.join(marks)})")
        values |= {"rank": int(rank), "code": code}
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    order = ", ".join(f"{column} {'DESC' if leg.back else 'ASC'}" for column in columns)
    rows = _rows(
        connection,
        f"{_SELECT} {condition} ORDER BY {order} LIMIT :limit OFFSET :skip",
        {**_terms(terms), **values, "limit": leg.limit, "skip": leg.skip},
    )
    full, opens = len(rows) == leg.limit, leg.start is not None or leg.skip > 0
    more_before, more_after = (full, opens) if leg.back else (opens, full)
    if leg.back:
        rows.reverse()
    return Page(
        tuple(rows),
        after=_key(rows[-1], wanted.order) if rows and more_after else None,
        before=_key(rows[0], wanted.order) if rows and more_before else None,
    )


def product_total(
    connection: sqlite3.Connection, terms: Terms, wanted: ProductFilter, at_most: int | None
) -> int:
    """How many products the filter finds; counting may stop at `at_most`."""
    where, values = _where(wanted)
    condition = f"LEFT JOIN links USING (code) WHERE {' AND '.join(where)}" if where else ""
    (number,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM products {condition} LIMIT :at_most)",
        {**_terms(terms), **values, "at_most": -1 if at_most is None else at_most},
    ).fetchone()
    return int(number)


def product_counts(books: Books) -> ProductCounts:
    """Figures over all products."""
    products, linked, refused, fba, found = books.connection.execute(
        _COUNTS, {"refused": PushState.REFUSED, "unknown": PushState.UNKNOWN}
    ).fetchone()
    reserve = books.settings.reserve
    return ProductCounts(products, linked, unsent(books), refused, fba, found, reserve)


def unsent(books: Books) -> int:
    """How many SKUs wait for the next hourly push."""
    return books.offers.count_changed(books.terms)


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
    if wanted.unsent:
        where.append(f"code IN (SELECT links.code {CHANGED})")
    if wanted.with_findings:
        where.append("sku IN (SELECT subject FROM findings)")
    if text := wanted.text.strip():
        where.append("(" + " OR ".join(f"{name} LIKE :text ESCAPE '!'" for name in _SEARCHED) + ")")
        values["text"] = like(text)
    return where, values


def _key(row: ProductRow, order: ProductOrder) -> str:
    return f"{_rank(row, order)} {row.code}"


def _rank(row: ProductRow, order: ProductOrder) -> int:
    match order:
        case ProductOrder.CODE:
            return 0
        case ProductOrder.STOCK:
            return row.stock
        case ProductOrder.PRICE:
            return row.price_yen
        case ProductOrder.DIFFERENCE:
            return -abs(row.difference or 0)


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
