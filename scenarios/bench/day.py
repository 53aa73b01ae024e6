"""How long a heavy day of a shop with 600 orders takes: fake Amazon and journal included."""

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.shop_day import Outcome, heavy_day, live
from scenarios.said import say

ORDERS = 600
RUNS = 3
GOAL_S = 0.5


def measure() -> tuple[Figure, ...]:
    """The median of some days, with the books in memory and on disk, after one that warms up."""
    plan = heavy_day(ORDERS)
    asyncio.run(live(plan, None))
    in_memory = [asyncio.run(live(plan, None)) for _run in range(RUNS)]
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"day-{run}.db" for run in range(RUNS)]
        on_disk = [asyncio.run(live(plan, file)) for file in files]
    return (_figure("day", in_memory), _figure("day-on-disk", on_disk))


def _figure(name: str, outcomes: list[Outcome]) -> Figure:
    last = outcomes[-1]
    return Figure(
        name,
        median(outcome.seconds for outcome in outcomes),
        "s",
        Goal(GOAL_S),
        say(
            "1日{placed}件の注文: 両方の状態が正しい {booked}件、"
            "配送完了の確認済み {shipped}/{to_ship}件、"
            "在庫の引当 {moved}/{units}個、API呼び出し {calls}回、記録 {journal}行",
            placed=last.placed,
            booked=last.booked,
            shipped=last.shipped,
            to_ship=last.to_ship,
            moved=last.moved,
            units=last.units,
            calls=last.calls,
            journal=last.journal_rows,
        ),
        sound=all(outcome.sound for outcome in outcomes),
    )
