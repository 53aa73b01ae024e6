"""What Amazon may hold against a tracking number, or a package edited too often."""

import re

from simulator.orders_v0.carriers import OTHER
from simulator.orders_v0.wire import Confirmation
from simulator.refusal import Refusal
from simulator.simulation import Simulation
from simulator.world.records import Order, Package

_JAPANESE = frozenset(
    {"YAMATO", "SAGAWA", "NITTSU", "JP_EXPRESS", "YamatoTransport", "SagawaExpress"}
)
_NUMBER = re.compile(r"[0-9]{10,13}")


def check_tracking(sim: Simulation, order: Order, wish: Confirmation) -> None:
    """Raises a 400 `Refusal` for a number that is blocked, misshapen or another order's."""
    behaviours = sim.behaviours
    if wish.tracking == behaviours.text("blocked_tracking_number"):
        raise Refusal(400, "InvalidInput", behaviours.text("text_tracking_blocked"))
    plain = wish.tracking.replace("-", "")
    if (
        behaviours.text("tracking_format") == "checked"
        and wish.carrier_code in _JAPANESE
        and not _NUMBER.fullmatch(plain)
    ):
        text = behaviours.text("text_tracking_format")
        text = text.replace("{tracking}", wish.tracking).replace("{carrier}", wish.carrier_code)
        raise Refusal(400, "InvalidInput", text)
    if behaviours.text("tracking_number_twice") == "refused" and _is_used(sim, order, wish):
        raise Refusal(400, "InvalidInput", behaviours.text("text_tracking_twice"))


def check_cod(sim: Simulation, order: Order, wish: Confirmation) -> None:
    """Raises a 400 `Refusal` where a COD order must say how its money was collected."""
    required = sim.behaviours.text("cod_collection_method") == "required"
    if required and order.payment == "COD" and wish.cod_method is None:
        text = sim.behaviours.text("text_invalid_input")
        raise Refusal(400, "InvalidInput", text, reason="codCollectionMethod is missing")


def next_edit(sim: Simulation, package: Package | None) -> int:
    """Which edit of the package this is; 0 for a new one. Raises a 400 `Refusal`."""
    if package is None:
        return 0
    if package.edits >= sim.behaviours.number("package_edits_most"):
        raise Refusal(400, "InvalidInput", sim.behaviours.text("text_edits"))
    return package.edits + 1


def _is_used(sim: Simulation, order: Order, wish: Confirmation) -> bool:
    carrier = wish.carrier_name if wish.carrier_code == OTHER else wish.carrier_code
    return any(
        package.tracking == wish.tracking and package.carrier == carrier
        for other in sim.world.orders.values()
        if other.seller_id == order.seller_id and other.order_id != order.order_id
        for package in other.packages
    )
