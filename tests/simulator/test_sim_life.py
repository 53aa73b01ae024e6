"""The life of an order in Japan (sp-api.md 11)."""

import pytest


def kinds(fired) -> list[str]:
    return [item["kind"] for item in fired]


def quantity(amazon, sku) -> int:
    return amazon.control("GET", f"/listings/{sku}")["quantity"]


def test_a_card_settles_after_ten_seconds(amazon):
    order = amazon.order()
    assert order["status"] == "PENDING"
    assert amazon.advance("PT9S") == []
    assert kinds(amazon.advance("PT1S")) == ["payment_settles"]
    assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"


def test_r23_a_convenience_store_order_not_paid_is_cancelled_after_six_days(amazon):
    order = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    assert kinds(amazon.advance("P5DT23H59M59S")) == []
    assert kinds(amazon.advance("PT1S")) == ["unpaid_limit"]
    truth = amazon.truth(order["order_id"])
    assert truth["status"] == "CANCELLED"
    assert truth["history"][-1] == {
        "at": "2026-11-29T00:00:00Z",
        "actor": "AMAZON",
        "what": "cancelled: payment not received in time",
    }


def test_paid_in_time_it_is_not_cancelled(amazon):
    order = amazon.order(payment="CONVENIENCE_STORE", pay_after="P5D")
    assert kinds(amazon.advance("P7D")) == ["payment_settles"]
    assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"


def test_a_card_that_never_pays_stays_pending(amazon):
    order = amazon.order(pay_after=None)
    amazon.advance("P60D")
    assert amazon.truth(order["order_id"])["status"] == "PENDING"


def test_r45_unshipped_thirty_days_after_payment_amazon_cancels(amazon):
    order = amazon.paid_order()
    assert kinds(amazon.advance("P29D")) == []
    assert kinds(amazon.advance("P1D")) == ["unshipped_limit"]
    assert amazon.truth(order["order_id"])["status"] == "CANCELLED"


def test_amazon_ships_its_own_orders(amazon):
    order = amazon.paid_order("BATT-10000")
    assert kinds(amazon.advance("P1D")) == ["amazon_ships"]
    assert amazon.truth(order["order_id"])["status"] == "SHIPPED"
    assert "packages" not in amazon.get_order(order["order_id"])


def test_an_order_takes_from_the_offer_and_a_cancel_gives_back(amazon):
    order = amazon.order("BOX-KIRI-S", 4)
    assert quantity(amazon, "BOX-KIRI-S") == 2
    amazon.control("POST", f"/orders/{order['order_id']}/cancel", {"by": "BUYER"})
    assert quantity(amazon, "BOX-KIRI-S") == 6


def test_overselling_must_be_meant_and_gives_back_what_was_there(amazon):
    body = {"items": [{"sku": "BOX-KIRI-S", "quantity": 7}]}
    refused = amazon.try_control("POST", "/orders", body)
    assert (refused.status, refused.json()["error"]["code"]) == (409, "out_of_stock")
    order = amazon.control("POST", "/orders", body | {"oversell": True})
    assert quantity(amazon, "BOX-KIRI-S") == 0
    amazon.control("POST", f"/orders/{order['order_id']}/cancel", {"by": "AMAZON"})
    assert quantity(amazon, "BOX-KIRI-S") == 6


def test_a_buyer_cancels_alone_within_five_minutes(amazon):
    order_id = amazon.paid_order()["order_id"]
    amazon.advance("PT5M1S")
    late = amazon.try_control("POST", f"/orders/{order_id}/cancel", {"by": "BUYER"})
    assert late.status == 409
    assert "request-cancel" in late.json()["error"]["message"]


def test_r29_a_cancellation_request_cancels_nothing(amazon):
    order_id = amazon.paid_order()["order_id"]
    amazon.control("POST", f"/orders/{order_id}/request-cancel", {"reason": "注文間違い"})
    shown = amazon.get_order(order_id)
    assert shown["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    request = shown["orderItems"][0]["cancellation"]["cancellationRequest"]
    assert request == {"requester": "BUYER", "cancelReason": "注文間違い"}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("pay", None),
        ("cancel", {"by": "AMAZON"}),
        ("request-cancel", {"reason": "x"}),
        ("ship", {"carrier": "YAMATO", "tracking": "1"}),
    ],
)
def test_a_cancelled_order_takes_nothing_more(amazon, action, body):
    order_id = amazon.order()["order_id"]
    amazon.control("POST", f"/orders/{order_id}/cancel", {"by": "BUYER"})
    answer = amazon.try_control("POST", f"/orders/{order_id}/{action}", body)
    assert (answer.status, answer.json()["error"]["code"]) == (409, "not_allowed")


def test_what_happened_earlier_does_not_happen_again(amazon):
    """Paying by hand takes the settlement and the limit off the agenda."""
    order = amazon.order(payment="CONVENIENCE_STORE", pay_after="P1D")
    amazon.control("POST", f"/orders/{order['order_id']}/pay")
    agenda = amazon.control("GET", "/agenda")["items"]
    assert [item["kind"] for item in agenda] == ["unshipped_limit"]
