"""Columns of the order list on a terminal: what fits in 80 cells comes first."""

from core.domain.instants import jst
from core.domain.labels import FulfilledBy
from core.views.rows import OrderRow
from tui.formats import yen
from tui.headless.listing import Column
from tui.words import N_


def _pushed(row: OrderRow) -> str:
    return row.push_state.value if row.push_state else ""


def _shipper(row: OrderRow) -> str:
    match row.fulfilled_by:
        case FulfilledBy.AMAZON:
            return "FBA"
        case FulfilledBy.MERCHANT:
            return ""


COLUMNS: tuple[Column[OrderRow], ...] = (
    Column(N_("注文番号"), lambda row: row.order_id),
    Column(N_("受注日時"), lambda row: f"{jst(row.purchased_at):%m/%d %H:%M}"),
    Column("決済ステータス", lambda row: row.payment_status.value),
    Column("処理可否", lambda row: row.handling.value),
    Column(N_("送信"), _pushed),
    Column(N_("配送"), _shipper, optional=True),
    Column("!", lambda row: str(row.findings or ""), optional=True),
    Column(N_("合計"), lambda row: yen(row.total_yen), optional=True, right=True),
    Column(N_("印"), lambda row: " ".join(row.marks), optional=True),
    Column(N_("商品"), lambda row: row.title, optional=True),
)
