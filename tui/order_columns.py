"""Columns of every list of orders."""

from core.domain.instants import jst
from core.views.rows import OrderRow
from tui.formats import yen
from tui.ink import Ink
from tui.signs import channel_ink, found_ink, handling_ink, marks_ink, payment_ink, push_ink
from tui.widgets.columns import Column
from tui.words import N_

ORDER_COLUMNS: tuple[Column[OrderRow], ...] = (
    Column("order", N_("注文番号"), 19, lambda row: Ink(row.order_id)),
    Column(
        "at",
        N_("受注日時"),
        11,
        lambda row: Ink(f"{jst(row.purchased_at):%m/%d %H:%M}", "quiet"),
        rank=1,
    ),
    Column("payment", "決済ステータス", 16, lambda row: payment_ink(row.payment_status)),
    Column("handling", "処理可否", 10, lambda row: handling_ink(row.handling)),
    Column("push", N_("送信"), 9, lambda row: push_ink(row.push_kind, row.push_state), rank=1),
    Column(
        "channel",
        N_("配送"),
        4,
        lambda row: channel_ink(row.fulfilled_by),
        rank=1,
    ),
    Column("found", "!", 2, found_ink, rank=1),
    Column("marks", N_("印"), 6, marks_ink, rank=2, grow=1),
    Column(
        "total",
        N_("合計"),
        9,
        lambda row: Ink(yen(row.total_yen), "warn" if row.total_yen is None else ""),
        rank=2,
        right=True,
    ),
    Column(
        "kind",
        N_("決済"),
        6,
        lambda row: Ink("代引き" if "代引き" in row.payment_kind.value else "Amazon", "quiet"),
        rank=4,
    ),
    Column("title", N_("商品"), 16, lambda row: Ink(_title(row)), rank=3, grow=5),
)


def _title(row: OrderRow) -> str:
    count = f" ×{row.units}" if row.units > 1 else ""
    return f"{row.title}{count}"


def is_problem(row: OrderRow) -> bool:
    """Whether `n` stops at this order."""
    return row.findings > 0
