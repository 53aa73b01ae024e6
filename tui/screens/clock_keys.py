"""The keys that move the simulated clock; every screen has them."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from tui.formats import moment
from tui.keys import key
from tui.messages import ClockPaced, ClockStepped, CommandRefused, MomentsListed
from tui.widgets.clock_bar import event_words
from tui.words import _

if TYPE_CHECKING:
    from scenarios.history import Moment
    from tui.live import Live

SPEEDS = (1.0, 10.0, 60.0, 300.0, 600.0, 3_600.0, 21_600.0)
"""Simulated seconds per real second that `[` and `]` walk through."""

CLOCK_ACTIONS = frozenset(
    {"toggle_clock", "step_clock", "pace_clock", "go_to", "rewind_clock", "choose_moment"}
)


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

    going: reactive[datetime | None] = reactive(None)
    """Where a `go_to` under way leads."""

    @property
    def clock_of(self) -> "Live":
        """The world whose clock the keys move."""
        raise NotImplementedError

    @property
    def has_clock(self) -> bool:
        """Whether there is a world whose time can be moved."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody moves the time of a linked shop."""
        if action in CLOCK_ACTIONS and not self.has_clock:
            return False
        return super().check_action(action, parameters)

    def why_not(self, action: str) -> str:
        """Why the greyed `action` cannot be done now, as a sentence; empty where none is known."""
        return ""

    def action_toggle_clock(self) -> None:
        """Pause a running clock, also one that is on its way to a moment; else run."""
        live = self.clock_of
        if live.state().running or self.going is not None:
            live.pause()
        else:
            live.resume()

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
        """Move to the next event and say what it was."""
        self.step_clock()

    def action_go_to(self) -> None:
        """Ask for a moment and move there."""
        from tui.dialogs.go_to import GoToForm

        live = self.clock_of

        def move(at: datetime | None) -> None:
            if at is not None:
                self.move_clock(at)

        self.app.push_screen(GoToForm(lambda: live.state().now), move)

    @work(group="clock", exclusive=True, exit_on_error=False, description="step")
    async def step_clock(self) -> None:
        """Let the next event happen."""
        event = await asyncio.wrap_future(self.clock_of.step())
        self.post_message(ClockStepped(f"{event.who.value} {event_words(event)}"))

    def action_rewind_clock(self) -> None:
        """Go back to the moment before and stand still there."""
        self.rewind_clock()

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
    async def rewind_clock(self, to: "Moment | datetime | None" = None) -> None:
        """Have both sides be as they were before the last event, or at `to`."""
        try:
            kept = await asyncio.wrap_future(self.clock_of.rewind(to))
        except LookupError:
            self.post_message(ClockStepped(_("これより前には戻れません。")))
        else:
            at = to if isinstance(to, datetime) else kept.at
            told = _("{at} まで戻りました。").format(at=moment(at))
            self.post_message(ClockStepped(told, back=True))

    @work(group="clock", exclusive=True, exit_on_error=False, description="go to")
    async def move_clock(self, at: datetime) -> None:
        """Let everything happen up to `at`."""
        self.going = at
        try:
            await asyncio.wrap_future(self.clock_of.go_to(at))
        finally:
            self.going = None
        self.post_message(ClockStepped(_("{at} まで進みました。").format(at=moment(at))))
