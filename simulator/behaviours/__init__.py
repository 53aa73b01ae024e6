"""The registry of what this fake believes about Amazon, with a source for each belief."""

from datetime import timedelta

import msgspec

from simulator.behaviours.access import ACCESS
from simulator.behaviours.conduct import CONDUCT
from simulator.behaviours.entry import Behaviour, InForce, Value
from simulator.behaviours.feeding import FEEDING
from simulator.behaviours.first_orders import FIRST_ORDERS
from simulator.behaviours.messages import MESSAGES
from simulator.behaviours.offers import OFFERS
from simulator.behaviours.open_questions import OPEN
from simulator.behaviours.order_texts import ORDER_TEXTS
from simulator.behaviours.reporting import REPORTING
from simulator.behaviours.texts import TEXTS
from simulator.behaviours.timing import TIMING

_ALL = (
    *TIMING,
    *ACCESS,
    *CONDUCT,
    *FEEDING,
    *FIRST_ORDERS,
    *MESSAGES,
    *OFFERS,
    *OPEN,
    *REPORTING,
    *TEXTS,
    *ORDER_TEXTS,
)
REGISTRY: dict[str, Behaviour] = {entry.name: entry for entry in _ALL}
_LONGEST = timedelta(days=3650)


class UnknownBehaviour(KeyError):
    """A name that the registry does not hold."""


class UnfitValue(ValueError):
    """A value that a behaviour cannot have; the message says what it can."""


class Behaviours:
    """The values in force. Reading is by kind, so that a wrong kind is found at once.

    `generation` is another number whenever a value may be another one.
    """

    def __init__(self) -> None:
        self.generation = 0
        self._values: dict[str, Value] = {name: entry.value for name, entry in REGISTRY.items()}
        self._durations: dict[str, timedelta] = {}

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def entries(self) -> list[InForce]:
        """The registry with the values in force, by name."""
        return [
            InForce(
                name=name,
                value=self._values[name],
                alternatives=entry.alternatives,
                provenance=entry.provenance,
                source=entry.source,
                about=entry.about,
                default=entry.value,
            )
            for name, entry in sorted(REGISTRY.items())
        ]

    def text(self, name: str) -> str:
        value = self._values[name]
        assert isinstance(value, str), name
        return value

    def number(self, name: str) -> int:
        value = self._values[name]
        assert isinstance(value, int), name
        return value

    def on(self, name: str) -> bool:
        value = self._values[name]
        assert isinstance(value, bool), name
        return value

    def duration(self, name: str) -> timedelta:
        found = self._durations.get(name)
        if found is None:
            found = self._durations[name] = msgspec.convert(self._values[name], timedelta)
        return found

    def optional_duration(self, name: str) -> timedelta | None:
        return None if self._values[name] is None else self.duration(name)

    def set(self, name: str, value: Value) -> None:
        """Put a value in force. Raises `UnknownBehaviour` and `UnfitValue`, changing nothing."""
        if name not in REGISTRY:
            raise UnknownBehaviour(name)
        _check(REGISTRY[name], value)
        self._values[name] = value
        self._durations.pop(name, None)
        self.generation += 1

    def snapshot(self) -> dict[str, Value]:
        return dict(self._values)

    def restore(self, values: dict[str, Value]) -> None:
        self._values = dict(values)
        self._durations = {}
        self.generation += 1


def _check(entry: Behaviour, value: Value) -> None:
    if value in (entry.value, *entry.alternatives) and isinstance(value, type(entry.value)):
        return
    samples = [one for one in (entry.value, *entry.alternatives) if one is not None]
    if _is_duration(samples[0]):
        if not _is_duration(value) and not (value is None and entry.value is None):
            raise UnfitValue(f"{entry.name} is an ISO-8601 duration such as {samples[0]}")
    elif entry.alternatives:
        raise UnfitValue(f"{entry.name} is one of {', '.join(map(str, entry.alternatives))}")
    elif type(value) is not type(samples[0]) or (isinstance(value, int) and value < 0):
        kind = "a whole number from 0" if isinstance(samples[0], int) else "a text"
        raise UnfitValue(f"{entry.name} is {kind}")


def _is_duration(value: Value) -> bool:
    try:
        return timedelta(0) <= msgspec.convert(value, timedelta, strict=True) <= _LONGEST
    except msgspec.ValidationError:
        return False
