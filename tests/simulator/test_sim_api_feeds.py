"""Feeds 2021-06-30: what createFeed takes, how feeds end, and how they are looked for."""

import gzip

import pytest
from sim_client import MARKETPLACE
from sim_feeds import JSON, LISTINGS, ROOT, SHIP, create, get_feed, result, submit, upload

CANCEL = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
EMPTY = "<AmazonEnvelope><Header/><MessageType>OrderAcknowledgement</MessageType></AmazonEnvelope>"
SIXTY_FIVE_MIB = 65 * 1024 * 1024


def behave(amazon, **values) -> None:
    amazon.control("PATCH", "/behaviours", values)


def ended(amazon, feed_id: str) -> str:
    amazon.advance("PT10M")
    return get_feed(amazon, feed_id)["processingStatus"]


def test_a_gzip_upload_is_unpacked(amazon):
    feed_id = submit(amazon, CANCEL, gzip.compress(EMPTY.encode()))
    assert ended(amazon, feed_id) == "DONE"
    assert b"<MessagesProcessed>0</MessagesProcessed>" in result(amazon, feed_id)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (gzip.compress(EMPTY.encode())[:-9], b"5000"),
        (b"\x1f\x8bnothing of the kind", b"5000"),
        (gzip.compress(b"<" * SIXTY_FIVE_MIB, compresslevel=1), b"5002"),
    ],
    ids=["cut short", "broken", "bomb"],
)
def test_bad_gzip_and_bombs_are_fatal_and_say_so(amazon, content, code):
    feed_id = submit(amazon, CANCEL, content)
    assert ended(amazon, feed_id) == "FATAL"
    assert code in result(amazon, feed_id)


def test_a_zipped_report_says_so(amazon):
    behave(amazon, feed_report_gzip=True)
    feed_id = submit(amazon, CANCEL, EMPTY)
    assert ended(amazon, feed_id) == "DONE"
    number = get_feed(amazon, feed_id)["resultFeedDocumentId"]
    document = amazon.call("GET", f"{ROOT}/documents/{number}").json()
    assert document["compressionAlgorithm"] == "GZIP"
    answer = amazon.url("GET", document["url"])
    assert answer.headers["content-encoding"] == "identity"
    assert b"ProcessingReport" in gzip.decompress(answer.body)


@pytest.mark.parametrize("feed_type", ["POST_PRODUCT_DATA", "POST_INVENTORY_AVAILABILITY_DATA"])
def test_a_feed_type_that_amazon_has_ended_is_accepted_and_fatal(amazon, feed_type):
    feed_id = submit(amazon, feed_type, EMPTY)
    assert ended(amazon, feed_id) == "FATAL"
    assert "resultFeedDocumentId" not in get_feed(amazon, feed_id)


def test_only_a_queued_feed_is_cancelled(amazon):
    order = amazon.paid_order()
    first, second = submit(amazon, CANCEL, EMPTY), submit(amazon, CANCEL, EMPTY)
    assert amazon.call("DELETE", f"{ROOT}/feeds/{first}").status == 200
    assert get_feed(amazon, first)["processingStatus"] == "CANCELLED"
    amazon.advance("PT1M")
    refused = amazon.call("DELETE", f"{ROOT}/feeds/{second}")
    assert (refused.status, refused.error["code"]) == (400, "InvalidInput")
    assert ended(amazon, first) == "CANCELLED"
    assert amazon.truth(order["order_id"])["status"] == "UNSHIPPED"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("cancelled", "CANCELLED"),
        ("fatal_before", "FATAL"),
        ("fatal_after", "FATAL"),
        ("stuck", "IN_PROGRESS"),
    ],
)
def test_feeds_may_end_otherwise(amazon, outcome, status):
    behave(amazon, feed_outcome=outcome)
    assert ended(amazon, submit(amazon, CANCEL, EMPTY)) == status


