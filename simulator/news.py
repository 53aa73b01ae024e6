"""Telling those who follow the world's history that it has grown, or is another one now."""

import asyncio
from collections.abc import AsyncIterator
from math import inf
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from simulator.simulation import Simulation

KEEP_ALIVE_S = 15.0


class News:
    """`turns` counts how often the history became another one, by a reset or a checkpoint."""

    def __init__(self) -> None:
        self.turns = 0
        self._bells: set[asyncio.Future[None]] = set()
        self._count = 0

    def bell(self) -> "asyncio.Future[None]":
        """Done when there is something new."""
        bell: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._bells.add(bell)
        bell.add_done_callback(self._bells.discard)
        return bell

    def turn(self) -> None:
        """From now on the history is another one."""
        self.turns += 1
        self._ring()

    def look(self, count: int) -> None:
        """Ring if the history has another length than at the last look."""
        if count != self._count:
            self._count = count
            self._ring()

    def _ring(self) -> None:
        for bell in tuple(self._bells):
            if not bell.done():
                bell.set_result(None)


async def follow(sim: "Simulation", after: int) -> AsyncIterator[bytes]:
    """Server-sent events: each line of the history after number `after`, as it is written.

    When the history becomes another one an event `rewound` tells its length; what follows is new.
    """
    turns = sim.news.turns
    while True:
        if turns != sim.news.turns:
            turns, after = sim.news.turns, len(sim.world.events)
            yield _event("rewound", after, {"last": after, "now": sim.now})
        for event in sim.world.events[after:]:
            after = event.seq
            yield _event("happened", after, event)
        bell = sim.news.bell()
        if turns == sim.news.turns and after >= len(sim.world.events):
            due = sim.agenda.next_due()
            patience = inf if due is None else sim.clock.seconds_until(due)
            rang = await sim.wall.within(bell, min(KEEP_ALIVE_S, patience))
            sim.catch_up()
            sim.news.look(len(sim.world.events))
            if not rang and patience >= KEEP_ALIVE_S:
                yield b": still here\n\n"
        bell.cancel()


def _event(kind: str, number: int, content: object) -> bytes:
    return b"event: %s\nid: %d\ndata: %s\n\n" % (
        kind.encode(),
        number,
        msgspec.json.encode(content),
    )
