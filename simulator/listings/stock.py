"""Amazon's own count of what an offer has left."""

from msgspec.structs import replace

from simulator.simulation import Simulation
from simulator.world.records import (
    AMAZON_CHANNEL,
    MERCHANT_CHANNEL,
    Channel,
    Listing,
    Order,
    Party,
)


def channel_of(party: Party) -> str:
    return AMAZON_CHANNEL if party == "AMAZON" else MERCHANT_CHANNEL


def with_quantity(listing: Listing, code: str, quantity: int) -> Listing:
    """The listing with one channel's quantity set, the channel added where it is new."""
    if listing.has(code):
        channels = tuple(
            replace(channel, quantity=quantity) if channel.code == code else channel
            for channel in listing.channels
        )
    else:
        channels = (*listing.channels, Channel(code, quantity))
    return replace(listing, channels=channels)


def take(sim: Simulation, listing: Listing, party: Party, quantity: int) -> int:
    """Lower an offer by what an order takes, never below nought; how much was there to take."""
    code = channel_of(party)
    there = listing.quantity(code)
    taken = min(there, quantity)
    if taken:
        sim.world.put_listing(with_quantity(listing, code, there - taken))
    return taken


def give_back(sim: Simulation, order: Order) -> None:
    """Return to the offers what a cancelled order took from them."""
    code = channel_of(order.fulfilled_by)
    for item in order.items:
        listing = sim.world.listings.get((order.seller_id, item.sku))
        if listing is not None and item.taken and listing.has(code):
            quantity = listing.quantity(code) + item.taken
            sim.world.put_listing(with_quantity(listing, code, quantity))
