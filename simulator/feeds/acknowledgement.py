"""POST_ORDER_ACKNOWLEDGEMENT_DATA: the only way for a seller to cancel by API (sp-api.md 2)."""

from collections.abc import Sequence

from msgspec import Struct

from simulator.feeds.envelope import Message, words
from simulator.feeds.xml_feed import Rejected
from simulator.orders import life
from simulator.simulation import Simulation
from simulator.world.records import Order

FEED_TYPE = "POST_ORDER_ACKNOWLEDGEMENT_DATA"
CANCEL_REASONS = frozenset(
    {
        "NoInventory",
        "ShippingAddressUndeliverable",
        "CustomerExchange",
        "BuyerCanceled",
        "GeneralAdjustment",
        "CarrierCreditDecision",
        "RiskAssessmentInformationNotValid",
        "CarrierCoverageFailure",
        "CustomerReturn",
        "MerchandiseNotReceived",
    }
)


class Line(Struct, frozen=True):
    """An item to cancel, and why."""

    item_id: str
    reason: str


def carry_out(sim: Simulation, seller_id: str, message: Message) -> None:
    """Cancel the order of one message. Raises `Rejected`."""
    element = message.element
    order = find_order(sim, seller_id, words(element, "AmazonOrderID"))
    status = words(element, "StatusCode")
    if status == "Success":
        return
    if status != "Failure":
        raise Rejected("18005")
    items = [
        Line(words(item, "AmazonOrderItemCode"), words(item, "CancelReason"))
        for item in element.findall("Item")
    ]
    if not items and sim.behaviours.text("acknowledgement_without_items") == "ignored":
        return
    cancel_lines(sim, order, items)


def find_order(sim: Simulation, seller_id: str, order_id: str) -> Order:
    """An order of the seller. Raises `Rejected`."""
    order = sim.world.orders.get(order_id)
    if order is None or order.seller_id != seller_id:
        raise Rejected("18000")
    return order


def cancel_lines(sim: Simulation, order: Order, lines: Sequence[Line]) -> None:
    """Cancel an order whose every item is in `lines`; no line = all. Raises `Rejected`."""
    for line in lines:
        if line.reason not in CANCEL_REASONS:
            raise Rejected("18006", line.reason)
    _check_items(order, lines)
    _check_state(sim, order)
    life.cancel(sim, order, "API", lines[0].reason if lines else "GeneralAdjustment")


def _check_items(order: Order, lines: Sequence[Line]) -> None:
    known = {item.order_item_id for item in order.items}
    given = {line.item_id for line in lines}
    strange = given - known
    if strange:
        raise Rejected("18001", min(strange))
    if lines and given != known:
        raise Rejected("18028")


def _check_state(sim: Simulation, order: Order) -> None:
    if order.status == "CANCELLED":
        raise Rejected("18003")
    if order.status in ("SHIPPED", "PARTIALLY_SHIPPED"):
        code = sim.behaviours.text("feed_late_cancel_code")
        raise Rejected(code, text=sim.behaviours.text("feed_result_18004"))
    if order.fulfilled_by == "AMAZON":
        raise Rejected("18002")
    refused = sim.behaviours.text("seller_cancels_pending") == "refused"
    if order.status == "PENDING" and refused:
        raise Rejected("18007")
