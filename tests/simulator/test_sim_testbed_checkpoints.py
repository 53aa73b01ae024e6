"""Checkpoints hold everything and come back exactly (control-api, Checkpoints)."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sim_client import EVERYTHING, START, Amazon, Answer
from sim_faults import declare

from simulator.checkpoint import NOT_STATE
from simulator.keeping import copies

SKUS = st.sampled_from(["TEA-UJI-100", "PEN-FP-F", "BATT-10000"])
SPANS = st.sampled_from(["PT0S", "PT7S", "PT3M", "PT2H", "P1D", "P7D"])


class Caller:
    """Does things to a fake and keeps every byte of what it said."""

    def __init__(self, amazon: Amazon) -> None:
        self.amazon = amazon
        self.said: list[tuple] = []
        self.page: dict[str, str] = {}

    def note(self, answer: Answer) -> Answer:
        self.said.append((answer.status, sorted(answer.headers.items()), answer.body))
        return answer

    def place(self, sku: str, payment: str) -> None:
        body = {"items": [{"sku": sku}], "payment": payment, "oversell": True}
        self.note(self.amazon.try_control("POST", "/orders", body))

    def advance(self, by: str) -> None:
        self.amazon.token = None
        self.note(self.amazon.try_control("POST", "/clock/advance", {"by": by}))

    def search(self, size: int) -> None:
        query = {"maxResultsPerPage": size, "includedData": EVERYTHING, **self.page}
        answer = self.note(self.amazon.search(**query))
        token = answer.json().get("pagination", {}).get("nextToken")
        self.page = {"paginationToken": token} if token else {}

    def ship_last(self, reference: str) -> None:
        orders = self.amazon.control("GET", "/orders")["orders"]
        if orders:
            self.note(self.amazon.confirm(orders[-1], reference))

    def stock(self, sku: str, quantity: int) -> None:
        value = {"fulfillment_channel_code": "DEFAULT", "quantity": quantity}
        self.note(self.amazon.patch(sku, "fulfillment_availability", value))
        self.note(self.amazon.listing(sku))

    def trouble(self, kind: str, chance: float) -> None:
        body = {"kind": kind, "when": {"probability": chance}, "operation": "*O*"}
        self.note(self.amazon.try_control("POST", "/faults", body))

    def believe(self, after: str) -> None:
        body = {"listing_visible_after": after}
        self.note(self.amazon.try_control("PATCH", "/behaviours", body))

    def look(self) -> None:
        for path in ("/clock", "/agenda", "/quota", "/orders", "/listings", "/requests", "/faults"):
            self.note(self.amazon.try_control("GET", path))


STEPS = st.one_of(
    st.tuples(st.just("place"), SKUS, st.sampled_from(["CREDIT_CARD", "CONVENIENCE_STORE", "COD"])),
    st.tuples(st.just("advance"), SPANS),
    st.tuples(st.just("search"), st.integers(1, 3)),
    st.tuples(st.just("ship_last"), st.sampled_from(["1", "2"])),
    st.tuples(st.just("stock"), SKUS, st.integers(0, 50)),
    st.tuples(
        st.just("trouble"), st.sampled_from(["throttle", "status", "slow"]), st.floats(0, 0.3)
    ),
    st.tuples(st.just("believe"), SPANS),
    st.tuples(st.just("look")),
)
WALKS = st.lists(STEPS, max_size=8)


def walk(amazon: Amazon, steps: list[tuple]) -> list[tuple]:
    """Everything that was answered on the way. The token is asked for anew at the beginning."""
    caller = Caller(amazon)
    amazon.token = None
    for name, *values in steps:
        getattr(caller, name)(*values)
    caller.look()
    return caller.said


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=WALKS, first=WALKS, second=WALKS)
def test_restored_the_same_calls_get_the_same_bytes(before, first, second):
    amazon = Amazon()
    walk(amazon, before)
    start = amazon.control("POST", "/checkpoints")
    one = walk(amazon, first)
    middle = amazon.control("POST", "/checkpoints")
    two = walk(amazon, second)
    for _ in range(2):
        amazon.control("POST", f"/checkpoints/{middle['id']}/restore")
        assert walk(amazon, second) == two
        amazon.control("POST", f"/checkpoints/{start['id']}/restore")
        assert walk(amazon, first) == one
        assert amazon.control("POST", "/checkpoints")["digest"] == middle["digest"]


@settings(max_examples=15, deadline=None)
@given(before=WALKS)
def test_a_restored_state_is_written_as_the_saved_one(before):
    amazon = Amazon()
    walk(amazon, before)
    saved = amazon.control("POST", "/checkpoints")
    amazon.order()
    amazon.advance("P3D")
    amazon.control("POST", f"/checkpoints/{saved['id']}/restore")
    again = amazon.control("POST", "/checkpoints")
    assert (again["digest"], again["bytes"]) == (saved["digest"], saved["bytes"])


def test_branches_from_one_moment(amazon):
    """The same order, once paid and once cancelled."""
    order = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    at = f"/orders/{order['order_id']}"
    amazon.control("POST", "/checkpoints")
    amazon.control("POST", f"{at}/pay")
    assert amazon.control("GET", at)["status"] == "UNSHIPPED"
    amazon.control("POST", "/checkpoints/checkpoint-1/restore")
    assert amazon.control("GET", at) == order
    amazon.advance("P7D")
    assert amazon.control("GET", at)["status"] == "CANCELLED"


def test_a_fault_goes_on_counting_from_where_it_was(amazon):
    declare(amazon, operation="getOrder", kind="status", when={"nth": 3})
    path = "/orders/2026-01-01/orders/250-0000000-0000000"
    amazon.call("GET", path)
    amazon.control("POST", "/checkpoints")
    first = [amazon.call("GET", path).status for _ in range(3)]
    amazon.control("POST", "/checkpoints/checkpoint-1/restore")
    assert [amazon.call("GET", path).status for _ in range(3)] == first == [404, 503, 404]


def test_participants_stay_in_by_name(amazon):
    for name in ("shop", "warehouse"):
        amazon.control("POST", "/clock/participants", {"name": name})
    amazon.control("POST", "/checkpoints")
    amazon.control("DELETE", "/clock/participants/shop")
    amazon.control("POST", "/clock/participants", {"name": "late"})
    amazon.control("POST", "/checkpoints/checkpoint-1/restore")
    rows = amazon.control("GET", "/clock/participants")["participants"]
    assert [row["participant"] for row in rows] == ["shop", "warehouse"]


def test_they_are_listed_deleted_and_ended_by_a_reset(amazon):
    first = amazon.control("POST", "/checkpoints")
    amazon.advance("PT1H")
    second = amazon.control("POST", "/checkpoints")
    assert (first["now"], second["now"]) == (START, "2026-11-23T01:00:00Z")
    assert amazon.control("GET", "/checkpoints")["checkpoints"] == [first, second]
    amazon.control("DELETE", "/checkpoints/checkpoint-1")
    assert amazon.control("GET", "/checkpoints")["checkpoints"] == [second]
    assert amazon.control("POST", "/checkpoints")["id"] == "checkpoint-3"
    amazon.control("POST", "/reset", {})
    assert amazon.control("GET", "/checkpoints")["checkpoints"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/checkpoints/checkpoint-7/restore"), ("DELETE", "/checkpoints/checkpoint-7")],
)
def test_one_that_is_not_there_is_not_found(amazon, method, path):
    amazon.control("POST", "/checkpoints")
    answer = amazon.try_control(method, path)
    assert answer.status == 404
    assert "the nearest is 'checkpoint-1'" in answer.json()["error"]["message"]


def test_there_is_an_end_to_how_many(amazon, monkeypatch):
    monkeypatch.setattr("simulator.checkpoint.MOST", 2)
    for _ in range(2):
        amazon.control("POST", "/checkpoints")
    assert amazon.try_control("POST", "/checkpoints").status == 409


def test_all_state_is_in_a_form_that_can_be_kept(amazon):
    """A new part of the simulation or the world is either kept or found here."""
    amazon.paid_order()
    sim = amazon.app.simulation
    assert copies(sim.world).keys() == vars(sim.world).keys()
    assert copies(sim, NOT_STATE).keys() == vars(sim).keys() - NOT_STATE


DIGEST = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sim_client import Amazon
from test_sim_testbed_checkpoints import walk
amazon = Amazon()
steps = [("place", "PEN-FP-F", "COD"), ("advance", "P1D"), ("trouble", "throttle", 0.3),
         ("search", 1), ("ship_last", "1"), ("stock", "PEN-FP-F", 3), ("advance", "PT2H")]
walk(amazon, steps)
print(json.dumps(amazon.control("POST", "/checkpoints")))
"""


def test_the_digest_is_the_same_in_every_process():
    def digest(hash_seed: str) -> dict:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        out = subprocess.run(
            [sys.executable, "-c", DIGEST, os.path.dirname(__file__)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(out.stdout)

    assert digest("1") == digest("4242")
