"""R38: sent is not done, and no answer is not failed: read first, then send again or report."""

from collections.abc import Callable

import httpx
import pytest
from core_double import changed, lost, refusal, says, shipped
from core_facts import ORDER, TEA
from core_shop import Shop, with_order

from core.domain.jobs import FEED_FROM
from core.domain.labels import Policy, PushState

Fault = Callable[[], httpx.Response | httpx.RequestError]


ALREADY = "order already fulfilled, PackageToUpdateNotFound"
OTHER = "250-0000002-0000002"


def sent(shop: Shop) -> int:
    return len(shop.amazon.asked("confirmShipment"))


def test_r38_a_lost_answer_after_the_effect_is_read_back_not_repeated(either_shop: Shop) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")

    def takes_it_and_falls_silent(request: httpx.Request) -> httpx.Response:
        shop.amazon.show(shipped(shop.amazon.orders[ORDER], shop.now, "1234"))
        raise lost()

    shop.amazon.then("confirmShipment", takes_it_and_falls_silent)
    shop.until(20)
    assert shop.push(ORDER).state is PushState.UNKNOWN
    shop.until(120)
    assert sent(shop) == 1
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.axes(ORDER) == ("注文完了", "配送完了")


@pytest.mark.parametrize("shown", ["12345678ab", "1234 5678 AB"])
def test_r38_a_number_that_amazon_writes_in_another_way_is_ours(
    either_shop: Shop, shown: str
) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234-5678-AB")

    def takes_it_and_falls_silent(_request: httpx.Request) -> httpx.Response:
        shop.amazon.show(shipped(shop.amazon.orders[ORDER], shop.now, shown))
        raise lost()

    shop.amazon.then("confirmShipment", takes_it_and_falls_silent)
    shop.until(120)
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.axes(ORDER) == ("注文完了", "配送完了")
    assert shop.findings(ORDER) == set()


@pytest.mark.parametrize("outage", [lost, lambda: refusal(500), lambda: refusal(503)])
def test_r38_a_lost_call_goes_out_again_after_a_look(either_shop: Shop, outage: Fault) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.amazon.then("confirmShipment", outage())
    shop.until(60)
    assert sent(shop) == 2
    first, second = shop.amazon.asked("confirmShipment")
    assert any(first < at <= second for at in shop.amazon.asked("getOrder"))
    bodies = shop.amazon.bodies("confirmShipment")
    assert bodies[0] == bodies[1]


def test_r35_a_lost_notice_that_another_one_overtook_fails_or_is_adopted(
    either_shop: Shop,
) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.amazon.then("confirmShipment", lost())
    shop.until(21)
    shop.amazon.show(shipped(shop.amazon.orders[ORDER], shop.now, "SC-9"))
    shop.until(60)
    assert sent(shop) == 1
    if shop.views.policy() is Policy.SAFE:
        assert shop.axes(ORDER) == ("注文完了", "配送完了")
        assert shop.findings(ORDER) == {"TRACKING_DIFFERS"}
    else:
        assert shop.axes(ORDER) == ("連携失敗", "配送完了")
        assert shop.findings(ORDER) == {"LINK_FAILED_BUT_SHIPPED"}


def test_r35_what_waits_when_the_shop_turns_to_safe_is_adopted(shop: Shop) -> None:
    """Amazon's shipment was seen under `documented`, so no new fact will ever tell of it."""
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.amazon.show(shipped(shop.amazon.orders[ORDER], shop.now, "SC-9"))
    shop.until(12)
    shop.desk.set_policy(Policy.SAFE)
    shop.amazon.then("confirmShipment", *(refusal(400, message=ALREADY) for _ in range(50)))
    shop.until(180)
    assert sent(shop) == 0
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.findings(ORDER) == {"TRACKING_DIFFERS"}


def test_r35_a_lost_feed_for_orders_that_are_known_as_shipped_ends(either_shop: Shop) -> None:
    """More notices than go singly; the answer to their feed is lost; one was overtaken before."""
    shop = either_shop
    orders = [f"250-0000003-{number:07}" for number in range(FEED_FROM)]
    for order_id in orders:
        with_order(shop, order_id=order_id)
    shop.until(5)
    for order_id in orders:
        shop.desk.ship(order_id, "ヤマト運輸", "1234")
    shop.amazon.show(shipped(shop.amazon.orders[orders[0]], shop.now, "SC-9"))
    shop.until(15)
    shop.amazon.then("createFeed", lost())
    healthy = shop.amazon.healthy

    def answer(request: httpx.Request) -> httpx.Response:
        overtaken = orders[0] in request.url.path
        return refusal(400, message=ALREADY) if overtaken else healthy(request)

    shop.amazon.then("confirmShipment", *[answer] * 500)
    shop.until(240)
    if shop.views.policy() is Policy.SAFE:
        assert shop.push(orders[0]).state is PushState.CONFIRMED
    else:
        assert shop.axes(orders[0]) == ("連携失敗", "配送完了")
    assert sent(shop) < 2 * FEED_FROM


