"""R14, R23, R35, R37, R38: things take a turn while something of ours is on its way."""

from datetime import timedelta

import httpx
import pytest
from core_double import changed, lost, refusal, says, shipped
from core_facts import ORDER, START, TEA
from core_payloads import order
from core_shop import OpenShop, Shop, with_order

from core.domain.labels import CancelReason, Policy, PushState

MINUTE = timedelta(minutes=1)


def test_r37_a_cancel_that_amazon_took_and_then_shipped_is_link_failed(either_shop: Shop) -> None:
    """DONE without an error is no proof: the stock that came back with it goes again."""
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.cancel(ORDER, CancelReason.NO_INVENTORY)
    shop.until(30)
    assert shop.push(ORDER).state == PushState.ACCEPTED
    assert shop.stock == 10
    shop.amazon.show(shipped(order(), START + 31 * MINUTE, "SC-1"))
    shop.until(200)
    assert shop.push(ORDER).state == PushState.REFUSED
    assert shop.axes(ORDER) == ("連携失敗", "配送完了")
    assert shop.stock == 9


def test_r23_stock_that_was_put_back_by_hand_does_not_come_back_again(shop: Shop) -> None:
    """The policy changes after a cancel; Amazon touches the order once more."""
    with_order(shop, "PENDING")
    shop.until(5)
    shop.amazon.show(changed(order(), "CANCELLED", START + 6 * MINUTE))
    shop.until(15)
    assert shop.stock == 9
    shop.desk.set_stock("P1", 10)
    shop.desk.set_policy(Policy.SAFE)
    shop.amazon.show(changed(order(), "CANCELLED", START + 20 * MINUTE))
    shop.until(30)
    assert shop.stock == 10


def test_r30_a_cancel_in_seller_central_before_ours_went_returns_nothing_later(shop: Shop) -> None:
    with_order(shop)
    shop.until(5)
    shop.desk.cancel(ORDER, CancelReason.NO_INVENTORY)
    shop.amazon.show(changed(order(), "CANCELLED", START + 6 * MINUTE))
    shop.until(15)
    assert shop.stock == 9
    shop.amazon.show(changed(order(), "CANCELLED", START + 20 * MINUTE))
    shop.until(60)
    assert shop.stock == 9


@pytest.mark.parametrize("lost_first", [False, True])
def test_r35_safe_what_seller_central_ships_in_part_takes_our_notice_back(
    open_shop: OpenShop, lost_first: bool
) -> None:
    """Our notice names the whole order: Amazon would refuse it, and that would be for good."""
    shop = open_shop(policy=Policy.SAFE)
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "YAMATO", "1234")
    if lost_first:
        shop.amazon.then("confirmShipment", lost())
        shop.until(21)
    shop.amazon.show(changed(order(), "PARTIALLY_SHIPPED", shop.now + MINUTE))
    shop.amazon.then("confirmShipment", *[refusal(400, message="overfulfillment")] * 3)
    shop.until(120)
    assert len(shop.amazon.asked("confirmShipment")) == lost_first
    assert shop.axes(ORDER) == ("注文完了", "未処理")
    assert shop.push(ORDER).state == PushState.TAKEN_BACK
    assert "NOTICE_PARTLY" in shop.findings(ORDER)


def test_r09_what_goes_out_of_an_old_asin_does_not_count_for_the_new_one(shop: Shop) -> None:
    """Another process links the SKU to another ASIN while its registration is under way."""
    shop.until(1)
    shop.desk.set_stock("P1", 5)

    def relinks_meanwhile(_request: httpx.Request) -> httpx.Response:
        shop.desk.link("P1", TEA, "B0RK000002")
        return says(200, {"status": "ACCEPTED", "submissionId": "1"})

    shop.amazon.then("patchListingsItem", relinks_meanwhile)
    shop.until(60.5)
    sent = len(shop.amazon.asked("patchListingsItem"))
    product = next(each for each in shop.views.products() if each.code == "P1")
    assert product.asin == "B0RK000002"
    assert product.push_state is None
    shop.until(130)
    assert len(shop.amazon.asked("patchListingsItem")) == sent + 1


ELSEWHERE = {"302": says(302), "307": says(307), "407": says(407), "408": says(408)}


@pytest.mark.parametrize("answer", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_r35_what_a_proxy_says_is_no_refusal_of_amazons(
    either_shop: Shop, answer: httpx.Response
) -> None:
    """A proxy or a hotel's login page answered: that must not become 連携失敗 for good."""
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "YAMATO", "1234")
    shop.amazon.then("confirmShipment", answer)
    shop.until(60)
    assert shop.push(ORDER).state == PushState.ACCEPTED
    assert shop.axes(ORDER) == ("注文完了", "配送完了")
