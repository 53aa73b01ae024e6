"""A World for tests that are written as plain functions: the real engine and the real fake."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from core_facts import CUP, TEA

from core.domain.labels import Policy
from core.views.product_rows import ProductRow
from core.views.rows import OrderDetail, PushRow
from scenarios.amazon_facts import AmazonOrder
from scenarios.amazon_side import CARD_SETTLES, AmazonSide, Party, Payment
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

FBA = "BATT-10000"
UNLINKED = "PEN-FP-F"

_LISTINGS = (
    ListingSetup(TEA, "B0RK000001", 10, 2_980),
    ListingSetup(CUP, "B0RK000003", 10, 2_200),
    ListingSetup(UNLINKED, "B0RK000007", 10, 4_400),
    ListingSetup(FBA, "B0RK00000A", 10, 3_280, "AMAZON"),
)
_PRODUCTS = (
    ProductSetup("P1", "宇治抹茶", 10, 2_980, TEA, "B0RK000001"),
    ProductSetup("P2", "波佐見焼", 10, 2_200, CUP, "B0RK000003"),
    ProductSetup("P3", "万年筆", 10, 4_400),
    ProductSetup("P4", "モバイルバッテリー", 10, 3_280),
)


class _Declared(msgspec.Struct):
    id: str


class Town:
    """Shop and Amazon on one clock. Two SKUs are linked, one is not, one is FBA; 10 of each."""

    def __init__(
        self, *, policy: Policy = Policy.DOCUMENTED, books_path: Path | None = None
    ) -> None:
        setup = WorldSetup(
            policy=policy, books_path=books_path, products=_PRODUCTS, listings=_LISTINGS
        )
        self._runner = asyncio.Runner()
        self.world = self._runner.run(World.open(setup))
        self.start = self.world.now
        self.desk = self.world.desk
        self.views = self.world.views

    @property
    def amazon(self) -> AmazonSide:
        return self.world.amazon

    @property
    def policy(self) -> Policy:
        return self.views.policy()

    def at(self, minute: float) -> datetime:
        return self.start + timedelta(minutes=minute)

    def until(self, minute: float) -> None:
        """Live through everything up to `minute` minutes after the start."""
        self._runner.run(self.world.advance_to(self.at(minute)))

    def place(
        self,
        sku: str = TEA,
        quantity: int = 1,
        *,
        payment: Payment = "CREDIT_CARD",
        paid: bool = True,
        more: dict[str, int] | None = None,
        fulfilled_by: Party | None = None,
        created: datetime | None = None,
        oversell: bool = False,
    ) -> str:
        """A buyer orders; an unpaid order is one that nobody ever pays."""
        placed = self._runner.run(
            self.amazon.place_order(
                {sku: quantity, **(more or {})},
                payment,
                pay_after=CARD_SETTLES if paid else None,
                fulfilled_by=fulfilled_by,
                created=created,
                oversell=oversell,
            )
        )
        return placed.order_id

    def unpaid(self, sku: str = TEA, quantity: int = 1) -> str:
        """A convenience-store order that nobody pays."""
        return self.place(sku, quantity, payment="CONVENIENCE_STORE", paid=False)

    def pay(self, order_id: str) -> None:
        self._runner.run(self.amazon.pay(order_id))

    def cancel_at_amazon(self, order_id: str, by: str = "SELLER") -> None:
        self._runner.run(self.amazon.cancel(order_id, by))  # type: ignore[arg-type]

    def ship_at_amazon(self, order_id: str, tracking: str = "SC-1") -> None:
        self._runner.run(self.amazon.ship(order_id, "YAMATO", tracking))

    def ask_to_cancel(self, order_id: str) -> None:
        self._runner.run(self.amazon.request_cancel(order_id, "間違えて注文しました"))

    def edit(
        self, sku: str, quantity: int | None = None, fulfilled_by: Party | None = None
    ) -> None:
        """Somebody edits a listing in Seller Central."""
        self._runner.run(self.amazon.edit_listing(sku, quantity, fulfilled_by=fulfilled_by))

    def offer(self, sku: str, asin: str) -> None:
        """Somebody lists a product in Seller Central."""
        self._runner.run(self.amazon.put_listing(sku, asin, quantity=1, price_yen=1_000))

    def fault(self, **declared: object) -> None:
        """Have Amazon fail as `POST /_sim/faults` takes it."""
        self._runner.run(self.amazon._post("/_sim/faults", _Declared, **declared))

    def truth(self, order_id: str) -> AmazonOrder:
        """The order as Amazon holds it."""
        return self._runner.run(self.amazon.order(order_id))

    def on_offer(self, sku: str) -> dict[str, int]:
        """Quantity by channel, as Amazon holds it."""
        listing = self._runner.run(self.amazon.listing(sku))
        return {channel.code: channel.quantity for channel in listing.channels}

    def calls(self) -> list[tuple[datetime, str | None, int]]:
        """What the engine asked Amazon: when, operation, status."""
        received = self._runner.run(self.amazon.requests())
        return [(call.at, call.operation, call.status) for call in received]

    def order(self, order_id: str) -> OrderDetail:
        return self.views.order(order_id)

    def axes(self, order_id: str) -> tuple[str, str]:
        row = self.order(order_id).row
        return row.payment_status.value, row.handling.value

    def push(self, order_id: str) -> PushRow:
        return self.views.pushes(order_id)[-1]

    def findings(self, subject: str) -> set[str]:
        return {finding.code for finding in self.views.findings(subject)}

    def product(self, sku: str) -> ProductRow:
        codes = {each.sku: each.code for each in _PRODUCTS} | {UNLINKED: "P3", FBA: "P4"}
        return next(each for each in self.views.products() if each.code == codes[sku])

    def stock(self, sku: str = TEA) -> int:
        return self.product(sku).stock

    def moves(self, order_id: str) -> list[tuple[str, int]]:
        """Reason and quantity of each ledger line of an order."""
        return [(line.reason, line.quantity) for line in self.views.ledger(order_id=order_id)]

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


OpenTown = Callable[..., Town]
