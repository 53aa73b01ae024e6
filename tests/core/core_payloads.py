"""Orders as Orders 2026-01-01 writes them, for what the fake cannot say."""

from datetime import datetime

import msgspec
from core_facts import ORDER, START, TEA

from core.domain.instants import amazon_stamp

Json = dict[str, object]


def yen(amount: object = "2980", currency: str = "JPY") -> Json:
    """An amount of money."""
    return {"amount": amount, "currencyCode": currency}


def item(sku: str = TEA, quantity: object = 1, number: int = 1, **rest: object) -> Json:
    """One of `orderItems`."""
    product = {"asin": "B0RK000001", "sellerSku": sku, "title": "宇治抹茶"}
    product["price"] = {"unitPrice": yen()}  # type: ignore[assignment]
    return {
        "orderItemId": f"6722598567{number:04}",
        "quantityOrdered": quantity,
        "product": product,
        **rest,
    }


def order(
    status: object = "UNSHIPPED",
    *,
    order_id: object = ORDER,
    updated: datetime = START,
    created: datetime = START,
    by: str = "MERCHANT",
    **rest: object,
) -> Json:
    """One order; `rest` are further or other fields."""
    return {
        "orderId": order_id,
        "createdTime": amazon_stamp(created),
        "lastUpdatedTime": amazon_stamp(updated),
        "orderItems": [item()],
        "fulfillment": {"fulfillmentStatus": status, "fulfilledBy": by},
        "proceeds": {"grandTotal": yen("3440")},
        **rest,
    }


def page(*orders: object, token: str | None = None, before: datetime = START) -> bytes:
    """An answer of searchOrders."""
    answer: Json = {"orders": list(orders), "lastUpdatedBefore": amazon_stamp(before)}
    if token:
        answer["pagination"] = {"nextToken": token}
    return msgspec.json.encode(answer)


def one(payload: object) -> bytes:
    """An answer of getOrder."""
    return msgspec.json.encode({"order": payload})
