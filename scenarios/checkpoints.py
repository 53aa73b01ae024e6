"""Checkpoints of a world: both sides at one moment, to come back to as often as wished."""

from dataclasses import dataclass
from datetime import datetime

from scenarios.book_image import BookImage
from scenarios.play.cast import Cast
from scenarios.shop_machine import MachineState


class NoSuchCheckpoint(LookupError):
    """This world keeps no checkpoint of this id (any more)."""


@dataclass(frozen=True)
class Checkpoint:
    """A world at one moment. `image` is the books, `at_amazon` the other side's own checkpoint."""

    checkpoint_id: str
    at: datetime
    image: BookImage
    machine: MachineState
    at_amazon: str
    cast: Cast
    noted: int
    """How many notes there were."""
    exchanges: int
    """Where those that are kept stood."""

    @property
    def size(self) -> int:
        """Bytes of the books; Amazon's side shares with it what has not changed since."""
        return self.image.size
