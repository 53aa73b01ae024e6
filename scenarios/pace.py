"""One clock over Amazon and the shop: time moves to whatever is due next, nothing waits.

At one instant Amazon goes first, then whoever acts (the script, a person), then the engine. So
`arrive` brings Amazon to an instant and leaves the engine's share of it to `settle`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from core.domain.instants import stamp
from core.errors import OurBug

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When an engine is due that has nothing to do."""


class AmazonTime(Protocol):
    """The side whose clock is moved."""

    async def advance(self, to: datetime) -> object: ...


class DueWork(Protocol):
    """The side that does what is due and says when it wants to be asked again."""

    async def run_due(self, now: datetime) -> int: ...

    def next_due(self) -> datetime | None: ...


class ClockStuck(OurBug):
    """The engine was asked at `now` and still wants `now`: nothing would ever move on."""

    def __init__(self, now: datetime, due: datetime) -> None:
        super().__init__(f"asked at {stamp(now)}, the engine is still due at {stamp(due)}")
        self.now = now
        self.due = due


class Pace:
    """Moves both sides. Raises ClockStuck where the engine does not let time go on."""

    def __init__(self, now: datetime, amazon: AmazonTime, engine: DueWork) -> None:
        self.now = now
        self.on_work: Callable[[], None] | None = None
        """Is told whenever the engine has done something."""
        self._amazon = amazon
        self._engine = engine

    @property
    def engine_due(self) -> datetime:
        """When the engine acts next; now where its share of this instant is still open."""
        return max(self._engine.next_due() or NEVER, self.now)

    async def arrive(self, to: datetime) -> None:
        """Bring Amazon to `to` and the engine through everything before it.

        Raises ValueError where `to` lies in the past.
        """
        if to < self.now:
            raise ValueError(f"time does not go back from {stamp(self.now)} to {stamp(to)}")
        while (due := self.engine_due) < to:
            await self._move(due)
            await self.settle()
        await self._move(to)

    async def settle(self) -> int:
        """Let the engine do its share of this instant; returns the number of steps it did."""
        steps = await self._engine.run_due(self.now)
        if steps and self.on_work is not None:
            self.on_work()
        due = self._engine.next_due()
        if due is not None and due <= self.now:
            raise ClockStuck(self.now, due)
        return steps

    async def advance_to(self, to: datetime) -> None:
        """`arrive` and `settle`."""
        await self.arrive(to)
        await self.settle()

    async def _move(self, to: datetime) -> None:
        await self._amazon.advance(to)
        self.now = to
