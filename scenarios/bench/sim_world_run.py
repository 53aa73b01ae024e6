"""Measures a fake with many orders, alone in its process; the result is one line of JSON."""

import asyncio
import gc
import resource
import sys
from collections.abc import Callable
from datetime import timedelta
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from scenarios.bench.sim_orders import DATASETS, PERIOD, filled
from scenarios.bench.sim_world import Taken
from scenarios.in_process import InProcess

if TYPE_CHECKING:
    from simulator.simulation import Simulation

LARGE = 100_000
SMALL = 4_600
SEARCHES = 2_000
RUNS = 15
HERE = "http://127.0.0.1"
_JSON = {"content-type": "application/json"}


async def main() -> None:
    """Both worlds, one after the other; the memory is that of the first."""
    app = filled(LARGE)
    took_ms, found = await _search(InProcess(app), app.simulation)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _maxrss_per_mb()
    del app
    gc.collect()
    sim = filled(SMALL).simulation
    world_mb, save_ms, restore_ms, digest_ms, exact = _keep(sim)
    taken = Taken(
        orders=LARGE,
        searches=SEARCHES,
        found=found,
        p50_ms=median(took_ms),
        p99_ms=quantiles(took_ms, n=100)[98],
        memory_mb=memory_mb,
        world_mb=world_mb,
        save_ms=save_ms,
        restore_ms=restore_ms,
        digest_ms=digest_ms,
        exact=exact,
    )
    sys.stdout.buffer.write(msgspec.json.encode(taken))


async def _search(amazon: InProcess, sim: "Simulation") -> tuple[list[float], int]:
    """Milliseconds of each search from a moment of the period, and the orders found in all."""
    headers = {"x-amz-access-token": await _access_token(amazon), "user-agent": "bench/1"}
    wish = b'{"operation":"*","lifted":true}'
    await amazon.exchange("PATCH", f"{HERE}/_sim/quota", _JSON, wish)
    draw, start = Random("1/bench/search"), sim.start
    took_ms, found = [], 0
    for _turn in range(SEARCHES):
        after = (start + PERIOD * draw.random()).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = f"lastUpdatedAfter={after}&includedData={DATASETS}"
        begun = perf_counter()
        answer = await amazon.exchange(
            "GET", f"{HERE}/orders/2026-01-01/orders?{query}", headers, b""
        )
        took_ms.append((perf_counter() - begun) * 1e3)
        assert answer.status == 200, answer.content
        found += answer.content.count(b'"orderId"')
    return took_ms, found


async def _access_token(amazon: InProcess) -> str:
    answer = await amazon.exchange("GET", f"{HERE}/_sim/credentials", {}, b"")
    known: dict[str, str] = msgspec.json.decode(answer.content)
    names = ("client_id", "client_secret", "refresh_token")
    wish = {"grant_type": "refresh_token", **{name: known[name] for name in names}}
    content = msgspec.json.encode(wish)
    answer = await amazon.exchange("POST", f"{HERE}/auth/o2/token", _JSON, content)
    return str(msgspec.json.decode(answer.content)["access_token"])


def _keep(sim: "Simulation") -> tuple[float, float, float, float, bool]:
    """Size in MB; medians of saving and coming back in ms; the digest; whether all was exact."""
    from simulator.checkpoint import restore

    saves, restores, digests = [], [], set()
    first = sim.checkpoints.save(sim)
    digest_ms = _took_ms(lambda: first.digest)
    for _run in range(RUNS):
        saves.append(_took_ms(lambda: sim.checkpoints.save(sim)))
        sim.advance(sim.now + timedelta(hours=1))
        restores.append(_took_ms(lambda: restore(sim, first)))
    digests = {first.digest, sim.checkpoints.save(sim).digest}
    return first.size / 1e6, median(saves), median(restores), digest_ms, len(digests) == 1


def _took_ms(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1e3


def _maxrss_per_mb() -> float:
    """macOS counts bytes, everybody else kilobytes."""
    return 1e6 if sys.platform == "darwin" else 1e6 / 1024


if __name__ == "__main__":
    asyncio.run(main())
