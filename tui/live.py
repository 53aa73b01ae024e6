"""What the dashboard needs of the shop that it shows: books, time, and for a world its controls.

`scenarios.live.LiveWorld` is a world; a linked shop (`tui.linked_shop`) has no controls, since
nobody moves the clock of the real Amazon.
"""

from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from tui.words import N_

if TYPE_CHECKING:
    from core.amazon.exchanges import Exchanges
    from core.personal.cipher import Cipher
    from scenarios.clock_state import ClockState
    from scenarios.happenings import NextEvent
    from scenarios.history import Moment
    from scenarios.play.cast import Cast
    from scenarios.said import Said
    from scenarios.world import World

T = TypeVar("T")


class EngineState(Enum):
    """What became of the engine of a linked shop; the value is a message id."""

    STARTS = N_("同期を始めています")
    WORKS = N_("同期中")
    ELSEWHERE = N_("別のrenkeiが同期中")
    OFF = N_("同期していません")


class ShopClock(msgspec.Struct, frozen=True):
    """A linked shop at one moment, to the second.

    `note` is a sentence where something keeps the engine from its work, else empty. `waits` names
    the job that waits for more than its own period, and for what. `advice` is `note` where a person
    has to mend the line to Amazon.
    """

    now: datetime
    engine: EngineState
    note: str = ""
    next_job: str = ""
    next_due: datetime | None = None
    waits: tuple[str, str] | None = None
    read_only: bool = False
    advice: str = ""

    @property
    def running(self) -> bool:
        """Real time never stands still."""
        return True

    @property
    def desk_now(self) -> datetime:
        """The time by which the shop's commands are written down."""
        return self.now


class Shop(Protocol):
    """A shop to look at and to work in; every method may be called from any thread."""

    @property
    def books_path(self) -> Path:
        """The shop's books, to be opened by as many readers as wanted."""
        ...

    @property
    def exchanges(self) -> "Exchanges":
        """What went over the engine's line lately."""
        ...

    @property
    def failure(self) -> BaseException | None:
        """What stopped the world, or the engine of a linked shop, last."""
        ...

    def cipher(self) -> "Cipher | None":
        """The key to the buyers in the books, None where there is none (R40)."""
        ...

    def state(self) -> "ClockState | ShopClock":
        """The clock at this moment."""
        ...

    def stop(self) -> None:
        """Let go of everything; whoever opened it does this."""
        ...


class Live(Shop, Protocol):
    """A running world: a shop whose time is moved, Amazon's side included."""

    @property
    def recorded(self) -> bool:
        """Whether what is done can be saved as a scenario."""
        ...

    @property
    def cast(self) -> "Cast":
        """Who is who in the script that is played here."""
        ...

    def state(self) -> "ClockState":
        """The clock at this moment."""
        ...

    def pause(self) -> None:
        """Stand still; also ends a way under way, forth or back, wherever it has come to."""
        ...

    def resume(self) -> None:
        """Run on at the set speed."""
        ...

    def toggle(self) -> None:
        """`pause` where it moves by then, else `resume`."""
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
