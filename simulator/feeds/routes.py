"""The six operations of Feeds 2021-06-30."""

from simulator.exchange import Reply, json_reply
from simulator.feeds import json_listings, wire
from simulator.feeds.documents import new_document
from simulator.feeds.filters import RETAINED, find_page, read_filters
from simulator.feeds.kinds import KINDS
from simulator.feeds.processing import cancel, enqueue
from simulator.feeds.storage import signed_url
from simulator.operations import Call, Operation
from simulator.parameters import flag, need_role, worded
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID, Document, Feed

_API = "feeds/2021-06-30"
_ROOT = "/feeds/2021-06-30"
_MAX_MARKETPLACES = 25
_MAX_CONTENT_TYPE = 200


def _create_feed_document(call: Call) -> Reply:
    wish = wire.read(call, wire.DocumentRequest)
    wire.check_present(call, contentType=wish.content_type)
    content_type = str(wish.content_type)
    if not 1 <= len(content_type) <= _MAX_CONTENT_TYPE or not content_type.isprintable():
        raise worded(call, "text_feed_invalid", reason="contentType is not a media type")
    document = new_document(call.sim, call.seller.seller_id, content_type)
    url = signed_url(call.sim, call.request.base_url, document, "PUT")
    return json_reply(201, {"feedDocumentId": document.document_id, "url": url})


def _create_feed(call: Call) -> Reply:
    wish = wire.read(call, wire.FeedRequest)
    wire.check_present(
        call,
        feedType=wish.feed_type,
        inputFeedDocumentId=wish.input_feed_document_id,
        marketplaceIds=wish.marketplace_ids,
    )
    feed_type = str(wish.feed_type)
    kind = KINDS.get(feed_type)
    if kind is None:
        raise worded(call, "text_feed_type", type=feed_type)
    need_role(call, kind.roles)
    document = _find_document(call, str(wish.input_feed_document_id))
    if document.result:
        raise worded(call, "text_feed_invalid", reason="the document is a report of Amazon's")
    if feed_type == json_listings.FEED_TYPE:
        _check_pace(call)
    feed = Feed(
        feed_id=call.sim.draw_digits("feed-ids", 12),
        seller_id=call.seller.seller_id,
        feed_type=feed_type,
        marketplace_ids=_marketplaces(call, wish),
        document_id=document.document_id,
        created=call.now,
    )
    enqueue(call.sim, feed)
    return json_reply(202, {"feedId": feed.feed_id})


def _marketplaces(call: Call, wish: wire.FeedRequest) -> tuple[str, ...]:
    values = list(wish.marketplace_ids or ())
    if not 1 <= len(values) <= _MAX_MARKETPLACES or set(values) != {MARKETPLACE_ID}:
        raise worded(call, "text_feed_invalid", reason="marketplaceIds is not Japan's alone")
    return tuple(dict.fromkeys(values))


def _check_pace(call: Call) -> None:
    """Listings feeds have a limit of their own beside the bucket. Raises a 429 `Refusal`."""
    since = call.now - call.sim.behaviours.duration("listings_feed_window")
    recent = sum(
        feed.seller_id == call.seller.seller_id
        and feed.feed_type == json_listings.FEED_TYPE
        and feed.created > since
        for feed in call.sim.world.feeds.values()
    )
    if recent >= call.sim.behaviours.number("listings_feed_limit"):
        text = call.sim.behaviours.text("text_quota")
        raise Refusal(429, "QuotaExceeded", text, reason="too many listings feeds")


def _get_feed(call: Call) -> Reply:
    return json_reply(200, wire.feed(_find(call)))


def _get_feeds(call: Call) -> Reply:
    filters = read_filters(call, "feedTypes")
    feeds = call.sim.world.feeds.values()
    page, token = find_page(call, filters, feeds, lambda feed: (feed.feed_type, feed.feed_id))
    written: dict[str, object] = {"feeds": [wire.feed(feed) for feed in page]}
    if token is not None:
        written["nextToken"] = token
    return json_reply(200, written)


def _cancel_feed(call: Call) -> Reply:
    feed = _find(call)
    if feed.status != "IN_QUEUE":
        raise worded(call, "text_not_in_queue", kind="Feed", status=feed.status)
    cancel(call.sim, feed)
    return Reply(200)


def _find(call: Call) -> Feed:
    feed = call.sim.world.feeds.get(call.params["feedId"])
    owned = feed is not None and feed.seller_id == call.seller.seller_id
    if feed is None or not owned or feed.created < call.now - RETAINED:
        raise Refusal(404, "NotFound", "The requested feed does not exist.")
    return feed


def _get_feed_document(call: Call) -> Reply:
    encoded = flag(call, "enableContentEncodingUrlHeader")
    document = _find_document(call, call.params["feedDocumentId"])
    encoding = "gzip" if encoded and document.zipped else ""
    url = signed_url(call.sim, call.request.base_url, document, "GET", encoding)
    written = {"feedDocumentId": document.document_id, "url": url}
    if document.zipped:
        written["compressionAlgorithm"] = "GZIP"
    return json_reply(200, written)


def _find_document(call: Call, number: str) -> Document:
    document = call.sim.world.documents.get(number)
    if document is None or document.seller_id != call.seller.seller_id:
        raise Refusal(404, "NotFound", "The requested feed document does not exist.")
    return document


OPERATIONS = (
    Operation(
        name="createFeedDocument",
        api=_API,
        method="POST",
        path=_ROOT + "/documents",
        limit=Limit(0.5, 15),
        handler=_create_feed_document,
    ),
    Operation(
        name="getFeedDocument",
        api=_API,
        method="GET",
        path=_ROOT + "/documents/{feedDocumentId}",
        limit=Limit(0.0222, 10),
        handler=_get_feed_document,
        parameters=frozenset({"enableContentEncodingUrlHeader"}),
    ),
    Operation(
        name="createFeed",
        api=_API,
        method="POST",
        path=_ROOT + "/feeds",
        limit=Limit(0.0083, 15),
        handler=_create_feed,
    ),
    Operation(
        name="getFeed",
        api=_API,
        method="GET",
        path=_ROOT + "/feeds/{feedId}",
        limit=Limit(2, 15),
        handler=_get_feed,
    ),
    Operation(
        name="getFeeds",
        api=_API,
        method="GET",
        path=_ROOT + "/feeds",
        limit=Limit(0.0222, 10),
        handler=_get_feeds,
        parameters=frozenset(
            {
                *("feedTypes", "processingStatuses", "marketplaceIds", "pageSize"),
                *("createdSince", "createdUntil", "nextToken"),
            }
        ),
    ),
    Operation(
        name="cancelFeed",
        api=_API,
        method="DELETE",
        path=_ROOT + "/feeds/{feedId}",
        limit=Limit(2, 15),
        handler=_cancel_feed,
    ),
)
