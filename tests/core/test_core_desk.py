"""What a person types: checked, cleaned, and written with its movement of stock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from core_facts import START, TEA

from core import Books, Desk, Views
from core.domain.refusals import Refusal
from core.errors import Refused


def desk_of(books: Books) -> Desk:
    return Desk(books, lambda: START)


def test_stock_is_the_sum_of_its_movements() -> None:
    """R42: also where a product is given new figures by hand or by registering it again."""
    with Books.open(None) as books:
        desk, views = desk_of(books), Views(books)
        desk.add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        desk.set_stock("P1", 3)
        desk.add_product("P1", "宇治抹茶", stock=9, price_yen=2_980)
        desk.set_stock("P1", 9)
        assert sum(line.quantity for line in views.ledger()) == 9 - 5


def test_r42_a_stock_that_is_not_as_expected_is_left_alone() -> None:
    with Books.open(None) as books:
        desk, views = desk_of(books), Views(books)
        desk.add_product("P1", "宇治抹茶", stock=5, price_yen=2_980)
        desk.set_stock("P1", 4, expected=5)
        before = views.journal()
        with pytest.raises(Refused) as caught:
            desk.set_stock("P1", 5, expected=5)
        assert caught.value.reason is Refusal.STOCK_CHANGED
        assert (views.products("P1")[0].stock, views.journal()) == (4, before)


@pytest.mark.parametrize(
    ("stock", "price_yen", "refusal"),
    [
        (-1, 100, Refusal.NEGATIVE_STOCK),
        (10**12, 100, Refusal.NEGATIVE_STOCK),
        (1, 0, Refusal.BAD_PRICE),
        (1, -5, Refusal.BAD_PRICE),
        (1, 10**18, Refusal.BAD_PRICE),
    ],
)
def test_figures_that_make_no_sense_are_refused(
    stock: int, price_yen: int, refusal: Refusal
) -> None:
    with Books.open(None) as books:
        with pytest.raises(Refused) as caught:
            desk_of(books).add_product("P1", "宇治抹茶", stock=stock, price_yen=price_yen)
        assert caught.value.reason is refusal
        assert Views(books).journal() == ()


def test_r09_a_sku_or_asin_of_another_product_is_refused() -> None:
    with Books.open(None) as books:
        desk = desk_of(books)
        for code in ("P1", "P2"):
            desk.add_product(code, "宇治抹茶", stock=5, price_yen=2_980)
        desk.link("P1", TEA, "B0RK000001")
        with pytest.raises(Refused) as sku:
            desk.link("P2", TEA, "B0RK000002")
        with pytest.raises(Refused) as asin:
            desk.link("P2", "OTHER", "B0RK000001")
        with pytest.raises(Refused) as none:
            desk.link("P2", " \u200b", "B0RK000002")
        assert sku.value.reason is Refusal.SKU_TAKEN
        assert asin.value.reason is Refusal.ASIN_TAKEN
        assert none.value.reason is Refusal.NO_SKU
        desk.link("P1", TEA, "B0RK000009")
        assert [product.asin for product in Views(books).products()] == ["B0RK000009", ""]


def test_commands_on_what_is_not_there_are_refused() -> None:
    with Books.open(None) as books:
        desk = desk_of(books)
        commands: tuple[Callable[[], None], ...] = (
            lambda: desk.set_stock("P9", 1),
            lambda: desk.set_price("P9", 1),
            lambda: desk.link("P9", TEA, "B0RK000001"),
            lambda: desk.unlink("P9"),
        )
        for command in commands:
            with pytest.raises(Refused) as caught:
                command()
            assert caught.value.reason is Refusal.NO_SUCH_PRODUCT
        with pytest.raises(Refused) as caught:
            desk.ship("250-0000000-0000000", "ヤマト運輸", "1234")
        assert caught.value.reason is Refusal.NO_SUCH_ORDER


def test_what_a_person_types_enters_the_books_clean() -> None:
    with Books.open(None) as books:
        desk_of(books).add_product("P\x1b1", "宇治\u202e抹茶", stock=5, price_yen=2_980)
        (product,) = Views(books).products()
        assert (product.code, product.title) == ("P1", "宇治抹茶")
        (row,) = Views(books).journal()
        assert "\\u001b" not in row.data


def test_r19_starting_the_link_again_does_not_move_its_day() -> None:
    now = [START]
    with Books.open(None) as books:
        desk = Desk(books, lambda: now[0])
        desk.start_link()
        begun = books.link.get().orders_from
        now[0] = START + timedelta(days=3)
        desk.start_link()
        assert books.link.get().orders_from == begun
