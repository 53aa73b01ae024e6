"""A day of a shop with sixty orders of every fate, three waves of twenty.

Whatever happens to the engine meanwhile, what stands in the books when the day is over must be the
same (R42). The shop's commands come from another process, as they do in life.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core import AmazonAccount, Desk
from core.domain.labels import CancelReason, Policy
from scenarios.amazon_side import CARD_SETTLES, AmazonSide
from scenarios.pace import DueWork, Pace

START = datetime(2026, 11, 23, tzinfo=UTC)
TEA, CUP, PEN, BATTERY = "TEA-UJI-100", "CUP-HASAMI-BL", "PEN-FP-F", "BATT-10000"
"""Two that are linked, one that is not, and one of FBA."""

Till = Callable[[Callable[[], datetime]], AbstractContextManager[Desk]]
"""Opens the shop's desk under a clock."""


@dataclass(frozen=True)
class Wanted:
    """What a buyer orders; `pays` False is one who does not, or not by himself."""

    skus: tuple[str, ...] = (TEA,)
    payment: str = "CREDIT_CARD"
    pays: bool = True


ORDERS = {
    "shipped": Wanted(),
    "shipped together": Wanted(),
    "unpaid": Wanted(payment="CONVENIENCE_STORE", pays=False),
    "paid later": Wanted(payment="CONVENIENCE_STORE", pays=False),
    "buyer cancels": Wanted(pays=False),
    "cancelled here": Wanted((CUP,)),
    "cancelled here too": Wanted((CUP,)),
    "cancelled at amazon": Wanted((CUP,)),
    "fba": Wanted((BATTERY,)),
    "fba cancelled": Wanted((BATTERY,), pays=False),
    "not linked": Wanted((PEN,)),
    "two lines": Wanted((TEA, CUP, PEN)),
    "cash on delivery": Wanted(payment="COD"),
    "seller central first": Wanted(),
    "overtaken": Wanted(),
    "taken back": Wanted(),
    "asked to cancel": Wanted(),
    "cancelled too late": Wanted((CUP,)),
    "unpaid, cancelled here": Wanted((CUP,), pays=False),
    "shipped in time": Wanted((CUP,)),
}
"""One wave, by name."""

FIRST = tuple(ORDERS)[:11]
SECOND = tuple(ORDERS)[11:]

PLAN: tuple[tuple[float, str, tuple[str, ...]], ...] = (
    (0.5, "place", FIRST),
    (8, "ship", ("shipped", "shipped together")),
    (8, "cancel", ("cancelled here", "cancelled here too")),
    (11, "buyer cancels", ("buyer cancels", "fba cancelled")),
    (11, "pays", ("paid later",)),
    (12, "place", SECOND),
    (21, "seller cancels", ("cancelled at amazon",)),
    (21, "seller ships", ("seller central first",)),
    (21, "asks to cancel", ("asked to cancel",)),
    (31, "ship", ("overtaken", "two lines", "cash on delivery", "shipped in time", "taken back")),
    (31, "ship", ("paid later",)),
    (31, "cancel", ("cancelled too late", "unpaid, cancelled here", "asked to cancel")),
    (31.5, "take back", ("taken back",)),
    (32, "seller ships", ("overtaken", "cancelled too late")),
    (33, "ship", ("taken back",)),
)
"""Minute of the wave, what is done, and to which of its orders."""

CLOSE_BY = timedelta(minutes=75)
CLOSE = (timedelta(), CLOSE_BY, 2 * CLOSE_BY)
"""Beginnings of waves that press one upon the other: sixty orders within four hours."""

CLOSE_ENDS = timedelta(minutes=290)

APART = (timedelta(hours=1), timedelta(hours=9, minutes=3), timedelta(hours=17, minutes=7))
"""Morning, noon and evening of a whole day."""

APART_ENDS = timedelta(hours=24)


class Day:
    """The day under way."""

    def __init__(self, amazon: AmazonSide, engine: DueWork, till: Till) -> None:
        self.amazon = amazon
        self.pace = Pace(START, amazon, engine)
        self._till = till
        self.ids: dict[str, str] = {}

    async def open_shop(self, policy: Policy) -> None:
        """Offers at Amazon, products in the shop, and the link."""
        offers = ((TEA, "B0RK000001"), (CUP, "B0RK000003"), (PEN, "B0RK000007"))
        for sku, asin in offers:
            await self.amazon.put_listing(sku, asin, quantity=90, price_yen=1_000)
        await self.amazon.put_listing(
            BATTERY, "B0RK00000A", quantity=90, price_yen=1_000, fulfilled_by="AMAZON"
        )
        with self._till(lambda: self.pace.now) as desk:
            desk.set_policy(policy)
            for sku, asin in offers[:2]:
                desk.add_product(f"P-{sku}", sku, stock=90, price_yen=1_000)
                desk.link(f"P-{sku}", sku, asin)
            desk.start_link()

    async def live(self, waves: Sequence[timedelta], ends: timedelta) -> None:
        """From the opening of the shop to the end of the day."""
        acts = sorted(
            (begins + timedelta(minutes=minute), number, place)
            for number, begins in enumerate(waves)
            for place, (minute, _, _) in enumerate(PLAN)
        )
        for at, number, place in acts:
            await self.pace.arrive(START + at)
            _, verb, names = PLAN[place]
            for name in names:
                await self._act(verb, name, f"{number} {name}")
            await self.pace.settle()
        await self.pace.advance_to(START + ends)

    async def _act(self, verb: str, name: str, key: str) -> None:
        amazon, order_id = self.amazon, self.ids.get(key, "")
        match verb:
            case "place":
                await self._place(ORDERS[name], key)
            case "pays":
                await amazon.pay(order_id)
            case "buyer cancels":
                await amazon.cancel(order_id, "BUYER")
            case "seller cancels":
                await amazon.cancel(order_id, "SELLER")
            case "seller ships":
                await amazon.ship(order_id, "SAGAWA", f"SC-{order_id}")
            case "asks to cancel":
                await amazon.request_cancel(order_id, "間違えました")
            case _:
                with self._till(lambda: self.pace.now) as desk:
                    _command(desk, verb, order_id)

    async def _place(self, wanted: Wanted, key: str) -> None:
        order = await self.amazon.place_order(
            dict.fromkeys(wanted.skus, 1),
            wanted.payment,  # type: ignore[arg-type]
            pay_after=CARD_SETTLES if wanted.pays else None,
        )
        self.ids[key] = order.order_id


def _command(desk: Desk, verb: str, order_id: str) -> None:
    match verb:
        case "ship":
            desk.ship(order_id, "ヤマト運輸", f"T-{order_id}")
        case "cancel":
            desk.cancel(order_id, CancelReason.NO_INVENTORY)
        case "take back":
            desk.take_back(order_id)
        case _:
            raise ValueError(verb)


async def account_at(amazon: AmazonSide, host: str) -> AmazonAccount:
    """The first seller's account at the fake that `host` names."""
    given = await amazon.credentials()
    return AmazonAccount(
        endpoint=host,
        token_endpoint=f"{host}/auth/o2/token",
        client_id=given.client_id,
        client_secret=given.client_secret,
        refresh_token=given.refresh_token,
        seller_id=given.seller_id,
        marketplace_id=given.marketplace_id,
    )
