"""One opened world as the screens see it: what to read, what to write through, and the time.

Readings are done on the interface's own thread (a page takes well under a millisecond). Writings
may wait for the engine's transaction, so they go through one thread of their own.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from core import Books, Desk, Views
from core.errors import Refused
from tui.undo import KEPT, Undoable

if TYPE_CHECKING:
    from datetime import datetime

    from core.amazon.catalog import CatalogItem
    from core.views.buyers import BuyerHits, BuyerRow
    from core.views.rows import FindingRow
    from scenarios.live import ClockState
    from tui.live import Live

T = TypeVar("T")

LOOKED_AT = 8
"""How many orders are offered again as opened lately."""


class Session:
    """The open world, its books to read, and the desk to write through."""

    def __init__(self, live: "Live") -> None:
        """Open the books for reading. Raises BooksUnusable."""
        self.live = live
        self._books = Books.open(live.books_path)
        self.views = Views(self._books)
        self._desk_thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._desk_books: Books | None = None
        self._desk: Desk | None = None
        self._private: Books | None = None
        self._seen_version = -1
        self._problem: tuple[str, str] | None = None
        self.done: deque[Undoable] = deque(maxlen=KEPT)
        self.looked_at: deque[str] = deque(maxlen=LOOKED_AT)

    def clock(self) -> "ClockState":
        """The clock at this moment."""
        return self.live.state()

    def books_changed(self) -> bool:
        """Whether anybody else wrote since the last time of asking."""
        (version,) = self._books.connection.execute("PRAGMA data_version").fetchone()
        seen, self._seen_version = self._seen_version, int(version)
        return seen != self._seen_version

    def look_at(self, order_id: str) -> None:
        """Remember, until the dashboard is closed, that this order was opened last."""
        if order_id in self.looked_at:
            self.looked_at.remove(order_id)
        self.looked_at.append(order_id)

    def is_order(self, subject: str) -> bool:
        """Whether a finding's subject is an order number of these books."""
        try:
            self.views.order(subject)
        except Refused:
            return False
        return True

    def next_finding(self) -> "FindingRow | None":
        """The finding after the one given last, the heaviest and newest first."""
        found = sorted(self.views.findings(), key=lambda row: (-row.weight, -row.at.timestamp()))
        if not found:
            return None
        names = [(row.subject, row.code) for row in found]
        place = names.index(self._problem) + 1 if self._problem in names else 0
        chosen = found[place % len(found)]
        self._problem = (chosen.subject, chosen.code)
        return chosen

    async def find(self, text: str) -> "tuple[CatalogItem, ...]":
        """Search Amazon's catalogue over the shop's line (R07). Raises as `core.Finder` does."""
        from scenarios.catalogue import find_items

        return await asyncio.wrap_future(self.live.submit(lambda world: find_items(world, text)))

    async def at_desk(self, command: Callable[[Desk], T]) -> T:
        """Do `command` at the shop's desk, away from this thread. Raises Refused."""
        return await asyncio.get_running_loop().run_in_executor(
            self._desk_thread, self._with_desk, command
        )

    async def at_books(self, write: Callable[[Books], T]) -> T:
        """Write many rows at the shop's desk, away from this thread. Raises what `write` raises."""

        def with_books(_desk: Desk) -> T:
            assert self._desk_books is not None
            return write(self._desk_books)

        return await self.at_desk(with_books)

    async def look_aside(self, look: Callable[[Books], T]) -> T:
        """Look at much, away from this thread and from the desk. Raises what `look` raises."""

        def with_books() -> T:
            with Books.open(self.live.books_path) as books:
                return look(books)

        return await asyncio.to_thread(with_books)

    async def read_aside(self, read: Callable[[Views], T]) -> T:
        """Read much, away from this thread and from the desk. Raises what `read` raises."""
        return await self.look_aside(lambda books: read(Views(books)))

    async def buyer(self, order_id: str) -> "BuyerRow | None":
        """The buyer of an order, decrypted; the journal keeps that he was asked for (R40).

        Raises Refused where there is no key.
        """

        def read(desk: Desk) -> "BuyerRow | None":
            found = self._with_key().buyer(order_id)
            if found is not None:
                desk.note_buyer_shown(order_id)
            return found

        return await self.at_desk(read)

    async def search_buyers(self, text: str, limit: int) -> "BuyerHits":
        """Buyers with `text` in any field; the journal keeps that they were searched (R40).

        Raises Refused where there is no key.
        """

        def search(desk: Desk) -> "BuyerHits":
            hits = self._with_key().search_buyers(text, limit)
            desk.note_buyers_searched(hits.searched, len(hits.rows))
            return hits

        return await self.at_desk(search)

    async def take_back(self, step: Undoable) -> str:
        """Undo `step`; a sentence where that changed nothing. Raises Refused."""

        def back(desk: Desk) -> str:
            assert self._desk_books is not None
            return step.back(desk, Views(self._desk_books))

        return await self.at_desk(back)

    def _with_key(self) -> Views:
        """Views that can decrypt; only the desk's thread has them, from the first asking on."""
        if self._private is None:
            self._private = Books.open(self.live.books_path, cipher=self.live.cipher())
        return Views(self._private)

    def _with_desk(self, command: Callable[[Desk], T]) -> T:
        if self._desk is None:
            self._desk_books = Books.open(self.live.books_path)
            self._desk = Desk(self._desk_books, self._now)
        return command(self._desk)

    def _now(self) -> "datetime":
        return self.live.state().now

    def close(self) -> None:
        """Let go of the books; the world belongs to whoever opened it."""
        for books in (self._desk_books, self._private):
            if books is not None:
                self._desk_thread.submit(books.close).result()
        self._desk_thread.shutdown()
        self._books.close()
