"""The operations of Orders v0: six reads with an end, and what has no successor yet."""

from simulator.exchange import Reply
from simulator.operations import Call, Operation
from simulator.orders.rules import find_order
from simulator.orders_v0 import reads, regulated
from simulator.orders_v0.rules import confirm
from simulator.orders_v0.wire import read_confirmation
from simulator.quota import Limit

_ONE = "/orders/v0/orders/{orderId}"


def _confirm_shipment(call: Call) -> Reply:
    wish = read_confirmation(call)
    confirm(call.sim, find_order(call, call.params["orderId"]), wish)
    return Reply(204)


OPERATIONS = (
    *reads.OPERATIONS,
    Operation(
        name="confirmShipment",
        api="orders/v0",
        method="POST",
        path=_ONE + "/shipmentConfirmation",
        limit=Limit(2, 10),
        handler=_confirm_shipment,
    ),
    Operation(
        name="updateShipmentStatus",
        api="orders/v0",
        method="POST",
        path=_ONE + "/shipment",
        limit=Limit(5, 15),
        handler=regulated.update_shipment_status,
    ),
    Operation(
        name="getOrderRegulatedInfo",
        api="orders/v0",
        method="GET",
        path=_ONE + "/regulatedInfo",
        limit=Limit(0.5, 30),
        handler=regulated.get_order_regulated_info,
    ),
    Operation(
        name="updateVerificationStatus",
        api="orders/v0",
        method="PATCH",
        path=_ONE + "/regulatedInfo",
        limit=Limit(0.5, 30),
        handler=regulated.update_verification_status,
    ),
)
