"""Behaviours: what is believed, why, and what else may be (control-api, Behaviours)."""

import pytest
from sim_client import Amazon

from simulator.behaviours import REGISTRY
from simulator.behaviours.open_questions import QUESTIONS


def beliefs(amazon: Amazon) -> dict[str, dict]:
    return {one["name"]: one for one in amazon.control("GET", "/behaviours")["behaviours"]}


def believe(amazon: Amazon, **values) -> None:
    amazon.control("PATCH", "/behaviours", values)


class TestRegistry:
    def test_each_says_where_it_comes_from(self, amazon):
        for one in beliefs(amazon).values():
            told = {"name", "value", "default", "alternatives", "provenance", "source", "about"}
            assert set(one) == told
            assert one["default"] == one["value"]
            assert one["provenance"] in ("documented", "reported", "assumed")
            assert one["source"]
            assert one["about"]

    def test_every_alternative_can_be_put_in_force(self, amazon):
        for name, one in beliefs(amazon).items():
            for value in [*one["alternatives"], one["value"]]:
                believe(amazon, **{name: value})
                assert beliefs(amazon)[name]["value"] == value

    def test_every_open_question_is_a_behaviour_that_can_be_changed(self):
        for question in QUESTIONS:
            assert question.asks.endswith("?")
            for name in question.behaviours:
                entry = REGISTRY[name]
                assert entry.provenance != "documented"
                assert len(entry.alternatives) > 1 or isinstance(entry.value, str)

    def test_a_reset_believes_the_defaults_again(self, amazon):
        default = beliefs(amazon)
        believe(amazon, cod_fee=1, unknown_order="invalid_input")
        amazon.control("POST", "/reset", {})
        assert beliefs(amazon) == default

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("cod_fe", 1, "the nearest is 'cod_fee'"),
            ("cod_fee", -1, "whole number"),
            ("cod_fee", "330", "whole number"),
            ("cod_fee", True, "whole number"),
            ("unknown_order", "perhaps", "not_found, invalid_input"),
            ("pii_markers", 1, "True, False"),
            ("access_token_lives", "PT-1H", "duration"),
            ("access_token_lives", "-PT1H", "duration"),
            ("access_token_lives", "1 hour", "duration"),
            ("access_token_lives", None, "duration"),
            ("access_token_lives", "P99999999D", "duration"),
            ("text_quota", 5, "text"),
        ],
    )
    def test_no_other_value_is_taken_and_nothing_changes(self, amazon, name, value, words):
        before = beliefs(amazon)
        body = {"shipping_fee": 1, name: value}
        answer = amazon.try_control("PATCH", "/behaviours", body)
        assert answer.status == 400
        error = answer.json()["error"]
        assert error["field"] == name
        assert words in error["message"]
        assert beliefs(amazon) == before


class TestOpenQuestions:
    def test_cash_on_delivery_may_begin_as_pending(self, amazon):
        believe(amazon, cod_first_status="PENDING")
        order = amazon.order(payment="COD")
        assert order["status"] == "PENDING"
        amazon.advance("PT10S")
        settled = amazon.truth(order["order_id"])
        assert (settled["status"], settled["total"]) == ("UNSHIPPED", order["total"])

    def test_japan_post_may_have_a_code(self, amazon):
        order = amazon.paid_order()
        assert "InvalidCarrier" in amazon.confirm(order, carrierCode="JP_POST").error["message"]
        believe(amazon, japan_post_carrier="JP_POST")
        assert amazon.confirm(order, carrierCode="JP_POST").status == 204

    def test_shipping_methods_may_be_a_list(self, amazon):
        order = amazon.paid_order()
        believe(amazon, shipping_method="listed")
        assert amazon.confirm(order, shippingMethod="飛行船便").status == 400
        assert amazon.confirm(order, shippingMethod="宅急便").status == 204


class TestRateHeader:
    def told(self, amazon: Amazon, agent: str = "tests/1", **headers: str) -> str:
        token = {"x-amz-access-token": amazon.access_token(), "user-agent": agent}
        answer = amazon.send("GET", "/sellers/v1/account", headers={**token, **headers})
        return answer.headers["x-amzn-ratelimit-limit"]

    def run(self, amazon: Amazon, mode: str = "rate", speed: float = 60) -> None:
        amazon.control("POST", "/clock/mode", {"mode": mode, "speed": speed})

    def test_who_lives_in_the_walls_time_is_told_by_the_wall(self, amazon):
        assert self.told(amazon) == "0.016"
        self.run(amazon)
        assert self.told(amazon) == "0.96"

    @pytest.mark.parametrize("mode", ["manual", "real", "autojump"])
    def test_in_every_other_mode_it_is_amazons_figure(self, amazon, mode):
        self.run(amazon, mode)
        assert self.told(amazon) == "0.016"

    def test_never_towards_a_participant_nor_our_engine(self, amazon):
        amazon.control("POST", "/clock/participants", {"name": "my-shop"})
        self.run(amazon)
        assert self.told(amazon, "my-shop/2.1 (Language=PHP)") == "0.016"
        assert self.told(amazon, "curl/8", **{"x-sim-participant": "my-shop"}) == "0.016"
        assert self.told(amazon, "renkei/0.1 (Language=Python)") == "0.016"
        assert self.told(amazon, "my-shopper/2.1") == "0.96"

    def test_it_can_be_left_as_amazons(self, amazon):
        believe(amazon, rate_header="amazons")
        self.run(amazon)
        assert self.told(amazon) == "0.016"

    def test_a_limit_that_was_set_is_scaled_as_well(self, amazon):
        amazon.control("PATCH", "/quota", {"operation": "getAccount", "rate": 2})
        self.run(amazon, speed=0.5)
        assert self.told(amazon) == "1.0"
