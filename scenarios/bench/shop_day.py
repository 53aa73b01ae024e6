"""Days of a shop, lived through in a World: what is ordered, paid and shipped, what moved.

A heavy day has every parcel noticed by itself, an hour after its order. On ordinary days the shop
enters what it hands to the carrier as one list, three times a day, as R39 has it.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from core.domain.labels import Handling, MoveReason, PaymentStatus, PushState
from core.domain.shipping import ShipRow
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

if TYPE_CHECKING:
    from core.views.rows import JournalRow, OrderRow
    from scenarios.amazon_side import Payment

PRODUCTS = 40
STOCK_EACH = 1_000
SALES = timedelta(hours=22)
"""Orders come in over this part of the day, so that the last ones are shipped before it ends."""
SEEN_WITHIN = timedelta(minutes=10)
"""The last sale comes so long before the end, so that the shop still sees it paid."""
PACKING = timedelta(hours=1)
"""From an order to its 配送完了."""
DAY = timedelta(days=1)
COLLECTIONS = (timedelta(hours=2), timedelta(hours=5), timedelta(hours=8))
"""When the carrier calls on an ordinary day: 11:00, 14:00 and 17:00 JST, the day begins at 9."""
PACKED_WITHIN = timedelta(minutes=30)
"""What was ordered so long before a collection goes with it."""
UNPAID_EVERY = 10
"""Every so many orders one is a convenience-store order that nobody pays: it stays 要確認."""


@dataclass(frozen=True)
class Sale:
    """One order of the day."""

    at: timedelta
    sku: str
    quantity: int
    paid: bool


@dataclass(frozen=True)
class Parcels:
    """配送完了 of the sales of these numbers, entered together."""

    at: timedelta
    sales: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """What is to happen from the first minute to the last."""

    days: int
    sales: tuple[Sale, ...]
    parcels: tuple[Parcels, ...]

    @property
    def to_ship(self) -> int:
        """Sales that are shipped."""
        return sum(len(each.sales) for each in self.parcels)


@dataclass(frozen=True)
class Outcome:
    """What was left behind, counted from the shop's books."""

    seconds: float
    cpu_seconds: float
    placed: int
    booked: int
    """Orders with the right state on both axes."""
    to_ship: int
    shipped: int
    """Orders whose 配送完了 Amazon has confirmed."""
    moved: int
    """Units taken from stock for orders."""
    units: int
    """Units that were ordered."""
    calls: int
    journal_rows: int

    @property
    def sound(self) -> bool:
        """Whether all was lived in full: all booked, all stock moved, all parcels shipped."""
        return (self.booked, self.moved, self.shipped) == (self.placed, self.units, self.to_ship)


def heavy_day(orders: int, seed: int = 1) -> Plan:
    """One day of `orders` sales in its first 22 hours; each paid one is noticed by itself."""
    sold = _sales(orders, SALES, Random(f"{seed}/bench/day"))
    parcels = (Parcels(sale.at + PACKING, (n,)) for n, sale in enumerate(sold) if sale.paid)
    return Plan(1, sold, tuple(parcels))


def ordinary_days(days: int, orders: int, seed: int = 1) -> Plan:
    """`days` days of `orders` sales each, round the clock; the paid ones go with a collection."""
    sold = _sales(days * orders, days * DAY - SEEN_WITHIN, Random(f"{seed}/bench/days"))
    waiting = [(sale.at + PACKED_WITHIN, n) for n, sale in enumerate(sold) if sale.paid]
    parcels = []
    for at in (DAY * day + each for day in range(days) for each in COLLECTIONS):
        parcels.append(Parcels(at, tuple(n for packed_at, n in waiting if packed_at <= at)))
        waiting = [(packed_at, n) for packed_at, n in waiting if packed_at > at]
    return Plan(days, sold, tuple(parcels))


