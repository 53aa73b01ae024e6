"""Nothing that is sent breaks the fake: two thousand requests, and some that are worse."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sim_client import MARKETPLACE, Amazon
from sim_fuzz import BOMB, OVERSIZE, Shot, check, shots

FEEDS = "/feeds/2021-06-30"


class Shop:
    """A shop in full swing, without limits, that is shot at."""

    def __init__(self) -> None:
        self.amazon = Amazon()
        self.amazon.control("PATCH", "/quota", {"operation": "*", "lifted": True})
        order = self.amazon.paid_order()
        seller_id = self.amazon.control("GET", "/credentials")["seller_id"]
        item = order["items"][0]["order_item_id"]
        self.known = [order["order_id"], item, seller_id, MARKETPLACE, "TEA-UJI-100", "YAMATO"]
        self.token = self.amazon.access_token()

    def fire(self, shot: Shot) -> None:
        headers = dict(shot.headers)
        if shot.authorised:
            headers["x-amz-access-token"] = self.token
        answer = self.amazon.send(
            shot.method, shot.path, query=shot.query, content=shot.content, headers=headers
        )
        check(shot, answer)


SHOP = Shop()


def _fuzz(count: int):
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@given(shots(SHOP.known))
@_fuzz(150)
def test_a_few_requests_get_well_formed_answers(shot):
    SHOP.fire(shot)


@pytest.mark.long
@given(shots(SHOP.known))
@_fuzz(2000)
def test_two_thousand_requests_get_well_formed_answers(shot):
    SHOP.fire(shot)


@pytest.mark.long
@given(st.sampled_from(["GET", "PUT"]), st.text(max_size=20), st.text(max_size=20))
@_fuzz(200)
def test_signed_urls_that_were_changed_get_an_error_document(method, date, signature):
    query = {"X-Amz-Date": date, "X-Amz-Expires": "300", "X-Amz-Signature": signature}
    shot = Shot(method, "/tortuga-prod-fe/amzn1.tortuga.3.x", "", b"")
    check(shot, SHOP.amazon.send(method, shot.path, query=query))


@pytest.mark.parametrize("path", [f"{FEEDS}/feeds", "/auth/o2/token", "/_sqs", "/_sim/orders"])
def test_an_oversize_body_is_refused(path):
    shot = Shot("POST", path, "", OVERSIZE, {"content-type": "application/json"})
    SHOP.fire(shot)


@pytest.mark.parametrize("feed_type", ["JSON_LISTINGS_FEED", "POST_ORDER_ACKNOWLEDGEMENT_DATA"])
@pytest.mark.parametrize("content", [BOMB, b"\x1f\x8b\x08broken", b"", b"\xff\xfe<a/>"])
def test_a_document_that_is_a_bomb_or_broken_ends_its_feed_and_nothing_else(feed_type, content):
    amazon = Amazon()
    place = amazon.call("POST", f"{FEEDS}/documents", body={"contentType": "text/xml"}).json()
    amazon.url("PUT", place["url"], content=content, headers={"content-type": "text/xml"})
    wish = {
        "feedType": feed_type,
        "marketplaceIds": [MARKETPLACE],
        "inputFeedDocumentId": place["feedDocumentId"],
    }
    feed_id = amazon.call("POST", f"{FEEDS}/feeds", body=wish).json()["feedId"]
    amazon.advance("PT10M")
    told = amazon.call("GET", f"{FEEDS}/feeds/{feed_id}").json()
    assert told["processingStatus"] == "FATAL"
    assert amazon.search().status == 200


def test_an_expired_url_says_so():
    amazon = Amazon()
    place = amazon.call("POST", f"{FEEDS}/documents", body={"contentType": "text/xml"}).json()
    amazon.advance("PT5M1S")
    late = amazon.url("PUT", place["url"], content=b"x", headers={"content-type": "text/xml"})
    assert late.status == 403
    assert b"<Code>AccessDenied</Code>" in late.body
