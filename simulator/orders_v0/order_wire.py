"""Orders v0 as JSON: the order, its address, its buyer (ordersV0; sp-api.md 1.6 to 1.9)."""

from datetime import datetime

from simulator.clock import iso
from simulator.orders_v0.disclosure import Disclosure
from simulator.orders_v0.words import (
    ADDRESSED,
    CHANNELS,
    PAYMENTS,
    STATUSES,
    deliver_window,
    ship_window,
)
from simulator.world.records import MARKETPLACE_ID, Order

Json = dict[str, object]

_PAID_BY = {"COD": "COD", "CONVENIENCE_STORE": "CVS", "CREDIT_CARD": "Standard"}
_NEVER = (
    "IsBusinessOrder",
    "IsPrime",
    "IsPremiumOrder",
    "IsGlobalExpressEnabled",
    "IsReplacementOrder",
    "IsSoldByAB",
    "IsISPU",
    "IsAccessPointOrder",
    "HasRegulatedItems",
)


def money(amount: int) -> Json:
    return {"CurrencyCode": "JPY", "Amount": str(amount)}


def order_json(order: Order, disclosure: Disclosure, *, priced: bool) -> Json:
    """An order; `priced` = its amounts are known."""
    shipped = sum(order.shipped(item.order_item_id) for item in order.items)
    ordered = sum(item.quantity for item in order.items)
    written: Json = {
        "AmazonOrderId": order.order_id,
        "SellerOrderId": order.order_id,
        "PurchaseDate": iso(order.created),
        "LastUpdateDate": iso(order.updated),
        "OrderStatus": STATUSES[order.status],
        "FulfillmentChannel": CHANNELS[order.fulfilled_by],
        "SalesChannel": "Amazon.co.jp",
        "ShipServiceLevel": "Standard",
        "ShipmentServiceLevelCategory": "Standard",
        "NumberOfItemsShipped": shipped,
        "NumberOfItemsUnshipped": 0 if order.status == "CANCELLED" else ordered - shipped,
        "PaymentMethod": PAYMENTS[order.payment],
        "PaymentMethodDetails": [_PAID_BY[order.payment]],
        "MarketplaceId": MARKETPLACE_ID,
        "OrderType": "StandardOrder",
        **dict.fromkeys(_NEVER, False),
    }
    if priced:
        written["OrderTotal"] = money(order.total)
    if priced and order.payment == "COD":
        execution = {"Payment": money(order.total), "PaymentMethod": "COD"}
        written["PaymentExecutionDetail"] = [execution]
    written |= _days("ShipDate", ship_window(order))
    written |= _days("DeliveryDate", deliver_window(order))
    if address := address_json(order, disclosure):
        written["ShippingAddress"] = address
    if buyer := buyer_json(order, disclosure):
        written["BuyerInfo"] = buyer
    return written


def address_json(order: Order, disclosure: Disclosure) -> Json:
    """Where it goes, as far as it may be shown; empty before it is paid."""
    if order.status not in ADDRESSED:
        return {}
    person = disclosure.person(order)
    open_part: Json = {
        "City": person.city,
        "StateOrRegion": person.state,
        "PostalCode": person.postal_code,
        "CountryCode": "JP",
    }
    if disclosure.recipient(order) is None:
        return open_part
    lines = {"AddressLine1": person.line1, "AddressLine2": person.line2}
    if person.line3:
        lines["AddressLine3"] = person.line3
    phone = {} if disclosure.phone_is_over(order) else {"Phone": person.phone}
    return {"Name": person.name, **lines, **open_part, **phone}


def buyer_json(order: Order, disclosure: Disclosure) -> Json:
    """Who bought; empty where that may not be shown."""
    person = disclosure.buyer(order)
    return {} if person is None else {"BuyerEmail": person.email, "BuyerName": person.name}


def _days(what: str, window: tuple[datetime, datetime] | None) -> Json:
    if window is None:
        return {}
    return {f"Earliest{what}": iso(window[0]), f"Latest{what}": iso(window[1])}
