"""An engine that works until it is told to stop: behind `renkei sync` and behind the dashboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from core.amazon.guard import Guard
from core.amazon.transport import Transport, as_transport
from core.books.books import Books
from core.errors import BooksBusy
from tui.headless.shop import credentials_of, default_path
from tui.headless.stopping import Stopping
from tui.headless.times import Time, time_at

if TYPE_CHECKING:
    from core.account import AmazonAccount
    from core.credentials import Vault
    from core.sync.engine import Engine

IDLE = timedelta(minutes=1)
"""How far to look where nothing is due at all."""

BUSY_AGAIN = timedelta(seconds=1)
"""When to try again once another program held the books for longer than a step waits."""


class EngineWish(msgspec.Struct, frozen=True):
    """Which books, whose clock, which Amazon, and what may be sent there."""

    books: Path | None
    clock: str | None
    endpoint: str | None
    token_endpoint: str | None
    guard: Guard

    @property
    def path(self) -> Path:
        """Where the books are."""
        return self.books or default_path()

    def account(self, vault: "Vault") -> "AmazonAccount":
        """Whose shop at which Amazon, as the vault has it at this moment.

        Raises Refused for a shop that is not linked and for the real Amazon unless that is allowed.
        """
        account = credentials_of(vault).account()
        account = replace(
            account,
            endpoint=(self.endpoint or account.endpoint).rstrip("/"),
            token_endpoint=self.token_endpoint or account.token_endpoint,
        )
        self.guard.check_endpoint(account.endpoint)
        self.guard.check_endpoint(account.token_endpoint)
        return account

    def engine(
        self,
        books: Books,
        vault: "Vault",
        around: Callable[[Transport], Transport] = lambda way: way,
    ) -> "Engine":
        """An engine on open books, its line wrapped by `around`. Raises as `account` does."""
        import httpx

        from core.sync.engine import Engine

        return Engine(
            books,
            self.account(vault),
            around(as_transport(httpx.AsyncHTTPTransport())),
            guard=self.guard,
            reload=lambda: self.account(vault),
        )

    def time(self) -> Time:
        """The time in which the engine lives."""
        return time_at(self.clock, f"renkei-{self.path.stem}"[:200])


async def work(
    engine: "Engine",
    time: Time,
    stopping: Stopping,
    tell: Callable[[datetime, BooksBusy | None], None],
    *,
    once: bool = False,
    ends: datetime | None = None,
) -> datetime:
    """Do what is due, wait for what is due next, and again; gives the instant at the end.

    `tell` hears after each round how it went. Books that another program holds are waited for,
    except `once`. Raises as `Engine.run_due` does.
    """
    now = await time.now()
    while True:
        try:
            await engine.run_due(now)
            due = [at for at in (engine.next_due(), ends) if at is not None]
            tell(now, None)
        except BooksBusy as busy:
            if once:
                raise
            due = [now + BUSY_AGAIN]
            tell(now, busy)
        if once or (ends and now >= ends):
            return now
        now = await stopping.unless(time.until(min(due, default=now + IDLE)), now)
        if stopping.asked:
            return now