def _sales(number: int, over: timedelta, draw: Random) -> tuple[Sale, ...]:
    at = sorted(over * draw.random() for _order in range(number))
    return tuple(
        Sale(
            moment, f"SKU-{draw.randrange(PRODUCTS):03}", draw.randint(1, 3), bool(n % UNPAID_EVERY)
        )
        for n, moment in enumerate(at)
    )


def shop(books: Path | None, seed: int) -> WorldSetup:
    """A shop whose products are all linked, with stock enough for the day."""
    numbers = range(PRODUCTS)
    return WorldSetup(
        seed=seed,
        books_path=books,
        listings=tuple(
            ListingSetup(f"SKU-{n:03}", f"B0BENCH{n:03}", STOCK_EACH, 1_000 + n) for n in numbers
        ),
        products=tuple(
            ProductSetup(
                f"P{n:03}", f"商品{n}", STOCK_EACH, 1_000 + n, f"SKU-{n:03}", f"B0BENCH{n:03}"
            )
            for n in numbers
        ),
    )


async def live(plan: Plan, books: Path | None, seed: int = 1) -> Outcome:
    """Open the shop, then time what is planned from the first minute to the last."""
    world = await World.open(shop(books, seed))
    try:
        begun, cpu = perf_counter(), process_time()
        await _live(world, plan)
        seconds, cpu_seconds = perf_counter() - begun, process_time() - cpu
        return _count(world, plan, seconds, cpu_seconds)
    finally:
        await world.close()


async def _live(world: World, plan: Plan) -> None:
    start = world.now
    acts: list[tuple[timedelta, int, Sale | Parcels]] = [
        *((sale.at, n, sale) for n, sale in enumerate(plan.sales)),
        *((parcels.at, n, parcels) for n, parcels in enumerate(plan.parcels)),
    ]
    placed: list[str] = []
    for at, _, act in sorted(acts, key=lambda each: each[:2]):
        await world.arrive(start + at)
        if isinstance(act, Parcels):
            _ship(world, [(placed[n], f"4000-{n:08}") for n in act.sales])
            continue
        payment: Payment = "CREDIT_CARD" if act.paid else "CONVENIENCE_STORE"
        order = await world.amazon.place_order(
            {act.sku: act.quantity},
            payment,
            pay_after=timedelta(seconds=10) if act.paid else None,
        )
        placed.append(order.order_id)
    await world.advance_to(start + plan.days * DAY)


def _ship(world: World, parcels: list[tuple[str, str]]) -> None:
    rows = [ShipRow(order_id, "ヤマト運輸", tracking) for order_id, tracking in parcels]
    results = world.desk.ship_many(rows, all_or_nothing=True)
    assert all(result.reason is None for result in results)


def _count(world: World, plan: Plan, seconds: float, cpu_seconds: float) -> Outcome:
    rows = _all_orders(world)
    taken = sum(
        -line.quantity for line in world.views.ledger() if line.reason == MoveReason.ORDERED
    )
    journal = [row.kind for row in _whole_journal(world)]
    return Outcome(
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        placed=len(plan.sales),
        booked=sum(_is_right(row) for row in rows),
        to_ship=plan.to_ship,
        shipped=sum(row.push_state is PushState.CONFIRMED for row in rows),
        moved=taken,
        units=sum(sale.quantity for sale in plan.sales),
        calls=journal.count("call"),
        journal_rows=len(journal),
    )


def _is_right(row: "OrderRow") -> bool:
    axes = (row.payment_status, row.handling)
    return axes in {
        (PaymentStatus.NEEDS_CHECK, Handling.OPEN),
        (PaymentStatus.COMPLETE, Handling.OPEN),
        (PaymentStatus.COMPLETE, Handling.SHIPPED),
    }


def _all_orders(world: World) -> list["OrderRow"]:
    rows: list[OrderRow] = []
    after: str | None = None
    while True:
        page = world.views.orders(after=after, limit=500)
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def _whole_journal(world: World) -> list["JournalRow"]:
    rows: list[JournalRow] = []
    while page := world.views.journal(after=rows[-1].seq if rows else 0, limit=5_000):
        rows += page
    return rows
