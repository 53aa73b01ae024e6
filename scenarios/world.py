"""One shop, one engine, one fake Amazon, one clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.labels import Lane, Policy
from core.errors import BooksUnusable
from scenarios.book_image import BookImage
from scenarios.checkpoints import Checkpoint, NoSuchCheckpoint
from scenarios.happenings import NextEvent, at_amazon, is_news
from scenarios.notes import Notes
from scenarios.pace import NEVER, Pace
from scenarios.play.cast import Cast
from scenarios.said import say
from scenarios.wiring import Wiring, account_of, cipher_of, wire
from scenarios.world_setup import START, ListingSetup, ProductSetup, WorldSetup

if TYPE_CHECKING:
    from core import AmazonAccount, Books, Engine
    from core.amazon.exchanges import Exchanges
    from core.amazon.transport import Transport
    from scenarios.amazon_side import AmazonSide
    from scenarios.shop_machine import ShopMachine

__all__ = ["ListingSetup", "ProductSetup", "START", "World", "WorldSetup", "Wrap"]  # noqa: RUF022

Wrap = Callable[["Transport"], "Transport"]

_AGENDA_LIMITS = (20, 2_000)


class World:
    """An open world. Get one from `World.open`, give it back with `close`."""

    def __init__(
        self,
        setup: WorldSetup,
        amazon: "AmazonSide",
        books: "Books",
        machine: "ShopMachine",
        wiring: Wiring,
        exchanges: "Exchanges | None" = None,
    ) -> None:
        from core import Desk, Views

        self.setup = setup
        self.amazon = amazon
        self.books = books
        self.machine = machine
        self._served = wiring.served
        self._exchanges = exchanges
        self._pace = Pace(setup.start, wiring.time or amazon, machine)
        self.cast = Cast(amazon)
        """Who is who in what is played here; it goes back with the world."""
        self._checkpoints: dict[str, Checkpoint] = {}
        self._last_checkpoint = 0
        self.notes = Notes(self._pace, books, kept=setup.recorded)
        self.desk: Desk = Desk(books, lambda: machine.clock(self.now))
        self.views: Views = Views(books)

    @classmethod
    async def open(
        cls,
        setup: WorldSetup,
        wrap: "Wrap | None" = None,
        exchanges: "Exchanges | None" = None,
    ) -> "World":
        """Build both sides and open the shop at `setup.start`.

        `wrap` is put around the engine's line to Amazon: it may watch the line, or break it.
        `exchanges` keep what the engine said and heard, a broken network included.

        Raises BooksUnusable where `setup.books_path` cannot be used, or holds another world's
        shop: its orders would be unknown to this world's Amazon.
        """
        from core import Books, Engine
        from core.amazon.transport import as_transport
        from scenarios.network import Network
        from scenarios.record import RecordedAmazon
        from scenarios.shop_machine import ShopMachine
        from scenarios.stocking import stock

        books = Books.open(setup.books_path, cipher=cipher_of(setup))
        if books.link.get().started_at is not None:
            books.close()
            raise BooksUnusable(
                "{path} には前に開いた世界の記録があります。ほかのファイル名を指定してください。",
                path=setup.books_path,
            )
        wiring = wire(setup)
        try:
            amazon = RecordedAmazon(wiring.transport(), wiring.base_url)
            await amazon.reset(setup.seed, setup.start, empty=not setup.demo)
            await amazon.behave(**setup.behaviours)
            line = as_transport(wiring.transport())
            network = Network(wrap(line) if wrap else line)
            way = exchanges.around(network) if exchanges else network
            machine = ShopMachine(
                lambda account: Engine(books, account, way, seed=setup.seed, periods=setup.periods),
                account_of(await amazon.credentials()),
                network,
            )
            world = cls(setup, amazon, books, machine, wiring, exchanges)
            await stock(world)
            world.notes.open()
            amazon.witness = world.notes.note
        except BaseException:
            books.close()
            if wiring.served:
                await wiring.served.stop()
            raise
        return world

    @property
    def now(self) -> datetime:
        """The one time of this world, UTC."""
        return self._pace.now

    @property
    def engine(self) -> "Engine":
        """The engine that runs now, or ran last."""
        return self.machine.engine

    @property
    def account(self) -> "AmazonAccount":
        """Whose shop it is, with the consent that holds now."""
        return self.machine.account

    @property
    def policy(self) -> Policy:
        """How the shop treats the manual's weak points."""
        return self.views.policy()

    def use(self, refresh_token: str) -> None:
        """Go on with what the seller's new consent gave (R03)."""
        self.machine.use(replace(self.account, refresh_token=refresh_token))

    async def arrive(self, to: datetime) -> None:
        """Bring Amazon to `to` and the engine through everything before; the script acts next."""
        await self._pace.arrive(to)

    async def settle(self) -> None:
        """Let the engine do what is due at this very instant."""
        await self._pace.settle()

    async def advance_to(self, to: datetime) -> None:
        """Live through everything up to and including `to`."""
        await self._pace.advance_to(to)

    async def advance(self, by: timedelta) -> None:
        """Live through the next `by`."""
        await self.advance_to(self.now + by)

    async def advance_once(self, limit: datetime) -> bool:
        """Go to the engine's next work or to `limit`; whether `limit` is reached."""
        await self.advance_to(min(self._pace.engine_due, limit))
        return self.now >= limit

    async def next_due(self) -> datetime:
        """When anything happens next on either side."""
        amazon = (await self.amazon.clock()).next_due
        engine = self._pace.engine_due
        return engine if amazon is None else min(engine, amazon)

    async def next_event(self) -> NextEvent:
        """What happens next and on which side; Amazon is first at one instant."""
        due = self._pace.engine_due
        for limit in _AGENDA_LIMITS:
            items = await self.amazon.agenda(limit)
            found = next((item for item in items if is_news(item) and item.due <= due), None)
            if found:
                return at_amazon(found)
            if len(items) < limit or items[-1].due > due:
                break
        if due == NEVER:
            return NextEvent(due, Lane.SHOP, say("予定はありません"))
        return NextEvent(due, Lane.SHOP, say("{jobs}", jobs=self._jobs_due(due)))

    async def step(self) -> NextEvent:
        """Let the next event happen; returns it. Nothing moves where none is due."""
        event = await self.next_event()
        if event.due == NEVER:
            return event
        match event.who:
            case Lane.AMAZON:
                await self.arrive(event.due)
            case Lane.SHOP:
                await self.advance_to(event.due)
        return event

    async def checkpoint(self) -> str:
        """Keep both sides as they are at this instant; gives an id for `restore`.

        To be called between two moves of the clock, not within one.
        """
        at_amazon = await self.amazon.save()
        self._last_checkpoint += 1
        kept = Checkpoint(
            f"world-{self._last_checkpoint}",
            self.now,
            BookImage(self.books),
            self.machine.state(),
            at_amazon,
            self.cast.copy(),
            len(self.notes.entries),
            self._exchanges.mark() if self._exchanges else 0,
        )
        self._checkpoints[kept.checkpoint_id] = kept
        return kept.checkpoint_id

    async def restore(self, checkpoint_id: str) -> None:
        """Be exactly as when the checkpoint was made, and go another way from there.

        The checkpoint stays. Raises NoSuchCheckpoint.
        """
        kept = self._kept(checkpoint_id)
        await self.amazon.go_back(kept.at_amazon)
        kept.image.put_into(self.books)
        self.machine.put_back(kept.machine)
        self._pace.now = kept.at
        if self._exchanges:
            self._exchanges.go_back(kept.exchanges)
        self.cast = kept.cast.copy()
        self.notes.go_back(kept.noted)

    async def forget(self, checkpoint_id: str) -> None:
        """Let go of a checkpoint. Raises NoSuchCheckpoint."""
        kept = self._kept(checkpoint_id)
        await self.amazon.drop(kept.at_amazon)
        del self._checkpoints[checkpoint_id]
        kept.image.close()

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Those that are kept, oldest first."""
        return tuple(self._checkpoints.values())

    def _kept(self, checkpoint_id: str) -> Checkpoint:
        try:
            return self._checkpoints[checkpoint_id]
        except KeyError:
            raise NoSuchCheckpoint(checkpoint_id) from None

    async def close(self) -> None:
        """Close the engine and the books, and stop the server where there is one."""
        await self.engine.close()
        await self.amazon.close()
        for kept in self._checkpoints.values():
            kept.image.close()
        self.books.close()
        if self._served:
            await self._served.stop()

    def _jobs_due(self, due: datetime) -> str:
        labels = [job.label for job in self.views.jobs() if job.due_at <= due]
        return "・".join(labels) or "送信の確認"