def test_results_are_kept_for_28_days(amazon):
    feed_id = submit(amazon, CANCEL, EMPTY)
    amazon.advance("PT10M")
    number = get_feed(amazon, feed_id)["resultFeedDocumentId"]
    amazon.advance("P27D")
    assert amazon.call("GET", f"{ROOT}/documents/{number}").status == 200
    amazon.advance("P1D")
    assert amazon.call("GET", f"{ROOT}/documents/{number}").status == 404


@pytest.mark.parametrize(
    ("body", "message", "details"),
    [
        (
            {},
            "One or more required parameters missing",
            "feedType;inputFeedDocumentId;marketplaceIds;",
        ),
        ({"feedType": "POST_X"}, "One or more required parameters missing", None),
        ([], "Invalid request parameters", ""),
        ({"feedType": 1}, "Invalid request parameters", ""),
    ],
)
def test_an_incomplete_createfeed_is_refused(amazon, body, message, details):
    answer = amazon.call("POST", f"{ROOT}/feeds", body=body)
    assert (answer.status, answer.error["message"]) == (400, message)
    assert details is None or answer.error["details"] == details


def test_a_wrong_createfeed_is_refused(amazon):
    document = upload(amazon, EMPTY.encode())
    unknown = create(amazon, "POST_X", document)
    assert (unknown.status, unknown.error["message"]) == (400, "feed type _POST_X_ is invalid")
    for marketplaces in ([], ["ATVPDKIKX0DER"], [MARKETPLACE, "ATVPDKIKX0DER"]):
        answer = create(amazon, CANCEL, document, marketplaceIds=marketplaces)
        assert answer.error["message"] == "Invalid request parameters"


def test_a_content_type_that_is_none_is_refused(amazon):
    for content_type in ("", "text/xml\r\nx: y", "x" * 201):
        body = {"contentType": content_type}
        assert amazon.call("POST", f"{ROOT}/documents", body=body).status == 400
    assert amazon.call("POST", f"{ROOT}/documents", body={}).error["details"] == "contentType;"


def test_r41_five_listings_feeds_in_five_minutes(amazon):
    """A limit of its own beside the bucket of createFeed."""
    document = upload(amazon, b"{}", JSON)
    assert [create(amazon, LISTINGS, document).status for _ in range(6)] == [202] * 5 + [429]
    assert create(amazon, CANCEL, upload(amazon, EMPTY.encode())).status == 202
    amazon.advance("PT5M")
    assert create(amazon, LISTINGS, document).status == 202


class TestGetFeeds:
    def page(self, amazon, **query):
        return amazon.call("GET", f"{ROOT}/feeds", query=query)

    def test_pages_show_each_feed_once_newest_first(self, amazon):
        expected = []
        for _ in range(5):
            expected.insert(0, submit(amazon, CANCEL, EMPTY))
            amazon.advance("PT1M")
        submit(amazon, SHIP, EMPTY)
        shown, query = [], {"feedTypes": CANCEL, "pageSize": 2}
        while query:
            answer = self.page(amazon, **query).json()
            shown += [feed["feedId"] for feed in answer["feeds"]]
            query = {"nextToken": answer["nextToken"]} if "nextToken" in answer else {}
        assert shown == expected

    def test_filters_by_status_and_time(self, amazon):
        first = submit(amazon, CANCEL, EMPTY)
        amazon.advance("PT10M")
        second = submit(amazon, CANCEL, EMPTY)
        done = self.page(amazon, feedTypes=CANCEL, processingStatuses="DONE,FATAL").json()
        assert [feed["feedId"] for feed in done["feeds"]] == [first]
        late = self.page(amazon, feedTypes=CANCEL, createdSince="2026-11-23T00:01:00Z").json()
        assert [feed["feedId"] for feed in late["feeds"]] == [second]

    def test_the_types_or_a_token_are_needed_and_not_both(self, amazon):
        assert self.page(amazon, pageSize=5).error["details"] == "feedTypes;"
        both = self.page(amazon, nextToken="x", feedTypes=CANCEL)
        assert both.error["details"] == "feedTypes;"

    def test_a_token_of_reports_or_of_a_longer_past_is_not_opened(self, amazon):
        assert self.page(amazon, nextToken="AAAA").status == 400
