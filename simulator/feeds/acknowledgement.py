"""POST_ORDER_ACKNOWLEDGEMENT_DATA: the only way for a seller to cancel by API (sp-api.md 2)."""

from xml.etree.ElementTree import Element

from simulator.feeds.envelope import Message, read_envelope, words
from simulator.feeds.reports import Result
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


class Rejected(Exception):
    """A message that Amazon does not carry out: code and description of its result."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code


def process(sim: Simulation, seller_id: str, content: bytes) -> tuple[int, list[Result]]:
    """Carry out the messages one by one; how many there were, and what went wrong.

    Raises `EnvelopeError` for a feed that cannot be read: then nothing is carried out.
    """
    messages = read_envelope(content, "OrderAcknowledgement")
    results: list[Result] = []
    for message in messages:
        try:
            _carry_out(sim, seller_id, message)
        except Rejected as rejection:
            order_id = words(message.element, "AmazonOrderID")
            results.append(Result(message.message_id, rejection.code, str(rejection), order_id))
    return len(messages), results


def _carry_out(sim: Simulation, seller_id: str, message: Message) -> None:
    element = message.element
    order = sim.world.orders.get(words(element, "AmazonOrderID"))
    if order is None or order.seller_id != seller_id:
        raise Rejected("18000", "The order ID is not valid for this seller.")
    status = words(element, "StatusCode")
    if status == "Success":
        return
    if status != "Failure":
        raise Rejected("18005", "StatusCode must be Success or Failure.")
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
            raise Rejected("18006", f"The CancelReason '{reason[:40]}' is not valid.")
    return words(items[0], "CancelReason") if items else "GeneralAdjustment"


def _check_items(order: Order, items: list[Element]) -> None:
    known = {item.order_item_id for item in order.items}
    given = {words(item, "AmazonOrderItemCode") for item in items}
    strange = given - known
    if strange:
        text = f"The AmazonOrderItemCode '{min(strange)[:40]}' is not part of the order."
        raise Rejected("18001", text)
    if items and given != known:
        raise Rejected("18028", "Part of an order cannot be cancelled by this feed.")


def _check_state(sim: Simulation, order: Order) -> None:
    if order.status == "CANCELLED":
        raise Rejected("18003", "The order has been cancelled already.")
    if order.status in ("SHIPPED", "PARTIALLY_SHIPPED"):
        raise Rejected("18004", "The order has been shipped and cannot be cancelled.")
    if order.fulfilled_by == "AMAZON":
        raise Rejected("18002", "The order is fulfilled by Amazon.")
    refused = sim.behaviours.text("seller_cancels_pending") == "refused"
    if order.status == "PENDING" and refused:
        raise Rejected("18007", "The order is pending and cannot be cancelled by the seller.")
