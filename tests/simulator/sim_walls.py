"""Real time for tests: it passes when everybody in the loop has come to rest, and never else."""

import asyncio

TURNS_UNTIL_REST = 60


class TestWall:
    __test__ = False

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        return self.now

    async def within(self, done: "asyncio.Future[None]", seconds: float) -> bool:
        for _ in range(TURNS_UNTIL_REST):
            if done.done():
                return True
            await asyncio.sleep(0)
        self.now += seconds
        return False
