"""One order by Orders v0, what is left out while Pending, personal data, the end (R44)."""

import pytest
from sim_restricted import TOKENS, rdt, restricted
from sim_second_seller import second_seller

ROOT = "/orders/v0/orders"
PLACEHOLDER = "/orders/v0/orders/{orderId}"


def read(amazon, order, part="", token=None):
    answer = amazon.call("GET", f"{ROOT}/{order['order_id']}{part}", token=token)
    assert answer.status == 200, answer.body
    return answer.json()["payload"]


def test_an_order_in_the_words_of_v0(amazon):
    order = amazon.order(quantity=2, payment="COD")
    written = read(amazon, order)
    assert written["OrderStatus"] == "Unshipped"
    assert (written["FulfillmentChannel"], written["PaymentMethod"]) == ("MFN", "COD")
    assert written["OrderTotal"] == {"CurrencyCode": "JPY", "Amount": str(order["total"])}
    assert written["PaymentExecutionDetail"][0]["PaymentMethod"] == "COD"
    assert (written["NumberOfItemsShipped"], written["NumberOfItemsUnshipped"]) == (0, 2)
    assert written["LatestShipDate"] == "2026-11-25T14:59:59Z"


def test_a_cancelled_order_has_one_l(amazon):
    order = amazon.paid_order()
    amazon.control("POST", f"/orders/{order['order_id']}/cancel", {"by": "SELLER"})
    assert read(amazon, order)["OrderStatus"] == "Canceled"


def test_pending_leaves_out_amounts_address_and_days(amazon):
    order = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    written = read(amazon, order)
    assert written["OrderStatus"] == "Pending"
    for name in ("OrderTotal", "ShippingAddress", "BuyerInfo", "LatestShipDate"):
        assert name not in written
    (item,) = read(amazon, order, "/orderItems")["OrderItems"]
    assert (item["SellerSKU"], item["QuantityOrdered"]) == ("TEA-UJI-100", 1)
    for name in ("ItemPrice", "ItemTax", "ShippingPrice", "IsGift", "PromotionDiscount"):
        assert name not in item
    amazon.control("PATCH", "/behaviours", {"pending_pricing_v0": "show"})
    assert read(amazon, order, "/orderItems")["OrderItems"][0]["ItemPrice"]["Amount"] == "2980"


def test_a_paid_line_has_its_price_times_quantity(amazon):
    order = amazon.paid_order("TEA-HOJI-80", 2)
    (item,) = read(amazon, order, "/orderItems")["OrderItems"]
    assert item["ItemPrice"]["Amount"] == "2960"
    assert item["ShippingPrice"]["Amount"] == "460"
    assert item["BuyerRequestedCancel"]["IsBuyerRequestedCancel"] == "false"
    amazon.control("POST", f"/orders/{order['order_id']}/request-cancel", {"reason": "要らない"})
    (item,) = read(amazon, order, "/orderItems")["OrderItems"]
    assert item["BuyerRequestedCancel"] == {
        "IsBuyerRequestedCancel": "true",
        "BuyerCancelReason": "要らない",
    }


def test_without_a_restricted_token_no_person_is_shown(amazon):
    order = amazon.paid_order()
    written = read(amazon, order)
    assert set(written["ShippingAddress"]) == {
        "City",
        "StateOrRegion",
        "PostalCode",
        "CountryCode",
    }
    assert "BuyerInfo" not in written
    for part in ("/address", "/buyerInfo", "/orderItems/buyerInfo", "/regulatedInfo"):
        answer = amazon.call("GET", f"{ROOT}/{order['order_id']}{part}")
        assert (answer.status, answer.error["code"]) == (403, "Unauthorized")


def test_a_plain_token_may_be_let_in_to_what_is_open(amazon):
    amazon.control("PATCH", "/behaviours", {"v0_without_rdt": "masked"})
    order = amazon.paid_order()
    assert "Name" not in read(amazon, order, "/address")["ShippingAddress"]
    assert read(amazon, order, "/buyerInfo") == {"AmazonOrderId": order["order_id"]}


def test_a_restricted_token_shows_the_address_and_the_buyer(amazon):
    order = amazon.paid_order()
    marker = order["buyer_marker"]
    address = rdt(amazon, PLACEHOLDER + "/address")
    shown = read(amazon, order, "/address", address)["ShippingAddress"]
    assert marker in shown["Name"]
    assert marker in shown["AddressLine1"]
    buyer = rdt(amazon, f"{ROOT}/{order['order_id']}/buyerInfo")
    assert marker in read(amazon, order, "/buyerInfo", buyer)["BuyerName"]
    items = rdt(amazon, f"{ROOT}/{order['order_id']}/orderItems/buyerInfo")
    assert len(read(amazon, order, "/orderItems/buyerInfo", items)["OrderItems"]) == 1


