"""A small busy day at the real fake, and what it leaves in the books and at Amazon.

What stands there in the end must not depend on where the engine was killed (R42).
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core_facts import CUP, START, TEA
from core_knife import HOST, BrittleBooks, Knife, KnifeTransport, Seat

from core import AmazonAccount, Desk, Engine
from core.domain.labels import CancelReason, Policy
from scenarios.amazon_side import AmazonSide
from scenarios.in_process import InProcess
from scenarios.pace import Pace
from simulator import create_app

FBA, UNLINKED = "BATT-10000", "PEN-FP-F"
UNPAID = ("unpaid", "paid later", "buyer cancels", "unpaid, cancelled here", "fba cancelled")
DAY_ENDS = 125


class Day:
    """The day under way; its orders go by the names of the plan."""

    def __init__(self, books: BrittleBooks, amazon: AmazonSide, seat: Seat) -> None:
        self.books = books
        self.amazon = amazon
        self.seat = seat
        self.pace = Pace(START, amazon, seat)
        self.desk = Desk(books, lambda: self.pace.now)
        self.ids: dict[str, str] = {}

    async def place(self, name: str, *skus: str, payment: str = "CREDIT_CARD") -> None:
        order = await self.amazon.place_order(
            dict.fromkeys(skus or (TEA,), 1),
            payment,  # type: ignore[arg-type]
            pay_after=None if name in UNPAID else timedelta(seconds=10),
        )
        self.ids[name] = order.order_id

    def ship(self, *names: str) -> None:
        for name in names:
            self.desk.ship(self.ids[name], "ヤマト運輸", f"T-{self.ids[name]}")

    def cancel(self, *names: str) -> None:
        for name in names:
            self.desk.cancel(self.ids[name], CancelReason.NO_INVENTORY)


async def orders_come_in(day: Day) -> None:
    for name in ("shipped 1", "shipped 2", "unpaid", "paid later", "buyer cancels"):
        await day.place(name)
    for name in ("cancelled here 1", "cancelled here 2", "cancelled at amazon"):
        await day.place(name, CUP)
    await day.place("fba", FBA)
    await day.place("fba cancelled", FBA)
    await day.place("not linked", UNLINKED)


async def more_orders_come_in(day: Day) -> None:
    await day.place("two lines", TEA, CUP, UNLINKED)
    await day.place("cod", payment="COD")
    for name in ("seller central", "overtaken", "taken back", "asked to cancel"):
        await day.place(name)
    for name in ("cancelled too late", "unpaid, cancelled here", "shipped 3"):
        await day.place(name, CUP)


async def amazon_goes_on(day: Day) -> None:
    await day.amazon.cancel(day.ids["buyer cancels"], "BUYER")
    await day.amazon.cancel(day.ids["fba cancelled"], "BUYER")
    await day.amazon.pay(day.ids["paid later"])


async def first_decisions(day: Day) -> None:
    day.ship("shipped 1", "shipped 2")
    day.cancel("cancelled here 1", "cancelled here 2")


async def seller_central(day: Day) -> None:
    await day.amazon.cancel(day.ids["cancelled at amazon"], "SELLER")
    await day.amazon.ship(day.ids["seller central"], "SAGAWA", "SC-1")
    await day.amazon.request_cancel(day.ids["asked to cancel"], "間違えました")


async def more_decisions(day: Day) -> None:
    day.ship("overtaken", "two lines", "cod", "shipped 3", "taken back", "paid later")
    day.cancel("cancelled too late", "unpaid, cancelled here", "asked to cancel")
    day.desk.take_back(day.ids["taken back"])


async def overtakings(day: Day) -> None:
    await day.amazon.ship(day.ids["overtaken"], "SAGAWA", "SC-2")
    await day.amazon.ship(day.ids["cancelled too late"], "SAGAWA", "SC-3")
    day.ship("taken back")


Act = Callable[[Day], Awaitable[None]]
PLAN: tuple[tuple[float, Act], ...] = (
    (0.5, orders_come_in),
    (8, first_decisions),
    (11, amazon_goes_on),
    (12, more_orders_come_in),
    (21, seller_central),
    (31, more_decisions),
    (32, overtakings),
)

PATIENT_PLAN: tuple[tuple[float, Act], ...] = (
    (0.5, orders_come_in),
    (18, first_decisions),
    (19, amazon_goes_on),
    (20, more_orders_come_in),
    (41, seller_central),
    (56, more_decisions),
    (57, overtakings),
)
"""The same day for a shop that waits until its orders came in by report."""


@dataclass(frozen=True)
class Ending:
    """What a day left behind, without the times at which things were tried again."""

    books: dict[str, list[tuple[object, ...]]]
    amazon: dict[str, tuple[str, list[tuple[str, str]]]]
    calls: list[str]
    steps: int
    deaths: int


_WHAT_STAYS = {
    "orders": "SELECT order_id, payment_status, handling, amazon_status, payment_kind, marks,"
    " held_skus, before_link, total_yen, units FROM orders ORDER BY order_id",
    "products": "SELECT code, stock FROM products ORDER BY code",
    "ledger": "SELECT order_id, sku, code, reason, quantity FROM ledger ORDER BY 1, 2, 4",
    "pushes": "SELECT order_id, push_id, kind, state, carrier, tracking, reason FROM pushes"
    " ORDER BY push_id",
    "findings": "SELECT subject, code FROM findings ORDER BY 1, 2",
    "packages": "SELECT order_id, carrier, tracking FROM packages ORDER BY 1, 3",
    "links": "SELECT sku, pushed_quantity, pushed_price_yen FROM links ORDER BY sku",
    "set_aside": "SELECT order_id FROM set_aside",
}


async def live(
    policy: Policy,
    *,
    knife: Knife | None = None,
    fails_at: int = 0,
    down: timedelta = timedelta(),
    feed_takes: str = "PT2M",
    ends: int = DAY_ENDS,
    plan: Sequence[tuple[float, Act]] = PLAN,
) -> Ending:
    """Live the day through, with the knife or a failing step where wanted."""
    knife = knife or Knife()
    app = create_app(seed=7, start=START, empty=True)
    app.simulation.behaviours.set("feed_ends_after", feed_takes)
    inner = InProcess(app)
    amazon = AmazonSide(inner, HOST)
    account = await _account(amazon)
    books = BrittleBooks.open(None)
    with books:
        transport = KnifeTransport(inner, knife)
        seat = Seat(books, lambda: Engine(books, account, transport, seed=7), down)
        day = Day(books, amazon, seat)
        await _open_shop(day, policy)
        books.fails_at = fails_at
        for minute, act in plan:
            await day.pace.arrive(START + timedelta(minutes=minute))
            await act(day)
            await day.pace.settle()
        await day.pace.advance_to(START + timedelta(minutes=ends))
        return Ending(
            books={
                name: list(books.connection.execute(query)) for name, query in _WHAT_STAYS.items()
            },
            amazon={
                order.order_id: (
                    order.status,
                    [(package.carrier, package.tracking) for package in order.packages],
                )
                for order in await amazon.orders()
            },
            calls=knife.calls,
            steps=books.steps,
            deaths=seat.deaths,
        )


def lived(
    policy: Policy,
    *,
    knife: Knife | None = None,
    fails_at: int = 0,
    down: timedelta = timedelta(),
    feed_takes: str = "PT2M",
    ends: int = DAY_ENDS,
    plan: Sequence[tuple[float, Act]] = PLAN,
) -> Ending:
    """`live` for plain functions."""
    return asyncio.run(
        live(
            policy,
            knife=knife,
            fails_at=fails_at,
            down=down,
            feed_takes=feed_takes,
            ends=ends,
            plan=plan,
        )
    )


async def _account(amazon: AmazonSide) -> AmazonAccount:
    given = await amazon.credentials()
    return AmazonAccount(
        endpoint=HOST,
        token_endpoint=f"{HOST}/auth/o2/token",
        client_id=given.client_id,
        client_secret=given.client_secret,
        refresh_token=given.refresh_token,
        seller_id=given.seller_id,
        marketplace_id=given.marketplace_id,
    )


async def _open_shop(day: Day, policy: Policy) -> None:
    shelf = ((TEA, "B0RK000001"), (CUP, "B0RK000003"), (UNLINKED, "B0RK000007"))
    for sku, asin in shelf:
        await day.amazon.put_listing(sku, asin, quantity=50, price_yen=1_000)
    await day.amazon.put_listing(
        FBA, "B0RK00000A", quantity=50, price_yen=1_000, fulfilled_by="AMAZON"
    )
    day.desk.set_policy(policy)
    for sku, asin in shelf[:2]:
        day.desk.add_product(f"P-{sku}", sku, stock=50, price_yen=1_000)
        day.desk.link(f"P-{sku}", sku, asin)
    day.desk.start_link()
