"""The payload of Orders 2026-01-01, as far as it is read: shapes alone, no meaning.

Fields that Amazon adds are passed over, fields that may be missing have defaults.
"""

import msgspec


class _Wire(msgspec.Struct, rename="camel"):
    pass


class WireMoney(_Wire):
    """An amount as text or number, with its currency."""

    amount: str | int
    currency_code: str


class WirePrice(_Wire):
    """`product.price`."""

    unit_price: WireMoney | None = None


class WireProduct(_Wire):
    """`orderItems[].product`."""

    asin: str = ""
    seller_sku: str = ""
    title: str = ""
    price: WirePrice | None = None


class WireCancelRequest(_Wire):
    """The buyer's wish."""

    cancel_reason: str = ""


class WireCancelExecution(_Wire):
    """Who cancelled."""

    cancelled_by: str = ""


class WireCancellation(_Wire):
    """`orderItems[].cancellation`."""

    cancellation_request: WireCancelRequest | None = None
    cancellation_execution: WireCancelExecution | None = None


class WireConstraints(_Wire):
    """`shippingConstraints`."""

    cash_on_delivery: str = ""


class WireShipping(_Wire):
    """`orderItems[].fulfillment.shipping`."""

    shipping_constraints: WireConstraints | None = None


class WireItemFulfillment(_Wire):
    """`orderItems[].fulfillment`."""

    shipping: WireShipping | None = None


class WireItem(_Wire):
    """One of `orderItems`."""

    order_item_id: str
    quantity_ordered: int
    product: WireProduct
    cancellation: WireCancellation | None = None
    fulfillment: WireItemFulfillment | None = None


class WireWindow(_Wire):
    """`shipByWindow`."""

    latest_date_time: str | None = None


class WireFulfillment(_Wire):
    """`fulfillment`, gated by FULFILLMENT."""

    fulfillment_status: str
    fulfilled_by: str = ""
    ship_by_window: WireWindow | None = None


class WireProceeds(_Wire):
    """`proceeds`."""

    grand_total: WireMoney | None = None


class WireExecution(_Wire):
    """One of `paymentExecutions`."""

    payment_method: str = ""


class WirePayment(_Wire):
    """`payment`."""

    payment_executions: list[WireExecution] = []


class WirePackage(_Wire):
    """One of `packages`."""

    package_reference_id: str = ""
    carrier: str = ""
    tracking_number: str = ""
    ship_time: str | None = None


class WireOrder(_Wire):
    """One order; `buyer` and `recipient` stay undecoded until they are sealed (R40)."""

    order_id: str
    created_time: str
    last_updated_time: str
    order_items: list[WireItem] = []
    fulfillment: WireFulfillment | None = None
    proceeds: WireProceeds | None = None
    payment: WirePayment | None = None
    packages: list[WirePackage] = []
    buyer: msgspec.Raw = msgspec.Raw()
    recipient: msgspec.Raw = msgspec.Raw()


class WireOrderId(_Wire):
    """An order's number, if nothing else of it can be read."""

    order_id: str = ""


class WirePagination(_Wire):
    """How a search goes on."""

    next_token: str | None = None


class WirePage(_Wire):
    """An answer of searchOrders; its orders are decoded one by one (R43)."""

    orders: list[msgspec.Raw]
    pagination: WirePagination | None = None
    last_updated_before: str | None = None


class WireOne(_Wire):
    """An answer of getOrder."""

    order: msgspec.Raw


PAGES = msgspec.json.Decoder(WirePage)
SINGLES = msgspec.json.Decoder(WireOne)
ORDERS = msgspec.json.Decoder(WireOrder)
IDS = msgspec.json.Decoder(WireOrderId)
