"""Every feed type that this fake knows: those it carries out, and those that Amazon has ended."""

from msgspec import Struct

from simulator.feeds import acknowledgement, flat_orders, fulfillment, json_listings
from simulator.feeds.outcome import Processor
from simulator.feeds.xml_feed import xml_processor

_ORDERS = frozenset({"INVENTORY_AND_ORDER_TRACKING", "DIRECT_TO_CONSUMER"})
_GOODS = frozenset({"PRODUCT_LISTING"})


class Kind(Struct, frozen=True):
    """A feed type: who carries it out (None = ended, it ends FATAL), and who may send it."""

    process: Processor | None
    roles: frozenset[str]


# Ended on 2025-07-31 (deprecation reminders, June 2025).
_ENDED = (
    "POST_PRODUCT_DATA",
    "POST_INVENTORY_AVAILABILITY_DATA",
    "POST_PRODUCT_OVERRIDES_DATA",
    "POST_PRODUCT_PRICING_DATA",
    "POST_PRODUCT_IMAGE_DATA",
    "POST_PRODUCT_RELATIONSHIP_DATA",
    "POST_FLAT_FILE_INVLOADER_DATA",
    "POST_FLAT_FILE_LISTINGS_DATA",
    "POST_FLAT_FILE_BOOKLOADER_DATA",
    "POST_FLAT_FILE_CONVERGENCE_LISTINGS_DATA",
    "POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA",
    "POST_UIEE_BOOKLOADER_DATA",
)

KINDS: dict[str, Kind] = {
    acknowledgement.FEED_TYPE: Kind(
        xml_processor("OrderAcknowledgement", acknowledgement.carry_out), _ORDERS
    ),
    fulfillment.FEED_TYPE: Kind(xml_processor("OrderFulfillment", fulfillment.carry_out), _ORDERS),
    flat_orders.CANCEL: Kind(flat_orders.cancel, _ORDERS),
    flat_orders.SHIP: Kind(flat_orders.ship, _ORDERS),
    json_listings.FEED_TYPE: Kind(json_listings.process, _GOODS),
    **{name: Kind(None, _GOODS) for name in _ENDED},
}
