"""One engine at a time works on a set of books; a dead one blocks nobody (issue: two engines)."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core import AmazonAccount, Books, Engine
from core.amazon.transport import Answer
from core.books.lease import Lease
from core.domain.instants import instant
from core.domain.refusals import Refusal
from core.errors import Refused

NOW = instant("2026-11-23T00:00:00Z")
ACCOUNT = AmazonAccount("http://amazon.invalid", "http://amazon.invalid/t", "id", "s", "r", "A1")
HOLDER = """
import sys
from pathlib import Path
from core.books.lease import Lease
Lease(Path(sys.argv[1])).take()
print("held", flush=True)
sys.stdin.read()
"""


class Nobody:
    """A line that is never used: these engines have nothing due."""

    async def exchange(self, *_request: object) -> Answer:
        raise AssertionError("asked Amazon")

    async def aclose(self) -> None:
        return


def engine(books: Books) -> Engine:
    return Engine(books, ACCOUNT, Nobody())


def test_a_second_engine_on_the_same_books_is_refused_until_the_first_is_closed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "shop.db"
    with Books.open(path) as one, Books.open(path) as two:
        first, second = engine(one), engine(two)
        asyncio.run(first.run_due(NOW))
        with pytest.raises(Refused) as caught:
            asyncio.run(second.run_due(NOW))
        assert caught.value.reason is Refusal.ENGINE_ELSEWHERE
        asyncio.run(first.close())
        asyncio.run(second.run_due(NOW))


def test_an_engine_that_died_in_this_process_is_replaced_on_the_same_books(tmp_path: Path) -> None:
    with Books.open(tmp_path / "shop.db") as books:
        asyncio.run(engine(books).run_due(NOW))
        asyncio.run(engine(books).run_due(NOW))


def test_closing_the_books_gives_the_lease_back(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with Books.open(path) as books:
        books.lease.take()
    Lease(path).take()


def test_two_names_of_one_file_are_one_set_of_books(tmp_path: Path) -> None:
    path, other = tmp_path / "shop.db", tmp_path / "link.db"
    path.touch()
    other.symlink_to(path)
    held = Lease(path)
    held.take()
    with pytest.raises(Refused):
        Lease(other).take()
    held.release()


def test_a_killed_engine_blocks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=pipe, stdout=pipe, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Refused):
            Lease(path).take()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    Lease(path).take()


def test_books_in_memory_need_no_lease() -> None:
    with Books.open(None) as books, Books.open(None) as others:
        books.lease.take()
        others.lease.take()


def test_what_is_rehearsed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with Books.open(path) as books:
        with books.rehearsed(), books.atomic(NOW):
            books.settings.reserve = 5
            assert books.settings.reserve == 5
        assert books.settings.reserve == 0
        with books.atomic(NOW):
            books.settings.reserve = 7
    with Books.open(path) as books:
        assert books.settings.reserve == 7
