"""confirmShipment's refusals, updateShipmentStatus, regulated information (sp-api.md 1.11)."""

import pytest
from sim_client import MARKETPLACE
from sim_restricted import rdt

ROOT = "/orders/v0/orders"


def message(answer) -> str:
    assert (answer.status, answer.error["code"]) == (400, "InvalidInput"), answer.body
    return answer.error["message"]


def test_a_blocked_tracking_number(amazon):
    answer = amazon.confirm(amazon.paid_order(), trackingNumber="000000000000")
    assert "ErrorCode: BlockedTrackingId" in message(answer)


def test_a_tracking_number_may_have_to_be_the_orders_own(amazon):
    first, second = amazon.paid_order(), amazon.paid_order()
    assert amazon.confirm(first).status == 204
    amazon.control("PATCH", "/behaviours", {"tracking_number_twice": "refused"})
    assert "ErrorCode: DuplicateTrackingId" in message(amazon.confirm(second))
    assert amazon.confirm(first).status == 204


def test_a_tracking_number_may_have_to_be_of_its_carriers_form(amazon):
    order = amazon.paid_order()
    amazon.control("PATCH", "/behaviours", {"tracking_format": "checked"})
    answer = amazon.confirm(order, trackingNumber="ABC")
    assert message(answer).startswith("The tracking ID [ABC] for [YAMATO] does not match")
    assert amazon.confirm(order, trackingNumber="1234-5678-9012").status == 204


def test_a_package_is_edited_only_so_often(amazon):
    order = amazon.paid_order()
    amazon.control("PATCH", "/behaviours", {"package_edits_most": 2})
    for _ in range(3):
        assert amazon.confirm(order).status == 204
    assert "maximum number of allowed updates" in message(amazon.confirm(order))


def test_how_a_cod_order_was_paid_may_have_to_be_told(amazon):
    order = amazon.order(payment="COD")
    amazon.control("PATCH", "/behaviours", {"cod_collection_method": "required"})
    assert amazon.confirm(order).status == 400
    items = [{"orderItemId": order["items"][0]["order_item_id"], "quantity": 1}]
    detail = {
        "packageReferenceId": "1",
        "carrierCode": "YAMATO",
        "trackingNumber": "123456789012",
        "shipDate": "2026-11-23T01:00:00Z",
        "orderItems": items,
    }
    body = {
        "marketplaceId": MARKETPLACE,
        "codCollectionMethod": "DirectPayment",
        "packageDetail": detail,
    }
    path = f"{ROOT}/{order['order_id']}/shipmentConfirmation"
    assert amazon.call("POST", path, body=body).status == 204


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "Marketplace ID is not defined"),
        ({"marketplaceId": "ATVPDKIKX0DER", "shipmentStatus": "PickedUp"}, "The input you have"),
        ({"marketplaceId": MARKETPLACE, "shipmentStatus": "Gone"}, "The input you have"),
        ({"marketplaceId": MARKETPLACE, "shipmentStatus": "PickedUp"}, "The order is not an in-"),
        (
            {"marketplaceId": MARKETPLACE, "shipmentStatus": "PickedUp", "orderItems": 1},
            "The input you have",
        ),
    ],
)
def test_a_shipment_status_is_for_pickups_alone(amazon, body, told):
    path = f"{ROOT}/{amazon.paid_order()['order_id']}/shipment"
    assert message(amazon.call("POST", path, body=body)).startswith(told)


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (None, "Missing request parameter: regulatedOrderVerificationStatus."),
        ({}, "Missing request parameter: externalReviewerId."),
        (
            {"externalReviewerId": "r", "status": "Perhaps"},
            "Invalid request parameter `status`. Must be one of [Approved, Rejected].",
        ),
        (
            {"externalReviewerId": "r", "status": "Rejected"},
            "Missing request parameter: rejectionReasonId.",
        ),
        (
            {"externalReviewerId": "r", "status": "Approved"},
            "The order does not contain regulated items.",
        ),
    ],
)
def test_a_verdict_is_checked_before_it_is_refused(amazon, verdict, told):
    path = f"{ROOT}/{amazon.paid_order()['order_id']}/regulatedInfo"
    body = {} if verdict is None else {"regulatedOrderVerificationStatus": verdict}
    assert message(amazon.call("PATCH", path, body=body)) == told


def test_an_order_without_regulated_items_has_nothing_to_tell(amazon):
    path = f"{ROOT}/{amazon.paid_order()['order_id']}/regulatedInfo"
    token = rdt(amazon, path)
    told = amazon.call("GET", path, token=token).json()["payload"]
    assert told["RegulatedInformation"] == {"Fields": []}
    amazon.control("PATCH", "/behaviours", {"unregulated_order": "refused"})
    assert amazon.call("GET", path, token=token).status == 400


@pytest.mark.parametrize(("method", "part"), [("POST", "shipment"), ("PATCH", "regulatedInfo")])
def test_writes_for_an_order_that_is_not_there(amazon, method, part):
    verdict = {"externalReviewerId": "r", "status": "Approved"}
    body = {"marketplaceId": MARKETPLACE, "shipmentStatus": "PickedUp"}
    body |= {"regulatedOrderVerificationStatus": verdict}
    answer = amazon.call(method, f"{ROOT}/250-0000000-0000000/{part}", body=body)
    assert answer.status == 404
