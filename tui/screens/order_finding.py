"""Which orders the list shows and in which order: lists by payment kind, search, filter, sort."""

from typing import TYPE_CHECKING

import msgspec
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from core.domain.search import SHORTEST
from core.views.rows import OrderFilter
from tui.dialogs.buyer_search import BuyerSearchForm
from tui.dialogs.order_filter import OrderFilterForm
from tui.ink import Ink, inked
from tui.keys import in_keys, key
from tui.messages import BuyersFound
from tui.order_lists import (
    KIND_TABS,
    SORTED_AT_MOST,
    KindTab,
    Listing,
    Order,
    by_label,
    filter_words,
    rows_in_order,
)
from tui.screens.order_files import OrderFiles
from tui.widgets.drawn import Drawn
from tui.words import _

if TYPE_CHECKING:
    from tui.session import Session

FIND_KEYS: list[BindingType] = [
    key(
        "slash",
        "search",
        "検索",
        "注文番号・商品名・SKU・送信待ちなどの状態で検索する",
        id="orders.search",
    ),
    key("f", "filter", "絞込", "注文日やステータスなどで絞り込む", id="orders.filter"),
    key("right", "kind(1)", "決済別", "次の決済方法の一覧へ", id="orders.next_kind", show=False),
    key("left", "kind(-1)", "決済別", "前の決済方法の一覧へ", id="orders.last_kind", show=False),
    key("t", "sort", "並べ替え", "次の並べ方にする", id="orders.sort", show=False),
    key("b", "buyers", "購入者", "購入者の名前や住所で検索する", id="orders.buyer", show=False),
    key(
        "escape",
        "clear",
        "解除",
        "選択を外す。選択がなければ検索と絞込を解除する",
        id="orders.clear",
        show=False,
    ),
]
"""Declared where they belong in the footer of the screen."""

LISTING = "orders.list"
"""Under this name the settings keep filter and order of the list."""

FOUND_AT_MOST = 200
TYPED_AT_MOST = 50_000
"""Orders that are looked through at each key, where no index helps."""


class KindShown(Static):
    """The name of one list; a click shows it."""

    class Picked(Message):
        """This list is wanted."""

        def __init__(self, tab: KindTab) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, tab: KindTab) -> None:
        super().__init__(markup=False)
        self._tab = tab
        self._shown: bool | None = None

    def show(self, wanted: OrderFilter) -> None:
        """The list that is shown stands in brackets, under its whole name."""
        current = self._tab.kind is wanted.payment_kind
        if current is self._shown:
            return
        self._shown = current
        self.set_class(current, "-current")
        self.update(inked(f"[{self._tab.name}]" if current else f" {self._tab.short} "))

    def on_click(self, event: events.Click) -> None:
        """Show it."""
        event.stop()
        self.post_message(self.Picked(self._tab))


