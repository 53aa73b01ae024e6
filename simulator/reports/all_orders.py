"""The two All Orders reports: one row an item, nothing that names a person.

Columns: developer-docs, Order Tracking reports attributes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from simulator.buyers import Person, buyer_of
from simulator.reports.table import Sheet, sheet, text_sheet
from simulator.simulation import Simulation
from simulator.world.order_index import Entry
from simulator.world.records import Order, OrderItem
from simulator.world.reporting import Report

BY_LAST_UPDATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL"
BY_ORDER_DATE = "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
LONGEST = timedelta(days=30)
COLUMNS = (
    "amazon-order-id",
    "merchant-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sales-channel",
    "order-channel",
    "ship-service-level",
    "product-name",
    "sku",
    "asin",
    "item-status",
    "quantity",
    "currency",
    "item-price",
    "item-tax",
    "shipping-price",
    "shipping-tax",
    "gift-wrap-price",
    "gift-wrap-tax",
    "item-promotion-discount",
    "ship-promotion-discount",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "promotion-ids",
    "is-business-order",
    "purchase-order-number",
    "price-designation",
)
ORDER_DATE_COLUMNS = (*COLUMNS[:28], "cpf", *COLUMNS[28:])
_SHIPPED = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"})
Cells = dict[str, str]


def by_last_update(sim: Simulation, report: Report) -> Sheet | None:
    """Orders whose latest change lies in the range, as they are when the report is made."""
    if report.data_end - report.data_start > LONGEST:
        return text_sheet(sim, sim.behaviours.text("text_report_range"))
    index = sim.world.index_of(report.seller_id)
    found = index.by_update((report.data_start, 0), report.data_end, index.position)
    return _sheet(sim, COLUMNS, found)


def by_order_date(sim: Simulation, report: Report) -> Sheet | None:
    """Orders placed in the range, as they are when the report is made."""
    if report.data_end - report.data_start > LONGEST:
        return text_sheet(sim, sim.behaviours.text("text_report_range"))
    index = sim.world.index_of(report.seller_id)
    found = index.by_creation((report.data_start, 0), report.data_end, index.position)
    return _sheet(sim, ORDER_DATE_COLUMNS, found)


def stamp(moment: datetime) -> str:
    """A time as reports spell it: `2026-11-23T00:00:00+00:00`."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}+00:00"


def _sheet(sim: Simulation, columns: tuple[str, ...], entries: Iterator[Entry]) -> Sheet | None:
    orders = (sim.world.orders[order_id] for _, _, order_id in entries)
    rows = (row for order in orders for row in _rows(sim, order))
    return sheet(sim, columns, ([row.get(name, "") for name in columns] for row in rows))


def _rows(sim: Simulation, order: Order) -> Iterator[Cells]:
    amazon = order.fulfilled_by == "AMAZON"
    shared: Cells = {
        "amazon-order-id": order.order_id,
        "merchant-order-id": order.order_id,
        "purchase-date": stamp(order.created),
        "last-updated-date": stamp(order.updated),
        "order-status": _status(sim, order),
        "fulfillment-channel": "Amazon" if amazon else "Merchant",
        "sales-channel": "Amazon.co.jp",
        "ship-service-level": "Standard",
        "is-business-order": "false",
    }
    if order.status in _SHIPPED:
        shared |= _place(buyer_of(sim.streams, order, marked=sim.behaviours.on("pii_markers")))
    for position, item in enumerate(order.items):
        fee = order.shipping_fee if position == 0 else 0
        yield shared | _item(sim, order, item) | _price(sim, order, item, fee)


def _status(sim: Simulation, order: Order) -> str:
    match order.status:
        case "PENDING":
            return "Pending"
        case "UNSHIPPED":
            amazon = order.fulfilled_by == "AMAZON"
            return sim.behaviours.text("report_status_fba_unshipped") if amazon else "Unshipped"
        case "PARTIALLY_SHIPPED":
            return sim.behaviours.text("report_status_partially_shipped")
        case "SHIPPED":
            return "Shipped"
        case "CANCELLED":
            return "Cancelled"


def _place(person: Person) -> Cells:
    return {
        "ship-city": person.city,
        "ship-state": person.state,
        "ship-postal-code": person.postal_code,
        "ship-country": "JP",
    }


def _item(sim: Simulation, order: Order, item: OrderItem) -> Cells:
    quantity, status = item.quantity, "Unshipped"
    if order.status == "CANCELLED":
        status = "Cancelled"
        quantity = 0 if sim.behaviours["report_cancelled_quantity"] == "zero" else quantity
    elif order.shipped(item.order_item_id) >= item.quantity:
        status = "Shipped"
    return {
        "product-name": item.title,
        "sku": item.sku,
        "asin": item.asin,
        "item-status": status,
        "quantity": str(quantity),
    }


def _price(sim: Simulation, order: Order, item: OrderItem, shipping_fee: int) -> Cells:
    if order.status == "CANCELLED":
        return {}
    if order.status == "PENDING" and sim.behaviours["report_pending_price"] == "omit":
        return {}
    return {
        "currency": "JPY",
        "item-price": str(item.price * item.quantity),
        "shipping-price": str(shipping_fee),
    }
