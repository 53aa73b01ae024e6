"""Every kind of fault: what the caller gets, and what the world holds afterwards."""

import json

import pytest
from sim_client import MARKETPLACE, START, Amazon
from sim_faults import declare, raw_search

from simulator import AnswerDropped


class TestAnswers:
    def test_code_and_message_can_be_given(self, amazon):
        words = {"status": 400, "code": "InvalidInput", "message": "Not today"}
        declare(amazon, operation="searchOrders", kind="status", **words)
        assert amazon.search().error == {
            "code": "InvalidInput",
            "message": "Not today",
            "details": "",
        }

    @pytest.mark.parametrize(
        ("form", "status", "start", "kind"),
        [
            ("cut", 200, b'{"orders":', "application/json"),
            ("html", 503, b"<html>", "text/html"),
            ("empty", 200, b"", "application/json"),
            ("garbage", 200, b"\x00", "application/json"),
        ],
    )
    def test_malformed_bodies(self, amazon, form, status, start, kind):
        amazon.paid_order()
        amazon.advance("PT5M")
        declare(amazon, operation="searchOrders", kind="malformed", form=form, status=status)
        answer = raw_search(amazon)
        assert answer.status == status
        assert answer.body.startswith(start)
        assert answer.headers["content-type"] == kind
        with pytest.raises(ValueError, match=r"."):
            json.loads(answer.body)

    def test_fields_of_a_later_model(self, amazon):
        amazon.paid_order()
        amazon.advance("PT5M")
        declare(amazon, operation="searchOrders", kind="unknown_fields")
        body = json.loads(raw_search(amazon).body)
        assert "fieldOfALaterModel" in body
        assert "fieldOfALaterModel" in body["orders"][0]["orderItems"][0]["product"]

    def test_one_broken_order_among_good_ones(self, amazon):
        """R43."""
        orders = [amazon.paid_order() for _ in range(3)]
        amazon.advance("PT5M")
        named = orders[1]["order_id"]
        declare(amazon, operation="searchOrders", kind="broken_record", order_id=named)
        found = {one["orderId"]: one for one in json.loads(raw_search(amazon).body)["orders"]}
        assert set(found) == {order["order_id"] for order in orders}
        broken = {order_id for order_id, one in found.items() if one["orderItems"] is None}
        assert broken == {named}

    def test_a_revoked_token_is_dead_and_a_new_one_lives(self, amazon):
        declare(amazon, operation="searchOrders", kind="token_revoked", when={"nth": 2})
        assert amazon.search().status == 200
        refused = amazon.search()
        assert (refused.status, refused.error["code"]) == (403, "Unauthorized")
        assert "revoked" in refused.error["details"]
        assert amazon.call("GET", "/sellers/v1/account").status == 403
        amazon.token = None
        assert amazon.search().status == 200

    def test_the_token_endpoint_fails_in_its_own_words(self, amazon):
        declare(amazon, operation="token", kind="status", code="server_error", times=1)
        refused = amazon.login()
        assert (refused.status, refused.json()["error"]) == (503, "server_error")
        assert amazon.login().status == 200

    def test_an_outage_is_everything_but_the_control_interface(self, amazon):
        declare(amazon, operation="*", kind="reset")
        for ask in (amazon.login, lambda: amazon.send("GET", "/no/such/path")):
            with pytest.raises(AnswerDropped):
                ask()
        amazon.control("DELETE", "/faults")
        assert amazon.search().status == 200


