"""Listings Items 2021-08-01: reading bodies, writing items and submissions."""

from typing import TypeVar

import msgspec
from msgspec import Struct

from simulator.listings.issues import Issue
from simulator.listings.offer import AVAILABILITY, CHANNEL, OFFER
from simulator.listings.patches import Json, Patch, fault_of
from simulator.operations import Call
from simulator.parameters import unparsable
from simulator.product_types.known import Requirements
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, MARKETPLACE_ID, Listing

T = TypeVar("T")
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
_FNSKU_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class PatchRequest(Struct, frozen=True, rename="camel"):
    product_type: str
    patches: list[Patch]


class PutRequest(Struct, frozen=True, rename="camel"):
    product_type: str
    attributes: dict[str, object]
    requirements: Requirements = "LISTING"


def read_patches(call: Call) -> PatchRequest:
    """The body of patchListingsItem. Raises a 400 `Refusal`."""
    request = _read(call, PatchRequest)
    if not request.product_type or not request.patches:
        raise unparsable(call, "productType and at least one patch are needed")
    for patch in request.patches:
        fault = fault_of(patch)
        if fault is not None:
            raise unparsable(call, fault)
    return request


def read_put(call: Call) -> PutRequest:
    """The body of putListingsItem. Raises a 400 `Refusal`."""
    request = _read(call, PutRequest)
    if not request.product_type or not request.attributes:
        raise unparsable(call, "productType and attributes are needed")
    return request


def _read(call: Call, wanted: type[T]) -> T:
    try:
        return msgspec.json.decode(call.request.body, type=wanted)
    except (ValueError, RecursionError) as error:
        raise unparsable(call, str(error)) from None


def item(sim: Simulation, listing: Listing, included: frozenset[str]) -> Json:
    """A listing as getListingsItem shows it."""
    shown: Json = {"sku": listing.sku}
    if "summaries" in included:
        shown["summaries"] = [_summary(sim, listing)]
    if "attributes" in included:
        shown["attributes"] = _attributes(listing)
    if "issues" in included:
        shown["issues"] = list(listing.issues)
    if "offers" in included:
        shown["offers"] = _offers(listing)
    if "fulfillmentAvailability" in included:
        shown["fulfillmentAvailability"] = [
            {"fulfillmentChannelCode": channel.code, "quantity": channel.quantity}
            for channel in listing.channels
        ]
    if "relationships" in included:
        shown["relationships"] = [{"marketplaceId": MARKETPLACE_ID, "relationships": []}]
    if "productTypes" in included:
        kind = {"marketplaceId": MARKETPLACE_ID, "productType": listing.product_type}
        shown["productTypes"] = [kind]
    return shown


def submission(
    call: Call, sku: str, status: str, issues: list[Issue], included: frozenset[str]
) -> Json:
    """The answer to a write: a number, and whether it was accepted."""
    written: Json = {"sku": sku, "status": status, "submissionId": new_submission_id(call.sim)}
    if "issues" in included:
        written["issues"] = issues
    listing = call.sim.world.listings.get((call.seller.seller_id, sku))
    if "identifiers" in included and listing is not None:
        written["identifiers"] = [{"marketplaceId": MARKETPLACE_ID, "asin": listing.asin}]
    return written


def new_submission_id(sim: Simulation) -> str:
    return sim.draw_uuid("submissions").replace("-", "")


def statuses(listing: Listing) -> list[str]:
    """BUYABLE as long as there is a price and a quantity, and nothing suppresses it."""
    sellable = listing.price > 0 and any(channel.quantity > 0 for channel in listing.channels)
    return ["BUYABLE", "DISCOVERABLE"] if sellable and not listing.issues else ["DISCOVERABLE"]


def fnsku_of(sim: Simulation, listing: Listing) -> str | None:
    """The code by which Amazon's warehouses know an FBA item; None where it is not FBA."""
    if not listing.has(AMAZON_CHANNEL):
        return None
    letters = sim.streams.once(f"fnsku/{listing.seller_id}/{listing.sku}")
    return "X00" + "".join(letters.choices(_FNSKU_LETTERS, k=7))


def _summary(sim: Simulation, listing: Listing) -> Json:
    summary: Json = {
        "marketplaceId": MARKETPLACE_ID,
        "asin": listing.asin,
        "productType": listing.product_type,
        "conditionType": "new_new",
        "status": statuses(listing),
        "itemName": listing.title,
        "createdDate": listing.created,
        "lastUpdatedDate": listing.updated,
    }
    fnsku = fnsku_of(sim, listing)
    return summary if fnsku is None else summary | {"fnSku": fnsku}


def _offers(listing: Listing) -> list[Json]:
    if listing.price <= 0:
        return []
    price = {"currencyCode": "JPY", "amount": str(listing.price)}
    return [{"marketplaceId": MARKETPLACE_ID, "offerType": "B2C", "price": price}]


def _attributes(listing: Listing) -> Json:
    shown: Json = {
        **listing.attributes,
        "item_name": [
            {"value": listing.title, "language_tag": "ja_JP", "marketplace_id": MARKETPLACE_ID}
        ],
        "merchant_suggested_asin": [{"value": listing.asin, "marketplace_id": MARKETPLACE_ID}],
        AVAILABILITY: [
            {CHANNEL: channel.code, "quantity": channel.quantity, **channel.details}
            for channel in listing.channels
        ],
    }
    if listing.price > 0:
        schedule = [{"schedule": [{"value_with_tax": listing.price}]}]
        shown[OFFER] = [
            {"marketplace_id": MARKETPLACE_ID, "currency": "JPY", "our_price": schedule}
        ]
    return shown
