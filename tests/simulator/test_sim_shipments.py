"""confirmShipment, word for word (sp-api.md 1.11)."""

import pytest


def test_a_shipment_is_confirmed_and_can_be_read_back(amazon):
    order = amazon.paid_order(quantity=2)
    answer = amazon.confirm(order, shippingMethod="宅急便")
    assert (answer.status, answer.body) == (204, b"")
    shown = amazon.get_order(order["order_id"])
    assert shown["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    [package] = shown["packages"]
    assert package["trackingNumber"] == "123456789012"
    assert package["packageReferenceId"] == "1"
    assert package["shippingService"] == "宅急便"


def test_r35_after_seller_central_the_notice_finds_no_package(amazon):
    order = amazon.paid_order()
    order_id = order["order_id"]
    amazon.control("POST", f"/orders/{order_id}/ship", {"carrier": "SAGAWA", "tracking": "77"})
    answer = amazon.confirm(order)
    assert answer.status == 400
    assert answer.error == {
        "code": "InvalidInput",
        "message": (
            "Failed to create package due to not finding a matching package or order already"
            " fulfilled. ErrorMessage(errorCode=GeneralError, errorDescription=Unable to find"
            f" package to update for order ({order_id}), errorMetric=PackageToUpdateNotFound,"
            " packageIndex=null)"
        ),
        "details": "",
    }
    assert amazon.get_order(order_id)["packages"][0]["trackingNumber"] == "77"


def test_the_same_reference_edits_the_package(amazon):
    order = amazon.paid_order()
    amazon.confirm(order, "5", trackingNumber="1")
    assert amazon.confirm(order, "5", trackingNumber="2").status == 204
    [package] = amazon.get_order(order["order_id"])["packages"]
    assert package["trackingNumber"] == "2"
    assert amazon.confirm(order, "6").status == 400


def test_parts_make_partially_shipped_and_too_many_are_refused(amazon):
    order = amazon.paid_order(quantity=3)
    [item] = order["items"]

    def some(count: int) -> list[dict]:
        return [{"orderItemId": item["order_item_id"], "quantity": count}]

    assert amazon.confirm(order, "1", orderItems=some(1)).status == 204
    shown = amazon.get_order(order["order_id"])
    assert shown["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    assert shown["orderItems"][0]["fulfillment"] == {
        "quantityFulfilled": 1,
        "quantityUnfulfilled": 2,
    }
    assert "overfulfillment" in amazon.confirm(order, "2", orderItems=some(3)).error["message"]
    assert amazon.confirm(order, "2", orderItems=some(2)).status == 204
    assert amazon.truth(order["order_id"])["status"] == "SHIPPED"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"packageReferenceId": 1}, "invalid type [packageDetail.packageReferenceId]"),
        ({"packageReferenceId": None}, "PackageReferenceId: is invalid, must be a positive"),
        ({"packageReferenceId": "A1"}, "PackageReferenceId: is invalid, must be a positive"),
        ({"packageReferenceId": "0"}, "PackageReferenceId: is invalid, must be a positive"),
        ({"carrierCode": "CROW_POST"}, "InvalidCarrier"),
        ({"carrierCode": None}, "The input you have submitted is not valid"),
        ({"carrierCode": "Other"}, "CarrierNameCorrection"),
        ({"trackingNumber": " "}, "The input you have submitted is not valid"),
        ({"shipDate": "02/21/2022"}, "Invalid Input"),
        ({"orderItems": {}}, "OrderItemId  is invalid"),
        ({"orderItems": []}, "OrderItemId  is invalid"),
        ({"orderItems": [{"orderItemId": "1", "quantity": 1}]}, "OrderItemId  is invalid"),
    ],
)
def test_each_wrong_field_has_its_words(amazon, changes, words):
    order = amazon.paid_order()
    answer = amazon.confirm(order, **changes)
    assert answer.status == 400
    assert words in answer.error["message"]
    assert amazon.truth(order["order_id"])["packages"] == []


def test_a_carrier_without_a_code_goes_as_other_with_its_name(amazon):
    order = amazon.paid_order()
    assert amazon.confirm(order, carrierCode="Other", carrierName="日本郵便").status == 204
    assert amazon.get_order(order["order_id"])["packages"][0]["carrier"] == "日本郵便"


def test_r33_a_pending_order_is_not_shipped(amazon):
    answer = amazon.confirm(amazon.order())
    assert answer.error["message"].startswith("Failed validation because order")


def test_a_cancelled_order_has_no_items(amazon):
    order = amazon.order()
    amazon.control("POST", f"/orders/{order['order_id']}/cancel", {"by": "BUYER"})
    assert "NonexistentOrderItem" in amazon.confirm(order).error["message"]


def test_r25_amazons_own_order_is_not_shipped_by_the_seller(amazon):
    answer = amazon.confirm(amazon.paid_order("BATT-10000"))
    assert answer.error["message"].startswith("Failed validation because order")