def test_r33_a_lost_notice_does_not_follow_an_order_into_its_grave(either_shop: Shop) -> None:
    """The notice was lost, then Amazon cancelled: nothing is sent for a cancelled order."""
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.amazon.then("confirmShipment", lost())
    shop.until(21)
    shop.amazon.show(changed(shop.amazon.orders[ORDER], "CANCELLED", shop.now))
    shop.until(120)
    assert sent(shop) == 1
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
    assert shop.push(ORDER).state is PushState.TAKEN_BACK
    assert "NOTICE_DROPPED" in shop.findings(ORDER)


def test_r38_204_without_effect_is_reported_after_an_hour(either_shop: Shop) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.until(79)
    assert shop.findings(ORDER) == set()
    shop.until(95)
    assert sent(shop) == 1
    assert shop.push(ORDER).state is PushState.ACCEPTED
    assert shop.findings(ORDER) == {"UNCONFIRMED"}
    shop.amazon.show(shipped(shop.amazon.orders[ORDER], shop.now, "1234"))
    shop.until(110)
    assert shop.push(ORDER).state is PushState.CONFIRMED
    assert shop.findings(ORDER) == set()


def test_r38_a_read_back_that_always_fails_is_reported_too(either_shop: Shop) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.until(21)
    shop.amazon.then("getOrder", *(refusal(404, "NotFound") for _ in range(100)))
    shop.until(120)
    assert shop.findings(ORDER) == {"UNCONFIRMED"}


def test_r32_a_notice_waits_through_a_429(either_shop: Shop) -> None:
    shop = either_shop
    with_order(shop)
    shop.until(5)
    shop.desk.ship(ORDER, "ヤマト運輸", "1234")
    shop.amazon.then("confirmShipment", refusal(429), refusal(429))
    shop.until(30)
    assert sent(shop) == 3
    assert shop.push(ORDER).state is PushState.ACCEPTED


def test_r43_one_order_that_cannot_be_looked_at_does_not_hold_up_the_others(
    open_shop: Callable[..., Shop],
) -> None:
    shop = open_shop(policy=Policy.SAFE)
    for order_id in (ORDER, OTHER):
        with_order(shop, order_id=order_id)
    shop.until(5)
    for order_id in (ORDER, OTHER):
        shop.desk.ship(order_id, "ヤマト運輸", "1234")
    broken = shop.amazon.healthy

    def answer(request: httpx.Request) -> httpx.Response:
        return refusal(500) if ORDER in request.url.path else broken(request)

    shop.amazon.then("getOrder", *[answer] * 500)
    shop.until(240)
    assert shop.push(OTHER).state is PushState.ACCEPTED


def test_r12_a_lost_listing_change_is_sent_again(shop: Shop) -> None:
    shop.amazon.then("patchListingsItem", lost(), refusal(500))
    shop.until(30)
    assert len(shop.amazon.asked("patchListingsItem")) == 3
    (product,) = shop.views.products()
    assert product.pushed_quantity == 10


@pytest.mark.parametrize("answer", [says(200, {"status": "INVALID"}), says(200, b"{")])
def test_r16_http_200_that_is_no_acceptance_is_reported(shop: Shop, answer: httpx.Response) -> None:
    shop.amazon.then("patchListingsItem", answer)
    shop.until(5)
    assert shop.findings(TEA) == {"LISTING_REFUSED"}
    shop.until(65)
    assert shop.findings(TEA) == set()


def test_r16_a_change_that_never_shows_is_reported(shop: Shop) -> None:
    shop.amazon.listings[TEA] = [{"fulfillmentChannelCode": "DEFAULT", "quantity": 3}]
    shop.until(59)
    assert shop.findings(TEA) == set()
    shop.until(120)
    assert shop.findings(TEA) == {"LISTING_UNCONFIRMED"}
