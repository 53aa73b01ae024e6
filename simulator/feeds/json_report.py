"""The processing report of a JSON listings feed (listings-feed-processing-report-schema-v2)."""

from collections.abc import Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

from simulator.feeds.outcome import FeedEnd, Outcome
from simulator.listings.wire import item
from simulator.simulation import Simulation
from simulator.world.records import Feed

REPORT_TYPE = "application/json; charset=UTF-8"
API_VERSION = "2021-08-01"
Json = dict[str, object]


class FeedIssue(Struct, frozen=True, rename="camel"):
    """An issue of a message, or of the feed when there is no `message_id`."""

    code: str
    severity: str
    message: str
    message_id: int | UnsetType = UNSET
    sku: str | UnsetType = UNSET
    attribute_name: str | UnsetType = UNSET


class Tally(Struct, frozen=True):
    """How many messages there were, and how many were accepted."""

    processed: int = 0
    accepted: int = 0


def feed_issue(
    sim: Simulation, code: str, message_id: int | None = None, *, attribute: str = ""
) -> FeedIssue:
    """An error in the words of the behaviour `feed_issue_<code>`."""
    text = sim.behaviours.text(f"feed_issue_{code}").replace("{name}", attribute)
    return FeedIssue(code, "ERROR", text, UNSET if message_id is None else message_id)


def processing_report(
    sim: Simulation,
    feed: Feed,
    issues: Sequence[FeedIssue],
    tally: Tally,
    *,
    status: FeedEnd = "DONE",
    included: tuple[str, ...] = (),
    skus: tuple[str, ...] = (),
) -> Outcome:
    """The report; with `included` it shows the listings of `skus` as they are at this moment."""
    header: Json = {"sellerId": feed.seller_id, "version": "2.0", "feedId": feed.feed_id}
    summary: Json = {
        "errors": sum(issue.severity == "ERROR" for issue in issues),
        "warnings": sum(issue.severity == "WARNING" for issue in issues),
        "messagesProcessed": tally.processed,
        "messagesAccepted": tally.accepted,
        "messagesInvalid": tally.processed - tally.accepted,
    }
    report: Json = {"header": header, "issues": list(issues), "summary": summary}
    if included:
        header["report"] = {"includedData": list(included), "apiVersion": API_VERSION}
        keys = [(feed.seller_id, sku) for sku in skus]
        listings = [sim.world.listings[key] for key in keys if key in sim.world.listings]
        report["items"] = [item(sim, listing, frozenset(included)) for listing in listings]
        severities = [issue["severity"] for listing in listings for issue in listing.issues]
        summary["itemSummary"] = {
            "items": len(listings),
            "errors": severities.count("ERROR"),
            "warnings": severities.count("WARNING"),
        }
    return Outcome(status, msgspec.json.encode(report), REPORT_TYPE)


def unreadable_report(sim: Simulation, feed: Feed, code: str, message: str) -> Outcome:
    """What is said of a feed that cannot be read at all."""
    return processing_report(
        sim, feed, [FeedIssue(code, "ERROR", message)], Tally(), status="FATAL"
    )
