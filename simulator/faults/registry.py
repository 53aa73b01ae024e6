"""The faults in force, how often each has been met, and which of them strikes a call."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from simulator.faults.declared import Attempt, Fault

if TYPE_CHECKING:
    from simulator.simulation import Simulation

PageKey = tuple[str, str, str]


class Count(Struct, frozen=True):
    """`seen` calls matched, of which `struck` were struck."""

    seen: int = 0
    struck: int = 0


# Faults, counts, pages, subjects without effect, the last number given.
FaultState = tuple[tuple[Fault, ...], dict[str, Count], dict[PageKey, bytes], tuple[str, ...], int]


class Faults:
    """Declared faults by id. Of those due at a call, the one declared first strikes, alone."""

    def __init__(self) -> None:
        self._faults: dict[str, Fault] = {}
        self._counts: dict[str, Count] = {}
        self._pages: dict[PageKey, bytes] = {}
        self._unapplied: set[str] = set()
        self._last_number = 0

    def __bool__(self) -> bool:
        return bool(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults.values())

    def declare(self, fault: Fault) -> Fault:
        """Put a fault in force under a new id."""
        self._last_number += 1
        named = replace(fault, fault_id=f"fault-{self._last_number}")
        self._faults[named.fault_id] = named
        self._counts[named.fault_id] = Count()
        return named

    def find(self, fault_id: str) -> Fault | None:
        return self._faults.get(fault_id)

    def count(self, fault_id: str) -> Count:
        return self._counts[fault_id]

    def drop(self, fault_id: str) -> None:
        del self._faults[fault_id], self._counts[fault_id]

    def drop_all(self) -> None:
        self._faults.clear()
        self._counts.clear()
        self._pages.clear()

    def strike(self, sim: "Simulation", attempt: Attempt) -> Fault | None:
        """Count the call at every fault that concerns it; the fault that strikes it, if any."""
        struck: Fault | None = None
        for fault in self._faults.values():
            if not fault.concerns(attempt, sim.now):
                continue
            count = self._counts[fault.fault_id]
            count = replace(count, seen=count.seen + 1)
            if self._is_due(sim, fault, count) and struck is None:
                struck = fault
                count = replace(count, struck=count.struck + 1)
            self._counts[fault.fault_id] = count
        return struck

    def remember_page(self, key: PageKey, body: bytes) -> None:
        """Keep an answer that `duplicate_page` may give once more."""
        if any(fault.kind == "duplicate_page" for fault in self._faults.values()):
            self._pages[key] = body

    def page_before(self, key: PageKey) -> bytes | None:
        return self._pages.get(key)

    def leave_unapplied(self, subject: str) -> None:
        """What falls due for this subject (a feed) will change neither orders nor listings."""
        self._unapplied.add(subject)

    def is_unapplied(self, subject: str) -> bool:
        return subject in self._unapplied

    def snapshot(self) -> FaultState:
        return (
            tuple(self._faults.values()),
            dict(self._counts),
            dict(self._pages),
            tuple(sorted(self._unapplied)),
            self._last_number,
        )

    def restore(self, state: FaultState) -> None:
        faults, counts, pages, unapplied, self._last_number = state
        self._faults = {fault.fault_id: fault for fault in faults}
        self._counts, self._pages = dict(counts), dict(pages)
        self._unapplied = set(unapplied)

    def _is_due(self, sim: "Simulation", fault: Fault, count: Count) -> bool:
        """The draw is made at every counted call, so that one call more shifts no other draw."""
        drawn = 0.0
        if fault.probability is not None:
            drawn = sim.streams.named(f"faults/{fault.fault_id}").random()
        if fault.nth is not None:
            return fault.nth <= count.seen < fault.nth + (fault.times or 1)
        if fault.times is not None and count.struck >= fault.times:
            return False
        if fault.every is not None:
            return count.seen % fault.every == 0
        return fault.probability is None or drawn < fault.probability
