"""What will happen, and when: Amazon's side of time as data."""

from datetime import datetime
from heapq import heapify, heappop, heappush, nsmallest

from msgspec import Struct

Key = tuple[str, str]


class Item(Struct, frozen=True, gc=False):
    """One thing that is due: `kind` says what, `subject` to whom, `note` tells a person."""

    due: datetime
    seq: int
    kind: str
    subject: str
    note: str = ""

    @property
    def key(self) -> Key:
        return (self.kind, self.subject)


class Agenda:
    """A heap of items, at most one live item per (kind, subject).

    Scheduling the same key again replaces the earlier item. Replaced and cancelled items stay in
    the heap until they reach its top, but are never listed, never fired and never jumped to.
    """

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Key]] = []
        self._live: dict[Key, Item] = {}
        self._seq = 0

    def __len__(self) -> int:
        return len(self._live)

    def schedule(self, due: datetime, kind: str, subject: str, note: str = "") -> Item:
        self._seq += 1
        item = Item(due, self._seq, kind, subject, note)
        self._live[item.key] = item
        heappush(self._heap, (due, item.seq, item.key))
        if len(self._heap) > 64 and len(self._heap) > 4 * len(self._live):
            self._drop_dead()
        return item

    def cancel(self, kind: str, subject: str) -> None:
        """Take an item off; nothing happens if there is none."""
        self._live.pop((kind, subject), None)

    def find(self, kind: str, subject: str) -> Item | None:
        return self._live.get((kind, subject))

    def next_due(self) -> datetime | None:
        self._skip_dead()
        return self._heap[0][0] if self._heap else None

    def pop_due(self, until: datetime) -> Item | None:
        """Take the earliest live item due at or before `until`, in (due, seq) order."""
        self._skip_dead()
        if not self._heap or self._heap[0][0] > until:
            return None
        _, _, key = heappop(self._heap)
        return self._live.pop(key)

    def upcoming(self, limit: int) -> list[Item]:
        return nsmallest(limit, self._live.values(), key=lambda item: (item.due, item.seq))

    def snapshot(self) -> tuple[dict[Key, Item], int]:
        return dict(self._live), self._seq

    def restore(self, state: tuple[dict[Key, Item], int]) -> None:
        live, self._seq = state
        self._live = dict(live)
        self._drop_dead()

    def _skip_dead(self) -> None:
        while self._heap:
            _, seq, key = self._heap[0]
            item = self._live.get(key)
            if item is not None and item.seq == seq:
                return
            heappop(self._heap)

    def _drop_dead(self) -> None:
        self._heap = [(item.due, item.seq, item.key) for item in self._live.values()]
        heapify(self._heap)
