"""Feeds, reports and listing changes under way are part of a checkpoint, and of the agenda."""

import json

from sim_feeds import LISTINGS, listings_feed, submit
from sim_offers import AVAILABILITY, SKU, put, row
from sim_reports import BY_UPDATE, DAY, ordered
from sim_reports import LISTINGS as LISTING_REPORT
from sim_reports import ROOT as REPORTS

from simulator.tables import HAPPENINGS


def under_way(amazon) -> list[str]:
    """Start something of every kind; the paths to look at."""
    amazon.paid_order()
    amazon.advance("PT10M")
    feed = listings_feed(amazon, {"sku": "PEN-FP-F", "operationType": "DELETE"})
    feed_id = submit(amazon, LISTINGS, json.dumps(feed), "application/json")
    reports = [ordered(amazon, BY_UPDATE, **DAY), ordered(amazon, LISTING_REPORT)]
    body = {"reportType": BY_UPDATE, "marketplaceIds": ["A1VC38T7YXB528"], "period": "PT5M"}
    schedule = amazon.call("POST", f"{REPORTS}/schedules", body=body).json()["reportScheduleId"]
    amazon.patch(SKU, AVAILABILITY, row("DEFAULT", quantity=3))
    put(amazon)
    return [
        f"/feeds/2021-06-30/feeds/{feed_id}",
        *(f"{REPORTS}/reports/{report_id}" for report_id in reports),
        f"{REPORTS}/schedules/{schedule}",
        amazon.listing_path(SKU),
        amazon.listing_path("NEW-1"),
        amazon.listing_path("PEN-FP-F"),
    ]


def seen(amazon, paths: list[str]) -> list[tuple[int, bytes]]:
    """What a client sees as time passes, byte by byte."""
    answers = []
    for _ in range(4):
        amazon.advance("PT4M")
        for path in paths:
            query = {"marketplaceIds": "A1VC38T7YXB528"} if "listings" in path else {}
            answer = amazon.call("GET", path, query=query)
            answers.append((answer.status, answer.body))
    return answers


def test_restored_all_that_was_under_way_goes_on_as_before(amazon):
    paths = under_way(amazon)
    checkpoint = amazon.control("POST", "/checkpoints")["id"]
    first = seen(amazon, paths)
    amazon.token = None
    amazon.control("POST", f"/checkpoints/{checkpoint}/restore")
    assert seen(amazon, paths) == first
    assert {status for status, _ in first} == {200, 404}


def test_what_will_happen_stands_on_the_agenda(amazon):
    under_way(amazon)
    items = amazon.control("GET", "/agenda", limit=50)["items"]
    kinds = {item["kind"] for item in items}
    assert {"feed_starts", "report_starts", "report_schedule", "listing_visible"} <= kinds
    assert kinds <= set(HAPPENINGS)
    assert all(item["note"] for item in items)
