"""Orders 2026-01-01 as JSON: which dataset shows what (sp-api.md 1.3, 1.6–1.9)."""

from collections.abc import Hashable

from simulator.buyers import buyer_of
from simulator.orders.delivery import DELIVERY, phone_is_over
from simulator.simulation import Simulation
from simulator.world.records import MARKETPLACE_ID, App, Order, OrderItem, Package

Json = dict[str, object]

_PAYMENT_NAMES = {
    "CREDIT_CARD": "CreditCard",
    "CONVENIENCE_STORE": "ConvenienceStore",
    "COD": "CashOnDelivery",
}
_CANCELLED_BY = {"BUYER": "BUYER", "SELLER": "MERCHANT", "API": "MERCHANT", "AMAZON": "AMAZON"}
_PERSONAL = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"})


class OrderWriter:
    """Writes orders for one caller: his datasets, and the personal data that his role allows."""

    def __init__(self, sim: Simulation, app: App, included: frozenset[str]) -> None:
        self._sim = sim
        self._included = included
        self._sees_buyers = "DIRECT_TO_CONSUMER" in app.roles
        self._pending_prices = sim.behaviours["pending_pricing"] == "show"
        self._marked = sim.behaviours.on("pii_markers")
        self._strange = sim.behaviours.on("unknown_fields")
        self._view = (included, app.roles, sim.behaviours.generation)

    def view(self, order: Order) -> Hashable:
        """Whatever else but the record decides how it is written (`orders.written`)."""
        return self._view, phone_is_over(order, self._sim.now)

    def order(self, order: Order) -> Json:
        """Depends on the record and on its `view` alone."""
        included = self._included
        priced = order.status != "PENDING" or self._pending_prices
        written: Json = {
            "orderId": order.order_id,
            "createdTime": order.created,
            "lastUpdatedTime": order.updated,
            "salesChannel": {
                "channelName": "AMAZON",
                "marketplaceId": MARKETPLACE_ID,
                "marketplaceName": "Amazon.co.jp",
            },
        }
        if "BUYER" in included and (buyer := self._buyer(order)):
            written["buyer"] = buyer
        if "RECIPIENT" in included and (address := self._address(order)):
            written["recipient"] = {"deliveryAddress": address}
        if "PROCEEDS" in included and priced:
            written["proceeds"] = _proceeds(order)
        if "PAYMENT" in included and (order.paid is not None or order.payment == "COD"):
            written["payment"] = _payment(order)
        if "FULFILLMENT" in included:
            written["fulfillment"] = _fulfillment(order)
        written["orderItems"] = [self._item(order, item, priced) for item in order.items]
        if "PACKAGES" in included and order.packages and order.fulfilled_by == "MERCHANT":
            written["packages"] = [_package(package) for package in order.packages]
        if self._strange:
            written |= {"programs": ["NOT_YET_KNOWN"], "notYetKnown": {"since": order.created}}
        return written

    def _personal(self, order: Order) -> bool:
        return self._sees_buyers and order.fulfilled_by == "MERCHANT" and order.status in _PERSONAL

    def _buyer(self, order: Order) -> Json | None:
        if not self._personal(order):
            return None
        person = buyer_of(self._sim.streams, order, marked=self._marked)
        return {"buyerName": person.name, "buyerEmail": person.email}

    def _address(self, order: Order) -> Json | None:
        if order.status not in _PERSONAL:
            return None
        person = buyer_of(self._sim.streams, order, marked=self._marked)
        open_part: Json = {
            "city": person.city,
            "stateOrRegion": person.state,
            "postalCode": person.postal_code,
            "countryCode": "JP",
        }
        if not self._personal(order):
            return open_part
        lines = {"addressLine1": person.line1, "addressLine2": person.line2}
        if person.line3:
            lines["addressLine3"] = person.line3
        address = {"name": person.name, **lines, **open_part}
        return address if phone_is_over(order, self._sim.now) else address | {"phone": person.phone}

    def _item(self, order: Order, item: OrderItem, priced: bool) -> Json:
        included = self._included
        product: Json = {
            "asin": item.asin,
            "title": item.title,
            "sellerSku": item.sku,
            "condition": {"conditionType": "NEW", "conditionSubtype": "NEW"},
        }
        if priced:
            product["price"] = {"unitPrice": yen(item.price)}
        written: Json = {
            "orderItemId": item.order_item_id,
            "quantityOrdered": item.quantity,
            "product": product,
        }
        if "PROCEEDS" in included and priced:
            total = yen(item.price * item.quantity)
            breakdown = {"type": "ITEM", "subtotal": total}
            written["proceeds"] = {"proceedsTotal": total, "breakdowns": [breakdown]}
        if "EXPENSE" in included and priced:
            points = item.price * item.quantity // 100
            granted = {"pointsNumber": points, "pointsMonetaryValue": yen(points)}
            written["expense"] = {"pointsCost": {"pointsGranted": granted}}
        if "CANCELLATION" in included and (cancellation := _cancellation(order)):
            written["cancellation"] = cancellation
        if "FULFILLMENT" in included:
            written["fulfillment"] = _item_fulfillment(order, item)
        if self._strange:
            written["notYetKnown"] = [None, True, 1.5, "text"]
        return written


