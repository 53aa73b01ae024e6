"""What buyer, Amazon and seller can do at Amazon's side, from the keyboard."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from core.domain.refusals import Refusal
from tui.dialogs.amazon_cancel import AmazonCancelForm, RequestCancelForm
from tui.dialogs.number import NumberForm
from tui.dialogs.place_order import PlaceOrderForm
from tui.dialogs.ship import ShipForm
from tui.keys import key
from tui.screens.amazon_acts import AmazonActs
from tui.widgets.paged_table import PagedTable
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AmazonListing, AmazonOrder

_POSSIBLE = {
    "amazon_pay": (("PENDING",), N_("支払いを確定できるのは保留（PENDING）の注文だけです。")),
    "amazon_ship": (
        ("UNSHIPPED", "PARTIALLY_SHIPPED"),
        N_("出荷できるのは支払い済みで未出荷（UNSHIPPED）の自社配送の注文だけです。"),
    ),
    "amazon_cancel": (
        ("PENDING_AVAILABILITY", "PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "UNFULFILLABLE"),
        N_("出荷済み・キャンセル済みの注文はキャンセルできません。"),
    ),
    "request_cancel": (
        ("PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED"),
        N_("出荷済み・キャンセル済みの注文にキャンセル依頼はできません。"),
    ),
}
"""Which states an action is for, and the sentence for every other one."""

_OF_A_LISTING = ("edit_quantity", "edit_price", "change_channel", "place_order")


class AmazonKeys(AmazonActs):
    """A screen with Amazon's orders and offers at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "place_order", "注文を入れる", "購入者として注文する", id="amazon.place"),
        key("p", "amazon_pay", "支払い", "支払いを確定させる", id="amazon.pay"),
        key("s", "amazon_ship", "出荷", "セラーセントラルで出荷通知を送る", id="amazon.ship"),
        key("c", "amazon_cancel", "キャンセル", "Amazon側でキャンセルする", id="amazon.cancel"),
        key("r", "request_cancel", "依頼", "購入者がキャンセルを依頼する", id="amazon.request"),
        key("f", "show_faults", "障害", "Amazonの障害を起こす、止める", id="amazon.faults"),
        key("b", "show_behaviours", "ふるまい", "Amazonのふるまい", id="amazon.behaviours"),
        key("e", "edit_quantity", "数量", "Amazonの出品数量を変更する", id="amazon.quantity"),
        key("y", "edit_price", "価格", "Amazonの出品価格を変更する", id="amazon.price"),
        key("a", "change_channel", "FBA", "FBAと自社配送を切り替える", id="amazon.channel"),
    ]

    @property
    def orders(self) -> "PagedTable[AmazonOrder]":
        """Amazon's orders."""
        return self.query_one("#amazon-orders", PagedTable)

    @property
    def listings(self) -> "PagedTable[AmazonListing]":
        """Amazon's offers."""
        return self.query_one("#amazon-listings", PagedTable)

    def why_not(self, action: str) -> str:
        """The sentence beside a grey key."""
        if action in _POSSIBLE:
            return self._order_refusal(action)
        if action in _OF_A_LISTING and self.is_mounted:
            return "" if len(self.listings.source) else _("出品はありません。")
        return super().why_not(action)

    def _order_refusal(self, action: str) -> str:
        order = self.orders.pointed if self.is_mounted else None
        if order is None:
            return _("注文を選んでください。")
        if action == "amazon_ship" and order.fulfilled_by == "AMAZON":
            return _("FBAの注文はAmazonが出荷します。")
        states, sentence = _POSSIBLE[action]
        return "" if order.status in states else _(sentence)

    def _order(self) -> str:
        order = self.orders.pointed
        assert order is not None, "the key is grey without an order"
        return order.order_id

    def _listing(self) -> "AmazonListing":
        listing = self.listings.pointed
        assert listing is not None, "the key is grey without an offer"
        return listing

    def action_place_order(self) -> None:
        """Order as a buyer."""
        source = self.listings.source
        offers = [row for row in map(source.at, range(len(source))) if row is not None]
        self.ask(
            PlaceOrderForm(offers, self._listing().sku),
            lambda wanted: (
                lambda world: world.amazon.place_order(
                    {wanted.sku: wanted.quantity}, wanted.payment, pay_after=wanted.pay_after
                )
            ),
            _("注文が入りました。"),
        )

    def action_amazon_pay(self) -> None:
        """The payment settles."""
        order = self._order()
        sentence = _("{order} の支払いが確定しました。").format(order=order)
        self.act(lambda world: world.amazon.pay(order), sentence)

    def action_amazon_ship(self) -> None:
        """Ship in Seller Central."""
        order = self._order()
        self.ask(
            ShipForm(order, at_amazon=True),
            lambda parcel: lambda world: world.amazon.ship(order, *parcel),
            _("{order} をセラーセントラルで出荷しました。").format(order=order),
        )

    def action_amazon_cancel(self) -> None:
        """Cancel at Amazon."""
        order = self._order()
        self.ask(
            AmazonCancelForm(order),
            lambda who: lambda world: world.amazon.cancel(order, who),
            _("{order} をAmazonでキャンセルしました。").format(order=order),
        )

    def action_request_cancel(self) -> None:
        """The buyer asks for a cancel."""
        order = self._order()
        self.ask(
            RequestCancelForm(order),
            lambda reason: lambda world: world.amazon.request_cancel(order, reason),
            _("{order} のキャンセルを購入者が依頼しました。").format(order=order),
        )

    def action_edit_quantity(self) -> None:
        """Set the quantity on offer."""
        row = self._listing()
        self.ask(
            NumberForm(
                f"Amazon {row.sku}",
                _("数量"),
                row.quantity,
                least=0,
                wrong=Refusal.NEGATIVE_STOCK.value,
                after=_("ショップの在庫が変わるまで残り、変わると上書きされます。"),
            ),
            lambda number: lambda world: world.amazon.edit_listing(row.sku, quantity=number),
            _("{sku} の数量をAmazonで変更しました。").format(sku=row.sku),
        )

    def action_edit_price(self) -> None:
        """Set the price on offer."""
        row = self._listing()
        self.ask(
            NumberForm(
                f"Amazon {row.sku}",
                _("価格（円）"),
                row.price,
                least=1,
                wrong=Refusal.BAD_PRICE.value,
            ),
            lambda number: lambda world: world.amazon.edit_listing(row.sku, price_yen=number),
            _("{sku} の価格をAmazonで変更しました。").format(sku=row.sku),
        )

    def action_change_channel(self) -> None:
        """Move the offer to FBA, or back to the seller's own shipping (R14)."""
        row = self._listing()
        if row.fulfilled_by == "AMAZON":
            sentence = _("{sku} を自社配送にしました。")
            self.act(
                lambda world: world.amazon.edit_listing(row.sku, fulfilled_by="MERCHANT"),
                sentence.format(sku=row.sku),
            )
        else:
            sentence = _("{sku} をFBAにしました。")
            self.act(
                lambda world: world.amazon.edit_listing(row.sku, fulfilled_by="AMAZON"),
                sentence.format(sku=row.sku),
            )

    def action_show_faults(self) -> None:
        """The faults in force, on top."""
        from tui.screens.faults import FaultsScreen

        self.app.push_screen(FaultsScreen(self.session))

    def action_show_behaviours(self) -> None:
        """What this Amazon believes, on top."""
        from tui.screens.behaviours import BehavioursScreen

        self.app.push_screen(BehavioursScreen(self.session))
