"""One order: both axes, what can be done and why not, the two-lane time line, stock and sending."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from core.domain.labels import FulfilledBy
from core.errors import Refused
from tui import pages
from tui.formats import moment
from tui.keys import key
from tui.messages import BuyerRead, CommandRefused
from tui.screens.order_keys import OrderKeys
from tui.widgets.drawn import Drawn, prose
from tui.widgets.timeline import lanes
from tui.words import N_, _

if TYPE_CHECKING:
    from core.views.buyers import BuyerRow
    from core.views.rows import OrderDetail
    from tui.session import Session


class OrderScreen(OrderKeys):
    """Everything on one order, kept up to date."""

    MODE = "orders"
    HELP = N_(
        "注文の詳細です。左がmakeshop、右がAmazonの時系列で、線は原因から結果へ引かれます。"
        "{order.buyer} で購入者の名前と住所を表示し、画面を離れると隠します。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "buyer", "個人情報", "購入者の名前と住所を表示する、または隠す", id="order.buyer"),
        key("escape,q", "close", "戻る", "一覧へ戻る", id="order.close", display="Esc"),
    ]

    def __init__(self, session: "Session", order_id: str) -> None:
        super().__init__(session)
        self._order_id = order_id
        self._order: OrderDetail | None = None
        self._buyer: BuyerRow | None = None

    @property
    def at_hand(self) -> "OrderDetail | None":
        """This order."""
        return self._order

    def body(self) -> ComposeResult:
        """Head above; time line and facts beside or under each other, as the width allows."""
        yield Drawn(id="order-head")
        with VerticalScroll(id="order-body"):
            with VerticalScroll(id="order-lanes", can_focus=False):
                yield Drawn(id="lanes")
            with VerticalScroll(id="order-facts", can_focus=False):
                yield Drawn(id="facts")

    def renew(self) -> None:
        """Read the order again."""
        try:
            order = self.session.views.order(self._order_id)
        except Refused:
            self.dismiss(None)
            return
        self._order = order
        if self._no_buyer():
            # His day came while he was on screen.
            self._buyer = None
        now = self.session.clock().now
        self._show_head()
        self.query_one("#lanes", Drawn).show(lambda width: lanes(order.timeline, width))
        self.query_one("#facts", Drawn).show(prose(pages.facts(order, now)))
        self.refresh_bindings()

    def _show_head(self) -> None:
        if self._order is not None:
            head = self.head(self._order, self._buyer)
            self.query_one("#order-head", Drawn).show(prose(head))

    def head(self, order: "OrderDetail", buyer: "BuyerRow | None") -> Content:
        """What stands above the time line."""
        return pages.head(order, buyer, self.session.order_name(order.row.order_id))

    def _no_buyer(self) -> str:
        """Why there is no personal data to show, empty where there is (R40)."""
        if self._order is None:
            return ""
        if self._order.row.fulfilled_by is FulfilledBy.AMAZON:
            return _("FBAの注文の個人情報は取得しません。")
        kept = self._order.buyer_kept
        if kept is None:
            return _("この注文の個人情報はありません。")
        if kept.deleted_at is not None:
            return _("個人情報は {at} に削除しました。").format(at=moment(kept.deleted_at))
        return ""

    def why_not(self, action: str) -> str:
        """Why there is none."""
        return self._no_buyer() if action == "buyer" else super().why_not(action)

    def action_buyer(self) -> None:
        """Show the buyer, or hide him again."""
        if self._buyer is None:
            self.read_buyer()
        else:
            self.hide_buyer()

    @work(group="buyer", exclusive=True, exit_on_error=False, description="個人情報")
    async def read_buyer(self) -> None:
        """Have the buyer decrypted."""
        self.post_message(BuyerRead(await self.session.buyer(self._order_id)))

    @on(BuyerRead)
    def show_buyer(self, message: BuyerRead) -> None:
        """Show him, until the key is pressed again or another screen comes to the front."""
        if message.buyer is None:
            self.post_message(CommandRefused(_("この注文の個人情報はありません。")))
        elif self.is_current:
            self._buyer = message.buyer
            self._show_head()

    @on(events.ScreenSuspend)
    def hide_buyer(self) -> None:
        """Nothing of the buyer stays on screen, nor in this screen's memory."""
        self._buyer = None
        self._show_head()

    def action_close(self) -> None:
        """Back to where it was opened from."""
        self.dismiss(None)
