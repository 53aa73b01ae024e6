"""What the dashboard needs of a world that lives beside it: its clock, and a way in.

`scenarios.live.LiveWorld` is one. A world over real Amazon will be another, without the controls.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from core.amazon.exchanges import Exchanges
    from core.personal.cipher import Cipher
    from scenarios.happenings import NextEvent
    from scenarios.history import Moment
    from scenarios.live import ClockState
    from scenarios.said import Said
    from scenarios.world import World

T = TypeVar("T")


class Live(Protocol):
    """A running world; every method may be called from any thread."""

    @property
    def books_path(self) -> Path:
        """The shop's books, to be opened by as many readers as wanted."""
        ...

    @property
    def exchanges(self) -> "Exchanges":
        """What went over the engine's line lately."""
        ...

    def cipher(self) -> "Cipher | None":
        """The key to the buyers in the books, None where there is none (R40)."""
        ...

    @property
    def recorded(self) -> bool:
        """Whether what is done can be saved as a scenario."""
        ...

    @property
    def failure(self) -> BaseException | None:
        """What stopped the clock, where the state's `error` says that something did."""
        ...

    def state(self) -> "ClockState":
        """The clock at this moment."""
        ...

    def pause(self) -> None:
        """Stand still; also ends a `go_to` under way."""
        ...

    def resume(self) -> None:
        """Run on at the set speed."""
        ...

    def set_speed(self, speed: float) -> None:
        """Simulated seconds per real second."""
        ...

    def step(self) -> "Future[NextEvent]":
        """Move to the next event and let it happen."""
        ...

    def go_to(self, at: datetime) -> "Future[None]":
        """Move to an instant, everything on the way included."""
        ...

    def rewind(self, to: "datetime | Moment | None" = None) -> "Future[Moment]":
        """Go back to the moment before, or to `to`; LookupError where none lies that far back."""
        ...

    def moments(self) -> "Future[tuple[Moment, ...]]":
        """The moments that can be returned to as they were, oldest first."""
        ...

    def submit(
        self, fn: "Callable[[World], Awaitable[T]]", before: "Said | None" = None
    ) -> "Future[T]":
        """Run `fn` inside the world's own thread; `before` names the moment before it."""
        ...

    def stop(self) -> None:
        """End the thread and close the world."""
        ...
