"""R24, R31, R38: an order's items change after it was first seen."""

from datetime import timedelta

import pytest
from core_double import changed
from core_facts import CUP, ORDER, START, TEA
from core_payloads import Json, item, order
from core_shop import Shop

TEA_LINE, CUP_LINE = item(TEA, 2, number=1), item(CUP, 1, number=2)
CHANGED_AT = START + timedelta(minutes=10)

WITHOUT_CUP = {
    "quantity 0": [TEA_LINE, item(CUP, 0, number=2)],
    "gone": [TEA_LINE],
}
EITHER_WAY = pytest.mark.parametrize("lines", WITHOUT_CUP.values(), ids=WITHOUT_CUP.keys())


@pytest.fixture
def two_lines(shop: Shop) -> Shop:
    """A shop with an order of two TEA and one CUP."""
    shop.desk.add_product("P2", "波佐見焼", stock=10, price_yen=2_200)
    shop.desk.link("P2", CUP, "B0RK000003")
    shop.amazon.show(order(updated=START + timedelta(minutes=1), orderItems=[TEA_LINE, CUP_LINE]))
    shop.until(5)
    return shop


def stock(shop: Shop) -> dict[str, int]:
    return {each.code: each.stock for each in shop.views.products()}


@EITHER_WAY
def test_r24_an_item_that_leaves_an_order_gives_its_stock_back(
    two_lines: Shop, lines: list[Json]
) -> None:
    assert stock(two_lines) == {"P1": 8, "P2": 9}
    two_lines.amazon.show(order(updated=CHANGED_AT, orderItems=lines))
    two_lines.until(20)
    assert stock(two_lines) == {"P1": 8, "P2": 10}


@EITHER_WAY
def test_r31_a_notice_names_only_what_is_still_ordered(two_lines: Shop, lines: list[Json]) -> None:
    """Amazon refuses a quantity of 0, and that would be 連携失敗 for good."""
    two_lines.amazon.show(order(updated=CHANGED_AT, orderItems=lines))
    two_lines.until(15)
    two_lines.desk.ship(ORDER, "YAMATO", "1234")
    two_lines.until(40)
    (body,) = two_lines.amazon.bodies("confirmShipment")
    named = [
        (each["orderItemId"], each["quantity"]) for each in body["packageDetail"]["orderItems"]
    ]  # type: ignore[index]
    assert named == [(TEA_LINE["orderItemId"], 2)]


@pytest.mark.parametrize("gone", [{"orderItems": []}, {}], ids=["empty", "absent"])
def test_r23_a_cancelled_order_may_have_lost_its_items(two_lines: Shop, gone: Json) -> None:
    """Amazon may forget the items of an order with its cancel; the cancel counts all the same."""
    told = changed(order(), "CANCELLED", CHANGED_AT)
    del told["orderItems"]
    two_lines.amazon.show({**told, **gone})
    two_lines.until(20)
    assert two_lines.axes(ORDER) == ("注文キャンセル", "キャンセル")
    assert len(two_lines.order(ORDER).lines) == 2
    assert two_lines.order(ORDER).row.units == 3
    assert stock(two_lines) == {"P1": 8, "P2": 9}


def test_r43_an_order_first_seen_cancelled_and_without_items_is_shown(shop: Shop) -> None:
    shop.amazon.show(order("CANCELLED", updated=START + timedelta(minutes=1), orderItems=[]))
    shop.until(5)
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
