"""A terminal of a given size around the program, read without a screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import TracebackType
from typing import Self

CHUNK_BYTES = 65536
PATIENCE_S = 30.0
QUIET_S = 0.09
"""A frame is complete when this long nothing came after it."""
_LINES = re.compile(rb"\x1b\[(\d+);\d+H")


class Terminal:
    """A program on a pseudo terminal; everything that it wrote is kept in `written`."""

    def __init__(
        self, command: tuple[str, ...], environment: dict[str, str], *, columns: int, rows: int
    ) -> None:
        self.written = b""
        self._home = TemporaryDirectory(prefix="renkei-", ignore_cleanup_errors=True)
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.begun = perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment | self._as_new(),
            start_new_session=True,
        )
        os.close(theirs)

    def _as_new(self) -> dict[str, str]:
        """A terminal in colour, and a user who has not chosen anything yet."""
        home = self._home.name
        return {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "RENKEI_STATE": home,
            "XDG_CONFIG_HOME": home,
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def until(self, seen: Callable[[bytes], bool]) -> float:
        """Read until `seen(written)`; the seconds since the start.

        Raises TimeoutError where it does not come, EOFError where the program ends before.
        """
        asked = perf_counter()
        while not seen(self.written):
            if perf_counter() - asked > PATIENCE_S:
                raise TimeoutError(f"not seen within {PATIENCE_S:g} s")
            readable, _, _ = select.select([self._ours], [], [], 0.5)
            if readable:
                self.written += self._read()
        return perf_counter() - self.begun

    def _read(self) -> bytes:
        try:
            chunk = os.read(self._ours, CHUNK_BYTES)
        except OSError:
            chunk = b""
        if not chunk:
            raise EOFError(self.written[-200:].decode(errors="replace"))
        return chunk

    def type(self, keys: bytes) -> None:
        """Press `keys`."""
        os.write(self._ours, keys)

    def answer_s(self, keys: bytes, *, beside: frozenset[int] = frozenset()) -> float:
        """Press `keys`; the seconds until the last of what was drawn for them.

        Frames that touch only the lines of `beside` (a clock, say) do not count. Raises
        TimeoutError where nothing is drawn.
        """
        begun = perf_counter()
        self.type(keys)
        drawn_s, quiet_since = 0.0, begun
        while perf_counter() - quiet_since < QUIET_S or not drawn_s:
            if perf_counter() - begun > PATIENCE_S:
                raise TimeoutError(f"{keys!r} was not answered within {PATIENCE_S:g} s")
            readable, _, _ = select.select([self._ours], [], [], QUIET_S / 3)
            if not readable:
                continue
            chunk = self._read()
            self.written = chunk
            if {int(line) for line in _LINES.findall(chunk)} - beside:
                quiet_since = perf_counter()
                drawn_s = quiet_since - begun
        return drawn_s

    def seen_s(self, keys: bytes, seen: bytes) -> float:
        """Press `keys`; the seconds until `seen` is on its way to the screen."""
        self.written = b""
        begun = perf_counter()
        self.type(keys)
        self.until(lambda written: seen in written)
        return perf_counter() - begun

    def read_on(self, for_s: float) -> None:
        """Read so long, as a terminal does between two keys; a full line would stop the program."""
        begun = perf_counter()
        while (left := for_s - (perf_counter() - begun)) > 0:
            if select.select([self._ours], [], [], left)[0]:
                self._read()

    def resident_bytes(self) -> int:
        """Memory that the program holds at this moment."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE")

    def to_the_end(self) -> int:
        """Read until the program has ended; its exit code. Raises TimeoutError."""
        with suppress(EOFError):
            self.until(lambda _written: False)
        return self._process.wait()

    def close(self) -> None:
        """End the program and let go of the terminal."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)
        self._home.cleanup()
