"""The way back of a living world: a bounded number of moments that it can return to."""

import asyncio
from datetime import datetime, timedelta
from typing import NamedTuple

from scenarios.said import Said
from scenarios.world import World

MOMENTS_MAX = 60
BYTES_MAX = 256 * 1024 * 1024

MARK_EVERY = timedelta(minutes=10)
MARK_EVERY_S = 0.5
"""A world that runs keeps a moment to return to this often, in simulated and in real time."""


class Moment(NamedTuple):
    """A moment that is kept; `before` says what was about to happen.

    `number` grows with each moment that a world keeps and is never given twice.
    """

    at: datetime
    before: Said
    checkpoint_id: str
    number: int


class NothingToRewind(LookupError):
    """No moment lies that far back."""


class History:
    """Marks moments of `world` and returns to them; the oldest go when there are too many."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._moments: list[Moment] = []
        self._last = 0
        self._stands_at: object = None

    async def listed(self) -> tuple[Moment, ...]:
        """Oldest first."""
        return tuple(self._moments)

    async def mark(self, before: Said) -> None:
        """Keep this moment; one that is kept already is told anew."""
        self._marked = self._world.now, _real_s()
        if self._stands_at == self._here():
            self._moments[-1] = self._moments[-1]._replace(before=before)
            return
        checkpoint_id = await self._world.checkpoint()
        self._last += 1
        self._moments.append(Moment(self._world.now, before, checkpoint_id, self._last))
        while self._too_many():
            await self._world.forget(self._moments.pop(0).checkpoint_id)
        self._stands_at = self._here()

    async def mark_on_the_way(self, before: Said) -> None:
        """Keep a moment of a world that runs, every now and then."""
        at, real_s = self._marked
        if self._world.now - at >= MARK_EVERY and _real_s() - real_s >= MARK_EVERY_S:
            await self.mark(before)

    async def back(self, to: datetime | Moment | None) -> Moment:
        """Return to `to`, where it is a moment that is kept; without `to` to the one before.

        A time leads to the newest moment not after it, to the first of several at one instant.
        What came after the moment goes.
        Raises NothingToRewind.
        """
        kept = self._chosen(to)
        moment = self._moments[kept]
        await self._world.restore(moment.checkpoint_id)
        for later in self._moments[kept + 1 :]:
            await self._world.forget(later.checkpoint_id)
        del self._moments[kept + 1 :]
        # What came after it will not come again by itself.
        following = (await self._world.next_event()).told
        self._moments[kept] = moment._replace(before=following)
        self._stands_at = self._here()
        return moment

    def _chosen(self, to: datetime | Moment | None) -> int:
        match to:
            case None:
                chosen = len(self._moments) - (2 if self._stands_at == self._here() else 1)
            case Moment(number=number):
                numbers = [moment.number for moment in self._moments]
                chosen = numbers.index(number) if number in numbers else -1
            case _:
                reached = [moment.at for moment in self._moments if moment.at <= to]
                chosen = reached.index(reached[-1]) if reached and to <= self._world.now else -1
        if chosen < 0:
            raise NothingToRewind
        return chosen

    def _too_many(self) -> bool:
        held = sum(kept.size for kept in self._world.checkpoints())
        return len(self._moments) > MOMENTS_MAX or (held > BYTES_MAX and len(self._moments) > 2)

    def _here(self) -> object:
        """Equal as long as neither side has changed."""
        world = self._world
        played, acts = world.cast.played, world.notes.acts
        return world.now, world.books.version(), world.amazon.writes, acts, played


def _real_s() -> float:
    return asyncio.get_running_loop().time()
