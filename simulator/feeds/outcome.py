"""What comes of a feed: its last status and the report that says why."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from simulator.simulation import Simulation
from simulator.world.records import Feed

FeedEnd = Literal["DONE", "FATAL"]


class Outcome(Struct, frozen=True):
    """The end of a feed, and its processing report."""

    status: FeedEnd
    report: bytes
    report_type: str


Processor = Callable[[Simulation, Feed, bytes], Outcome]


class Unreadable(ValueError):
    """Content that is not what its feed type needs; nothing of it is carried out."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
