"""R31 to R38, R42: an order of which a report alone has told is never sent, refused or failed for
what the report leaves out."""

from collections import deque
from datetime import timedelta

import httpx
import pytest
from core_double import changed, lost, refusal, says, shipped
from core_facts import ORDER, START
from core_payloads import item, order
from core_reports import ReportingAmazon, row
from core_shop import OpenShop, Shop

from core.domain.labels import CancelReason, Policy, PushState

MINUTE = timedelta(minutes=1)
AT = START + 4 * MINUTE


@pytest.fixture
def amazon() -> ReportingAmazon:
    amazon = ReportingAmazon()
    amazon.rows.append(row(at=AT))
    amazon.show(order(updated=AT))
    return amazon


@pytest.fixture(params=list(Policy))
def shop(open_shop: OpenShop, amazon: ReportingAmazon, request: pytest.FixtureRequest) -> Shop:
    """A shop that knows ORDER from a report; Amazon refuses to show it singly for now."""
    shop = open_shop(amazon=amazon, policy=request.param)
    amazon.script["getOrder"] = deque([_refused] * 1_000)
    shop.until(15)
    return shop


def _refused(_request: httpx.Request) -> httpx.Response:
    return refusal(400)


def shows_it_again(shop: Shop) -> None:
    """What was refused for a while is given again (2026-08-26: after twelve hours)."""
    shop.amazon.script.clear()


def item_ids(shop: Shop) -> list[str]:
    """The orderItemIds that Amazon was told in notices."""
    return [
        str(each["orderItemId"])
        for body in shop.amazon.bodies("confirmShipment")
        for each in body["packageDetail"]["orderItems"]  # type: ignore[index]
    ]


def test_r31_a_notice_waits_for_the_items_that_a_report_does_not_tell(shop: Shop) -> None:
    shop.desk.ship(ORDER, "YAMATO", "1234")
    shop.until(80)
    assert item_ids(shop) == []
    assert shop.push(ORDER).state == PushState.WAITING
    assert "NOTICE_WAITS" in shop.findings(ORDER)
    shows_it_again(shop)
    shop.until(150)
    assert item_ids(shop) == [item()["orderItemId"]]
    assert shop.axes(ORDER) == ("注文完了", "配送完了")
    assert "NOTICE_WAITS" not in shop.findings(ORDER)


def test_r32_a_notice_goes_within_twenty_minutes_though_many_orders_lack_their_items(
    open_shop: OpenShop, amazon: ReportingAmazon
) -> None:
    numbers = [f"250-0000001-{number:07}" for number in range(90)]
    amazon.rows[:] = [row(number, at=AT) for number in numbers]
    for number in numbers:
        amazon.show(order(order_id=number, updated=AT))
    amazon.script["getOrder"] = deque([_refused] * 5)
    shop = open_shop(amazon=amazon)
    shop.until(11)
    shop.desk.ship(numbers[-1], "YAMATO", "1234")
    shop.until(31)
    assert shop.push(numbers[-1]).state == PushState.ACCEPTED


def test_r37_a_cancel_waits_for_the_items_that_a_report_does_not_tell(shop: Shop) -> None:
    shop.desk.cancel(ORDER, CancelReason.NO_INVENTORY)
    shop.until(80)
    assert shop.amazon.asked("createFeed") == []
    shows_it_again(shop)
    shop.until(150)
    (content,) = [request.content for name, request, _ in shop.amazon.calls if name == "uploadFeed"]
    assert str(item()["orderItemId"]).encode() in content
    assert b"sku:" not in content


def test_r42_what_was_refused_for_a_while_is_filled_in_afterwards(shop: Shop) -> None:
    assert shop.order(ORDER).row.total_yen is None
    shop.until(60)
    shows_it_again(shop)
    shop.until(150)
    assert shop.order(ORDER).row.total_yen == 3_440


def test_r35_a_lost_notice_is_not_judged_by_a_report_that_tells_no_parcel(shop: Shop) -> None:
    shows_it_again(shop)
    shop.until(80)

    def takes_it_and_falls_silent(_request: httpx.Request) -> httpx.Response:
        at = shop.now + timedelta(seconds=1)
        shop.amazon.show(shipped(order(), at, "1234"))
        shop.amazon.rows[:] = [row(status="Shipped", at=at)]  # type: ignore[attr-defined]
        raise lost()

    shop.amazon.then("confirmShipment", takes_it_and_falls_silent)
    shop.amazon.script["getOrder"] = deque([_looked_at, *[_refused] * 1_000])
    shop.desk.ship(ORDER, "YAMATO", "1234")
    shop.until(120)
    shows_it_again(shop)
    shop.until(300)
    assert shop.push(ORDER).state == PushState.CONFIRMED
    assert shop.axes(ORDER) == ("注文完了", "配送完了")


