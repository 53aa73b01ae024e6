"""The world of a case, seen as the demo world is seen; Esc leads back to the steps."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui.keys import key
from tui.screens.amazon import AmazonScreen
from tui.screens.calls import CallsScreen
from tui.screens.orders import OrdersScreen


def _back(id: str) -> Binding:
    return key("escape,q", "back_to_case", "手順へ", "シナリオの手順へ戻る", id=id, display="Esc")


class CaseOrdersScreen(OrdersScreen):
    """The orders of a case's world."""

    BINDINGS: ClassVar[list[BindingType]] = [_back("play.from_orders")]

    def action_back_to_case(self) -> None:
        """Leave the search first, then the list."""
        if isinstance(self.focused, Input):
            self.action_clear()
        else:
            self.dismiss()


class CaseCallsScreen(CallsScreen):
    """The calls of a case's world."""

    BINDINGS: ClassVar[list[BindingType]] = [_back("play.from_calls")]

    def action_back_to_case(self) -> None:
        """Leave the filter first, then the list."""
        if isinstance(self.focused, Input):
            self.action_clear()
        else:
            self.dismiss()


class CaseAmazonScreen(AmazonScreen):
    """The Amazon of a case's world."""

    BINDINGS: ClassVar[list[BindingType]] = [_back("play.from_amazon")]

    def action_back_to_case(self) -> None:
        """Back to the steps."""
        self.dismiss()
