"""注文検索/一括処理: every order, filtered, searched, and worked on from the keyboard."""

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from core.errors import Refused
from core.views.rows import OrderFilter, OrderRow
from tui import pages
from tui.dialogs.order_filter import OrderFilterForm
from tui.formats import yen
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.order_columns import ORDER_COLUMNS, is_problem
from tui.screens.marked_orders import MARK_KEYS
from tui.screens.order_files import FILE_KEYS, OrderFiles
from tui.screens.order_keys import ORDER_KEYS
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import KeysetRows
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.rows import Counts, OrderDetail
    from tui.session import Session

LOOK_AHEAD = 5_000
"""How many rows `n` looks through before it gives up."""


class OrdersScreen(OrderFiles):
    """The order list with what can be done to the order pointed at."""

    MODE = "orders"
    HELP = N_(
        "注文の一覧です。Enterで詳細を開きます。/ で検索、f で絞込、n で次の問題へ進みます。"
        "v で選択すると、配送完了・注文キャンセル・取り下げは選択した注文すべてに行います。"
        "かっこ付きのキーは今はできない操作で、押すと理由を表示します。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *ORDER_KEYS,
        *MARK_KEYS,
        key("slash", "search", "検索", "注文番号・商品名・SKUで検索する", id="orders.search"),
        key("f", "filter", "絞込", "ステータスなどで絞り込む", id="orders.filter"),
        *FILE_KEYS,
        key(
            "escape",
            "clear",
            "解除",
            "選択を外す。選択がなければ検索と絞込を解除する",
            id="orders.clear",
            show=False,
        ),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._filter = OrderFilter()
        self._order: OrderDetail | None = None

    @property
    def wanted(self) -> OrderFilter:
        """Which orders the list shows."""
        return self._filter

    @property
    def at_hand(self) -> "OrderDetail | None":
        """The order pointed at."""
        return self._order

    @property
    def table(self) -> PagedTable[OrderRow]:
        """The list."""
        return self.query_one("#orders", PagedTable)

    def body(self) -> ComposeResult:
        """Search line, list, and a preview of the order pointed at."""
        yield Drawn(id="orders-line")
        yield Input(id="orders-search", placeholder=_("注文番号・商品名・SKU"), compact=True)
        yield PagedTable(
            ORDER_COLUMNS,
            lambda row: row.order_id,
            empty=N_("条件に合う注文はありません。"),
            id="orders",
            markable=True,
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The list first, the search line only when asked for."""
        self.query_one("#orders-search").display = False
        self.table.focus()

    def renew(self) -> None:
        """Read the first page and the figures again."""
        self._read(from_top=False)

    def _read(self, *, from_top: bool) -> None:
        views, wanted = self.session.views, self._filter
        rows: KeysetRows[OrderRow] = KeysetRows(
            lambda leg: views.orders_from(wanted, leg),
            lambda at_most: views.orders_total(wanted, at_most=at_most),
        )
        self.table.show(rows, from_top=from_top)
        self.show_figures()

    def show_figures(self) -> None:
        """What is chosen and what the list is filtered by, then the figures of the whole shop."""
        line = self._line(self.session.views.counts())
        self.query_one("#orders-line", Drawn).show(prose(line))

    def _line(self, counts: "Counts") -> Content:
        shown = self._filter_words()
        pieces: list[str | Ink] = [*self.mark_words()]
        if shown:
            pieces.append(Ink(f"{shown}  ", "strong"))
        pieces.append(_("全{n}件").format(n=f"{counts.orders:,}"))
        for name, amount, tone in (
            ("要確認", counts.needs_check, "warn"),
            ("未処理", counts.open, "strong"),
            ("連携失敗", counts.link_failed, "bad"),
            ("送信待ち", counts.waiting, "note"),
            (_("保留"), counts.set_aside, "bad"),
        ):
            if amount:
                pieces.append(Ink(f"  {name} {amount:,}", tone))  # type: ignore[arg-type]
        return inked(*pieces)

    def _filter_words(self) -> str:
        wanted = self._filter
        parts = [
            choice.value
            for choice in (
                wanted.payment_status,
                wanted.handling,
                wanted.payment_kind,
                wanted.push_state,
            )
            if choice is not None
        ]
        if wanted.fulfilled_by is not None:
            parts.append(wanted.fulfilled_by.value)
        if wanted.with_findings:
            parts.append(_("診断あり"))
        if wanted.text:
            parts.append(f"「{wanted.text}」")
        return _("絞込: {parts}（Escで解除）").format(parts=" ".join(parts)) if parts else ""

    @on(RowPointed, "#orders")
    def preview(self, message: "RowPointed[OrderRow]") -> None:
        """Read the order pointed at, so that the keys know what is possible."""
        row = message.row
        try:
            self._order = None if row is None else self.session.views.order(row.order_id)
        except Refused:
            self._order = None
        self.query_one("#preview", Drawn).show(prose(_preview(self._order)))
        self.refresh_bindings()

    @on(RowChosen, "#orders")
    def open(self, message: "RowChosen[OrderRow]") -> None:
        """Show everything on the order."""
        self.open_order(message.row.order_id)

    def action_next_problem(self) -> None:
        """Point at the next order with a finding, from the top again after the last."""
        table = self.table
        rows = len(table.source)
        for step in range(1, min(rows, LOOK_AHEAD) + 1):
            index = (table.cursor + step) % rows
            row = table.source.at(index)
            if row is not None and is_problem(row):
                table.cursor = index
                return
        self.tell(_("問題のある注文はありません。"))

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one("#orders-search", Input)
        line.display = True
        line.value = self._filter.text
        line.focus()

    @on(Input.Changed, "#orders-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing."""
        if message.input.display and message.value != self._filter.text:
            self._filter = msgspec.structs.replace(self._filter, text=message.value)
            self._read(from_top=True)

    @on(Input.Submitted, "#orders-search")
    def searched(self) -> None:
        """Back to the list, the search kept."""
        self.query_one("#orders-search").display = False
        self.table.focus()

    def action_filter(self) -> None:
        """Ask which orders are wanted."""

        def use(wanted: OrderFilter | None) -> None:
            if wanted is not None:
                self._filter = wanted
                self._read(from_top=True)

        self.app.push_screen(OrderFilterForm(self._filter), use)

    def action_clear(self) -> None:
        """First the marks go, then search and filter."""
        if self.marked:
            self.set_marks(())
            return
        self._filter = OrderFilter()
        self.searched()
        self._read(from_top=True)


def _preview(order: "OrderDetail | None") -> Content:
    if order is None:
        return Content("")
    row = order.row
    return lines(
        inked(
            Ink(row.title, "strong"),
            f" ×{row.units}  {yen(row.total_yen)}  ",
            Ink(row.amazon_status, "amazon"),
            *(Ink(f"  [{mark.value}]", "note") for mark in row.marks),
            *(Ink(f"  !{_(found.text)}", "warn") for found in order.findings),
        ),
        pages.possible(order),
    )
