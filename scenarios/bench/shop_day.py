"""One day of a shop, lived through in a World: what is ordered, paid and shipped, what moved."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from core.domain.labels import Handling, MoveReason, PaymentStatus, PushState
from scenarios.world import ListingSetup, ProductSetup, World, WorldSetup

if TYPE_CHECKING:
    from core.views.rows import JournalRow, OrderRow
    from scenarios.amazon_side import Payment

PRODUCTS = 40
STOCK_EACH = 1_000
SALES = timedelta(hours=22)
"""Orders come in over this part of the day, so that the last ones are shipped before it ends."""
PACKING = timedelta(hours=1)
"""From an order to its 配送完了."""
DAY = timedelta(days=1)
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
class Outcome:
    """What the day left behind, counted from the shop's books."""

    seconds: float
    placed: int
    booked: int
    """Orders with the right state on both axes."""
    shipped: int
    """Orders whose 配送完了 Amazon has confirmed."""
    moved: int
    """Units taken from stock for orders."""
    units: int
    """Units that were ordered."""
    calls: int
    journal_rows: int

    def sound(self, to_ship: int) -> bool:
        """Whether the day was lived in full: all booked, all stock moved, all paid ones shipped."""
        return self.booked == self.placed and self.moved == self.units and self.shipped == to_ship


def sales(orders: int, seed: int) -> tuple[Sale, ...]:
    """`orders` sales spread over the day, drawn from `seed`."""
    draw = Random(f"{seed}/bench/day")
    at = sorted(SALES * draw.random() for _order in range(orders))
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


async def live_a_day(orders: int, books: Path | None, seed: int = 1) -> Outcome:
    """Open the shop, then time its day from the first minute to the last."""
    plan = sales(orders, seed)
    world = await World.open(shop(books, seed))
    try:
        begun = perf_counter()
        await _live(world, plan)
        seconds = perf_counter() - begun
        return _count(world, plan, seconds)
    finally:
        await world.close()


async def _live(world: World, plan: tuple[Sale, ...]) -> None:
    start = world.now
    acts = [(sale.at, n, "order") for n, sale in enumerate(plan)]
    acts += [(sale.at + PACKING, n, "ship") for n, sale in enumerate(plan) if sale.paid]
    placed: dict[int, str] = {}
    for at, n, act in sorted(acts):
        await world.arrive(start + at)
        if act == "ship":
            world.desk.ship(placed[n], "ヤマト運輸", f"4000-{n:08}")
            continue
        sale = plan[n]
        payment: Payment = "CREDIT_CARD" if sale.paid else "CONVENIENCE_STORE"
        order = await world.amazon.place_order(
            {sale.sku: sale.quantity},
            payment,
            pay_after=timedelta(seconds=10) if sale.paid else None,
        )
        placed[n] = order.order_id
    await world.advance_to(start + DAY)


def _count(world: World, plan: tuple[Sale, ...], seconds: float) -> Outcome:
    rows = _all_orders(world)
    taken = sum(
        -line.quantity for line in world.views.ledger() if line.reason == MoveReason.ORDERED
    )
    journal = [row.kind for row in _whole_journal(world)]
    return Outcome(
        seconds=seconds,
        placed=len(plan),
        booked=sum(_is_right(row) for row in rows),
        shipped=sum(row.push_state is PushState.CONFIRMED for row in rows),
        moved=taken,
        units=sum(sale.quantity for sale in plan),
        calls=journal.count("call"),
        journal_rows=len(journal),
    )


def _is_right(row: "OrderRow") -> bool:
    axes = (row.payment_status, row.handling)
    return axes in {
        (PaymentStatus.NEEDS_CHECK, Handling.OPEN),
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