@pytest.mark.parametrize(
    ("elements", "shown"),
    [
        (["buyerInfo"], (True, False)),
        (["shippingAddress"], (False, True)),
        (["buyerInfo", "shippingAddress"], (True, True)),
    ],
)
def test_only_the_elements_asked_for_are_shown(amazon, elements, shown):
    order = amazon.paid_order()
    written = read(amazon, order, token=rdt(amazon, PLACEHOLDER, *elements))
    assert ("BuyerInfo" in written, "Name" in written["ShippingAddress"]) == shown
    amazon.advance("PT10M")
    query = {"MarketplaceIds": "A1VC38T7YXB528", "LastUpdatedAfter": "2026-11-01T00:00:00Z"}
    token = rdt(amazon, ROOT, *elements)
    (listed,) = amazon.call("GET", ROOT, query=query, token=token).json()["payload"]["Orders"]
    assert ("BuyerInfo" in listed, "Name" in listed["ShippingAddress"]) == shown


def test_an_fba_order_shows_no_person_even_so(amazon):
    order = amazon.paid_order("BATT-10000")
    token = rdt(amazon, PLACEHOLDER, "buyerInfo", "shippingAddress")
    written = read(amazon, order, token=token)
    assert "BuyerInfo" not in written
    assert "Name" not in written["ShippingAddress"]
    assert "LatestShipDate" not in written


def test_a_restricted_token_opens_its_own_path_alone_for_an_hour(amazon):
    order, other = amazon.paid_order(), amazon.paid_order()
    token = rdt(amazon, f"{ROOT}/{order['order_id']}/address")
    for path in (f"{ROOT}/{other['order_id']}/address", f"{ROOT}/{order['order_id']}", ROOT):
        assert amazon.call("GET", path, token=token).status == 403
    amazon.advance("PT59M59S")
    read(amazon, order, "/address", token)
    amazon.advance("PT1S")
    answer = amazon.call("GET", f"{ROOT}/{order['order_id']}/address", token=token)
    assert answer.error["details"] == "The access token you provided has expired."


@pytest.mark.parametrize(
    ("path", "elements", "more", "message"),
    [
        (ROOT, [], {}, "Application do not have access to some or all requested resource"),
        ("/orders/v0/none", ["buyerInfo"], {"method": "PUT"}, "Application do not have access"),
        ("/sellers/v1/account", ["buyerInfo"], {}, "Application do not have access"),
        (ROOT, ["age"], {}, "Invalid Input"),
        (ROOT, ["buyerInfo"], {"method": "PATCH"}, "Invalid Input"),
        (None, ["buyerInfo"], {}, "Invalid Input"),
    ],
)
def test_what_gets_no_restricted_token(amazon, path, elements, more, message):
    answer = restricted(amazon, path, *elements, **more)
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput")
    assert answer.error["message"].startswith(message)


@pytest.mark.parametrize("body", [{}, {"restrictedResources": []}, {"restrictedResources": [1]}])
def test_a_body_that_asks_for_nothing(amazon, body):
    assert amazon.call("POST", TOKENS, body=body).status == 400
    many = [{"method": "GET", "path": ROOT, "dataElements": ["buyerInfo"]}] * 51
    assert amazon.call("POST", TOKENS, body={"restrictedResources": many}).status == 400


def test_an_app_without_the_role_gets_none(amazon):
    _, token = second_seller(amazon, frozenset({"INVENTORY_AND_ORDER_TRACKING"}))
    resource = {"method": "GET", "path": ROOT, "dataElements": ["buyerInfo", "shippingAddress"]}
    body = {"restrictedResources": [resource]}
    answer = amazon.call("POST", TOKENS, body=body, token=token)
    assert answer.error["message"] == (
        "Application does not have access to one or more requested data elements: "
        "[buyerInfo, shippingAddress]"
    )
    refused = amazon.call("GET", f"{ROOT}/250-0000000-0000000/address", token=token)
    assert (refused.status, refused.error["code"]) == (400, "InvalidInput")


def test_r44_the_six_reads_end_with_their_day_and_the_writes_stay(amazon):
    order = amazon.paid_order()
    amazon.control("POST", "/clock/advance", {"to": "2027-03-26T23:59:59Z"})
    one, last = f"{ROOT}/{order['order_id']}", amazon.paid_order()
    paths = ("", "/orderItems", "/address", "/buyerInfo", "/orderItems/buyerInfo")
    amazon.token = None
    assert amazon.call("GET", one).status == 200
    amazon.advance("PT1S")
    for path in (*(one + part for part in paths), ROOT):
        answer = amazon.call("GET", path)
        assert (answer.status, answer.error["code"]) == (404, "NotFound")
    assert amazon.confirm(last, shipDate="2027-03-27T00:00:00Z").status == 204
    amazon.control("PATCH", "/behaviours", {"orders_v0_reads_end": "never"})
    assert amazon.call("GET", one).status == 200
