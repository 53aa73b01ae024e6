"""Cancelling by POST_ORDER_ACKNOWLEDGEMENT_DATA, from upload to processing report."""

from xml.etree.ElementTree import fromstring

import pytest
from sim_client import MARKETPLACE

FEED = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
XML = "text/xml; charset=UTF-8"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<AmazonEnvelope>&b;</AmazonEnvelope>"
)


def message(order, number=1, reason="NoInventory", items=True) -> str:
    lines = "".join(
        f"<Item><AmazonOrderItemCode>{item['order_item_id']}</AmazonOrderItemCode>"
        f"<CancelReason>{reason}</CancelReason></Item>"
        for item in order["items"]
    )
    return (
        f"<Message><MessageID>{number}</MessageID><OrderAcknowledgement>"
        f"<AmazonOrderID>{order['order_id']}</AmazonOrderID><StatusCode>Failure</StatusCode>"
        f"{lines if items else ''}</OrderAcknowledgement></Message>"
    )


def envelope(*messages: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope>'
        "<Header><DocumentVersion>1.01</DocumentVersion></Header>"
        f"<MessageType>OrderAcknowledgement</MessageType>{''.join(messages)}</AmazonEnvelope>"
    )


def submit(amazon, content: str, feed_type=FEED) -> str:
    document = amazon.call("POST", "/feeds/2021-06-30/documents", body={"contentType": XML})
    assert document.status == 201
    place = document.json()
    upload = amazon.url(
        "PUT", place["url"], content=content.encode(), headers={"content-type": XML}
    )
    assert upload.status == 200
    feed = {
        "feedType": feed_type,
        "marketplaceIds": [MARKETPLACE],
        "inputFeedDocumentId": place["feedDocumentId"],
    }
    answer = amazon.call("POST", "/feeds/2021-06-30/feeds", body=feed)
    assert answer.status == 202, answer.body
    return answer.json()["feedId"]


def get_feed(amazon, feed_id: str) -> dict:
    return amazon.call("GET", f"/feeds/2021-06-30/feeds/{feed_id}").json()


def report(amazon, feed_id: str):
    number = get_feed(amazon, feed_id)["resultFeedDocumentId"]
    document = amazon.call("GET", f"/feeds/2021-06-30/documents/{number}").json()
    return fromstring(amazon.url("GET", document["url"]).body)


def test_a_paid_order_is_cancelled_and_reported(amazon):
    order = amazon.paid_order("BOX-KIRI-S", 2)
    feed_id = submit(amazon, envelope(message(order)))
    assert get_feed(amazon, feed_id)["processingStatus"] == "IN_QUEUE"
    amazon.advance("PT30S")
    assert get_feed(amazon, feed_id)["processingStatus"] == "IN_PROGRESS"
    amazon.advance("PT10M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "DONE"
    found = report(amazon, feed_id)
    assert found.findtext(".//MessagesSuccessful") == "1"
    assert found.find(".//Result") is None
    shown = amazon.get_order(order["order_id"])
    assert shown["fulfillment"]["fulfillmentStatus"] == "CANCELLED"
    assert shown["orderItems"][0]["cancellation"]["cancellationExecution"] == {
        "cancelledBy": "MERCHANT",
        "cancelReason": "NoInventory",
    }
    assert amazon.control("GET", "/listings/BOX-KIRI-S")["quantity"] == 6


def test_one_bad_message_does_not_stop_the_others(amazon):
    """R37: an order shipped meanwhile is refused in the report, with DONE all the same."""
    shipped, good = amazon.paid_order(), amazon.paid_order()
    amazon.confirm(shipped)
    feed_id = submit(amazon, envelope(message(shipped, 1), message(good, 2)))
    amazon.advance("PT10M")
    found = report(amazon, feed_id)
    assert get_feed(amazon, feed_id)["processingStatus"] == "DONE"
    assert [result.findtext("MessageID") for result in found.iter("Result")] == ["1"]
    assert found.findtext(".//ResultCode") == "Error"
    assert found.findtext(".//AmazonOrderID") == shipped["order_id"]
    assert amazon.truth(good["order_id"])["status"] == "CANCELLED"
    assert amazon.truth(shipped["order_id"])["status"] == "SHIPPED"


def test_without_items_nothing_is_cancelled(amazon):
    order = amazon.paid_order()
    submit(amazon, envelope(message(order, items=False)))
    amazon.advance("PT10M")
    assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"


@pytest.mark.parametrize(
    "content",
    ["", "<AmazonEnvelope>", "<a/>", BOMB, envelope("<Message/>"), "\x00", "<a>" * 3000],
    ids=["empty", "broken", "another", "entities", "no acknowledgement", "binary", "deep"],
)
def test_unreadable_xml_is_fatal_and_says_so(amazon, content):
    feed_id = submit(amazon, content)
    amazon.advance("PT10M")
    assert get_feed(amazon, feed_id)["processingStatus"] == "FATAL"
    assert report(amazon, feed_id).findtext(".//ResultMessageCode") in {"5000", "5001"}


class TestSignedUrls:
    def place(self, amazon) -> dict:
        body = {"contentType": XML}
        return amazon.call("POST", "/feeds/2021-06-30/documents", body=body).json()

    def put(self, amazon, url: str, content_type=XML):
        return amazon.url("PUT", url, content=b"<a/>", headers={"content-type": content_type})

    def test_another_content_type_breaks_the_signature(self, amazon):
        answer = self.put(amazon, self.place(amazon)["url"], "application/xml")
        assert answer.status == 403
        assert b"SignatureDoesNotMatch" in answer.body

    def test_a_changed_url_breaks_the_signature(self, amazon):
        url = self.place(amazon)["url"].replace("X-Amz-Expires=300", "X-Amz-Expires=900")
        assert b"SignatureDoesNotMatch" in self.put(amazon, url).body

    def test_a_url_ends_after_five_minutes(self, amazon):
        url = self.place(amazon)["url"]
        amazon.advance("PT5M")
        assert b"Request has expired" in self.put(amazon, url).body

    def test_an_upload_url_gives_no_download(self, amazon):
        assert amazon.url("GET", self.place(amazon)["url"]).status == 403

    def test_a_feed_without_an_upload_is_fatal(self, amazon):
        body = {
            "feedType": FEED,
            "marketplaceIds": [MARKETPLACE],
            "inputFeedDocumentId": self.place(amazon)["feedDocumentId"],
        }
        feed_id = amazon.call("POST", "/feeds/2021-06-30/feeds", body=body).json()["feedId"]
        amazon.advance("PT10M")
        assert get_feed(amazon, feed_id)["processingStatus"] == "FATAL"


def test_a_feed_of_an_unknown_type_or_document_is_refused(amazon):
    place = TestSignedUrls().place(amazon)
    body = {"marketplaceIds": [MARKETPLACE], "inputFeedDocumentId": place["feedDocumentId"]}
    unknown = amazon.call("POST", "/feeds/2021-06-30/feeds", body=body | {"feedType": "POST_X"})
    assert unknown.status == 400
    lost = body | {"feedType": FEED, "inputFeedDocumentId": "amzn1.tortuga.4.fe.none"}
    assert amazon.call("POST", "/feeds/2021-06-30/feeds", body=lost).status == 404
