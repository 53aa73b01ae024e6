"""What the XML feeds carry: cancels (R37) and shipments beyond confirmShipment's rate.

Each message has the number of its notice in the outbox, so a report line always finds its row.
"""

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

import msgspec

from core.amazon.feeds import add_message, envelope, written
from core.domain.carriers import OTHER, carrier_for
from core.domain.instants import amazon_stamp


class CancelMessage(msgspec.Struct, frozen=True):
    """One order's cancel: its orderItemIds and Amazon's CancelReason."""

    message_id: int
    order_id: str
    item_ids: tuple[str, ...]
    reason: str


class ShipMessage(msgspec.Struct, frozen=True):
    """One order's shipment in one parcel; `items` are pairs of orderItemId and quantity."""

    message_id: int
    order_id: str
    carrier: str
    tracking: str
    shipped_at: datetime
    items: tuple[tuple[str, int], ...]
    cash_on_delivery: bool


def cancel_content(seller_id: str, messages: Sequence[CancelMessage]) -> bytes:
    """The content of a POST_ORDER_ACKNOWLEDGEMENT_DATA feed.

    The items are listed because Amazon cancels nothing without them.
    """
    root = envelope(seller_id, "OrderAcknowledgement")
    for message in messages:
        entry = add_message(root, message.message_id, "OrderAcknowledgement")
        SubElement(entry, "AmazonOrderID").text = message.order_id
        SubElement(entry, "StatusCode").text = "Failure"
        for item_id in message.item_ids:
            item = SubElement(entry, "Item")
            SubElement(item, "AmazonOrderItemCode").text = item_id
            SubElement(item, "CancelReason").text = message.reason
    return written(root)


def ship_content(seller_id: str, messages: Sequence[ShipMessage]) -> bytes:
    """The content of a POST_ORDER_FULFILLMENT_DATA feed, elements in the order of Amazon's schema.

    MerchantFulfillmentID is the notice's number, as packageReferenceId is in confirmShipment.
    """
    root = envelope(seller_id, "OrderFulfillment")
    for message in messages:
        entry = add_message(root, message.message_id, "OrderFulfillment")
        SubElement(entry, "AmazonOrderID").text = message.order_id
        SubElement(entry, "MerchantFulfillmentID").text = str(message.message_id)
        SubElement(entry, "FulfillmentDate").text = amazon_stamp(message.shipped_at)
        _add_parcel(entry, message)
        if message.cash_on_delivery:
            SubElement(entry, "CODCollectionMethod").text = "DirectPayment"
        for item_id, quantity in message.items:
            item = SubElement(entry, "Item")
            SubElement(item, "AmazonOrderItemCode").text = item_id
            SubElement(item, "Quantity").text = str(quantity)
    return written(root)


def _add_parcel(entry: Element, message: ShipMessage) -> None:
    parcel = SubElement(entry, "FulfillmentData")
    carrier = carrier_for(message.carrier)
    SubElement(parcel, "CarrierCode").text = carrier.code
    if carrier.code == OTHER:
        SubElement(parcel, "CarrierName").text = carrier.label
    SubElement(parcel, "ShipperTrackingNumber").text = message.tracking
