"""Amazon's clock: it stands still, runs with the wall, or jumps."""

from datetime import UTC, datetime, timedelta
from math import inf
from typing import Literal

from simulator.wall import Wall

Mode = Literal["manual", "rate", "real", "autojump"]

BEGINNING_OF_TIME = datetime(2000, 1, 1, tzinfo=UTC)
END_OF_TIME = datetime(2200, 1, 1, tzinfo=UTC)
_SHORTEST_S = 0.001


class ClockError(ValueError):
    """A move that the clock does not make; the message says why."""


class Clock:
    """Simulated time. `now` moves only through `move`; nothing here reads the date of the machine.

    `wall` is asked only in the modes `rate` and `real`; `real` is `rate` at speed 1, from where it
    stands. In `autojump` the participants move it (`Simulation.settle_waits`).
    Raises `ClockError` for a start outside the years 2000 to 2199.
    """

    def __init__(self, start: datetime, wall: Wall) -> None:
        if not BEGINNING_OF_TIME <= start < END_OF_TIME:
            raise ClockError("the clock starts between the years 2000 and 2199")
        self.now = start
        self.mode: Mode = "manual"
        self.speed = 0.0
        self._wall = wall
        self._since = (start, 0.0)

    @property
    def runs(self) -> bool:
        return self.mode in ("rate", "real")

    def set_mode(self, mode: Mode, speed: float) -> None:
        self.mode = mode
        self.speed = {"manual": 0.0, "real": 1.0, "rate": speed, "autojump": 0.0}[mode]
        self.rebase()

    def rebase(self) -> None:
        """Count the wall from this moment on."""
        if self.runs:
            self._since = (self.now, self._wall.seconds())

    def target(self) -> datetime:
        """Where the clock should stand by the wall; its own time when it does not run."""
        if not self.runs:
            return self.now
        origin, wall = self._since
        left = (END_OF_TIME - origin).total_seconds()
        elapsed = (self._wall.seconds() - wall) * self.speed
        return origin + timedelta(seconds=min(left, max(0.0, elapsed)))

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds until the clock comes there by itself; infinite when it does not run."""
        if not self.runs:
            return inf
        return max(_SHORTEST_S, (moment - self.target()).total_seconds() / self.speed)

    def snapshot(self) -> tuple[datetime, Mode, float]:
        return self.now, self.mode, self.speed

    def restore(self, state: tuple[datetime, Mode, float]) -> None:
        self.now, self.mode, self.speed = state
        self.rebase()

    def move(self, to: datetime) -> None:
        if to < self.now:
            raise ClockError(f"the clock stands at {iso(self.now)} and never goes back")
        if to > END_OF_TIME:
            raise ClockError(f"the clock ends at {iso(END_OF_TIME)}")
        self.now = to


def iso(moment: datetime) -> str:
    """Amazon's spelling of a time: `2026-11-23T00:00:00Z`, with a fraction only where one is."""
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text}Z"
