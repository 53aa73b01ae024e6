"""An application that shows another screen as soon as that has read what it shows."""

from textual.app import App
from textual.timer import Timer


class ScreenChanger(App[object]):
    """Draws nothing between leaving one screen and `show_now` of the next.

    Textual waits for a fixed time, long enough for slow machines.
    """

    _holding: Timer | None = None

    @property
    def is_holding(self) -> bool:
        """Whether nothing is drawn for the moment."""
        return self._holding is not None

    def delay_update(self, delay: float = 0.05) -> None:
        """Hold the drawing back until `show_now`, or for `delay` seconds where nobody calls it."""
        if self._holding is None:
            self._begin_batch()
        else:
            self._holding.stop()
        self._holding = self.set_timer(delay, self.show_now, name="delay_update")

    def show_now(self) -> None:
        """Draw the screen in front if it was held back."""
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
            self._end_batch()
            self.screen.refresh()
