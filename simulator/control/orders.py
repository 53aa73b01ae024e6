"""Orders: what buyers do, what Amazon does, what the seller does in Seller Central."""

from datetime import timedelta
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from simulator.buyers import marker
from simulator.control.asking import (
    Ask,
    ControlError,
    Moment,
    Name,
    Route,
    not_negative,
    ok,
    unknown,
    utc,
    whole_number,
)
from simulator.control.listings import find as find_listing
from simulator.control.listings import party_of
from simulator.exchange import Reply
from simulator.listings.stock import channel_of
from simulator.orders import life
from simulator.orders.placing import Basket, place
from simulator.simulation import Simulation
from simulator.world.records import Buyer, Listing, Order, PackageItem, Party, Payment

Count = Annotated[int, Meta(ge=1, le=100_000)]
_LONGEST_WAIT = timedelta(days=3650)
OrderId = Annotated[str, Meta(pattern=r"^[0-9]{3}-[0-9]{7}-[0-9]{7}$")]


class NewLine(Struct, forbid_unknown_fields=True):
    sku: str
    quantity: Count = 1


class NewBuyer(Buyer, frozen=True, forbid_unknown_fields=True):
    """Personal fields to use; those left out are drawn."""


class NewOrder(Struct, forbid_unknown_fields=True):
    """`pay_after` null = never pays. `fulfilled_by` defaults to the offer's network."""

    items: Annotated[list[NewLine], Meta(min_length=1, max_length=100)]
    payment: Payment = "CREDIT_CARD"
    pay_after: timedelta | UnsetType | None = UNSET
    fulfilled_by: Party | None = None
    order_id: OrderId | None = None
    created: Moment | None = None
    buyer: NewBuyer | None = None
    oversell: bool = False
    seller_id: str | None = None


class Cancel(Struct, forbid_unknown_fields=True):
    by: Literal["BUYER", "SELLER", "AMAZON"]
    reason: Name | None = None


class RequestCancel(Struct, forbid_unknown_fields=True):
    reason: Name


class ShipLine(Struct, forbid_unknown_fields=True):
    """Either of `order_item_id` and `sku`."""

    quantity: Count
    order_item_id: str | None = None
    sku: str | None = None


class Ship(Struct, forbid_unknown_fields=True):
    """`items` left out = all that is not shipped yet. An FBA order ships by AMAZON only."""

    carrier: Name
    tracking: Name
    items: Annotated[list[ShipLine], Meta(min_length=1)] | None = None
    by: Literal["SELLER", "AMAZON"] = "SELLER"


def shown(sim: Simulation, order: Order) -> dict[str, object]:
    """An order as the world holds it, without the buyer's person (his marker stands for him)."""
    return {
        "order_id": order.order_id,
        "seller_id": order.seller_id,
        "status": order.status,
        "fulfilled_by": order.fulfilled_by,
        "payment": order.payment,
        "created": order.created,
        "updated": order.updated,
        "paid": order.paid,
        "ship_by": order.ship_by,
        "total": order.total,
        "cancel_request": order.cancel_request,
        "buyer_marker": marker(sim.seed, order.order_id),
        "items": [
            {
                "order_item_id": item.order_item_id,
                "sku": item.sku,
                "asin": item.asin,
                "title": item.title,
                "quantity": item.quantity,
                "price": item.price,
            }
            for item in order.items
        ],
        "packages": list(order.packages),
        "history": [
            {"at": event.at, "actor": event.actor, "what": event.what} for event in order.history
        ],
    }


def _place(ask: Ask) -> Reply:
    wish, sim = ask.body(NewOrder), ask.sim
    if wish.order_id is not None and wish.order_id in sim.world.orders:
        raise ControlError(409, "exists", f"order {wish.order_id} exists", "order_id")
    created = sim.now if wish.created is None else utc(wish.created, "created")
    if created > sim.now:
        raise ControlError(400, "invalid", "an order is not created in the future", "created")
    lines = [(find_listing(ask, line.sku, wish.seller_id), line.quantity) for line in wish.items]
    party = wish.fulfilled_by or party_of(lines[0][0])
    if not wish.oversell:
        _check_stock(lines, party)
    basket = Basket(
        lines=lines,
        payment=wish.payment,
        pay_after=_pay_after(sim, wish.pay_after),
        fulfilled_by=party,
        created=created,
        buyer=wish.buyer,
        order_id=wish.order_id,
    )
    return ok(shown(sim, place(sim, basket)))


def _pay_after(sim: Simulation, given: timedelta | UnsetType | None) -> timedelta | None:
    if given is UNSET:
        return sim.behaviours.duration("card_settles_after")
    if given is None:
        return None
    if given > _LONGEST_WAIT:
        raise ControlError(400, "invalid", "at most ten years; null = never", "pay_after")
    return not_negative(given, "pay_after")


