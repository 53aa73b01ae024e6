"""Feeds 2021-06-30 as JSON."""

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from simulator.operations import Call
from simulator.parameters import unparsable
from simulator.world.records import Feed

T = TypeVar("T")
Json = dict[str, object]


class DocumentRequest(Struct, frozen=True, rename="camel"):
    content_type: Annotated[str, Meta(min_length=1, max_length=200)]


class FeedRequest(Struct, frozen=True, rename="camel"):
    feed_type: Annotated[str, Meta(min_length=1, max_length=100)]
    marketplace_ids: Annotated[list[str], Meta(min_length=1, max_length=25)]
    input_feed_document_id: str
    feed_options: dict[str, str] | None = None


def read(call: Call, wanted: type[T]) -> T:
    """The JSON body. Raises a 400 `Refusal`."""
    try:
        return msgspec.json.decode(call.request.body, type=wanted)
    except (ValueError, RecursionError) as error:
        raise unparsable(call, str(error)) from None


def feed(one: Feed) -> Json:
    """A feed as getFeed shows it; what is not known yet is left out."""
    written: Json = {
        "feedId": one.feed_id,
        "feedType": one.feed_type,
        "marketplaceIds": list(one.marketplace_ids),
        "createdTime": one.created,
        "processingStatus": one.status,
        "processingStartTime": one.started,
        "processingEndTime": one.ended,
        "resultFeedDocumentId": one.result_document_id,
    }
    return {name: value for name, value in written.items() if value is not None}
