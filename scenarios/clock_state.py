"""How the clock of a living world stands."""

from datetime import datetime, timedelta

from msgspec import Struct

from scenarios.happenings import NextEvent


class ClockState(Struct, frozen=True):
    """The clock at one moment; `speed` in simulated seconds per real second.

    `skew` is how far the clock of the shop's machine is off. `error` is one sentence where the
    world failed and its clock was stopped, else empty. `going` is the moment that it is on its way
    to.
    """

    now: datetime
    running: bool
    speed: float
    next_event: NextEvent | None
    error: str = ""
    skew: timedelta = timedelta(0)
    going: datetime | None = None

    @property
    def desk_now(self) -> datetime:
        """The time by which the shop's commands are written down."""
        return self.now + self.skew
