"""Columns of Seller Central's lists: orders with their true state, offers, and the agenda."""

from typing import TYPE_CHECKING

from core.domain.instants import jst
from tui.formats import short_moment
from tui.ink import Ink
from tui.signs import amazon_ink
from tui.widgets.columns import Column
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AgendaItem, AmazonListing, AmazonOrder

_PAYMENTS = {
    "CREDIT_CARD": N_("カード"),
    "CONVENIENCE_STORE": N_("コンビニ"),
    "COD": N_("代引き"),
}
PAYMENTS = _PAYMENTS


def payment_word(payment: str) -> str:
    """How the buyer pays, in words."""
    return _(_PAYMENTS.get(payment, payment))


_HISTORY = {
    "placed": N_("注文を受付"),
    "payment settled": N_("支払い確定"),
    "package confirmed": N_("出荷"),
    "cancelled": N_("キャンセル"),
    "asked to cancel": N_("キャンセル依頼"),
}

UNSEEN = frozenset({"access_token_ends", "page_token_ends", "document_ends"})
"""Kinds of agenda items that nobody at the shop waits for."""


def history_words(what: str) -> str:
    """An event of an order's history: its first words in the language in use, the rest as is."""
    name, _colon, rest = what.partition(":")
    rest = rest.strip().strip(":").strip()
    return f"{_(_HISTORY.get(name, name))} {payment_word(rest)}".strip()


def _placed(order: "AmazonOrder") -> Ink:
    return Ink(short_moment(order.history[0].at) if order.history else "-", "quiet")


def _items(order: "AmazonOrder") -> Ink:
    return Ink(", ".join(f"{item.sku}×{item.quantity}" for item in order.items))


def _packages(order: "AmazonOrder") -> Ink:
    return Ink(", ".join(f"{box.carrier} {box.tracking}" for box in order.packages), "quiet")


ORDER_COLUMNS: "tuple[Column[AmazonOrder], ...]" = (
    Column("order", N_("注文番号"), 19, lambda row: Ink(row.order_id)),
    Column("status", N_("本当の状態"), 18, lambda row: amazon_ink(row.status)),
    Column(
        "by",
        N_("配送"),
        4,
        lambda row: Ink("FBA" if row.fulfilled_by == "AMAZON" else _("自社"), "amazon"),
    ),
    Column("payment", N_("支払い"), 8, lambda row: Ink(payment_word(row.payment)), rank=1),
    Column("placed", N_("受注日時"), 11, _placed, rank=1),
    Column("items", N_("商品"), 10, _items, rank=1, grow=2),
    Column("packages", N_("荷物"), 14, _packages, rank=2, grow=1),
)

LISTING_COLUMNS: "tuple[Column[AmazonListing], ...]" = (
    Column("sku", "SKU", 10, lambda row: Ink(row.sku), grow=1),
    Column("quantity", N_("数量"), 5, lambda row: Ink(f"{row.quantity:,}", "strong"), right=True),
    Column("price", N_("価格"), 8, lambda row: Ink(f"¥{row.price:,}"), right=True),
    Column(
        "by",
        N_("配送"),
        4,
        lambda row: Ink("FBA" if row.fulfilled_by == "AMAZON" else _("自社"), "amazon"),
    ),
    Column("title", N_("商品名"), 12, lambda row: Ink(row.title, "quiet"), rank=1, grow=3),
)

AGENDA_COLUMNS: "tuple[Column[AgendaItem], ...]" = (
    Column("due", N_("予定"), 14, lambda row: Ink(f"{jst(row.due):%m/%d %H:%M:%S}")),
    Column("note", N_("起きること"), 12, lambda row: Ink(agenda_words(row), "amazon"), grow=1),
)


def agenda_words(item: "AgendaItem") -> str:
    """What will happen at Amazon."""
    from scenarios.happenings import at_amazon

    return at_amazon(item).said.text(_)
