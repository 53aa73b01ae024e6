"""Listings Items 2021-08-01: reading patches, writing items and submissions."""

from typing import Literal

import msgspec
from msgspec import Struct

from simulator.operations import Call
from simulator.parameters import unparsable
from simulator.world.records import MARKETPLACE_ID, Listing

Json = dict[str, object]
DATASETS = frozenset(
    {
        "summaries",
        "attributes",
        "issues",
        "offers",
        "fulfillmentAvailability",
        "procurement",
        "relationships",
        "productTypes",
    }
)
SUBMISSION_DATASETS = frozenset({"issues", "identifiers"})


class Patch(Struct, frozen=True):
    """One operation on one top-level attribute."""

    op: Literal["add", "replace", "merge", "delete"]
    path: str
    value: list[Json] = []


class PatchRequest(Struct, frozen=True, rename="camel"):
    product_type: str
    patches: list[Patch]


class Issue(Struct, frozen=True, rename="camel"):
    code: str
    message: str
    severity: str
    categories: tuple[str, ...] = ()
    attribute_names: tuple[str, ...] = ()


def read_patches(call: Call) -> PatchRequest:
    """The body of patchListingsItem. Raises a 400 `Refusal`."""
    try:
        request = msgspec.json.decode(call.request.body, type=PatchRequest)
    except (ValueError, RecursionError) as error:
        raise unparsable(call, str(error)) from None
    if not request.product_type or not request.patches:
        raise unparsable(call, "productType and at least one patch are needed")
    for patch in request.patches:
        name = patch.path.removeprefix("/attributes/")
        if name == patch.path or not name or "/" in name:
            raise unparsable(call, f"path {patch.path!r} is not /attributes/<name>")
        if patch.op != "delete" and not patch.value:
            raise unparsable(call, f"{patch.op} needs a value")
    return request


def item(call: Call, listing: Listing, included: frozenset[str]) -> Json:
    """A listing as getListingsItem shows it."""
    written: Json = {"sku": listing.sku}
    if "summaries" in included:
        written["summaries"] = [_summary(listing)]
    if "attributes" in included:
        written["attributes"] = _attributes(listing)
    if "issues" in included:
        written["issues"] = []
    if "offers" in included:
        price = {"currencyCode": "JPY", "amount": str(listing.price)}
        offer = {"marketplaceId": MARKETPLACE_ID, "offerType": "B2C", "price": price}
        written["offers"] = [offer]
    if "fulfillmentAvailability" in included:
        written["fulfillmentAvailability"] = [
            {"fulfillmentChannelCode": channel.code, "quantity": channel.quantity}
            for channel in listing.channels
        ]
    if "relationships" in included:
        written["relationships"] = [{"marketplaceId": MARKETPLACE_ID, "relationships": []}]
    if "productTypes" in included:
        kind = {"marketplaceId": MARKETPLACE_ID, "productType": listing.product_type}
        written["productTypes"] = [kind]
    return written


def submission(
    call: Call, sku: str, status: str, issues: list[Issue], included: frozenset[str]
) -> Json:
    """The answer to a write: a number, and whether it was accepted."""
    written: Json = {
        "sku": sku,
        "status": status,
        "submissionId": call.sim.draw_uuid("submissions").replace("-", ""),
    }
    if "issues" in included:
        written["issues"] = issues
    listing = call.sim.world.listings.get((call.seller.seller_id, sku))
    if "identifiers" in included and listing is not None:
        written["identifiers"] = [{"marketplaceId": MARKETPLACE_ID, "asin": listing.asin}]
    return written


def _summary(listing: Listing) -> Json:
    sellable = any(channel.quantity > 0 for channel in listing.channels)
    return {
        "marketplaceId": MARKETPLACE_ID,
        "asin": listing.asin,
        "productType": listing.product_type,
        "conditionType": "new_new",
        "status": ["BUYABLE", "DISCOVERABLE"] if sellable else ["DISCOVERABLE"],
        "itemName": listing.title,
        "createdDate": listing.created,
        "lastUpdatedDate": listing.updated,
    }


def _attributes(listing: Listing) -> Json:
    schedule = [{"schedule": [{"value_with_tax": listing.price}]}]
    return {
        **listing.attributes,
        "item_name": [
            {"value": listing.title, "language_tag": "ja_JP", "marketplace_id": MARKETPLACE_ID}
        ],
        "merchant_suggested_asin": [{"value": listing.asin, "marketplace_id": MARKETPLACE_ID}],
        "purchasable_offer": [
            {"marketplace_id": MARKETPLACE_ID, "currency": "JPY", "our_price": schedule}
        ],
        "fulfillment_availability": [
            {"fulfillment_channel_code": channel.code, "quantity": channel.quantity}
            for channel in listing.channels
        ],
    }
