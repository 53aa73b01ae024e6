"""JSON_LISTINGS_FEED: many listing changes at once, as single calls would have done them."""

import json

import pytest
from sim_client import MARKETPLACE
from sim_feeds import JSON, LISTINGS, get_feed, listings_feed, listings_report, submit

STOCK = "/attributes/fulfillment_availability"


def row(quantity: object, code="DEFAULT") -> dict:
    return {"fulfillment_channel_code": code, "quantity": quantity}


def price(yen: int) -> dict:
    schedule = [{"schedule": [{"value_with_tax": yen}]}]
    return {"currency": "JPY", "marketplace_id": MARKETPLACE, "our_price": schedule}


def patch(sku: str, quantity: object, op="replace") -> dict:
    return {
        "sku": sku,
        "operationType": "PATCH",
        "productType": "PRODUCT",
        "patches": [{"op": op, "path": STOCK, "value": [row(quantity)]}],
    }


def offer(asin: str, quantity=5, yen=900) -> dict:
    return {
        "condition_type": [{"value": "new_new"}],
        "merchant_suggested_asin": [{"value": asin}],
        "fulfillment_availability": [row(quantity)],
        "purchasable_offer": [price(yen)],
    }


def test_r16_every_operation_is_accepted_and_seen_later(amazon):
    feed = listings_feed(
        amazon,
        patch("NOTE-A5-3", 7),
        {
            "sku": "PEN-FP-F",
            "operationType": "PARTIAL_UPDATE",
            "productType": "PRODUCT",
            "attributes": {"purchasable_offer": [price(5000)]},
        },
        {
            "sku": "NEW-1",
            "operationType": "UPDATE",
            "productType": "PRODUCT",
            "requirements": "LISTING_OFFER_ONLY",
            "attributes": offer("B0RK000001"),
        },
        {"sku": "BOX-KIRI-S", "operationType": "DELETE"},
    )
    feed_id = submit(amazon, LISTINGS, json.dumps(feed), JSON)
    amazon.advance("PT2M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "DONE"
    assert amazon.control("GET", "/listings/NOTE-A5-3")["quantity"] == 120
    amazon.advance("PT15M")
    assert amazon.control("GET", "/listings/NOTE-A5-3")["quantity"] == 7
    assert amazon.control("GET", "/listings/PEN-FP-F")["price"] == 5000
    assert amazon.control("GET", "/listings/NEW-1")["asin"] == "B0RK000001"
    assert amazon.listing("BOX-KIRI-S").status == 404


def test_the_report_counts_and_names_what_was_refused(amazon):
    feed = listings_feed(
        amazon,
        patch("NOTE-A5-3", 7),
        patch("PEN-FP-F", "many"),
        {"sku": "PEN-FP-F", "operationType": "PATCH", "productType": "PRODUCT"},
    )
    report = listings_report(amazon, feed)
    assert report["summary"] == {
        "errors": 2,
        "warnings": 0,
        "messagesProcessed": 3,
        "messagesAccepted": 1,
        "messagesInvalid": 2,
    }
    assert report["issues"][0] == {
        "messageId": 2,
        "sku": "PEN-FP-F",
        "code": "4000001",
        "severity": "ERROR",
        "message": "The provided value for 'Fulfillment Availability' is invalid.",
        "attributeName": "fulfillment_availability",
    }
    assert (report["issues"][1]["messageId"], report["issues"][1]["code"]) == (3, "4002008")


def test_the_report_shows_the_items_that_were_asked_for(amazon):
    wanted = {"includedData": ["fulfillmentAvailability"], "apiVersion": "2021-08-01"}
    feed = listings_feed(amazon, patch("NOTE-A5-3", 7), report=wanted)
    report = listings_report(amazon, feed)
    assert report["items"][0]["sku"] == "NOTE-A5-3"
    assert report["summary"]["itemSummary"] == {"items": 1, "errors": 0, "warnings": 0}


@pytest.mark.parametrize(
    "message",
    [
        {"sku": "A", "operationType": "PUT"},
        {"sku": "A", "operationType": "DELETE", "productType": "PRODUCT"},
        {"sku": "", "operationType": "DELETE"},
        {"operationType": "DELETE"},
        {"sku": "A", "operationType": "UPDATE", "productType": "PRODUCT"},
        {"sku": "A", "operationType": "UPDATE", "productType": "PRODUCT", "attributes": {}},
        patch("A", 1) | {"requirements": "LISTING"},
        patch("A", 1) | {"patches": [{"op": "replace", "path": "/price", "value": [{}]}]},
        patch("A", 1) | {"messageId": 0},
        "not a message",
    ],
)
def test_a_message_of_the_wrong_form_is_refused_by_itself(amazon, message):
    feed = listings_feed(amazon, patch("NOTE-A5-3", 7))
    number = {"messageId": 2} if isinstance(message, dict) else {}
    feed["messages"].append(number | message if isinstance(message, dict) else message)
    report = listings_report(amazon, feed)
    assert [issue["code"] for issue in report["issues"]] == ["4002008"]
    assert report["summary"]["messagesAccepted"] == 1


def test_a_number_that_comes_twice_is_refused(amazon):
    feed = listings_feed(amazon, patch("NOTE-A5-3", 7), patch("PEN-FP-F", 3) | {"messageId": 1})
    report = listings_report(amazon, feed)
    assert report["summary"]["messagesAccepted"] == 1


def test_another_sellers_feed_is_refused_message_by_message(amazon):
    report = listings_report(amazon, listings_feed(amazon, patch("NOTE-A5-3", 7), sellerId="A1"))
    assert [issue["code"] for issue in report["issues"]] == ["BAD_REQUEST"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[]", "4002005"),
        ("", "4002005"),
        ("{", "4002005"),
        ('{"messages": []}', "4002005"),
        ('{"header": {"sellerId": "A", "version": "1.0"}, "messages": [{}]}', "4002006"),
        ('{"header": {"sellerId": "A", "version": "2.0"}, "messages": []}', "4002005"),
        ('{"header": {"version": "2.0"}, "messages": [{}]}', "4002005"),
    ],
)
def test_a_frame_that_is_wrong_makes_the_feed_fatal(amazon, content, code):
    feed_id = submit(amazon, LISTINGS, content, JSON)
    amazon.advance("PT10M")
    feed = get_feed(amazon, feed_id)
    assert feed["processingStatus"] == "FATAL"
    document = amazon.call(
        "GET", f"/feeds/2021-06-30/documents/{feed['resultFeedDocumentId']}"
    ).json()
    report = json.loads(amazon.url("GET", document["url"]).body)
    assert [issue["code"] for issue in report["issues"]] == [code]


def test_25000_messages_pass_and_one_more_does_not(amazon):
    deletes = [{"sku": f"S{number}", "operationType": "DELETE"} for number in range(25_001)]
    full = listings_feed(amazon, *deletes[:25_000])
    assert listings_report(amazon, full)["summary"]["messagesAccepted"] == 25_000
    report = listings_report(amazon, listings_feed(amazon, *deletes))
    assert [issue["message"] for issue in report["issues"]] == [
        "feed messages list beyond allowed size"
    ]
