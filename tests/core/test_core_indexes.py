"""What is read at every move of a cursor costs the same in books of any size."""

from core_facts import START, fact, line

from core import Books, Desk, Views
from core.domain.labels import AmazonStatus
from core.sync.booking import book_fact, setting_of


def test_whatever_is_read_of_one_order_is_found_by_an_index() -> None:
    statements: list[str] = []
    with Books.open(None) as books:
        Desk(books, lambda: START).start_link()
        order = fact(AmazonStatus.UNSHIPPED, lines=(line("TEA-1", 1, "1"),))
        with books.atomic(START):
            book_fact(books, order, setting_of(books), START, cause=1)
        views = Views(books)
        books.connection.set_trace_callback(statements.append)
        views.order(order.order_id)
        views.possible([order.order_id])
        views.ledger(sku="TEA-1")
        books.connection.set_trace_callback(None)
        assert len(statements) > 8
        for sql in statements:
            plan = [row[-1] for row in books.connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            scans = [step for step in plan if step.startswith("SCAN") and "json_each" not in step]
            assert not scans, sql
