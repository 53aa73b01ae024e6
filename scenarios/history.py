"""The way back of a living world: a bounded number of moments that it can return to."""

from datetime import datetime
from typing import NamedTuple

from scenarios.world import World

MOMENTS_MAX = 60
BYTES_MAX = 256 * 1024 * 1024


class Moment(NamedTuple):
    """A moment that is kept; `before` says what was about to happen."""

    at: datetime
    before: str
    checkpoint_id: str


class NothingToRewind(LookupError):
    """No moment lies that far back."""


class History:
    """Marks moments of `world` and returns to them; the oldest go when there are too many."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._moments: list[Moment] = []
        self._stands_at: tuple[datetime, tuple[int, int]] | None = None

    async def listed(self) -> tuple[Moment, ...]:
        """Oldest first."""
        return tuple(self._moments)

    async def mark(self, before: str) -> None:
        """Keep this moment, unless it is kept already."""
        if self._stands_at == self._here():
            return
        checkpoint_id = await self._world.checkpoint()
        self._moments.append(Moment(self._world.now, before, checkpoint_id))
        self._stands_at = self._here()
        while self._too_many():
            await self._world.forget(self._moments.pop(0).checkpoint_id)

    async def back(self, to: datetime | None) -> Moment:
        """Return to the newest moment not after `to`, or to the one before; what came after goes.

        From that moment the world lives on to `to`, without whatever a person did in between.
        Raises NothingToRewind.
        """
        kept = self._chosen(to)
        moment = self._moments[kept]
        await self._world.restore(moment.checkpoint_id)
        for later in self._moments[kept + 1 :]:
            await self._world.forget(later.checkpoint_id)
        del self._moments[kept + 1 :]
        self._stands_at = self._here()
        if to is not None:
            await self._world.advance_to(to)
        return moment

    def _chosen(self, to: datetime | None) -> int:
        if to is None:
            chosen = len(self._moments) - (2 if self._stands_at == self._here() else 1)
        else:
            chosen = sum(moment.at <= to for moment in self._moments) - 1
        if chosen < 0 or (to is not None and to > self._world.now):
            raise NothingToRewind
        return chosen

    def _too_many(self) -> bool:
        held = sum(kept.size for kept in self._world.checkpoints())
        return len(self._moments) > MOMENTS_MAX or (held > BYTES_MAX and len(self._moments) > 2)

    def _here(self) -> tuple[datetime, tuple[int, int]]:
        return self._world.now, self._world.books.version()
