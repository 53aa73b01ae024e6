"""A shop with as many products as a test wants, over the real fake, and a line that can break."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from core.amazon.transport import Answer, NoAnswer, Transport, Unreachable
from core.domain.labels import Policy, PushState
from core.views.product_rows import ProductRow
from core.views.rows import PushRow
from scenarios.amazon_facts import AmazonListing
from scenarios.amazon_side import CARD_SETTLES, Payment
from scenarios.control_line import AmazonSideRefused
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

_OPERATIONS = (
    ("POST", "/auth/o2/token", "lwaToken"),
    ("GET", "/orders/2026-01-01/orders/", "getOrder"),
    ("GET", "/orders/2026-01-01/orders", "searchOrders"),
    ("POST", "/orders/v0/orders/", "confirmShipment"),
    ("GET", "/listings/2021-08-01/items/{seller}/", "getListingsItem"),
    ("GET", "/listings/2021-08-01/items/", "searchListingsItems"),
    ("PATCH", "/listings/", "patchListingsItem"),
    ("PUT", "/listings/", "putListingsItem"),
    ("DELETE", "/listings/", "deleteListingsItem"),
    ("GET", "/catalog/2022-04-01/items/", "getCatalogItem"),
    ("GET", "/catalog/2022-04-01/items", "searchCatalogItems"),
    ("POST", "/feeds/2021-06-30/documents", "createFeedDocument"),
    ("GET", "/feeds/2021-06-30/documents/", "getFeedDocument"),
    ("POST", "/feeds/2021-06-30/feeds", "createFeed"),
    ("GET", "/feeds/2021-06-30/feeds/", "getFeed"),
    ("PUT", "/tortuga", "uploadFeed"),
    ("GET", "/tortuga", "downloadFeedReport"),
)


def sku(number: int) -> str:
    return f"SKU-{number:05d}"


def asin(number: int) -> str:
    return f"B{number:09d}"


def code(number: int) -> str:
    return f"P{number:05d}"


class Killed(BaseException):
    """Our process is gone."""


class BreakableLine:
    """The engine's line: counts what is asked, and loses or refuses what a test wants lost.

    `lose` does the call and drops the answer, `cut` does not let it out, `kill` does it and ends
    our process at that instant, `instead` answers itself, `during` happens meanwhile.
    """

    def __init__(self, line: Transport) -> None:
        self._line = line
        self.calls: list[str] = []
        self.bodies: dict[str, list[bytes]] = {}
        self.lose: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.kill: Counter[str] = Counter()
        self.during: dict[str, Callable[[], None]] = {}
        self.instead: dict[str, list[Answer]] = {}

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        operation = _operation(method, url)
        self.calls.append(operation)
        self.bodies.setdefault(operation, []).append(content)
        if meanwhile := self.during.pop(operation, None):
            meanwhile()
        if self.cut[operation]:
            self.cut[operation] -= 1
            raise Unreachable
        if self.instead.get(operation):
            return self.instead[operation].pop(0)
        answer = await self._line.exchange(method, url, headers, content)
        if self.kill[operation]:
            self.kill[operation] -= 1
            raise Killed
        if self.lose[operation]:
            self.lose[operation] -= 1
            raise NoAnswer
        return answer

    async def aclose(self) -> None:
        await self._line.aclose()


class ProductTown:
    """`number` products, each linked to a listing of Amazon's with 10 pieces at 1,000 yen."""

    def __init__(
        self, number: int = 3, *, policy: Policy = Policy.DOCUMENTED, linked: bool = True
    ) -> None:
        products = tuple(
            ProductSetup(
                code(n), f"商品 {n}", 10, 1_000, sku(n) if linked else "", asin(n) if linked else ""
            )
            for n in range(number)
        )
        listings = tuple(ListingSetup(sku(n), asin(n), 10, 1_000) for n in range(number))
        setup = WorldSetup(policy=policy, products=products, listings=listings)
        self._runner = asyncio.Runner()
        self.line: BreakableLine
        self.world = self._runner.run(World.open(setup, wrap=self._wrap))
        self.start = self.world.now
        self.desk = self.world.desk
        self.views = self.world.views
        self.books = self.world.books

    def _wrap(self, line: Transport) -> Transport:
        self.line = BreakableLine(line)
        return self.line

    @property
    def now(self) -> datetime:
        return self.world.now

    def until(self, minute: float) -> None:
        """Live through everything up to `minute` minutes after the start."""
        self._runner.run(self.world.advance_to(self.start + timedelta(minutes=minute)))

    def until_killed(self, minute: float) -> None:
        """Live until the line kills us, and start another engine on the same books."""
        with suppress(Killed):
            self.until(minute)
            raise AssertionError("nothing killed the engine")
        self.world.engine._recovered = False

    def counted(self) -> Counter[str]:
        """What was asked since the last time, by operation."""
        counts = Counter(self.line.calls)
        self.line.calls.clear()
        return counts

    def catalogue(self, *asins: str) -> None:
        """Put items into Amazon's catalogue without any offer of ours."""
        for each in asins:
            self.control("POST", "/_sim/catalog", asin=each, title=f"カタログの {each}")

    def control(self, method: str, path: str, **body: object) -> None:
        """Say something to the fake's control interface."""
        import msgspec

        side = self.world.amazon
        content = msgspec.json.encode(body)
        kind = {"content-type": "application/json"}
        exchange = side._transport.exchange(method, side._base + path, kind, content)
        status, _, answer = self._runner.run(exchange)
        assert status < 400, answer

    def place(self, number: int = 0, quantity: int = 1, payment: Payment = "CREDIT_CARD") -> str:
        """A buyer orders and pays."""
        placed = self._runner.run(
            self.world.amazon.place_order(
                {sku(number): quantity}, payment, pay_after=CARD_SETTLES, oversell=True
            )
        )
        return placed.order_id

    def ship_at_amazon(self, order_id: str, tracking: str = "SC-1") -> None:
        """Somebody ships in Seller Central."""
        self._runner.run(self.world.amazon.ship(order_id, "YAMATO", tracking))

    def packages(self, order_id: str) -> list[str]:
        """The tracking numbers that Amazon has of an order."""
        truth = self._runner.run(self.world.amazon.order(order_id))
        return [package.tracking for package in truth.packages]

    def status(self, order_id: str) -> str:
        """What Amazon says of an order."""
        return str(self._runner.run(self.world.amazon.order(order_id)).status)

    def edit(self, number: int, **changes: object) -> None:
        """Somebody edits a listing in Seller Central."""
        self.control("PATCH", f"/_sim/listings/{sku(number)}", **changes)

    def listing(self, wanted: str) -> AmazonListing | None:
        """A listing as Amazon holds it, None where there is none."""
        try:
            return self._runner.run(self.world.amazon.listing(wanted))
        except AmazonSideRefused:
            return None

    def quantity(self, number: int) -> int | None:
        """The pieces that Amazon offers of a product."""
        found = self.listing(sku(number))
        return found.quantity if found else None

    def product(self, number: int) -> ProductRow:
        return next(each for each in self.views.products() if each.code == code(number))

    def push(self, order_id: str) -> PushRow:
        return self.views.pushes(order_id)[-1]

    def states(self, order_ids: list[str]) -> Counter[PushState]:
        """How far the newest notices of these orders are."""
        return Counter(self.push(order_id).state for order_id in order_ids)

    def findings(self, subject: str) -> set[str]:
        return {finding.code for finding in self.views.findings(subject)}

    def close(self) -> None:
        self._runner.run(self.world.close())
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


OpenTown = Callable[..., ProductTown]


def _operation(method: str, url: str) -> str:
    path = "/" + url.split("://", 1)[1].partition("/")[2].partition("?")[0]
    depth = path.count("/")
    for wanted, start, operation in _OPERATIONS:
        plain = start.partition("{")[0]
        deep = "{" not in start or depth == start.count("/")
        if method == wanted and path.startswith(plain) and deep:
            return operation
    raise AssertionError(f"nobody knows {method} {path}")