def yen(amount: int) -> Json:
    return {"amount": str(amount), "currencyCode": "JPY"}


def _proceeds(order: Order) -> Json:
    parts = [("ITEM", sum(item.price * item.quantity for item in order.items))]
    parts += [("SHIPPING", order.shipping_fee)] if order.shipping_fee else []
    parts += [("COD_FEE", order.cod_fee)] if order.cod_fee else []
    return {
        "grandTotal": yen(order.total),
        "breakdowns": [{"type": kind, "subtotal": yen(amount)} for kind, amount in parts],
    }


def _payment(order: Order) -> Json:
    execution = {
        "paymentMethod": _PAYMENT_NAMES[order.payment],
        "paymentAmount": yen(order.total),
    }
    return {"paymentExecutions": [execution]}


def _fulfillment(order: Order) -> Json:
    written: Json = {
        "fulfillmentStatus": order.status,
        "fulfilledBy": order.fulfilled_by,
        "fulfillmentServiceLevel": "STANDARD",
    }
    if order.fulfilled_by == "MERCHANT" and order.ship_by is not None:
        begin = order.paid or order.created
        written["shipByWindow"] = {"earliestDateTime": begin, "latestDateTime": order.ship_by}
        written["deliverByWindow"] = {
            "earliestDateTime": order.ship_by,
            "latestDateTime": order.ship_by + DELIVERY,
        }
    return written


def _item_fulfillment(order: Order, item: OrderItem) -> Json:
    shipped = order.shipped(item.order_item_id)
    left = 0 if order.status == "CANCELLED" else item.quantity - shipped
    written: Json = {"quantityFulfilled": shipped, "quantityUnfulfilled": left}
    if order.payment == "COD":
        written["shipping"] = {"shippingConstraints": {"cashOnDelivery": "MANDATORY"}}
    return written


def _cancellation(order: Order) -> Json | None:
    written: Json = {}
    if order.cancel_request is not None:
        written["cancellationRequest"] = {
            "requester": "BUYER",
            "cancelReason": order.cancel_request,
        }
    if order.cancellation is not None:
        written["cancellationExecution"] = {
            "cancelledBy": _CANCELLED_BY[order.cancellation.by],
            "cancelReason": order.cancellation.reason,
        }
    return written or None


def _package(package: Package) -> Json:
    written: Json = {
        "packageReferenceId": package.reference,
        "createdTime": package.created,
        "packageStatus": {"status": "SHIPPED"},
        "carrier": package.carrier,
        "shipTime": package.shipped,
        "shippingService": package.method,
        "trackingNumber": package.tracking,
        "packageItems": [
            {"orderItemId": item.order_item_id, "quantity": item.quantity} for item in package.items
        ],
    }
    return {name: value for name, value in written.items() if value != ""}
