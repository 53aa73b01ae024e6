"""Textual's driver for a terminal, which ends the dashboard when the terminal has gone.

Not every program is told so by a signal. Textual reads the end of its input again and again, and
waits for ever to write when the thread that writes has died of an error.
"""

import select
from contextlib import suppress
from threading import Thread
from typing import IO

from textual import messages
from textual.drivers.linux_driver import LinuxDriver

LOOK_MS = 1_000
"""How often the watch looks whether it is still needed; a terminal that goes wakes it at once."""


class Unbreakable:
    """A text file for a `WriterThread`; what nobody takes any more is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, if it can be written."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Have it shown, if it can be shown."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's."""
        return self._file.fileno()


class EndingTerminalDriver(LinuxDriver):
    """Leaves in order where the other end of the terminal is closed."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        if not isinstance(self._file, Unbreakable):
            self._file = Unbreakable(self._file)  # type: ignore[assignment, arg-type]
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Pass on what is typed, beside a watch over the terminal."""
        if hasattr(select, "poll"):
            Thread(target=self._watch, name="renkei-terminal", daemon=True).start()
        try:
            super().run_input_thread()
        except OSError:
            self._app.post_message(messages.ExitApp())

    def _watch(self) -> None:
        line = select.poll()
        line.register(self.fileno, 0)  # What is told of unasked is the end of the line.
        while self._key_thread is not None and self._key_thread.is_alive():
            if line.poll(LOOK_MS):
                self._app.post_message(messages.ExitApp())
                return
