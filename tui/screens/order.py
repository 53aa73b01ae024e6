"""One order: both axes, what can be done and why not, the two-lane time line, stock and sending."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from core.errors import Refused
from tui import pages
from tui.keys import key
from tui.screens.order_keys import OrderKeys
from tui.widgets.drawn import Drawn, prose
from tui.widgets.timeline import lanes
from tui.words import N_

if TYPE_CHECKING:
    from core.views.rows import OrderDetail
    from tui.session import Session


class OrderScreen(OrderKeys):
    """Everything on one order, kept up to date."""

    MODE = "orders"
    HELP = N_("注文の詳細です。左がmakeshop、右がAmazonの時系列で、線は原因から結果へ引かれます。")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "close", "戻る", "一覧へ戻る", id="order.close", display="Esc"),
    ]

    def __init__(self, session: "Session", order_id: str) -> None:
        super().__init__(session)
        self._order_id = order_id
        self._order: OrderDetail | None = None

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
        now = self.session.clock().now
        self.query_one("#order-head", Drawn).show(prose(pages.head(order)))
        self.query_one("#lanes", Drawn).show(lambda width: lanes(order.timeline, width))
        self.query_one("#facts", Drawn).show(prose(pages.facts(order, now)))
        self.refresh_bindings()

    def action_close(self) -> None:
        """Back to where it was opened from."""
        self.dismiss(None)
