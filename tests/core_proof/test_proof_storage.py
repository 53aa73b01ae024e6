"""R42: a full disk or a locked database stops a step, says what to do, and loses nothing.

The engine is not started anew afterwards: asked again, it goes on from the same rows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from proof_day import START
from proof_ending import differences, parcels_amiss
from proof_in_process import lived, undisturbed
from proof_mishaps import Mishap

from core import Books, Desk, Views
from core.books.storage import storage_failures
from core.domain.labels import Policy
from core.errors import BooksBusy, BooksUnusable

POLICIES = pytest.mark.parametrize("policy", list(Policy))
SAMPLE, LARGE_SAMPLE = 47, 5
ROOM_AT_THE_END = 200
"""So near the end of the day nothing may be left to write that does not fit in."""

WORDS = {
    Mishap.DISK_FULL: "ディスクの空き容量がありません: {path}。空きを作ってください。"
    "続きから再開します。",
    Mishap.LOCKED: "データベースはほかのプログラムが書き込み中です: {path}。"
    "少し待ってから、もう一度実行してください。",
}


def places(policy: Policy, mishap: Mishap) -> list[int]:
    """Nobody else can write while our step holds the lock: then there is nothing to meet."""
    seen = undisturbed(policy).places
    return [
        number
        for number, where in enumerate(seen, 1)
        if mishap is Mishap.DISK_FULL or where != "before a commit"
    ]


def meet(policy: Policy, mishap: Mishap, numbers: list[int], folder: Path) -> None:
    calm = undisturbed(policy)
    for number in numbers:
        path = folder / f"{number}.db"
        met = lived(policy, number, mishap, path)
        where = calm.places[number - 1]
        if met.told or number < len(calm.places) - ROOM_AT_THE_END:
            assert met.told == (WORDS[mishap].format(path=path),), (number, where)
        assert differences(calm.ending, met.ending) == {}, (number, where)
        assert parcels_amiss(met.ending) == {}, (number, where)
        path.unlink()


@pytest.mark.long
@POLICIES
@pytest.mark.parametrize("mishap", WORDS)
def test_r42_met_at_some_places(mishap: Mishap, policy: Policy, tmp_path: Path) -> None:
    meet(policy, mishap, places(policy, mishap)[5::SAMPLE], tmp_path)


@pytest.mark.long
@POLICIES
@pytest.mark.parametrize("mishap", WORDS)
def test_r42_met_at_many_places(mishap: Mishap, policy: Policy, tmp_path: Path) -> None:
    meet(policy, mishap, places(policy, mishap)[::LARGE_SAMPLE], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("call", ["/shipmentConfirmation", "/feeds/2021-06-30/feeds"])
@POLICIES
def test_r38_an_answer_that_could_not_be_written_down_is_read_back(
    policy: Policy, call: str, tmp_path: Path
) -> None:
    """What was sent is 送信中 for a running engine too, and must not stay so."""
    meet(policy, Mishap.LOCKED, undisturbed(policy).numbers("after POST", call), tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Books with one product, five pieces of it."""
    path = tmp_path / "shop.db"
    with Books.open(path) as books:
        Desk(books, lambda: START).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
    return path


@contextmanager
def another_program_writes(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_command_beside_another_program_is_put_off_with_a_sentence(path: Path) -> None:
    with Books.open(path, busy_ms=10) as books:
        desk = Desk(books, lambda: START)
        with another_program_writes(path), pytest.raises(BooksBusy) as caught:
            desk.set_stock("P1", 7)
        assert str(caught.value) == WORDS[Mishap.LOCKED].format(path=path)
        assert Views(books).products()[0].stock == 5
        desk.set_stock("P1", 7)
        assert Views(books).products()[0].stock == 7


def test_books_that_another_program_makes_are_waited_for_politely(path: Path) -> None:
    with another_program_writes(path), pytest.raises(BooksBusy):
        Books.open(path, busy_ms=10)
    Books.open(path, busy_ms=10).close()


def add_without_end(desk: Desk) -> None:
    for number in range(1_000):
        desk.add_product(f"Q{number}", "茶" * 200, stock=1, price_yen=100)


def test_a_command_on_a_full_disk_is_undone_as_a_whole(path: Path) -> None:
    with Books.open(path) as books:
        desk = Desk(books, lambda: START)
        lines = len(Views(books).journal())
        books.connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(BooksUnusable) as caught:
            add_without_end(desk)
        assert str(caught.value) == WORDS[Mishap.DISK_FULL].format(path=path)
        added = len(Views(books).products()) - 1
        assert len(Views(books).journal()) - lines == added, "each product with its journal line"
        books.connection.execute("PRAGMA max_page_count = 1000000")
        desk.add_product("R1", "急須", stock=1, price_yen=100)


@pytest.mark.parametrize(
    ("code", "told", "advice"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, BooksBusy, "少し待って"),
        (sqlite3.SQLITE_LOCKED, BooksBusy, "少し待って"),
        (sqlite3.SQLITE_FULL, BooksUnusable, "空きを作って"),
        (sqlite3.SQLITE_IOERR_WRITE, BooksUnusable, "ディスクの状態"),
        (sqlite3.SQLITE_READONLY_DBMOVED, BooksUnusable, "書き込めるか"),
        (sqlite3.SQLITE_CANTOPEN, BooksUnusable, "書き込めるか"),
        (sqlite3.SQLITE_CORRUPT_INDEX, BooksUnusable, "バックアップ"),
        (sqlite3.SQLITE_NOTADB, BooksUnusable, "バックアップ"),
    ],
)
def test_what_the_storage_does_is_one_sentence_each(
    code: int, told: type[BooksBusy | BooksUnusable], advice: str
) -> None:
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code
    with pytest.raises(told) as caught, storage_failures(Path("shop.db")):
        raise error
    words = str(caught.value)
    assert "shop.db" in words
    assert advice in words
    assert words.endswith("。")
    assert "\n" not in words


def test_our_own_mistakes_stay_mistakes(path: Path) -> None:
    with Books.open(path) as books:
        with pytest.raises(sqlite3.OperationalError), books.atomic(START):
            books.connection.execute("SELECT no_such_column FROM products")
        with pytest.raises(sqlite3.IntegrityError), books.atomic(START):
            books.products.add("P1", "宇治抹茶", 1, 1)
