"""Faults of notifications and of the queue they come to (at least once, in any order)."""

import pytest
from sim_faults import declare
from sim_queue import Ear

from simulator import AnswerDropped


@pytest.fixture
def ear(amazon):
    ear = Ear(amazon)
    assert ear.subscribe("ORDER_CHANGE").status == 200
    return ear


def heard(ear) -> list[tuple[str, str]]:
    """Order and status of each message, in the order of arrival."""
    bodies = [one["Payload"]["OrderChangeNotification"] for one in ear.heard()]
    return [(one["AmazonOrderId"], one["Summary"]["OrderStatus"]) for one in bodies]


class TestDeliveries:
    def test_one_comes_twice(self, amazon, ear):
        declare(amazon, kind="duplicate_delivery", when={"nth": 1})
        order = amazon.paid_order()["order_id"]
        amazon.advance("PT5M")
        assert heard(ear) == [(order, "Pending"), (order, "Pending"), (order, "Unshipped")]

    def test_one_is_overtaken(self, amazon, ear):
        declare(amazon, kind="reordered_delivery", when={"nth": 1}, delay="PT2M")
        order = amazon.paid_order()["order_id"]
        amazon.advance("PT5M")
        assert heard(ear) == [(order, "Unshipped"), (order, "Pending")]

    def test_all_may_be_late_and_none_is_late_for_ever(self, amazon, ear):
        declare(amazon, kind="reordered_delivery")
        order = amazon.paid_order()["order_id"]
        amazon.advance("PT30S")
        assert heard(ear) == []
        amazon.advance("PT1M")
        assert heard(ear) == [(order, "Pending"), (order, "Unshipped")]

    def test_one_is_lost(self, amazon, ear):
        first, second = amazon.order(pay_after=None), amazon.order(pay_after=None)
        declare(amazon, kind="lost_delivery", order_id=first["order_id"])
        amazon.advance("PT5M")
        assert heard(ear) == [(second["order_id"], "Pending")]

    def test_only_of_the_type_that_is_named(self, amazon, ear):
        declare(amazon, kind="lost_delivery", path="FEED_*")
        amazon.order(pay_after=None)
        amazon.advance("PT5M")
        assert len(heard(ear)) == 1

    def test_no_other_kind_strikes_a_delivery(self, amazon):
        body = {"kind": "status", "operation": "deliverNotification"}
        answer = amazon.try_control("POST", "/faults", body)
        assert answer.status == 400
        assert answer.json()["error"]["field"] == "operation"


class TestQueue:
    def test_it_may_be_down(self, amazon, ear):
        declare(amazon, operation="queue", kind="status", times=1)
        refused = ear.try_sqs("ReceiveMessage", QueueUrl=ear.url)
        assert refused.status == 503
        assert refused.json()["__type"] == "com.amazonaws.sqs#ServiceUnavailable"
        assert ear.sqs("ReceiveMessage", QueueUrl=ear.url) == {}

    def test_a_message_received_without_an_answer_comes_again(self, amazon, ear):
        amazon.order(pay_after=None)
        amazon.advance("PT1M")
        declare(amazon, operation="queue", kind="lost_answer", times=1)
        with pytest.raises(AnswerDropped):
            ear.sqs("ReceiveMessage", QueueUrl=ear.url)
        assert ear.sqs("ReceiveMessage", QueueUrl=ear.url) == {}, "it is hidden for half a minute"
        amazon.advance("PT30S")
        assert len(ear.sqs("ReceiveMessage", QueueUrl=ear.url)["Messages"]) == 1

    def test_it_may_be_slow(self, amazon, ear):
        declare(amazon, operation="queue", kind="slow", delay="PT1S")
        assert ear.sqs("ReceiveMessage", QueueUrl=ear.url) == {}
