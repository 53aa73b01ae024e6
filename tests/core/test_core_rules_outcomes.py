"""R31 to R38 against the fake: what the shop decides reaches Amazon once, or is explained."""

import pytest
from core_facts import CUP
from core_world import Town

from core.domain.labels import CancelReason, Policy, PushState
from core.domain.refusals import Refusal
from core.errors import Refused


def refused(town: Town, order_id: str) -> Refusal:
    with pytest.raises(Refused) as caught:
        town.desk.ship(order_id, "ヤマト運輸", "1234")
    return caught.value.reason


def tracking_at_amazon(town: Town, order_id: str) -> list[tuple[str, str]]:
    return [(each.carrier, each.tracking) for each in town.truth(order_id).packages]


@pytest.mark.parametrize(
    ("carrier", "at_amazon"),
    [
        ("ヤマト運輸", "YAMATO"),
        ("SAGAWA", "SAGAWA"),
        ("日本郵便", "日本郵便"),
        ("西濃運輸", "西濃運輸"),
    ],
)
@pytest.mark.parametrize("payment", ["CREDIT_CARD", "COD"])
def test_r31_r32_a_shipment_reaches_amazon_with_carrier_and_number(
    town: Town, carrier: str, at_amazon: str, payment: str
) -> None:
    order_id = town.place(payment=payment, more={CUP: 2})  # type: ignore[arg-type]
    town.until(10)
    town.desk.ship(order_id, carrier, " 1234-5678 ")
    assert town.axes(order_id) == ("注文完了", "配送完了")
    town.until(30)
    assert tracking_at_amazon(town, order_id) == [(at_amazon, "1234-5678")]
    town.until(40)
    assert town.push(order_id).state is PushState.CONFIRMED
    assert town.findings(order_id) == set()


def test_r32_until_it_is_sent_it_can_be_taken_back_and_given_again(town: Town) -> None:
    order_id = town.place()
    town.until(25)
    town.desk.ship(order_id, "ヤマト運輸", "1111")
    assert town.push(order_id).state is PushState.WAITING
    assert town.push(order_id).due_at == town.at(40)
    town.desk.take_back(order_id)
    assert town.axes(order_id) == ("注文完了", "未処理")
    town.desk.ship(order_id, "ヤマト運輸", "2222")
    town.until(60)
    assert [tracking for _, tracking in tracking_at_amazon(town, order_id)] == ["2222"]
    with pytest.raises(Refused) as caught:
        town.desk.take_back(order_id)
    assert caught.value.reason is Refusal.ALREADY_SENT
    assert [push.state for push in town.views.pushes(order_id)] == [
        PushState.TAKEN_BACK,
        PushState.CONFIRMED,
    ]


def test_r32_taking_back_what_amazon_has_shipped_meanwhile_leaves_it_shipped(town: Town) -> None:
    order_id = town.place()
    town.until(25)
    town.desk.ship(order_id, "ヤマト運輸", "1111")
    town.ship_at_amazon(order_id)
    if town.policy is Policy.SAFE:
        town.until(35)
        assert town.push(order_id).state is PushState.CONFIRMED
        return
    town.until(35)
    town.desk.take_back(order_id)
    town.until(90)
    assert town.axes(order_id) == ("注文完了", "配送完了")


def test_r33_a_shipment_is_refused_where_it_makes_no_sense(town: Town) -> None:
    unpaid, shipped, cancelled = town.unpaid(), town.place(), town.place(CUP)
    town.until(10)
    assert refused(town, unpaid) is Refusal.UNPAID
    town.desk.ship(shipped, "ヤマト運輸", "1234")
    assert refused(town, shipped) is Refusal.PUSH_UNDER_WAY
    town.cancel_at_amazon(cancelled)
    town.until(40)
    assert refused(town, shipped) is Refusal.ALREADY_SHIPPED
    assert refused(town, cancelled) is Refusal.ALREADY_CANCELLED
    assert refused(town, "250-0000000-0000000") is Refusal.NO_SUCH_ORDER


@pytest.mark.parametrize(
    ("carrier", "tracking", "refusal"),
    [("", "1", Refusal.NO_CARRIER), ("ヤマト運輸", " ", Refusal.NO_TRACKING)],
)
def test_r31_both_are_required(town: Town, carrier: str, tracking: str, refusal: Refusal) -> None:
    order_id = town.place()
    town.until(10)
    with pytest.raises(Refused) as caught:
        town.desk.ship(order_id, carrier, tracking)
    assert caught.value.reason is refusal
    assert town.views.pushes(order_id) == ()


def test_r33_a_waiting_notice_falls_away_when_amazon_cancels_first(town: Town) -> None:
    order_id = town.place()
    town.until(21)
    town.desk.ship(order_id, "ヤマト運輸", "1234")
    town.cancel_at_amazon(order_id)
    town.until(60)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert town.push(order_id).state is PushState.TAKEN_BACK
    assert "NOTICE_DROPPED" in town.findings(order_id)
    assert all(operation != "confirmShipment" for _, operation, _ in town.calls())


def test_r34_a_shipment_in_seller_central_comes_back_by_itself(town: Town) -> None:
    order_id = town.place()
    town.until(21)
    town.ship_at_amazon(order_id, "SC-1")
    town.until(30)
    assert town.axes(order_id) == ("注文完了", "配送完了")
    assert [package.tracking for package in town.order(order_id).packages] == ["SC-1"]
    assert refused(town, order_id) is Refusal.ALREADY_SHIPPED


