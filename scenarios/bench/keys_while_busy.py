"""How soon keys are answered while a world runs at ×3600 and ten orders come in every second."""

from statistics import median, quantiles

from scenarios.bench.figure import Figure, Goal
from scenarios.bench.first_row import ORDER_NUMBER, QUIT
from scenarios.bench.processes import BUSY, plain_environment
from scenarios.bench.terminal import Terminal
from scenarios.said import say

ROUNDS = 40
APART_S = 0.09
KEYS = ((b"3", "[3商品]"), (b"2", "[2注文]"), (b"?", "╭"), (b"\x1b[27u", "[2注文]"))
"""Keys and what is on screen once they are answered."""
GOAL_MS = 50.0


def measure() -> tuple[Figure, ...]:
    """The 95th percentile over screens and dialogs opened again and again."""
    taken_ms: list[float] = []
    with Terminal(BUSY, plain_environment(), columns=120, rows=40) as terminal:
        terminal.until(lambda written: ORDER_NUMBER.search(written) is not None)
        for _round in range(ROUNDS):
            for keys, seen in KEYS:
                taken_ms.append(terminal.seen_s(keys, seen.encode()) * 1000)
                terminal.read_on(APART_S)
        terminal.type(QUIT)
        terminal.to_the_end()
    told = say(
        "{keys}回のキー、中央値 {median} ms", keys=len(taken_ms), median=f"{median(taken_ms):.1f}"
    )
    return (Figure("keys-while-busy", quantiles(taken_ms, n=20)[-1], "ms", Goal(GOAL_MS), told),)
