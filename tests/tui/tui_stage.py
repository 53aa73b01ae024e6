"""The real app on the real demo world, driven by keys; nothing here waits by the clock."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from textual.message import Message
from textual.pilot import Pilot
from tui_demo import demo_opened

from core.domain.labels import FulfilledBy, Handling, PaymentStatus, Policy
from core.views.rows import OrderDetail, OrderFilter, OrderRow
from scenarios.world import World
from tui.app import NO_CONFIG, RenkeiApp
from tui.cell_grid import plain_lines
from tui.config import Config
from tui.screens.frame import FrameScreen
from tui.session import Session
from tui.settings import Settings
from tui.shots import at_rest
from tui.words import speak

T = TypeVar("T")
M = TypeVar("M", bound=Message)

SMALL, WIDE = (80, 24), (120, 40)


class Stage:
    """One running app with everything that a test asks of it."""

    def __init__(self, app: RenkeiApp, pilot: Pilot[object], messages: list[Message]) -> None:
        self.app = app
        self.pilot = pilot
        self.messages = messages

    @property
    def session(self) -> Session:
        assert self.app.session is not None
        return self.app.session

    @property
    def frame(self) -> FrameScreen:
        """The screen in front, dialogs left aside."""
        return next(
            screen for screen in reversed(self.app.screen_stack) if isinstance(screen, FrameScreen)
        )

    async def settle(self) -> None:
        """Until nobody works and everything is on screen."""
        await at_rest(self.app, self.pilot)

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each with all that follows from it."""
        for each in keys:
            await self.pilot.press(each)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type into the focused field."""
        await self.pilot.press(*text)
        await self.settle()

    async def world(self, act: Callable[[World], Awaitable[T]]) -> T:
        """Do something inside the world, as if somebody else had."""
        done = await asyncio.wrap_future(self.session.live.submit(act))
        await self.settle()
        return done

    async def pass_time(self, by: timedelta) -> None:
        """Let the world live on."""
        await self.world(lambda world: world.advance(by))

    def now(self) -> datetime:
        return self.session.clock().now

    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(plain_lines(self.app))

    def footer(self) -> str:
        return plain_lines(self.app)[-1]

    def told(self) -> list[str]:
        """All toasts so far."""
        return [notification.message for notification in self.app._notifications]

    def posted(self, kind: type[M]) -> list[M]:
        """Messages of one kind so far, each once however many parents it passed."""
        unique = {id(message): message for message in self.messages}
        return [message for message in unique.values() if isinstance(message, kind)]

    def order(self, order_id: str) -> OrderDetail:
        return self.session.views.order(order_id)

    def find(
        self,
        *,
        status: PaymentStatus = PaymentStatus.COMPLETE,
        handling: Handling = Handling.OPEN,
        by: FulfilledBy = FulfilledBy.MERCHANT,
    ) -> OrderRow:
        """The newest order of the demo in this state."""
        wanted = OrderFilter(payment_status=status, handling=handling, fulfilled_by=by)
        return self.session.views.orders(wanted).rows[0]

    def find_any(self, status: PaymentStatus) -> OrderRow:
        """The newest order with this 決済ステータス."""
        return self.session.views.orders(OrderFilter(payment_status=status)).rows[0]

    async def open_orders(self, order_id: str) -> None:
        """Go to the order list and point at one order."""
        await self.press("2")
        assert self.app.screen.query_one("#orders").point_at(order_id)
        await self.settle()


Play = Callable[[Stage], Awaitable[None]]


def run_on_stage(
    play: Play,
    *,
    size: tuple[int, int] = SMALL,
    lang: str = "ja",
    policy: Policy = Policy.DOCUMENTED,
    settings: Settings | None = None,
    config: Config = NO_CONFIG,
) -> None:
    """Open the demo, run `play` on it, leave it; only `settings` are remembered."""
    speak(lang)
    try:
        with demo_opened(policy) as opening:
            asyncio.run(run_app_on_stage(play, RenkeiApp(opening, settings, config), size))
    finally:
        speak("ja")


async def run_app_on_stage(play: Play, app: RenkeiApp, size: tuple[int, int] = SMALL) -> None:
    """Run `play` on any app; whatever it shows stays open."""
    messages: list[Message] = []
    try:
        async with app.run_test(size=size, message_hook=messages.append) as pilot:
            stage = Stage(app, pilot, messages)
            await stage.settle()
            await play(stage)
    finally:
        if app.session is not None:
            app.session.close()
