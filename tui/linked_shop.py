"""A linked shop behind the dashboard: its books, its time, and an engine in a thread of its own.

The engine is the one of `renkei sync`. Where another program works on the books already, this one
reads and writes beside it and takes over when it ends. Whatever keeps the engine from its work is a
sentence in the state; the books can be read and written all the same.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Self

from core.amazon.exchanges import Exchanges
from core.amazon.transport import as_transport
from core.books.books import Books
from core.domain.labels import LinkState
from core.domain.refusals import Refusal
from core.errors import BooksBusy, Refused, Unavailable
from core.views.views import Views
from tui.destination import Destination, Reach, destination_of
from tui.headless.clocks import clock_at
from tui.headless.engine_run import EngineWish, work
from tui.headless.exits import Exit, Stop
from tui.headless.shop import cipher_for, vault_of
from tui.headless.stopping import Stopping
from tui.headless.times import LOOK_S, Time
from tui.line_advice import line_advice
from tui.live import EngineState, ShopClock
from tui.words import _

if TYPE_CHECKING:
    from core.amazon.catalog import CatalogItem
    from core.personal.cipher import Cipher

AGAIN_S = 30.0
"""When to try again what only a person or the system can mend."""

CLOCK_S = 0.5
"""How often a served clock is looked at."""

STOPPED_WITHIN_S = 10.0


class LinkedShop:
    """One linked shop; `stop` ends its engine between two steps."""

    def __init__(self, wish: EngineWish, destination: Destination, *, offline: bool) -> None:
        """`offline` works on the books alone. Raises Stop where the served clock is not there."""
        self.books_path = wish.path
        self.destination = destination
        self.read_only = wish.guard.read_only
        self.exchanges = Exchanges(self.now, monotonic)
        self._wish = wish
        self._offline = offline
        self._served_now = clock_at(wish.clock)() if wish.clock else None
        self._seen = ShopClock(self.now(), EngineState.STARTS, read_only=self.read_only)
        self.failure: BaseException | None = None
        """What ended the engine's work last; of one kind the first."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: Stopping | None = None
        self._thread = Thread(target=self._run, name="renkei-engine", daemon=True)

    @classmethod
    def open(cls, wish: EngineWish, *, offline: bool = False) -> Self:
        """The shop; its engine works from `start` on.

        Raises Stop where there are no books or no such clock, Refused for the real Amazon unless
        that is allowed, VaultUnusable.
        """
        if not wish.path.exists():
            words = _("帳簿がありません: {path}。renkei link で連携を始めてください。")
            raise Stop(words.format(path=wish.path), Exit.WRONG)
        endpoint = wish.endpoint or _endpoint_of(wish)
        if endpoint and not offline:
            wish.guard.check_endpoint(endpoint)
        return cls(wish, destination_of(endpoint), offline=offline)

    def start(self) -> None:
        """Have the engine work from now on, if there is one; a second time changes nothing."""
        if self._thread.ident is None:
            self._thread.start()

    @property
    def is_guarded(self) -> bool:
        """Whether what is written must be asked about, or not be written at all."""
        return self.read_only or self.destination.reach is Reach.LIVE

    def cipher(self) -> "Cipher | None":
        """The key to the buyers, None where there is none. Raises VaultUnusable (R40)."""
        return cipher_for(self._wish.books)

    async def find(self, text: str) -> "tuple[CatalogItem, ...]":
        """Search Amazon's catalogue (R07). Raises as `core.Finder` does."""
        if self._loop is None or self._offline:
            raise Unavailable("searchCatalogItems")
        found = asyncio.run_coroutine_threadsafe(self._find(text), self._loop)
        return await asyncio.wrap_future(found)

    async def _find(self, text: str) -> "tuple[CatalogItem, ...]":
        import httpx

        from core.finder import Finder

        account = self._wish.account(vault_of(self._wish.books))
        way = self.exchanges.around(as_transport(httpx.AsyncHTTPTransport()))
        with Books.open(self.books_path) as books:
            finder = Finder(books, account, way, guard=self._wish.guard)
            try:
                return await finder.find(text, self.now())
            finally:
                await finder.close()

    def now(self) -> datetime:
        """The machine's time, or that of a served fake as it was a moment ago."""
        return self._served_now or datetime.now(UTC)

    def state(self) -> ShopClock:
        """The shop as of a moment ago, at the present second."""
        seen = self._seen
        return ShopClock(
            self.now().replace(microsecond=0),
            seen.engine,
            seen.note,
            seen.next_job,
            seen.next_due,
            seen.waits,
            self.read_only,
            seen.advice,
        )

    def stop(self) -> None:
        """End the engine: what is under way is finished, unless it takes too long."""
        loop, stopping = self._loop, self._stopping
        if loop is None or stopping is None or not self._thread.is_alive():
            return
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(stopping.ask)
        self._thread.join(STOPPED_WITHIN_S)
        if self._thread.is_alive():
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._cancel)
            self._thread.join(STOPPED_WITHIN_S)

    def _cancel(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            asyncio.run(self._live())

    async def _live(self) -> None:
        self._stopping, self._loop = Stopping(), asyncio.get_running_loop()
        time = self._wish.time()
        watch = asyncio.ensure_future(self._watch(time)) if self._wish.clock else None
        try:
            while not self._stopping.asked:
                await self._attempt(time, self._stopping)
        finally:
            if watch:
                watch.cancel()
            await time.close()

    async def _attempt(self, time: Time, stopping: Stopping) -> None:
        """Open the books and work on them until something stops that; then wait a while."""
        try:
            with Books.open(self.books_path, cipher=self._key()) as books, books.storage():
                await self._work(books, time, stopping)
        except Exception as error:
            if type(error) is not type(self.failure):
                self.failure = error
            self._say(EngineState.OFF, _told(error))
            await stopping.within(AGAIN_S)

    async def _work(self, books: Books, time: Time, stopping: Stopping) -> None:
        """Look on as long as another program has the engine, then run ours."""
        views = Views(books)
        while self._offline or not _takes_lease(books):
            state = EngineState.OFF if self._offline else EngineState.ELSEWHERE
            self._look(views, state, self.now())
            if await stopping.within(LOOK_S):
                return
        if books.link.get().started_at is None:
            raise Refused(Refusal.NOT_LINKED)
        vault = vault_of(self._wish.books)
        engine = self._wish.engine(books, vault, around=self.exchanges.around)

        def tell(now: datetime, busy: BooksBusy | None) -> None:
            if busy is None:
                self._look(views, EngineState.WORKS, now)
            else:
                self._say(EngineState.WORKS, _told(busy))

        try:
            self._look(views, EngineState.WORKS, await time.now())
            await work(engine, time, stopping, tell)
        finally:
            await engine.close()

    def _look(self, views: Views, engine: EngineState, now: datetime) -> None:
        """Take in what is due next and what waits, as of the engine's own time."""
        link, jobs, note, advice = views.link(now), views.jobs(), "", ""
        if self._offline:
            note = _("--offline のため、Amazonとは通信しません。")
        elif link.state is not LinkState.LINKED:
            note = f"{link.state.value} {_(link.advice)}".strip()
        else:
            note = advice = line_advice(views.last_call())
        due = min(jobs, key=lambda job: job.due_at, default=None)
        waits = next(((job.label, job.waits_for) for job in jobs if job.waits_for), None)
        self._seen = ShopClock(
            now,
            engine,
            note,
            due.label if due else "",
            due.due_at if due else None,
            waits,
            advice=advice,
        )

    def _say(self, engine: EngineState, note: str) -> None:
        self._seen = ShopClock(self.now(), engine, note)

    def _key(self) -> "Cipher | None":
        return None if self._offline else self.cipher()

    async def _watch(self, time: Time) -> None:
        """Follow a served clock, which others move."""
        while True:
            with suppress(Stop):
                self._served_now = await time.now()
            await asyncio.sleep(CLOCK_S)


def _endpoint_of(wish: EngineWish) -> str:
    """Which Amazon these books were linked with; a shop that never was needs no keyring for it."""
    with Books.open(wish.path) as books:
        if books.link.get().started_at is None:
            return ""
    kept = vault_of(wish.books).load()
    return kept.endpoint if kept else ""


def _told(error: Exception) -> str:
    from tui.headless.failures import failure

    return failure(error)[0]


def _takes_lease(books: Books) -> bool:
    try:
        books.lease.take()
    except Refused:
        return False
    return True
