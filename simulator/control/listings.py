"""Offers, as a seller edits them in Seller Central: at once, without the API's delays."""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from simulator.control.asking import (
    Ask,
    ControlError,
    Name,
    Quantity,
    Route,
    ok,
    unknown,
    whole_number,
)
from simulator.control.catalog import Asin
from simulator.exchange import Reply
from simulator.listings.stock import channel_of, with_quantity
from simulator.world.records import (
    AMAZON_CHANNEL,
    CatalogItem,
    Channel,
    Listing,
    Party,
)

Price = Annotated[int, Meta(ge=1, le=100_000_000)]


class NewListing(Struct, forbid_unknown_fields=True):
    sku: Annotated[str, Meta(min_length=1, max_length=40)]
    asin: Asin
    quantity: Quantity
    price: Price
    fulfilled_by: Party = "MERCHANT"
    title: Name | None = None
    seller_id: str | None = None


class EditListing(Struct, forbid_unknown_fields=True):
    """`quantity` is that of `channel`; without `channel`, of the network that fulfils now.
    `fulfilled_by` moves the offer to the other network with the quantity it has."""

    quantity: Quantity | None = None
    price: Price | None = None
    channel: Literal["DEFAULT", "AMAZON_JP"] | None = None
    fulfilled_by: Party | None = None


def party_of(listing: Listing) -> Party:
    """Who fulfils an order of this offer."""
    return "AMAZON" if listing.has(AMAZON_CHANNEL) else "MERCHANT"


def shown(listing: Listing) -> dict[str, object]:
    return {
        "sku": listing.sku,
        "asin": listing.asin,
        "title": listing.title,
        "quantity": listing.quantity(channel_of(party_of(listing))),
        "price": listing.price,
        "channels": [{"code": c.code, "quantity": c.quantity} for c in listing.channels],
        "seller_id": listing.seller_id,
    }


def find(ask: Ask, sku: str, seller_id: str | None) -> Listing:
    """A listing by SKU. Raises a 404 `ControlError` with the nearest SKU."""
    world = ask.sim.world
    owner = seller(ask, seller_id)
    listing = world.listings.get((owner, sku))
    if listing is None:
        raise unknown("SKU", sku, (known for who, known in world.listings if who == owner))
    return listing


def seller(ask: Ask, seller_id: str | None) -> str:
    world = ask.sim.world
    if seller_id is None:
        return world.first_seller().seller_id
    if seller_id not in world.sellers:
        raise unknown("seller", seller_id, world.sellers)
    return seller_id


def _list(ask: Ask) -> Reply:
    owner = seller(ask, ask.query.get("seller_id"))
    listings = [one for (who, _), one in ask.sim.world.listings.items() if who == owner]
    limit = whole_number(ask.query.get("limit"), "limit", len(listings))
    return ok({"listings": [shown(one) for one in listings[:limit]]})


def _get(ask: Ask) -> Reply:
    return ok(shown(find(ask, ask.params["sku"], ask.query.get("seller_id"))))


def _add(ask: Ask) -> Reply:
    wish, world = ask.body(NewListing), ask.sim.world
    owner = seller(ask, wish.seller_id)
    if (owner, wish.sku) in world.listings:
        raise ControlError(409, "exists", f"SKU {wish.sku!r} is listed: use PATCH", "sku")
    item = world.catalog.get(wish.asin)
    if item is None:
        item = world.catalog[wish.asin] = CatalogItem(wish.asin, wish.title or wish.sku)
    listing = Listing(
        seller_id=owner,
        sku=wish.sku,
        asin=wish.asin,
        title=item.title,
        price=wish.price,
        channels=(Channel(channel_of(wish.fulfilled_by), wish.quantity),),
        created=ask.sim.now,
        updated=ask.sim.now,
    )
    world.put_listing(listing)
    world.record(ask.sim.now, "SELLER", wish.sku, f"listed {wish.quantity} at {wish.price} yen")
    return ok(shown(listing))


def _edit(ask: Ask) -> Reply:
    wish, world = ask.body(EditListing), ask.sim.world
    listing = find(ask, ask.params["sku"], ask.query.get("seller_id"))
    changes: list[str] = []
    if wish.fulfilled_by is not None and wish.fulfilled_by != party_of(listing):
        quantity = listing.quantity(channel_of(party_of(listing)))
        channel = Channel(channel_of(wish.fulfilled_by), quantity)
        listing = replace(listing, channels=(channel,))
        changes.append(f"fulfilled by {wish.fulfilled_by}")
    if wish.quantity is not None:
        code = wish.channel or channel_of(party_of(listing))
        listing = with_quantity(listing, code, wish.quantity)
        changes.append(f"{code} {wish.quantity}")
    elif wish.channel is not None:
        raise ControlError(400, "invalid", "channel says where the quantity goes", "channel")
    if wish.price is not None:
        listing = replace(listing, price=wish.price)
        changes.append(f"{wish.price} yen")
    if not changes:
        raise ControlError(400, "invalid", "nothing to change: give quantity, price, fulfilled_by")
    listing = replace(listing, updated=ask.sim.now)
    world.put_listing(listing)
    what = "edited in Seller Central: " + ", ".join(changes)
    world.record(ask.sim.now, "SELLER", listing.sku, what)
    return ok(shown(listing))


_ONE = "/_sim/listings/{sku}"
_WHOSE = ("seller_id",)
ROUTES = (
    Route("GET", "/_sim/listings", _list, "Every offer of a seller.", query=(*_WHOSE, "limit")),
    Route("POST", "/_sim/listings", _add, "Offer a product.", NewListing),
    Route("GET", _ONE, _get, "One offer as it is.", query=_WHOSE),
    Route("PATCH", _ONE, _edit, "Edit it in Seller Central.", EditListing, _WHOSE),
)
