"""What Amazon finds wrong with a listing change, and what an accepted one does."""

import re

from msgspec.structs import replace

from simulator.listings.stock import with_quantity
from simulator.listings.wire import Issue, Json, Patch
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, MERCHANT_CHANNEL, Listing

CHANNELS = frozenset({MERCHANT_CHANNEL, AMAZON_CHANNEL})
AVAILABILITY = "fulfillment_availability"
OFFER = "purchasable_offer"
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_MOST = 10**9


def issues_of(patches: list[Patch]) -> list[Issue]:
    """What is wrong with the patches; empty = nothing."""
    found: list[Issue] = []
    for patch in patches:
        name = attribute(patch)
        if not _ATTRIBUTE.fullmatch(name):
            found.append(_invalid(name, "90000900", "The attributes are invalid."))
        elif name == AVAILABILITY:
            found += [issue for entry in patch.value for issue in _availability_issues(entry)]
        elif name == OFFER and patch.op != "delete":
            found += [issue for entry in patch.value for issue in _offer_issues(entry)]
    return found


def apply(sim: Simulation, listing: Listing, patches: list[Patch]) -> Listing:
    """The listing after the patches, updated now."""
    for patch in patches:
        name = attribute(patch)
        if name == AVAILABILITY:
            for entry in patch.value:
                listing = _with_availability(sim, listing, patch, entry)
        elif name == OFFER:
            for entry in patch.value:
                price = price_of(entry)
                if patch.op != "delete" and price is not None:
                    listing = replace(listing, price=price)
        elif patch.op == "delete":
            rest = {key: value for key, value in listing.attributes.items() if key != name}
            listing = replace(listing, attributes=rest)
        else:
            listing = replace(listing, attributes={**listing.attributes, name: patch.value})
    return replace(listing, updated=sim.now)


def attribute(patch: Patch) -> str:
    return patch.path.removeprefix("/attributes/")


def price_of(entry: Json) -> int | None:
    """`our_price[0].schedule[0].value_with_tax` in whole yen; None = it is not there."""
    price = _first(entry.get("our_price"))
    schedule = _first(price.get("schedule"))
    value = schedule.get("value_with_tax")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == int(value) and 0 < value < _MOST else None


def _first(value: object) -> Json:
    """The first object of an array; empty when it is not one."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def _with_availability(sim: Simulation, listing: Listing, patch: Patch, entry: Json) -> Listing:
    """A row per channel code: a write to one leaves the others, also on an FBA SKU (R14)."""
    code, quantity = str(entry["fulfillment_channel_code"]), entry.get("quantity", 0)
    assert isinstance(quantity, int)
    if patch.op == "delete":
        rest = tuple(channel for channel in listing.channels if channel.code != code)
        return replace(listing, channels=rest)
    if code == AMAZON_CHANNEL:
        quantity = listing.quantity(AMAZON_CHANNEL)
    converts = sim.behaviours.text("default_row_on_fba") == "converts"
    if code == MERCHANT_CHANNEL and listing.has(AMAZON_CHANNEL) and converts:
        listing = replace(listing, channels=())
    return with_quantity(listing, code, quantity)


def _availability_issues(entry: Json) -> list[Issue]:
    code = entry.get("fulfillment_channel_code")
    if code is None:
        text = (
            "The field 'fulfillment_channel_code' for the attribute 'Fulfillment Availability'"
            " does not have enough values. The required minimum is '1' value(s)."
        )
        return [_invalid(AVAILABILITY, "99022", text)]
    if code not in CHANNELS:
        text = f"The value '{code}' of 'fulfillment_channel_code' is not valid."
        return [_invalid(AVAILABILITY, "4000001", text)]
    quantity = entry.get("quantity", 0)
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 0 <= quantity < _MOST:
        text = "The provided value for 'Fulfillment Availability' is invalid."
        return [_invalid(AVAILABILITY, "4000001", text)]
    return []


def _offer_issues(entry: Json) -> list[Issue]:
    if entry.get("currency", "JPY") == "JPY" and price_of(entry) is not None:
        return []
    text = "The provided value for 'Purchasable Offer' is invalid."
    return [_invalid(OFFER, "4000001", text, "INVALID_PRICE")]


def _invalid(name: str, code: str, text: str, category: str = "INVALID_ATTRIBUTE") -> Issue:
    return Issue(code, text, "ERROR", (category,), (name,))
