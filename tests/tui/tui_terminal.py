"""The real program on a real pseudo-terminal: bytes in, bytes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from functools import partial
from pathlib import Path

ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"
CURSOR_SHOWN = b"\x1b[?25h"
MODES = {
    "mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "mouse moves": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "paste": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "alternate screen": (ENTERED, LEFT),
}
"""What the dashboard switches on, and how it is switched off."""

SILENT_S = 60
"""A terminal that says nothing for so long belongs to a program that hangs."""

SILENCE_S = 0.15
"""What is drawn for one key comes without longer gaps."""


class Terminal:
    """A child process with a terminal of its own, and all that it wrote."""

    def __init__(
        self,
        arguments: list[str],
        folder: Path,
        *,
        rows: int = 30,
        columns: int = 100,
        leads: bool = False,
    ) -> None:
        """Start `python -m` … or `python -c` …; its own files lie in `folder`.

        One that `leads` its session is told by SIGHUP when the terminal goes.
        """
        self._master, slave = pty.openpty()
        self._is_gone = False
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        env = os.environ | {"TERM": "xterm-256color", "RENKEI_STATE": str(folder)}
        self._child = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=env,
            start_new_session=leads,
            preexec_fn=partial(fcntl.ioctl, slave, termios.TIOCSCTTY, 0) if leads else None,
        )
        self.output = b""

    def until(self, wanted: str) -> None:
        """Read on until this text has been written."""
        while wanted.encode() not in self.output:
            if not self._read():
                raise AssertionError(f"{wanted!r} never came: {self.output[-2_000:]!r}")

    def until_silent(self) -> None:
        """Read on until nothing has come for a moment."""
        while self._read(SILENCE_S):
            pass

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """As the system would."""
        self._child.send_signal(number)

    def ended(self) -> int:
        """Read to the end; the exit code."""
        while self._child.poll() is None:
            self._read(0.2)
        while self._read(0.0):
            pass
        return self._child.returncode

    def hang_up(self) -> int:
        """Be gone, as a terminal is that was closed or killed; the exit code of what ran in it."""
        os.close(self._master)
        os.close(self._slave)
        self._is_gone = True
        return self._child.wait(SILENT_S)

    def _read(self, wait_s: float = SILENT_S) -> bool:
        if not select.select([self._master], [], [], wait_s)[0]:
            return False
        try:
            self.output += os.read(self._master, 65_536)
        except OSError:
            return False
        return True

    def left_clean(self) -> bool:
        """Whether every mode that was switched on is off again and the line is as it was."""
        for on, off in MODES.values():
            if self.output.rfind(on) > self.output.rfind(off):
                return False
        hidden = self.output.rfind(b"\x1b[?25l")
        shown = self.output.rfind(CURSOR_SHOWN)
        return shown > hidden and termios.tcgetattr(self._slave) == self.before

    def after(self) -> str:
        """What stands on the plain terminal, below the dashboard."""
        return re.sub(
            r"\x1b(\[[?0-9;]*[a-zA-Z]|\][^\x07]*\x07)", "", self.output.rpartition(LEFT)[2].decode()
        )

    def close(self) -> None:
        """Give the terminal back."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        if self._is_gone:
            return
        os.close(self._master)
        os.close(self._slave)
