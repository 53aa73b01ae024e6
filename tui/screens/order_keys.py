"""配送完了, 注文キャンセル, 取り下げ for the order at hand; grey with the reason if refused."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from core.domain.labels import CancelReason, Mark, PushKind
from core.domain.refusals import Refusal
from core.errors import Refused
from tui.dialogs.cancel import CancelForm
from tui.dialogs.ship import Parcel, ShipForm
from tui.keys import key
from tui.messages import CommandRefused, NoticeGiven, NoticeTakenBack
from tui.screens.frame import FrameScreen
from tui.words import _

if TYPE_CHECKING:
    from core.views.rows import OrderDetail

ORDER_KEYS: list[BindingType] = [
    key(
        "s",
        "ship",
        "配送完了",
        "配送業者と追跡番号を入力して配送完了にする",
        id="order.ship",
        writes=True,
    ),
    key(
        "c",
        "cancel",
        "注文キャンセル",
        "理由を選んで注文をキャンセルする",
        id="order.cancel",
        writes=True,
    ),
    key(
        "u", "take_back", "取り下げ", "送信待ちの間に取り下げる", id="order.take_back", writes=True
    ),
]
"""Declared where they belong in the footer of each screen."""

LAST_CARRIER = "orders.carrier"
"""Under this name the settings keep the carrier chosen last."""


class OrderKeys(FrameScreen):
    """A screen with an order at hand."""

    BINDINGS: ClassVar[list[BindingType]] = ORDER_KEYS

    @property
    def at_hand(self) -> "OrderDetail | None":
        """The order that the keys act on, as last read."""
        raise NotImplementedError

    @property
    def offered_carrier(self) -> str:
        """The carrier chosen last, also on another day; empty before the first choice."""
        return self.settings.get(LAST_CARRIER, str, "")

    def offer_carrier(self, carrier: str) -> None:
        """Offer it first from now on."""
        self.settings.put(LAST_CARRIER, carrier)

    def _refusal(self, action: str) -> Refusal | None:
        order = self.at_hand
        if order is None:
            return Refusal.NO_SUCH_ORDER
        match action:
            case "ship":
                return order.ship
            case "cancel":
                return order.cancel
            case _:
                return order.take_back

    def why_not(self, action: str) -> str:
        """The rule's own sentence."""
        if action not in ("ship", "cancel", "take_back"):
            return super().why_not(action)
        refusal = self._refusal(action)
        if refusal is Refusal.NO_SUCH_ORDER:
            return _("注文を選んでください。")
        return _(refusal.value) if refusal else ""

    def action_ship(self) -> None:
        """Ask for the parcel, then give the notice."""
        order = self.at_hand
        if order is None:
            return
        order_id = order.row.order_id

        def give(parcel: Parcel | None) -> None:
            if parcel is not None:
                self.offer_carrier(parcel.carrier)
                self.give_ship(order_id, parcel)

        asked = Mark.CANCEL_ASKED in order.row.marks
        self.app.push_screen(ShipForm(order_id, self.offered_carrier, asked=asked), give)

    def action_cancel(self) -> None:
        """Ask for the reason, then give the notice."""
        order = self.at_hand
        if order is None:
            return
        order_id = order.row.order_id

        def give(reason: CancelReason | None) -> None:
            if reason is not None:
                self.give_cancel(order_id, reason)

        self.app.push_screen(CancelForm(order_id), give)

    def action_take_back(self) -> None:
        """Take the waiting notice back."""
        if self.at_hand is not None:
            self.take_back(self.at_hand.row.order_id)

    @work(group="desk", exit_on_error=False, description="配送完了")
    async def give_ship(self, order_id: str, parcel: Parcel) -> None:
        """Put the 配送完了 into the outbox."""
        try:
            await self.session.at_desk(lambda desk: desk.ship(order_id, *parcel))
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))
        else:
            self.post_message(NoticeGiven(order_id, PushKind.SHIP))

    @work(group="desk", exit_on_error=False, description="注文キャンセル")
    async def give_cancel(self, order_id: str, reason: CancelReason) -> None:
        """Put the 注文キャンセル into the outbox."""
        try:
            await self.session.at_desk(lambda desk: desk.cancel(order_id, reason))
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))
        else:
            self.post_message(NoticeGiven(order_id, PushKind.CANCEL))

    @work(group="desk", exit_on_error=False, description="取り下げ")
    async def take_back(self, order_id: str) -> None:
        """Take the waiting notice out of the outbox."""
        try:
            await self.session.at_desk(lambda desk: desk.take_back(order_id))
        except Refused as refused:
            self.post_message(CommandRefused(_(refused.reason.value)))
        else:
            self.post_message(NoticeTakenBack(order_id))

    @on(NoticeGiven)
    def show_notice(self, message: NoticeGiven) -> None:
        """Show what waits now."""
        self.renew()
        self.tell(
            _("{order}: {what}を送信待ちに入れました。約20分でAmazonへ送ります。").format(
                order=message.order_id, what=message.kind.value
            )
        )

    @on(NoticeTakenBack)
    def show_taken_back(self, message: NoticeTakenBack) -> None:
        """Show the order as it stands again."""
        self.renew()
        self.tell(_("{order}: 取り下げました。").format(order=message.order_id))
