"""The line on top: which screens there are, where we are, and under which policy."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.ink import inked
from tui.keys import name_of
from tui.words import N_, _

AMAZON = "amazon"
"""The mode that only a simulated world has."""

SCREENS: dict[str, str] = {
    "overview": N_("概況"),
    "orders": N_("注文"),
    "products": N_("商品"),
    "findings": N_("診断"),
    "calls": N_("通信"),
    "scenarios": N_("シナリオ"),
    AMAZON: "Amazon",
}
"""The modes in the order of their number keys, each with its name."""


class ModeTab(Static):
    """The name of one screen with its key; a click goes there."""

    def __init__(self, mode: str, number: int, *, current: bool) -> None:
        super().__init__(classes="-current" if current else "", markup=False)
        self._mode = mode
        self.number = number
        self._is_current = current

    def render(self) -> Content:
        """`[2注文]` where we are, ` 3商品` elsewhere."""
        left, right = ("[", "]") if self._is_current else (" ", "")
        return inked(f"{left}{name_of(f'screen.{self._mode}')}{_(SCREENS[self._mode])}{right}")

    async def on_click(self, event: events.Click) -> None:
        """Go there."""
        event.stop()
        await self.go()

    async def go(self) -> None:
        """Show the screen of this tab."""
        await self.app.run_action(f"show_mode('{self._mode}')")


class Masthead(Horizontal):
    """All screens with the current one marked, and the policy."""

    def __init__(self, mode: str, policy: str, modes: Sequence[str] = tuple(SCREENS)) -> None:
        super().__init__()
        self._mode = mode
        self._policy = policy
        self._modes = modes

    def show_policy(self, policy: str) -> None:
        """Show another policy."""
        self.query_one("#policy", Static).update(policy)

    def compose(self) -> ComposeResult:
        """The tabs, then the policy at the right."""
        yield Static("renkei", id="brand", markup=False)
        for number, mode in enumerate(self._modes, start=1):
            yield ModeTab(mode, number, current=mode == self._mode)
        yield Static(id="masthead-gap")
        yield Static(self._policy, id="policy", markup=False)
