"""The two attributes that make an offer: what it costs, and how many there are by whom."""

from msgspec.structs import replace

from simulator.listings.patches import Json, Operation
from simulator.simulation import Simulation
from simulator.world.records import AMAZON_CHANNEL, MERCHANT_CHANNEL, Channel, Listing

AVAILABILITY = "fulfillment_availability"
CHANNEL = "fulfillment_channel_code"
OFFER = "purchasable_offer"
PRICE_LIMIT = 10**9


def price_of(entry: Json) -> int | None:
    """`our_price[0].schedule[0].value_with_tax` in whole yen; None = it is not there."""
    price = _first(entry.get("our_price"))
    value = _first(price.get("schedule")).get("value_with_tax")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 < value < PRICE_LIMIT and value == int(value) else None


def is_business(entry: Json) -> bool:
    """Whether the offer is for Amazon Business alone; it is kept, and no buyer here sees it."""
    return entry.get("audience") == "B2B"


def with_row(sim: Simulation, listing: Listing, operation: Operation, entry: Json) -> Listing:
    """The listing after a write to the row that `entry` selects; the others stay (R14).

    `merge` changes what is given, `add` and `replace` make the row new, `delete` takes it away.
    Amazon's own stock is not the seller's to set: the quantity of an AMAZON_JP row stays.
    """
    code = str(entry[CHANNEL])
    if operation == "delete":
        return replace(listing, channels=tuple(c for c in listing.channels if c.code != code))
    here = next((c for c in listing.channels if c.code == code), Channel(code, 0))
    given = {name: value for name, value in entry.items() if name not in (CHANNEL, "quantity")}
    quantity = entry.get("quantity", here.quantity if operation == "merge" else 0)
    assert isinstance(quantity, int)
    row = Channel(
        code=code,
        quantity=here.quantity if code == AMAZON_CHANNEL else quantity,
        details=here.details | given if operation == "merge" else given,
    )
    converts = sim.behaviours.text("default_row_on_fba") == "converts"
    if code == MERCHANT_CHANNEL and listing.has(AMAZON_CHANNEL) and converts:
        return replace(listing, channels=(row,))
    if listing.has(code):
        rows = tuple(row if c.code == code else c for c in listing.channels)
    else:
        rows = (*listing.channels, row)
    return replace(listing, channels=rows)


def _first(value: object) -> Json:
    """The first object of an array; empty when it is not one."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
