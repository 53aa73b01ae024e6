"""How long the dashboard needs to its first data row, on a terminal of 120×40."""

import re
from statistics import median

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.bench.terminal import Terminal
from scenarios.said import say

RUNS = 5
ORDER_NUMBER = re.compile(rb"\d{3}-\d{7}-\d{7}")
"""An Amazon order number: the first one on screen stands in the first data row."""
QUIT = b"\x11"
"""ctrl+q: the program ends as its user ends it, and takes its temporary books with it."""


def measure() -> tuple[Figure, ...]:
    """The median of some starts, after one that warms the disk cache."""
    _first_row_s()
    taken_s = sorted(_first_row_s() for _run in range(RUNS))
    figure = Figure(
        "first-row",
        median(taken_s),
        "s",
        Goal(2.0),
        say(
            "renkei を120×40の端末で{runs}回開き、最初の注文番号が出るまでの中央値"
            "（{least}〜{most} s）",
            runs=RUNS,
            least=f"{taken_s[0]:.2f}",
            most=f"{taken_s[-1]:.2f}",
        ),
    )
    return (figure,)


def _first_row_s() -> float:
    with Terminal(PROGRAM, plain_environment(), columns=120, rows=40) as terminal:
        taken_s = terminal.until(lambda written: ORDER_NUMBER.search(written) is not None)
        terminal.type(QUIT)
        terminal.to_the_end()
        return taken_s
