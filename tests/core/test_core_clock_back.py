"""R18, R41, R42: the clock was ahead and is put right; the engine does not wait for it."""

from datetime import timedelta

import pytest
from core_double import refusal
from core_facts import ORDER, START
from core_payloads import order
from core_shop import Shop

DAY = 24 * 60


@pytest.fixture(params=["the engine goes on", "the engine is started anew"])
def put_right(shop: Shop, request: pytest.FixtureRequest) -> Shop:
    """A shop whose clock was a day ahead for an hour, and is right again."""
    shop.until(2)
    shop.amazon.then("searchOrders", *[refusal(429, "QuotaExceeded")] * 1_000)
    shop.set_clock(DAY)
    shop.until(DAY + 60)
    shop.amazon.script.clear()
    if request.param == "the engine is started anew":
        shop.restart()
    return shop


def test_r18_orders_come_at_once_after_the_clock_was_put_back(put_right: Shop) -> None:
    put_right.set_clock(62)
    put_right.amazon.show(order(updated=START + timedelta(minutes=63)))
    put_right.until(75)
    assert put_right.axes(ORDER) == ("注文完了", "未処理")


def test_r12_stock_goes_within_the_hour_after_the_clock_was_put_back(put_right: Shop) -> None:
    put_right.set_clock(62)
    sent = len(put_right.amazon.asked("patchListingsItem"))
    put_right.desk.set_stock("P1", 3)
    put_right.until(62 + 61)
    assert len(put_right.amazon.asked("patchListingsItem")) == sent + 1


def test_r41_a_clock_that_swings_a_little_hastens_nothing(shop: Shop) -> None:
    shop.until(6)
    asked = len(shop.amazon.asked("searchOrders"))
    shop.set_clock(5.9)
    assert len(shop.amazon.asked("searchOrders")) == asked
