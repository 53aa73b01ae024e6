"""The engine's lease: one engine at a time works on a set of books (design.md, "Who is asked").

It is a lock of the operating system on a file beside the books, so a killed engine leaves nothing
that the next one would have to wait for.
"""

import os
import sys
from pathlib import Path

from core.domain.refusals import Refusal
from core.errors import BooksUnusable, Refused

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lease:
    """The lease of the books at `path`; books in memory (None) need none."""

    def __init__(self, path: Path | None) -> None:
        self.path = path and path.resolve().with_name(path.resolve().name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Hold the lease until `release` or the end of the process; nothing more if it is held.

        Raises Refused where another engine holds it, BooksUnusable where the file cannot be made.
        """
        if self.path is None or self._handle is not None:
            return
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise BooksUnusable(
                "データベースを使えません: {path}（{error}）", path=self.path, error=error.strerror
            ) from None
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            raise Refused(Refusal.ENGINE_ELSEWHERE) from None
        self._handle = handle

    def release(self) -> None:
        """Let another engine work. The file stays: taking it away could part two engines' locks."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
