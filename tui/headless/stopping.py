"""Ctrl-C and a service manager's stop: what is under way is finished, a second one does not wait.

Ending between two steps is kinder than being killed in one, though the books bear both.
"""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import click

from tui.words import _


class Stopping:
    """Whether somebody has asked us to stop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def asked(self) -> bool:
        return self._event.is_set()

    def ask(self) -> None:
        """Stop at the next good moment."""
        self._event.set()

    async def within(self, seconds: float) -> bool:
        """Whether somebody asks in so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        return self.asked

    async def unless(self, waiting: Coroutine[object, object, datetime], now: datetime) -> datetime:
        """What `waiting` gives, or `now` as soon as somebody asks."""
        wait = asyncio.ensure_future(waiting)
        ask = asyncio.ensure_future(self._event.wait())
        try:
            await asyncio.wait({wait, ask}, return_when=asyncio.FIRST_COMPLETED)
            return wait.result() if wait.done() else now
        finally:
            for each in (wait, ask):
                each.cancel()
                with suppress(asyncio.CancelledError):
                    await each


@contextmanager
def on_signals() -> Iterator[Stopping]:
    """Have SIGINT and SIGTERM ask, and the second of them cancel the task that is inside."""
    stopping = Stopping()
    task = asyncio.current_task()
    assert task is not None

    def asked() -> None:
        if stopping.asked:
            task.cancel()
            return
        stopping.ask()
        with suppress(OSError):
            click.echo(_("止めています。もう一度 Ctrl-C ですぐに終わります。"), err=True)

    loop = asyncio.get_running_loop()
    kinds = (signal.SIGINT, signal.SIGTERM)
    if sys.platform == "win32":
        before = {kind: signal.getsignal(kind) for kind in kinds}
        for kind in kinds:
            signal.signal(kind, lambda *_frame: loop.call_soon_threadsafe(asked))
    else:
        for kind in kinds:
            loop.add_signal_handler(kind, asked)
    try:
        yield stopping
    finally:
        for kind in kinds:
            if sys.platform == "win32":
                signal.signal(kind, before[kind])
            else:
                loop.remove_signal_handler(kind)
