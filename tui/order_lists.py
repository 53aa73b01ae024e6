"""The rows of an order list in the order that is wanted, as far as it can be had."""

from datetime import timedelta
from enum import Enum
from typing import NamedTuple

import msgspec

from core.domain.instants import jst
from core.domain.labels import FulfilledBy, Handling, PaymentKind, PaymentStatus, PushState
from core.views.rows import OrderFilter, OrderRow
from core.views.views import Views
from tui.widgets.row_source import FixedRows, KeysetRows, RowSource
from tui.words import N_, _

SORTED_AT_MOST = 3_000
"""So many rows are put in an order that no index has."""


class Order(Enum):
    """How a list is sorted: by day for any length, by a figure for a short one."""

    NEWEST = N_("新しい順")
    OLDEST = N_("古い順")
    TOTAL = N_("合計の大きい順")
    STATUS = N_("決済ステータス順")

    @property
    def after(self) -> "Order":
        """The next one, round and round."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


class Listing(msgspec.Struct, frozen=True):
    """What a list of orders shows, and how it is sorted."""

    wanted: OrderFilter = OrderFilter()
    order: Order = Order.NEWEST

    @property
    def lasting(self) -> "Listing":
        """What is remembered of it.

        Not what was searched for, which is the shop's; nor its days, which would hide new orders.
        """
        wanted = msgspec.structs.replace(
            self.wanted, text="", order_ids=None, since=None, before=None
        )
        return Listing(wanted, self.order)


class KindTab(NamedTuple):
    """One list of the manual: its name, the short one, and the payment kind that it is of."""

    name: str
    short: str
    kind: PaymentKind | None


KIND_TABS = (
    KindTab("注文検索/一括処理", "注文検索/一括処理", None),
    KindTab("Amazonマーケットプレイス決済", "Amazon…決済", PaymentKind.AMAZON),
    KindTab("Amazonマーケットプレイス決済(代引き)", "Amazon…決済(代引き)", PaymentKind.COD),
)
"""R26: beside the list of all, 決済別注文管理 has one for each payment kind."""


def by_label(wanted: OrderFilter) -> OrderFilter:
    """A label typed as the search is the filter of that label: 送信待ち, 連携失敗, 未処理."""
    text = wanted.text.strip()
    if text in list(PaymentStatus):
        return msgspec.structs.replace(wanted, text="", payment_status=PaymentStatus(text))
    if text in list(Handling):
        return msgspec.structs.replace(wanted, text="", handling=Handling(text))
    if text in list(PushState):
        return msgspec.structs.replace(wanted, text="", push_state=PushState(text))
    return wanted


def filter_words(wanted: OrderFilter) -> str:
    """What a list is filtered by; its payment kind is told by the tab, a buyer never by name."""
    parts = [
        choice.value
        for choice in (wanted.payment_status, wanted.handling, wanted.push_state)
        if choice is not None
    ]
    if wanted.since or wanted.before:
        last = wanted.before - timedelta(days=1) if wanted.before else None
        first, until = (f"{jst(at):%m/%d}" if at else "" for at in (wanted.since, last))
        parts.append(f"{first}〜{until}")
    if wanted.fulfilled_by is not None:
        parts.append("FBA" if wanted.fulfilled_by is FulfilledBy.AMAZON else _("自社配送"))
    if wanted.with_findings:
        parts.append(_("診断あり"))
    if wanted.order_ids is not None:
        parts.append(_("購入者で検索"))
    if wanted.text:
        parts.append(f"「{wanted.text}」")
    return " ".join(parts)


def rows_in_order(views: Views, wanted: OrderFilter, order: Order) -> RowSource[OrderRow] | None:
    """The list; None where it is too long to be sorted so."""
    match order:
        case Order.NEWEST | Order.OLDEST:
            wanted = msgspec.structs.replace(wanted, oldest_first=order is Order.OLDEST)
            return KeysetRows(
                lambda leg: views.orders_from(wanted, leg),
                lambda at_most: views.orders_total(wanted, at_most=at_most),
            )
        case Order.TOTAL | Order.STATUS:
            rows = views.orders(wanted, limit=SORTED_AT_MOST + 1).rows
            if len(rows) > SORTED_AT_MOST:
                return None
            key = _total if order is Order.TOTAL else _status
            return FixedRows(sorted(rows, key=key))


def _total(row: OrderRow) -> int:
    """Those whose amount is 未確定 come last."""
    return -row.total_yen if row.total_yen is not None else 1


def _status(row: OrderRow) -> int:
    """The newest first within one 決済ステータス, as they came."""
    return list(PaymentStatus).index(row.payment_status)
