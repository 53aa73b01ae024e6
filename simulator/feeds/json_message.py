"""Reading a JSON listings feed: the document strictly, each message by itself."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from simulator.feeds.json_report import FeedIssue, Json, feed_issue
from simulator.listings.patches import Patch
from simulator.product_types.known import Requirements
from simulator.simulation import Simulation

MOST_MESSAGES = 25_000
Text = Annotated[str, Meta(min_length=1)]
Dataset = Literal[
    "summaries",
    "attributes",
    "issues",
    "offers",
    "fulfillmentAvailability",
    "procurement",
    "relationships",
    "productTypes",
]


class Message(Struct, frozen=True, rename="camel"):
    """One change; what is not given is None."""

    message_id: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    sku: Text
    operation_type: Literal["UPDATE", "PARTIAL_UPDATE", "PATCH", "DELETE"]
    product_type: Text | None = None
    requirements: Requirements | None = None
    attributes: Annotated[dict[str, object], Meta(min_length=1)] | None = None
    patches: Annotated[list[Patch], Meta(min_length=1)] | None = None


class _Wanted(Struct, rename="camel"):
    included_data: Annotated[list[Dataset], Meta(min_length=1)]
    api_version: Literal["2021-08-01"]


class _Header(Struct, rename="camel"):
    seller_id: str | UnsetType = UNSET
    version: object = UNSET
    report: _Wanted | UnsetType = UNSET


class _Feed(Struct, rename="camel"):
    header: _Header | UnsetType = UNSET
    messages: list[Raw] | UnsetType = UNSET


class Document(Struct, frozen=True):
    """A feed whose frame is right. `included` are the datasets that the report is to show."""

    seller_id: str
    messages: list[Raw]
    included: tuple[str, ...]


def read_document(sim: Simulation, content: bytes) -> Document | FeedIssue:
    """The feed, or what is wrong with it as a whole."""
    try:
        feed = msgspec.json.decode(content, type=_Feed)
    except (ValueError, RecursionError):
        return feed_issue(sim, "4002005", attribute="header")
    if feed.header is UNSET:
        return feed_issue(sim, "4002005", attribute="header")
    header = feed.header
    if header.seller_id is UNSET:
        return feed_issue(sim, "4002005", attribute="sellerId")
    if header.version is UNSET:
        return feed_issue(sim, "4002005", attribute="version")
    if header.version != "2.0":
        return feed_issue(sim, "4002006", attribute="version")
    if feed.messages is UNSET or not feed.messages:
        return feed_issue(sim, "4002005", attribute="messages")
    if len(feed.messages) > MOST_MESSAGES:
        return feed_issue(sim, "4002007")
    included = () if header.report is UNSET else tuple(header.report.included_data)
    return Document(header.seller_id, feed.messages, included)


def read_message(raw: Raw) -> Message | None:
    """One message, with what its operation needs and nothing of another's; None = it is not."""
    try:
        message = msgspec.json.decode(raw, type=Message)
    except (ValueError, RecursionError):
        return None
    given = frozenset(
        name
        for name in ("product_type", "requirements", "attributes", "patches")
        if getattr(message, name) is not None
    )
    needed, allowed = _FIELDS[message.operation_type]
    return message if needed <= given <= allowed else None


_FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "UPDATE": (
        frozenset({"product_type", "attributes"}),
        frozenset({"product_type", "attributes", "requirements"}),
    ),
    "PARTIAL_UPDATE": (
        frozenset({"product_type", "attributes"}),
        frozenset({"product_type", "attributes"}),
    ),
    "PATCH": (frozenset({"product_type", "patches"}), frozenset({"product_type", "patches"})),
    "DELETE": (frozenset(), frozenset()),
}


def loose_id(raw: Raw) -> int | None:
    """The messageId of a message that is wrong otherwise."""
    try:
        found = msgspec.json.decode(raw, type=dict[str, object]).get("messageId")
    except (ValueError, RecursionError):
        return None
    good = isinstance(found, int) and not isinstance(found, bool) and found >= 1
    return found if good and isinstance(found, int) else None


def as_patches(attributes: Json) -> list[Patch] | None:
    """PARTIAL_UPDATE is PATCH with `replace` for each attribute; None = a value is no list."""
    try:
        return [
            msgspec.convert({"op": "replace", "path": f"/attributes/{name}", "value": value}, Patch)
            for name, value in attributes.items()
        ]
    except msgspec.ValidationError:
        return None
