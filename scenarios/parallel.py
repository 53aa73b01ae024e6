"""Turns played by several processes at once, their results in the order of the turns."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from scenarios.turns import Rules, Turn, TurnResult, play_turn


def play_in_parallel(turns: Sequence[Turn], rules: Rules, jobs: int) -> Iterator[TurnResult]:
    """Play `turns` in `jobs` fresh processes; longer files first would need to know them."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_play, turns, [rules] * len(turns))


def _play(turn: Turn, rules: Rules) -> TurnResult:
    return asyncio.run(play_turn(turn, rules))
