"""How the fake bears 100,000 orders, and how long keeping 10 MB of world takes."""

import subprocess
import sys

import msgspec
from msgspec import Struct

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import plain_environment
from scenarios.bench.sim_orders import DATASETS
from scenarios.said import say

P99_GOAL_MS = 5.0
MEMORY_GOAL_MB = 300.0
SAVE_GOAL_MS = 10.0
RESTORE_GOAL_MS = 25.0


class Taken(Struct, frozen=True):
    """What `scenarios.bench.sim_world_run` found out in a process of its own."""

    orders: int
    searches: int
    found: int
    p50_ms: float
    p99_ms: float
    memory_mb: float
    world_mb: float
    save_ms: float
    restore_ms: float
    digest_ms: float
    exact: bool


def measure() -> tuple[Figure, ...]:
    """Searches and memory of a large world, checkpoints of a smaller one."""
    done = subprocess.run(
        [sys.executable, "-m", "scenarios.bench.sim_world_run"],
        stdout=subprocess.PIPE,
        env=plain_environment(),
        check=True,
    )
    taken = msgspec.json.decode(done.stdout, type=Taken)
    searched = say(
        "{orders}件の世界で searchOrders（lastUpdatedAfter、100件/頁、{datasets}）を{searches}回、"
        "中央値 {p50} ms",
        orders=taken.orders,
        datasets=DATASETS,
        searches=taken.searches,
        p50=f"{taken.p50_ms:.2f}",
    )
    kept = say(
        "{mb} MB の世界。書き出しと digest は求められたときに {digest} ms",
        mb=f"{taken.world_mb:.1f}",
        digest=f"{taken.digest_ms:.0f}",
    )
    sized = say(
        "{orders}件と{searches}回の検索のあと、最大の常駐メモリ",
        orders=taken.orders,
        searches=taken.searches,
    )
    searching, sound = taken.found > 0, taken.exact and taken.world_mb >= 10
    return (
        Figure("sim-search", taken.p99_ms, "ms", Goal(P99_GOAL_MS), searched, searching),
        Figure("sim-memory", taken.memory_mb, "MB", Goal(MEMORY_GOAL_MB), sized, searching),
        Figure("sim-checkpoint", taken.save_ms, "ms", Goal(SAVE_GOAL_MS), kept, sound),
        Figure("sim-restore", taken.restore_ms, "ms", Goal(RESTORE_GOAL_MS), kept, sound),
    )
