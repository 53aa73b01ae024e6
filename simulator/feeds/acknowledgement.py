"""POST_ORDER_ACKNOWLEDGEMENT_DATA: the only way for a seller to cancel by API (sp-api.md 2)."""

from xml.etree.ElementTree import Element

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


def carry_out(sim: Simulation, seller_id: str, message: Message) -> None:
    """Cancel the order of one message. Raises `Rejected`."""
    element = message.element
    order = sim.world.orders.get(words(element, "AmazonOrderID"))
    if order is None or order.seller_id != seller_id:
        raise Rejected("18000")
    status = words(element, "StatusCode")
    if status == "Success":
        return
    if status != "Failure":
        raise Rejected("18005")
    items = element.findall("Item")
    if not items and sim.behaviours.text("acknowledgement_without_items") == "ignored":
        return
    reason = _reason(items)
    _check_items(order, items)
    _check_state(sim, order)
    life.cancel(sim, order, "API", reason)


def _reason(items: list[Element]) -> str:
    for item in items:
        reason = words(item, "CancelReason")
        if reason not in CANCEL_REASONS:
            raise Rejected("18006", reason)
    return words(items[0], "CancelReason") if items else "GeneralAdjustment"


def _check_items(order: Order, items: list[Element]) -> None:
    known = {item.order_item_id for item in order.items}
    given = {words(item, "AmazonOrderItemCode") for item in items}
    strange = given - known
    if strange:
        raise Rejected("18001", min(strange))
    if items and given != known:
        raise Rejected("18028")


def _check_state(sim: Simulation, order: Order) -> None:
    if order.status == "CANCELLED":
        raise Rejected("18003")
    if order.status in ("SHIPPED", "PARTIALLY_SHIPPED"):
        raise Rejected("18004")
    if order.fulfilled_by == "AMAZON":
        raise Rejected("18002")
    refused = sim.behaviours.text("seller_cancels_pending") == "refused"
    if order.status == "PENDING" and refused:
        raise Rejected("18007")
