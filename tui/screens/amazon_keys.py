"""What buyer, Amazon and seller can do at Amazon's side, from the keyboard."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from core.domain.refusals import Refusal
from tui.dialogs.amazon_cancel import AmazonCancelForm, Canceller, RequestCancelForm
from tui.dialogs.number import NumberForm
from tui.dialogs.place_order import PlaceOrderForm, Purchase
from tui.dialogs.ship import Parcel, ShipForm
from tui.keys import key
from tui.messages import AmazonSideActed, CommandRefused
from tui.screens.frame import FrameScreen
from tui.widgets.paged_table import PagedTable
from tui.words import N_, _

if TYPE_CHECKING:
    from scenarios.amazon_facts import AmazonListing, AmazonOrder
    from scenarios.amazon_side import AmazonSide

    Act = Callable[[AmazonSide], Awaitable[object]]

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


class AmazonKeys(FrameScreen):
    """A screen with Amazon's orders and offers at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "place_order", "注文を入れる", "購入者として注文する", id="amazon.place"),
        key("p", "amazon_pay", "支払い", "支払いを確定させる", id="amazon.pay"),
        key("s", "amazon_ship", "出荷", "セラーセントラルで出荷通知を送る", id="amazon.ship"),
        key("x", "amazon_cancel", "キャンセル", "Amazon側でキャンセルする", id="amazon.cancel"),
        key("r", "request_cancel", "依頼", "購入者がキャンセルを依頼する", id="amazon.request"),
        key("e", "edit_quantity", "数量", "Amazonの出品数量を変更する", id="amazon.quantity"),
        key("y", "edit_price", "価格", "Amazonの出品価格を変更する", id="amazon.price"),
    ]

    @property
    def orders(self) -> "PagedTable[AmazonOrder]":
        """Amazon's orders."""
        return self.query_one("#amazon-orders", PagedTable)

    @property
    def listings(self) -> "PagedTable[AmazonListing]":
        """Amazon's offers."""
        return self.query_one("#amazon-listings", PagedTable)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey what Amazon would not allow for the order pointed at."""
        if self.why_not(action):
            return None
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """The sentence beside a grey key."""
        if action in _POSSIBLE:
            return self._order_refusal(action)
        if action in ("edit_quantity", "edit_price", "place_order") and self.is_mounted:
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

    def action_place_order(self) -> None:
        """Order as a buyer."""
        source = self.listings.source
        offers = [row for row in map(source.at, range(len(source))) if row is not None]
        pointed = self.listings.pointed

        def place(wanted: Purchase | None) -> None:
            if wanted is not None:
                self.act(
                    lambda amazon: amazon.place_order(
                        {wanted.sku: wanted.quantity}, wanted.payment, pay_after=wanted.pay_after
                    ),
                    _("{sku}×{n} の注文が入りました。").format(sku=wanted.sku, n=wanted.quantity),
                )

        self.app.push_screen(PlaceOrderForm(offers, pointed.sku if pointed else ""), place)

    def action_amazon_pay(self) -> None:
        """The payment settles."""
        order = self.orders.pointed
        if order is not None:
            order_id = order.order_id
            self.act(
                lambda amazon: amazon.pay(order_id),
                _("{order} の支払いが確定しました。").format(order=order_id),
            )

    def action_amazon_ship(self) -> None:
        """Ship in Seller Central."""
        order = self.orders.pointed
        if order is None:
            return
        order_id = order.order_id

        def ship(parcel: Parcel | None) -> None:
            if parcel is not None:
                self.act(
                    lambda amazon: amazon.ship(order_id, *parcel),
                    _("{order} をセラーセントラルで出荷しました。").format(order=order_id),
                )

        self.app.push_screen(ShipForm(order_id, at_amazon=True), ship)

    def action_amazon_cancel(self) -> None:
        """Cancel at Amazon."""
        order = self.orders.pointed
        if order is None:
            return
        order_id = order.order_id

        def cancel(who: Canceller | None) -> None:
            if who is not None:
                self.act(
                    lambda amazon: amazon.cancel(order_id, who),
                    _("{order} をAmazonでキャンセルしました。").format(order=order_id),
                )

        self.app.push_screen(AmazonCancelForm(order_id), cancel)

    def action_request_cancel(self) -> None:
        """The buyer asks for a cancel."""
        order = self.orders.pointed
        if order is None:
            return
        order_id = order.order_id

        def request(reason: str | None) -> None:
            if reason is not None:
                self.act(
                    lambda amazon: amazon.request_cancel(order_id, reason),
                    _("{order} のキャンセルを購入者が依頼しました。").format(order=order_id),
                )

        self.app.push_screen(RequestCancelForm(order_id), request)

    def action_edit_quantity(self) -> None:
        """Set the quantity on offer."""
        row = self.listings.pointed
        if row is None:
            return
        sku = row.sku

        def edit(number: int | None) -> None:
            if number is not None:
                self.act(
                    lambda amazon: amazon.edit_listing(sku, quantity=number),
                    _("{sku} の数量をAmazonで変更しました。").format(sku=sku),
                )

        form = NumberForm(
            f"Amazon {sku}",
            _("数量"),
            row.quantity,
            least=0,
            wrong=Refusal.NEGATIVE_STOCK.value,
            after=_("ショップの在庫が変わるまで残り、変わると上書きされます。"),
        )
        self.app.push_screen(form, edit)

    def action_edit_price(self) -> None:
        """Set the price on offer."""
        row = self.listings.pointed
        if row is None:
            return
        sku = row.sku

        def edit(number: int | None) -> None:
            if number is not None:
                self.act(
                    lambda amazon: amazon.edit_listing(sku, price_yen=number),
                    _("{sku} の価格をAmazonで変更しました。").format(sku=sku),
                )

        form = NumberForm(
            f"Amazon {sku}", _("価格（円）"), row.price, least=1, wrong=Refusal.BAD_PRICE.value
        )
        self.app.push_screen(form, edit)

    @work(group="amazon-act", exit_on_error=False, description="Amazon")
    async def act(self, act: "Act", sentence: str) -> None:
        """Do it inside the world's thread, then say so."""
        from scenarios.control_line import AmazonSideRefused

        live = self.session.live
        try:
            done = await asyncio.wrap_future(live.submit(lambda world: act(world.amazon)))
        except AmazonSideRefused as refused:
            self.post_message(CommandRefused(refused.message))
        else:
            self.post_message(AmazonSideActed(sentence, str(getattr(done, "order_id", ""))))
