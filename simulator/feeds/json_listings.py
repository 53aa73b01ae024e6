"""JSON_LISTINGS_FEED: up to 25,000 listing changes in one document (listings-feed-schema-v2)."""

from collections.abc import Iterator

import msgspec

from simulator.feeds import json_message as messages
from simulator.feeds.json_report import FeedIssue, Tally, feed_issue, processing_report
from simulator.feeds.outcome import Outcome
from simulator.listings.issues import Issue, of_patches, of_put
from simulator.listings.patches import Patch, fault_of
from simulator.listings.submissions import accept, patching
from simulator.listings.wire import new_submission_id
from simulator.simulation import Simulation
from simulator.world.records import Feed, Submission

FEED_TYPE = "JSON_LISTINGS_FEED"


def process(sim: Simulation, feed: Feed, content: bytes) -> Outcome:
    """Accept the good messages together, as single calls would have been, and report the rest."""
    document = messages.read_document(sim, content)
    if isinstance(document, FeedIssue):
        return processing_report(sim, feed, [document], Tally(), status="FATAL")
    issues: list[FeedIssue] = []
    accepted: list[Submission] = []
    for one in _checked(sim, feed, document):
        if isinstance(one, Submission):
            accepted.append(one)
        else:
            issues += one
    if accepted:
        accept(sim, feed.feed_id, accepted)
    tally = Tally(len(document.messages), len(accepted))
    skus = tuple(dict.fromkeys(one.sku for one in accepted))
    return processing_report(sim, feed, issues, tally, included=document.included, skus=skus)


def _checked(
    sim: Simulation, feed: Feed, document: messages.Document
) -> Iterator[Submission | list[FeedIssue]]:
    """For each message the change that it is, or what is wrong with it."""
    seen: set[int] = set()
    for raw in document.messages:
        message = messages.read_message(raw)
        if message is None or message.message_id in seen:
            yield [feed_issue(sim, "4002008", messages.loose_id(raw))]
            continue
        seen.add(message.message_id)
        if document.seller_id != feed.seller_id:
            yield [feed_issue(sim, "BAD_REQUEST", message.message_id)]
            continue
        yield _change(sim, feed, message)


def _change(sim: Simulation, feed: Feed, message: messages.Message) -> Submission | list[FeedIssue]:
    number = new_submission_id(sim)
    match message.operation_type:
        case "DELETE":
            return Submission(number, feed.seller_id, message.sku, "DELETE")
        case "UPDATE":
            return _put(sim, feed, message, number)
        case "PATCH":
            return _patch(sim, feed, message, number, list(message.patches or ()))
        case "PARTIAL_UPDATE":
            patches = messages.as_patches(message.attributes or {})
            if patches is None:
                return [feed_issue(sim, "4002008", message.message_id)]
            return _patch(sim, feed, message, number, patches)


def _put(
    sim: Simulation, feed: Feed, message: messages.Message, number: str
) -> Submission | list[FeedIssue]:
    attributes = message.attributes or {}
    kind = message.product_type or ""
    issues = of_put(sim, kind, message.requirements or "LISTING", attributes)
    if issues:
        return [_told(message, issue) for issue in issues]
    return Submission(
        number, feed.seller_id, message.sku, "PUT", product_type=kind, attributes=attributes
    )


def _patch(
    sim: Simulation, feed: Feed, message: messages.Message, number: str, patches: list[Patch]
) -> Submission | list[FeedIssue]:
    if any(fault_of(patch) for patch in patches):
        return [feed_issue(sim, "4002008", message.message_id)]
    issues = of_patches(sim, patches)
    if issues:
        return [_told(message, issue) for issue in issues]
    return patching(number, feed.seller_id, message.sku, patches)


def _told(message: messages.Message, issue: Issue) -> FeedIssue:
    names = issue.attribute_names
    return FeedIssue(
        code=issue.code,
        severity=issue.severity,
        message=issue.message,
        message_id=message.message_id,
        sku=message.sku,
        attribute_name=msgspec.UNSET if names is msgspec.UNSET else names[0],
    )
