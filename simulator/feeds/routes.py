"""createFeedDocument, createFeed, getFeed and getFeedDocument of Feeds 2021-06-30."""

from simulator.exchange import Reply, json_reply
from simulator.feeds import wire
from simulator.feeds.documents import new_document
from simulator.feeds.processing import PROCESSORS, enqueue
from simulator.feeds.storage import signed_url
from simulator.operations import Call, Operation
from simulator.parameters import unparsable
from simulator.quota import Limit
from simulator.refusal import Refusal
from simulator.world.records import MARKETPLACE_ID, Document, Feed

_API = "feeds/2021-06-30"
_ROOT = "/feeds/2021-06-30"


def _create_feed_document(call: Call) -> Reply:
    wish = wire.read(call, wire.DocumentRequest)
    document = new_document(call.sim, call.seller.seller_id, wish.content_type)
    url = signed_url(call.sim, call.request.base_url, document, "PUT")
    return json_reply(201, {"feedDocumentId": document.document_id, "url": url})


def _create_feed(call: Call) -> Reply:
    wish = wire.read(call, wire.FeedRequest)
    if wish.feed_type not in PROCESSORS:
        raise unparsable(call, f"feedType {wish.feed_type!r} is not simulated")
    if set(wish.marketplace_ids) != {MARKETPLACE_ID}:
        raise unparsable(call, "marketplaceIds has another marketplace than Japan's")
    document = _find_document(call, wish.input_feed_document_id)
    feed = Feed(
        feed_id=call.sim.draw_digits("feed-ids", 12),
        seller_id=call.seller.seller_id,
        feed_type=wish.feed_type,
        marketplace_ids=tuple(wish.marketplace_ids),
        document_id=document.document_id,
        created=call.now,
    )
    enqueue(call.sim, feed)
    return json_reply(202, {"feedId": feed.feed_id})


def _get_feed(call: Call) -> Reply:
    feed = call.sim.world.feeds.get(call.params["feedId"])
    if feed is None or feed.seller_id != call.seller.seller_id:
        raise Refusal(404, "NotFound", "The requested feed does not exist.")
    return json_reply(200, wire.feed(feed))


def _get_feed_document(call: Call) -> Reply:
    document = _find_document(call, call.params["feedDocumentId"])
    url = signed_url(call.sim, call.request.base_url, document, "GET")
    return json_reply(200, {"feedDocumentId": document.document_id, "url": url})


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
)
