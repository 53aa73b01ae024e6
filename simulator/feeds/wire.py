"""Feeds 2021-06-30 as JSON."""

from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from simulator.operations import Call
from simulator.parameters import worded
from simulator.world.records import Feed

T = TypeVar("T")
Json = dict[str, object]


class DocumentRequest(Struct, frozen=True, rename="camel"):
    content_type: str | UnsetType = UNSET


class FeedRequest(Struct, frozen=True, rename="camel"):
    feed_type: str | UnsetType = UNSET
    input_feed_document_id: str | UnsetType = UNSET
    marketplace_ids: list[str] | UnsetType = UNSET
    feed_options: dict[str, str] | None = None


def read(call: Call, wanted: type[T]) -> T:
    """The JSON body. Raises a 400 `Refusal`."""
    try:
        return msgspec.json.decode(call.request.body or b"{}", type=wanted)
    except (ValueError, RecursionError) as error:
        raise worded(call, "text_feed_invalid", reason=str(error)) from None


def check_present(call: Call, **values: object) -> None:
    """Raises a 400 `Refusal` that lists the names of those that are unset."""
    missing = [name for name, value in values.items() if value is UNSET]
    if missing:
        raise worded(call, "text_missing", "".join(f"{name};" for name in missing))


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
