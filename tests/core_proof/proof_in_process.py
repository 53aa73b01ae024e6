"""The day in this process, with a mishap at a chosen place."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from proof_day import CLOSE, CLOSE_ENDS, START, Day, account_at
from proof_ending import Ending, differences, ending_of, parcels_amiss
from proof_fuse import FusedBooks, FusedTransport
from proof_mishaps import Killed, Mishap, Places
from proof_subscription import HOST, subscribe

from core import Books, Desk, Engine
from core.account import QueueAccess
from core.domain.labels import Policy
from core.errors import BooksBusy, BooksUnusable, RenkeiError
from core.personal.cipher import FernetCipher, demo_key
from scenarios.amazon_side import AmazonSide
from scenarios.in_process import InProcess
from simulator import create_app

SEED = 7


@dataclass(frozen=True)
class Lived:
    """How a day ended, every place that the engine passed, and what it told about its books."""

    ending: Ending
    places: tuple[str, ...]
    deaths: int
    told: tuple[str, ...]

    def numbers(self, *parts: str) -> list[int]:
        """The numbers of the places in whose names all of `parts` stand."""
        return [
            number
            for number, where in enumerate(self.places, 1)
            if all(part in where for part in parts)
        ]


class Seat:
    """Where the engine sits; `books.fuse` burns only while it works."""

    def __init__(self, books: FusedBooks, places: Places, hire: Callable[[], Engine]) -> None:
        self._books = books
        self._places = places
        self._hire = hire
        self._engine = hire()
        self.deaths = 0
        self.told: list[RenkeiError] = []

    async def run_due(self, now: datetime) -> int:
        """A killed engine is replaced; one that says what is wrong goes on once it is put right."""
        self._books.fuse = self._places
        self._places.go_on()
        try:
            return await self._engine.run_due(now)
        except Killed:
            self.deaths += 1
            self._engine = self._hire()
        except (BooksBusy, BooksUnusable) as error:
            self.told.append(error)
            self._places.end()
        finally:
            self._books.fuse = None
            self._places.rest()
        return await self.run_due(now)

    def next_due(self) -> datetime | None:
        return self._engine.next_due()


async def live(
    policy: Policy,
    at: int = 0,
    mishap: Mishap = Mishap.KILLED,
    path: Path | None = None,
    *,
    listens: bool = False,
) -> Lived:
    """Live the day, with a mishap at the place of number `at`; books at `path`, else in memory."""
    inner = InProcess(create_app(seed=SEED, start=START, empty=True))
    amazon = AmazonSide(inner, HOST)
    account = await account_at(amazon, HOST)
    if listens:
        account = replace(account, queue=QueueAccess(await subscribe(inner, account)))
    with FusedBooks.open(path, cipher=FernetCipher(demo_key(SEED)), busy_ms=0) as books:
        places = Places(at, mishap, books)
        line = FusedTransport(inner, places)

        @contextmanager
        def till(clock: Callable[[], datetime]) -> Iterator[Desk]:
            with Books.open(path) if path else nullcontext(books) as shop:
                yield Desk(shop, clock)

        seat = Seat(books, places, lambda: Engine(books, account, line, seed=SEED))
        day = Day(amazon, seat, till)
        await day.open_shop(policy)
        await day.live(CLOSE, CLOSE_ENDS)
        told = tuple(str(error) for error in seat.told)
        return Lived(await ending_of(books, amazon), tuple(places.seen), seat.deaths, told)


def lived(
    policy: Policy,
    at: int = 0,
    mishap: Mishap = Mishap.KILLED,
    path: Path | None = None,
    *,
    listens: bool = False,
) -> Lived:
    """`live` for plain functions."""
    return asyncio.run(live(policy, at, mishap, path, listens=listens))


@cache
def undisturbed(policy: Policy, *, listens: bool = False) -> Lived:
    """The day as nobody disturbs it."""
    return lived(policy, listens=listens)


def trouble(
    policy: Policy, at: int, mishap: Mishap = Mishap.KILLED, *, listens: bool = False
) -> dict[str, object]:
    """What a mishap leaves that ought not to be: other books, another Amazon, odd parcels."""
    ending = lived(policy, at, mishap, listens=listens).ending
    found = differences(undisturbed(policy, listens=listens).ending, ending)
    if listens:
        # A killed engine hears half a minute later, and its pulls come at other moments.
        found.pop("arrivals", None)
    if amiss := parcels_amiss(ending):
        found["parcels"] = amiss
    return found
