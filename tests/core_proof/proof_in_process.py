"""The day in this process: at a chosen place the engine dies, and a new one takes over.

Instead it may live on with an answer that never came.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache

from proof_day import CLOSE, CLOSE_ENDS, START, Day, account_at
from proof_ending import Ending, differences, ending_of, parcels_amiss
from proof_fuse import Fuse, FusedBooks, FusedTransport

from core import Desk, Engine
from core.amazon.transport import NoAnswer
from core.domain.labels import Policy
from core.personal.cipher import FernetCipher, demo_key
from scenarios.amazon_side import AmazonSide
from scenarios.in_process import InProcess
from simulator import create_app

HOST = "http://amazon.invalid"
SEED = 7


class Killed(BaseException):
    """The engine's process ended here; nothing of it runs any more."""


class Mishap(Enum):
    """What happens at the chosen place."""

    KILLED = "killed"
    ANSWER_LOST = "answer lost"


@dataclass(frozen=True)
class Lived:
    """How a day ended, and every place that the engine passed in it."""

    ending: Ending
    places: tuple[str, ...]
    deaths: int

    def numbers(self, *parts: str) -> list[int]:
        """The numbers of the places in whose names all of `parts` stand."""
        return [
            number
            for number, where in enumerate(self.places, 1)
            if all(part in where for part in parts)
        ]


class Places(Fuse):
    """A fuse that also writes down where it came by."""

    def __init__(self, at: int, mishap: Mishap) -> None:
        super().__init__(at, self._strike)
        self.seen: list[str] = []
        self._mishap = mishap

    def burn(self, where: str) -> None:
        self.seen.append(where)
        super().burn(where)

    def _strike(self, where: str) -> None:
        match self._mishap:
            case Mishap.KILLED:
                raise Killed(where)
            case Mishap.ANSWER_LOST:
                raise NoAnswer(where)


class Seat:
    """Where the engine sits; `books.fuse` burns only while it works."""

    def __init__(self, books: FusedBooks, fuse: Fuse, hire: Callable[[], Engine]) -> None:
        self._books = books
        self._fuse = fuse
        self._hire = hire
        self._engine = hire()
        self.deaths = 0

    async def run_due(self, now: datetime) -> int:
        self._books.fuse = self._fuse
        try:
            return await self._engine.run_due(now)
        except Killed:
            self.deaths += 1
            self._engine = self._hire()
        finally:
            self._books.fuse = None
        return await self.run_due(now)

    def next_due(self) -> datetime | None:
        return self._engine.next_due()


async def live(
    policy: Policy,
    at: int = 0,
    mishap: Mishap = Mishap.KILLED,
    *,
    waves: Sequence[timedelta] = CLOSE,
    ends: timedelta = CLOSE_ENDS,
) -> Lived:
    """Live the day, with a mishap at the place of number `at`."""
    inner = InProcess(create_app(seed=SEED, start=START, empty=True))
    amazon = AmazonSide(inner, HOST)
    account = await account_at(amazon, HOST)
    fuse = Places(at, mishap)
    transport = FusedTransport(inner, fuse)
    with FusedBooks.open(None, cipher=FernetCipher(demo_key(SEED))) as books:

        @contextmanager
        def till(clock: Callable[[], datetime]) -> Iterator[Desk]:
            yield Desk(books, clock)

        seat = Seat(books, fuse, lambda: Engine(books, account, transport, seed=SEED))
        day = Day(amazon, seat, till)
        await day.open_shop(policy)
        await day.live(waves, ends)
        return Lived(await ending_of(books, amazon), tuple(fuse.seen), seat.deaths)


def lived(policy: Policy, at: int = 0, mishap: Mishap = Mishap.KILLED) -> Lived:
    """`live` for plain functions."""
    return asyncio.run(live(policy, at, mishap))


@cache
def undisturbed(policy: Policy) -> Lived:
    """The day as nobody disturbs it."""
    return lived(policy)


def trouble(policy: Policy, at: int, mishap: Mishap = Mishap.KILLED) -> dict[str, object]:
    """What a mishap leaves that ought not to be: other books, another Amazon, odd parcels."""
    ending = lived(policy, at, mishap).ending
    found = differences(undisturbed(policy).ending, ending)
    if amiss := parcels_amiss(ending):
        found["parcels"] = amiss
    return found
