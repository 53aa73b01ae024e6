"""What one poll costs the engine, and how soon an order is seen in a steady shop."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from statistics import median
from time import perf_counter

from core.amazon.transport import Answer, Transport
from scenarios.bench.figure import Figure, Goal
from scenarios.bench.shop_day import STOCK_EACH, shop
from scenarios.said import say
from scenarios.world import World

POLLS = 60
CHANGED = 100
STEADY_ORDERS = 2_000
STEADY = timedelta(days=1)
SEEN_WITHIN_S = 7 * 60
POLL_EVERY = timedelta(minutes=5)


class TimedTransport:
    """Passes requests on and adds up the time that the other side took."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.away_s = 0.0

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        """Answer one request."""
        begun = perf_counter()
        try:
            return await self._inner.exchange(method, url, headers, content)
        finally:
            self.away_s += perf_counter() - begun

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()


def measure() -> tuple[Figure, ...]:
    """Idle polls and a poll with 100 changed orders, Amazon's own time taken off; a steady day."""
    idle_s, busy_s, booked = asyncio.run(_polls())
    latest_s, seen = asyncio.run(_steady())
    return (
        Figure(
            "poll-idle",
            idle_s * 1000,
            "ms",
            Goal(1.5),
            say("新しい注文のない取込{polls}回の中央値（Amazon側の時間を除く）", polls=POLLS),
        ),
        Figure(
            "poll-100",
            busy_s * 1000,
            "ms",
            Goal(30.0),
            say("{changed}件が変わった取込1回（記録の確定まで）", changed=CHANGED),
            sound=booked == CHANGED,
        ),
        Figure(
            "steady-seen",
            latest_s,
            "s",
            Goal(float(SEEN_WITHIN_S)),
            say(
                "1日{orders}件の注文: Amazonでの最後の変化から注文一覧に出るまでの最大"
                "（シミュレーション時間。10秒後の入金も変化に数える）",
                orders=STEADY_ORDERS,
            ),
            sound=seen == STEADY_ORDERS,
        ),
    )


async def _polls() -> tuple[float, float, int]:
    lines: list[TimedTransport] = []
    world = await World.open(shop(None, 1), wrap=lambda line: _timed(line, lines))
    try:
        (timed,) = lines
        await world.advance(timedelta(hours=1))
        idle = [await _poll(world, timed) for _poll_number in range(POLLS)]
        draw = Random("1/bench/polls")
        for _order in range(CHANGED):
            await world.amazon.place_order({f"SKU-{draw.randrange(40):03}": 1}, "CREDIT_CARD")
        await world.advance(POLL_EVERY / 2)
        busy = await _poll(world, timed)
        return median(idle), busy, world.views.counts().orders
    finally:
        await world.close()


def _timed(line: Transport, lines: list[TimedTransport]) -> Transport:
    lines.append(TimedTransport(line))
    return lines[-1]


async def _poll(world: World, timed: TimedTransport) -> float:
    """Engine time of the pull that comes next and of what is due with it."""
    pull = next(job for job in world.views.jobs() if job.name == "pull_orders")
    await world.arrive(pull.due_at)
    away_s, begun = timed.away_s, perf_counter()
    await world.engine.run_due(world.now)
    return perf_counter() - begun - (timed.away_s - away_s)


async def _steady() -> tuple[float, int]:
    world = await World.open(shop(None, 1))
    try:
        draw = Random("1/bench/steady")
        start = world.now
        moments = sorted(STEADY * draw.random() for _order in range(STEADY_ORDERS))
        for moment in moments:
            await world.arrive(start + moment)
            await world.amazon.place_order({f"SKU-{draw.randrange(40):03}": 1}, "CREDIT_CARD")
        await world.advance_to(start + STEADY + timedelta(minutes=10))
        waits_s = _waits_s(world)
        assert STEADY_ORDERS < 40 * STOCK_EACH
        return max(waits_s), len(waits_s)
    finally:
        await world.close()


def _waits_s(world: World) -> list[float]:
    """From Amazon's last change of each order to its first line in our journal.

    Amazon shows a change two minutes after it; a card that settles right after the order is such a
    change, so the order can be as much older than its wait.
    """
    rows = world.books.connection.execute(
        "SELECT amazon_at, at FROM journal WHERE seq IN"
        " (SELECT min(seq) FROM journal WHERE kind = 'fact' GROUP BY order_id)"
    )
    return [
        (datetime.fromisoformat(seen) - datetime.fromisoformat(changed)).total_seconds()
        for changed, seen in rows
    ]
