"""Japan's reports of orders that are not paid yet: all that are pending when the report is made.

Columns: developer-docs, Pending Order reports attributes.
"""

from html import escape

from simulator.reports.all_orders import stamp
from simulator.reports.table import Sheet, sheet
from simulator.simulation import Simulation
from simulator.world.records import Order
from simulator.world.reporting import Report

FLAT = "GET_FLAT_FILE_PENDING_ORDERS_DATA"
CONVERGED = "GET_CONVERGED_FLAT_FILE_PENDING_ORDERS_DATA"
XML = "GET_PENDING_ORDERS_DATA"
COLUMNS = (
    "order-id",
    "order-item-id",
    "purchase-date",
    "sku",
    "product-name",
    "quantity-purchased",
    "payment-type",
)


def flat(sim: Simulation, report: Report) -> Sheet | None:
    """One row an item, between tabs."""
    rows = (
        (
            order.order_id,
            item.order_item_id,
            stamp(order.created),
            item.sku,
            item.title,
            str(item.quantity),
            _payment_type(sim, order),
        )
        for order in _pending(sim, report)
        for item in order.items
    )
    return sheet(sim, COLUMNS, rows)


def xml(sim: Simulation, report: Report) -> Sheet | None:
    """One element an order; XML is UTF-8 in Japan too (selling-partner-api-models#545)."""
    orders = "".join(_element(sim, order) for order in _pending(sim, report))
    if not orders:
        return None
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<PendingOrders>{orders}</PendingOrders>\n'
    return Sheet(text.encode(), "text/xml; charset=UTF-8")


def _pending(sim: Simulation, report: Report) -> list[Order]:
    return [
        order
        for order in sim.world.orders.values()
        if order.seller_id == report.seller_id and order.status == "PENDING"
    ]


def _payment_type(sim: Simulation, order: Order) -> str:
    kind = "convenience_store" if order.payment == "CONVENIENCE_STORE" else "other"
    return sim.behaviours.text(f"report_payment_{kind}")


def _element(sim: Simulation, order: Order) -> str:
    items = "".join(
        f"<Item><AmazonOrderItemCode>{item.order_item_id}</AmazonOrderItemCode>"
        f"<SKU>{escape(item.sku)}</SKU><Title>{escape(item.title)}</Title>"
        f"<Quantity>{item.quantity}</Quantity></Item>"
        for item in order.items
    )
    return (
        f"<Order><AmazonOrderID>{order.order_id}</AmazonOrderID>"
        f"<OrderDate>{stamp(order.created)}</OrderDate>"
        f"<PaymentType>{_payment_type(sim, order)}</PaymentType>{items}</Order>"
    )
