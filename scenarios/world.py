"""One shop, one engine, one fake Amazon, one clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.labels import Lane, Policy
from core.errors import BooksUnusable
from scenarios.amazon_facts import Credentials
from scenarios.happenings import NextEvent, at_amazon, is_news
from scenarios.pace import Pace
from scenarios.said import say

if TYPE_CHECKING:
    from core import AmazonAccount, Books, Engine
    from core.amazon.transport import Transport
    from scenarios.amazon_side import AmazonSide, Party
    from scenarios.served import ServedAmazon
    from simulator import App

Wrap = Callable[["Transport"], "Transport"]

IN_PROCESS = "http://amazon.invalid"
"""The base URL where no socket is: it is never resolved."""

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""When a world begins unless told otherwise: 09:00 JST on a working day."""

_AGENDA_LIMITS = (20, 2_000)


@dataclass(frozen=True)
class ListingSetup:
    """An offer at Amazon at the start."""

    sku: str
    asin: str
    quantity: int
    price_yen: int
    fulfilled_by: "Party" = "MERCHANT"
    title: str | None = None


@dataclass(frozen=True)
class ProductSetup:
    """A product of the shop at the start; with a `sku` it is linked."""

    code: str
    title: str
    stock: int
    price_yen: int
    sku: str = ""
    asin: str = ""


@dataclass(frozen=True)
class WorldSetup:
    """How a world begins.

    `demo` keeps the fake's own demo catalogue and links what of it the shop ships itself; else
    Amazon begins empty but for `listings`.
    `books_path` None keeps the books in memory. `http` puts a socket between the two sides.
    """

    policy: Policy = Policy.DOCUMENTED
    seed: int = 1
    start: datetime = START
    books_path: Path | None = None
    http: bool = False
    demo: bool = False
    products: tuple[ProductSetup, ...] = ()
    listings: tuple[ListingSetup, ...] = ()


class World:
    """An open world. Get one from `World.open`, give it back with `close`."""

    def __init__(
        self,
        setup: WorldSetup,
        amazon: "AmazonSide",
        books: "Books",
        engine: "Engine",
        served: "ServedAmazon | None",
    ) -> None:
        from core import Desk, Views

        self.setup = setup
        self.amazon = amazon
        self.books = books
        self.engine = engine
        self._served = served
        self._pace = Pace(setup.start, amazon, engine)
        self.desk: Desk = Desk(books, lambda: self.now)
        self.views: Views = Views(books)

    @classmethod
    async def open(cls, setup: WorldSetup, wrap: "Wrap | None" = None) -> "World":
        """Build both sides and open the shop at `setup.start`.

        `wrap` is put around the engine's line to Amazon: it may watch the line, or break it.

        Raises BooksUnusable where `setup.books_path` cannot be used, or holds another world's
        shop: its orders would be unknown to this world's Amazon.
        """
        from core import Books, Engine
        from core.amazon.transport import as_transport
        from scenarios.amazon_side import AmazonSide

        books = Books.open(setup.books_path)
        if books.link.get().started_at is not None:
            books.close()
            raise BooksUnusable(
                f"{setup.books_path} には前に開いた世界の記録があります。"
                "ほかのファイル名を指定してください。"
            )
        wiring = _wire(setup)
        try:
            amazon = AmazonSide(wiring.transport(), wiring.base_url)
            await amazon.reset(setup.seed, setup.start, empty=not setup.demo)
            account = _account(await amazon.credentials())
            line = as_transport(wiring.transport())
            engine = Engine(books, account, wrap(line) if wrap else line, seed=setup.seed)
            world = cls(setup, amazon, books, engine, wiring.served)
            await world._stock()
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
    def policy(self) -> Policy:
        """How the shop treats the manual's weak points."""
        return self.views.policy()

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
        self.desk.set_policy(self.setup.policy)
        for product in (*self.setup.products, *(await self._demo_products())):
            self.desk.add_product(
                product.code, product.title, stock=product.stock, price_yen=product.price_yen
            )
            if product.sku:
                self.desk.link(product.code, product.sku, product.asin)
        self.desk.start_link()

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


@dataclass(frozen=True)
class _Wiring:
    base_url: str
    transport: "Callable[[], Transport]"
    served: "ServedAmazon | None" = None


def _wire(setup: WorldSetup) -> _Wiring:
    from simulator import create_app

    app: App = create_app(seed=setup.seed, start=setup.start, empty=True)
    if not setup.http:
        from scenarios.in_process import InProcess

        return _Wiring(IN_PROCESS, lambda: InProcess(app))
    from httpx import AsyncHTTPTransport

    from core.amazon.transport import HttpxTransport
    from scenarios.served import ServedAmazon

    served = ServedAmazon(app)
    return _Wiring(served.base_url, lambda: HttpxTransport(AsyncHTTPTransport()), served)


def _account(credentials: Credentials) -> "AmazonAccount":
    from core import AmazonAccount

    return AmazonAccount(
        endpoint=credentials.endpoint,
        token_endpoint=credentials.token_endpoint,
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        refresh_token=credentials.refresh_token,
        seller_id=credentials.seller_id,
        marketplace_id=credentials.marketplace_id,
    )
