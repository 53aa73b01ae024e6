"""Lines of an order in v0, and what is left out while it is Pending."""

from simulator.orders_v0.order_wire import Json, money
from simulator.world.records import Order, OrderItem


def item_json(order: Order, item: OrderItem, *, priced: bool) -> Json:
    """A line; unless `priced`, without prices, taxes, shipping charges, gifts and promotions.

    Charges of the whole order stand on its first line.
    """
    written: Json = {
        "ASIN": item.asin,
        "SellerSKU": item.sku,
        "OrderItemId": item.order_item_id,
        "Title": item.title,
        "QuantityOrdered": item.quantity,
        "QuantityShipped": order.shipped(item.order_item_id),
        "ProductInfo": {"NumberOfItems": "1"},
        "ConditionId": "New",
        "ConditionSubtypeId": "New",
        "SerialNumberRequired": False,
        "IsTransparency": False,
        "BuyerRequestedCancel": _cancel_request(order),
    }
    if not priced:
        return written
    first = item is order.items[0]
    total, points = item.price * item.quantity, item.price * item.quantity // 100
    granted = {"PointsNumber": points, "PointsMonetaryValue": money(points)}
    charges: Json = {
        "ItemPrice": money(total),
        "ItemTax": money(0),
        "ShippingPrice": money(order.shipping_fee if first else 0),
        "ShippingTax": money(0),
        "ShippingDiscount": money(0),
        "ShippingDiscountTax": money(0),
        "PromotionDiscount": money(0),
        "PromotionDiscountTax": money(0),
        "IsGift": "false",
        "PointsGranted": granted,
    }
    if order.payment == "COD":
        charges["CODFee"] = money(order.cod_fee if first else 0)
        charges["CODFeeDiscount"] = money(0)
    return written | charges


def _cancel_request(order: Order) -> Json:
    if order.cancel_request is None:
        return {"IsBuyerRequestedCancel": "false", "BuyerCancelReason": ""}
    return {"IsBuyerRequestedCancel": "true", "BuyerCancelReason": order.cancel_request}
