"""How long `renkei run` needs from its start to the first step that is told."""

import subprocess
from statistics import median
from time import perf_counter

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import LIBRARY, PROGRAM, plain_environment
from scenarios.said import say

RUNS = 5
GOAL_S = 0.7
CASE = LIBRARY / "carrier-not-listed.yaml"
LINES_BEFORE_A_STEP = 2
"""The case's name and its title."""


def measure() -> tuple[Figure, ...]:
    """The median of some starts, after one that warms up."""
    _first_step()
    starts = [_first_step() for _run in range(RUNS)]
    figure = Figure(
        "run-start",
        median(seconds for seconds, _ in starts),
        "s",
        Goal(GOAL_S),
        say("renkei run の開始から最初の手順まで、{runs}回の中央値", runs=RUNS),
        sound=all(code == 0 for _, code in starts),
    )
    return (figure,)


def _first_step() -> tuple[float, int]:
    """Seconds to the first step, and the exit code."""
    begun = perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own program with fixed arguments
        [*PROGRAM, "run", str(CASE), "--policy", "safe"],
        stdout=subprocess.PIPE,
        env=plain_environment(),
    ) as running:
        assert running.stdout is not None
        for _line in range(LINES_BEFORE_A_STEP + 1):
            running.stdout.readline()
        seconds = perf_counter() - begun
        running.stdout.read()
    return seconds, running.returncode