@pytest.mark.parametrize("minutes_between", [0.5, 4, 12])
def test_r35_documented_a_second_notice_fails_for_good(
    documented: Town, minutes_between: float
) -> None:
    """Whether or not a pull has seen Amazon's shipment before ours goes out."""
    town = documented
    order_id = town.place()
    town.until(21)
    town.desk.ship(order_id, "ヤマト運輸", "1234")
    town.until(21 + minutes_between)
    town.ship_at_amazon(order_id)
    town.until(60)
    assert town.axes(order_id) == ("連携失敗", "配送完了")
    assert town.push(order_id).state is PushState.REFUSED
    assert "PackageToUpdateNotFound" in town.push(order_id).error
    assert town.findings(order_id) == {"LINK_FAILED_BUT_SHIPPED"}
    assert refused(town, order_id) is Refusal.LINK_FAILED
    town.until(24 * 60)
    assert town.axes(order_id) == ("連携失敗", "配送完了")
    assert len(town.truth(order_id).packages) == 1


@pytest.mark.parametrize("minutes_between", [0.5, 4, 12, 18.9])
@pytest.mark.parametrize("tracking", ["1234", "SC-1"])
def test_r35_safe_amazons_shipment_is_adopted(
    safe: Town, minutes_between: float, tracking: str
) -> None:
    order_id = safe.place()
    safe.until(21)
    safe.desk.ship(order_id, "ヤマト運輸", "1234")
    safe.until(21 + minutes_between)
    safe.ship_at_amazon(order_id, tracking)
    safe.until(60)
    assert safe.axes(order_id) == ("注文完了", "配送完了")
    assert safe.push(order_id).state is PushState.CONFIRMED
    assert safe.findings(order_id) == (set() if tracking == "1234" else {"TRACKING_DIFFERS"})
    assert tracking_at_amazon(safe, order_id) == [("YAMATO", tracking)]
    assert all(operation != "confirmShipment" for _, operation, _ in safe.calls())


@pytest.mark.parametrize("reason", list(CancelReason))
def test_r37_a_shop_cancel_reaches_amazon_and_returns_the_stock_once(
    town: Town, reason: CancelReason
) -> None:
    order_id = town.place(quantity=2, more={CUP: 1})
    town.until(21)
    town.desk.cancel(order_id, reason)
    assert town.axes(order_id) == ("注文完了", "キャンセル")
    assert town.stock() == 8
    town.until(120)
    assert town.truth(order_id).status == "CANCELLED"
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert (town.stock(), town.stock(CUP)) == (10, 10)
    assert town.push(order_id).state is PushState.CONFIRMED
    assert town.findings(order_id) == set()


def test_r37_several_cancels_go_in_one_feed(town: Town) -> None:
    orders = [town.place() for _ in range(5)]
    town.until(21)
    for order_id in orders:
        town.desk.cancel(order_id, CancelReason.NO_INVENTORY)
    town.until(60)
    assert {town.axes(order_id) for order_id in orders} == {("注文キャンセル", "キャンセル")}
    assert [operation for _, operation, _ in town.calls()].count("createFeed") == 1
    assert town.stock() == 10


def test_r37_an_unpaid_order_can_be_cancelled_here(town: Town) -> None:
    order_id = town.unpaid()
    town.until(21)
    town.desk.cancel(order_id, CancelReason.NO_INVENTORY)
    town.until(60)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert town.stock() == 10


def test_r37_a_cancel_that_comes_too_late_is_link_failed_and_returns_nothing(
    town: Town,
) -> None:
    order_id = town.place()
    town.until(38)
    town.desk.cancel(order_id, CancelReason.NO_INVENTORY)
    town.ship_at_amazon(order_id)
    town.until(120)
    assert town.axes(order_id) == ("連携失敗", "配送完了")
    assert town.push(order_id).state is PushState.REFUSED
    assert town.push(order_id).error.startswith("18004")
    assert town.stock() == 9
    assert town.findings(order_id) == {"LINK_FAILED_BUT_SHIPPED"}


def test_r32_a_cancel_can_be_taken_back(town: Town) -> None:
    order_id = town.place()
    town.until(21)
    town.desk.cancel(order_id, CancelReason.BUYER)
    town.desk.take_back(order_id)
    assert town.axes(order_id) == ("注文完了", "未処理")
    town.desk.ship(order_id, "ヤマト運輸", "1234")
    town.until(60)
    assert town.axes(order_id) == ("注文完了", "配送完了")
    assert town.truth(order_id).status == "SHIPPED"


def test_r38_each_outcome_is_confirmed_by_reading_not_by_being_accepted(town: Town) -> None:
    order_id = town.place()
    town.until(21)
    town.desk.ship(order_id, "ヤマト運輸", "1234")
    town.until(40)
    assert town.push(order_id).state is PushState.ACCEPTED
    town.until(45)
    assert town.push(order_id).state is PushState.CONFIRMED


@pytest.mark.parametrize("by", ["BUYER", "SELLER"])
def test_r37_a_cancel_that_somebody_else_did_first_is_no_failure(town: Town, by: str) -> None:
    """The order is cancelled as the shop wanted, whoever was first."""
    order_id = town.unpaid()
    town.until(39.9)
    town.desk.cancel(order_id, CancelReason.BUYER)
    town.until(40.2)
    town.cancel_at_amazon(order_id, by)
    town.until(120)
    assert town.axes(order_id) == ("注文キャンセル", "キャンセル")
    assert town.push(order_id).state is PushState.CONFIRMED