class OrderFinding(OrderFiles):
    """The lists of 注文検索 and 決済別注文管理; what is set stays until it is cleared."""

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._wanted = OrderFilter()
        self._order_by = Order.NEWEST

    @property
    def wanted(self) -> OrderFilter:
        """Which orders the list shows."""
        wanted = by_label(self._wanted)
        if numbers := self.session.orders_named(wanted.text.strip()):
            return msgspec.structs.replace(wanted, text="", order_ids=numbers)
        return wanted

    def search_lines(self) -> ComposeResult:
        """The lists of the manual, the figures, and the search line."""
        last = self.settings.get(LISTING, Listing, Listing()).lasting
        self._wanted, self._order_by = last.wanted, last.order
        with Horizontal(id="order-kinds"):
            for tab in KIND_TABS:
                yield KindShown(tab)
            switch = in_keys("{orders.last_kind}{orders.next_kind}")
            yield Static(inked(Ink(f" {switch}", "quiet")), id="kind-keys")
        yield Drawn(id="orders-line")
        yield Input(id="orders-search", placeholder=_("注文番号・商品名・SKU・状態"), compact=True)

    def read_list(self, *, from_top: bool) -> None:
        """Put the rows that are wanted into the table."""
        rows = rows_in_order(self.session.views, self.wanted, self._order_by)
        if rows is None:
            self.tell(_too_long(self._order_by), "warning")
            self._order_by = Order.NEWEST
            self.read_list(from_top=True)
            return
        self.table.show(rows, from_top=from_top)
        for tab in self.query(KindShown):
            tab.show(self._wanted)
        self.show_figures()

    def list_words(self) -> list[Ink]:
        """Filter and order of the list, where they are not the usual ones."""
        words = []
        if told := filter_words(self._wanted):
            shown = in_keys(_("絞込: {parts}（{orders.clear}で解除）")).replace("{parts}", told)
            words.append(Ink(f"{shown}  ", "strong"))
        if self._order_by is not Order.NEWEST:
            words.append(Ink(f"{_(self._order_by.value)}  ", "note"))
        return words

    def _use(self, wanted: OrderFilter, order: Order | None = None) -> None:
        self._wanted, self._order_by = wanted, order or self._order_by
        self.read_list(from_top=True)
        self.settings.put(LISTING, Listing(self._wanted, self._order_by).lasting)

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one("#orders-search", Input)
        line.display = True
        line.value = self._wanted.text
        line.focus()

    @on(Input.Changed, "#orders-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing; one character has no index, so a long list waits for Enter."""
        if not message.input.display or message.value == self._wanted.text:
            return
        alone = 0 < len(message.value.strip()) < SHORTEST
        if alone and self.session.views.orders_total() > TYPED_AT_MOST:
            self.tell(_("1文字だけの検索はEnterで始めます。"))
            return
        self._use(msgspec.structs.replace(self._wanted, text=message.value))

    @on(Input.Submitted, "#orders-search")
    def searched(self) -> None:
        """Back to the list, the search kept."""
        line = self.query_one("#orders-search", Input)
        if line.display and line.value != self._wanted.text:
            self._use(msgspec.structs.replace(self._wanted, text=line.value))
        self._leave_search()

    def _leave_search(self) -> None:
        self.query_one("#orders-search").display = False
        self.table.focus()

    def action_filter(self) -> None:
        """Ask which orders are wanted."""

        def use(wanted: OrderFilter | None) -> None:
            if wanted is not None:
                self._use(wanted)

        form = OrderFilterForm(self._wanted, self.session.clock().now)
        self.app.push_screen(form, use)

    def action_kind(self, step: int) -> None:
        """Go to the list of another payment kind (R26)."""
        kinds = [tab.kind for tab in KIND_TABS]
        here = kinds.index(self._wanted.payment_kind)
        self._show_kind(KIND_TABS[(here + step) % len(KIND_TABS)])

    @on(KindShown.Picked)
    def pick_kind(self, message: KindShown.Picked) -> None:
        """Show the list that was clicked."""
        self._show_kind(message.tab)

    def _show_kind(self, tab: KindTab) -> None:
        self._use(msgspec.structs.replace(self._wanted, payment_kind=tab.kind))

    def action_sort(self) -> None:
        """Sort by the next thing that can be sorted by."""
        self._use(self._wanted, self._order_by.after)

    def action_buyers(self) -> None:
        """Ask for a buyer."""

        def use(text: str | None) -> None:
            if text:
                self.find_buyers(text)

        self.app.push_screen(BuyerSearchForm(), use)

    @work(group="buyer", exclusive=True, exit_on_error=False, description="購入者の検索")
    async def find_buyers(self, text: str) -> None:
        """Have the newest buyers decrypted and looked through; only order numbers come back."""
        hits = await self.session.search_buyers(text, FOUND_AT_MOST)
        order_ids = tuple(hit.order_id for hit in hits.rows)
        self.post_message(BuyersFound(order_ids, hits.searched, hits.complete))

    @on(BuyersFound)
    def show_found(self, message: BuyersFound) -> None:
        """Show the orders, and say how far was searched."""
        told = _("購入者{n}人の中から{found}件見つかりました。").format(
            n=f"{message.searched:,}", found=len(message.order_ids)
        )
        if not message.complete:
            told += _("これより古い購入者は探していません。")
        self.tell(told)
        if message.order_ids:
            self._use(OrderFilter(order_ids=message.order_ids))

    def action_clear(self) -> None:
        """First the marks go, then search, filter and order."""
        if self.marked:
            self.set_marks(())
            return
        self._leave_search()
        self._use(OrderFilter(payment_kind=self._wanted.payment_kind), Order.NEWEST)


def _too_long(order: Order) -> str:
    words = _("{order}は、{n}件以下に絞り込むと使えます。")
    return words.format(order=_(order.value), n=f"{SORTED_AT_MOST:,}")
