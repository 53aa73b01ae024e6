"""What was done in a world since its beginning, to make a scenario of it (`scenarios.script`).

An act that the script's words did is noted whole, in these words. What somebody did past them is
noted where it happened at Amazon; at the shop it stands in the journal, whichever process did it.
"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from scenarios.pace import Pace

if TYPE_CHECKING:
    from core import Books
    from scenarios.language.definition import Action


_LAST_IMPORT = (
    "SELECT max(seq) FROM journal"
    " WHERE kind = 'command' AND json_extract(data, '$.command') = '商品CSV取込'"
)


class Begun(NamedTuple):
    """Where something begins: its place among the notes, the newest line of the journal, when."""

    place: int
    seq: int
    at: datetime


class Noted(NamedTuple):
    """An act; the lines of the journal up to `until_seq` came of it.

    Without an `action` it is the engine that has done its share of this instant.
    """

    begun: Begun
    until_seq: int
    action: "Action | None"


class Notes:
    """Notes of one world; empty where nothing is to be `kept`."""

    def __init__(self, pace: Pace, books: "Books", *, kept: bool) -> None:
        self.entries: list[Noted] = []
        self.acts = 0
        """How many acts there were, kept or not; it never falls."""
        self.opened_seq = 0
        """The last line of the journal of the beginning."""
        self._pace = pace
        self._books = books
        self._kept = kept
        self.imports: dict[int, Action] = {}
        """Files that the shop took in, by their lines of the journal, which tells figures alone."""
        pace.on_work = self._work

    def open(self) -> None:
        """The beginning is over; what follows is noted."""
        self.opened_seq = self._books.journal.latest()

    def begin(self) -> Begun:
        """An act begins."""
        self.acts += 1
        return self._here()

    def note(self, action: "Action") -> None:
        """An act at Amazon is done."""
        self.acts += 1
        self._add(action)

    def whole(self, action: "Action", begun: Begun) -> None:
        """All that was done since `begun` was `action`.

        To be called when it has come true: what fails is kept as the parts that happened.
        """
        if self._kept:
            del self.entries[begun.place :]
            self.entries.append(Noted(begun, self._books.journal.latest(), action))

    def looked(self, action: "Action", begun: Begun) -> None:
        """A look that began at `begun` has come true; time may have passed meanwhile."""
        if self._kept:
            self.entries.append(Noted(begun, begun.seq, action))

    def imported(self, action: "Action") -> None:
        """The file that was taken in last was that of `action`."""
        (seq,) = self._books.connection.execute(_LAST_IMPORT).fetchone()
        if self._kept and seq is not None:
            self.imports[seq] = action

    def go_back(self, place: int) -> None:
        """The world is again as when the next note had this place."""
        del self.entries[place:]
        latest = self._books.journal.latest()
        self.imports = {seq: one for seq, one in self.imports.items() if seq <= latest}

    def _work(self) -> None:
        self._add(None)

    def _add(self, action: "Action | None") -> None:
        if self._kept:
            here = self._here()
            self.entries.append(Noted(here, here.seq, action))

    def _here(self) -> Begun:
        return Begun(len(self.entries), self._books.journal.latest(), self._pace.now)
