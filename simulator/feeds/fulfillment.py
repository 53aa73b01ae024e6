"""POST_ORDER_FULFILLMENT_DATA: shipments by feed, under the rules of confirmShipment.

Elements: OrderFulfillment.xsd (release 4.1). A MerchantFulfillmentID is the package's reference:
the same one again edits the shipment. Without it Amazon gives a reference of its own.
"""

from xml.etree.ElementTree import Element

from simulator.feeds.acknowledgement import find_order
from simulator.feeds.envelope import Message, words
from simulator.feeds.xml_feed import Rejected
from simulator.orders.life import unshipped_items
from simulator.orders.rules import parse_time
from simulator.orders_v0.carriers import OTHER
from simulator.orders_v0.rules import confirm
from simulator.orders_v0.wire import Confirmation
from simulator.refusal import Refusal
from simulator.simulation import Simulation
from simulator.world.records import Order, PackageItem

FEED_TYPE = "POST_ORDER_FULFILLMENT_DATA"
_MAX_DIGITS = 18


def carry_out(sim: Simulation, seller_id: str, message: Message) -> None:
    """Ship what one message says. Raises `Rejected`."""
    element = message.element
    order = find_order(sim, seller_id, words(element, "AmazonOrderID"))
    parcel = element.find("FulfillmentData")
    carrier, name = _carrier(parcel)
    shipped = parse_time(words(element, "FulfillmentDate"))
    if shipped is None:
        raise Rejected("18009", words(element, "FulfillmentDate"))
    wish = Confirmation(
        reference=_reference(sim, element),
        carrier_code=carrier,
        carrier_name=name,
        method=words(parcel, "ShippingMethod"),
        tracking=words(parcel, "ShipperTrackingNumber"),
        shipped=shipped,
        items=_items(order, element.findall("Item")),
        cod_method=words(element, "CODCollectionMethod") or None,
    )
    confirm_by_feed(sim, order, wish)


def confirm_by_feed(sim: Simulation, order: Order, wish: Confirmation) -> None:
    """Confirm a shipment; a refusal is told in the words of confirmShipment. Raises `Rejected`."""
    try:
        confirm(sim, order, wish)
    except Refusal as refusal:
        code = sim.behaviours.text("feed_shipment_code")
        raise Rejected(code, text=refusal.message) from None


def _carrier(parcel: Element | None) -> tuple[str, str]:
    """Code and name. A name alone is not enough in Japan since 2022-08-31 (sp-api.md 11)."""
    code = words(parcel, "CarrierCode")
    name = words(parcel, "CarrierName")
    if not code:
        raise Rejected("18010")
    return code, name if code == OTHER else ""


def _reference(sim: Simulation, element: Element) -> str:
    given = words(element, "MerchantFulfillmentID")
    if not given:
        return sim.draw_digits("package-references", 12)
    if given.isascii() and given.isdigit() and len(given) <= _MAX_DIGITS and int(given) > 0:
        return given
    raise Rejected("18011", given)


def _items(order: Order, lines: list[Element]) -> tuple[PackageItem, ...]:
    """The items named, all of an item where no Quantity is; all that is left where none is."""
    if not lines:
        rest = unshipped_items(order)
        return rest or tuple(PackageItem(i.order_item_id, i.quantity) for i in order.items)
    ordered = {item.order_item_id: item.quantity for item in order.items}
    items: list[PackageItem] = []
    for line in lines:
        item_id = words(line, "AmazonOrderItemCode")
        text = words(line, "Quantity") or str(ordered.get(item_id, 1))
        items.append(PackageItem(item_id, whole_number(text)))
    return tuple(items)


def whole_number(text: str) -> int:
    """A quantity from 1. Raises `Rejected`."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
        raise Rejected("18012", text)
    return int(text)
