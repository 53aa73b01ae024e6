"""Work handed from any thread to the one thread that owns a world."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class WorldStopped(RuntimeError):
    """The world has ended, nobody does this any more."""

    def __init__(self) -> None:
        super().__init__("この世界はもう終わっています。")


class Letter(Generic[T]):
    """One piece of work and the future that its outcome goes to."""

    def __init__(self, work: Callable[[], Awaitable[T]]) -> None:
        self._work = work
        self.outcome: Future[T] = Future()

    async def open(self) -> None:
        """Do the work, unless it was cancelled before; whatever comes of it goes to `outcome`."""
        if not self.outcome.set_running_or_notify_cancel():
            return
        try:
            result = await self._work()
        except Exception as error:
            self.outcome.set_exception(error)
        except BaseException:
            self.outcome.set_exception(WorldStopped())
            raise
        else:
            self.outcome.set_result(result)

    def refuse(self) -> None:
        """Say that nobody will do it."""
        if self.outcome.set_running_or_notify_cancel():
            self.outcome.set_exception(WorldStopped())


class Mailbox:
    """Letters in the order in which they came; `wait` belongs to the owner's loop."""

    def __init__(self) -> None:
        self._letters: deque[Letter[object]] = deque()
        self._lock = Lock()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived: asyncio.Event | None = None

    def attach(self) -> None:
        """The running loop is the owner's from now on."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
            self._arrived = asyncio.Event()

    def post(self, work: Callable[[], Awaitable[T]]) -> Future[T]:
        """Hand `work` over; its outcome is WorldStopped where there is no owner any more."""
        letter = Letter(work)
        with self._lock:
            if self._closed:
                letter.refuse()
                return letter.outcome
            self._letters.append(letter)  # type: ignore[arg-type]
            if self._loop is not None and self._arrived is not None:
                self._loop.call_soon_threadsafe(self._arrived.set)
        return letter.outcome

    @property
    def has_letters(self) -> bool:
        """Whether somebody waits."""
        return bool(self._letters)

    async def serve(self, timeout_s: float) -> None:
        """Open all letters that are there; wait at most `timeout_s` real seconds for the first."""
        assert self._arrived is not None
        if not self._letters and timeout_s > 0:
            try:
                async with asyncio.timeout(timeout_s):
                    await self._arrived.wait()
            except TimeoutError:
                return
        self._arrived.clear()
        while self._letters:
            await self._letters.popleft().open()

    def close(self) -> None:
        """Refuse what is there and whatever comes."""
        with self._lock:
            self._closed = True
            while self._letters:
                self._letters.popleft().refuse()
