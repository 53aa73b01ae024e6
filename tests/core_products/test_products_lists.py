"""The product list by the page: every order and filter gives what all rows at once would."""

from collections.abc import Callable

import pytest
from csv_shop import NOW, CsvShop, csv_shop
from products_town import ProductTown, code

from core.domain.labels import Policy, PushState
from core.domain.refusals import Refusal
from core.errors import Refused
from core.views.product_rows import ProductFilter, ProductOrder, ProductRow
from core.views.rows import Leg

SORTED: dict[ProductOrder, Callable[[ProductRow], tuple[int, str]]] = {
    ProductOrder.CODE: lambda row: (0, row.code),
    ProductOrder.STOCK: lambda row: (row.stock, row.code),
    ProductOrder.PRICE: lambda row: (row.price_yen, row.code),
    ProductOrder.DIFFERENCE: lambda row: (-_distance(row), row.code),
}
FILTERS: dict[str, tuple[ProductFilter, Callable[[ProductRow], bool]]] = {
    "all": (ProductFilter(), lambda row: True),
    "linked": (ProductFilter(linked=True), lambda row: row.linked),
    "FBA": (ProductFilter(fba=True), lambda row: row.fba),
    "refused": (
        ProductFilter(push_state=PushState.REFUSED),
        lambda row: row.push_state is PushState.REFUSED,
    ),
    "JAN": (ProductFilter(text="490123"), lambda row: row.jan.startswith("490123")),
    "title": (ProductFilter(text="碗 1"), lambda row: "碗 1" in row.title),
}


def _distance(row: ProductRow) -> int:
    return abs(row.difference or 0)


def _backwards(shop: CsvShop, wanted: ProductFilter) -> list[ProductRow]:
    page = shop.views.products_from(wanted, Leg(limit=3, back=True))
    rows = list(page.rows)
    while page.before is not None:
        page = shop.views.products_from(wanted, Leg(page.before, limit=3, back=True))
        rows = [*page.rows, *rows]
    return rows


def _fill(shop: CsvShop) -> None:
    for number in range(20):
        name = f"X {number:02}"
        shop.desk.add_product(name, f"茶碗 {number}", stock=number % 7, price_yen=100 + number % 3)
        if number % 2:
            shop.desk.link(name, f"SKU-{number}", f"B{number:09}")
    shop.desk.set_jan("X 03", "4901234567894")
    with shop.books.atomic(NOW):
        for change in (
            "pushed_quantity = 3, pushed_price_yen = 100, push_state = '拒否',"
            " pushed_at = '2026-11-22T00:00:00.000000Z' WHERE sku < 'SKU-2'",
            "paused = 'FBA' WHERE sku = 'SKU-5'",
        ):
            shop.books.connection.execute(f"UPDATE links SET {change}")


def _paged(shop: CsvShop, wanted: ProductFilter) -> list[ProductRow]:
    page = shop.views.product_page(wanted, limit=3)
    rows = list(page.rows)
    while page.after is not None:
        page = shop.views.product_page(wanted, after=page.after, limit=3)
        rows += page.rows
    return rows


@pytest.mark.parametrize("name", FILTERS)
def test_pages_give_each_row_once_in_the_order_wanted(name: str) -> None:
    wanted, fits = FILTERS[name]
    with csv_shop() as shop:
        _fill(shop)
        fitting = [row for row in shop.views.products() if fits(row)]
        assert fitting
        for order, sort_key in SORTED.items():
            filtered = ProductFilter(
                linked=wanted.linked,
                fba=wanted.fba,
                push_state=wanted.push_state,
                text=wanted.text,
                order=order,
            )
            expected = sorted(fitting, key=sort_key)
            assert _paged(shop, filtered) == _backwards(shop, filtered) == expected
            assert shop.views.products_total(filtered) == len(expected)


def test_r12_what_differs_is_what_the_engine_would_send() -> None:
    with csv_shop() as shop:
        _fill(shop)
        differing = _paged(shop, ProductFilter(unsent=True))
        counts = shop.views.product_counts()
        assert len(differing) == counts.unsent > 0
        assert counts.fba == 1
        assert not any(row.fba or not row.linked for row in differing)


def test_r17_what_amazon_is_to_have_leaves_the_reserve_out_under_safe() -> None:
    with csv_shop() as shop:
        shop.desk.set_reserve(4)
        assert shop.product("P1").wanted_quantity == 10
        shop.desk.set_policy(Policy.SAFE)
        shop.desk.set_reserve(1, "P2")
        assert [shop.product(name).wanted_quantity for name in ("P1", "P2")] == [6, 19]


def test_r13_amazons_stock_is_what_was_read_last_or_sent_since() -> None:
    with ProductTown(1) as town:
        town.until(5)
        assert town.product(0).difference == 0
        town.desk.set_stock(code(0), 4)
        town.until(65)
        assert (town.product(0).amazon_quantity, town.product(0).difference) == (4, 0)
        town.edit(0, quantity=9)
        town.until(100)
        assert town.product(0).pushed_quantity == 4, "the edit at Amazon survives"
        assert (town.product(0).amazon_quantity, town.product(0).difference) == (9, -5)


def test_r12_push_now_sends_before_the_hour_and_the_hour_stays() -> None:
    with ProductTown(1) as town:
        town.until(5)
        hour = next(job for job in town.views.jobs() if job.name == "push_listings").due_at
        with pytest.raises(Refused, match=Refusal.NOTHING_TO_SEND.value):
            town.desk.push_now()
        town.desk.set_stock(code(0), 4)
        town.desk.push_now()
        town.until(6)
        assert town.product(0).pushed_quantity == 4
        after = next(job for job in town.views.jobs() if job.name == "push_listings")
        assert after.due_at == hour


def test_r04_push_now_waits_for_the_link() -> None:
    with csv_shop() as shop, pytest.raises(Refused, match=Refusal.NOT_LINKED.value):
        shop.desk.push_now()


def test_r41_push_now_leaves_a_job_that_waits_for_amazon_alone() -> None:
    with ProductTown(2) as town:
        town.until(5)
        for number in range(2):
            town.desk.set_stock(code(number), 3)
        with town.world.books.atomic(town.world.now):
            town.world.books.connection.execute(
                "UPDATE jobs SET waits_for = 'patchListingsItem の呼び出し枠'"
                " WHERE name = 'push_listings'"
            )
        with pytest.raises(Refused, match=Refusal.PUSH_WAITS.value):
            town.desk.push_now()
