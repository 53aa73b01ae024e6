"""Where a living world is on its way to."""

from concurrent.futures import Future
from datetime import datetime

from msgspec import Struct


class Goal(Struct, frozen=True):
    """A moment to be reached; `begun` once the world has left for it."""

    at: datetime
    reached: "Future[None]"
    begun: bool = False

    def finish(self) -> None:
        """Tell whoever waits that it is reached."""
        if self.reached.set_running_or_notify_cancel():
            self.reached.set_result(None)


def pass_on(sent: "Future[None]", reached: "Future[None]") -> None:
    """A command that was never served fails whoever waits for its effect."""
    error = None if sent.cancelled() else sent.exception()
    if error is not None and reached.set_running_or_notify_cancel():
        reached.set_exception(error)
