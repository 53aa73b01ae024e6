"""The places at which an engine can die: around each call to Amazon and around each commit."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from core import Books
from core.amazon.transport import Answer, Transport


class Fuse:
    """Counts the places that the engine passes; at number `at` it goes off."""

    def __init__(self, at: int = 0, goes_off: Callable[[str], None] = print) -> None:
        self.at = at
        self.passed = 0
        self._goes_off = goes_off

    def burn(self, where: str) -> None:
        """The engine passes `where`."""
        self.passed += 1
        if self.passed == self.at:
            self._goes_off(where)


class FusedTransport:
    """The engine's way to Amazon."""

    def __init__(self, inner: Transport, fuse: Fuse) -> None:
        self._inner = inner
        self.fuse = fuse

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> Answer:
        where = f"{method} {url.partition('?')[0]}"
        self.fuse.burn(f"before {where}")
        answer = await self._inner.exchange(method, url, headers, content)
        self.fuse.burn(f"after {where}")
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()


class FusedBooks(Books):
    """The engine's books; without a fuse they are a person's, who does not die of it."""

    fuse: Fuse | None = None

    @contextmanager
    def atomic(self, at: datetime) -> Iterator[Self]:
        with super().atomic(at):
            yield self
            if self.fuse:
                self.fuse.burn("before a commit")
        if self.fuse:
            self.fuse.burn("after a commit")
