"""The life of an order: placed, paid, shipped or cancelled, by whom and when.

Each function does one change at the present time and writes the history; the callers decide
whether it may be done (`allowed_*`), since buyer, seller, feed and API refuse in their own words.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from simulator.listings.stock import give_back
from simulator.simulation import Happening, Simulation
from simulator.world.records import Actor, Cancellation, Order, Package, PackageItem, Status

OPEN: frozenset[Status] = frozenset({"PENDING", "UNSHIPPED"})


def schedule_payment(sim: Simulation, order: Order, pay_after: timedelta | None) -> None:
    """Put on the agenda when a new order is paid, or cancelled because it never is."""
    if order.status != "PENDING":
        return
    if pay_after is not None:
        due = max(sim.now, order.created + pay_after)
        sim.agenda.schedule(due, "payment_settles", order.order_id, f"{order.payment} settles")
    limit = (
        sim.behaviours.duration("convenience_store_limit")
        if order.payment == "CONVENIENCE_STORE"
        else sim.behaviours.optional_duration("card_unpaid_limit")
    )
    if limit is not None:
        due = max(sim.now, order.created + limit)
        note = "Amazon cancels: the payment did not come"
        sim.agenda.schedule(due, "unpaid_limit", order.order_id, note)


def settle(sim: Simulation, order: Order) -> Order:
    """The payment arrives: PENDING becomes UNSHIPPED, and Amazon starts to wait for a shipment."""
    sim.agenda.cancel("payment_settles", order.order_id)
    sim.agenda.cancel("unpaid_limit", order.order_id)
    paid = replace(order, status="UNSHIPPED", paid=sim.now, ship_by=ship_by(sim, sim.now))
    changed = sim.world.change_order(paid, sim.now, "AMAZON", "payment settled: UNSHIPPED")
    await_shipment(sim, changed)
    return changed


def await_shipment(sim: Simulation, order: Order) -> None:
    """Amazon ships its own orders after a while, and cancels what nobody ships (R45)."""
    if order.fulfilled_by == "AMAZON":
        due = sim.now + sim.behaviours.duration("fba_ships_after")
        sim.agenda.schedule(due, "amazon_ships", order.order_id, "Amazon ships from its warehouse")
        return
    due = sim.now + sim.behaviours.duration("unshipped_limit")
    note = "Amazon cancels: not shipped in time"
    sim.agenda.schedule(due, "unshipped_limit", order.order_id, note)


def cancel(sim: Simulation, order: Order, by: Actor, reason: str) -> Order:
    """Cancel a whole order that has no shipment yet."""
    for kind in ("payment_settles", "unpaid_limit", "unshipped_limit", "amazon_ships"):
        sim.agenda.cancel(kind, order.order_id)
    if sim.behaviours.on("cancel_returns_stock"):
        give_back(sim, order)
    cancelled = replace(order, status="CANCELLED", cancellation=Cancellation(by, reason, sim.now))
    return sim.world.change_order(cancelled, sim.now, by, f"cancelled: {reason}")


def request_cancel(sim: Simulation, order: Order, reason: str) -> Order:
    """The buyer asks the seller to cancel; the order goes on until the seller does (R29)."""
    asked = replace(order, cancel_request=reason)
    return sim.world.change_order(asked, sim.now, "BUYER", f"asked to cancel: {reason}")


def ship(sim: Simulation, order: Order, package: Package) -> Order:
    """Add a package, or put it in the place of the one with the same reference."""
    others = tuple(p for p in order.packages if p.reference != package.reference)
    edited = len(others) < len(order.packages)
    packed = replace(order, packages=(*others, package))
    complete = all(packed.shipped(item.order_item_id) >= item.quantity for item in order.items)
    status: Status = "SHIPPED" if complete else "PARTIALLY_SHIPPED"
    sim.agenda.cancel("unshipped_limit", order.order_id)
    sim.agenda.cancel("amazon_ships", order.order_id)
    what = "package edited" if edited else "package confirmed"
    parcel = " ".join(word for word in (package.carrier, package.tracking) if word)
    text = f"{what}: {parcel}: {status}" if parcel else f"{what}: {status}"
    return sim.world.change_order(replace(packed, status=status), sim.now, package.made_by, text)


def whole_package(
    sim: Simulation,
    order: Order,
    *,
    made_by: Actor,
    carrier: str = "",
    tracking: str = "",
    items: Sequence[PackageItem] = (),
) -> Package:
    """A package with Amazon's own reference, of the items given or of all that is left."""
    rest = tuple(items) or unshipped_items(order)
    reference = sim.draw_digits("package-references", 12)
    return Package(reference, made_by, sim.now, sim.now, carrier, tracking, "", rest)


def unshipped_items(order: Order) -> tuple[PackageItem, ...]:
    left = ((i.order_item_id, i.quantity - order.shipped(i.order_item_id)) for i in order.items)
    return tuple(PackageItem(item_id, quantity) for item_id, quantity in left if quantity > 0)


def self_cancel_ends(sim: Simulation, order: Order) -> datetime:
    return order.created + sim.behaviours.duration("buyer_self_cancel_within")


def ship_by(sim: Simulation, paid: datetime) -> datetime:
    """The end of the last day to ship, Japanese time."""
    japanese = paid + timedelta(hours=9)
    last = japanese + timedelta(days=sim.behaviours.number("ship_by_days"))
    return last.replace(hour=14, minute=59, second=59, microsecond=0)


def _payment_settles(sim: Simulation, order_id: str) -> None:
    order = sim.world.orders[order_id]
    if order.status == "PENDING":
        settle(sim, order)


def _unpaid_limit(sim: Simulation, order_id: str) -> None:
    order = sim.world.orders[order_id]
    if order.status == "PENDING":
        cancel(sim, order, "AMAZON", "payment not received in time")


def _unshipped_limit(sim: Simulation, order_id: str) -> None:
    order = sim.world.orders[order_id]
    if order.status == "UNSHIPPED":
        cancel(sim, order, "AMAZON", "not shipped in time")


def _amazon_ships(sim: Simulation, order_id: str) -> None:
    order = sim.world.orders[order_id]
    if order.status == "UNSHIPPED":
        ship(sim, order, whole_package(sim, order, made_by="AMAZON"))


HAPPENINGS: dict[str, Happening] = {
    "payment_settles": _payment_settles,
    "unpaid_limit": _unpaid_limit,
    "unshipped_limit": _unshipped_limit,
    "amazon_ships": _amazon_ships,
}
