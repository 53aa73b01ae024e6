"""How long `renkei --version` takes: the price of starting at all."""

import subprocess
from statistics import median
from time import perf_counter

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.said import say

RUNS = 7


def measure() -> tuple[Figure, ...]:
    """The median of some starts, after one that warms the disk cache."""
    _start_s()
    taken_s = sorted(_start_s() for _run in range(RUNS))
    figure = Figure(
        "version",
        median(taken_s),
        "s",
        Goal(0.3),
        say(
            "renkei --version を{runs}回起動した中央値（{least}〜{most} s）",
            runs=RUNS,
            least=f"{taken_s[0]:.3f}",
            most=f"{taken_s[-1]:.3f}",
        ),
    )
    return (figure,)


def _start_s() -> float:
    begun = perf_counter()
    subprocess.run(  # noqa: S603 - our own program with fixed arguments
        [*PROGRAM, "--version"], check=True, capture_output=True, env=plain_environment()
    )
    return perf_counter() - begun
