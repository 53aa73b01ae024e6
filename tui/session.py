"""One opened world as the screens see it: what to read, what to write through, and the time.

Readings are done on the interface's own thread (a page takes well under a millisecond). Writings
may wait for the engine's transaction, so they go through one thread of their own.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, TypeVar, cast

from core import Books, Desk, Views
from core.errors import Refused
from tui.permission import Ask, permit, rehearsed
from tui.undo import KEPT, Undoable
from tui.widgets.masthead import AMAZON, SCREENS

if TYPE_CHECKING:
    from datetime import datetime

    from core.amazon.catalog import CatalogItem
    from core.amazon.exchanges import Exchanges
    from core.views.buyers import BuyerHits, BuyerRow
    from core.views.rows import FindingRow
    from scenarios.clock_state import ClockState
    from tui.linked_shop import LinkedShop
    from tui.live import Live, ShopClock
    from tui.permission import Deed

T = TypeVar("T")
R = TypeVar("R")

READ_WAITS_MS = 250
"""How long a reading may keep the screen from answering."""

LOOKED_AT = 8
"""How many orders are offered again as opened lately."""


class Session:
    """The open world, its books to read, and the desk to write through."""

    def __init__(self, shop: "Live | LinkedShop", *, scripted: bool = False) -> None:
        """Open the books for reading. Raises BooksUnusable and BooksBusy.

        In a `scripted` world, which plays somebody's scenario, orders have names.
        """
        self.scripted = scripted
        self._shop = shop
        self.linked: LinkedShop | None = None if hasattr(shop, "submit") else shop
        """The linked shop, None in a simulated world."""
        self.asks: Ask | None = None
        """Who is asked before something leaves for the real Amazon; nobody there is a no."""
        self._books = Books.open(shop.books_path)
        self._books.connection.execute(f"PRAGMA busy_timeout = {READ_WAITS_MS}")
        self.views = Views(self._books)
        self._desk_thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._desk_books: Books | None = None
        self._desk: Desk | None = None
        self._private: Books | None = None
        self._seen_version = -1
        self._problem: tuple[str, str] | None = None
        self.done: deque[Undoable] = deque(maxlen=KEPT)
        self.given: set[str] = set()
        """Orders for which a notice was put in line here."""
        self.looked_at: deque[str] = deque(maxlen=LOOKED_AT)

    @property
    def live(self) -> "Live":
        """The simulated world; only where there is one is there anything to move."""
        assert self.linked is None
        return cast("Live", self._shop)

    @property
    def modes(self) -> dict[str, str]:
        """The screens that there are: nobody sees the other side of a linked shop."""
        return {
            mode: name for mode, name in SCREENS.items() if self.linked is None or mode != AMAZON
        }

    @property
    def exchanges(self) -> "Exchanges":
        """What went over the engine's line lately."""
        return self._shop.exchanges

    @property
    def failure(self) -> BaseException | None:
        """What stopped the world, or the engine of a linked shop, last."""
        return self._shop.failure

    def clock(self) -> "ClockState | ShopClock":
        """The clock at this moment."""
        return self._shop.state()

    def books_changed(self) -> bool:
        """Whether anybody else wrote since the last time of asking."""
        try:
            (version,) = self._books.connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.OperationalError:
            # Held by another program for the moment: what it does is seen when it lets go.
            return False
        seen, self._seen_version = self._seen_version, int(version)
        return seen != self._seen_version

    def reread(self) -> None:
        """Have what is in the books count as news."""
        self._seen_version = -1

    def storage(self) -> AbstractContextManager[None]:
        """Have what the storage does to readings inside raised as BooksBusy or BooksUnusable."""
        return self._books.storage()

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

    def order_name(self, order_id: str) -> str:
        """What the script that is played in this world calls an order; empty where none does."""
        return self.live.cast.order_name(order_id) if self.scripted else ""

    def orders_named(self, name: str) -> tuple[str, ...]:
        """The numbers of the order or of the group that the script calls so."""
        return self.live.cast.orders_named(name) if self.scripted else ()

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
        if self.linked is not None:
            return await self.linked.find(text)
        from scenarios.catalogue import find_items

        return await asyncio.wrap_future(self.live.submit(lambda world: find_items(world, text)))

    async def at_desk(self, command: Callable[[Desk], T]) -> T:
        """Do `command` at the shop's desk, away from this thread. Every write passes here.

        What would leave for the real Amazon is asked about first; for that `command` is done twice,
        the first time without effect. Raises Refused, and LeftUndone for a no.
        """
        if self.linked is not None and self.linked.is_guarded:
            await permit(
                self.linked, await self._in_desk_thread(self._rehearse, command), self.asks
            )
        return await self._in_desk_thread(self._with_desk, command)

    async def seen_at_desk(self, command: Callable[[Desk, Views], T]) -> T:
        """As `at_desk`, for a command that looks at the books as they are when it is done."""

        def with_books(desk: Desk) -> T:
            assert self._desk_books is not None
            return command(desk, Views(self._desk_books))

        return await self.at_desk(with_books)

    async def _in_desk_thread(
        self, do: Callable[[Callable[[Desk], T]], R], command: Callable[[Desk], T]
    ) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._desk_thread, do, command)

    def _rehearse(self, command: Callable[[Desk], T]) -> "Sequence[Deed]":
        def note(desk: Desk) -> "Sequence[Deed]":
            assert self._desk_books is not None
            return rehearsed(command, desk, self._desk_books)

        return self._with_desk(note)

    async def look_aside(self, look: Callable[[Books], T]) -> T:
        """Look at much, away from this thread and from the desk. Raises what `look` raises."""

        def with_books() -> T:
            with Books.open(self._shop.books_path) as books:
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
            found = self._with_key().buyer(order_id, self.clock().now)
            if found is not None:
                desk.note_buyer_shown(order_id)
            return found

        return await self.at_desk(read)

    async def search_buyers(self, text: str, limit: int) -> "BuyerHits":
        """Buyers with `text` in any field; the journal keeps that they were searched (R40).

        Raises Refused where there is no key.
        """

        def search(desk: Desk) -> "BuyerHits":
            hits = self._with_key().search_buyers(text, self.clock().now, limit)
            desk.note_buyers_searched(hits.searched, len(hits.rows))
            return hits

        return await self.at_desk(search)

    async def take_back(self, step: Undoable) -> str:
        """Undo `step`; a sentence where that changed nothing. Raises Refused."""
        return await self.seen_at_desk(step.back)

    def forget_done(self) -> None:
        """The world went back: what was done since is not there to be undone."""
        self.done.clear()
        self.given.clear()

    def _with_key(self) -> Views:
        """Views that can decrypt; only the desk's thread has them, from the first asking on."""
        if self._private is None:
            self._private = Books.open(self._shop.books_path, cipher=self._shop.cipher())
        return Views(self._private)

    def _with_desk(self, command: Callable[[Desk], T]) -> T:
        if self._desk is None:
            self._desk_books = Books.open(self._shop.books_path)
            # What a person was told is kept must outlive a power cut too; he gives few commands.
            self._desk_books.connection.execute("PRAGMA synchronous = FULL")
            self._desk = Desk(self._desk_books, self._now)
        return command(self._desk)

    def _now(self) -> "datetime":
        return self._shop.state().desk_now

    def close(self) -> None:
        """Let go of the books; the world belongs to whoever opened it."""
        for books in (self._desk_books, self._private):
            if books is not None:
                self._desk_thread.submit(books.close).result()
        self._desk_thread.shutdown()
        self._books.close()
