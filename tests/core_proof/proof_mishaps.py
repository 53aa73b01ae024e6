"""What happens to an engine at a chosen place, and how it is put right again."""

import sqlite3
from collections.abc import Callable
from enum import Enum

from proof_fuse import Fuse, FusedBooks

from core.amazon.transport import NoAnswer


class Killed(BaseException):
    """The engine's process ended here; nothing of it runs any more."""


class Mishap(Enum):
    """What happens."""

    KILLED = "killed"
    ANSWER_LOST = "answer lost"
    DISK_FULL = "disk full"
    LOCKED = "another program writes"


class Places(Fuse):
    """A fuse that also writes down where it came by."""

    def __init__(self, at: int, mishap: Mishap, books: FusedBooks) -> None:
        super().__init__(at, self._strike)
        self.seen: list[str] = []
        self._mishap = mishap
        self._books = books
        self._mend: Callable[[], object] | None = None
        self._over = False

    def burn(self, where: str) -> None:
        self.seen.append(where)
        super().burn(where)

    def go_on(self) -> None:
        """The engine is asked again; what nobody has met yet is still so."""
        if self.passed >= self.at > 0 and not self._over and self._lasts:
            self._strike("again")

    def rest(self) -> None:
        """The engine does nothing for a while; what others do meanwhile is not disturbed."""
        if self._mend:
            self._mend()
            self._mend = None

    def end(self) -> None:
        """The engine has met it, and a person has put it right."""
        self.rest()
        self._over = True

    @property
    def _lasts(self) -> bool:
        return self._mishap in (Mishap.DISK_FULL, Mishap.LOCKED)

    def _strike(self, where: str) -> None:
        match self._mishap:
            case Mishap.KILLED:
                raise Killed(where)
            case Mishap.ANSWER_LOST:
                raise NoAnswer(where)
            case Mishap.DISK_FULL:
                self._books.connection.execute("PRAGMA max_page_count = 1")
                self._mend = self._make_room
            case Mishap.LOCKED:
                other = sqlite3.connect(str(self._books.path), isolation_level=None)
                other.execute("BEGIN IMMEDIATE")
                self._mend = other.close

    def _make_room(self) -> None:
        self._books.connection.execute("PRAGMA max_page_count = 1000000")
