"""R32, R35, R38: more shipments than confirmShipment carries go in one feed, none twice."""

from collections import Counter

import msgspec
import pytest
from products_town import OpenTown, ProductTown

from core.amazon.transport import Answer
from core.domain.labels import CancelReason, Policy, PushState
from core.domain.shipping import ShipRow

MANY = 45


def shipping(
    open_town: OpenTown, policy: Policy, number: int = MANY
) -> tuple[ProductTown, list[str]]:
    """A town with `number` paid orders whose 配送完了 was pressed in minute 6."""
    town = open_town(1, policy=policy)
    town.desk.set_stock("P00000", 500)
    orders = [town.place(0) for _ in range(number)]
    town.until(6)
    town.counted()
    rows = [ShipRow(order_id, "ヤマト運輸", tracking(order_id)) for order_id in orders]
    town.desk.ship_many(rows)
    return town, orders


def tracking(order_id: str) -> str:
    return "T" + order_id.replace("-", "")


def arrived(town: ProductTown, orders: list[str]) -> None:
    """Every order is shipped once, with our number, and confirmed."""
    assert town.states(orders) == {PushState.CONFIRMED: len(orders)}
    for order_id in orders:
        assert town.packages(order_id) == [tracking(order_id)]
        assert town.status(order_id) == "SHIPPED"


def report(*lines: tuple[int, str]) -> Answer:
    results = "".join(
        f"<Result><MessageID>{number}</MessageID><ResultCode>Error</ResultCode>"
        f"<ResultMessageCode>18028</ResultMessageCode>"
        f"<ResultDescription>{words}</ResultDescription></Result>"
        for number, words in lines
    )
    content = f"<AmazonEnvelope><ProcessingReport>{results}</ProcessingReport></AmazonEnvelope>"
    return Answer(200, {}, content.encode())


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
    town.ship_at_amazon(orders[0], "SC-1")
    town.until(60)
    assert town.states(orders) == {PushState.CONFIRMED: MANY - 1, PushState.REFUSED: 1}
    row = town.views.order(orders[0]).row
    assert row.payment_status == "連携失敗"
    assert town.findings(orders[0]) == {"LINK_FAILED_BUT_SHIPPED"}
    assert "PackageToUpdateNotFound" in town.push(orders[0]).error


def test_r38_each_line_of_the_report_finds_its_order(open_town: OpenTown) -> None:
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    wrong = [town.push(orders[n]).push_id for n in (3, 17)]
    town.line.instead["downloadFeedReport"] = [report(*((each, "no") for each in wrong))]
    town.until(31)
    for number in (3, 17):
        push = town.push(orders[number])
        assert (push.state, push.error) == (PushState.REFUSED, "18028 no")
        assert town.views.order(orders[number]).row.payment_status == "連携失敗"
    assert town.states(orders)[PushState.REFUSED] == 2


def test_r38_safe_asks_again_singly_what_a_feed_refused(open_town: OpenTown) -> None:
    """The feed did ship it, whatever the line says: reading the order shows our own parcel."""
    town, orders = shipping(open_town, Policy.SAFE)
    line = report((town.push(orders[3]).push_id, "no"))
    town.line.instead["downloadFeedReport"] = [line]
    town.until(90)
    arrived(town, orders)


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("status", ["FATAL", "CANCELLED"])
def test_r38_a_feed_that_came_to_nothing_is_read_back_and_sent_singly(
    open_town: OpenTown, policy: Policy, status: str
) -> None:
    town, orders = shipping(open_town, policy)
    ended = {"feedId": "1", "processingStatus": status}
    town.line.instead["createFeed"] = [Answer(202, {}, b'{"feedId": "1"}')]
    town.line.instead["getFeed"] = [Answer(200, {}, msgspec.json.encode(ended))]
    town.until(23)
    assert town.states(orders) == {PushState.UNKNOWN: MANY}
    town.until(120)
    arrived(town, orders)
    assert town.counted()["confirmShipment"] == MANY


@pytest.mark.parametrize("policy", list(Policy))
def test_r38_a_report_about_the_whole_feed_fails_no_order(
    open_town: OpenTown, policy: Policy
) -> None:
    town, orders = shipping(open_town, policy)
    town.line.instead["downloadFeedReport"] = [report((0, "ill-formed"))]
    town.until(120)
    arrived(town, orders)


@pytest.mark.parametrize("policy", list(Policy))
def test_r38_a_lost_answer_of_create_feed_ships_nothing_twice(
    open_town: OpenTown, policy: Policy
) -> None:
    town, orders = shipping(open_town, policy)
    town.line.lose["createFeed"] = 1
    town.until(20)
    town.until(21)
    assert town.states(orders) == {PushState.UNKNOWN: MANY}
    town.until(90)
    arrived(town, orders)
    assert town.counted()["confirmShipment"] == 0


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("operation", ["createFeedDocument", "uploadFeed", "createFeed"])
def test_r42_killed_at_any_call_of_the_feed_everything_is_shipped_once(
    open_town: OpenTown, policy: Policy, operation: str
) -> None:
    town, orders = shipping(open_town, policy)
    town.line.kill[operation] = 1
    town.until_killed(21)
    town.until(120)
    arrived(town, orders)
    assert town.counted()["confirmShipment"] == 0, "the feed was waited for"


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("operation", ["getFeed", "getFeedDocument", "downloadFeedReport"])
def test_r42_killed_while_reading_the_report_it_is_read_again(
    open_town: OpenTown, policy: Policy, operation: str
) -> None:
    town, orders = shipping(open_town, policy)
    town.line.kill[operation] = 1
    town.until_killed(40)
    town.until(90)
    arrived(town, orders)


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
    with town.books.atomic(town.now):
        empty = town.books.jobs.bucket("createFeed", town.now).emptied(town.now)
        town.books.jobs.put_bucket("createFeed", empty)
    town.books.connection.execute(
        "UPDATE quotas SET rate_per_s = 0.0005 WHERE operation = 'createFeed'"
    )
    town.until(21)
    assert town.states(orders) == {PushState.WAITING: MANY}
    (job,) = [job for job in town.views.jobs() if job.name == "push_outcomes"]
    assert job.waits_for == "createFeed の呼び出し枠"
    town.until(120)
    arrived(town, orders)
    assert Counter(town.line.calls)["confirmShipment"] == 0
