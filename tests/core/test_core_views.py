"""What a person reads: pages that show each order once, searches that mean what they say."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from core_facts import START, fact, line
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core import Books, Desk, Views
from core.domain.facts import LineFact, OrderFact
from core.domain.labels import (
    AmazonStatus,
    FulfilledBy,
    Handling,
    PaymentKind,
    PaymentStatus,
    PushState,
)
from core.domain.refusals import Refusal
from core.errors import Refused
from core.sync.booking import book_fact, setting_of
from core.views.rows import Leg, OrderFilter, OrderRow

TITLES = (
    "宇治抹茶 一番摘み 缶入り 100g",
    "宇治抹茶 お徳用",
    "茶",
    "100%綿タオル",
    "100_綿タオル",
    "驚き! 特価!",
    "Cup ABC",
    "cup abc",
    "ＣＵＰ全角",
    "が行とか\u3099行",
    "👨‍👩‍👧‍👦セット",
    "\"引用\" 'quote' -- ; DROP",
    "*NEAR(a) AND OR NOT",
)
SKUS = ("TEA-1", "CUP_2", "50%-OFF", "tea-1x", "箱SKU")
PIECES = sorted(
    {
        text[start : start + size]
        for text in (*TITLES, *SKUS, "250-0000007-0000007")
        for start in range(len(text))
        for size in (1, 2, 3, 5)
    }
)
STATUSES = (
    AmazonStatus.PENDING,
    AmazonStatus.UNSHIPPED,
    AmazonStatus.SHIPPED,
    AmazonStatus.CANCELLED,
)


def placed(number: int) -> OrderFact:
    """An order of a shop that sells strange things; several are placed at one instant."""
    title, sku = TITLES[number % len(TITLES)], SKUS[number % len(SKUS)]
    order = fact(
        STATUSES[number % 4],
        order_id=f"250-{number * 7 % 90:07}-{number:07}",
        created=START + timedelta(minutes=number * 11 % 40),
        by=FulfilledBy.AMAZON if number % 5 == 0 else FulfilledBy.MERCHANT,
        lines=(replace(line(sku, 1, "1"), title=title), more(number)),
    )
    return order if number % 3 else replace(order, payment_kind=PaymentKind.COD)


def more(number: int) -> LineFact:
    """A second line, which no search of these tests looks for."""
    return replace(line(f"MORE-{number}", 2, "2"), title="おまけ")


def book(books: Books, *orders: OrderFact) -> None:
    with books.atomic(START):
        for order in orders:
            book_fact(books, order, setting_of(books), START, cause=1)


@pytest.fixture(scope="module")
def full_books() -> Iterator[Books]:
    """Sixty orders, half of them in the search index; some with notices and findings."""
    with Books.open(None) as books:
        desk = Desk(books, lambda: START)
        desk.start_link()
        book(books, *(placed(number) for number in range(30)))
        with books.atomic(START):
            assert books.search.take_in() == 30
        book(books, *(placed(number) for number in range(30, 60)))
        ready = [row for row in rows_of(books) if books_ready(books, row)]
        for row in ready[:6]:
            desk.ship(row.order_id, "ヤマト運輸", "1234")
        for row in ready[:2]:
            desk.take_back(row.order_id)
        yield books


def books_ready(books: Books, row: OrderRow) -> bool:
    return Views(books).order(row.order_id).ship is None


def rows_of(books: Books, wanted: OrderFilter | None = None, size: int = 500) -> list[OrderRow]:
    """All pages of a list, one after the other."""
    views, rows, after = Views(books), list[OrderRow](), None
    while True:
        page = views.orders(wanted or OrderFilter(), after=after, limit=size)
        rows += page.rows
        assert len(page.rows) <= size
        if page.after is None:
            return rows
        after = page.after


def fits(books: Books, row: OrderRow, wanted: OrderFilter) -> bool:
    """What a filter means, said once more without SQL."""
    for name in ("payment_status", "handling", "payment_kind", "fulfilled_by", "push_state"):
        value = getattr(wanted, name)
        if value is not None and getattr(row, name) is not value:
            return False
    if wanted.with_findings and not row.findings:
        return False
    if wanted.since is not None and row.purchased_at < wanted.since:
        return False
    if wanted.before is not None and row.purchased_at >= wanted.before:
        return False
    text = folded(wanted.text.strip())
    lines = Views(books).order(row.order_id).lines
    searched = [row.order_id, *(each.sku for each in lines), *(each.title for each in lines)]
    return any(text in folded(each) for each in searched)


def folded(text: str) -> str:
    """LIKE knows no difference between small and large ASCII letters."""
    return "".join(char.lower() if char.isascii() else char for char in text)


FILTERS = st.builds(
    OrderFilter,
    payment_status=st.none() | st.sampled_from(PaymentStatus),
    handling=st.none() | st.sampled_from(Handling),
    payment_kind=st.none() | st.sampled_from(PaymentKind),
    fulfilled_by=st.none() | st.sampled_from(FulfilledBy),
    push_state=st.none() | st.sampled_from([PushState.WAITING, PushState.TAKEN_BACK]),
    with_findings=st.booleans(),
    since=st.none() | st.integers(0, 40).map(lambda minutes: START + timedelta(minutes=minutes)),
    before=st.none() | st.integers(0, 40).map(lambda minutes: START + timedelta(minutes=minutes)),
    oldest_first=st.booleans(),
    text=st.just("") | st.sampled_from(PIECES) | st.text(max_size=4),
)


@settings(max_examples=200)
@given(wanted=FILTERS, size=st.integers(1, 70))
def test_a_list_is_what_its_filter_says_whatever_the_page(
    full_books: Books, wanted: OrderFilter, size: int
) -> None:
    rows = rows_of(full_books, wanted, size)
    ids = [row.order_id for row in rows]
    assert len(ids) == len(set(ids))
    every = rows_of(full_books)
    assert set(ids) == {row.order_id for row in every if fits(full_books, row, wanted)}


def rows_from_the_end(books: Books, wanted: OrderFilter, size: int) -> list[OrderRow]:
    """All pages of a list, the last one first, put together in list order."""
    views, rows, leg = Views(books), list[OrderRow](), Leg(None, size, back=True)
    while True:
        page = views.orders_from(wanted, leg)
        rows = [*page.rows, *rows]
        if page.before is None:
            return rows
        leg = Leg(page.before, size, back=True)


@settings(max_examples=100)
@given(wanted=FILTERS, size=st.integers(1, 70), skip=st.integers(0, 70))
def test_a_list_read_from_its_end_or_its_middle_is_the_same_list(
    full_books: Books, wanted: OrderFilter, size: int, skip: int
) -> None:
    rows, views = rows_of(full_books, wanted), Views(full_books)
    assert rows_from_the_end(full_books, wanted, size) == rows
    assert views.orders_total(wanted) == len(rows)
    if wanted != OrderFilter():
        assert views.orders_total(wanted, at_most=5) == min(5, len(rows))
    middle = views.orders_from(wanted, Leg(None, size, skip=skip))
    assert list(middle.rows) == rows[skip : skip + size]
    if middle.before is not None and middle.rows:
        before = views.orders_from(wanted, Leg(middle.before, size, back=True))
        assert list(before.rows) == rows[max(0, skip - size) : skip]
        after = views.orders_from(wanted, Leg(before.after, size))
        assert list(after.rows) == rows[skip : skip + size]


def test_a_list_is_in_the_order_of_purchase_newest_first(full_books: Books) -> None:
    keys = [(row.purchased_at, row.order_id) for row in rows_of(full_books, size=7)]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) == 60


def test_a_list_can_be_of_some_orders_only(full_books: Books) -> None:
    every = rows_of(full_books)
    chosen = every[3:30:4]
    ids = tuple(row.order_id for row in reversed(chosen))
    assert rows_of(full_books, OrderFilter(order_ids=(*ids, "unknown")), size=3) == chosen
    assert rows_of(full_books, OrderFilter(order_ids=())) == []
    wanted = OrderFilter(order_ids=ids, handling=Handling.OPEN, text="抹茶", oldest_first=True)
    assert rows_of(full_books, wanted) == [
        row for row in reversed(chosen) if fits(full_books, row, wanted)
    ]


def test_a_list_can_begin_with_the_oldest(full_books: Books) -> None:
    for wanted in (OrderFilter(), OrderFilter(text="抹茶"), OrderFilter(text="茶")):
        newest_first = rows_of(full_books, wanted, size=7)
        oldest_first = rows_of(full_books, replace(wanted, oldest_first=True), size=7)
        assert oldest_first == newest_first[::-1]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("100%", {"100%綿タオル"}),
        ("100_", {"100_綿タオル"}),
        ("_", {"100_綿タオル"}),
        ("!", {"驚き! 特価!"}),
        ("茶", {"宇治抹茶 一番摘み 缶入り 100g", "宇治抹茶 お徳用", "茶"}),
        ("抹茶", {"宇治抹茶 一番摘み 缶入り 100g", "宇治抹茶 お徳用"}),
        ("CUP ABC", {"Cup ABC", "cup abc"}),
        ('"引用"', {"\"引用\" 'quote' -- ; DROP"}),
        ("AND OR", {"*NEAR(a) AND OR NOT"}),
        ("番摘み 缶", {"宇治抹茶 一番摘み 缶入り 100g"}),
    ],
)
def test_a_search_text_means_itself(full_books: Books, text: str, titles: set[str]) -> None:
    """%, _ and ! are no wildcards, quotes and words of the index no commands."""
    skus = {sku for sku in SKUS if text.lower() in sku.lower()}
    found = rows_of(full_books, OrderFilter(text=text))
    assert {row.title for row in found if not skus} <= titles
    assert {row.title for row in found} >= titles


def test_each_order_shows_once_while_new_ones_come_in() -> None:
    with Books.open(None) as books:
        Desk(books, lambda: START).start_link()
        book(books, *(placed(number) for number in range(20)))
        before = [row.order_id for row in rows_of(books)]
        seen, after = list[str](), None
        for number in range(20, 60):
            page = Views(books).orders(after=after, limit=3)
            seen += [row.order_id for row in page.rows]
            after = page.after
            book(books, placed(number))
            if after is None:
                break
        assert len(seen) == len(set(seen))
        assert set(before) <= set(seen)


def test_an_order_that_is_not_there_is_refused() -> None:
    with Books.open(None) as books:
        with pytest.raises(Refused) as caught:
            Views(books).order("250-0000000-0000000")
        assert caught.value.reason is Refusal.NO_SUCH_ORDER


def test_counts_are_those_of_the_lists(full_books: Books) -> None:
    counts, rows = Views(full_books).counts(), rows_of(full_books)
    assert counts.orders == len(rows)
    assert counts.needs_check == sum(
        row.payment_status is PaymentStatus.NEEDS_CHECK for row in rows
    )
    assert counts.waiting == sum(row.push_state is PushState.WAITING for row in rows)
    assert counts.findings == len(Views(full_books).findings())


def test_findings_stand_the_heaviest_first(full_books: Books) -> None:
    weights = [finding.weight for finding in Views(full_books).findings()]
    assert weights == sorted(weights, reverse=True)


def test_the_journal_is_read_in_pieces_without_a_gap(full_books: Books) -> None:
    views, seqs, after = Views(full_books), list[int](), 0
    while rows := views.journal(after=after, limit=13):
        seqs += [row.seq for row in rows]
        after = rows[-1].seq
    assert seqs == list(range(1, len(seqs) + 1))
