"""Where a table gets its rows: by index, so that only what is on screen is ever read."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from core.views.rows import Leg, Page

Row = TypeVar("Row")
RowOut = TypeVar("RowOut", covariant=True)

PAGE_ROWS = 200
PAGES_KEPT = 8
PAGES_WALKED = 2
"""How far from what was read the next page is; whatever lies farther is jumped to."""
COUNTED = 2_000
"""How many rows of a list are counted at once; of a longer one, when its end is asked for."""
LOOK_AHEAD = 5_000
"""How many rows are looked through for the next one of a kind."""


class RowSource(Protocol[RowOut]):
    """Rows by index; the length may grow while it is read."""

    def __len__(self) -> int:
        """Rows known so far."""
        ...

    def last(self) -> int:
        """Index of the very last row, 0 in an empty list."""
        ...

    def at(self, index: int) -> RowOut | None:
        """The row at `index`, None past the end."""
        ...


class FixedRows(RowSource[Row]):
    """Rows that are all there."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def last(self) -> int:
        """Index of the last row."""
        return max(0, len(self._rows) - 1)

    def at(self, index: int) -> Row | None:
        """The row at `index`, None past the end."""
        return self._rows[index] if 0 <= index < len(self._rows) else None


class KeysetRows(RowSource[Row]):
    """A window of pages on a list of any length; both of its ends cost what the first page does.

    Pages next to the window are read on from its keys, others by passing over the rows before.
    `total(at_most)` counts, and may stop there.
    """

    def __init__(
        self, read: Callable[[Leg], Page[Row]], total: Callable[[int | None], int]
    ) -> None:
        self._read = read
        self._total = total
        self._pages: deque[Page[Row]] = deque()
        self._start = self._end = 0
        """The window, as indices of the list."""
        self._length = total(COUNTED)
        self._exact = self._length != COUNTED

    def __len__(self) -> int:
        return self._length

    def last(self) -> int:
        """Index of the last row; counts the list to its end."""
        if not self._exact:
            self._length, self._exact = self._total(None), True
        return max(0, self._length - 1)

    def at(self, index: int) -> Row | None:
        """The row at `index`; reads on to it where it lies outside of what was read."""
        if index < 0 or (self._exact and index >= self._length):
            return None
        if not self._start <= index < self._end:
            self._reach(index)
        place = index - self._start
        for page in self._pages:
            if place < len(page.rows):
                return page.rows[place] if place >= 0 else None
            place -= len(page.rows)
        return None

    def _reach(self, index: int) -> None:
        walk = PAGES_WALKED * PAGE_ROWS
        if not self._start - walk <= index < self._end + walk or not self._pages:
            self._jump(index // PAGE_ROWS * PAGE_ROWS)
        while index >= self._end and self._pages[-1].after is not None:
            self._read_on(self._pages[-1].after)
        while index < self._start and self._pages[0].before is not None:
            self._read_back(self._pages[0].before)

    def _jump(self, start: int) -> None:
        end = min(start + PAGE_ROWS, self._length) if self._exact else start + PAGE_ROWS
        if self._exact and start > self._length // 2:
            leg = Leg(None, end - start, back=True, skip=self._length - end)
        else:
            leg = Leg(None, end - start, skip=start)
        page = self._read(leg)
        self._pages = deque([page])
        self._start, self._end = start, start + len(page.rows)
        self._learn_length(page)

    def _read_on(self, key: str | None) -> None:
        page = self._read(Leg(key, PAGE_ROWS))
        self._pages.append(page)
        self._end += len(page.rows)
        self._learn_length(page)
        if len(self._pages) > PAGES_KEPT:
            self._start += len(self._pages.popleft().rows)

    def _learn_length(self, page: Page[Row]) -> None:
        if page.after is not None:
            self._length = max(self._length, self._end)
        elif page.rows or len(self._pages) > 1:
            self._length, self._exact = self._end, True
        else:
            self.last()

    def _read_back(self, key: str | None) -> None:
        page = self._read(Leg(key, min(PAGE_ROWS, self._start), back=True))
        self._pages.appendleft(page)
        self._start -= len(page.rows)
        if len(self._pages) > PAGES_KEPT:
            self._end -= len(self._pages.pop().rows)


def next_place(
    source: RowSource[Row], cursor: int, wanted: Callable[[Row], bool], most: int = LOOK_AHEAD
) -> int | None:
    """Index of the next wanted row after `cursor`, from the top again after the last.

    None where none is among the next `most`.
    """
    place = cursor
    for _step in range(most):
        place += 1
        row = source.at(place)
        if row is None:
            place = 0
            row = source.at(place)
        if row is not None and wanted(row):
            return place
        if place == cursor:
            return None
    return None
