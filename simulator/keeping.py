"""Copies of state that cost little: immutable records are shared, only their holders are copied.

State is a value, a dict or list of immutable records, something with `snapshot` and `restore`, or a
dict of such things. Whatever is put into the world or the simulation in one of these forms is part
of every checkpoint without another word.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from msgspec import Struct

VALUES = (str, bytes, int, float, bool, datetime, timedelta, tuple, frozenset, Struct, type(None))


@runtime_checkable
class Keeps(Protocol):
    """Something that copies and restores its own state."""

    def snapshot(self) -> object: ...

    def restore(self, state: object, /) -> None: ...


class Kept(Struct, frozen=True):
    """The states of a dict of things that keep themselves."""

    kind: type[Keeps]
    states: dict[object, object]


def copy_of(value: object) -> object:
    """The state of a value. Raises TypeError for one that is in no known form."""
    match value:
        case dict():
            first = next(iter(value.values()), None)
            if isinstance(first, Keeps):
                return Kept(type(first), {key: one.snapshot() for key, one in value.items()})
            return dict(value)
        case list() | set() | deque():
            return value.copy()
        case Keeps():
            return value.snapshot()
        case _:
            if isinstance(value, VALUES):
                return value
            raise TypeError(f"no way to keep a {type(value).__name__}")


def copies(holder: object, without: Iterable[str] = ()) -> dict[str, object]:
    """The state of every attribute but those in `without`."""
    left_out = set(without)
    return {name: copy_of(value) for name, value in vars(holder).items() if name not in left_out}


def put_back(holder: object, states: dict[str, object]) -> None:
    """Give every attribute the state that `copies` took; the states can be put back again."""
    for name, state in states.items():
        current = getattr(holder, name)
        if isinstance(current, Keeps) and not isinstance(current, dict | Struct):
            current.restore(state)
        else:
            setattr(holder, name, _revived(state))


def _revived(state: object) -> object:
    if isinstance(state, Kept):
        revived: dict[object, Keeps] = {}
        for key, one in state.states.items():
            revived[key] = state.kind()
            revived[key].restore(one)
        return revived
    return copy_of(state)
