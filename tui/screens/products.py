"""商品: the shop's stock and price beside what Amazon last got, and how far each sending is."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.rows import ProductRow
from tui.dialogs.number import NumberForm
from tui.formats import signed, yen
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.messages import CommandRefused, ProductEdited
from tui.screens.frame import FrameScreen
from tui.signs import push_ink
from tui.widgets.columns import Column
from tui.widgets.drawn import Drawn, prose
from tui.widgets.paged_table import PagedTable, RowPointed
from tui.widgets.row_source import FixedRows
from tui.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from core import Desk


def _pushed(row: ProductRow) -> Ink:
    return Ink("-" if row.pushed_quantity is None else f"{row.pushed_quantity:,}", "amazon")


def _difference(row: ProductRow) -> Ink:
    if row.pushed_quantity is None or row.stock == row.pushed_quantity:
        return Ink("")
    return Ink(signed(row.stock - row.pushed_quantity), "warn")


def _linked(row: ProductRow) -> Ink:
    if row.fba:
        return Ink("FBA", "amazon")
    return Ink("連携する", "good") if row.linked else Ink("連携しない", "quiet")


PRODUCT_COLUMNS: tuple[Column[ProductRow], ...] = (
    Column("code", N_("商品コード"), 13, lambda row: Ink(row.code)),
    Column("title", N_("商品名"), 14, lambda row: Ink(row.title), rank=1, grow=4, likes=30),
    Column(
        "stock",
        N_("在庫"),
        6,
        lambda row: Ink(f"{row.stock:,}", "strong" if row.stock >= 0 else "bad"),
        right=True,
    ),
    Column("pushed", N_("送信済"), 6, _pushed, right=True),
    Column("difference", N_("差"), 4, _difference, right=True),
    Column("price", N_("価格"), 8, lambda row: Ink(yen(row.price_yen)), right=True),
    Column("state", N_("送信"), 10, lambda row: push_ink(None, row.push_state)),
    Column("linked", N_("連携"), 10, _linked, rank=1),
    Column("sku", "SKU", 14, lambda row: Ink(row.sku or "-", "quiet"), rank=2, grow=1),
    Column("asin", "ASIN", 10, lambda row: Ink(row.asin or "-", "quiet"), rank=3),
    Column("note", N_("備考"), 16, lambda row: Ink(row.push_note, "bad"), rank=4, grow=2),
)


class ProductsScreen(FrameScreen):
    """Products, with stock and price set from the keyboard."""

    MODE = "products"
    HELP = N_("商品の一覧です。在庫・価格の変更は1時間に1回Amazonへ送られます。")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("e", "set_stock", "在庫", "ショップの在庫数を変更する", id="products.stock"),
        key("p", "set_price", "価格", "ショップの価格を変更する", id="products.price"),
    ]

    @property
    def table(self) -> PagedTable[ProductRow]:
        """The list."""
        return self.query_one("#products", PagedTable)

    def body(self) -> ComposeResult:
        """List and preview."""
        yield PagedTable(
            PRODUCT_COLUMNS,
            lambda row: row.code,
            empty=N_("商品はまだありません。"),
            id="products",
        )
        yield Drawn(id="preview")

    def on_mount(self) -> None:
        """Start in the list."""
        self.table.focus()

    def renew(self) -> None:
        """Read the products again."""
        self.table.show(FixedRows(self.session.views.products()))

    @on(RowPointed, "#products")
    def preview(self, message: "RowPointed[ProductRow]") -> None:
        """Show what a narrow list leaves out."""
        self.query_one("#preview", Drawn).show(prose(_preview(message.row)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the editing keys of an empty list."""
        if action in ("set_stock", "set_price"):
            return True if self.table.pointed is not None else None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why nothing can be edited."""
        if action in ("set_stock", "set_price"):
            return _("商品はまだありません。")
        return super().why_not(action)

    def action_set_stock(self) -> None:
        """Ask for the stock of the product pointed at."""
        row = self.table.pointed
        if row is None:
            return
        code = row.code
        self._ask(
            NumberForm(
                f"{row.code} {row.title}",
                _("在庫数"),
                max(0, row.stock),
                least=0,
                wrong=Refusal.NEGATIVE_STOCK.value,
                after=_("次の在庫・価格送信でAmazonの在庫を上書きします。"),
            ),
            lambda number: lambda desk: desk.set_stock(code, number),
            code,
        )

    def action_set_price(self) -> None:
        """Ask for the price of the product pointed at."""
        row = self.table.pointed
        if row is None:
            return
        code = row.code
        self._ask(
            NumberForm(
                f"{row.code} {row.title}",
                _("価格（円）"),
                row.price_yen,
                least=1,
                wrong=Refusal.BAD_PRICE.value,
                after=_("次の在庫・価格送信でAmazonへ送ります。"),
            ),
            lambda number: lambda desk: desk.set_price(code, number),
            code,
        )

    def _ask(
        self, form: NumberForm, command: "Callable[[int], Callable[[Desk], None]]", code: str
    ) -> None:
        def use(number: int | None) -> None:
            if number is not None:
                self.edit(command(number), code)

        self.app.push_screen(form, use)

    @work(group="desk", exit_on_error=False, description="商品")
    async def edit(self, command: "Callable[[Desk], None]", code: str) -> None:
        """Write the figure into the shop's books."""
        try:
            await self.session.at_desk(command)
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))
        else:
            self.post_message(ProductEdited(code))

    @on(ProductEdited)
    def show_edited(self, message: ProductEdited) -> None:
        """Show the new figure."""
        self.renew()
        self.tell(_("{code} を変更しました。").format(code=message.code))


def _preview(row: ProductRow | None) -> Content:
    if row is None:
        return Content("")
    parts = [
        inked(
            Ink(row.title, "strong"),
            f"  {row.code}  SKU {row.sku or '-'}  ASIN {row.asin or '-'}",
        ),
        inked(
            f"{_('在庫')} {row.stock:,}  {yen(row.price_yen)}  ",
            Ink(
                _("Amazonへ送信済: {quantity} / {price}").format(
                    quantity="-" if row.pushed_quantity is None else row.pushed_quantity,
                    price="-" if row.pushed_price_yen is None else yen(row.pushed_price_yen),
                ),
                "amazon",
            ),
        ),
    ]
    if row.push_note:
        parts.append(inked(Ink(row.push_note, "bad")))
    if row.fba:
        parts.append(inked(Ink(_(Refusal.FBA_LISTING.value), "warn")))
    return lines(*parts)
