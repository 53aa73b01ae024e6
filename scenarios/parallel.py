"""Turns played by several processes at once."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr
from functools import partial
from multiprocessing import TimeoutError as NothingYet
from multiprocessing import get_context
from multiprocessing.resource_tracker import ensure_running
from typing import TypeVar

from scenarios.turns import Rules, Turn, TurnResult, play_turn

Job = TypeVar("Job")
Done = TypeVar("Done")

LOOK_EVERY_S = 0.2
"""How often somebody who waits is asked whether he still wants to, in real seconds."""


def play_in_parallel(turns: Sequence[Turn], rules: Rules, jobs: int) -> Iterator[TurnResult]:
    """Play `turns` in `jobs` fresh processes; their results come in the order of the turns."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_play, turns, [rules] * len(turns))


def play_apart(
    turns: Sequence[Turn], rules: Rules, jobs: int, left: Callable[[], bool]
) -> Iterator[TurnResult]:
    """Play `turns` as long as nobody has `left`; the results come as they are ready."""
    return apart(partial(_play, rules=rules), turns, jobs, left)


def apart(
    work: Callable[[Job], Done], jobs: Sequence[Job], processes: int, left: Callable[[], bool]
) -> Iterator[Done]:
    """Do `jobs` in processes that end at once when somebody has `left`."""
    # Under a terminal program stderr has no file, which the tracker of processes needs once.
    with redirect_stderr(sys.__stderr__):
        ensure_running()
    with get_context("spawn").Pool(processes) as pool:
        done = pool.imap_unordered(work, jobs)
        while not left():
            try:
                yield done.next(LOOK_EVERY_S)
            except NothingYet:
                continue
            except StopIteration:
                return


def _play(turn: Turn, rules: Rules) -> TurnResult:
    return asyncio.run(play_turn(turn, rules))
