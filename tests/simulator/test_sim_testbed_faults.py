"""Declared faults: which calls they strike, when, and what the caller and the world see."""

import pytest
from sim_client import START, Amazon
from sim_faults import declare

from simulator import AnswerDropped


def searches(amazon: Amazon, count: int) -> list[int]:
    amazon.control("PATCH", "/quota", {"operation": "*", "lifted": True})
    return [amazon.search().status for _ in range(count)]


def last_call(amazon: Amazon) -> dict:
    return amazon.control("GET", "/requests")["requests"][-1]


class TestWhen:
    def test_the_third_call_and_no_other(self, amazon):
        declare(amazon, operation="searchOrders", kind="status", when={"nth": 3})
        assert searches(amazon, 5) == [200, 200, 503, 200, 200]

    def test_from_the_second_call_on_twice(self, amazon):
        declare(amazon, operation="searchOrders", kind="status", when={"nth": 2}, times=2)
        assert searches(amazon, 5) == [200, 503, 503, 200, 200]

    def test_every_second_call_at_most_twice(self, amazon):
        fault = declare(amazon, operation="*", kind="throttle", when={"every": 2}, times=2)
        assert searches(amazon, 7) == [200, 429, 200, 429, 200, 200, 200]
        shown = amazon.control("GET", f"/faults/{fault}")
        assert (shown["seen"], shown["struck"]) == (7, 2)

    def test_a_window_of_simulated_time(self, amazon):
        window = {"from": "2026-11-23T00:10:00Z", "to": "2026-11-23T00:20:00Z"}
        declare(amazon, operation="searchOrders", kind="status", when=window, status=500)
        statuses = []
        for _ in range(4):
            statuses += searches(amazon, 1)
            amazon.advance("PT7M")
        assert statuses == [200, 200, 500, 200]

    def test_without_when_every_call_until_it_is_taken_back(self, amazon):
        fault = declare(amazon, operation="searchOrders", kind="status")
        assert searches(amazon, 3) == [503] * 3
        amazon.control("DELETE", f"/faults/{fault}")
        assert searches(amazon, 2) == [200] * 2
        assert amazon.control("GET", "/faults")["faults"] == []

    def test_a_draw_is_the_seeds(self):
        def drawn(seed: int) -> list[int]:
            amazon = Amazon(seed=seed)
            declare(amazon, operation="searchOrders", kind="status", when={"probability": 0.5})
            return searches(amazon, 40)

        assert drawn(1) == drawn(1) != drawn(2)
        assert 8 < drawn(1).count(503) < 32

    def test_a_draw_less_shifts_no_other(self):
        def second_fault(first: bool) -> list[int]:
            amazon = Amazon()
            never = {"probability": 0.0}
            declare(amazon, operation="searchOrders", kind="status", when=never, status=500)
            declare(amazon, operation="searchOrders", kind="status", when={"probability": 0.5})
            if not first:
                amazon.control("DELETE", "/faults/fault-1")
            return searches(amazon, 20)

        assert second_fault(True) == second_fault(False)

    def test_only_the_order_the_sku_the_path_that_is_named(self, amazon):
        amazon.control("PATCH", "/quota", {"operation": "*", "lifted": True})
        first, second = amazon.paid_order(), amazon.paid_order()
        declare(amazon, operation="*", kind="status", order_id=first["order_id"])
        assert [amazon.confirm(order).status for order in (first, second)] == [503, 204]
        declare(amazon, operation="*", kind="status", status=500, sku="PEN-FP-F")
        assert [amazon.listing(sku).status for sku in ("PEN-FP-F", "BOX-KIRI-S")] == [500, 200]
        declare(amazon, operation="search*", path="/orders/2026*", query="BUYER", kind="throttle")
        assert [amazon.search(includedData=data).status for data in ("BUYER", "PACKAGES")] == [
            429,
            200,
        ]

    def test_of_two_that_are_due_the_first_strikes(self, amazon):
        declare(amazon, operation="searchOrders", kind="status", status=500, when={"nth": 1})
        declare(amazon, operation="searchOrders", kind="status", status=503, times=1)
        assert searches(amazon, 3) == [500, 503, 200]

    def test_ids_are_given_in_order_and_never_again(self, amazon):
        assert declare(amazon, kind="reset", operation="getOrder") == "fault-1"
        amazon.control("DELETE", "/faults")
        assert declare(amazon, kind="reset", operation="getOrder") == "fault-2"


