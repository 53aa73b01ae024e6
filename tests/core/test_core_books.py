"""The books on disk: opened safely, refused politely, written in whole steps."""

import sqlite3
import threading
from pathlib import Path

import pytest
from core_facts import START

from core import Books, Desk, Views
from core.books.journal import Entry
from core.books.migrations import MIGRATIONS
from core.books.version import NAMES
from core.errors import BooksUnusable, OurBug


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def desk_of(books: Books) -> Desk:
    return Desk(books, lambda: START)


def used_books(path: Path) -> None:
    with Books.open(path) as books:
        desk_of(books).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)


def refused(path: Path) -> str:
    with pytest.raises(BooksUnusable) as caught:
        Books.open(path)
    assert "\n" not in caught.value.what
    return caught.value.what


def test_books_are_made_and_found_again(tmp_path: Path) -> None:
    used_books(tmp_path / "shop.db")
    with Books.open(tmp_path / "shop.db") as again:
        assert [product.stock for product in Views(again).products()] == [5]


def test_migrations_run_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    used_books(path)
    before = everything_in(tmp_path)
    with Books.open(path) as books:
        names = [
            name for (name,) in books.connection.execute("SELECT name FROM _sqlite_migrations")
        ]
    assert tuple(names) == NAMES == tuple(step.name for step in MIGRATIONS._migrations)
    assert everything_in(tmp_path) == before


def test_a_newer_version_is_refused_and_nothing_changes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    used_books(path)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('renkei', '999 of tomorrow', '2030-01-01')"
        )
    connection.close()
    before = everything_in(tmp_path)
    assert "新しい版" in refused(path)
    assert everything_in(tmp_path) == before


def test_a_strangers_database_is_refused_and_nothing_changes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE orders (id INTEGER)")
    connection.commit()
    connection.close()
    before = everything_in(tmp_path)
    assert "renkeiのデータベースではありません" in refused(path)
    assert everything_in(tmp_path) == before


def test_another_program_with_the_same_way_of_migrating_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE _sqlite_migrations (migration_set, name, applied_at)")
    connection.execute("INSERT INTO _sqlite_migrations VALUES ('other', 'first', '')")
    connection.commit()
    connection.close()
    assert "renkeiのデータベースではありません" in refused(path)


@pytest.mark.parametrize("content", [b"# just a note\n" * 100, b"\x00" * 4096, b"SQLite format 3"])
def test_a_file_that_is_no_database_is_refused_and_stays(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(content)
    assert str(path) in refused(path)
    assert everything_in(tmp_path) == {"note.txt": content}


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(tmp_path)


def test_a_place_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "shop.db"
    assert str(path) in refused(path)
    assert not path.parent.exists()


def test_a_place_that_cannot_be_written_is_refused() -> None:
    """A read-only file system, whoever runs the test."""
    if not Path("/proc/self").exists():
        pytest.skip("needs /proc, where nothing can be made")
    assert "開けません" in refused(Path("/proc/self/shop.db"))


def test_a_read_only_database_is_refused_and_stays(tmp_path: Path) -> None:
    """Permissions do not bind the superuser, so the file itself is opened read-only."""
    path = tmp_path / "shop.db"
    used_books(path)
    before = everything_in(tmp_path)
    assert "使えません" in refused_uri(path)
    assert everything_in(tmp_path) == before


def refused_uri(path: Path) -> str:
    original = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sqlite3,
            "connect",
            lambda _path, **rest: original(f"file:{path}?mode=ro&immutable=1", uri=True, **rest),
        )
        return refused(path)


def test_a_migration_that_is_cut_short_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R42: killed while the books are made, the next start makes them."""
    path = tmp_path / "shop.db"
    from core.books.migrations import m001_first

    cut = (*m001_first._FIRST[:5], "SELECT no_such_function()")
    with monkeypatch.context() as patch:
        patch.setattr(m001_first, "_FIRST", cut)
        with pytest.raises(BooksUnusable):
            Books.open(path)
    used_books(path)


def test_several_may_open_new_books_at_once(tmp_path: Path) -> None:
    """The dashboard, the engine and the command line start together."""
    path, failures = tmp_path / "shop.db", list[BaseException]()
    ready = threading.Barrier(6)

    def open_it() -> None:
        try:
            ready.wait()
            Books.open(path).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    used_books(path)


def cut_in_the_middle(books: Books) -> float:
    with books.atomic(START):
        books.journal.write(Entry.COMMAND, command="商品登録")
        books.products.add("P1", "宇治抹茶", 5, 2_980)
        return 1 / 0


def cut_at_the_commit(books: Books) -> None:
    with books.atomic(START):
        books.connection.execute("PRAGMA defer_foreign_keys = ON")
        books.connection.execute(
            "INSERT INTO links (sku, code, asin) VALUES ('S', 'no such product', 'B0RK000001')"
        )


def test_a_step_is_written_whole_or_not_at_all() -> None:
    """R42, design.md: one transaction per step."""
    with Books.open(None) as books:
        with pytest.raises(ZeroDivisionError):
            cut_in_the_middle(books)
        views = Views(books)
        assert views.products() == ()
        assert views.journal() == ()
        desk_of(books).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        assert [row.seq for row in views.journal()] == [1]


def test_a_commit_that_fails_leaves_the_books_usable(tmp_path: Path) -> None:
    """A full disk shows at the commit: the step is undone and the next one goes through."""
    with Books.open(tmp_path / "shop.db") as books:
        with pytest.raises(sqlite3.IntegrityError):
            cut_at_the_commit(books)
        desk_of(books).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        assert Views(books).products()[0].sku == ""


def test_a_journal_line_outside_a_step_is_a_bug() -> None:
    with Books.open(None) as books, pytest.raises(OurBug):
        books.journal.write(Entry.COMMAND)


def test_two_books_on_one_file_see_each_other(tmp_path: Path) -> None:
    """Commands may come from any process (design.md)."""
    path = tmp_path / "shop.db"
    with Books.open(path) as one, Books.open(path) as other:
        desk_of(one).add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        desk_of(other).set_stock("P1", 4)
        assert Views(one).products()[0].stock == 4
        assert [row.seq for row in Views(one).journal()] == [1, 2, 3]


def test_a_reader_is_not_held_up_by_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    used_books(path)
    with Books.open(path) as writer, Books.open(path) as reader, writer.atomic(START):
        writer.products.set_price("P1", 1)
        assert Views(reader).products()[0].price_yen == 2_980


def test_journal_numbers_do_not_collide_between_two_writers(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    used_books(path)
    failures = list[BaseException]()

    def work(number: int) -> None:
        try:
            with Books.open(path) as books:
                for count in range(20):
                    desk_of(books).set_stock("P1", 100 * number + count)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Books.open(path) as books:
        views = Views(books)
        seqs = [row.seq for row in views.journal()]
        assert seqs == list(range(1, len(seqs) + 1))
        assert sum(line.quantity for line in views.ledger()) == views.products()[0].stock - 5
