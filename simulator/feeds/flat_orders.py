"""The flat-file forms of cancelling and shipping, under the same rules as the XML forms.

Columns: developer-docs, Order feed type values; the templates of Seller Central.
"""

from collections.abc import Callable, Iterator

from simulator.feeds.acknowledgement import Line, cancel_lines, find_order
from simulator.feeds.flat_file import Fault, Row, read_rows, report
from simulator.feeds.fulfillment import confirm_by_feed, whole_number
from simulator.feeds.outcome import Outcome
from simulator.feeds.xml_feed import Rejected, words_of
from simulator.orders.life import unshipped_items
from simulator.orders.rules import parse_time
from simulator.orders_v0.carriers import OTHER
from simulator.orders_v0.wire import Confirmation
from simulator.simulation import Simulation
from simulator.world.records import Feed, Order, PackageItem

CANCEL = "POST_FLAT_FILE_ORDER_ACKNOWLEDGEMENT_DATA"
SHIP = "POST_FLAT_FILE_FULFILLMENT_DATA"
_CANCEL_COLUMNS = ("order-id", "cancellation-reason-code", "amazon-order-item-code")
_SHIP_COLUMNS = ("order-id", "ship-date", "carrier-code", "tracking-number")

Carry = Callable[[Simulation, str, list[Row]], None]


def cancel(sim: Simulation, feed: Feed, content: bytes) -> Outcome:
    """Cancel the orders of the rows; the rows of an order belong together."""
    rows = read_rows(content, _CANCEL_COLUMNS)
    return _process(sim, feed, rows, ("order-id",), _cancel_order)


def ship(sim: Simulation, feed: Feed, content: bytes) -> Outcome:
    """Ship what the rows say; rows of one order and tracking number are one package."""
    rows = read_rows(content, _SHIP_COLUMNS)
    return _process(sim, feed, rows, ("order-id", "tracking-number"), _ship_package)


def _process(
    sim: Simulation, feed: Feed, rows: list[Row], key: tuple[str, ...], carry: Carry
) -> Outcome:
    faults: list[Fault] = []
    for group in _groups(rows, key):
        try:
            carry(sim, feed.seller_id, group)
        except Rejected as rejection:
            text = words_of(sim, rejection)
            faults += [Fault(row.number, rejection.code, text) for row in group]
    return report(sim, len(rows), faults)


def _groups(rows: list[Row], key: tuple[str, ...]) -> Iterator[list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.cell(name) for name in key), []).append(row)
    yield from groups.values()


def _cancel_order(sim: Simulation, seller_id: str, rows: list[Row]) -> None:
    order = find_order(sim, seller_id, rows[0].cell("order-id"))
    lines = [
        Line(row.cell("amazon-order-item-code"), row.cell("cancellation-reason-code"))
        for row in rows
    ]
    cancel_lines(sim, order, lines)


def _ship_package(sim: Simulation, seller_id: str, rows: list[Row]) -> None:
    first = rows[0]
    order = find_order(sim, seller_id, first.cell("order-id"))
    shipped = parse_time(_whole_time(first.cell("ship-date")))
    if shipped is None:
        raise Rejected("18009", first.cell("ship-date"))
    carrier = first.cell("carrier-code")
    if not carrier:
        raise Rejected("18010")
    wish = Confirmation(
        reference=sim.draw_digits("package-references", 12),
        carrier_code=carrier,
        carrier_name=first.cell("carrier-name") if carrier == OTHER else "",
        method=first.cell("ship-method"),
        tracking=first.cell("tracking-number"),
        shipped=shipped,
        items=_items(order, rows),
        cod_method=None,
    )
    confirm_by_feed(sim, order, wish)


def _whole_time(text: str) -> str:
    """A date alone is its midnight in UTC."""
    return f"{text}T00:00:00Z" if len(text) == len("2026-11-23") else text


def _items(order: Order, rows: list[Row]) -> tuple[PackageItem, ...]:
    """The items named; without an order-item-id all that is left."""
    if not rows[0].cell("order-item-id"):
        rest = unshipped_items(order)
        return rest or tuple(PackageItem(i.order_item_id, i.quantity) for i in order.items)
    ordered = {item.order_item_id: item.quantity for item in order.items}
    items: list[PackageItem] = []
    for row in rows:
        item_id = row.cell("order-item-id")
        text = row.cell("quantity") or str(ordered.get(item_id, 1))
        items.append(PackageItem(item_id, whole_number(text)))
    return tuple(items)
