"""Sending feeds to the fake Amazon and reading what came of them."""

import json
import os
from functools import cache
from pathlib import Path

from jsonschema import Draft7Validator
from sim_client import MARKETPLACE, Amazon
from sim_models import ENVIRONMENT

ROOT = "/feeds/2021-06-30"
XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
SHIP = "POST_ORDER_FULFILLMENT_DATA"
LISTINGS = "JSON_LISTINGS_FEED"


def upload(amazon: Amazon, content: bytes, content_type: str = XML) -> str:
    """Put content into a new feed document; its id."""
    body = {"contentType": content_type}
    place = amazon.call("POST", f"{ROOT}/documents", body=body).json()
    headers = {"content-type": content_type}
    assert amazon.url("PUT", place["url"], content=content, headers=headers).status == 200
    return place["feedDocumentId"]


def create(amazon: Amazon, feed_type: str, document: str, **more):
    body = {
        "feedType": feed_type,
        "marketplaceIds": [MARKETPLACE],
        "inputFeedDocumentId": document,
    }
    return amazon.call("POST", f"{ROOT}/feeds", body=body | more)


def submit(amazon: Amazon, feed_type: str, content: bytes | str, content_type: str = XML) -> str:
    raw = content.encode() if isinstance(content, str) else content
    answer = create(amazon, feed_type, upload(amazon, raw, content_type))
    assert answer.status == 202, answer.body
    return answer.json()["feedId"]


def get_feed(amazon: Amazon, feed_id: str) -> dict:
    return amazon.call("GET", f"{ROOT}/feeds/{feed_id}").json()


def result(amazon: Amazon, feed_id: str) -> bytes:
    """The processing report of a feed that ended."""
    number = get_feed(amazon, feed_id)["resultFeedDocumentId"]
    document = amazon.call("GET", f"{ROOT}/documents/{number}").json()
    return amazon.url("GET", document["url"]).body


def listings_feed(amazon: Amazon, *messages: dict, **header) -> dict:
    """A JSON listings feed of these messages, numbered from 1 where they have no number."""
    seller = amazon.control("GET", "/credentials")["seller_id"]
    numbered = [{"messageId": number} | one for number, one in enumerate(messages, start=1)]
    return {"header": {"sellerId": seller, "version": "2.0"} | header, "messages": numbered}


def listings_report(amazon: Amazon, content: object) -> dict:
    """Send a JSON listings feed, wait until it ends, and read its report, checked."""
    feed_id = submit(amazon, LISTINGS, json.dumps(content), JSON)
    amazon.advance("PT10M")
    report = json.loads(result(amazon, feed_id))
    for schema in _report_schema():
        Draft7Validator(schema).validate(report)
    return report


@cache
def _report_schema() -> tuple[dict, ...]:
    """Amazon's schema of the report; empty when the environment names no folder of models."""
    folder = os.environ.get(ENVIRONMENT)
    if not folder:
        return ()
    file = Path(folder) / "listings-feed-processing-report-schema-v2.json"
    return (json.loads(file.read_text()),)
