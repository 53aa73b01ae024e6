"""Calls newest first over a whole journal, and how the last day went, hour by hour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from core.books.books import Books
from core.books.journal import Entry
from core.domain.quotas import Bucket
from core.views.calls import CallFilter
from core.views.jobs import _clear_at
from core.views.views import Views

START = datetime(2026, 11, 23, tzinfo=UTC)
ORDER = "250-1111111-2222222"
LETTERS = str.maketrans("0123456789", "abcdefghij")


def named(number: int) -> str:
    """A request id without digits, so that no status is found in it."""
    return f"r-{number}".translate(LETTERS)


@pytest.fixture(scope="module")
def books() -> Iterator[Books]:
    """A thousand calls, one in a hundred refused, one about an order."""
    books = Books.open(None)
    for minute in range(1_000):
        at = START + timedelta(minutes=minute)
        with books.atomic(at):
            books.journal.write(Entry.JOB, name="pull_orders")
            books.journal.write(
                Entry.CALL,
                order_id=ORDER if minute == 500 else "",
                operation="getOrder" if minute == 500 else "searchOrders",
                status=429 if minute % 100 == 99 else 200,
                error="QuotaExceeded 100%" if minute % 100 == 99 else "",
                request_id=named(minute),
            )
    yield books
    books.close()


def all_of(books: Books, wanted: CallFilter, **reading: int) -> list[str]:
    """Request ids of every page, read on to the end."""
    views, found, before, pages = Views(books).calls(), [], None, 0
    while pages == 0 or before is not None:
        page = views.page(wanted, before=before, **reading)
        found += [row.request_id for row in page.rows]
        before, pages = page.before, pages + 1
    return found


def test_calls_come_newest_first_page_by_page(books: Books) -> None:
    page = Views(books).calls().page(limit=3)
    assert [row.request_id for row in page.rows] == [named(999), named(998), named(997)]
    assert all_of(books, CallFilter(), limit=7) == [named(n) for n in reversed(range(1_000))]
    assert all_of(books, CallFilter(), scan=13) == [named(n) for n in reversed(range(1_000))]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (CallFilter(("getorder",)), 1),
        (CallFilter(("111-333",)), 0),
        (CallFilter(("1111111-2222222",)), 1),
        (CallFilter(("searchOrders", "429")), 10),
        (CallFilter(("100%",)), 10),
        (CallFilter(failed=True), 10),
        (CallFilter(("getOrder",), failed=True), 0),
        (CallFilter(("operation",)), 0),
    ],
)
def test_a_filter_looks_at_all_that_the_books_hold(
    books: Books, wanted: CallFilter, number: int
) -> None:
    assert len(all_of(books, wanted)) == number
    assert len(all_of(books, wanted, scan=10)) == number


def test_one_look_is_bounded_and_says_where_to_go_on(books: Books) -> None:
    page = Views(books).calls().page(CallFilter(("getOrder",)), scan=100)
    assert page.rows == ()
    assert page.before is not None


def test_what_is_new_comes_alone(books: Books) -> None:
    calls = Views(books).calls()
    third = calls.page(limit=3).rows[-1]
    assert [row.request_id for row in calls.since(third.seq)] == [named(999), named(998)]
    assert [row.request_id for row in calls.since(third.seq, most=1)] == [named(999)]
    assert calls.at(third.seq) == third
    assert calls.at(third.seq - 1) is None, "a line of another kind"


def test_the_pulse_counts_by_the_hour_and_ends_with_the_running_one() -> None:
    books = Books.open(None)
    now = START + timedelta(hours=30, minutes=20)
    for back, seconds in ((0, 60), (0, 120), (2, 600), (40, 9)):
        at = now - timedelta(hours=back)
        with books.atomic(at):
            books.journal.write(Entry.FACT, amazon_at=at - timedelta(seconds=seconds))
            books.journal.write(Entry.CALL, operation="getOrder", status=None, error="")
    pulse = Views(books).pulse(now)
    assert len(pulse.delays_s) == len(pulse.orders) == len(pulse.failed_calls) == 24
    assert pulse.delays_s[-1] == pytest.approx(90, abs=0.01)
    assert pulse.delays_s[-3] == pytest.approx(600, abs=0.01)
    assert pulse.delays_s[-2] is None
    assert pulse.failed_calls[-3:] == (1, 0, 2)
    assert sum(pulse.failed_calls) == 3, "what lies more than a day back is not of it"
    books.close()


def test_no_reading_goes_through_the_whole_journal(books: Books) -> None:
    """A million lines cost what a thousand do: every query keeps to an index."""
    statements: list[str] = []
    books.connection.set_trace_callback(statements.append)
    views = Views(books)
    views.calls().page(CallFilter(("x",), failed=True), limit=3)
    views.pulse(START)
    books.connection.set_trace_callback(None)
    reads = [each for each in statements if each.lstrip().startswith("SELECT")]
    for statement in reads:
        plan = books.connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        for step in plan:
            assert "USING" in step[3] or "TEMP B-TREE" in step[3], (statement, step)
            assert "SCAN orders" not in step[3], (statement, step)
    assert len(reads) == 5


def test_r41_a_backlog_is_clear_when_the_quota_has_let_the_last_one_through() -> None:
    books = Books.open(None)
    with books.atomic(START):
        books.jobs.ensure("push_outcomes", START)
        books.jobs.put_bucket("confirmShipment", Bucket(2.0, 10, 0.0, START))
    (idle,) = Views(books).jobs()
    assert (idle.backlog, idle.clear_at) == (0, None)
    assert _clear_at(books, "push_outcomes", 12, START) - START == timedelta(seconds=6.001)
    assert _clear_at(books, "push_outcomes", 500, START) == START, "many go in one feed"
    assert _clear_at(books, "fill_in", 90, START) - START == timedelta(seconds=120.001)
    books.close()
