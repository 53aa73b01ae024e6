"""The order list of a million orders on a terminal of 120×40, beside one of a tenth as many."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from core.books.books import Books
from scenarios.bench.figure import Figure, Goal
from scenarios.bench.first_row import ORDER_NUMBER, QUIT
from scenarios.bench.million import fill
from scenarios.bench.processes import PROGRAM, plain_environment
from scenarios.bench.terminal import Terminal
from scenarios.said import say

MANY, FEW = 1_000_000, 100_000
PAGES = 100
CLOCK = frozenset({1, 2})
"""The line on which the time moves by itself, and the one where the cursor rests."""
ORDERS, PAGE_DOWN, END, SEARCH, ENTER, ESCAPE = (
    *(b"2", b"\x1b[6~", b"\x1b[F", b"/", b"\r"),
    # As terminals send it that tell Escape from the beginning of another key.
    b"\x1b[27u",
)
TEXTS = ("抹茶", "型番19", "250-12", "南部鉄器")


@dataclass(frozen=True)
class Seen:
    """What one terminal showed, in milliseconds and bytes."""

    pages_ms: tuple[float, ...]
    end_ms: float
    filter_ms: float
    """From a search back to all orders."""
    search_ms: float
    resident: int

    @property
    def page_p95_ms(self) -> float:
        """The slowest page but one in twenty."""
        return quantiles(self.pages_ms, n=20)[-1]


def measure() -> tuple[Figure, ...]:
    """Fill both books, then use the list as a person does."""
    with TemporaryDirectory() as folder:
        many, few = (_use(Path(folder) / f"{orders}.db", orders) for orders in (MANY, FEW))
    told = say("{orders}件の注文一覧", orders=MANY)
    ratio = median(many.pages_ms) / median(few.pages_ms)
    return (
        Figure("million-page-down", many.page_p95_ms, "ms", Goal(16.7), told),
        Figure("million-page-down-ratio", ratio, "", Goal(1.25), told),
        Figure("million-end", many.end_ms, "ms", None, told),
        Figure("million-filter", many.filter_ms, "ms", Goal(50.0), told),
        Figure("million-typed-search", many.search_ms, "ms", Goal(100.0), told),
        Figure("million-resident-ratio", many.resident / few.resident, "", Goal(1.1), told),
    )


def _use(path: Path, orders: int) -> Seen:
    with closing(Books.open(path)) as books:
        fill(books, orders)
        books.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    command = (*PROGRAM, "shop", "--offline", "--books", str(path))
    with Terminal(command, plain_environment(), columns=120, rows=40) as terminal:
        terminal.until(lambda written: ORDER_NUMBER.search(written) is not None)

        def press(keys: bytes) -> float:
            return terminal.answer_s(keys, beside=CLOCK) * 1000

        press(ORDERS)
        pages_ms = tuple(press(PAGE_DOWN) for _page in range(PAGES))
        end_ms = press(END)
        searches_ms, clears_ms = [], []
        for text in TEXTS:
            press(SEARCH)
            searches_ms.append(press(text.encode()))
            press(ENTER)
            clears_ms.append(press(ESCAPE))
        resident = terminal.resident_bytes()
        terminal.type(QUIT)
        terminal.to_the_end()
    return Seen(pages_ms, end_ms, max(clears_ms), max(searches_ms), resident)
