"""注文検索/一括処理: every order, filtered, searched, and worked on from the keyboard."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.errors import Refused
from core.views.rows import OrderRow
from tui import pages
from tui.dialogs.columns import ColumnsForm, OrderColumn
from tui.formats import yen
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.named_orders import NameOf, named, with_names
from tui.order_columns import ORDER_COLUMNS, is_problem
from tui.screens.marked_orders import MARK_KEYS
from tui.screens.order_files import FILE_KEYS
from tui.screens.order_finding import FIND_KEYS, OrderFinding
from tui.screens.order_keys import ORDER_KEYS
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import next_place
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.rows import Counts, OrderDetail
    from tui.session import Session

COLUMNS = "orders.columns"
"""Under this name the settings keep the columns that are shown."""


class OrdersScreen(OrderFinding):
    """The order list with what can be done to the order pointed at."""

    MODE = "orders"
    HELP = N_(
        "注文の一覧です。{table.choose} で詳細、{orders.search} で検索、{orders.filter} で絞込、"
        "{problem.next} で次の問題、{orders.last_kind}{orders.next_kind} で決済別の一覧。"
        "{orders.mark} で選択すると、"
        "配送完了・注文キャンセル・取り下げは選択した注文すべてに行います。"
        "{orders.import} で配送CSVを取り込み、{orders.export} でCSVに書き出します。"
        "かっこ付きのキーは今はできない操作で、押すと理由を表示します。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *ORDER_KEYS,
        *MARK_KEYS,
        *FIND_KEYS,
        *FILE_KEYS,
        key("o", "columns", "列", "表示する列と並びを選ぶ", id="orders.columns", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._order: OrderDetail | None = None
        # Counted when the books change, not when the list does: a million orders take their time.
        self._counts: Counts | None = None

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
        yield from self.search_lines()
        yield PagedTable(
            self._columns(),
            lambda row: row.order_id,
            empty=N_("条件に合う注文はありません。"),
            id="orders",
            markable=True,
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The list first, the search line only when asked for."""
        self.searched()

    def _columns(self) -> list[OrderColumn]:
        """The columns chosen, in their order; all of them where nothing was chosen."""
        chosen = self.settings.get(COLUMNS, list[str], [])
        by_id = {column.id: column for column in ORDER_COLUMNS}
        columns = [by_id[id] for id in chosen if id in by_id] or ORDER_COLUMNS
        return list(with_names(columns, self.session))

    def action_columns(self) -> None:
        """Ask which columns, and keep the answer."""

        def use(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self.settings.put(COLUMNS, chosen)
                self.table.show_columns(self._columns())

        shown = [column.id for column in self._columns()]
        self.app.push_screen(ColumnsForm(ORDER_COLUMNS, shown), use)

    def renew(self) -> None:
        """Read the first page and the figures again."""
        self._counts = self.session.views.counts()
        self.drop_gone()
        self.read_list(from_top=False)

    def show_figures(self) -> None:
        """What is chosen and what the list is filtered by, then the figures of the whole shop."""
        self.query_one("#orders-line", Drawn).show(prose(self._line()))

    def _line(self) -> Content:
        pieces: list[str | Ink] = [*self.mark_words(), *self.list_words()]
        counts = self._counts
        if counts is None:
            return inked(*pieces)
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

    @on(RowPointed, "#orders")
    def preview(self, message: "RowPointed[OrderRow]") -> None:
        """Read the order pointed at, so that the keys know what is possible."""
        row = message.row
        try:
            self._order = None if row is None else self.session.views.order(row.order_id)
        except Refused:
            self._order = None
        self.show_preview()
        self.refresh_bindings()

    def show_preview(self) -> None:
        """What the order pointed at is, and what the keys would do: to it, or to those chosen."""
        done = self.mark_help() if self.marked else None
        content = done or Content("")
        if self._order is not None:
            content = _preview(self._order, self.session.order_name, done)
        self.query_one("#preview", Drawn).show(prose(content))

    def set_marks(self, order_ids: Iterable[str]) -> None:
        """Choose exactly these, and say what the keys act on now."""
        super().set_marks(order_ids)
        self.show_preview()

    @on(RowChosen, "#orders")
    def open(self, message: "RowChosen[OrderRow]") -> None:
        """Show everything on the order."""
        self.open_order(message.row.order_id)

    def action_next_problem(self) -> None:
        """Point at the next order with a finding, from the top again after the last."""
        place = next_place(self.table.source, self.table.cursor, is_problem)
        if place is None:
            self.tell(_("問題のある注文はありません。"))
        else:
            self.table.cursor = place


def _preview(order: "OrderDetail", name_of: NameOf, done: Content | None) -> Content:
    row = order.row
    name = name_of(row.order_id)
    return lines(
        inked(
            Ink(f"{named(row.order_id, name_of)}  " if name else "", "note"),
            Ink(row.title, "strong"),
            f" ×{row.units}  {yen(row.total_yen)}  ",
            Ink(row.amazon_status, "amazon"),
            *(Ink(f"  [{mark.value}]", "note") for mark in row.marks),
            *(Ink(f"  !{_(found.text)}", "warn") for found in order.findings),
        ),
        done or pages.possible(order),
    )
