"""商品: the shop's stock and price beside what Amazon last got, and how far each sending is."""

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from core.domain.labels import DataLink
from core.domain.refusals import Refusal
from core.views.product_rows import ProductFilter, ProductOrder, ProductRow
from tui.dialogs.product_filter import ProductFilterForm
from tui.ink import Ink, Tone, inked
from tui.keys import in_keys, key
from tui.messages import CommandRefused
from tui.product_columns import ORDER_WORDS, PRODUCT_COLUMNS, needs_a_look, preview
from tui.screens.marked_products import PRODUCT_MARK_KEYS
from tui.screens.product_files import PRODUCT_FILE_KEYS, ProductFiles
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowChosen, RowPointed
from tui.widgets.row_source import KeysetRows, next_place
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.product_rows import ProductCounts
    from tui.session import Session

FILTER = "products.filter"
"""Under this name the settings keep filter and order of the list."""


class ProductsScreen(ProductFiles):
    """Products, worked on from the keyboard."""

    MODE = "products"
    HELP = N_(
        "商品の一覧です。在庫・価格の変更は1時間に1回Amazonへ送られ、"
        "{products.push} ですぐに送れます。"
        "{products.search} で検索、{products.filter} で絞込、{products.sort} で並べ替え。"
        "差は、Amazonに出すべき数と、わかっているAmazonの数の違いです。"
        "Enterで、いつ何を送り、Amazonが何と答えたかを通信の画面に表示します。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "検索", "コード・商品名・SKU・ASIN・JAN", id="products.search"),
        key("f", "filter", "絞込", "連携や送信状態などで絞り込む", id="products.filter"),
        key("t", "sort", "並べ替え", "次の並べ方にする", id="products.sort"),
        *PRODUCT_MARK_KEYS,
        *PRODUCT_FILE_KEYS,
        key("escape", "clear", "解除", "検索と絞込を解除する", id="products.clear", show=False),
    ]

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._filter = ProductFilter()
        self._counts = session.views.product_counts()

    @property
    def counts(self) -> "ProductCounts":
        """Figures over all products, as last read."""
        return self._counts

    def body(self) -> ComposeResult:
        """Figures, search line, list and preview."""
        self._filter = _lasting(self.settings.get(FILTER, ProductFilter, ProductFilter()))
        yield Drawn(id="products-line")
        yield Input(
            id="products-search", placeholder=_("商品コード・商品名・SKU・ASIN・JAN"), compact=True
        )
        yield PagedTable(
            PRODUCT_COLUMNS,
            lambda row: row.code,
            empty=N_("条件に合う商品はありません。"),
            id="products",
            markable=True,
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """The list first, the search line only when asked for."""
        self.query_one("#products-search").display = False
        self.table.focus()

    def renew(self) -> None:
        """Read the page and the figures again."""
        self._counts = self.session.views.product_counts()
        self._read(from_top=False)

    def _read(self, *, from_top: bool) -> None:
        views, wanted = self.session.views, self._filter
        rows: KeysetRows[ProductRow] = KeysetRows(
            lambda leg: views.products_from(wanted, leg),
            lambda at_most: views.products_total(wanted, at_most=at_most),
        )
        self.table.show(rows, from_top=from_top)
        self.show_figures()

    def show_figures(self) -> None:
        """Show the line above the list again."""
        self.query_one("#products-line", Drawn).show(prose(self._line(self._counts)))

    def _line(self, counts: "ProductCounts") -> Content:
        pieces: list[str | Ink] = [*self.mark_words()]
        if shown := self._filter_words():
            pieces.append(Ink(f"{shown}  ", "strong"))
        pieces.append(_("全{n}商品").format(n=f"{counts.products:,}"))
        figures: tuple[tuple[str, int, Tone], ...] = (
            (DataLink.ON.value, counts.linked, "good"),
            (_("未送信"), counts.unsent, "note"),
            (_("送信の失敗"), counts.refused, "bad"),
            ("FBA", counts.fba, "amazon"),
            (_("診断"), counts.findings, "warn"),
            ("安全在庫", counts.reserve, "note"),
        )
        pieces += [Ink(f"  {name} {amount:,}", tone) for name, amount, tone in figures if amount]
        if self._filter.order is not ProductOrder.CODE:
            pieces.append(Ink(f"  {_(ORDER_WORDS[self._filter.order])}", "quiet"))
        return inked(*pieces)

    def _filter_words(self) -> str:
        wanted, parts = self._filter, []
        if wanted.linked is not None:
            parts.append((DataLink.ON if wanted.linked else DataLink.OFF).value)
        if wanted.push_state is not None:
            parts.append(wanted.push_state.value)
        if wanted.fba is not None:
            parts.append("FBA" if wanted.fba else _("FBAを除く"))
        if wanted.unsent:
            parts.append(_("未送信"))
        if wanted.with_findings:
            parts.append(_("診断あり"))
        if wanted.text:
            parts.append(f"「{wanted.text}」")
        words = in_keys(_("絞込: {parts}（{products.clear}で解除）"))
        return words.replace("{parts}", " ".join(parts)) if parts else ""

    @on(RowPointed, "#products")
    def preview(self, message: "RowPointed[ProductRow]") -> None:
        """Show what a narrow list leaves out."""
        self.query_one("#preview", Drawn).show(prose(preview(message.row, self._counts.reserve)))
        self.refresh_bindings()

    @on(RowChosen, "#products")
    async def show_calls(self, message: "RowChosen[ProductRow]") -> None:
        """When the product was sent to Amazon, what was sent and what came back: its calls."""
        from tui.screens.calls import CallsScreen

        if not message.row.sku:
            self.post_message(CommandRefused(_(Refusal.NOT_LINKED.value)))
            return
        await self.app.run_action("show_mode('calls')")
        calls = self.app.screen
        if isinstance(calls, CallsScreen):
            calls.look_for(message.row.sku)

    def action_next_problem(self) -> None:
        """Point at the next product with a finding or a failed sending, round and round."""
        place = next_place(self.table.source, self.table.cursor, needs_a_look)
        if place is None:
            self.tell(_("問題のある商品はありません。"))
        else:
            self.table.cursor = place

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one("#products-search", Input)
        line.display = True
        line.value = self._filter.text
        line.focus()

    @on(Input.Changed, "#products-search")
    def search(self, message: Input.Changed) -> None:
        """Filter while typing."""
        if message.input.display and message.value != self._filter.text:
            self._want(msgspec.structs.replace(self._filter, text=message.value))

    @on(Input.Submitted, "#products-search")
    def searched(self) -> None:
        """Back to the list, the search kept."""
        self.query_one("#products-search").display = False
        self.table.focus()

    def action_filter(self) -> None:
        """Ask which products are wanted."""
        self.app.push_screen(ProductFilterForm(self._filter), self._want)

    def action_sort(self) -> None:
        """The next way of sorting."""
        orders = tuple(ProductOrder)
        order = orders[(orders.index(self._filter.order) + 1) % len(orders)]
        self._want(msgspec.structs.replace(self._filter, order=order))
        self.tell(_(ORDER_WORDS[order]))

    def action_clear(self) -> None:
        """Take the marks off; then all products again, in the order chosen."""
        if self.marked:
            self.set_marks(())
            return
        self.searched()
        self._want(ProductFilter(order=self._filter.order))

    def _want(self, wanted: ProductFilter | None) -> None:
        if wanted is not None:
            self._filter = wanted
            self._read(from_top=True)
            self.settings.put(FILTER, _lasting(wanted))


def _lasting(wanted: ProductFilter) -> ProductFilter:
    """What is remembered: not what was searched for, which is the shop's."""
    return msgspec.structs.replace(wanted, text="")
