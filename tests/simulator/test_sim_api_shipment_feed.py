"""POST_ORDER_FULFILLMENT_DATA: shipments by feed, under the rules of confirmShipment."""

from xml.etree.ElementTree import fromstring

import pytest
from sim_feeds import SHIP, get_feed, result, submit


def message(order: dict, number=1, *, items="", **fields) -> str:
    values = {
        "AmazonOrderID": order["order_id"],
        "MerchantFulfillmentID": "",
        "FulfillmentDate": "2026-11-23T01:00:00Z",
        "CarrierCode": "YAMATO",
        "CarrierName": "",
        "ShippingMethod": "宅急便",
        "ShipperTrackingNumber": "123456789012",
    } | fields
    data = "".join(
        f"<{name}>{values.pop(name)}</{name}>"
        for name in ("CarrierCode", "CarrierName", "ShippingMethod", "ShipperTrackingNumber")
    )
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    return (
        f"<Message><MessageID>{number}</MessageID><OrderFulfillment>{rest}"
        f"<FulfillmentData>{data}</FulfillmentData>{items}</OrderFulfillment></Message>"
    )


def line(order: dict, position=0, quantity="") -> str:
    code = order["items"][position]["order_item_id"]
    count = f"<Quantity>{quantity}</Quantity>" if quantity != "" else ""
    return f"<Item><AmazonOrderItemCode>{code}</AmazonOrderItemCode>{count}</Item>"


def send(amazon, *messages: str):
    """Send the feed, wait until it is done, and read its report."""
    envelope = (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope>'
        "<Header><DocumentVersion>1.01</DocumentVersion></Header>"
        f"<MessageType>OrderFulfillment</MessageType>{''.join(messages)}</AmazonEnvelope>"
    )
    feed_id = submit(amazon, SHIP, envelope)
    amazon.advance("PT10M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "DONE"
    return fromstring(result(amazon, feed_id))


def refusals(report) -> list[str]:
    return [found.findtext("ResultDescription") for found in report.iter("Result")]


def test_a_whole_order_is_shipped(amazon):
    order = amazon.paid_order("CUP-HASAMI-BL", 2)
    report = send(amazon, message(order))
    assert report.findtext(".//MessagesSuccessful") == "1"
    truth = amazon.truth(order["order_id"])
    assert truth["status"] == "SHIPPED"
    [package] = truth["packages"]
    assert (package["carrier"], package["tracking"]) == ("YAMATO", "123456789012")


def test_other_carriers_go_by_name(amazon):
    order = amazon.paid_order()
    send(amazon, message(order, CarrierCode="Other", CarrierName="日本郵便"))
    assert amazon.truth(order["order_id"])["packages"][0]["carrier"] == "日本郵便"


def test_part_of_an_order_is_shipped_and_then_the_rest(amazon):
    order = amazon.paid_order("NOTE-A5-3", 3)
    send(amazon, message(order, items=line(order, quantity=1)))
    assert amazon.truth(order["order_id"])["status"] == "PARTIALLY_SHIPPED"
    send(amazon, message(order, ShipperTrackingNumber="999"))
    truth = amazon.truth(order["order_id"])
    assert truth["status"] == "SHIPPED"
    assert len(truth["packages"]) == 2


def test_the_same_fulfilment_id_edits_the_shipment(amazon):
    order = amazon.paid_order()
    send(amazon, message(order, MerchantFulfillmentID="77"))
    send(amazon, message(order, MerchantFulfillmentID="77", ShipperTrackingNumber="42"))
    [package] = amazon.truth(order["order_id"])["packages"]
    assert package["tracking"] == "42"


def test_r35_what_confirmshipment_refuses_the_feed_refuses_in_the_same_words(amazon):
    shipped, cancelled = amazon.paid_order(), amazon.paid_order()
    amazon.confirm(shipped)
    amazon.control("POST", f"/orders/{cancelled['order_id']}/cancel", {"by": "SELLER"})
    pending = amazon.order(payment="CONVENIENCE_STORE", pay_after=None)
    fba = amazon.paid_order("BATT-10000")
    good = amazon.paid_order()
    orders = (shipped, cancelled, pending, fba, good)
    report = send(amazon, *(message(order, number) for number, order in enumerate(orders, 1)))
    assert [found.findtext("MessageID") for found in report.iter("Result")] == list("1234")
    words = refusals(report)
    assert "PackageToUpdateNotFound" in words[0]
    assert "NonexistentOrderItem" in words[1]
    assert "is not ready for shipment confirmation" in words[2]
    assert "is not ready for shipment confirmation" in words[3]
    assert amazon.truth(good["order_id"])["status"] == "SHIPPED"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"AmazonOrderID": "250-0000000-0000000"}, "not valid for this seller"),
        ({"FulfillmentDate": "yesterday"}, "'yesterday'"),
        ({"CarrierCode": ""}, "CarrierCode is required"),
        ({"CarrierCode": "Kuroneko"}, "InvalidCarrier"),
        ({"CarrierCode": "Other"}, "CarrierNameCorrection"),
        ({"MerchantFulfillmentID": "A-1"}, "'A-1'"),
    ],
)
def test_each_wrong_field_is_named(amazon, fields, words):
    order = amazon.paid_order()
    [found] = refusals(send(amazon, message(order, **fields)))
    assert words in found
    assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"


@pytest.mark.parametrize(("quantity", "words"), [("0", "'0'"), ("2", "overfulfillment")])
def test_each_wrong_item_is_named(amazon, quantity, words):
    order = amazon.paid_order()
    [found] = refusals(send(amazon, message(order, items=line(order, quantity=quantity))))
    assert words in found
    strange = line({"items": [{"order_item_id": "1"}]})
    [found] = refusals(send(amazon, message(order, items=strange)))
    assert found.startswith("OrderItemId")
