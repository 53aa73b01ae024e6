"""One shop, one engine, one fake Amazon, one clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.labels import Lane, Policy
from core.errors import BooksUnusable
from scenarios.book_image import put_image, take_image
from scenarios.checkpoints import Checkpoint, NoSuchCheckpoint
from scenarios.happenings import NextEvent, at_amazon, is_news
from scenarios.pace import Pace
from scenarios.said import say
from scenarios.wiring import account_of, cipher_of, wire
from scenarios.world_setup import START, ListingSetup, ProductSetup, WorldSetup

if TYPE_CHECKING:
    from core import AmazonAccount, Books, Engine
    from core.amazon.exchanges import Exchanges
    from core.amazon.transport import Transport
    from scenarios.amazon_side import AmazonSide
    from scenarios.language.definition import Action
    from scenarios.record import Noted
    from scenarios.served import ServedAmazon
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
        account: "AmazonAccount",
        served: "ServedAmazon | None",
        exchanges: "Exchanges | None" = None,
    ) -> None:
        from core import Desk, Views

        self.setup = setup
        self.amazon = amazon
        self.books = books
        self.machine = machine
        self.account = account
        self._served = served
        self._exchanges = exchanges
        self._pace = Pace(setup.start, amazon, machine)
        self.noted: list[Noted] = []
        """What was done at Amazon since the beginning, where the world is recorded."""
        self.opened_seq = 0
        """The last line of the journal of the beginning."""
        self._checkpoints: dict[str, Checkpoint] = {}
        self._last_checkpoint = 0
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
            account = account_of(await amazon.credentials())
            line = as_transport(wiring.transport())
            network = Network(wrap(line) if wrap else line)
            way = exchanges.around(network) if exchanges else network
            machine = ShopMachine(
                lambda: Engine(books, account, way, seed=setup.seed, periods=setup.periods), network
            )
            world = cls(setup, amazon, books, machine, account, wiring.served, exchanges)
            await world._stock()
            world.opened_seq = books.journal.latest()
            amazon.witness = world._note
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
    def policy(self) -> Policy:
        """How the shop treats the manual's weak points."""
        return self.views.policy()

    def _note(self, order_id: str, action: "Action") -> None:
        if not self.setup.recorded:
            return
        from scenarios.record import Noted

        settled = self._pace.engine_due > self.now
        seq = self.books.journal.latest()
        self.noted.append(Noted(seq, self.now, settled, order_id, action))

    def use(self, refresh_token: str) -> None:
        """Go on with what the seller's new consent gave (R03)."""
        self.account = replace(self.account, refresh_token=refresh_token)
        self.machine.engine.use(self.account)

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
        await self._pace.advance_to(self.now + by)

    async def advance_once(self, limit: datetime) -> bool:
        """Go to the engine's next work or to `limit`; whether `limit` is reached."""
        await self._pace.advance_to(min(self._pace.engine_due, limit))
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
        return NextEvent(due, Lane.SHOP, say("{jobs}", jobs=self._jobs_due(due)))

    async def step(self) -> NextEvent:
        """Let the next event happen; returns it."""
        event = await self.next_event()
        match event.who:
            case Lane.AMAZON:
                await self._pace.arrive(event.due)
            case Lane.SHOP:
                await self._pace.advance_to(event.due)
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
            take_image(self.books),
            self.machine.state(),
            at_amazon,
            len(self.noted),
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
        put_image(kept.image, self.books)
        self.machine.put_back(kept.machine)
        self._pace.now = kept.at
        del self.noted[kept.noted :]
        if self._exchanges:
            self._exchanges.go_back(kept.exchanges)

    async def forget(self, checkpoint_id: str) -> None:
        """Let go of a checkpoint. Raises NoSuchCheckpoint."""
        kept = self._kept(checkpoint_id)
        await self.amazon.drop(kept.at_amazon)
        del self._checkpoints[checkpoint_id]

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
        self.books.close()
        if self._served:
            await self._served.stop()

    def _jobs_due(self, due: datetime) -> str:
        labels = [job.label for job in self.views.jobs() if job.due_at <= due]
        return "・".join(labels) or "送信の確認"

    async def _stock(self) -> None:
        for listing in self.setup.listings:
            await self.amazon.put_listing(
                listing.sku,
                listing.asin,
                quantity=listing.quantity,
                price_yen=listing.price_yen,
                fulfilled_by=listing.fulfilled_by,
                title=listing.title,
            )
        setup = self.setup
        self.desk.set_policy(setup.policy)
        if setup.contract is not None:
            self.desk.set_contract(setup.contract)
        if setup.reserve:
            self.desk.set_reserve(setup.reserve)
        for product in (*self.setup.products, *(await self._demo_products())):
            self.desk.add_product(
                product.code, product.title, stock=product.stock, price_yen=product.price_yen
            )
            if product.sku:
                self.desk.link(product.code, product.sku, product.asin)
        if setup.linked:
            ago = setup.consented_ago
            self.desk.start_link(
                setup.ready_after, authorised_at=None if ago is None else self.now - ago
            )

    async def _demo_products(self) -> tuple[ProductSetup, ...]:
        """The self-shipped offers of the demo catalogue, as the shop has them."""
        if not self.setup.demo:
            return ()
        return tuple(
            ProductSetup(
                offer.sku.lower(), offer.title, offer.quantity, offer.price, offer.sku, offer.asin
            )
            for offer in await self.amazon.listings()
            if offer.fulfilled_by == "MERCHANT"
        )
