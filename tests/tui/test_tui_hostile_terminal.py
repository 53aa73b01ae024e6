"""A thousand hostile strings in every field that Amazon or a CSV fills, on a real terminal.

They stand in the database itself, past the cleaning that everything from outside goes through, so
that the screens alone have to hold.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import msgspec
import pytest
from tui_grid import Grid
from tui_hostile_strings import hostile_strings
from tui_terminal import Terminal

from core.books.books import Books
from core.domain.findings import Finding
from scenarios.bench.million import START, fill

STRINGS = 1_000
ROWS_POISONED = 500
ROWS_CALM = 70
COLUMNS, ROWS = 160, 30
ORDER_NUMBER = re.compile(r"250-\d{7}-\d{7}")
WRITES = "SELECT count(*) FROM journal WHERE kind = 'command'"
CALLS = "INSERT INTO journal (at, kind, order_id, sku, data) VALUES (?, 'call', '', ?, ?)"


def poisoned_books(path: Path, strings: tuple[str, ...], rows: int) -> None:
    """Books of `rows` orders and products whose free texts are `strings`, each at least once."""
    draw = count()

    def text() -> str:
        return strings[next(draw) % len(strings)]

    with closing(Books.open(path)) as books:
        fill(books, rows)
        connection = books.connection
        at = connection.execute("SELECT max(purchased_at) FROM orders").fetchone()[0]
        orders = [row[0] for row in connection.execute("SELECT order_id FROM orders")]
        with books.atomic(START):
            for order_id in orders:
                connection.execute(
                    "UPDATE orders SET title = ? WHERE order_id = ?", (text(), order_id)
                )
                connection.execute(
                    "UPDATE order_lines SET title = ?, sku = ?, asin = ? WHERE order_id = ?",
                    (text(), text(), text(), order_id),
                )
            for order_id in orders[-60:]:
                connection.execute(
                    "INSERT INTO packages VALUES (?, ?, ?, ?, NULL)",
                    (order_id, text(), text(), text()),
                )
                connection.execute(
                    "INSERT INTO pushes (order_id, kind, state, carrier, tracking, created_at,"
                    " error, command_seq) VALUES (?, '配送完了', '拒否', ?, ?, ?, ?, 1)",
                    (order_id, text(), text(), at, text()),
                )
                connection.execute(
                    "INSERT INTO findings VALUES (?, ?, ?, ?)",
                    (next(iter(Finding)).name, order_id, at, text()),
                )
                connection.execute(
                    "INSERT INTO set_aside VALUES (?, ?, ?, ?, 1)",
                    (f"{order_id}{text()}", text(), at, at),
                )
                data = {name: text() for name in ("operation", "error", "request_id")}
                connection.execute(CALLS, (at, text(), msgspec.json.encode(data).decode()))
            for number in range(rows):
                code = f"{number}{text()}"
                connection.execute(
                    "INSERT INTO products (code, title, stock, price_yen) VALUES (?, ?, 5, 100)",
                    (code, text()),
                )
                connection.execute(
                    "INSERT INTO links (sku, code, asin, push_note) VALUES (?, ?, ?, ?)",
                    (f"{number}{text()}", code, f"{number}{text()}", text()),
                )
        assert next(draw) > len(strings)


class Screens:
    """The dashboard on a terminal, its screens as a grid after each key."""

    def __init__(self, books: Path, folder: Path) -> None:
        command = ["-m", "tui", "shop", "--offline", "--books", str(books)]
        self.terminal = Terminal(command, folder, rows=ROWS, columns=COLUMNS)
        self.grid = Grid(COLUMNS, ROWS)
        self._fed = 0
        self.terminal.until("概況")
        self.look()

    def press(self, *keys: str) -> None:
        """One key after the other, each answered before the next."""
        for key in keys:
            self.terminal.press(key)
            self.look()

    def look(self) -> None:
        """Draw what was written until nothing more comes."""
        self.terminal.until_silent()
        self.grid.feed(self.terminal.output[self._fed :])
        self._fed = len(self.terminal.output)

    def leave(self) -> int:
        """Quit; the exit code."""
        self.terminal.press("\x11\x11")
        return self.terminal.ended()


DOWN, CLICK = "\x1b[6~", "\x1b[<0;40;{line}M\x1b[<0;40;{line}m"
ESCAPE = "\x1b[27u"


def visit_everything(screens: Screens, rows: int) -> Iterator[list[str]]:
    """Every list to its end, details and dialogs on the way; gives the lines of each screen."""
    for number in "12345":
        screens.press(number)
        yield screens.grid.lines()
    screens.press("2")
    for _page in range(rows // (ROWS - 10) + 1):
        screens.press(CLICK.format(line=9), DOWN)
        yield screens.grid.lines()
    screens.press("\x1b[H")
    for _order in range(20):
        screens.press("\r")
        yield screens.grid.lines()
        screens.press(DOWN, ESCAPE, "\x1b[B")
    for number in "345":
        screens.press(number)
        for _page in range(rows // (ROWS - 10) + 1):
            screens.press(DOWN)
            yield screens.grid.lines()


def kinds_of_commands(
    folder: Path, strings: tuple[str, ...], rows: int
) -> tuple[set[str], list[str], int]:
    """What the terminal was told: kinds of control sequences, stray bytes; and writes done."""
    folder.mkdir()
    books = folder / "books.db"
    poisoned_books(books, strings, rows)
    screens = Screens(books, folder)
    try:
        for lines in visit_everything(screens, rows):
            for line, row in zip(lines, range(ROWS), strict=True):
                assert screens.grid.width(row) <= COLUMNS, line
            numbers = [found.start() for line in lines if (found := ORDER_NUMBER.search(line[:24]))]
            assert len(set(numbers)) <= 1, lines
        assert screens.leave() == 0
        assert screens.terminal.left_clean()
    finally:
        screens.terminal.close()
    with closing(Books.open(books)) as opened:
        (writes,) = opened.connection.execute(WRITES).fetchone()
    return screens.grid.commands, screens.grid.stray, int(writes)


@pytest.mark.long
def test_no_string_is_obeyed_and_the_columns_stay_in_line(tmp_path: Path) -> None:
    calm, _stray, _writes = kinds_of_commands(tmp_path / "calm", ("商品", "abc"), ROWS_CALM)
    obeyed, stray, writes = kinds_of_commands(
        tmp_path / "hostile", hostile_strings(STRINGS), ROWS_POISONED
    )
    assert stray == []
    assert obeyed <= calm
    assert writes == 0
