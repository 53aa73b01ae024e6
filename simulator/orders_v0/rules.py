"""Whether Amazon takes a shipment confirmation (sp-api.md 1.11)."""

from collections import Counter

from simulator.orders.life import ship
from simulator.orders_v0.carriers import CARRIER_CODES, OTHER, SHIPPING_METHODS
from simulator.orders_v0.tracking import check_cod, check_tracking, next_edit
from simulator.orders_v0.wire import Confirmation
from simulator.refusal import Refusal
from simulator.simulation import Simulation
from simulator.world.records import Order, Package


def confirm(sim: Simulation, order: Order, wish: Confirmation) -> None:
    """Make the package, or edit the one of the same reference. Raises a 400 `Refusal`.

    A package made in Seller Central carries Amazon's own reference, so that a confirmation after
    it finds nothing left to ship and no package to update (R35).
    """
    _check_carrier(sim, wish)
    _check_state(sim, order)
    _check_items(sim, order, wish)
    check_cod(sim, order, wish)
    check_tracking(sim, order, wish)
    earlier = next((one for one in order.packages if one.reference == wish.reference), None)
    edits = next_edit(sim, earlier)
    if not _is_known(sim, wish.carrier_code):
        return
    package = Package(
        reference=wish.reference,
        made_by="API",
        created=earlier.created if earlier else sim.now,
        shipped=wish.shipped,
        carrier=wish.carrier_name if wish.carrier_code == OTHER else wish.carrier_code,
        tracking=wish.tracking,
        method=wish.method,
        items=wish.items,
        edits=edits,
    )
    ship(sim, order, package)


def _check_carrier(sim: Simulation, wish: Confirmation) -> None:
    dropped = sim.behaviours.text("unknown_carrier") == "dropped"
    if not _is_known(sim, wish.carrier_code) and not dropped:
        raise _refused(sim, "text_carrier")
    if wish.carrier_code == OTHER and not wish.carrier_name:
        raise _refused(sim, "text_carrier_name")
    listed = sim.behaviours.text("shipping_method") == "listed"
    if listed and wish.method and wish.method not in SHIPPING_METHODS:
        raise _refused(sim, "text_invalid_input")


def _is_known(sim: Simulation, carrier_code: str) -> bool:
    """Amazon's codes, and the one for Japan Post if there is one."""
    return carrier_code in CARRIER_CODES or carrier_code == sim.behaviours["japan_post_carrier"]


def _check_state(sim: Simulation, order: Order) -> None:
    if order.status == "CANCELLED":
        raise _refused(sim, "text_cancelled", order_id=order.order_id)
    if order.status == "PENDING" or order.fulfilled_by == "AMAZON":
        raise _refused(sim, "text_state", order_id=order.order_id)


def _check_items(sim: Simulation, order: Order, wish: Confirmation) -> None:
    ordered = {item.order_item_id: item.quantity for item in order.items}
    wanted: Counter[str] = Counter()
    for item in wish.items:
        if item.order_item_id not in ordered:
            raise _refused(sim, "text_order_item")
        wanted[item.order_item_id] += item.quantity
    known = any(package.reference == wish.reference for package in order.packages)
    if order.status == "SHIPPED" and not known:
        raise _refused(sim, "text_already_fulfilled", order_id=order.order_id)
    for order_item_id, quantity in wanted.items():
        others = order.shipped(order_item_id, without=wish.reference)
        if others + quantity > ordered[order_item_id]:
            raise _refused(sim, "text_overfulfilled", order_item_id=order_item_id)


def _refused(sim: Simulation, name: str, **values: str) -> Refusal:
    text = sim.behaviours.text(name)
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return Refusal(400, "InvalidInput", text)