class TestBeforeAndAfter:
    def test_before_nothing_is_done(self, amazon):
        order = amazon.paid_order()
        declare(amazon, operation="confirmShipment", kind="status", when={"nth": 1})
        assert amazon.confirm(order).status == 503
        assert amazon.truth(order["order_id"])["packages"] == []
        assert amazon.confirm(order).status == 204

    def test_after_it_is_done_and_the_answer_says_otherwise(self, amazon):
        order = amazon.paid_order()
        declare(amazon, operation="confirmShipment", kind="status", phase="after", status=500)
        assert amazon.confirm(order).status == 500
        assert amazon.truth(order["order_id"])["status"] == "SHIPPED"

    def test_a_refusal_before_spends_no_quota(self, amazon):
        declare(amazon, operation="searchOrders", kind="throttle", when={"nth": 1})
        amazon.search()
        assert last_call(amazon)["quota_left"] is None
        amazon.search()
        assert last_call(amazon)["quota_left"] == 19

    @pytest.mark.parametrize("kind", ["lost_answer", "reset", "timeout"])
    def test_a_lost_answer_is_no_answer(self, amazon, kind):
        """R38, R42: what was done is done, and the caller cannot know."""
        order = amazon.paid_order()
        phase = {} if kind == "lost_answer" else {"phase": "after"}
        declare(amazon, operation="confirmShipment", kind=kind, when={"nth": 1}, **phase)
        with pytest.raises(AnswerDropped) as dropped:
            amazon.confirm(order)
        assert dropped.value.timed_out == (kind == "timeout")
        assert amazon.truth(order["order_id"])["status"] == "SHIPPED"
        call = last_call(amazon)
        assert (call["status"], call["fault"]) == (0, "fault-1")
        assert call["reason"] == f"{kind} (fault-1): 204 was not delivered"

    @pytest.mark.parametrize("kind", ["reset", "timeout"])
    def test_a_lost_request_is_not_done(self, amazon, kind):
        order = amazon.paid_order()
        declare(amazon, operation="confirmShipment", kind=kind, when={"nth": 1})
        with pytest.raises(AnswerDropped):
            amazon.confirm(order)
        assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"
        assert last_call(amazon)["reason"].endswith("nothing was not delivered")

    def test_a_late_answer_is_the_right_one(self, amazon):
        declare(amazon, operation="searchOrders", kind="slow", delay="PT30S")
        assert amazon.search().json()["orders"] == []
        assert amazon.control("GET", "/clock")["now"] == START, "no simulated time passes"


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "kind", "missing"),
        ({"kind": "thorttle"}, "kind", "the nearest is 'throttle'"),
        ({"kind": "status", "operation": "serchOrders"}, "operation", "'searchOrders'"),
        ({"kind": "status", "operation": "nothing*"}, "operation", "no operation"),
        ({"kind": "status", "whne": {}}, "whne", "the nearest is 'when'"),
        ({"kind": "status", "when": {"nht": 1}}, "nht", "the nearest is 'nth'"),
        ({"kind": "status", "when": {"nth": 0}}, "when.nth", ">= 1"),
        ({"kind": "status", "when": {"nth": 1, "every": 2}}, "when", "at most one"),
        ({"kind": "status", "when": {"probability": 1.5}}, "when.probability", "<= 1"),
        ({"kind": "status", "when": {"from": "now"}}, "when.from", "RFC3339"),
        ({"kind": "status", "when": {"from": START, "to": START}}, "when.to", "after"),
        ({"kind": "status", "phase": "befor"}, "phase", "'before'"),
        ({"kind": "status", "status": 200}, "status", "400 and 599"),
        ({"kind": "status", "status": 99}, "status", ">= 200"),
        ({"kind": "status", "times": 0}, "times", ">= 1"),
        ({"kind": "status", "delay": "PT2S"}, "delay", "does not go with status"),
        ({"kind": "slow", "delay": "-PT2S"}, "delay", "not negative"),
        ({"kind": "slow", "delay": "P2D"}, "delay", "at most"),
        ({"kind": "slow", "delay": "2s"}, "delay", "ISO8601"),
        ({"kind": "slow", "delay": 2}, "delay", "duration"),
        ({"kind": "lost_answer", "phase": "before"}, "phase", "always 'after'"),
        ({"kind": "stale_read", "operation": "confirmShipment"}, "operation", "cannot happen"),
        ({"kind": "duplicate_page", "operation": "getOrder"}, "operation", "cannot happen"),
        ({"kind": "accepted_not_applied", "operation": "getOrder"}, "operation", "cannot happen"),
        ({"kind": "throttle", "operation": "token"}, "operation", "cannot happen"),
        ({"kind": "malformed", "form": "torn"}, "form", "torn"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(amazon, body, field, words):
    answer = amazon.try_control("POST", "/faults", body)
    assert answer.status == 400
    error = answer.json()["error"]
    assert error["field"] == field
    assert words in error["message"]
    assert amazon.control("GET", "/faults")["faults"] == []


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_fault_is_not_found(amazon, method):
    declare(amazon, kind="reset", operation="getOrder")
    answer = amazon.try_control(method, "/faults/fault-2")
    assert answer.status == 404
    assert "the nearest is 'fault-1'" in answer.json()["error"]["message"]
