"""Search finds exactly what plain LIKE finds, whether an order is in the index or not yet."""

from collections.abc import Iterator

import msgspec
import pytest
from core_facts import START, fact, line
from hypothesis import given
from hypothesis import strategies as st

from core import Books, Views
from core.domain.labels import AmazonStatus, Policy
from core.domain.search import SHORTEST, like, pairs, phrase, triples
from core.domain.transitions import Setting, learn
from core.views.rows import OrderFilter

ALPHABET = "抹茶碗aAzZ0-_%!'\" ガギ👨‍👩"
TEXT = st.text(ALPHABET, min_size=1, max_size=6)
TITLES = (
    *("宇治抹茶 100g", "抹茶碗（黒）", "Matcha_BOWL 50%"),
    *('it\'s "tea"!', "ガギグ", "👨\u200d👩\u200d👧 湯のみ"),
)


def full_books() -> Books:
    books = Books.open(None)
    setting = Setting(Policy.DOCUMENTED, START, frozenset())
    for number, title in enumerate(TITLES * 2):
        order_id = f"250-0000000-{number:07}"
        told = fact(
            AmazonStatus.PENDING,
            order_id=order_id,
            lines=(msgspec.structs.replace(line(), title=title),),
        )
        with books.atomic(START):
            books.orders.put(told, learn(None, told, setting), START, before=None)
            if number == len(TITLES):
                books.search.take_in()
    return books


@pytest.fixture(scope="module")
def books() -> Iterator[Books]:
    """Half of the orders are in the index, half came after."""
    with full_books() as opened:
        yield opened


@given(text=TEXT)
def test_every_text_is_found_as_like_finds_it(books: Books, text: str) -> None:
    wanted = OrderFilter(text=text)
    found = {row.order_id for row in Views(books).orders(wanted, limit=100).rows}
    plain = books.connection.execute(
        "SELECT order_id FROM orders JOIN order_lines USING (order_id)"
        " WHERE order_id LIKE :p ESCAPE '!' OR order_lines.title LIKE :p ESCAPE '!'"
        " OR sku LIKE :p ESCAPE '!'",
        {"p": like(text.strip())},
    )
    assert found == {order_id for (order_id,) in plain}


@given(text=st.text(min_size=SHORTEST))
def test_no_text_can_break_out_of_the_query(books: Books, text: str) -> None:
    books.connection.execute(
        "SELECT count(*) FROM order_search WHERE order_search MATCH ?", (phrase(text),)
    ).fetchone()


@given(text=st.text(), more=st.text())
def test_runs_of_a_part_are_runs_of_the_whole(text: str, more: str) -> None:
    assert pairs(text) in pairs(text + more)
    assert triples(text) in triples(text + more)


def test_pages_of_a_search_show_each_order_once(books: Books) -> None:
    views, seen, after = Views(books), [], None
    while True:
        page = views.orders(OrderFilter(text="250-"), after=after, limit=5)
        seen += [row.order_id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 2 * len(TITLES)
