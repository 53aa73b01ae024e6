"""The control interface: clock, agenda, world, and how it says what was wrong."""

import json
import subprocess
import sys

import pytest
from sim_client import START, Amazon

from simulator.agenda import Agenda


class TestClock:
    def test_it_stands_until_it_is_moved(self, amazon):
        assert amazon.control("GET", "/clock") == {
            "now": START,
            "mode": "manual",
            "speed": 0.0,
            "next_due": None,
        }

    def test_to_next_stops_at_the_next_event(self, amazon):
        amazon.order(pay_after="PT5M")
        amazon.order(pay_after="PT1M")
        step = amazon.control("POST", "/clock/advance", {"to_next": True})
        assert step["now"] == "2026-11-23T00:01:00Z"
        assert [item["kind"] for item in step["fired"]] == ["payment_settles"]
        assert amazon.control("GET", "/clock")["next_due"] == "2026-11-23T00:05:00Z"

    def test_each_event_happens_at_its_own_time(self, amazon):
        order = amazon.order(pay_after="PT1M")
        amazon.advance("P2D")
        assert amazon.truth(order["order_id"])["paid"] == "2026-11-23T00:01:00Z"

    def test_what_is_due_at_once_happens_before_the_next_call(self, amazon):
        order = amazon.order(pay_after="PT0S")
        assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"by": "PT5M", "to_next": True},
            {"by": "-PT5M"},
            {"by": "P1M"},
            {"by": "P999999D"},
            {"by": 5},
            {"to": "2026-11-22T00:00:00Z"},
            {"to": "2026-11-24T00:00:00"},
            {"to": "9999-12-31T23:59:59-12:00"},
            {"to": "2300-01-01T00:00:00Z"},
        ],
    )
    def test_it_never_goes_back_nor_guesses(self, amazon, body):
        assert amazon.try_control("POST", "/clock/advance", body).status == 400
        assert amazon.control("GET", "/clock")["now"] == START


def test_dead_agenda_items_are_neither_listed_nor_jumped_to():
    agenda, start = Agenda(), Amazon().app.simulation.now
    for number in range(500):
        agenda.schedule(start, "kind", f"subject {number % 3}")
    agenda.cancel("kind", "subject 0")
    assert [item.subject for item in agenda.upcoming(10)] == ["subject 2", "subject 1"]
    agenda.cancel("kind", "subject 1")
    agenda.cancel("kind", "subject 2")
    assert agenda.next_due() is None
    assert agenda.pop_due(start) is None


class TestWorld:
    def test_an_empty_world_has_a_seller_and_his_credentials(self):
        amazon = Amazon(empty=True)
        assert amazon.control("GET", "/listings") == {"listings": []}
        assert amazon.control("GET", "/catalog") == {"items": []}
        assert amazon.login().status == 200

    def test_the_demo_shop_has_own_and_amazons_goods(self, amazon):
        listings = amazon.control("GET", "/listings")["listings"]
        codes = [row["code"] for one in listings for row in one["channels"]]
        assert (codes.count("DEFAULT"), codes.count("AMAZON_JP")) == (9, 3)
        asins = {item["asin"] for item in amazon.control("GET", "/catalog")["items"]}
        assert {one["asin"] for one in listings} == asins

    def test_reset_begins_again(self, amazon):
        amazon.order()
        amazon.search()
        amazon.advance("P1D")
        summary = amazon.control(
            "POST", "/reset", {"seed": 5, "start": "2027-01-01T09:00:00+09:00", "empty": True}
        )
        assert (summary["now"], summary["listings"], summary["orders"]) == (
            "2027-01-01T00:00:00Z",
            0,
            0,
        )
        assert amazon.control("GET", "/requests") == {"requests": [], "last": 0}
        assert amazon.control("GET", "/agenda") == {"items": []}

    def test_a_listing_is_offered_and_edited(self, amazon):
        body = {"sku": "NEW/1 号", "asin": "B0NEW00001", "quantity": 3, "price": 900}
        amazon.control("POST", "/listings", body)
        edited = amazon.control("PATCH", "/listings/NEW%2F1%20%E5%8F%B7", {"quantity": 8})
        assert edited["channels"] == [{"code": "DEFAULT", "quantity": 8}]

    def test_an_order_may_be_given_its_id_and_its_time(self, amazon):
        """What would have happened to it by now happens at once."""
        order = amazon.order(order_id="250-1234567-8901234", created="2026-11-20T00:00:00Z")
        assert (order["order_id"], order["status"]) == ("250-1234567-8901234", "PENDING")
        truth = amazon.truth("250-1234567-8901234")
        assert (truth["created"], truth["paid"]) == ("2026-11-20T00:00:00Z", START)
        assert (
            amazon.try_control(
                "POST",
                "/orders",
                {"items": [{"sku": "PEN-FP-F"}], "order_id": "250-1234567-8901234"},
            ).status
            == 409
        )


