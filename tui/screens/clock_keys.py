"""The keys that move the simulated clock; every screen has them."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on, work
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from tui.formats import moment
from tui.keys import key
from tui.messages import ClockPaced, ClockStepped, CommandRefused, MomentsListed
from tui.widgets.clock_bar import event_words
from tui.words import _

if TYPE_CHECKING:
    from concurrent.futures import Future

    from scenarios.history import Moment
    from tui.live import Live

T = TypeVar("T")

SPEEDS = (1.0, 10.0, 60.0, 300.0, 600.0, 3_600.0, 21_600.0)
"""Simulated seconds per real second that `[` and `]` walk through."""

CLOCK_ACTIONS = frozenset(
    {
        "toggle_clock",
        "step_clock",
        "pace_clock",
        "go_to",
        "rewind_clock",
        "choose_moment",
        "save_scenario",
    }
)
"""What only a simulated world can do."""


class ClockKeys(Screen[None]):
    """A screen whose keys pause, step, pace and move the clock of `live`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "space",
            "toggle_clock",
            "停止/進行",
            "時計を止める、または進める",
            id="clock.toggle",
            display="Space",
        ),
        key(
            "full_stop",
            "step_clock",
            "次の出来事",
            "次の出来事まで時計を進める",
            id="clock.step",
            display=".",
        ),
        key(
            "left_square_bracket",
            "pace_clock(-1)",
            "遅く",
            "時計を遅くする",
            id="clock.slower",
            show=False,
            display="[",
        ),
        key(
            "right_square_bracket",
            "pace_clock(1)",
            "速く",
            "時計を速くする",
            id="clock.faster",
            show=False,
            display="]",
        ),
        key(
            "g",
            "go_to",
            "時刻へ",
            "日時、または +6d のような長さを入力して時計を進める",
            id="clock.go",
        ),
        key(
            "less_than_sign",
            "rewind_clock",
            "巻き戻し",
            "一つ前の時点へ、ショップもAmazonも巻き戻す",
            id="clock.rewind",
            show=False,
            display="<",
        ),
        key(
            "H",
            "choose_moment",
            "時点を選ぶ",
            "残してある時点の一覧から選んで、または時刻を入力して巻き戻す",
            id="clock.moments",
            show=False,
        ),
    ]

    steps_to_go: reactive[int] = reactive(0, repaint=False)
    """Steps that were asked for and not begun, forth or (below 0) back."""

    _stepping = False
    _given_up = 0

    @property
    def clock_of(self) -> "Live":
        """The world whose clock the keys move."""
        raise NotImplementedError

    @property
    def has_clock(self) -> bool:
        """Whether there is a world whose time can be moved."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey is what there is a reason against; nobody moves the time of a linked shop."""
        if action in CLOCK_ACTIONS and not self.has_clock:
            return False
        return None if self.why_not(action) else super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why `action` cannot be done now, as a sentence; empty where it can."""
        return ""

    def action_toggle_clock(self) -> None:
        """Pause a clock that runs, steps or is on its way to a moment; else run."""
        if self.steps_to_go:
            self.give_up_steps()
        else:
            self.clock_of.toggle()

    @on(events.ScreenSuspend)
    def give_up_steps(self) -> None:
        """The step under way is the last one, also where nobody reads along."""
        self._given_up, self.steps_to_go = abs(self.steps_to_go), 0

    def on_key(self, event: events.Key) -> None:
        """Esc stops the clock on its way before it leaves or clears anything."""
        if event.key != "escape" or not self.has_clock:
            return
        if self.steps_to_go:
            event.stop()
            self.give_up_steps()
        elif self.clock_of.state().going is not None:
            event.stop()
            self.clock_of.pause()

    def action_pace_clock(self, direction: int) -> None:
        """The next slower or faster speed."""
        speed = self.clock_of.state().speed
        if direction > 0:
            wanted = next((step for step in SPEEDS if step > speed), SPEEDS[-1])
        else:
            wanted = next((step for step in reversed(SPEEDS) if step < speed), SPEEDS[0])
        self.clock_of.set_speed(wanted)
        self.post_message(ClockPaced(wanted))

    def action_step_clock(self) -> None:
        """Move to the next event and say what it was, as often as it is asked for."""
        self._step(1)

    def action_rewind_clock(self) -> None:
        """Go back to the moment before and stand still there, as often as it is asked for."""
        self._step(-1)

    def _step(self, by: int) -> None:
        """Steps of one direction are counted; the other direction ends them."""
        self.steps_to_go = by + (self.steps_to_go if self.steps_to_go * by > 0 else 0)
        if not self._stepping:
            self._stepping = True
            self.step_clock()

    @work(group="clock", exclusive=True, exit_on_error=False, description="step")
    async def step_clock(self) -> None:
        """Take one step after another as long as there are any."""
        try:
            while self.steps_to_go:
                forth = self.steps_to_go > 0
                self.steps_to_go += -1 if forth else 1
                told = await (self._step_forth() if forth else self._step_back())
                if self._given_up:
                    left, self._given_up = self._given_up, 0
                    told += " " + _("残りの{n}回は取りやめました。").format(n=left)
                self.post_message(ClockStepped(told, back=not forth))
        finally:
            self._stepping, self.steps_to_go = False, 0

    async def _step_forth(self) -> str:
        event = await asyncio.wrap_future(self.clock_of.step())
        return f"{event.who.value} {event_words(event)}"

    async def _step_back(self) -> str:
        try:
            kept = await asyncio.wrap_future(self.clock_of.rewind())
        except LookupError:
            self.steps_to_go = 0
            return _("これより前には戻れません。")
        return _("{at} まで戻りました。").format(at=moment(kept.at))

    def action_go_to(self) -> None:
        """Ask for a moment and move there."""
        from tui.dialogs.go_to import GoToForm

        live = self.clock_of

        def move(at: datetime | None) -> None:
            if at is not None:
                self.move_clock(at)

        self.app.push_screen(GoToForm(lambda: live.state().now), move)

    def action_choose_moment(self) -> None:
        """Ask which moment to return to."""
        self.list_moments()

    @work(group="clock", exclusive=True, exit_on_error=False, description="moments")
    async def list_moments(self) -> None:
        """Read which moments are kept."""
        self.post_message(MomentsListed(await asyncio.wrap_future(self.clock_of.moments())))

    @on(MomentsListed)
    def offer_moments(self, message: MomentsListed) -> None:
        """Let one of them be chosen."""
        from tui.dialogs.moments import MomentForm

        if not message.moments:
            self.post_message(CommandRefused(_("これより前には戻れません。")))
            return

        def turn_back(to: "Moment | datetime | None") -> None:
            if to is not None:
                self.rewind_clock(to)

        self.app.push_screen(MomentForm(message.moments, self.clock_of.state().now), turn_back)

    @work(group="clock", exclusive=True, exit_on_error=False, description="rewind")
    async def rewind_clock(self, to: "Moment | datetime") -> None:
        """Have both sides be as they were at `to`."""
        live = self.clock_of
        told = _("{at} まで戻りました。")
        try:
            await self._arrive(
                live.rewind(to), to if isinstance(to, datetime) else to.at, told, back=True
            )
        except LookupError:
            self.post_message(ClockStepped(_("これより前には戻れません。")))

    @work(group="clock", exclusive=True, exit_on_error=False, description="go to")
    async def move_clock(self, at: datetime) -> None:
        """Let everything happen up to `at`."""
        await self._arrive(self.clock_of.go_to(at), at, _("{at} まで進みました。"), back=False)

    async def _arrive(self, reached: "Future[T]", at: datetime, told: str, *, back: bool) -> None:
        """Wait until the clock is at `at`, and say so; or say where it was stopped on the way."""
        try:
            await asyncio.wrap_future(reached)
        except asyncio.CancelledError:
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise
            at, told = self.clock_of.state().now, _("{at} で止めました。")
        self.post_message(ClockStepped(told.format(at=moment(at)), back=back))
