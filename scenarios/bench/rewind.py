"""How long keeping a world and coming back to it take, at 10 MB of books."""

import asyncio
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.shop_day import shop
from scenarios.journal_text import journal_text
from scenarios.said import say
from scenarios.world import World

BYTES = 10_000_000
RUNS = 15
SAVE_GOAL_MS = 10.0
REWIND_GOAL_MS = 50.0
BATCH = 200


def measure() -> tuple[Figure, ...]:
    """Medians, with the books in memory and in a file that others may read."""
    with TemporaryDirectory() as folder:
        places = {"": None, "-on-disk": Path(folder) / "books.db"}
        return tuple(
            figure
            for suffix, books in places.items()
            for figure in asyncio.run(_measure(suffix, books))
        )


async def _measure(suffix: str, books: Path | None) -> tuple[Figure, ...]:
    world = await World.open(shop(books, seed=1))
    try:
        orders = await _fill(world)
        saves, rewinds, texts, size = [], [], set(), 0
        for _run in range(RUNS):
            begun = perf_counter()
            mark = await world.checkpoint()
            saves.append(perf_counter() - begun)
            size = world.checkpoints()[-1].size
            await world.advance(timedelta(minutes=10))
            begun = perf_counter()
            await world.restore(mark)
            rewinds.append(perf_counter() - begun)
            await world.forget(mark)
        for _run in range(2):
            mark = await world.checkpoint()
            await world.advance(timedelta(minutes=10))
            texts.add(journal_text(world.views))
            await world.restore(mark)
    finally:
        await world.close()
    told = say(
        "台帳 {mb} MB、注文 {orders}件、{runs}回の中央値",
        mb=size // 10**6,
        orders=orders,
        runs=RUNS,
    )
    sound = len(texts) == 1 and size >= BYTES
    return (
        Figure(f"checkpoint{suffix}", median(saves) * 1e3, "ms", Goal(SAVE_GOAL_MS), told, sound),
        Figure(f"rewind{suffix}", median(rewinds) * 1e3, "ms", Goal(REWIND_GOAL_MS), told, sound),
    )


async def _fill(world: World) -> int:
    """Orders until the books are large enough; gives their number."""
    placed = 0
    await world.advance(timedelta(minutes=1))
    connection = world.books.connection
    while True:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        if pages * page >= BYTES:
            return placed
        for n in range(BATCH):
            await world.amazon.place_order({f"SKU-{(placed + n) % 40:03}": 1}, oversell=True)
        placed += BATCH
        await world.advance(timedelta(minutes=30))
