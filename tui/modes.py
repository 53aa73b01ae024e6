"""The screens of the modes; a screen's module is loaded when it is first shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.screens.frame import FrameScreen
from tui.session import Session
from tui.widgets.masthead import SCREENS

if TYPE_CHECKING:
    from scenarios.turns import TurnResult


def screens_of(
    session: Session, stopped: "TurnResult | None" = None
) -> dict[str, Callable[[], FrameScreen]]:
    """How each mode's screen is made; `stopped` is the turn whose world is shown."""

    def overview() -> FrameScreen:
        from tui.screens.overview import LinkedOverviewScreen, OverviewScreen

        return (LinkedOverviewScreen if session.linked else OverviewScreen)(session)

    def orders() -> FrameScreen:
        from tui.screens.orders import OrdersScreen

        return OrdersScreen(session)

    def products() -> FrameScreen:
        from tui.screens.products import ProductsScreen

        return ProductsScreen(session)

    def findings() -> FrameScreen:
        from tui.screens.findings import FindingsScreen

        return FindingsScreen(session)

    def calls() -> FrameScreen:
        from tui.screens.calls import CallsScreen

        return CallsScreen(session)

    def scenarios() -> FrameScreen:
        from tui.screens.scenarios import ScenariosScreen

        return ScenariosScreen(session, stopped)

    def amazon() -> FrameScreen:
        from tui.screens.amazon import AmazonScreen

        return AmazonScreen(session)

    makers = (overview, orders, products, findings, calls, scenarios, amazon)
    made = zip(SCREENS, makers, strict=True)
    return {mode: make for mode, make in made if mode in session.modes}
