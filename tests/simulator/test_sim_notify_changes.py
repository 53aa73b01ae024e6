"""What is sent when orders, offers, feeds and reports change (sp-api.md 8)."""

import json

import pytest
from sim_client import MARKETPLACE
from sim_feeds import JSON, LISTINGS, listings_feed, submit
from sim_queue import Ear


@pytest.fixture
def ear(amazon):
    return Ear(amazon)


def subscribed(ear, kind, **changes):
    answer = ear.subscribe(kind, **changes)
    assert answer.status == 200, answer.body


def filtered(*changes, **more):
    chosen = {"eventFilterType": "ORDER_CHANGE", "orderChangeTypes": list(changes)} | more
    return {"eventFilter": chosen}


def told(ear) -> list[tuple[str, str]]:
    """Type of change and status, in the order of arrival."""
    bodies = [one["Payload"]["OrderChangeNotification"] for one in ear.heard()]
    return [(one["OrderChangeType"], one["Summary"]["OrderStatus"]) for one in bodies]


def test_an_order_tells_of_each_step_of_its_life(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    order = amazon.order("TEA-UJI-100", 2)
    amazon.advance("PT1M")
    amazon.control("POST", f"/orders/{order['order_id']}/request-cancel", {"reason": "x"})
    amazon.confirm(order)
    amazon.advance("PT1M")
    assert told(ear) == [
        ("OrderStatusChange", "Pending"),
        ("OrderStatusChange", "Unshipped"),
        ("BuyerRequestedChange", "Unshipped"),
        ("OrderStatusChange", "Shipped"),
    ]


def test_an_order_change_holds_what_stock_needs(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    order = amazon.order("TEA-UJI-100", 2, payment="CONVENIENCE_STORE", pay_after=None)
    amazon.advance("PT10S")
    (body,) = ear.heard()
    assert body["EventTime"] == "2026-11-23T00:00:00Z"
    assert body["NotificationMetadata"]["PublishTime"] == "2026-11-23T00:00:10Z"
    change = body["Payload"]["OrderChangeNotification"]
    summary = change["Summary"]
    assert (change["AmazonOrderId"], change["SellerId"]) == (order["order_id"], order["seller_id"])
    assert (summary["MarketplaceId"], summary["FulfillmentType"]) == (MARKETPLACE, "MFN")
    assert summary["DestinationPostalCode"] is None
    (item,) = summary["OrderItems"]
    assert (item["SellerSKU"], item["Quantity"], item["QuantityShipped"]) == ("TEA-UJI-100", 2, 0)


def test_an_unpaid_order_is_cancelled_and_told_and_old_news_is_gone(amazon, ear):
    """The first message is six days old by then, and a queue keeps four."""
    subscribed(ear, "ORDER_CHANGE")
    amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    amazon.advance("P7D")
    assert told(ear) == [("OrderStatusChange", "Canceled")]


def test_new_orders_may_be_passed_over_in_silence(amazon, ear):
    amazon.control("PATCH", "/behaviours", {"order_change_of_new_orders": "silent"})
    subscribed(ear, "ORDER_CHANGE")
    amazon.order()
    amazon.advance("PT1M")
    assert told(ear) == [("OrderStatusChange", "Unshipped")]


@pytest.mark.parametrize(
    ("directive", "wanted"),
    [
        (filtered("BuyerRequestedChange"), ["BuyerRequestedChange"]),
        (filtered("OrderStatusChange"), ["OrderStatusChange", "OrderStatusChange"]),
        (filtered("OrderStatusChange", marketplaceIds=["ATVPDKIKX0DER"]), []),
        (
            {"eventFilter": {"eventFilterType": "ORDER_CHANGE"}},
            ["OrderStatusChange", "OrderStatusChange", "BuyerRequestedChange"],
        ),
    ],
)
def test_a_filter_keeps_back_the_rest(amazon, ear, directive, wanted):
    subscribed(ear, "ORDER_CHANGE", processingDirective=directive)
    order = amazon.paid_order()
    amazon.control("POST", f"/orders/{order['order_id']}/request-cancel", {"reason": "x"})
    amazon.advance("PT1M")
    assert [change for change, _ in told(ear)] == wanted


def test_another_sellers_orders_are_not_told(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    other = amazon.control("POST", "/sellers", {})["seller_id"]
    offer = {"seller_id": other, "sku": "X", "asin": "B0RK000001", "quantity": 5, "price": 100}
    amazon.control("POST", "/listings", offer | {"fulfilled_by": "MERCHANT"})
    amazon.order("X", seller_id=other)
    amazon.advance("PT1M")
    assert ear.heard() == []


def test_r05_a_revoked_consent_ends_the_news(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    seller_id = amazon.control("GET", "/credentials")["seller_id"]
    amazon.control("POST", f"/sellers/{seller_id}/revoke")
    amazon.order()
    amazon.advance("PT1M")
    assert ear.heard() == []


def test_the_merchants_own_quantity_is_told_and_amazons_is_not(amazon, ear):
    subscribed(ear, "LISTINGS_ITEM_MFN_QUANTITY_CHANGE")
    amazon.order("TEA-UJI-100", 3)
    amazon.order("BATT-10000", 3)
    row = {"fulfillment_channel_code": "DEFAULT", "quantity": 7}
    amazon.patch("NOTE-A5-3", "fulfillment_availability", row)
    amazon.advance("PT15M")
    assert [(one["Payload"]["Sku"], one["Payload"]["Quantity"]) for one in ear.heard()] == [
        ("TEA-UJI-100", 37),
        ("NOTE-A5-3", 7),
    ]


def test_the_end_of_a_feed_is_told(amazon, ear):
    subscribed(ear, "FEED_PROCESSING_FINISHED")
    price = {"op": "delete", "path": "/attributes/purchasable_offer", "value": []}
    patch = {"sku": "NOTE-A5-3", "operationType": "PATCH", "productType": "PRODUCT"}
    content = listings_feed(amazon, patch | {"patches": [price]})
    feed_id = submit(amazon, LISTINGS, json.dumps(content), JSON)
    amazon.advance("PT10M")
    (body,) = ear.heard()
    finished = body["payload"]["feedProcessingFinishedNotification"]
    assert (finished["feedId"], finished["processingStatus"]) == (feed_id, "DONE")
    feed = amazon.call("GET", f"/feeds/2021-06-30/feeds/{feed_id}").json()
    assert finished["resultFeedDocumentId"] == feed["resultFeedDocumentId"]


def test_the_end_of_a_report_is_told(amazon, ear):
    subscribed(ear, "REPORT_PROCESSING_FINISHED")
    body = {"reportType": "GET_MERCHANT_LISTINGS_DATA", "marketplaceIds": [MARKETPLACE]}
    answer = amazon.call("POST", "/reports/2021-06-30/reports", body=body)
    report_id = answer.json()["reportId"]
    amazon.advance("PT30M")
    (body,) = ear.heard()
    finished = body["payload"]["reportProcessingFinishedNotification"]
    assert (finished["reportId"], finished["processingStatus"]) == (report_id, "DONE")
    assert finished["reportDocumentId"]


def test_notifications_may_come_twice(amazon, ear):
    amazon.control("PATCH", "/behaviours", {"notification_duplicates": "always"})
    subscribed(ear, "ORDER_CHANGE")
    amazon.order(payment="COD")
    amazon.advance("PT1M")
    first, second = (one["NotificationMetadata"]["NotificationId"] for one in ear.heard())
    assert first == second


def test_notifications_may_come_in_another_order(amazon, ear):
    amazon.control("PATCH", "/behaviours", {"notification_order": "shuffled"})
    subscribed(ear, "ORDER_CHANGE")
    placed = [amazon.order("NOTE-A5-3", payment="COD")["order_id"] for _ in range(8)]
    amazon.advance("PT5M")
    came = [one["Payload"]["OrderChangeNotification"]["AmazonOrderId"] for one in ear.heard()]
    assert came != placed
    assert sorted(came) == sorted(placed)


def test_what_is_accepted_and_not_applied_is_not_told(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    order = amazon.paid_order()
    amazon.advance("PT1M")
    ear.heard()
    fault = {"operation": "confirmShipment", "kind": "accepted_not_applied", "phase": "after"}
    amazon.control("POST", "/faults", fault | {"when": {"nth": 1}})
    assert amazon.confirm(order).status == 204
    amazon.advance("PT1M")
    assert ear.heard() == []


def test_news_under_way_and_queues_are_part_of_a_checkpoint(amazon, ear):
    subscribed(ear, "ORDER_CHANGE")
    amazon.order(payment="COD")
    saved = amazon.control("POST", "/checkpoints")["id"]
    amazon.advance("PT1M")
    first = ear.receive()
    amazon.control("POST", f"/checkpoints/{saved}/restore")
    assert ear.receive() == []
    amazon.advance("PT1M")
    assert ear.receive() == first
