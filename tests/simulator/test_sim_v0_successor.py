"""Orders 2026-01-01 where it has grown since v0: what is hidden, what no model knows yet."""

import json

from sim_client import EVERYTHING
from sim_restricted import rdt

PLACEHOLDER = "/orders/v0/orders/{orderId}"


def phone_in(amazon, order_id: str) -> tuple[bool, bool]:
    """Whether the new generation tells the buyer's number, and whether v0 does."""
    new = amazon.get_order(order_id)["recipient"]["deliveryAddress"]
    token = rdt(amazon, PLACEHOLDER, "shippingAddress")
    path = f"/orders/v0/orders/{order_id}"
    old = amazon.call("GET", path, token=token).json()["payload"]["ShippingAddress"]
    return "phone" in new, "Phone" in old


def test_r40_the_number_of_a_shipped_order_is_hidden_after_its_delivery_date(amazon):
    order = amazon.paid_order()
    amazon.confirm(order)
    amazon.control("POST", "/clock/advance", {"to": "2026-11-28T14:59:59Z"})
    amazon.token = None
    assert phone_in(amazon, order["order_id"]) == (True, True)
    amazon.advance("PT1S")
    assert phone_in(amazon, order["order_id"]) == (False, False)


def test_the_number_of_an_order_that_waits_is_not_hidden(amazon):
    order = amazon.paid_order()
    amazon.advance("P20D")
    assert phone_in(amazon, order["order_id"]) == (True, True)


def test_fields_that_no_model_knows_can_be_sent(amazon):
    """The client of these tests holds answers against the models, so this asks without it."""
    order = amazon.paid_order()
    assert "notYetKnown" not in amazon.get_order(order["order_id"])
    amazon.control("PATCH", "/behaviours", {"unknown_fields": True})
    path = f"/orders/2026-01-01/orders/{order['order_id']}"
    headers = {"x-amz-access-token": amazon.access_token()}
    answer = amazon.unchecked("GET", path, query={"includedData": EVERYTHING}, headers=headers)
    written = json.loads(answer.body)["order"]
    assert written["orderId"] == order["order_id"]
    assert "notYetKnown" in written
    assert "notYetKnown" in written["orderItems"][0]
