"""The bodies of notifications, in the shapes of Amazon's own schemas."""

from datetime import datetime
from typing import TYPE_CHECKING

from simulator.buyers import buyer_of
from simulator.clock import iso
from simulator.notifications.kinds import Kind
from simulator.orders_v0.words import (
    ADDRESSED,
    CHANNELS,
    STATUSES,
    deliver_window,
    ship_window,
)
from simulator.world.messaging import Notice, Subscription
from simulator.world.records import (
    MARKETPLACE_ID,
    MERCHANT_CHANNEL,
    Feed,
    Listing,
    Order,
    OrderItem,
)
from simulator.world.reporting import Report

if TYPE_CHECKING:
    from simulator.simulation import Simulation

Json = dict[str, object]
_REASONS = {
    "OrderStatusChange": "Order Status Change",
    "BuyerRequestedChange": "Buyer Requested Cancel",
}


def enveloped(kind: Kind, notice: Notice, subscription: Subscription, published: datetime) -> Json:
    """A whole message around the payload of a notice."""
    metadata = {
        "applicationId": subscription.app_id,
        "subscriptionId": subscription.subscription_id,
        "publishTime": iso(published),
        "notificationId": notice.notification_id,
    }
    envelope: Json = {
        "notificationVersion": kind.version,
        "notificationType": kind.name,
        "payloadVersion": kind.version,
        "eventTime": iso(notice.event_at),
        "payload": notice.payload,
        "notificationMetadata": _large(metadata) if kind.pascal else metadata,
    }
    return _large(envelope) if kind.pascal else envelope


def order_change(sim: "Simulation", order: Order, change: str) -> Json:
    """What ORDER_CHANGE says of an order as it is now."""
    notification = {
        "NotificationLevel": "OrderLevel",
        "SellerId": order.seller_id,
        "AmazonOrderId": order.order_id,
        "OrderChangeType": change,
        "OrderChangeTrigger": {
            "TimeOfOrderChange": iso(sim.now),
            "ChangeReason": _REASONS[change],
        },
        "Summary": _summary(sim, order),
    }
    return {"OrderChangeNotification": notification}


def mfn_quantity(listing: Listing) -> Json:
    return {
        "SellerId": listing.seller_id,
        "FulfillmentChannelCode": MERCHANT_CHANNEL,
        "Sku": listing.sku,
        "Quantity": listing.quantity(MERCHANT_CHANNEL),
    }


def feed_finished(feed: Feed) -> Json:
    told = {
        "sellerId": feed.seller_id,
        "accountId": f"amzn1.merchant.o.{feed.seller_id}",
        "feedId": feed.feed_id,
        "feedType": feed.feed_type,
        "processingStatus": feed.status,
    }
    if feed.result_document_id is not None:
        told["resultFeedDocumentId"] = feed.result_document_id
    return {"feedProcessingFinishedNotification": told}


def report_finished(report: Report) -> Json:
    told = {
        "sellerId": report.seller_id,
        "accountId": f"amzn1.merchant.o.{report.seller_id}",
        "reportId": report.report_id,
        "reportType": report.report_type,
        "processingStatus": report.status,
    }
    if report.document_id is not None:
        told["reportDocumentId"] = report.document_id
    return {"reportProcessingFinishedNotification": told}


def _summary(sim: "Simulation", order: Order) -> Json:
    postal_code = None
    if order.status in ADDRESSED:
        marked = sim.behaviours.on("pii_markers")
        postal_code = buyer_of(sim.streams, order, marked=marked).postal_code
    shipped = sum(order.shipped(item.order_item_id) for item in order.items)
    ordered = sum(item.quantity for item in order.items)
    summary: Json = {
        "MarketplaceId": MARKETPLACE_ID,
        "OrderStatus": STATUSES[order.status],
        "PurchaseDate": iso(order.created),
        "DestinationPostalCode": postal_code,
        "FulfillmentType": CHANNELS[order.fulfilled_by],
        "OrderType": "StandardOrder",
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": 0 if order.status == "CANCELLED" else ordered - shipped,
        "OrderItems": [_item(order, item) for item in order.items],
    }
    for what, window in (("Ship", ship_window(order)), ("Delivery", deliver_window(order))):
        if window is not None:
            summary[f"Earliest{what}Date"] = iso(window[0])
            summary[f"Latest{what}Date"] = iso(window[1])
    return summary


def _item(order: Order, item: OrderItem) -> Json:
    return {
        "OrderItemId": item.order_item_id,
        "SellerSKU": item.sku,
        "SupplySourceId": None,
        "Quantity": item.quantity,
        "QuantityShipped": order.shipped(item.order_item_id),
        "IsBuyerRequestedCancel": order.cancel_request is not None,
    }


def _large(fields: dict[str, str] | Json) -> Json:
    return {name[0].upper() + name[1:]: value for name, value in fields.items()}
