"""Lives of an engine, for `proof_lives`: a process that does one life after the other.

It imports everything once and forks for each life, so that two hundred of them cost no more than
the work they do. Commands come by line on stdin, answers go by line to stdout:

    life PLACE STANDS  → born PID, and at its end: dead SIGNAL
    run INSTANT        → done STEPS DUE, unless it comes to its place: here WHERE
    due                → due DUE
    end                → ended PLACES
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import msgspec
from proof_fuse import Fuse, FusedBooks, FusedTransport

from core import AmazonAccount, Engine
from core.amazon.transport import HttpxTransport
from core.domain.instants import instant, stamp
from core.personal.cipher import FernetCipher, demo_key

SEED = 7
TLS = httpx.create_ssl_context()
"""Made once: it takes longer than the rest of a birth."""


def say(*words: object) -> None:
    """One whole line at once: nothing is left behind in a buffer when we are killed."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def heard() -> Iterator[list[str]]:
    """Lines by the byte, so that what is meant for the next life is not read by this one."""
    line = b""
    while byte := os.read(0, 1):
        if byte == b"\n":
            yield line.decode().split()
            line = b""
        else:
            line += byte


def new_transport() -> HttpxTransport:
    """A life's own connections."""
    return HttpxTransport(httpx.AsyncHTTPTransport(verify=TLS))


class Life:
    """One engine, from taking up the books to its end."""

    def __init__(self, books_path: Path, account: AmazonAccount, place: int, stands: bool) -> None:
        self._stands = stands
        self._fuse = Fuse(place, self._here)
        self._books = FusedBooks.open(books_path, cipher=FernetCipher(demo_key(SEED)))
        line = FusedTransport(new_transport(), self._fuse)
        self._engine = Engine(self._books, account, line, seed=SEED)
        self._books.fuse = self._fuse
        self._runner = asyncio.Runner()

    def go_on(self) -> None:
        """Obey until the end."""
        for command, *words in heard():
            match command:
                case "run":
                    steps = self._runner.run(self._engine.run_due(instant(words[0])))
                    say("done", steps, _shown(self._engine.next_due()))
                case "due":
                    say("due", _shown(self._engine.next_due()))
                case "end":
                    self._runner.run(self._engine.close())
                    self._books.close()
                    say("ended", self._fuse.passed)
                    return

    def _here(self, where: str) -> None:
        say("here", where)
        while self._stands:
            signal.pause()


def _shown(at: datetime | None) -> str:
    return stamp(at) if at else "-"


async def rehearse(account: AmazonAccount) -> None:
    """Do once what each life does first, so that all it imports is there at every birth."""
    with FusedBooks.open(None, cipher=FernetCipher(demo_key(SEED))):
        pass
    transport = new_transport()
    await transport.exchange("GET", f"{account.endpoint}/_sim/clock", {}, b"")
    await transport.aclose()


def live(books_path: Path, account: AmazonAccount) -> None:
    """One life a fork, until nobody asks for another."""
    asyncio.run(rehearse(account))
    for _command, place, stands in heard():
        child = os.fork()
        if child == 0:
            Life(books_path, account, int(place), stands == "stands").go_on()
            os._exit(0)
        say("born", child)
        _, status = os.waitpid(child, 0)
        say("dead", os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status))


if __name__ == "__main__":
    live(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2].encode(), type=AmazonAccount))
