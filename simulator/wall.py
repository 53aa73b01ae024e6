"""Real time, asked here and nowhere else; all that Amazon does is in simulated time."""

import asyncio
from typing import Protocol


class Wall(Protocol):
    """What the clock of the wall can do."""

    def seconds(self) -> float:
        """Real seconds from any fixed origin."""

    async def within(self, done: "asyncio.Future[None]", seconds: float) -> bool:
        """Wait for `done`, at most so many real seconds; whether it came."""


class LoopWall:
    """The event loop's own clock."""

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    async def within(self, done: "asyncio.Future[None]", seconds: float) -> bool:
        came, _ = await asyncio.wait({done}, timeout=max(0.0, seconds))
        return bool(came)
