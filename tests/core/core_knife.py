"""A knife that kills the engine at any call to Amazon, and books that fail at any commit (R42)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Self

from core import Books, Engine
from core.amazon.transport import Answer
from scenarios.in_process import InProcess

HOST = "http://amazon.invalid"
Struck = Literal["before", "after"]


class Killed(BaseException):
    """The engine's process ended here; nothing of it runs any more."""


@dataclass
class Knife:
    """Strikes at the call of this number, before Amazon gets it or after Amazon has done it."""

    at: int = 0
    struck: Struck = "before"
    calls: list[str] = field(default_factory=list)


class KnifeTransport:
    """The engine's way to Amazon, with the knife above it."""

    def __init__(self, inner: InProcess, knife: Knife) -> None:
        self._inner = inner
        self._knife = knife

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        knife = self._knife
        knife.calls.append(f"{method} {url.removeprefix(HOST).partition('?')[0]}")
        now = len(knife.calls) == knife.at
        if now and knife.struck == "before":
            raise Killed
        answer = await self._inner.exchange(method, url, headers, content)
        if now:
            raise Killed
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


class BrittleBooks(Books):
    """Books whose machine can fail in the moment before a step of the engine is committed."""

    armed = False
    steps = 0
    fails_at = 0

    @contextmanager
    def atomic(self, at: datetime) -> Iterator[Self]:
        with super().atomic(at):
            yield self
            if self.armed:
                self.steps += 1
                if self.steps == self.fails_at:
                    raise Killed


class Seat:
    """Where the engine sits: a killed one is replaced, at once or after `down`."""

    def __init__(self, books: BrittleBooks, hire: Callable[[], Engine], down: timedelta) -> None:
        self._books = books
        self._hire = hire
        self._down = down
        self._back_at: datetime | None = None
        self.engine = hire()
        self.deaths = 0

    async def run_due(self, now: datetime) -> int:
        if self._back_at and now < self._back_at:
            return 0
        self._books.armed = True
        try:
            return await self.engine.run_due(now)
        except Killed:
            self.deaths += 1
            self.engine = self._hire()
            self._back_at = now + self._down
        finally:
            self._books.armed = False
        return await self.run_due(now)

    def next_due(self) -> datetime | None:
        due = self.engine.next_due()
        return max(due, self._back_at) if due and self._back_at else due
