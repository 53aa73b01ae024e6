"""R32, R35, R41: more shipments than confirmShipment carries go in one feed."""

from collections import Counter

import pytest
from products_town import OpenTown
from shipping_town import MANY, arrived, no_feed_before, shipping, tracking

from core.domain.labels import CancelReason, Policy, PushState
from core.domain.shipping import ShipRow


@pytest.mark.parametrize("policy", list(Policy))
def test_r32_many_shipments_go_in_one_feed(open_town: OpenTown, policy: Policy) -> None:
    town, orders = shipping(open_town, policy)
    town.until(21)
    counts = town.counted()
    assert counts["createFeed"] == 1
    assert counts["confirmShipment"] == counts["getOrder"] == 0
    assert town.states(orders) == {PushState.ACCEPTED: MANY}
    town.until(60)
    arrived(town, orders)
    assert town.counted()["getOrder"] == 0, "the pull has confirmed them all"


@pytest.mark.parametrize("policy", list(Policy))
def test_r32_up_to_forty_go_singly(open_town: OpenTown, policy: Policy) -> None:
    town, orders = shipping(open_town, policy, number=40)
    town.until(30)
    counts = town.counted()
    assert counts["createFeed"] == 0
    assert counts["confirmShipment"] == 40
    town.until(60)
    arrived(town, orders)


def test_r35_safe_pulls_before_the_feed_and_adopts_what_amazon_has(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.SAFE)
    town.until(16)
    town.ship_at_amazon(orders[0], "SC-1")
    town.ship_at_amazon(orders[1], tracking(orders[1]))
    town.until(19.9)
    assert town.push(orders[0]).state is PushState.WAITING
    town.until(21)
    assert town.counted()["searchOrders"] >= 3
    assert town.push(orders[0]).state is PushState.CONFIRMED
    assert town.findings(orders[0]) == {"TRACKING_DIFFERS"}
    town.until(60)
    assert town.states(orders) == {PushState.CONFIRMED: MANY}
    assert town.packages(orders[0]) == ["SC-1"]
    assert town.packages(orders[1]) == [tracking(orders[1])]


def test_r35_safe_adopts_even_what_was_shipped_too_late_for_the_pull(open_town: OpenTown) -> None:
    """Amazon shows nothing that is younger than two minutes; then it refuses the line."""
    town, orders = shipping(open_town, Policy.SAFE)
    town.until(19)
    town.ship_at_amazon(orders[0], "SC-1")
    town.until(120)
    assert town.states(orders) == {PushState.CONFIRMED: MANY}
    assert town.packages(orders[0]) == ["SC-1"]
    assert town.findings(orders[0]) == {"TRACKING_DIFFERS"}
    assert town.views.order(orders[0]).row.payment_status == "注文完了"


def test_r35_documented_fails_where_amazon_shipped_first(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    town.until(12)
    town.ship_at_amazon(orders[5], "SC-1")
    town.until(60)
    assert town.states(orders) == {PushState.CONFIRMED: MANY - 1, PushState.REFUSED: 1}
    row = town.views.order(orders[5]).row
    assert row.payment_status == "連携失敗"
    assert town.findings(orders[5]) == {"LINK_FAILED_BUT_SHIPPED"}
    assert "PackageToUpdateNotFound" in town.push(orders[5]).error


def test_r35_safe_pulls_anew_for_a_feed_that_had_to_wait(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.SAFE)
    no_feed_before(town, minutes=27)
    town.until(30.5)
    town.ship_at_amazon(orders[5], "SC-1")
    town.until(34)
    assert town.push(orders[5]).state is PushState.CONFIRMED
    (content,) = town.line.bodies["uploadFeed"]
    assert orders[5].encode() not in content
    assert orders[6].encode() in content


@pytest.mark.parametrize("operation", ["createFeedDocument", "uploadFeed"])
def test_r32_until_the_feed_is_created_a_shipment_can_be_taken_back(
    open_town: OpenTown, operation: str
) -> None:
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    town.line.cut[operation] = 1
    town.until(20)
    assert town.states(orders) == {PushState.WAITING: MANY}
    town.desk.take_back(orders[0])
    town.until(90)
    assert town.packages(orders[0]) == []
    arrived(town, orders[1:])


def test_r32_one_taken_back_during_the_upload_stays_at_home(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    town.line.during["uploadFeed"] = lambda: town.desk.take_back(orders[7])
    town.until(21)
    assert town.push(orders[7]).state is PushState.TAKEN_BACK
    town.until(90)
    assert town.packages(orders[7]) == []
    arrived(town, [each for each in orders if each != orders[7]])


def test_r31_a_feed_names_carriers_that_amazon_does_not_know(open_town: OpenTown) -> None:
    town = open_town(1, policy=Policy.DOCUMENTED)
    town.desk.set_stock("P00000", 500)
    orders = [town.place(0, payment="COD" if n % 2 else "CREDIT_CARD") for n in range(MANY)]
    town.until(6)
    town.desk.ship_many([ShipRow(each, "福山<通運>&", tracking(each)) for each in orders])
    town.until(60)
    arrived(town, orders)
    (content,) = town.line.bodies["uploadFeed"]
    text = content.decode()
    assert text.count("<CarrierCode>Other</CarrierCode>") == MANY
    assert "<CarrierName>福山&lt;通運&gt;&amp;</CarrierName>" in text
    assert text.count("<CODCollectionMethod>DirectPayment</CODCollectionMethod>") == MANY // 2


def test_r37_cancels_are_not_held_up_by_a_feed_of_shipments(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.SAFE)
    cancelled = town.place(0)
    town.until(11)
    town.desk.cancel(cancelled, CancelReason.NO_INVENTORY)
    town.until(60)
    assert town.status(cancelled) == "CANCELLED"
    arrived(town, orders)


def test_r41_a_used_up_quota_delays_the_feed_and_loses_nothing(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    no_feed_before(town, minutes=30)
    town.until(21)
    assert town.states(orders) == {PushState.WAITING: MANY}
    (job,) = [job for job in town.views.jobs() if job.name == "push_outcomes"]
    assert job.waits_for == "createFeed の呼び出し枠"
    town.until(120)
    arrived(town, orders)
    assert Counter(town.line.calls)["confirmShipment"] == 0
