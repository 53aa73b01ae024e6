"""The day over real sockets: the fake Amazon in one process, the engine's lives in another."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from proof_day import APART, APART_ENDS, START, Day, account_at
from proof_ending import Ending, ending_of
from proof_lives import Lives, Strike

from core import Books, Desk
from core.amazon.transport import HttpxTransport
from core.domain.labels import Policy
from scenarios.amazon_side import AmazonSide

SEED = 7
SERVE = "from simulator import serve; serve(port=0, ready=lambda url: print(url, flush=True))"


@dataclass(frozen=True)
class Survived:
    """How a day ended, where the engine was killed in it, and the places its last life passed."""

    ending: Ending
    struck: tuple[str, ...]
    places: int


@contextmanager
def served_amazon() -> Iterator[str]:
    """A fake Amazon in a process of its own; gives its base URL."""
    house = str(Path(__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": house},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().decode().strip()
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


async def survive(
    host: str,
    path: Path,
    policy: Policy,
    strikes: Iterator[Strike],
    waves: Sequence[timedelta],
    ends: timedelta,
) -> Survived:
    """Live the day at the fake at `host`, with new books at `path`."""
    from httpx import AsyncHTTPTransport

    amazon = AmazonSide(HttpxTransport(AsyncHTTPTransport()), host)
    await amazon.reset(SEED, START, empty=True)
    account = await account_at(amazon, host)

    @contextmanager
    def till(clock: Callable[[], datetime]) -> Iterator[Desk]:
        with Books.open(path) as books:
            yield Desk(books, clock)

    try:
        with Lives(path, account, strikes) as lives:
            day = Day(amazon, lives, till)
            await day.open_shop(policy)
            await day.live(waves, ends)
            places = lives.end()
        with Books.open(path) as books:
            return Survived(await ending_of(books, amazon), tuple(lives.struck), places)
    finally:
        await amazon.close()


def survived(
    host: str,
    path: Path,
    policy: Policy,
    strikes: Sequence[Strike] = (),
    *,
    waves: Sequence[timedelta] = APART,
    ends: timedelta = APART_ENDS,
) -> Survived:
    """`survive` for plain functions."""
    return asyncio.run(survive(host, path, policy, iter(strikes), waves, ends))
