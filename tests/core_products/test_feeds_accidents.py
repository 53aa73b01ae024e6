"""R38, R42: whatever happens to a feed of shipments, nothing is shipped twice and nothing never."""

import msgspec
import pytest
from products_town import OpenTown
from shipping_town import MANY, arrived, report, shipping

from core.amazon.transport import Answer
from core.domain.labels import Policy, PushState


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


def test_r38_a_late_report_changes_nothing_that_a_read_has_confirmed(open_town: OpenTown) -> None:
    for policy in Policy:
        town, orders = shipping(open_town, policy)
        busy = Answer(200, {}, b'{"feedId": "1", "processingStatus": "IN_PROGRESS"}')
        town.line.instead["getFeed"] = [busy] * 12
        lines = ((town.push(orders[n]).push_id, "no") for n in (3, 17))
        town.line.instead["downloadFeedReport"] = [report(*lines)]
        town.until(40)
        assert town.states(orders) == {PushState.CONFIRMED: MANY}
        town.until(120)
        assert not town.line.instead["downloadFeedReport"]
        arrived(town, orders)


def test_r38_what_a_feed_may_have_shipped_is_no_failure_when_it_goes_again(
    open_town: OpenTown,
) -> None:
    """The feed is lost and slow; the single notice meets its parcel, which is ours."""
    town, orders = shipping(open_town, Policy.DOCUMENTED)
    town.control("PATCH", "/_sim/behaviours", feed_ends_after="PT1H")
    town.line.instead["getFeed"] = [Answer(200, {}, b'{"feedId":"1","processingStatus":"FATAL"}')]
    already = b'{"errors":[{"code":"InvalidInput","message":"order already fulfilled"}]}'
    town.line.instead["confirmShipment"] = [Answer(400, {}, already)]
    town.until(180)
    arrived(town, orders)
    assert {town.views.order(each).row.payment_status for each in orders} == {"注文完了"}
