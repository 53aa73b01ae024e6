"""Columns of the product list on a terminal."""

from core.views.product_rows import ProductRow
from tui.formats import yen
from tui.headless.listing import Column
from tui.words import N_


def _switches(row: ProductRow) -> str:
    if row.fba:
        return "FBA"
    return row.data_link.value if row.data_link else ""


def _pushed(row: ProductRow) -> str:
    return "" if row.pushed_quantity is None else str(row.pushed_quantity)


def _state(row: ProductRow) -> str:
    return row.push_state.value if row.push_state else ""


COLUMNS: tuple[Column[ProductRow], ...] = (
    Column("独自商品コード", lambda row: row.code),
    Column("在庫数", lambda row: str(row.stock), right=True),
    Column(N_("価格"), lambda row: yen(row.price_yen), right=True),
    Column("SKU", lambda row: row.sku),
    Column("商品データ連携", _switches, optional=True),
    Column("Amazon", _pushed, right=True, optional=True),
    Column(N_("送信"), _state, optional=True),
    Column("ASIN", lambda row: row.asin, optional=True),
    Column(N_("商品名"), lambda row: row.title, optional=True),
)
