"""The line on top: which screens there are, where we are, and under which policy.

One widget that draws a line: each widget more on every screen is a millisecond more at the start.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

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

BRAND = " renkei "
BRAND_FROM = 110
"""Columns from which there is room for the program's own name."""


class ModeTab(NamedTuple):
    """The name of one screen with its key, from cell `start` of the line on."""

    mode: str
    number: int
    start: int
    text: str


class Masthead(Widget):
    """All screens with the current one marked, and the policy. A click goes to a screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"masthead--current"}

    policy: reactive[str] = reactive("")
    """Under which policy what is shown here works."""

    def __init__(self, mode: str, policy: str, modes: Sequence[str] = tuple(SCREENS)) -> None:
        super().__init__()
        self._mode = mode
        self._modes = modes
        self.set_reactive(Masthead.policy, policy)

    def tabs(self) -> Iterator[ModeTab]:
        """`[2注文]` where we are, ` 3商品` elsewhere."""
        start = len(self._brand)
        for number, mode in enumerate(self._modes, start=1):
            left, right = ("[", "]") if mode == self._mode else (" ", "")
            text = f"{left}{name_of(f'screen.{mode}')}{_(SCREENS[mode])}{right}"
            yield ModeTab(mode, number, start, text)
            start += cell_len(text)

    @property
    def _brand(self) -> str:
        return BRAND if self.size.width >= BRAND_FROM else ""

    def render(self) -> Content:
        """The tabs, then the policy at the right."""
        current = self.get_visual_style("masthead--current")
        line = Content.styled(self._brand, "bold $tone-shop")
        for tab in self.tabs():
            line += Content.styled(tab.text, current if tab.mode == self._mode else "")
        policy = Content.styled(f" {self.policy} ", "$tone-note")
        gap = max(0, self.size.width - line.cell_length - policy.cell_length)
        return Content.assemble(line, " " * gap, policy)

    async def on_click(self, event: events.Click) -> None:
        """Go to the screen under the mouse."""
        for tab in self.tabs():
            if tab.start <= event.x < tab.start + cell_len(tab.text):
                await self.app.run_action(f"show_mode('{tab.mode}')")
