"""What a key changes is drawn once and whole, as soon as everybody who is told of it has done his.

Textual draws whenever something has changed, so a list would come before the lines about its row,
and a screen that is gone to after a fixed time, long enough for slow machines.
"""

from typing import TypeVar, cast

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

from tui.backgrounds import keep_by_colour

R = TypeVar("R")

HELD_S = 0.05
"""What takes longer than this is drawn as it comes."""


class HoldingApp(App[object]):
    """Draws nothing from `delay_update` to `show_now`."""

    def __init__(self) -> None:
        super().__init__()
        keep_by_colour()
        self._holding: Timer | None = None

    @property
    def is_holding(self) -> bool:
        """Whether nothing is drawn for the moment."""
        return self._holding is not None

    def delay_update(self, delay: float = HELD_S) -> None:
        """Hold the drawing back until `show_now`, for `delay` seconds where nobody calls it."""
        if self._holding is None:
            self._holding = self.set_timer(delay, self._let_go, name="delay_update")

    def show_now(self) -> None:
        """Draw what was held back: all that is to be shown is there."""
        self._let_go()

    def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
            self.screen.call_later(self.screen._on_timer_update)


class HeldScreen(Screen[R]):
    """A screen that is laid out but not drawn while its app holds the drawing back."""

    _is_updating = _is_wanted = False

    def _compositor_refresh(self) -> None:
        app = cast(HoldingApp, self.app)
        self._is_wanted = True
        if self is not app.screen:
            super()._compositor_refresh()
            # The screen in front has been told; Textual would tell it again at any next message.
            self._repaint_required = False
        elif not self._is_updating and not app.is_holding and not app._batch_count:
            # Textual would throw away what is drawn in a batch, as at the start.
            super()._compositor_refresh()

    def _on_timer_update(self) -> None:
        """Draw once after layout and changes; Textual would draw after each of them."""
        self._is_updating, self._is_wanted = True, False
        super()._on_timer_update()
        self._is_updating = False
        if self._is_wanted and self is self.app.screen:
            self._compositor_refresh()
