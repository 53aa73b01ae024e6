"""Why an order is as it is, above everything else on it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from core.errors import Refused
from core.views.buyers import BuyerRow
from core.views.explanation import Explanation
from core.views.rows import OrderDetail
from tui import pages
from tui.ink import Ink, inked, lines
from tui.keys import key
from tui.named_orders import NameOf, named
from tui.screens.order import OrderScreen
from tui.widgets.drawn import Drawn, prose
from tui.words import N_, _


class ExplanationScreen(OrderScreen):
    """The order with its explanation on top; an order set aside has the explanation alone."""

    MODE = "findings"
    HELP = N_(
        "注文がなぜこの状態なのか、原因と、することの説明です。下は注文の詳細と時系列です。"
        "{order.ask}で別の注文番号を入力します。"
    )
    AUTO_FOCUS = "#why-scroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab", "app.focus_next", "次の欄", "次の欄へ移る", id="explanation.next"),
    ]

    def body(self) -> ComposeResult:
        """The explanation, then the order."""
        with VerticalScroll(id="why-scroll"):
            yield Drawn(id="why")
        yield from super().body()

    def head(self, order: OrderDetail, buyer: BuyerRow | None) -> Content:
        """The state alone, so that the time line has room: the explanation tells the findings."""
        summary = pages.summary(order, self.session.order_name(order.row.order_id))
        return summary if buyer is None else lines(summary, pages.person(buyer))

    def renew(self) -> None:
        """Explain afresh."""
        try:
            explanation = self.session.views.explanation(self._order_id)
        except Refused:
            self.dismiss(None)
            return
        self.query_one("#why", Drawn).show(prose(_told(explanation, self.session.order_name)))
        if self.session.is_order(self._order_id):
            super().renew()


def _told(explanation: Explanation, name_of: NameOf) -> Content:
    verdict, *causes = explanation.why
    rules = "・".join(explanation.rules)
    said = ""
    if explanation.amazon_said:
        call = f" ({explanation.refused_call})" if explanation.refused_call else ""
        said = f"  {_('Amazonの言葉')}{call}: {explanation.amazon_said}"
    return lines(
        inked(Ink(named(explanation.order_id, name_of), "strong"), "  ", Ink(_(verdict), "strong")),
        *(inked(f"  {_(cause)}") for cause in causes),
        *(inked(Ink(f"→ {_(advice)}", "note")) for advice in explanation.advice),
        inked(Ink(f"{_('規則')} {rules}", "quiet"), said),
    )
