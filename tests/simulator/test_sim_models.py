"""The checker of answers against Amazon's models must be able to fail."""

import json
import re

import pytest
import sim_models

from simulator.tables import OPERATIONS

models_present = pytest.mark.skipif(not sim_models.rules(), reason=sim_models.WHY_SKIPPED)
GOOD = {"x-amzn-requestid": "r", "x-amzn-ratelimit-limit": "0.5"}
PATH = "/orders/2026-01-01/orders/250-0000000-0000000"


@models_present
def test_every_simulated_operation_stands_in_a_model():
    known = {(rule.name, rule.method) for rule in sim_models.rules()}
    assert {(one.name, one.method) for one in OPERATIONS} <= known


@models_present
@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"order": {"orderId": "250"}}, id="a required field is missing"),
        pytest.param({"order": None, "extra": 1}, id="a field of the wrong type"),
        pytest.param({}, id="nothing"),
    ],
)
def test_the_checker_refuses_a_wrong_answer(body):
    with pytest.raises(Exception, match=r"required|type|not in the model"):
        sim_models.check("GET", PATH, 200, GOOD, json.dumps(body).encode())


@models_present
def test_the_checker_refuses_a_rate_header_where_the_model_has_none():
    body = json.dumps({"errors": [{"code": "c", "message": "m"}]}).encode()
    with pytest.raises(AssertionError, match="rate header"):
        sim_models.check("GET", PATH, 403, GOOD, body)


@models_present
def test_limits_are_those_of_the_models():
    """Rate and burst stand in the description of each operation."""
    for operation in OPERATIONS:
        rule = next(
            rule
            for rule in sim_models.rules()
            if rule.name == operation.name and rule.path.match(_filled(operation.path))
        )
        rate, burst = re.search(r"\| (\d[\d.]*) \| (\d+) \|", rule.description).groups()
        assert (operation.limit.rate, operation.limit.burst) == (float(rate), int(burst))


def _filled(path: str) -> str:
    return path.replace("{", "").replace("}", "")