class TestReads:
    def test_a_stale_read_shows_what_was(self, amazon):
        order = amazon.order(pay_after="PT10M")
        amazon.advance("PT12M")
        new = amazon.paid_order()
        declare(amazon, operation="*Order*", kind="stale_read", delay="PT5M")
        path = f"/orders/2026-01-01/orders/{order['order_id']}"
        query = {"includedData": "FULFILLMENT"}
        shown = amazon.call("GET", path, query=query).json()["order"]
        assert shown["fulfillment"]["fulfillmentStatus"] == "PENDING"
        assert shown["lastUpdatedTime"] == START
        missing = amazon.call("GET", f"/orders/2026-01-01/orders/{new['order_id']}")
        assert missing.status == 404
        amazon.advance("PT6M")
        assert (
            amazon.get_order(order["order_id"])["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
        )

    def test_a_stale_search_finds_the_orders_of_then(self, amazon):
        first = amazon.order(pay_after="PT4M")
        amazon.advance("PT5M")
        second = amazon.order(pay_after=None)
        amazon.advance("PT3M")

        def found() -> list[tuple[str, str]]:
            orders = amazon.search(includedData="FULFILLMENT").json()["orders"]
            return [(one["orderId"], one["fulfillment"]["fulfillmentStatus"]) for one in orders]

        now = [(first["order_id"], "UNSHIPPED"), (second["order_id"], "PENDING")]
        assert found() == now
        declare(amazon, operation="searchOrders", kind="stale_read", delay="PT5M", times=1)
        assert found() == [(first["order_id"], "PENDING")]
        assert found() == now

    def test_a_stale_listing(self, amazon):
        amazon.control("PATCH", "/listings/PEN-FP-F", {"quantity": 7})
        amazon.advance("PT1M")
        amazon.control("PATCH", "/listings/PEN-FP-F", {"quantity": 8})
        declare(amazon, operation="getListingsItem", kind="stale_read", delay="PT30S")
        [row] = amazon.listing("PEN-FP-F").json()["fulfillmentAvailability"]
        assert row["quantity"] == 7

    def test_a_page_comes_twice(self, amazon):
        ids = {amazon.paid_order()["order_id"] for _ in range(5)}
        amazon.advance("PT5M")
        declare(amazon, operation="searchOrders", kind="duplicate_page", when={"nth": 1})
        pages, token = [], {}
        while len(pages) < 10:
            page = amazon.search(maxResultsPerPage=2, **token).json()
            pages.append([one["orderId"] for one in page["orders"]])
            if "pagination" not in page:
                break
            token = {"paginationToken": page["pagination"]["nextToken"]}
        assert [len(page) for page in pages] == [2, 2, 2, 1]
        assert pages[0] == pages[1]
        assert {order_id for page in pages for order_id in page} == ids


class TestAcceptedAndNotApplied:
    def test_a_shipment_that_never_was(self, amazon):
        """R38: 204 is not proof."""
        order = amazon.paid_order()
        declare(amazon, operation="confirmShipment", kind="accepted_not_applied", when={"nth": 1})
        amazon.access_token()
        agenda = amazon.control("GET", "/agenda")
        assert amazon.confirm(order).status == 204
        assert amazon.truth(order["order_id"]) == order
        assert amazon.control("GET", "/agenda") == agenda
        assert amazon.confirm(order).status == 204
        assert amazon.truth(order["order_id"])["status"] == "SHIPPED"

    def test_a_listing_change_that_never_shows(self, amazon):
        """R16: ACCEPTED is not applied."""
        declare(amazon, operation="patchListingsItem", kind="accepted_not_applied")
        value = {"fulfillment_channel_code": "DEFAULT", "quantity": 1}
        answer = amazon.patch("PEN-FP-F", "fulfillment_availability", value)
        assert answer.json()["status"] == "ACCEPTED"
        amazon.advance("PT1H")
        assert amazon.control("GET", "/listings/PEN-FP-F")["quantity"] == 18

    def test_a_feed_that_is_done_and_did_nothing(self, amazon):
        order = amazon.paid_order()
        declare(amazon, operation="createFeed", kind="accepted_not_applied")
        feed_id = cancel_by_feed(amazon, order)
        amazon.advance("PT10M")
        feed = amazon.call("GET", f"/feeds/2021-06-30/feeds/{feed_id}").json()
        assert feed["processingStatus"] == "DONE"
        assert "resultFeedDocumentId" in feed
        assert amazon.truth(order["order_id"]) == order


def cancel_by_feed(amazon: Amazon, order: dict) -> str:
    items = "".join(
        f"<Item><AmazonOrderItemCode>{item['order_item_id']}</AmazonOrderItemCode>"
        "<CancelReason>NoInventory</CancelReason></Item>"
        for item in order["items"]
    )
    xml = (
        "<AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>M"
        "</MerchantIdentifier></Header><MessageType>OrderAcknowledgement</MessageType><Message>"
        f"<MessageID>1</MessageID><OrderAcknowledgement><AmazonOrderID>{order['order_id']}"
        f"</AmazonOrderID><StatusCode>Failure</StatusCode>{items}</OrderAcknowledgement></Message>"
        "</AmazonEnvelope>"
    )
    kind = "text/xml; charset=UTF-8"
    path = "/feeds/2021-06-30"
    document = amazon.call("POST", f"{path}/documents", body={"contentType": kind}).json()
    amazon.url("PUT", document["url"], content=xml.encode(), headers={"content-type": kind})
    body = {
        "feedType": "POST_ORDER_ACKNOWLEDGEMENT_DATA",
        "marketplaceIds": [MARKETPLACE],
        "inputFeedDocumentId": document["feedDocumentId"],
    }
    return amazon.call("POST", f"{path}/feeds", body=body).json()["feedId"]
