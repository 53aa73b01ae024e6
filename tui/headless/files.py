"""Files in and out: what is read whole is read within bounds, and nothing is half written."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from core.csv.encoding import FILE_BYTES_MAX
from tui.failed import NotWritten

STANDARD = Path("-")


def read_whole(file: Path, at_most: int = FILE_BYTES_MAX + 1) -> bytes:
    """The bytes of a file, or of the standard input for `-`; never more than `at_most`.

    Raises OSError.
    """
    if file == STANDARD:
        return sys.stdin.buffer.read(at_most)
    with file.open("rb") as opened:
        return opened.read(at_most)


def write_whole(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all; `-` is the standard output.

    Raises NotWritten.
    """
    if file == STANDARD:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    try:
        fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
        opened = fresh.open("xb")
        try:
            with opened:
                for piece in pieces:
                    opened.write(piece)
            fresh.replace(file)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotWritten(error.errno, error.strerror, str(file)) from error
