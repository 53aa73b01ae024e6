"""Clients that live in Amazon's time: each says until when it has nothing to do.

In `autojump` the clock stands while anybody works. When all wait, it jumps to the earliest moment
that one of them waits for and lets that one go, alone, ordered by (until, name): the others stay
where they are until it waits again, so that the same clients do the same things in the same order.
In the other modes a wait ends as soon as the clock has come there.
"""

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from simulator.wall import Wall

if TYPE_CHECKING:
    from simulator.simulation import Simulation

log = logging.getLogger("simulator")

LONGEST_WAIT_S = 20.0
SILENT_AFTER_S = 60.0

Outcome = Literal["waiting", "reached", "timed_out", "replaced", "left"]


class NoSuchParticipant(KeyError):
    """Nobody of this name has joined."""


class Waiting:
    """One call of `wait`, from its beginning to its answer."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self.outcome: Outcome = "waiting"
        self._bell: asyncio.Future[None] | None = None

    def bell(self) -> "asyncio.Future[None]":
        """Done when something may have changed for this wait."""
        self._bell = asyncio.get_running_loop().create_future()
        return self._bell

    def ring(self) -> None:
        if self._bell is not None and not self._bell.done():
            self._bell.set_result(None)

    def end(self, outcome: Outcome) -> None:
        if self.outcome == "waiting":
            self.outcome = outcome
        self.ring()


class Participant:
    """`seen` is the wall's time of its last sign of life."""

    def __init__(self, name: str, seen: float) -> None:
        self.name = name
        self.seen = seen
        self.waiting: Waiting | None = None


class Participants:
    """Who has joined and who waits. Only names are kept in a checkpoint: waits are live calls."""

    def __init__(self, wall: Wall) -> None:
        self._wall = wall
        self._joined: dict[str, Participant] = {}
        self._expected = 0

    @property
    def names(self) -> list[str]:
        return sorted(self._joined)

    @property
    def expected(self) -> int:
        """How many must have joined before the clock jumps; 0 = all are there."""
        return self._expected

    def find(self, name: str) -> Participant:
        """Raises `NoSuchParticipant`."""
        if name not in self._joined:
            raise NoSuchParticipant(name)
        return self._joined[name]

    def join(self, name: str, expected: int | None) -> None:
        """Come in, or come back under the same name; nothing jumps until `expected` are there."""
        self._joined.setdefault(name, Participant(name, 0.0)).seen = self._wall.seconds()
        if expected is not None:
            self._expected = expected
        if len(self._joined) >= self._expected:
            self._expected = 0

    def leave(self, name: str) -> None:
        """Raises `NoSuchParticipant`."""
        waiting = self.find(name).waiting
        del self._joined[name]
        if waiting is not None:
            waiting.end("left")

    def park(self, name: str, until: datetime) -> Waiting:
        """Begin to wait, in place of an earlier wait of the same name."""
        who = self.find(name)
        if who.waiting is not None:
            who.waiting.end("replaced")
        who.waiting = Waiting(until)
        return who.waiting

    def unpark(self, name: str, waiting: Waiting) -> None:
        """The call that held this wait is over."""
        who = self._joined.get(name)
        if who is not None and who.waiting is waiting:
            who.waiting = None
            who.seen = self._wall.seconds()

    def next_to_go(self) -> Waiting | None:
        """The wait that ends first; None while anybody works or has yet to join."""
        if not self._joined or self._expected:
            return None
        waits = [(who.waiting, name) for name, who in self._joined.items()]
        parked = [(waiting.until, name, waiting) for waiting, name in waits if waiting is not None]
        return min(parked)[2] if len(parked) == len(waits) else None

    def release(self, waiting: Waiting) -> None:
        for who in self._joined.values():
            if who.waiting is waiting:
                who.waiting = None
                who.seen = self._wall.seconds()
        waiting.end("reached")

    def release_due(self, now: datetime) -> None:
        """Let all go whose time has come, in order."""
        if not self._joined:
            return
        waits = [(who.waiting, who.name) for who in self._joined.values()]
        due = [(w.until, name, w) for w, name in waits if w is not None and w.until <= now]
        for _, _, waiting in sorted(due):
            self.release(waiting)

    def nudge(self) -> None:
        """Have every wait look again: the clock runs otherwise than before."""
        for who in self._joined.values():
            if who.waiting is not None:
                who.waiting.ring()

    def silent(self) -> list[str]:
        """Who has neither waited nor joined nor left for a minute of real time."""
        since = self._wall.seconds() - SILENT_AFTER_S
        return [n for n, p in sorted(self._joined.items()) if p.waiting is None and p.seen <= since]

    def snapshot(self) -> tuple[tuple[str, ...], int]:
        return tuple(self._joined), self._expected

    def restore(self, state: tuple[tuple[str, ...], int]) -> None:
        """Have exactly these names, none of whom waits; all waits so far end."""
        names, expected = state
        for name in self.names:
            self.leave(name)
        self._joined = {name: Participant(name, self._wall.seconds()) for name in names}
        self._expected = expected


async def wait(sim: "Simulation", name: str, until: datetime) -> Outcome:
    """Block until the clock has come to `until`, for at most 20 real seconds.

    Raises `NoSuchParticipant`. After `timed_out` the participant counts as working until it waits
    again.
    """
    people, wall = sim.participants, sim.wall
    waiting = people.park(name, until)
    ends = wall.seconds() + LONGEST_WAIT_S
    try:
        sim.settle_waits()
        while waiting.outcome == "waiting":
            left = ends - wall.seconds()
            if left <= 0:
                waiting.end("timed_out")
                _report(people.silent())
                break
            bell = waiting.bell()
            await wall.within(bell, min(left, sim.clock.seconds_until(until)))
            sim.catch_up()
            sim.settle_waits()
    finally:
        people.unpark(name, waiting)
    return waiting.outcome


def _report(silent: list[str]) -> None:
    for name in silent:
        log.warning("clock participant %r has been silent for a minute: the clock waits", name)
