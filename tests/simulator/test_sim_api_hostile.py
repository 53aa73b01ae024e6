"""Bad input to goods, feeds and reports: Amazon's own error shape, never a crash."""

import json
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sim_client import MARKETPLACE, Amazon
from sim_feeds import JSON, LISTINGS, SHIP, XML, create, get_feed, upload

from simulator.operations import Operation
from simulator.tables import OPERATIONS

MINE = ("reports/", "feeds/", "listings/", "catalog/", "definitions/", "fba/")
WORDS = st.sampled_from(
    [
        *("", MARKETPLACE, "ATVPDKIKX0DER", "PRODUCT", "SKU", "ASIN", "JAN", "B0RK000001"),
        *("4900000000016", "2026-11-01T00:00:00Z", "2026-13-41", "20", "21", "-1", "true"),
        *("DONE", "summaries", "DEFAULT", "Marketplace", "LISTING", "GET_MERCHANT_LISTINGS_DATA"),
        *("茶", "\x00", "%2F", "../..", "'; --", "A" * 300, "AAAA", "9" * 30, ",,,"),
    ]
)
TEXT = st.one_of(WORDS, st.text(max_size=20))
NAMES = st.sampled_from(
    [
        *("reportType", "marketplaceIds", "dataStartTime", "reportOptions", "period", "feedType"),
        *("inputFeedDocumentId", "contentType", "productType", "attributes", "patches", "op"),
        *("path", "value", "requirements", "purchasable_offer", "fulfillment_availability"),
        *("fulfillment_channel_code", "quantity", "messages", "header", "sku", "messageId"),
        *("operationType", "sellerId", "version"),
    ]
)
VALUES = st.recursive(
    st.one_of(TEXT, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(NAMES, TEXT), inner, max_size=4)
    ),
    max_leaves=12,
)


@cache
def amazon() -> Amazon:
    """One fake for all examples: what one leaves behind must not hurt the next."""
    fake = Amazon()
    fake.control("PATCH", "/quota", {"operation": "*", "lifted": True})
    return fake


def filled(operation: Operation, values: list[str]) -> str:
    """The path with something in each placeholder; an own seller id now and then."""
    given = iter(values)
    parts = [
        quoted(next(given, "x")) if part.startswith("{") else part
        for part in operation.path.split("/")
    ]
    return "/".join(parts)


def quoted(text: str) -> str:
    from urllib.parse import quote

    if text == "SKU":
        return amazon().control("GET", "/credentials")["seller_id"]
    return quote(text, safe="") or "x"


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_call_is_answered_in_amazons_form(data):
    """The client of the tests checks the form of each answer against the models."""
    mine = [one for one in OPERATIONS if one.api.startswith(MINE)]
    operation = data.draw(st.sampled_from(mine))
    names = st.sampled_from(sorted({"marketplaceIds", "nextToken", *operation.parameters}))
    query = data.draw(st.dictionaries(names, TEXT, max_size=5))
    query |= data.draw(st.sampled_from([{}, {"marketplaceIds": MARKETPLACE}]))
    body = data.draw(VALUES) if operation.method in ("POST", "PUT", "PATCH") else None
    path = filled(operation, data.draw(st.lists(TEXT, min_size=2, max_size=2)))
    answer = amazon().call(operation.method, path, query=query, body=body)
    assert answer.status < 500, answer.body


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from([(LISTINGS, JSON), (SHIP, XML), ("POST_FLAT_FILE_FULFILLMENT_DATA", XML)]),
    content=st.one_of(
        VALUES.map(lambda value: json.dumps(value).encode()),
        st.lists(VALUES, max_size=3).map(
            lambda messages: json.dumps(
                {"header": {"sellerId": "A", "version": "2.0"}, "messages": messages}
            ).encode()
        ),
        st.binary(max_size=60),
        TEXT.map(lambda text: f"<AmazonEnvelope>{text}</AmazonEnvelope>".encode(errors="replace")),
        TEXT.map(lambda text: f"order-id\t{text}\n{text}\t1".encode(errors="replace")),
    ),
)
def test_any_feed_comes_to_an_end(kind, content):
    fake = amazon()
    feed_type, content_type = kind
    fake.advance("PT5M")
    answer = create(fake, feed_type, upload(fake, content, content_type))
    assert answer.status == 202
    fake.advance("PT5M")
    assert get_feed(fake, answer.json()["feedId"])["processingStatus"] in ("DONE", "FATAL")
