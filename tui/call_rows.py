"""Calls behind a table: their line numbers are all that is held, the rows are read when shown."""

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING

from tui.widgets.row_source import RowSource

if TYPE_CHECKING:
    from core.views.calls import CallFilter, CallRow, Calls

ROWS_KEPT = 1_000
LOOKS = 25
"""Looks into the books that a jump to the end may take."""
AHEAD = 100
"""Known rows below the one asked for, before the next are read."""


class CallRows(RowSource["CallRow"]):
    """Calls of one filter, newest first; `read_on` looks through a bounded part of the books."""

    def __init__(self, calls: "Calls", wanted: "CallFilter") -> None:
        self._calls = calls
        self._wanted = wanted
        self._seqs = array("q")
        self._rows: OrderedDict[int, CallRow] = OrderedDict()
        self._before: int | None = None
        self.complete = False
        """Whether all that the books hold was looked through."""
        self.read_on()

    def __len__(self) -> int:
        return len(self._seqs)

    def last(self) -> int:
        """Index of the oldest call that is known after some reading on; once more goes farther."""
        for _look in range(LOOKS):
            if self.complete:
                break
            self.read_on()
        return max(0, len(self._seqs) - 1)

    def at(self, index: int) -> "CallRow | None":
        """The row at `index`, None past the end; reads on where the end of what is known nears."""
        if index < 0:
            return None
        if index >= len(self._seqs) - AHEAD and not self.complete:
            self.read_on()
        return self._row(self._seqs[index]) if index < len(self._seqs) else None

    def read_on(self) -> None:
        """Look through the next part."""
        page = self._calls.page(self._wanted, before=self._before)
        self._seqs.extend(row.seq for row in page.rows)
        for row in page.rows:
            self._keep(row)
        self._before, self.complete = page.before, page.before is None

    def renewed(self) -> "CallRows":
        """These rows and those that have come since; others where the world went back."""
        if not self._seqs:
            return self if not self.complete else CallRows(self._calls, self._wanted)
        newest = self._seqs[0]
        if self._calls.at(newest) != self._row(newest):
            return CallRows(self._calls, self._wanted)
        came = self._calls.since(newest, self._wanted, most=ROWS_KEPT)
        if not came:
            return self
        if len(came) == ROWS_KEPT:
            # So much has come that the list is read anew, a part at a time.
            return CallRows(self._calls, self._wanted)
        for row in came:
            self._keep(row)
        grown = CallRows.__new__(CallRows)
        grown.__dict__.update(self.__dict__)
        grown._seqs = array("q", (row.seq for row in came)) + self._seqs
        return grown

    def _row(self, seq: int) -> "CallRow | None":
        row = self._rows.get(seq)
        if row is None and (row := self._calls.at(seq)):
            self._keep(row)
        return row

    def _keep(self, row: "CallRow") -> None:
        self._rows[row.seq] = row
        if len(self._rows) > ROWS_KEPT:
            self._rows.popitem(last=False)
