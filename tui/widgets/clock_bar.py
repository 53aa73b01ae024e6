"""The line that says what time it is in the simulated world, how it moves, and what comes next."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from core.domain.labels import Lane
from tui.formats import ahead, clock_time, day, near
from tui.ink import Ink, inked
from tui.live import ShopClock
from tui.widgets.job_strip import JOB_LABELS
from tui.widgets.shop_line import shop_line
from tui.words import _

if TYPE_CHECKING:
    from scenarios.clock_state import ClockState
    from scenarios.happenings import NextEvent


def event_words(event: "NextEvent") -> str:
    """What happens, in the language in use."""
    return job_words(event.said.text(_))


def job_words(words: str) -> str:
    """`words` with the names of jobs in the language in use; several may stand in one value."""
    for label in JOB_LABELS:
        words = words.replace(label, _(label))
    return words


class ClockBar(Widget):
    """Now, mode, speed and the next event in words."""

    clock: reactive["ClockState | ShopClock | None"] = reactive(None, layout=False)
    """What the clock shows; None before the world is open."""

    steps_to_go: reactive[int] = reactive(0, layout=False)
    """How many steps are wanted yet, forth or (below 0) back."""

    def render(self) -> Content:
        """One line, the most important first, so that a narrow terminal cuts the least."""
        clock = self.clock
        if clock is None:
            return Content("")
        if isinstance(clock, ShopClock):
            return shop_line(clock)
        if clock.error:
            return inked(Ink(f" !! {clock.error}", "bad"))
        event = clock.next_event
        pieces: list[str | Ink] = [
            f" {day(clock.now)} ",
            Ink(clock_time(clock.now), "strong"),
            " JST  ",
            self._pace(clock),
        ]
        if event is not None:
            pieces += [
                f"  {_('次')} ",
                Ink(ahead(event.due, clock.now), "strong"),
                " ",
                Ink(event.who.value, "amazon" if event.who is Lane.AMAZON else "shop"),
                f" {event_words(event)}",
                Ink(f"  {near(event.due, clock.now)}", "quiet"),
            ]
        return inked(*pieces)

    def _pace(self, clock: "ClockState") -> Ink:
        speed = f"×{clock.speed:g}"
        if self.steps_to_go:
            left = _("あと{n}回").format(n=abs(self.steps_to_go))
            return Ink(f"{'▸|' if self.steps_to_go > 0 else '|◂'} {left}", "good")
        if clock.going is not None:
            target = near(clock.going, clock.now)
            return Ink(f"▸▸ {_('{at} へ移動中').format(at=target)}", "good")
        if clock.running:
            return Ink(f"▸ {_('進行')} {speed}", "good")
        return Ink(f"|| {_('停止')} {speed}", "warn")
