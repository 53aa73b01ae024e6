"""How long 10,000 orders of five minutes take to be booked, by report and by plain paging."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import msgspec

from core.domain.labels import MoveReason
from scenarios.bench.figure import Figure, Goal
from scenarios.bench.shop_day import PRODUCTS, shop
from scenarios.said import say
from scenarios.world import World

ORDERS = 10_000
SALE = timedelta(minutes=5)
GOAL_MIN = 30.0
GOAL_429 = 1.0
PATIENCE = timedelta(hours=6)
LOOK_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Outcome:
    """One sale: minutes from its first order until every order is booked with its stock."""

    minutes: float | None
    calls: int
    throttled: int
    moved: int


class _Call(msgspec.Struct):
    status: int | None = None


def measure() -> tuple[Figure, ...]:
    """The sale with reports, and the same with pages alone beside it."""
    planned = asyncio.run(_sale(by_report=True))
    plain = asyncio.run(_sale(by_report=False))
    detail = say(
        "5分間に{orders}件の注文、すべてが一覧と在庫に入るまで（シミュレーション時間）。"
        "呼び出し {calls}回。ページだけで読むと {plain}、呼び出し {plain_calls}回",
        orders=ORDERS,
        calls=planned.calls,
        plain=f"{plain.minutes:.0f} min" if plain.minutes else f"> {PATIENCE}",
        plain_calls=plain.calls,
    )
    share = 100 * planned.throttled / planned.calls
    return (
        Figure(
            "flash-sale",
            planned.minutes,
            "min",
            Goal(GOAL_MIN),
            detail,
            sound=planned.moved == ORDERS,
        ),
        Figure(
            "flash-sale-429",
            share,
            "%",
            Goal(GOAL_429),
            say("{count}回が429", count=planned.throttled),
        ),
    )


async def _sale(*, by_report: bool) -> Outcome:
    world = await World.open(shop(None, 1))
    try:
        with world.books.atomic(world.now):
            world.books.settings.by_report = by_report
        await world.advance(timedelta(hours=2))
        start = world.now
        draw = Random("1/bench/flash")
        for moment in sorted(SALE * draw.random() for _order in range(ORDERS)):
            await world.arrive(start + moment)
            sku = f"SKU-{draw.randrange(PRODUCTS):03}"
            await world.amazon.place_order({sku: 1}, "CREDIT_CARD")
        minutes = None
        while world.now < start + PATIENCE and minutes is None:
            await world.advance(LOOK_EVERY)
            if world.views.counts().orders == ORDERS:
                minutes = (world.now - start) / timedelta(minutes=1)
        return _count(world, minutes)
    finally:
        await world.close()


def _count(world: World, minutes: float | None) -> Outcome:
    calls = [
        msgspec.json.decode(data, type=_Call).status
        for (data,) in world.books.connection.execute(
            "SELECT data FROM journal WHERE kind = 'call'"
        )
    ]
    moved = sum(
        -line.quantity for line in world.views.ledger() if line.reason == MoveReason.ORDERED
    )
    return Outcome(minutes, len(calls), calls.count(429), moved)
