"""A world that lives: in a thread of its own, at any speed, stopped and stepped from outside.

The dashboard holds one. Every public method may be called from any thread and none of them waits
for the world except `start` and `stop`. While it runs, simulated time follows real time × speed in
whole seconds; between two pieces of engine work it looks for commands, so they are served at once
at any speed. What it cannot keep up with is dropped, not owed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

import msgspec

from core.amazon.exchanges import Exchanges
from scenarios.clock_state import ClockState
from scenarios.goal import Goal, pass_on, tell
from scenarios.happenings import NextEvent
from scenarios.history import History, Moment
from scenarios.mailbox import Mailbox
from scenarios.said import Said, say
from scenarios.wiring import cipher_of
from scenarios.world import World, WorldSetup

if TYPE_CHECKING:
    from core.personal.cipher import Cipher
    from scenarios.play.cast import Cast

T = TypeVar("T")
Work = Callable[[World], Awaitable[T]]

TICK_S = 0.05
"""How often a running clock moves, in real seconds."""

IDLE_S = 0.5
"""How often a standing world looks whether another hand has written into the books."""

SLICE_S = 0.03
"""Longest work between two looks at the commands, in real seconds."""

SPEED_MAX = 1_000_000.0
STOPPED_WITHIN_S = 10.0


class LiveWorld:
    """One world in its thread; its books may be opened by as many readers as wanted."""

    def __init__(self, setup: WorldSetup) -> None:
        """Without `setup.books_path` the books live in a folder that goes with the world."""
        self._folder: TemporaryDirectory[str] | None = None
        if setup.books_path is None:
            self._folder = TemporaryDirectory(prefix="renkei-", ignore_cleanup_errors=True)
            setup = replace(setup, books_path=Path(self._folder.name) / "books.db")
        assert setup.books_path is not None
        self.books_path: Path = setup.books_path
        self.recorded = setup.recorded
        self._setup = setup
        self._state = ClockState(setup.start, running=False, speed=1.0, next_event=None)
        self._mailbox = Mailbox()
        self.rewound: Callable[[Moment], object] = lambda moment: None
        """Called in the world's thread whenever it has gone back."""
        self._goal: Goal[None] | Goal[Moment] | None = None
        self._stopping = False
        self.failure: BaseException | None = None
        self._started: Future[None] = Future()
        self.exchanges = Exchanges(self._engine_now, self._clock)
        """What went over the engine's line lately."""
        self._thread = Thread(target=self._run, name="renkei-world", daemon=True)

    def start(self) -> None:
        """Open the world; back when it is open. Raises what opening raises."""
        self._thread.start()
        self._started.result()

    def state(self) -> ClockState:
        """The clock as of a moment ago."""
        return self._state

    @property
    def cast(self) -> "Cast":
        """Who is who in the script that is played here."""
        return self._world.cast

    def cipher(self) -> "Cipher | None":
        """The key to the buyers in the books, None where nobody is kept (R40)."""
        return cipher_of(self._setup)

    def pause(self) -> None:
        """Stand still; a way under way, forth or back, is cancelled where it is."""
        self._mailbox.post(self._pause)

    def resume(self) -> None:
        """Run on at the set speed."""
        self._mailbox.post(self._resume)

    def toggle(self) -> None:
        """`pause` where it moves by then, else `resume`."""
        self._mailbox.post(self._toggle)

    def set_speed(self, speed: float) -> None:
        """Simulated seconds per real second. Raises ValueError outside 0 … SPEED_MAX."""
        if not 0 < speed <= SPEED_MAX:
            raise ValueError(f"speed {speed!r}")

        async def change() -> None:
            self._state = msgspec.structs.replace(self._state, speed=speed)

        self._mailbox.post(change)

    def step(self) -> "Future[NextEvent]":
        """Let the next event happen, on whichever side."""

        async def move() -> NextEvent:
            await self._history.mark(self._following())
            done = await self._world.step()
            await self._show()
            return done

        return self._mailbox.post(move)

    def rewind(self, to: datetime | Moment | None = None) -> "Future[Moment]":
        """Go back as `History.back` does, which may raise, and stand still there.

        To reach a time it lives on from the moment before, without whatever a person did since;
        `pause` cancels that.
        """
        reached: Future[Moment] = Future()

        async def turn_back() -> None:
            self._drop_goal()
            moment = await self._history.back(to)
            self.rewound(moment)
            self._state = msgspec.structs.replace(self._state, running=False, error="")
            if isinstance(to, datetime):
                self._goal = Goal(to, reached, moment, begun=True)
            await self._show()
            if not self._goal:
                tell(reached, moment)

        self._mailbox.post(turn_back).add_done_callback(lambda sent: pass_on(sent, reached))
        return reached

    def moments(self) -> "Future[tuple[Moment, ...]]":
        """The moments that `rewind` returns to as they were, oldest first."""
        return self._mailbox.post(self._history.listed)

    def go_to(self, at: datetime) -> "Future[None]":
        """Live through everything until `at`, as fast as can be; `pause` cancels it.

        The future raises ValueError where `at` lies in the past.
        """
        reached: Future[None] = Future()

        async def aim() -> None:
            if at < self._world.now:
                raise ValueError("過去の時刻には進めません。")
            self._drop_goal()
            self._goal = Goal(at, reached, None)

        self._mailbox.post(aim).add_done_callback(lambda sent: pass_on(sent, reached))
        return reached

    def submit(self, fn: Work[T], before: Said | None = None) -> "Future[T]":
        """Run `fn` between two pieces of the world's work; `before` names the moment before."""

        async def work() -> T:
            if not self._state.running:
                await self._history.mark(before or self._following())
            result = await fn(self._world)
            await self._show()
            return result

        return self._mailbox.post(work)

    def stop(self) -> None:
        """End the thread and close the world; what still waits is refused with WorldStopped."""
        if self._thread.is_alive():
            self._mailbox.post(self._stop)
            self._thread.join(STOPPED_WITHIN_S)
        if self._folder:
            self._folder.cleanup()

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as error:
            if not self._started.done():
                self._started.set_exception(error)
            else:
                self._fail(error)
        finally:
            self._mailbox.close()

    async def _live(self) -> None:
        self._mailbox.attach()
        self._world = await World.open(self._setup, exchanges=self.exchanges)
        self._history = History(self._world)
        try:
            await self._show()
            self._started.set_result(None)
            self._since = self._clock()
            while not self._stopping:
                await self._turn()
        finally:
            self._drop_goal()
            await self._world.close()

    async def _turn(self) -> None:
        pause_s = TICK_S if self._state.running else IDLE_S
        await self._mailbox.serve(0.0 if self._goal else pause_s)
        try:
            if self._goal:
                await self._approach(self._goal)
            elif self._state.running:
                await self._keep_up()
                await self._history.mark_on_the_way(self._following())
            await self._show()
        except Exception as error:
            self._drop_goal()
            self._fail(error)

    async def _approach(self, goal: Goal[None] | Goal[Moment]) -> None:
        if goal.reached.cancelled():
            self._goal = None
            return
        if not goal.begun:
            await self._history.mark(self._following())
            self._goal = goal = msgspec.structs.replace(goal, begun=True)
        if await self._slice(goal.at):
            self._goal = None
            await self._show()
            goal.finish()
        self._since = self._clock()

    async def _keep_up(self) -> None:
        owed = int((self._clock() - self._since) * self._state.speed)
        if owed < 1:
            return
        limit = (self._world.now + timedelta(seconds=owed)).replace(microsecond=0)
        kept_up = await self._slice(limit)
        self._since = self._since + owed / self._state.speed if kept_up else self._clock()

    def _following(self) -> Said:
        event = self._state.next_event
        return event.told if event else say("はじめ")

    async def _slice(self, limit: datetime) -> bool:
        """Go towards `limit` until a command waits or the slice is over; whether it is reached."""
        end = self._clock() + SLICE_S
        while not await self._world.advance_once(limit):
            if self._mailbox.has_letters or self._clock() > end:
                return False
        return True

    async def _show(self) -> None:
        self._state = msgspec.structs.replace(
            self._state,
            now=self._world.now,
            next_event=await self._world.next_event(),
            skew=self._world.machine.skew,
            going=self._goal.at if self._goal else None,
        )

    def _fail(self, error: BaseException) -> None:
        self.failure, told = error, f"内部エラーで時計を止めました（{type(error).__name__}）。"
        self._state = msgspec.structs.replace(self._state, running=False, error=told)

    def _clock(self) -> float:
        """Real seconds, from wherever the loop counts."""
        return asyncio.get_running_loop().time()

    def _engine_now(self) -> datetime:
        return self._world.machine.clock(self._world.now)

    def _drop_goal(self) -> None:
        if self._goal:
            self._goal.reached.cancel()
            self._goal = None

    async def _pause(self) -> None:
        self._drop_goal()
        self._state = msgspec.structs.replace(self._state, running=False, going=None)

    async def _toggle(self) -> None:
        await (self._pause() if self._state.running or self._goal else self._resume())

    async def _resume(self) -> None:
        if not self._state.error:
            await self._history.mark(self._following())
            self._state = msgspec.structs.replace(self._state, running=True)
            self._since = self._clock()

    async def _stop(self) -> None:
        self._stopping = True
