"""Simulated days a second: some ordinary days in a row of a shop with 600 orders each."""

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from scenarios.bench.figure import Better, Figure, Goal
from scenarios.bench.shop_day import Outcome, live, ordinary_days
from scenarios.said import say

DAYS = 3
ORDERS = 600
RUNS = 3
GOAL_IN_MEMORY = 5.0
GOAL_ON_DISK = 4.0


def measure() -> tuple[Figure, ...]:
    """The median of some runs, with the books in memory and on disk, after one that warms up."""
    plan = ordinary_days(DAYS, ORDERS)
    asyncio.run(live(ordinary_days(1, ORDERS), None))
    in_memory = [asyncio.run(live(plan, None)) for _run in range(RUNS)]
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"days-{run}.db" for run in range(RUNS)]
        on_disk = [asyncio.run(live(plan, file)) for file in files]
    return (
        _figure("days", in_memory, GOAL_IN_MEMORY),
        _figure("days-on-disk", on_disk, GOAL_ON_DISK),
    )


def _figure(name: str, outcomes: list[Outcome], goal: float) -> Figure:
    last = outcomes[-1]
    return Figure(
        name,
        DAYS / median(outcome.seconds for outcome in outcomes),
        "1/s",
        Goal(goal, Better.HIGHER),
        say(
            "{days}日続けて1日{orders}件の注文、1日3回まとめて発送: 両方の状態が正しい "
            "{booked}/{placed}件、配送完了の確認済み {shipped}/{to_ship}件、"
            "在庫の引当 {moved}/{units}個、API呼び出し {calls}回、記録 {journal}行、"
            "CPU {cpu_ms} ms/日",
            days=DAYS,
            orders=ORDERS,
            placed=last.placed,
            booked=last.booked,
            shipped=last.shipped,
            to_ship=last.to_ship,
            moved=last.moved,
            units=last.units,
            calls=last.calls,
            journal=last.journal_rows,
            cpu_ms=round(median(outcome.cpu_seconds for outcome in outcomes) * 1000 / DAYS),
        ),
        sound=all(outcome.sound for outcome in outcomes),
    )