def _looked_at(_request: httpx.Request) -> httpx.Response:
    return says(200, {"order": order(updated=AT)})


def test_r29_a_report_does_not_take_back_that_the_buyer_asked(
    open_shop: OpenShop, amazon: ReportingAmazon
) -> None:
    asked = {"cancellationRequest": {"requester": "BUYER", "cancelReason": "x"}}
    wish = order(updated=AT, orderItems=[item(cancellation=asked)])
    amazon.without_statuses = False
    amazon.show(wish)
    shop = open_shop(amazon=amazon)
    shop.until(10)
    assert "CANCEL_ASKED" in shop.findings(ORDER)
    amazon.without_statuses = True
    amazon.rows[:] = [row(at=START + 12 * MINUTE)]
    amazon.script["getOrder"] = deque([_refused] * 1_000)
    shop.until(30)
    assert "CANCEL_ASKED" in shop.findings(ORDER)


def test_r42_an_order_seen_without_its_amounts_is_read_again_when_amazon_gives_them(
    open_shop: OpenShop, amazon: ReportingAmazon
) -> None:
    """For an hour Amazon gives no more than statuses; nobody may have to ask by hand later."""
    whole = order(
        updated=START + 6 * MINUTE,
        payment={"paymentExecutions": [{"paymentMethod": "CashOnDelivery"}]},
    )
    poor = {name: value for name, value in whole.items() if name not in ("proceeds", "payment")}
    amazon.without_statuses = False
    shop = open_shop(amazon=amazon)
    shop.until(8)
    amazon.show(poor)
    amazon.then("searchOrders", refusal(400))
    shop.until(30)
    assert shop.order(ORDER).row.total_yen is None
    amazon.show(whole)
    shop.until(120)
    assert shop.order(ORDER).row.total_yen == 3_440
    assert shop.order(ORDER).row.payment_kind.value.endswith("(代引き)")


def test_r26_what_is_paid_on_delivery_stays_so_where_nothing_tells_it(
    open_shop: OpenShop, amazon: ReportingAmazon
) -> None:
    amazon.without_statuses = False
    cash = {"paymentExecutions": [{"paymentMethod": "CashOnDelivery"}]}
    amazon.show(order(updated=AT, payment=cash))
    shop = open_shop(amazon=amazon)
    shop.until(10)
    amazon.show(order(updated=START + 11 * MINUTE))
    shop.until(20)
    shop.desk.ship(ORDER, "YAMATO", "1234")
    shop.until(45)
    (body,) = amazon.bodies("confirmShipment")
    assert body["codCollectionMethod"] == "DirectPayment"


def test_r43_a_page_that_cannot_be_read_does_not_end_the_engine(
    open_shop: OpenShop, amazon: ReportingAmazon
) -> None:
    """Many orders of a report are filled in by pages; one of them is nonsense."""
    numbers = [f"250-0000001-{number:07}" for number in range(120)]
    amazon.rows[:] = [row(number, at=AT) for number in numbers]
    for number in numbers:
        amazon.show(order(order_id=number, updated=AT))
    amazon.by_creation.extend([says(200, b"[[["), says(200, b"[[[")])
    shop = open_shop(amazon=amazon)
    shop.until(14)
    amazon.without_statuses = False
    with shop.books.atomic(shop.now):
        shop.books.settings.datasets_given_up = (0, None)
    shop.until(40)
    assert not amazon.by_creation
    assert not shop.books.orders.partial(limit=1)


def test_r43_what_cannot_be_read_singly_is_set_aside_by_its_own_number(shop: Shop) -> None:
    shop.amazon.script["getOrder"] = deque([lambda _request: says(200, b"[[[")] * 3)
    shop.until(81)
    assert [each.order_id for each in shop.views.set_aside()] in ([ORDER], [])
    shows_it_again(shop)
    shop.until(300)
    assert shop.views.set_aside() == ()
    assert shop.order(ORDER).row.total_yen == 3_440


def test_r33_what_amazon_shows_as_cancelled_meanwhile_is_not_shipped(shop: Shop) -> None:
    shop.desk.ship(ORDER, "YAMATO", "1234")
    shop.amazon.show(changed(order(), "CANCELLED", START + 16 * MINUTE))
    shows_it_again(shop)
    shop.until(80)
    assert item_ids(shop) == []
    assert shop.axes(ORDER) == ("注文キャンセル", "キャンセル")
