"""confirmShipment of Orders v0."""

from simulator.exchange import Reply
from simulator.operations import Call, Operation
from simulator.orders.rules import find_order
from simulator.orders_v0.rules import confirm
from simulator.orders_v0.wire import read_confirmation
from simulator.quota import Limit


def _confirm_shipment(call: Call) -> Reply:
    wish = read_confirmation(call)
    confirm(call.sim, find_order(call, call.params["orderId"]), wish)
    return Reply(204)


OPERATIONS = (
    Operation(
        name="confirmShipment",
        api="orders/v0",
        method="POST",
        path="/orders/v0/orders/{orderId}/shipmentConfirmation",
        limit=Limit(2, 10),
        handler=_confirm_shipment,
    ),
)
