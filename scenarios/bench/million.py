"""A million orders in the books: pages of filtered lists, search, size, and memory of a reader."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from core.books.books import Books
from core.domain.instants import stamp
from core.domain.labels import FulfilledBy, Handling, PaymentKind, PaymentStatus
from core.domain.search import like
from core.views.rows import OrderFilter
from core.views.views import Views
from scenarios.bench.figure import Figure, Goal
from scenarios.said import say

ORDERS = 1_000_000
START = datetime(2024, 1, 1, tzinfo=UTC)
QUERIES = 1_000
COMPARED = 100
"""Queries whose answer is compared with plain LIKE, which reads the whole table each time."""
RUNS = 3
WORDS = (
    *("抹茶", "宇治", "茶碗", "モバイルバッテリー", "万年筆", "手ぬぐい", "有田焼", "湯のみ"),
    *("風呂敷", "ランプ", "ノート", "包丁", "今治タオル", "南部鉄器", "江戸切子", "漆器"),
    *("線香", "和紙", "硯", "座布団", "急須", "箸", "扇子", "提灯", "将棋", "囲碁"),
)
AXES = (
    (0.93, PaymentStatus.COMPLETE, Handling.SHIPPED),
    (0.95, PaymentStatus.COMPLETE, Handling.OPEN),
    (0.99, PaymentStatus.CANCELLED, Handling.CANCELLED),
    (0.999, PaymentStatus.NEEDS_CHECK, Handling.OPEN),
    (1.0, PaymentStatus.LINK_FAILED, Handling.SHIPPED),
)
_ORDER = (
    "INSERT INTO orders (order_id, purchased_at, payment_status, handling, payment_kind,"
    " fulfilled_by, amazon_status, amazon_updated_at, digest, before_link, held_skus, marks,"
    " units, title, first_seen_at, total_yen)"
    " VALUES (?, ?, ?, ?, ?, ?, 'SHIPPED', ?, '00000000', 0, '[]', '', 1, ?, ?, 1980)"
)
_LINE = "INSERT INTO order_lines VALUES (?, ?, ?, 'B0BENCH000', ?, 1, 1980)"
_JOURNAL = (
    "INSERT INTO journal (at, kind, order_id, sku, cause, amazon_at, data)"
    " VALUES (?, ?, ?, '', 1, ?, ?)"
)
_FACT = '{"status":"SHIPPED","before":"UNSHIPPED","fulfilled_by":"MERCHANT","tracking":"4000"}'
_STATUS = '{"payment_status":"注文完了","handling":"配送完了","rule":"R34"}'
_MEMORY = """
import resource, sys
from pathlib import Path
from core import Books, Engine, Views
books = Books.open(Path(sys.argv[1]))
views = Views(books)
views.orders(); views.counts(); views.jobs()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def measure() -> tuple[Figure, ...]:
    """Fill the books once, then take all figures from them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "million.db"
        with closing(Books.open(path)) as books:
            fill(books, ORDERS)
            views = Views(books)
            figures = (_pages(views), *_searches(books, views))
            books.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
        return (
            *figures,
            Figure("million-size", size / 2**30, "GiB", Goal(4.0), say("記録と索引を含む")),
            Figure("million-memory", _memory(path) / 2**20, "MiB", Goal(120.0), say("読む側")),
        )


def fill(books: Books, orders: int) -> None:
    """Orders of years, with their journal and their search index."""
    draw = Random("1/bench/million")
    for start in range(0, orders, 20_000):
        rows = [_row(number, draw) for number in range(start, min(orders, start + 20_000))]
        with books.atomic(START):
            books.connection.executemany(_ORDER, [order for order, _, _ in rows])
            books.connection.executemany(_LINE, [line for _, line, _ in rows])
            for _, _, lines in rows:
                books.connection.executemany(_JOURNAL, lines)
    while True:
        with books.atomic(START):
            if not books.search.take_in(20_000):
                break


Row = tuple[object, ...]


def _row(number: int, draw: Random) -> tuple[Row, Row, list[Row]]:
    at = stamp(START + timedelta(seconds=60 * number + draw.randrange(50)))
    order_id = f"250-{draw.randrange(10**7):07}-{number:07}"
    title = " ".join(draw.sample(WORDS, 3)) + f" 型番{draw.randrange(200_000)}"
    place = draw.random()
    _, payment, handling = next(each for each in AXES if place < each[0])
    kind = PaymentKind.COD if draw.random() < 0.03 else PaymentKind.AMAZON
    by = FulfilledBy.AMAZON if draw.random() < 0.2 else FulfilledBy.MERCHANT
    order = (order_id, at, payment, handling, kind, by, at, title, at)
    line = (order_id, f"{88_000_000_000 + number}", f"SKU-{draw.randrange(500):03}", title)
    facts: list[Row] = [(at, "fact", order_id, at, _FACT)] * 2
    return order, line, [*facts, *([(at, "status", order_id, None, _STATUS)] * 2)]


def _pages(views: Views) -> Figure:
    slowest_ms, worst = 0.0, ""
    every = (PaymentStatus, Handling, PaymentKind, FulfilledBy)
    for values in product(*((None, *kind) for kind in every)):
        wanted = OrderFilter(*values)
        taken_ms = min(_ms(lambda wanted=wanted: views.orders(wanted)) for _run in range(RUNS))  # type: ignore[misc]
        if taken_ms > slowest_ms:
            slowest_ms, worst = taken_ms, "・".join(value for value in values if value) or "全件"
    return Figure(
        "million-page",
        slowest_ms,
        "ms",
        Goal(5.0),
        say(
            "{orders}件から新しい50件、すべての絞り込みのうち最も遅いもの: {worst}",
            orders=ORDERS,
            worst=worst,
        ),
    )


def _searches(books: Books, views: Views) -> tuple[Figure, ...]:
    draw = Random("1/bench/queries")
    texts = list(_texts(draw))
    taken_ms = [_ms(lambda text=text: views.orders(OrderFilter(text=text))) for text in texts]  # type: ignore[misc]
    longer = [ms for ms, text in zip(taken_ms, texts, strict=True) if len(text) > 1]
    wrong = [text for text in texts[:COMPARED] if not _same(books, views, text)]
    return (
        Figure(
            "million-search",
            quantiles(longer, n=20)[-1],
            "ms",
            Goal(20.0),
            say("2文字以上の検索{queries}件の95パーセンタイル", queries=len(longer)),
        ),
        Figure(
            "million-search-wrong",
            float(len(wrong)),
            "",
            Goal(0.0),
            say(
                "LIKEの結果と異なる検索（{compared}件を比較）{wrong}",
                compared=COMPARED,
                wrong=" ".join(wrong[:3]),
            ),
        ),
    )


def _texts(draw: Random) -> Iterator[str]:
    """Parts of titles, model numbers, order numbers and SKUs, of one character and more."""
    for number in range(QUERIES):
        match number % 4:
            case 0:
                source = " ".join(draw.sample(WORDS, 2))
            case 1:
                source = f"型番{draw.randrange(200_000)}"
            case 2:
                source = f"250-{draw.randrange(10**7):07}"
            case _:
                source = f"SKU-{draw.randrange(500):03}"
        start = draw.randrange(len(source) - 1)
        text = source[start : start + draw.randint(1, 8)].strip()
        yield text or source[:2]


def _same(books: Books, views: Views, text: str) -> bool:
    """The newest page is what plain LIKE on the tables finds."""
    pattern = like(text)
    plain = books.connection.execute(
        "SELECT order_id FROM orders JOIN order_lines USING (order_id) WHERE order_id LIKE :p"
        " ESCAPE '!' OR order_lines.title LIKE :p ESCAPE '!' OR sku LIKE :p ESCAPE '!'"
        " ORDER BY arrival DESC LIMIT 50",
        {"p": pattern},
    ).fetchall()
    return [row.order_id for row in views.orders(OrderFilter(text=text)).rows] == [
        order_id for (order_id,) in plain
    ]


def _ms(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _memory(path: Path) -> int:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _MEMORY, str(path)], capture_output=True, check=True, text=True
    )
    return int(json.loads(done.stdout))