class TestWrongInput:
    @pytest.mark.parametrize(
        ("method", "path", "body", "hint"),
        [
            ("GET", "/order", None, "'/_sim/orders'"),
            ("POST", "/orders", {"itmes": []}, "'items'"),
            ("POST", "/orders", {"items": [{"sku": "PEN-FP-M"}]}, "'PEN-FP-F'"),
            ("GET", "/listings/TEA-UJI", None, "'TEA-UJI-100'"),
            ("GET", "/requests?opration=x", None, "'operation'"),
            ("PATCH", "/quota", {"operation": "searchOrder"}, "'searchOrders'"),
        ],
    )
    def test_the_nearest_right_name_is_given(self, amazon, method, path, body, hint):
        path, _, query = path.partition("?")
        content = b"" if body is None else json.dumps(body).encode()
        answer = amazon.send(method, f"/_sim{path}", query=query, content=content)
        assert answer.status in (400, 404)
        assert f"the nearest is {hint}" in answer.json()["error"]["message"]

    @pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b"[" * 100_000, b'{"seed": 1e400}'])
    def test_a_body_that_is_no_object(self, amazon, content):
        answer = amazon.send("POST", "/_sim/reset", content=content)
        assert answer.status == 400
        assert answer.json()["error"]["message"]

    def test_the_field_is_named(self, amazon):
        body = {"items": [{"sku": "PEN-FP-F", "quantity": "two"}]}
        answer = amazon.try_control("POST", "/orders", body)
        assert answer.json()["error"]["field"] == "items[0].quantity"

    def test_a_method_that_a_path_does_not_take(self, amazon):
        answer = amazon.try_control("DELETE", "/clock")
        assert (answer.status, answer.json()["error"]["message"]) == (405, "/_sim/clock takes GET")


def test_the_interface_lists_and_describes_itself(amazon):
    listed = {(one["method"], one["path"]) for one in amazon.control("GET", "")["routes"]}
    described = amazon.control("GET", "/openapi.json")
    paths = described["paths"].items()
    assert {(method.upper(), path) for path, methods in paths for method in methods} == listed
    assert "NewOrder" in described["components"]["schemas"]


def test_a_control_token_guards_the_control_interface_alone():
    amazon = Amazon(control_token="open sesame")
    assert amazon.send("GET", "/_sim/clock").status == 401
    headers = {"authorization": "Bearer open sesame"}
    assert amazon.send("GET", "/_sim/clock", headers=headers).status == 200
    assert amazon.send("GET", "/sellers/v1/account").status == 403


def test_every_behaviour_says_where_it_comes_from(amazon):
    entries = amazon.control("GET", "/behaviours")["behaviours"]
    assert {entry["provenance"] for entry in entries} == {"documented", "reported", "assumed"}
    assert all(entry["source"] and entry["about"] for entry in entries)
    assert all(entry["value"] == entry["default"] for entry in entries)
    assert all(
        entry["value"] in entry["alternatives"]
        for entry in entries
        if entry["alternatives"] and isinstance(entry["value"], str) and entry["value"][0] != "P"
    )


def test_behaviours_are_set_all_or_none(amazon):
    changed = {"listing_visible_after": "PT15M", "unknown_carrier": "dropped", "cod_fee": 0}
    amazon.control("PATCH", "/behaviours", changed)
    order = amazon.paid_order()
    assert amazon.confirm(order, carrierCode="CROW_POST").status == 204
    assert amazon.truth(order["order_id"])["packages"] == []
    bad = amazon.try_control("PATCH", "/behaviours", {"cod_fee": 5, "unknown_carrier": "eaten"})
    assert bad.json()["error"]["message"] == "unknown_carrier is one of refused, dropped"
    entries = {one["name"]: one for one in amazon.control("GET", "/behaviours")["behaviours"]}
    assert (entries["cod_fee"]["value"], entries["cod_fee"]["default"]) == (0, 330)


@pytest.mark.parametrize(
    "change",
    [
        {"listing_visible_after": "soon"},
        {"listing_visible_after": "-PT1M"},
        {"listing_visible_after": None},
        {"cancel_returns_stock": 1},
        {"cod_fee": True},
        {"cod_fee": -1},
        {"text_quota": 5},
        {"listing_visble_after": "PT1M"},
    ],
)
def test_a_behaviour_takes_only_what_fits(amazon, change):
    assert amazon.try_control("PATCH", "/behaviours", change).status == 400


STORY = """
import sys
sys.path.insert(0, {folder!r})
from sim_client import Amazon
amazon = Amazon(seed=42)
for sku in ("TEA-UJI-100", "BATT-10000", "PEN-FP-F"):
    amazon.confirm(amazon.paid_order(sku))
amazon.advance("P1D")
print(amazon.search(includedData="BUYER,RECIPIENT,FULFILLMENT,PACKAGES,PROCEEDS"))
print(amazon.send("GET", "/_sim/requests").body)
"""


def test_same_seed_and_calls_give_the_same_bytes(pytestconfig):
    """In two processes with different hash seeds."""
    story = STORY.format(folder=str(pytestconfig.rootpath / "tests" / "simulator"))
    told = {
        subprocess.run(
            [sys.executable, "-c", story],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(pytestconfig.rootpath)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_the_newest_orders_and_the_first_offers(amazon):
    """A window on a large world reads no more than it shows."""
    placed = [amazon.order()["order_id"] for _each in range(4)]

    newest = amazon.control("GET", "/orders", newest="3")["orders"]
    assert [order["order_id"] for order in newest] == placed[:0:-1]
    assert amazon.control("GET", "/orders", newest="0")["orders"] == []
    assert len(amazon.control("GET", "/listings", limit="1")["listings"]) == 1