def _check_stock(lines: list[tuple[Listing, int]], party: Party) -> None:
    wanted: dict[str, int] = {}
    for listing, quantity in lines:
        wanted[listing.sku] = wanted.get(listing.sku, 0) + quantity
        there = listing.quantity(channel_of(party))
        if wanted[listing.sku] > there:
            text = f"{listing.sku} has {there} left; send oversell: true to sell it all the same"
            raise ControlError(409, "out_of_stock", text, "items")


def _list(ask: Ask) -> Reply:
    query = ask.query
    limit = whole_number(query.get("limit"), "limit", len(ask.sim.world.orders))
    orders = [
        order
        for order in ask.sim.world.orders.values()
        if query.get("status", order.status) == order.status
        and query.get("seller_id", order.seller_id) == order.seller_id
    ]
    if "newest" in query:
        newest = whole_number(query["newest"], "newest", 0)
        orders = orders[: -newest - 1 : -1]
    return ok({"orders": [shown(ask.sim, order) for order in orders[:limit]]})


def _get(ask: Ask) -> Reply:
    return ok(shown(ask.sim, _find(ask)))


def _find(ask: Ask) -> Order:
    order = ask.sim.world.orders.get(ask.params["order_id"])
    if order is None:
        raise unknown("order", ask.params["order_id"], list(ask.sim.world.orders)[-100:])
    return order


def _refused(order: Order, wish: str) -> ControlError:
    return ControlError(409, "not_allowed", f"{order.order_id} is {order.status}: {wish}")


def _pay(ask: Ask) -> Reply:
    order = _find(ask)
    if order.status != "PENDING":
        raise _refused(order, "only a PENDING order is paid")
    return ok(shown(ask.sim, life.settle(ask.sim, order)))


def _cancel(ask: Ask) -> Reply:
    wish, order, sim = ask.body(Cancel), _find(ask), ask.sim
    if order.status not in life.OPEN:
        raise _refused(order, "it cannot be cancelled any more")
    paid = order.status == "UNSHIPPED"
    if wish.by == "BUYER" and paid and sim.now > life.self_cancel_ends(sim, order):
        raise _refused(order, "the buyer's own time to cancel is over; use request-cancel")
    if wish.by == "SELLER":
        if order.fulfilled_by == "AMAZON":
            raise _refused(order, "Amazon fulfils it; the seller cannot cancel it")
        refused = sim.behaviours.text("seller_cancels_pending") == "refused"
        if order.status == "PENDING" and refused:
            raise _refused(order, "a seller may not cancel it (seller_cancels_pending)")
    reason = wish.reason or f"cancelled by {wish.by.lower()}"
    return ok(shown(sim, life.cancel(sim, order, wish.by, reason)))


def _request_cancel(ask: Ask) -> Reply:
    wish, order = ask.body(RequestCancel), _find(ask)
    if order.status != "UNSHIPPED":
        raise _refused(order, "a cancellation is asked for between payment and shipment")
    return ok(shown(ask.sim, life.request_cancel(ask.sim, order, wish.reason)))


def _ship(ask: Ask) -> Reply:
    wish, order, sim = ask.body(Ship), _find(ask), ask.sim
    if order.status not in ("UNSHIPPED", "PARTIALLY_SHIPPED"):
        raise _refused(order, "only a paid order with something left is shipped")
    if (order.fulfilled_by == "AMAZON") != (wish.by == "AMAZON"):
        raise _refused(order, f"{order.fulfilled_by} fulfils it, not the other (send by)")
    package = life.whole_package(
        sim,
        order,
        made_by=wish.by,
        carrier=wish.carrier,
        tracking=wish.tracking,
        items=_ship_items(order, wish),
    )
    return ok(shown(sim, life.ship(sim, order, package)))


def _ship_items(order: Order, wish: Ship) -> tuple[PackageItem, ...]:
    left = {item.order_item_id: item.quantity for item in life.unshipped_items(order)}
    items: list[PackageItem] = []
    for line in wish.items or ():
        item_id = line.order_item_id or next(
            (item.order_item_id for item in order.items if item.sku == line.sku), ""
        )
        if line.quantity > left.get(item_id, 0):
            text = f"{left.get(item_id, 0)} of this item are left to ship"
            raise ControlError(409, "not_allowed", text, "items")
        left[item_id] -= line.quantity
        items.append(PackageItem(item_id, line.quantity))
    return tuple(items)


_ALL = "/_sim/orders"
_ONE = _ALL + "/{order_id}"
ROUTES = (
    Route(
        "GET",
        _ALL,
        _list,
        "Every order, oldest first; or so many of the newest, newest first.",
        query=("status", "seller_id", "limit", "newest"),
    ),
    Route("POST", _ALL, _place, "A buyer places an order.", NewOrder),
    Route("GET", _ONE, _get, "One order as it is, with its history."),
    Route("POST", _ONE + "/pay", _pay, "The payment arrives."),
    Route("POST", _ONE + "/cancel", _cancel, "Buyer, seller or Amazon cancels.", Cancel),
    Route("POST", _ONE + "/request-cancel", _request_cancel, "The buyer asks.", RequestCancel),
    Route("POST", _ONE + "/ship", _ship, "Shipped in Seller Central.", Ship),
)
