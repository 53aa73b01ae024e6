"""What can be done to the product pointed at, grey with the rule's sentence where it cannot."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from textual import on, work
from textual.binding import BindingType

from core.domain.labels import LinkState
from core.domain.listings import check_jan, deletes_listing
from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.product_rows import ProductCounts, ProductRow
from tui.dialogs.form import Form
from tui.dialogs.line import LineForm
from tui.dialogs.number import NumberForm
from tui.dialogs.switches import BOTH_ON, DeleteListingForm, Switches, SwitchesForm, UnlinkForm
from tui.keys import in_keys, key
from tui.messages import CommandRefused, ListingsHastened, ProductEdited
from tui.screens.frame import FrameScreen
from tui.widgets.paged_table import PagedTable
from tui.words import N_, _

if TYPE_CHECKING:
    from core import Desk, Views
    from tui.dialogs.link_product import LinkWish

    Command = Callable[[Desk], None]

    class SureCommand(Protocol):
        """A command that says whether the person agreed to a deletion."""

        def __call__(self, desk: Desk, *, sure: bool) -> None: ...


Answer = TypeVar("Answer")

OF_A_PRODUCT = frozenset(
    {"set_stock", "set_price", "set_reserve", "set_jan", "link", "switch", "unlink"}
)
BAD_RESERVE = N_("安全在庫は0以上の整数で入力してください。空欄ならショップの設定に従います。")


class ProductKeys(FrameScreen):
    """A screen with a list of products."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "e", "set_stock", "在庫", "ショップの在庫数を変更する", id="products.stock", writes=True
        ),
        key("p", "set_price", "価格", "ショップの価格を変更する", id="products.price", writes=True),
        key("l", "link", "連携", "ASINを検索して連携する", id="products.link", writes=True),
        key(
            "w",
            "switch",
            "掲載",
            "商品データ連携と商品掲載を切り替える",
            id="products.switches",
            writes=True,
        ),
        key(
            "d", "unlink", "連携しない", "この商品の連携をやめる", id="products.unlink", writes=True
        ),
        key(
            "r", "set_reserve", "安全在庫", "Amazonに出さない数", id="products.reserve", writes=True
        ),
        key("j", "set_jan", "JAN", "JANコードを変更する", id="products.jan", writes=True),
        key(
            "s", "push_now", "今すぐ送信", "在庫・価格を今すぐ送る", id="products.push", writes=True
        ),
    ]

    @property
    def counts(self) -> ProductCounts:
        """Figures over all products, as last read."""
        raise NotImplementedError

    @property
    def table(self) -> PagedTable[ProductRow]:
        """The list."""
        return self.query_one("#products", PagedTable)

    def why_not(self, action: str) -> str:
        """The rule's own sentence."""
        if action == "push_now":
            now = self.session.clock().now
            refusal = self.session.views.against_push_now(now, self.counts.unsent)
            return _(refusal.value) if refusal else ""
        if action not in OF_A_PRODUCT:
            return super().why_not(action)
        row = self.table.pointed if self.is_mounted else None
        if row is None:
            return _("商品を選んでください。")
        if action == "switch" and row.data_link is None:
            return _(Refusal.NO_ASIN.value)
        if action == "link":
            return self._no_search()
        alone = action == "unlink" and not row.linked
        return _("連携していない商品です。") if alone else ""

    def _no_search(self) -> str:
        """Why Amazon's catalogue cannot be asked: only a linked shop may (R02 to R05)."""
        match self.session.views.link(self.session.clock().now).state:
            case LinkState.NOT_LINKED:
                return _(Refusal.NOT_LINKED.value)
            case LinkState.AUTHORISATION_ENDED:
                return _(Refusal.MUST_AUTHORISE.value)
            case LinkState.PREPARING | LinkState.LINKED:
                return ""

    def action_set_stock(self) -> None:
        """Ask for the stock."""
        row = self.at_hand
        form = NumberForm(
            _named(row),
            _("在庫数"),
            max(0, row.stock),
            least=0,
            wrong=Refusal.NEGATIVE_STOCK.value,
            after=_("次の在庫・価格送信でAmazonの在庫を上書きします。"),
        )
        self.ask(form, lambda number: lambda desk: desk.set_stock(row.code, number), row.code)

    def action_set_price(self) -> None:
        """Ask for the price."""
        row = self.at_hand
        form = NumberForm(
            _named(row),
            _("価格（円）"),
            row.price_yen,
            least=1,
            wrong=Refusal.BAD_PRICE.value,
            after=_("次の在庫・価格送信でAmazonへ送ります。"),
        )
        self.ask(form, lambda number: lambda desk: desk.set_price(row.code, number), row.code)

    def action_set_reserve(self) -> None:
        """Ask how many are kept back from Amazon (R17)."""
        row = self.at_hand
        self.ask(
            self.reserve_form(_named(row), row.reserve),
            lambda text: lambda desk: desk.set_reserve(int(text) if text else None, row.code),
            row.code,
        )

    def reserve_form(self, title: str, reserve: int | None) -> LineForm:
        """How many are kept back from Amazon; empty for the shop's."""
        return LineForm(
            title,
            _("安全在庫（空欄はショップの設定）"),
            "" if reserve is None else str(reserve),
            _bad_reserve,
            after=_("方針がsafeのとき、在庫からこの数を引いてAmazonへ送ります。"),
        )

    def action_set_jan(self) -> None:
        """Ask for the JAN code."""
        row = self.at_hand
        form = LineForm(
            _named(row),
            _("JANコード"),
            row.jan,
            _bad_jan,
            after=_("ASINの検索に使います。Amazonへは送りません。"),
        )
        self.ask(form, lambda jan: lambda desk: desk.set_jan(row.code, jan), row.code)

    def action_link(self) -> None:
        """Find the ASIN, then link (R07, R08)."""
        from tui.dialogs.link_product import LinkForm

        row = self.at_hand

        def use(wish: "LinkWish | None") -> None:
            if wish is None:
                return
            deletes = deletes_listing(BOTH_ON, wish.switches, deleted=False)
            self.sure(row, partial(_link, row.code, wish), deletes=deletes)

        self.app.push_screen(LinkForm(self.session, row), use)

    def action_unlink(self) -> None:
        """連携しない, after a question: the listing at Amazon stays as it is."""
        row = self.at_hand
        self.ask(
            UnlinkForm(_named(row)), lambda _sure: lambda desk: desk.unlink(row.code), row.code
        )

    def action_switch(self) -> None:
        """Ask for both switches (R10)."""
        row = self.at_hand
        assert row.data_link is not None
        assert row.posting is not None
        before = Switches(row.data_link, row.posting)

        def use(after: Switches | None) -> None:
            if after is None:
                return
            command = partial(_switch, row.code, after)
            self.sure(row, command, deletes=deletes_listing(before, after, deleted=row.deleted))

        self.app.push_screen(SwitchesForm(_named(row), before), use)

    def action_push_now(self) -> None:
        """Have what changed sent now (R12)."""
        self.push_now()

    def ask(self, form: Form[Answer], command: "Callable[[Answer], Command]", code: str) -> None:
        """Show `form`, and do what its answer means."""

        def use(answer: Answer | None) -> None:
            if answer is not None:
                self.edit(command(answer), code)

        self.app.push_screen(form, use)

    def sure(self, row: ProductRow, command: "SureCommand", *, deletes: bool) -> None:
        """Do `command`, after asking where it deletes the listing at Amazon (R10)."""
        if deletes:
            form = DeleteListingForm(_named(row))
            self.ask(form, lambda sure: partial(command, sure=sure), row.code)
        else:
            self.edit(partial(command, sure=False), row.code)

    @property
    def at_hand(self) -> ProductRow:
        """The product pointed at."""
        row = self.table.pointed
        assert row is not None, "the key is grey without a product"
        return row

    @work(group="desk", exit_on_error=False, description="商品")
    async def edit(self, command: "Command", code: str) -> None:
        """Write it into the shop's books."""

        def do(desk: "Desk", views: "Views") -> ProductEdited:
            before = views.products(code)
            command(desk)
            return ProductEdited(code, *before, *views.products(code))

        try:
            self.post_message(await self.session.seen_at_desk(do))
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))

    @work(group="desk", exit_on_error=False, description="在庫・価格送信")
    async def push_now(self) -> None:
        """Make the job due."""
        try:
            await self.session.at_desk(lambda desk: desk.push_now())
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))
        else:
            self.post_message(ListingsHastened())

    @on(ProductEdited)
    def show_edited(self, message: ProductEdited) -> None:
        """Show the new figure."""
        self.renew()
        self.tell(_("{code} を変更しました。").format(code=message.code))

    @on(ListingsHastened)
    def show_hastened(self) -> None:
        """Say that it goes."""
        self.renew()
        told = _("在庫・価格の送信を今に早めました。Amazonの呼び出し枠の中で送ります。")
        if self.has_clock and not self.clock_of.state().running:
            told += in_keys(_("時計が止まっています。{clock.toggle} で進めると送ります。"))
        self.tell(told)


def _link(code: str, wish: "LinkWish", desk: "Desk", *, sure: bool) -> None:
    desk.link(code, wish.sku, wish.asin, force=wish.force, switches=wish.switches, confirmed=sure)


def _switch(code: str, switches: Switches, desk: "Desk", *, sure: bool) -> None:
    desk.set_switches(code, *switches, confirmed=sure)


def _named(row: ProductRow) -> str:
    return f"{row.code} {row.title}"


def _bad_reserve(text: str) -> str:
    plain = text.isascii() and text.isdigit() and len(text) < 8
    return "" if not text or plain else BAD_RESERVE


def _bad_jan(text: str) -> str:
    refusal = check_jan(text) if text else None
    return refusal.value if refusal else ""
