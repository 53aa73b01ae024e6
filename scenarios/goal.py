"""Where a living world is on its way to."""

from concurrent.futures import Future
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Goal(Struct, Generic[T], frozen=True):
    """A moment to be reached; `begun` once the world has left for it, `answer` for who waits."""

    at: datetime
    reached: "Future[T]"
    answer: T
    begun: bool = False

    def finish(self) -> None:
        """Tell whoever waits that it is reached."""
        tell(self.reached, self.answer)


def tell(waiting: "Future[T]", answer: T) -> None:
    """Answer whoever still waits."""
    if waiting.set_running_or_notify_cancel():
        waiting.set_result(answer)


def pass_on(sent: "Future[None]", reached: "Future[T]") -> None:
    """A command that was never served fails whoever waits for its effect."""
    error = None if sent.cancelled() else sent.exception()
    if error is not None and reached.set_running_or_notify_cancel():
        reached.set_exception(error)
