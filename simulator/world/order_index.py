"""Orders of one seller by time of change and of creation, for walks that miss nothing."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from copy import copy
from datetime import datetime

Entry = tuple[datetime, int, str]
_FEW = 20_000
State = tuple[list[Entry], list[Entry], dict[int, int], dict[str, int], int]


class OrderIndex:
    """Two sorted lists of (time, seq, order id).

    A change of an order adds an entry and notes that the earlier one is superseded, and when. A
    walk that began at position P sees the entries as they were at P: each order exactly once,
    however many change meanwhile. `forget` drops what no walk can see any more.
    """

    def __init__(self) -> None:
        self._updated: list[Entry] = []
        self._created: list[Entry] = []
        self._superseded: dict[int, int] = {}
        self._latest: dict[str, int] = {}
        self.position = 0

    def add(self, order_id: str, created: datetime, updated: datetime) -> None:
        self.changed(order_id, updated)
        _insert(self._created, (created, self.position, order_id))

    def changed(self, order_id: str, updated: datetime) -> None:
        self.position += 1
        earlier = self._latest.get(order_id)
        if earlier is not None:
            self._superseded[earlier] = self.position
        self._latest[order_id] = self.position
        _insert(self._updated, (updated, self.position, order_id))

    @property
    def is_worn(self) -> bool:
        """Whether more entries are superseded than live."""
        return len(self._superseded) > max(_FEW, len(self._latest))

    def forget(self, before: int) -> None:
        """Drop the entries superseded by position `before`; no walk may look back beyond it."""
        gone = {seq for seq, position in self._superseded.items() if position <= before}
        self._updated = [entry for entry in self._updated if entry[1] not in gone]
        self._superseded = {k: v for k, v in self._superseded.items() if k not in gone}

    def by_update(
        self, start: tuple[datetime, int], until: datetime, as_of: int
    ) -> Iterator[Entry]:
        """Entries after `start` (time, seq) and at or before `until`, as they stood at `as_of`."""
        for index in range(bisect_left(self._updated, (*start, "")), len(self._updated)):
            entry = self._updated[index]
            if entry[0] > until:
                return
            if entry[1] <= as_of and self._superseded.get(entry[1], as_of + 1) > as_of:
                yield entry

    def by_creation(
        self, start: tuple[datetime, int], until: datetime, as_of: int
    ) -> Iterator[Entry]:
        for index in range(bisect_left(self._created, (*start, "")), len(self._created)):
            entry = self._created[index]
            if entry[0] > until:
                return
            if entry[1] <= as_of:
                yield entry

    def as_it_was(self, position: int) -> "OrderIndex":
        """This index as seen from an earlier position; for reading only."""
        view = copy(self)
        view.position = position
        return view

    def snapshot(self) -> State:
        return (
            self._updated.copy(),
            self._created.copy(),
            self._superseded.copy(),
            self._latest.copy(),
            self.position,
        )

    def restore(self, state: State) -> None:
        updated, created, superseded, latest, self.position = state
        self._updated, self._created = updated.copy(), created.copy()
        self._superseded, self._latest = superseded.copy(), latest.copy()


def _insert(entries: list[Entry], entry: Entry) -> None:
    if not entries or entries[-1] < entry:
        entries.append(entry)
    else:
        insort(entries, entry)
