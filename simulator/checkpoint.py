"""Checkpoints: everything that this fake is, at one moment, to come back to as often as wished."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from simulator.keeping import Kept, copies, put_back

if TYPE_CHECKING:
    from simulator.simulation import Simulation

MOST = 1000
NOT_STATE = frozenset({"wall", "news", "written", "checkpoints", "_happenings"})


class TooMany(Exception):
    """As many checkpoints are kept as may be."""


class Checkpoint:
    """The state of a simulation, shared with it as far as it is immutable."""

    def __init__(self, checkpoint_id: str, now: datetime, states: dict[str, object]) -> None:
        self.checkpoint_id = checkpoint_id
        self.now = now
        self.states = states

    @property
    def size(self) -> int:
        """Bytes of the state, written down."""
        return self._written[0]

    @property
    def digest(self) -> str:
        """Equal for equal states, in every process and on every machine."""
        return self._written[1]

    @cached_property
    def _written(self) -> tuple[int, str]:
        """What clients said of themselves stays out: of the journal its position is enough."""
        journal = self.states["journal"]
        assert isinstance(journal, tuple)
        states = {**self.states, "journal": journal[1], "participants": None}
        text = msgspec.msgpack.encode([(name, _plain(one)) for name, one in states.items()])
        return len(text), sha256(text).hexdigest()


class Checkpoints:
    """Those kept, by id in the order in which they were made."""

    def __init__(self) -> None:
        self._kept: dict[str, Checkpoint] = {}
        self._last_number = 0

    def __iter__(self) -> Iterator[Checkpoint]:
        return iter(self._kept.values())

    def save(self, sim: "Simulation") -> Checkpoint:
        """Keep the present state. Raises `TooMany`."""
        if len(self._kept) >= MOST:
            raise TooMany
        self._last_number += 1
        number = f"checkpoint-{self._last_number}"
        self._kept[number] = Checkpoint(number, sim.now, copies(sim, NOT_STATE))
        return self._kept[number]

    def find(self, checkpoint_id: str) -> Checkpoint | None:
        return self._kept.get(checkpoint_id)

    def drop(self, checkpoint_id: str) -> None:
        del self._kept[checkpoint_id]


def restore(sim: "Simulation", checkpoint: Checkpoint) -> None:
    """Be exactly as then; the wall goes on, and calls that wait for the clock end unreached."""
    put_back(sim, checkpoint.states)
    sim.news.turn()


def _plain(state: object) -> object:
    """The state as lists, so that the order of a dict is written, and that of a set is not."""
    match state:
        case Kept():
            return _plain(state.states)
        case dict():
            first = next(iter(state.values()), None)
            if isinstance(first, dict | tuple | Kept) or _has_sets(first):
                return [(key, _plain(value)) for key, value in state.items()]
            return list(state.items())
        case tuple():
            return [_plain(one) for one in state]
        case _:
            return msgspec.to_builtins(state, order="sorted") if _has_sets(state) else state


def _has_sets(value: object) -> bool:
    return isinstance(value, Struct) and any(
        isinstance(getattr(value, name), frozenset) for name in value.__struct_fields__
    )
