"""Where a table gets its rows: by index, so that only what is on screen is ever read."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from core.views.rows import Page

Row = TypeVar("Row")
RowOut = TypeVar("RowOut", covariant=True)

PAGE_ROWS = 200
PAGES_KEPT = 8
PAGES_AHEAD = 20
"""How many pages one jump may read through; a longer way takes several."""


class RowSource(Protocol[RowOut]):
    """Rows by index; the length may grow while it is read."""

    def __len__(self) -> int:
        """Rows known so far."""
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

    def at(self, index: int) -> Row | None:
        """The row at `index`, None past the end."""
        return self._rows[index] if 0 <= index < len(self._rows) else None


class KeysetRows(RowSource[Row]):
    """Rows read page by page with a keyset cursor: the millionth costs what the first does.

    `read(after, limit)` gives one page. Cursors of the pages passed are kept, the pages themselves
    only a few. `total` is the length where somebody knows it.
    """

    def __init__(
        self, read: Callable[[str | None, int], Page[Row]], total: int | None = None
    ) -> None:
        self._read = read
        self._cursors: list[str | None] = [None]
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._length = 0
        self._ended = False
        self._total = total
        self._load(0)

    def __len__(self) -> int:
        if self._ended or self._total is None:
            return self._length
        reach = (len(self._cursors) + PAGES_AHEAD - 1) * PAGE_ROWS
        return max(self._length, min(self._total, reach))

    @property
    def ended(self) -> bool:
        """Whether the last row has been seen, so that the length is exact."""
        return self._ended

    def at(self, index: int) -> Row | None:
        """The row at `index`; reads on to it where it lies past what is known."""
        if index < 0:
            return None
        number, offset = divmod(index, PAGE_ROWS)
        for _page in range(PAGES_AHEAD):
            if number < len(self._cursors) or self._ended:
                break
            self._load(len(self._cursors) - 1)
        if number >= len(self._cursors):
            return None
        page = self._pages.get(number)
        if page is None:
            page = self._load(number)
        return page[offset] if offset < len(page) else None

    def _load(self, number: int) -> tuple[Row, ...]:
        page = self._read(self._cursors[number], PAGE_ROWS)
        self._pages[number] = page.rows
        if len(self._pages) > PAGES_KEPT:
            del self._pages[next(iter(self._pages))]
        if number == len(self._cursors) - 1 and not self._ended:
            self._length = number * PAGE_ROWS + len(page.rows)
            if page.after is None:
                self._ended = True
            else:
                self._cursors.append(page.after)
        return page.rows
