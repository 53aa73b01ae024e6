"""R42: killed at any statement while tables are made or changed, the next start does it all.

Each life is a fork that is ended by SIGKILL right before a statement of the migration.
"""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from proof_day import START
from sqlite_utils import Database

from core import Books, Desk, Views
from core.books.migrations import MIGRATIONS

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="lives are forks"),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]

FIRST_RELEASE = "002 the link and its authorisation"
"""Books of before this migration are what the first release left behind."""

SAMPLE = 9
Statements = Callable[[str], None]


def open_and_die(path: Path, at: int) -> NoReturn:
    """Open the books in this process and be killed before its statement of number `at`."""
    connect, seen = sqlite3.connect, 0

    def count(_statement: str) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect_watched(*args: object, **rest: object) -> sqlite3.Connection:
        connection = connect(*args, **rest)  # type: ignore[call-overload]
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = connect_watched  # type: ignore[assignment]
    Books.open(path)
    os._exit(0)


def dies(path: Path, at: int) -> bool:
    """Whether opening the books came so far."""
    child = os.fork()
    if child == 0:
        try:
            open_and_die(path, at)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def schema(path: Path) -> list[tuple[str, ...]]:
    """Every table, index and trigger of a file, and the migrations that it says it has had."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        rows = made.fetchall()
        if any(name == "_sqlite_migrations" for _, name, _ in rows):
            rows += connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")
        return rows


def old_books(path: Path) -> None:
    """Books of the first release, with a product and its link."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        MIGRATIONS.apply(Database(connection), stop_before=FIRST_RELEASE)
        connection.execute("INSERT INTO products VALUES ('P1', '宇治抹茶', 5, 2980)")
        connection.execute("INSERT INTO links (sku, code, asin) VALUES ('S', 'P1', 'B0RK000001')")


def whole_or_untouched(path: Path, before: list[tuple[str, ...]], whole: object) -> None:
    """What a killed migration may leave, and that the books are there after the next start."""
    assert schema(path) in ([], before, whole)
    Books.open(path).close()
    assert schema(path) == whole


@pytest.mark.parametrize("step", [SAMPLE, pytest.param(1, marks=pytest.mark.long)])
def test_new_books_that_are_cut_short_are_made_at_the_next_start(tmp_path: Path, step: int) -> None:
    whole = tmp_path / "whole.db"
    Books.open(whole).close()
    at = 1
    while dies(path := tmp_path / f"{at}.db", at):
        whole_or_untouched(path, [], schema(whole))
        with Books.open(path) as books:
            Desk(books, lambda: START).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        at += step
    assert at > len(schema(whole)), "there was more than one statement for each thing made"


@pytest.mark.parametrize("step", [SAMPLE, pytest.param(1, marks=pytest.mark.long)])
def test_old_books_that_are_cut_short_keep_everything(tmp_path: Path, step: int) -> None:
    old, whole = tmp_path / "old.db", tmp_path / "whole.db"
    old_books(old)
    shutil.copy(old, whole)
    Books.open(whole).close()
    at = 1
    while dies(path := Path(shutil.copy(old, tmp_path / f"{at}.db")), at):
        whole_or_untouched(path, schema(old), schema(whole))
        with Books.open(path) as books:
            (product,) = Views(books).products()
            assert (product.stock, product.sku) == (5, "S")
        at += step
    assert at > 30
