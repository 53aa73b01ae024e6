"""The kinds of notification that this fake sends."""

from msgspec import Struct

SCOPE = "sellingpartnerapi::notifications"


class Kind(Struct, frozen=True):
    """How a kind is written: `version` in its envelope, `pascal` = field names begin large.

    `filtered` = a subscription may carry an event filter of the kind's own name.
    """

    name: str
    version: str
    pascal: bool
    event_bus: bool = False
    filtered: bool = False


ORDER_CHANGE = Kind("ORDER_CHANGE", "1.0", pascal=True, filtered=True)
FEED_FINISHED = Kind("FEED_PROCESSING_FINISHED", "2020-09-04", pascal=False)
REPORT_FINISHED = Kind("REPORT_PROCESSING_FINISHED", "2020-09-04", pascal=False)
MFN_QUANTITY = Kind("LISTINGS_ITEM_MFN_QUANTITY_CHANGE", "1.0", pascal=True, event_bus=True)
KINDS = {kind.name: kind for kind in (ORDER_CHANGE, FEED_FINISHED, REPORT_FINISHED, MFN_QUANTITY)}
EVERY_VERSION = "1.0"
"""Taken by createSubscription for each kind, whatever stands in the envelope."""
